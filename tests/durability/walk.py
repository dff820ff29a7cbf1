"""One real project and its model, side by side: what is compared, and how a difference is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from app.clean import RuleSet
from app.errors import UserError
from app.model import Alignment, Bead, BlockId, Imported, ImportedBlock, Side
from app.pipeline import Prepared
from app.project import Project
from tests.durability.model import Content, Model, Para

SIDES = ("source", "target")
_BEADS = ("0:0", "1,2:1", "3:2,3", "4:", ":4", "5:5", "6:6", "7:7", "8:8", "9:9")


class DiffersError(AssertionError):
    """The project is not what the model says."""


class Walk:
    """One project in a folder of its own, and its model."""

    def __init__(self, folder: Path, rules: RuleSet) -> None:
        self.path = folder / "walk.enface"
        self.rules = rules
        self.clock = datetime(2026, 1, 1, tzinfo=UTC)
        prepared = Prepared(
            {Side.SOURCE: _imported("甲", 10), Side.TARGET: _imported("text", 10)},
            {Side.SOURCE: "zh", Side.TARGET: "en"}, {}, Alignment(tuple(map(_bead, _BEADS))),
        )  # fmt: skip
        self.project = Project.create(self.path, prepared, "Ann", self.rules, ["none"], clock=self.now)
        self.model = Model(self.content())

    def now(self) -> datetime:
        """A clock that is set back and forth: no order may depend on it."""
        return self.clock

    def close(self) -> None:
        self.project.close()

    # What is there -------------------------------------------------------------------------------------------------

    def row(self, number: int) -> int:
        return self.model.now.order[number % len(self.model.now.order)]

    def para(self, number: int) -> int:
        ids = sorted(self.model.now.paras)
        return ids[number % len(ids)]

    # Comparing -----------------------------------------------------------------------------------------------------

    def shown(self, project: Project) -> list[object]:
        store = project.store
        return [
            (row.id, row.state, row.origin, [
                [(block.id, block.text, block.excluded) for block in blocks] for blocks in (row.source, row.target)
            ])
            for row in store.rows(store.row_ids())
        ]  # fmt: skip

    def modelled(self) -> list[object]:
        now = self.model.now
        sides: dict[tuple[int, str], list[tuple[float, int, str, bool]]] = {}
        for id_, para in now.paras.items():
            sides.setdefault((para.row, para.side), []).append((para.place, id_, para.text, para.away))
        return [
            (id_, *now.rows[id_], [[one[1:] for one in sorted(sides.get((id_, side), ()))] for side in SIDES])
            for id_ in now.order
        ]

    def compare_all(self, project: Project) -> None:
        """Everything there is to compare, and that the file itself is sound."""
        store, model = project.store, self.model
        same("faults", store.faults(), [])
        same("rows", self.shown(project), self.modelled())
        same("flags", self.flags(project), model.now.flags)
        same("decisions", {decision.id for decision in store.decisions()}, model.now.noes)
        for id_, texts in model.texts.items():
            same(f"texts of {id_}", [one.text for one in store.revisions(BlockId(id_))], texts)
        for flag in store.flags():
            same("span", 0 <= flag.span.start <= flag.span.end <= len(store.block(flag.block).text), True)
        for side in SIDES:
            paras = sorted((para.place, id_) for id_, para in model.now.paras.items() if para.side == side)
            same(f"order of {side}", [block.id for block in store.blocks(Side(side))], [id_ for _, id_ in paras])
        todo = {
            id_ for id_ in model.now.order if model.now.rows[id_][0] == "todo"
            and any(para.row == id_ and not para.away for para in model.now.paras.values())
        }  # fmt: skip
        same("to do", set(project.rows_where("todo")), todo)
        changed = {para.row for id_, para in model.now.paras.items() if self._rewritten(id_)}
        same("changed", set(project.rows_where("changed")), changed)

    def _rewritten(self, id_: int) -> bool:
        return self.model.texts[id_][-1] != self.model.texts[id_][0]

    def content(self) -> Content:
        """The content as the project has it: what was imported, or what a revert made of it."""
        store = self.project.store
        rows = store.rows(store.row_ids())
        return Content(
            tuple(row.id for row in rows),
            {row.id: (row.state.value, row.origin.value) for row in rows},
            {
                block.id: Para(row.id, block.side.value, block.position, block.text, block.excluded)
                for row in rows
                for block in row.source + row.target
            },
            self.flags(self.project),
            frozenset(decision.id for decision in store.decisions()),
        )

    def flags(self, project: Project) -> dict[int, tuple[int, bool, int, str]]:
        flags = project.store.flags()
        return {flag.id: (flag.block, flag.resolved, len(flag.thread), flag_name(project, flag.id)) for flag in flags}

    @contextmanager
    def refused(self, code: str) -> Iterator[None]:
        """The project must refuse with this code."""
        try:
            yield
        except UserError as error:
            same("refusal", error.code, code)
        else:
            raise DiffersError(f"not refused: {code}")


def same(what: str, found: object, expected: object) -> None:
    """Raises DiffersError with the first item that is not the same."""
    if found == expected:
        return
    if isinstance(found, list) and isinstance(expected, list):
        pairs = enumerate(zip_longest(found, expected))
        number, (found, expected) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
        what = f"{what}, item {number}"
    raise DiffersError(f"{what}: the project has {found!r}, the model {expected!r}")


def _imported(word: str, count: int) -> Imported:
    texts = [f"{word} {number}" for number in range(count)]
    return Imported("text.txt", "txt", b"", "\n".join(texts), tuple(map(ImportedBlock, texts)))


def _bead(text: str) -> Bead:
    source, target = (tuple(map(int, side.split(","))) if side else () for side in text.split(":"))
    return Bead(source, target)


def flag_name(project: Project, id_: int) -> str:
    """Tells a flag from another that was given its number later."""
    return str(project.store.record("flag", id_)["uuid"])
