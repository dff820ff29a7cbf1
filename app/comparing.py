"""Two versions of an open project, or of one and another file, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.model import Side
from app.project import Project
from app.readers import read_file_apart
from app.review.compare import Difference, Passage, compare
from app.review.moments import Moment, find_moment, passages_at, passages_in_steps
from app.store import Store

_PROJECT = ".enface"


@dataclass(frozen=True, slots=True)
class Version:
    """A text at a moment of its project, or of a file, whose name is ``file`` then."""

    moment: Moment | None
    file: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions of one side, in the order of the later one."""

    side: Side
    before: Version
    after: Version
    differences: tuple[Difference, ...]


def version_at(project: Project, moment: Moment, side: Side) -> Version:
    return Version(moment, "", tuple(passages_at(project.store, moment, side)))


def version_in_steps(project: Project, moment: Moment, side: Side) -> Iterator[Version | None]:
    """The same, a little at a time: None after each step, what was read at the end."""
    passages: list[Passage] = []
    for some in passages_in_steps(project.store, moment, side, project.order.index_of):
        passages += some
        yield None
    yield Version(moment, "", tuple(passages))


def version_of_file(path: Path, side: Side) -> Version:
    """The text of a file, or of another project as it stands. Raises UserError in words."""
    if path.suffix.lower() != _PROJECT:
        blocks = read_file_apart(path).blocks
        return Version(None, path.name, tuple(Passage("", block.text) for block in blocks if block.text.strip()))
    store = Store.open(path, "", read_only=True)
    try:
        passages = passages_at(store, find_moment(store, "now"), side)
    finally:
        store.close()
    # Its rows are numbered for itself.
    return Version(None, path.name, tuple(Passage(passage.key, passage.text) for passage in passages))


def version_said(project: Project, said: str, side: Side) -> Version:
    """A moment by what a person calls it (``find_moment``), else a file. Raises UserError ``no-such-moment``."""
    try:
        return version_at(project, find_moment(project.store, said), side)
    except UserError:
        path = Path(said)
        if not said.strip() or not path.is_file():
            raise
        return version_of_file(path, side)


def compare_versions(side: Side, before: Version, after: Version) -> Comparison:
    """Pure: a window has it done as a job."""
    return Comparison(side, before, after, compare(before.passages, after.passages))
