"""A person's changes of text, state and cleaning, each built as one :class:`Edit` from what the store holds now.

Nothing is written here; ``History.do`` writes. Building first is what makes a preview and an undo the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.model import Block, BlockId, LinkOrigin, Proposal, RevisionSeq, Row, RowState, Shape, Side
from app.review.diff import carry_span
from app.store import Create, Edit, Op, Origin, SetField, Store, Value
from app.store.remarks import Flag
from app.store.writing import new_uuid

BLANK_LINES = "blank-lines"
"""The one cleaning rule that closes a gap instead of putting a paragraph away."""
BY_HAND = "by-hand"
"""Why a block is away when a person, not a rule, put it there."""


def edit_text(store: Store, texts: Mapping[BlockId, str], *, label: str = "edit", origin: Origin = Origin.EDIT) -> Edit:
    """New texts for blocks, one changeset. A flag keeps to its words; an approval and a rejection end."""
    ops: list[Op] = []
    flags = store.flags()
    for id_, text in texts.items():
        block = store.block(id_)
        if block.text == text:
            continue
        ops.append(SetField("block", id_, "text", block.text, text))
        ops.extend(_carry_flags(flags, block, text))
        row = store.row(store.row_of(id_))
        # An approval is of the text it was given to. A rejection is answered by a person, not by a replacement.
        if row.state is RowState.APPROVED or (row.state is RowState.REJECTED and origin is Origin.EDIT):
            ops.append(SetField("row", row.id, "state", row.state.value, RowState.TODO.value))
    return Edit(label, origin, tuple(ops))


def write_target(store: Store, row: Row, text: str) -> Edit:
    """A first translation for a row that has none: a new target block after the one before it in the text."""
    id_ = store.next_id("block")
    before, after = store.target_neighbours(row.id)
    shape = row.source[0].shape if row.source else Shape()
    values: dict[str, Value] = {
        "id": id_, "uuid": new_uuid(), "document_id": store.document_id(Side.TARGET), "side": Side.TARGET.value,
        "position": (before + after) / 2, "row_id": row.id, "role": shape.role.value, "level": shape.level,
        "ordered": int(shape.ordered), "tbl": shape.table, "tbl_row": shape.row, "tbl_column": shape.column,
        "gap": shape.gap, "part": "", "path": "", "start": None, "end": None, "excluded_by": "",
    }  # fmt: skip
    return Edit("edit", Origin.EDIT, (Create("block", id_, values), SetField("block", id_, "text", "", text)))


def restore(store: Store, block: BlockId, seq: RevisionSeq) -> Edit:
    """An earlier revision's text as the newest revision of its block."""
    return edit_text(store, {block: store.revision_text(seq)}, label="restore", origin=Origin.RESTORE)


def set_state(rows: Sequence[Row], state: RowState) -> Edit:
    """Confirms, rejects or reopens rows."""
    ops = tuple(
        SetField("row", row.id, "state", row.state.value, state.value) for row in rows if row.state is not state
    )
    return Edit(f"state-{state.value}", Origin.REVIEW, ops)


def set_pinned(rows: Iterable[Row], pinned: bool) -> Edit:
    """Pins rows, so that no re-alignment moves them, or lets them go."""
    after = LinkOrigin.PINNED if pinned else LinkOrigin.MANUAL
    ops = tuple(
        SetField("row", row.id, "origin", row.origin.value, after.value) for row in rows if row.origin is not after
    )
    return Edit("pin" if pinned else "unpin", Origin.ALIGN, ops)


def exclude(blocks: Iterable[Block], rule: str) -> Edit:
    """Puts blocks away: visible, greyed, not exported. ``rule`` says why (``by-hand`` when a person chose them)."""
    ops = tuple(
        SetField("block", block.id, "excluded_by", block.excluded_by, rule)
        for block in blocks
        if block.excluded_by != rule
    )
    return Edit("exclude", Origin.CLEAN, ops)


def include(blocks: Iterable[Block]) -> Edit:
    """Brings blocks back that cleaning or a person had put away."""
    ops = tuple(
        SetField("block", block.id, "excluded_by", block.excluded_by, "") for block in blocks if block.excluded_by
    )
    return Edit("include", Origin.CLEAN, ops)


def accept_proposals(store: Store, proposals: Sequence[tuple[Block, Proposal]], texts: Mapping[BlockId, str]) -> Edit:
    """Accepts cleaning: whole paragraphs are put away, ``texts`` are the blocks whose spans were mended, gaps close."""
    ops: list[Op] = []
    gone: set[BlockId] = set()
    for block, proposal in proposals:
        if proposal.rule == BLANK_LINES:
            ops.append(SetField("block", block.id, "gap", block.shape.gap, 1))
        elif proposal.span is None and block.id not in gone:
            gone.add(block.id)
            ops.append(SetField("block", block.id, "excluded_by", block.excluded_by, proposal.rule))
    kept = {id_: text for id_, text in texts.items() if id_ not in gone}
    ops.extend(edit_text(store, kept, label="clean", origin=Origin.CLEAN).ops)
    return Edit("clean", Origin.CLEAN, tuple(ops))


def _carry_flags(flags: Sequence[Flag], block: Block, text: str) -> Iterable[Op]:
    for flag in flags:
        if flag.block != block.id:
            continue
        start, end = carry_span(flag.span, block.text, text)
        if start != flag.span.start:
            yield SetField("flag", flag.id, "start", flag.span.start, start)
        if end != flag.span.end:
            yield SetField("flag", flag.id, "end", flag.span.end, end)
