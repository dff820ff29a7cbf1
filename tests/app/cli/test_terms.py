"""``enface terms``: what is converted, what is found wrong, where terms stand; and what a bad row does to a check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from glossary.formats import load_glossary

TABLE = """source,target,status,forbidden
省委,CPC provincial committee,preferred,provincial party council
,nothing,preferred,
会议,meeting,preferred,
会议,meeting,preferred,conference
会议,conference,preferred,
{n}届,{m:1st},preferred,
"""
BILINGUAL = "省委召开会议。\tThe provincial party council held a meeting.\n"


class Ran:
    """What a call of ``enface`` printed and returned."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: object) -> None:
        self.code = main([str(a) for a in arguments])
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.zh-en.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_validate_names_every_fault_with_its_line(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "terms", "validate", table, "--format", "json")
    assert ran.code == 1
    assert [(fault["line"], fault["code"], fault["kept"]) for fault in ran.json["faults"]] == [
        (3, "glossary-no-source", False),
        (6, "glossary-contrary", True),
        (7, "pattern-unknown-slot", True),
        (7, "pattern-only-slot", True),
    ]
    assert (ran.json["entries"], ran.json["set_aside"]) == (4, 1)
    assert "Line 3 of the glossary “mine” has no source term" in Ran(capsys, "terms", "validate", table).out


def test_validate_is_content_with_a_good_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "good.csv"
    path.write_text("source,target\n甲,a\n", "utf-8")
    ran = Ran(capsys, "terms", "validate", path)
    assert (ran.code, ran.out) == (0, "0 faults; entries: 1.\n")


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "tbx"])
def test_convert_there_and_back(table: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = table.with_name(f"out.zh-en.{ending}")
    ran = Ran(capsys, "terms", "convert", table, out)
    assert ran.code == 0
    assert "1 row was set aside" in ran.err
    back = table.with_name("mine.zh-en.back.csv")
    assert Ran(capsys, "terms", "convert", out, back).code == 0
    good = TABLE.replace(",nothing,preferred,\n", "")
    (table.parent / "good.zh-en.csv").write_text(good, "utf-8")
    assert load_glossary(back).concepts == load_glossary(table.parent / "good.zh-en.csv").concepts


def test_convert_says_what_a_format_has_no_place_for(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "terms", "convert", table, table.with_name("o.txt"))
    assert ran.code == 0
    assert "2 deprecated or forbidden forms have no place in this format" in ran.err


@pytest.mark.parametrize(("name", "said"), [("o.doc", "There is no glossary format"), ("o.tbx", "")])
def test_convert_knows_a_format_by_its_ending(
    table: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = Ran(capsys, "terms", "convert", table, table.with_name(name))
    assert ran.code == (2 if said else 0)
    assert said in ran.err


def test_match_judges_a_table_of_two_languages(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = table.with_name("text.tsv")
    text.write_text(BILINGUAL, "utf-8")
    hits = Ran(capsys, "terms", "match", table, text, "--format", "json").json["hits"]
    assert [(hit["term"], hit["verdict"], hit["found"]) for hit in hits] == [
        ("省委", "forbidden", "provincial party council"),
        ("会议", "ok", "meeting"),
    ]
    assert hits[0]["source"] == {"start": 0, "end": 2}


def test_match_lists_the_terms_of_a_source_alone_without_verdicts(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = table.with_name("text.txt")
    text.write_text("省委在杭州召开会议，研究部署今年的工作。\n", "utf-8")
    hits = Ran(capsys, "terms", "match", table, text, "--format", "json").json["hits"]
    assert [(hit["term"], hit["verdict"]) for hit in hits] == [("省委", ""), ("会议", "")]


def test_a_check_uses_the_good_rows_and_tells_the_bad(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = table.with_name("text.tsv")
    text.write_text(BILINGUAL, "utf-8")
    ran = Ran(capsys, "check", text, "--glossary", table, "--checks", "term", "--format", "json",
              "--source-lang", "zh", "--target-lang", "en")  # fmt: skip
    assert [finding["verdict"] for finding in ran.json["findings"]] == ["forbidden"]
    assert "Line 3 of the glossary “mine” has no source term" in ran.err
