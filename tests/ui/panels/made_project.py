"""A small real project: two texts with litter, wrong and changing terms, imported, aligned and surveyed."""

from __future__ import annotations

from pathlib import Path

from app import pipeline
from app.model import Block, Side
from app.project import Project
from app.readers import read_file

SOURCE = """市商务局召开会议学习全会精神。

会议要求市商务局落实八八战略，推动消费增长。

浏览次数：

市商务局将在年底前完成三项任务。

会议最后由市商务局局长作了总结讲话。
"""
TARGET = """The Municipal Bureau of Commerce held a meeting to study the guiding principles.

[ad_1]

The meeting asked the Municipal Commerce Bureau to carry out Strategy 8-8 and to boost consumption.

Views:

The Municipal Bureau of Commerce will finish the the three tasks&nbsp;by the end of the year.

City Office of Commerce: its director summed the meeting up in a speech at the end.
"""
GLOSSARY = """source,target,status,admitted,forbidden
市商务局,Municipal Bureau of Commerce,preferred,Municipal Commerce Bureau|City Office of Commerce,
八八战略,Double-Eight Strategy,preferred,,Strategy 8-8
全会精神,guiding principles,preferred,,
"""


def make_project(folder: Path, *, author: str = "Mei Lin") -> Project:
    """The project on disk, checked once, as the command ``new`` makes it."""
    for name, text in (("source.txt", SOURCE), ("target.txt", TARGET), ("terms.zh-en.csv", GLOSSARY)):
        (folder / name).write_text(text, "utf-8")
    documents = {Side.SOURCE: read_file(folder / "source.txt"), Side.TARGET: read_file(folder / "target.txt")}
    glossaries = [str(folder / "terms.zh-en.csv")]
    languages = {Side.SOURCE: "zh", Side.TARGET: "en"}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, languages, rules, glossaries)
    project = Project.create(folder / "small.enface", prepared, author, rules, glossaries)
    project.survey()
    return project


def block_with(project: Project, words: str) -> Block:
    """The block of the translation that holds some words."""
    return next(block for block in project.store.blocks(Side.TARGET) if words in block.text)
