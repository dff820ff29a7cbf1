"""The shipped samples: texts and a short history as data, built into a project when somebody asks for one.

The original stays as it is; what is opened is always a copy in the user's own folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import UserError
from app.model import Block, Severity, Side, Span
from app.resources import resource

if TYPE_CHECKING:
    from app.project import Project


@dataclass(frozen=True, slots=True)
class Sample:
    """Its words are ``samples.<id>.title`` and ``about``."""

    id: str
    folder: Path
    content: Mapping[str, Any]


def all_samples() -> tuple[Sample, ...]:
    """The samples there are, the one a newcomer should see first."""
    found = []
    for path in sorted(resource("samples").glob("*/sample.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        found.append(Sample(path.parent.name, path.parent, content))
    return tuple(sorted(found, key=_order))


def find_sample(name: str) -> Sample:
    """A sample by id, the first one for "". Raises UserError ``no-such-sample``."""
    samples = all_samples()
    for sample in samples:
        if name in (sample.id, ""):
            return sample
    raise UserError("no-such-sample", name=name, names=", ".join(s.id for s in samples))


def copy_of(sample: Sample, folder: Path | None = None, *, fresh: bool = False) -> Path:
    """The user's copy of a sample: the one made earlier, or a new one. ``fresh`` makes another beside it."""
    folder = folder or _home()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sample.id}.enface"
    number = 2
    while path.exists() and fresh:
        path = folder / f"{sample.id}-{number}.enface"
        number += 1
    if not path.exists():
        build(sample, path)
    return path


def build(sample: Sample, path: Path) -> None:
    """Makes a project of a sample's texts, then lets its people do what they did: links, edits, flags."""
    # Imported here: the start page lists samples, and all stages come with a project.
    from app import pipeline
    from app.project import Project
    from app.readers import read_file

    content = sample.content
    documents = {side: read_file(sample.folder / content[side.value]["file"]) for side in Side if side.value in content}
    languages = {side: content[side.value]["language"] for side in documents}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, languages, rules)
    project = Project.create(path, prepared, content["translator"], rules, clock=_clock(content["at"]))
    try:
        for step in content.get("steps", ()):
            _carry_out(project, step)
    finally:
        project.close()


def _carry_out(project: Project, step: Mapping[str, Any]) -> None:
    """One step of the history, signed and dated as the sample says."""
    project.store.author = step["who"]
    project.store.set_clock(_clock(step["at"]))
    match step["do"]:
        case "edit":
            block = _block(project, step["find"])
            project.edit(block.id, block.text.replace(step["find"], step["put"]))
        case "flag":
            block = _block(project, step["find"])
            start = block.text.index(step["find"])
            span = Span(start, start + len(step["find"]))
            project.flag(block.id, span, step["category"], Severity(step["severity"]), step["comment"])
        case "reply":
            project.reply(_flag(project, step["find"]), step["comment"])
        case "resolve":
            project.set_resolved(_flag(project, step["find"]), True)
        case "merge":
            first = project.store.row_of(_block(project, step["find"]).id)
            second = project.store.row_of(_block(project, step["with"]).id)
            project.merge([first, second])
        case other:
            raise ValueError(f"a sample cannot {other}")


def _block(project: Project, words: str) -> Block:
    return next(block for block in project.store.blocks(Side.TARGET) if words in block.text)


def _flag(project: Project, quote: str) -> Any:
    return next(flag for of_block in project.flags.values() for flag in of_block if flag.quote == quote)


def _clock(at: str) -> Any:
    moment = datetime.fromisoformat(at)

    def clock() -> datetime:
        return moment

    return clock


def _home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("enface", appauthor=False) / "samples"


def _order(sample: Sample) -> int:
    return int(sample.content["order"])
