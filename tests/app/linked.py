"""A small project to link anew, and all of it as plain data: what a person would see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app import pipeline
from app.model import Alignment, Bead, Imported, ImportedBlock, Row, Side
from app.pipeline import Prepared
from app.project import Project

SOURCE = (
    "临溪市召开会议。",
    "市长讲话。他说2020年有12家企业。",
    "第二天，代表参观了学校和医院。",
    "会议在北京举行。",
    "参加会议的有35人。",
    "浏览次数：",
    "最后，大家照相。",
)
TARGET = (
    "The city of Linxi held a meeting.",
    "The mayor spoke. He said there were 12 companies in 2020.",
    "On the second day, the delegates visited a school and a hospital.",
    "The meeting took place in Beijing.",
    "35 people took part in the meeting.",
    "Views:",
    "In the end everybody had a picture taken.",
)


def imported(texts: tuple[str, ...]) -> Imported:
    joined = "\n".join(texts)
    return Imported("text.txt", "txt", joined.encode(), joined, tuple(map(ImportedBlock, texts)))


def make(
    folder: Path, beads: tuple[Bead, ...] = (), source: tuple[str, ...] = SOURCE, target: tuple[str, ...] = TARGET
) -> Project:
    """One row for each paragraph unless the beads say otherwise."""
    beads = beads or tuple(Bead((n,), (n,), 0.7) for n in range(len(source)))
    documents = {Side.SOURCE: imported(source), Side.TARGET: imported(target)}
    prepared = Prepared(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, {}, Alignment(beads))
    return Project.create(folder / "work.enface", prepared, "Ann", pipeline.shipped_rules(), ["none"])


def rows(project: Project) -> list[Row]:
    return project.store.rows(project.store.row_ids())


def shape(project: Project) -> list[str]:
    """Each row as the first characters of its blocks: ``市长|The``."""
    return [
        " ".join(b.text[:2] for b in row.source) + "|" + " ".join(b.text[:6].strip() for b in row.target)
        for row in rows(project)
    ]


def content(project: Project) -> dict[str, Any]:
    """Everything but the numbers of revisions, which only ever grow."""
    return {
        "rows": [
            (
                row.id,
                row.confidence,
                row.origin,
                row.state,
                [(b.id, b.text, b.position, b.shape, b.excluded_by, b.locator) for b in row.source + row.target],
            )
            for row in rows(project)
        ],
        "places": project.store.row_positions(),
        "flags": project.store.flags(),
        "decisions": project.store.decisions(),
        "export": project.clean_blocks(),
    }


def in_one_row(project: Project) -> bool:
    """Whether every paragraph that is exported stands in exactly one row, and no row is empty."""
    shown = [block.id for row in rows(project) for block in row.source + row.target]
    stored = [block.id for side in Side for block in project.store.blocks(side)]
    return sorted(shown) == sorted(stored) and all(row.source or row.target for row in rows(project))
