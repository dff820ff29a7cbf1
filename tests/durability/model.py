"""What a project should be, as plain lists and dicts: written from what a person is promised, not from the product.

``python -m tests.durability.model --steps 1000000 --seed 1`` walks it in step with the real project (``walking``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple


class Para(NamedTuple):
    """A paragraph that stands in a row; ``place`` orders the paragraphs of a side."""

    row: int
    side: str
    place: float
    text: str
    away: bool = False


@dataclass(frozen=True)
class Content:
    """Everything a project shows. Never changed in place: an undo is the content that was there before."""

    order: tuple[int, ...]
    rows: dict[int, tuple[str, str]]
    """Of each row: its state, and who made its link."""
    paras: dict[int, Para]
    flags: dict[int, tuple[int, bool, int, str]] = field(default_factory=dict)
    """Of each flag: its paragraph, whether it is resolved, how many comments it has."""
    noes: frozenset[int] = frozenset()
    """The decisions."""

    def of(self, row: int, side: str) -> list[int]:
        found = [id_ for id_, para in self.paras.items() if para.row == row and para.side == side]
        return sorted(found, key=lambda id_: (self.paras[id_].place, id_))

    def with_para(self, id_: int, **changed: Any) -> Content:
        return replace(self, paras=self.paras | {id_: self.paras[id_]._replace(**changed)})

    def with_row(self, id_: int, *, state: str = "", link: str = "") -> Content:
        old = self.rows[id_]
        return replace(self, rows=self.rows | {id_: (state or old[0], link or old[1])})

    def without_row(self, id_: int) -> Content:
        rows = {key: row for key, row in self.rows.items() if key != id_}
        return replace(self, rows=rows, order=tuple(key for key in self.order if key != id_))


class Deed(NamedTuple):
    label: str
    before: Content
    after: Content
    written: tuple[int, ...]


class Model:
    """The content, every text each paragraph ever had, and what can be undone and redone."""

    def __init__(self, content: Content) -> None:
        self.now = content
        self.texts = {id_: [para.text] for id_, para in content.paras.items()}
        self.done: list[Deed] = []
        self.undone: list[Deed] = []
        self.log: list[tuple[Content, Content]] = []
        """Before and after of every changeset, undos and redos among them."""

    def do(self, label: str, after: Content, *written: int) -> None:
        """An action of a person; one that changes nothing is none."""
        if after != self.now:
            self.done.append(Deed(label, self.now, after, written))
            self.undone.clear()
            self._show(after, written)

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.done.pop())
            self._show(self.undone[-1].before, self.undone[-1].written)

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.undone.pop())
            self._show(self.done[-1].after, self.done[-1].written)

    def reopened(self) -> None:
        """Undo does not outlive the session."""
        self.done.clear()
        self.undone.clear()

    def _show(self, content: Content, written: Sequence[int]) -> None:
        self.log.append((self.now, content))
        self.now = content
        for id_ in written:
            self.texts.setdefault(id_, [""]).append(content.paras[id_].text if id_ in content.paras else "")


def main() -> int:
    from tests.durability.walking import walks

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    return walks(options.steps, options.seed, sys.stdout)


if __name__ == "__main__":
    raise SystemExit(main())
