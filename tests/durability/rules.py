"""What may happen to a project: each rule does one thing to the real one and to its model.

A step is a name and three numbers, read modulo what is there, so that any list of steps can be walked: a walk that
failed is cut down to the steps that matter, and hypothesis shrinks its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from app.findings import RowFinding
from app.model import BlockId, ChangesetId, Finding, RowId, RowState, Severity, Side, Span
from app.project import Project
from app.review.decisions import Reach
from app.review.search import Query, find
from tests.durability.model import Content, Para
from tests.durability.reverts import broken_promises
from tests.durability.walk import SIDES, Walk, flag_name, same

_FIRST = 2
"""The number of the first changeset after the import."""
_STATES = ("todo", "confirmed", "rejected")
# As typed, and as a file can hold it.
_TEXTS = (
    *[
        (text, text)
        for text in ("one two three", "one 2 three", "", "甲乙丙", "é e\u0301 👩\u200d👩\u200d👧 שלום", "x" * 60)
    ],
    ("two\r\nlines", "two\nlines"),
    ("\x07bell", "bell"),
)


class Step(NamedTuple):
    rule: str
    a: int = 0
    b: int = 0
    c: int = 0


def _edit(walk: Walk, step: Step) -> None:
    id_, (typed, stored) = walk.para(step.a), _TEXTS[step.b % len(_TEXTS)]
    if stored and step.c % 2:
        typed, stored = f"{typed} {step.c}", f"{stored} {step.c}"
    walk.project.edit(BlockId(id_), typed)
    before = walk.model.now
    if before.paras[id_].text == stored:
        return
    after = before.with_para(id_, text=stored)
    row = before.paras[id_].row
    if before.rows[row][0] == "rejected":
        after = after.with_row(row, state="todo")
    walk.model.do("edit", after, id_)


def _write_target(walk: Walk, step: Step) -> None:
    now = walk.model.now
    empty = [row for row in now.order if not now.of(row, "target")]
    if not empty:
        return
    row, text = empty[step.a % len(empty)], f"written {step.b}"
    walk.project.write_target(RowId(row), text)
    (block,) = walk.project.store.row(RowId(row)).target
    at = now.order.index(row)
    low = max((p.place for p in now.paras.values() if p.side == "target" and p.row in now.order[:at]), default=-1.0)
    high = min(
        (p.place for p in now.paras.values() if p.side == "target" and p.row in now.order[at + 1 :]), default=1e9
    )
    same("place", low < block.position and (block.position < high or high <= low), True)
    same("a new paragraph", block.id in walk.model.texts, False)
    paras = now.paras | {int(block.id): Para(row, "target", block.position, text)}
    walk.model.do("edit", replace(now, paras=paras), block.id)


def _restore(walk: Walk, step: Step) -> None:
    id_ = walk.para(step.a)
    revisions = walk.project.store.revisions(BlockId(id_))
    number = step.b % len(revisions)
    walk.project.restore(BlockId(id_), revisions[number].seq)
    text = walk.model.texts[id_][number]
    if text != walk.model.now.paras[id_].text:
        walk.model.do("restore", walk.model.now.with_para(id_, text=text), id_)


def _replace_all(walk: Walk, step: Step) -> None:
    what, by = (("e", "ë"), ("t", ""), ("1", "2"), (" ", "\n"))[step.a % 4]
    texts = [(block.id, block.text) for block in walk.project.store.blocks(Side.TARGET)]
    walk.project.replace_all(list(find(Query(what, by, match_case=True), texts)))
    after = walk.model.now
    having = [id_ for id_, para in after.paras.items() if para.side == "target" and what in para.text]
    for id_ in having:
        after = after.with_para(id_, text=after.paras[id_].text.replace(what, by))
    walk.model.do("replace", after, *having)


def _set_state(walk: Walk, step: Step) -> None:
    state, after = _STATES[step.b % 3], walk.model.now
    rows = sorted({walk.row(step.a + offset) for offset in range(1 + step.c % 3)})
    walk.project.set_state(map(RowId, rows), RowState(state))
    for row in rows:
        after = after.with_row(row, state=state)
    walk.model.do(f"state-{state}", after)


def _pin(walk: Walk, step: Step) -> None:
    row, pinned = walk.row(step.a), bool(step.b % 2)
    walk.project.set_pinned(RowId(row), pinned)
    after = walk.model.now.with_row(row, link="pinned" if pinned else "manual")
    walk.model.do("pin" if pinned else "unpin", after)


def _put_away(walk: Walk, step: Step) -> None:
    away, after = bool(step.b % 3), walk.model.now
    ids = sorted({walk.para(step.a + offset) for offset in range(1 + step.c % 3)})
    blocks = [walk.project.store.block(BlockId(id_)) for id_ in ids]
    (walk.project.exclude if away else walk.project.include)(blocks)
    for id_ in ids:
        after = after.with_para(id_, away=away)
    walk.model.do("exclude" if away else "include", after)


def _flag(walk: Walk, step: Step) -> None:
    id_, now = walk.para(step.a), walk.model.now
    length = len(now.paras[id_].text)
    span = Span(step.b % (length + 1), step.c % (length + 1))
    comment = f"why {step.c}" if step.c % 2 else ""
    walk.project.flag(BlockId(id_), span, "accuracy", Severity.MAJOR, comment)
    new = max(flag.id for flag in walk.project.store.flags())
    same("a new flag", new in now.flags, False)
    walk.model.do(
        "flag", replace(now, flags=now.flags | {int(new): (id_, False, step.c % 2, flag_name(walk.project, new))})
    )


def _answer(walk: Walk, step: Step) -> None:
    """A reply, or a flag closed or opened again."""
    now = walk.model.now
    if not now.flags:
        return
    id_ = sorted(now.flags)[step.a % len(now.flags)]
    block, resolved, comments, name = now.flags[id_]
    flag = next(flag for flag in walk.project.store.flags() if flag.id == id_)
    if step.b % 2:
        walk.project.reply(flag, "so" if step.c % 4 else "  ")
        comments += bool(step.c % 4)
        label = "reply"
    else:
        resolved = bool(step.c % 2)
        walk.project.set_resolved(flag, resolved)
        label = "resolve" if resolved else "reopen"
    walk.model.do(label, replace(now, flags=now.flags | {id_: (block, resolved, comments, name)}))


def _decide(walk: Walk, step: Step) -> None:
    """A finding dismissed, or a decision taken back."""
    now = walk.model.now
    if now.noes and step.b % 3 == 0:
        id_ = sorted(now.noes)[step.a % len(now.noes)]
        walk.project.take_back(next(one for one in walk.project.store.decisions() if one.id == id_))
        walk.model.do("undismiss", replace(now, noes=now.noes - {id_}))
        return
    finding = Finding("numbers", "number-missing", 0, Severity.MINOR, "accuracy", evidence=f"n{step.c}")
    walk.project.dismiss(RowFinding(RowId(walk.row(step.a)), finding, "0" * 16), tuple(Reach)[step.b % 3], "no")
    new = max(one.id for one in walk.project.store.decisions())
    same("a new decision", new in now.noes, False)
    walk.model.do("dismiss", replace(now, noes=now.noes | {int(new)}))


def _merge(walk: Walk, step: Step) -> None:
    now = walk.model.now
    at, count = step.a % len(now.order), 1 + step.b % 3
    rows = now.order[at : at + count]
    if len(rows) < 2:
        with walk.refused("merge-needs-two"):
            walk.project.merge([RowId(row) for row in rows])
        return
    if _pinned(now, *rows):
        with walk.refused("row-pinned"):
            walk.project.merge([RowId(row) for row in rows])
        return
    walk.project.merge([RowId(row) for row in rows])
    first, *others = rows
    after = _by_hand(now, first)
    for id_, para in now.paras.items():
        if para.row in others:
            after = after.with_para(id_, row=first)
    for row in others:
        after = after.without_row(row)
    walk.model.do("merge", after)


def _split(walk: Walk, step: Step) -> None:
    now = walk.model.now
    row = walk.row(step.a)
    sides = [now.of(row, side) for side in SIDES]
    cuts = [number % (len(ids) + 1) for number, ids in zip((step.b, step.c), sides, strict=True)]
    going = [id_ for ids, cut in zip(sides, cuts, strict=True) for id_ in ids[cut:]]
    if not going or not sum(cuts):
        with walk.refused("split-nothing"):
            walk.project.split(RowId(row), *cuts)
        return
    if _pinned(now, row):
        with walk.refused("row-pinned"):
            walk.project.split(RowId(row), *cuts)
        return
    walk.project.split(RowId(row), *cuts)
    (new,) = set(walk.project.store.row_ids()) - set(now.order)
    after = _by_hand(now, row)
    at = now.order.index(row) + 1
    after = replace(
        after, order=(*now.order[:at], int(new), *now.order[at:]), rows=after.rows | {int(new): ("todo", "manual")}
    )
    for id_ in going:
        after = after.with_para(id_, row=int(new))
    walk.model.do("split", after)


def _move_edge(walk: Walk, step: Step) -> None:
    now = walk.model.now
    if len(now.order) < 2:
        return
    at, up, side = step.a % len(now.order), step.b % 2 == 0, SIDES[step.c % 2]
    up = at > 0 if at in (0, len(now.order) - 1) else up
    row, neighbour = now.order[at], now.order[at - 1 if up else at + 1]
    ids = now.of(row, side)
    if not ids:
        with walk.refused("move-nothing"):
            walk.project.move_edge(RowId(row), RowId(neighbour), Side(side))
        return
    if _pinned(now, row, neighbour):
        with walk.refused("row-pinned"):
            walk.project.move_edge(RowId(row), RowId(neighbour), Side(side))
        return
    walk.project.move_edge(RowId(row), RowId(neighbour), Side(side))
    after = _by_hand(now, neighbour).with_para(ids[0] if up else ids[-1], row=neighbour)
    after = _by_hand(after, row) if any(para.row == row for para in after.paras.values()) else after.without_row(row)
    walk.model.do("move-up" if up else "move-down", after)


def _pinned(content: Content, *rows: int) -> bool:
    return any(content.rows[row][1] == "pinned" for row in rows)


def _by_hand(content: Content, row: int) -> Content:
    """A row a person has linked anew is no more what was confirmed or rejected."""
    return content.with_row(row, state="todo", link="manual" if content.rows[row][1] == "auto" else "")


def _revert(walk: Walk, step: Step) -> None:
    """One of the last changesets is taken back on its own, whole or in part."""
    log, now = walk.model.log, walk.model.now
    if not log:
        return
    number = len(log) - 1 - step.a % min(len(log), 40)
    plan = walk.project.revert_plan(ChangesetId(number + _FIRST))
    whole = step.b % 3 > 0
    chosen = [item.key for item in plan.items if item.open and (whole or (step.c + len(item.key)) % 2)]
    walk.project.revert(plan, chosen)
    found = walk.content()
    same("revert", broken_promises(now, *log[number], found, whole=whole), [])
    written = [id_ for id_ in now.paras.keys() | found.paras.keys() if _text(now, id_) != _text(found, id_)]
    if chosen:
        walk.model.do("revert", found, *written)


def _text(content: Content, id_: int) -> str:
    return content.paras[id_].text if id_ in content.paras else ""


def _undo(walk: Walk, step: Step) -> None:
    for _ in range(1 + step.a % 3):
        walk.project.undo()
        walk.model.undo()


def _redo(walk: Walk, step: Step) -> None:
    for _ in range(1 + step.a % 3):
        walk.project.redo()
        walk.model.redo()


def _reopen(walk: Walk, step: Step) -> None:
    walk.compare_all(walk.project)
    walk.project.close()
    same("files left", [one.name for one in walk.path.parent.iterdir()], [walk.path.name])
    walk.project = Project.open(walk.path, f"Ben {step.a}", walk.rules)
    walk.project.store.set_clock(walk.now)
    walk.model.reopened()
    walk.compare_all(walk.project)


def _crash(walk: Walk, step: Step) -> None:
    """What a kill would leave now, the file and its log, holds all there is."""
    folder = walk.path.parent / "crash"
    folder.mkdir()
    for one in walk.path.parent.glob(f"{walk.path.name}*"):
        if not one.name.endswith("-holder"):
            shutil.copy(one, folder)
    try:
        copy = Project.open(folder / walk.path.name, "Cid", walk.rules)
        try:
            walk.compare_all(copy)
        finally:
            copy.close()
    finally:
        shutil.rmtree(folder)


Rule = Callable[[Walk, Step], None]
RULES: dict[str, Rule] = {
    "edit": _edit,
    "write-target": _write_target,
    "restore": _restore,
    "replace-all": _replace_all,
    "state": _set_state,
    "pin": _pin,
    "put-away": _put_away,
    "flag": _flag,
    "answer": _answer,
    "decide": _decide,
    "merge": _merge,
    "split": _split,
    "move-edge": _move_edge,
    "revert": _revert,
    "undo": _undo,
    "redo": _redo,
    "reopen": _reopen,
    "crash": _crash,
}
_WEIGHTS = {"edit": 40, "undo": 25, "redo": 20, "split": 20, "merge": 8, "reopen": 1, "crash": 1}
