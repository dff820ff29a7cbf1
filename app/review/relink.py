"""From the rows as they stand to the rows as they shall be: the one place where a new arrangement becomes operations.

A verb of links only says how the rows shall be; what is to be written follows from the difference. Rows outside what
it was given are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.errors import UserError
from app.model import Block, BlockId, LinkOrigin, Row, RowId, RowState
from app.store import Create, Delete, Edit, Op, Origin, SetField, Store, Value
from app.store.writing import new_uuid

NEW = RowId(0)
"""The id of a row that is still to be made."""


@dataclass(frozen=True, slots=True)
class Rearranged:
    """What a verb does to some rows: ``before`` and ``after`` in the order of the project, and the operations."""

    label: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    ops: tuple[Op, ...]

    @property
    def edit(self) -> Edit:
        return Edit(self.label, Origin.ALIGN, self.ops)

    def successors(self) -> Iterator[tuple[Row, tuple[Row, ...]]]:
        """Each row before with the rows that hold its translation now; where it has none, that hold its source."""
        holding = {block.id: row for row in self.after for block in row.source + row.target}
        for row in self.before:
            found = {id(own): own for block in row.target or row.source if (own := holding.get(block.id))}
            yield row, tuple(found.values())


def is_fixed(row: Row) -> bool:
    """Whether nothing but a person's own hand may move a row: it was pinned, and is let go first, or confirmed."""
    return row.origin is LinkOrigin.PINNED or row.state.signed


def by_hand(row: Row) -> Row:
    """A row whose blocks a person has just arranged: sure, and to be judged anew, for it is another pair now."""
    origin = LinkOrigin.MANUAL if row.origin is LinkOrigin.AUTO else row.origin
    return replace(row, origin=origin, confidence=1.0, state=RowState.TODO)


def demand_free(rows: Iterable[Row]) -> None:
    """Raises UserError ``row-pinned`` where a person has said that one of the rows stays: it is let go first."""
    if any(row.origin is LinkOrigin.PINNED for row in rows):
        raise UserError("row-pinned")


def relink(store: Store, label: str, before: Sequence[Row], after: Sequence[Row]) -> Rearranged:
    """Makes ``after`` of ``before``: the same blocks in other rows. A row of ``after`` with the id ``NEW`` is made.

    Raises UserError ``row-pinned``. An empty row is left out of ``after``. Rows that keep their id keep their place
    where the order allows it; fixed ones always do.
    """
    demand_free(row for row in before if row not in after)
    after = [row for row in after if row.source or row.target]
    places = _places(store, before, after)
    fresh = store.next_id("row")
    given: list[Row] = []
    for row in after:
        given.append(replace(row, id=RowId(fresh)) if row.id == NEW else row)
        fresh += row.id == NEW
    old = {row.id: row for row in before}
    home = {block.id: row.id for row in before for block in row.source + row.target}
    kept = {row.id for row in given}
    positions = store.row_positions()
    ops: list[Op] = [Create("row", row.id, _record(row, places[n])) for n, row in enumerate(given) if row.id not in old]
    for row in given:
        for block in row.source + row.target:
            if home[block.id] != row.id:
                ops.append(SetField("block", block.id, "row_id", home[block.id], row.id))
    ops.extend(Delete("row", row.id, store.record("row", row.id)) for row in before if row.id not in kept)
    for place, row in zip(places, given, strict=True):
        if row.id in old:
            ops.extend(fields(old[row.id], row))
            if positions[row.id] != place:
                ops.append(SetField("row", row.id, "position", positions[row.id], place))
    return Rearranged(label, tuple(before), tuple(given), tuple(ops))


def fields(old: Row, new: Row) -> Iterator[Op]:
    """What is set on a row that stays: who made it, how sure it is, how far a person has come with it."""
    pairs: tuple[tuple[str, Value, Value], ...] = (
        ("origin", old.origin.value, new.origin.value),
        ("confidence", old.confidence, new.confidence),
        ("state", old.state.value, new.state.value),
    )
    for name, was, now in pairs:
        if was != now:
            yield SetField("row", new.id, name, was, now)


def sorted_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in the order of their document."""
    return tuple(sorted(blocks, key=_position))


def _position(block: Block) -> tuple[float, BlockId]:
    return block.position, block.id


def _record(row: Row, place: float) -> Mapping[str, Value]:
    return {
        "id": row.id, "uuid": new_uuid(), "position": place, "confidence": row.confidence, "origin": row.origin.value,
        "state": row.state.value,
    }  # fmt: skip


def _places(store: Store, before: Sequence[Row], after: Sequence[Row]) -> list[float]:
    """The positions of the rows of ``after``, rising: old ones where they can stay, the others evenly between them."""
    all_ = store.row_positions()
    ours = [all_[row.id] for row in before]
    least, most = min(ours), max(ours)
    # The rows round ours bound the new ones. Halving a gap 50 times in one place is beyond what hands do.
    low = max((place for place in all_.values() if place < least), default=least - 1)
    high = min((place for place in all_.values() if place > most), default=most + 1)
    bounds = [high] * (len(after) + 1)
    for n in reversed(range(len(after))):
        stays = after[n].id in all_ and is_fixed(after[n])
        bounds[n] = all_[after[n].id] if stays else bounds[n + 1]
    places: list[float] = []
    last, waiting = low, 0
    for n, row in enumerate(after):
        place = all_.get(row.id)
        if place is None or not last < place < bounds[n + 1]:
            waiting += 1
            continue
        places += [*_between(last, place, waiting), place]
        last, waiting = place, 0
    return [*places, *_between(last, high, waiting)]


def _between(low: float, high: float, count: int) -> Iterator[float]:
    return (low + (high - low) * number / (count + 1) for number in range(1, count + 1))
