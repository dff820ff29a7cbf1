"""What a killed program left in the draft journal, held against the project as it stands: what is worth offering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.drafts import Draft, DraftJournal
from app.model import Block, BlockId, RowId
from app.places import drafts_path
from app.store import Store


@dataclass(frozen=True, slots=True)
class Recovered:
    """A draft that was never saved. ``row`` and ``block`` are where it belongs now: ``block`` is 0 where the row has no
    translation yet, ``row`` is None where the text it was typed into is gone. ``number`` counts rows from 1."""

    draft: Draft
    saved: str
    row: RowId | None
    block: BlockId
    number: int
    changed: bool
    """The text was written anew after this was typed."""


def journal_of(store: Store) -> DraftJournal:
    """The journal of a project; nothing is written until something is typed."""
    return DraftJournal(drafts_path(store.identity))


def recovered(store: Store, drafts: Iterable[Draft]) -> tuple[tuple[Recovered, ...], tuple[Draft, ...]]:
    """The drafts worth offering, and those that are not: what they say was saved after all."""
    offered: list[Recovered] = []
    done: list[Draft] = []
    numbers: dict[RowId, int] = {}
    for draft in drafts:
        numbers = numbers or {row: number for number, row in enumerate(store.row_ids(), 1)}
        row, block = _place(store, draft)
        if block is not None and _was_saved(store, draft, block):
            done.append(draft)
        elif row not in numbers:
            offered.append(Recovered(draft, "", None, BlockId(0), 0, False))
        elif block is None:
            offered.append(Recovered(draft, "", row, BlockId(0), numbers[row], False))
        else:
            changed = block.seq != draft.base
            offered.append(Recovered(draft, block.text, row, block.id, numbers[row], changed))
    return tuple(offered), tuple(done)


def _place(store: Store, draft: Draft) -> tuple[RowId | None, Block | None]:
    """Where a draft belongs now; a block that was taken away has no row."""
    if draft.block:
        try:
            return store.row_of(draft.block), store.block(draft.block)
        except (KeyError, TypeError):
            return None, None
    rows = store.rows([draft.row])
    if not rows:
        return None, None
    return rows[0].id, next(iter(rows[0].target), None)


def _was_saved(store: Store, draft: Draft, block: Block) -> bool:
    """Whether the text became a revision after the typing began: the program ended before it could note that."""
    return draft.text == block.text or any(
        revision.seq > draft.base and revision.text == draft.text for revision in store.revisions(block.id)
    )
