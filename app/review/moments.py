"""Moments of a project: the import, any change, now, and those that were given a name ("as delivered to client").

A name is a changeset that does nothing: its label is the name. So it has an author and an hour, is in every copy and
backup, and needs no table of its own. A changeset that reverts it takes the name away, or, with another label than the
name had until then, gives the moment another name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from app.errors import UserError
from app.model import Changes, ChangesetId, RevisionSeq, RowId, Side
from app.review.compare import Passage
from app.review.revert.since import Since
from app.store import Edit, Origin, Store
from app.store.past import Done

_LONGEST = 80
_SOME = 400
"""Paragraphs that are read at once."""


class MomentKind(StrEnum):
    IMPORT = "import"
    CHANGE = "change"
    SNAPSHOT = "snapshot"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Moment:
    """The project right after a changeset. ``label`` is that of the change, or the name that was given."""

    kind: MomentKind
    changeset: ChangesetId
    label: str
    author: str
    at: str


def name_moment(store: Store, name: str) -> Changes:
    """Gives the project as it stands a name. Raises UserError for one that is empty, too long, a number or taken."""
    store.apply(Edit(_new_name(store, name), Origin.SNAPSHOT, ()))
    return Changes(settings=True)


def rename_moment(store: Store, moment: Moment, name: str) -> Changes:
    """Gives a named moment another name; it stays the moment it is. Raises what :func:`name_moment` raises."""
    if " ".join(name.split()) == moment.label:
        return Changes()
    store.apply(Edit(_new_name(store, name), Origin.SNAPSHOT, ()), reverts=moment.changeset)
    return Changes(settings=True)


def _new_name(store: Store, name: str) -> str:
    name = " ".join(name.split())
    reserved = {kind.value for kind in MomentKind}
    if not name or len(name) > _LONGEST or name.casefold() in reserved or re.fullmatch(r"r?\d+", name):
        raise UserError("moment-name-bad", name=name, most=_LONGEST)
    if any(moment.label == name for moment in named_moments(store)):
        raise UserError("moment-name-taken", name=name)
    return name


def forget_moment(store: Store, moment: Moment) -> Changes:
    """Takes a name away; nothing else changes."""
    store.apply(Edit(moment.label, Origin.SNAPSHOT, ()), reverts=moment.changeset)
    return Changes(settings=True)


def moments(store: Store) -> list[Moment]:
    """Every moment something can be compared with, the newest first: now, what was done and named, the import."""
    infos = store.everything_done()
    names = _names(infos)
    now = [Moment(MomentKind.NOW, infos[0].id, "", infos[0].author, infos[0].at)] if infos else []
    return now + [_moment(info, names) for info in infos if info.origin != Origin.SNAPSHOT or info.id in names]


def named_moments(store: Store) -> list[Moment]:
    return [moment for moment in moments(store) if moment.kind is MomentKind.SNAPSHOT]


def find_moment(store: Store, said: str) -> Moment:
    """The moment a person means: ``import``, ``now``, a name, the number of a change, ``r`` and that of a revision.

    Raises UserError ``no-such-moment``.
    """
    every = moments(store)
    said = said.strip()
    for moment in every:
        if moment.label == said and moment.kind is MomentKind.SNAPSHOT:
            return moment
    if said.casefold() in (MomentKind.IMPORT, MomentKind.NOW):
        return next(moment for moment in (every if said.casefold() == MomentKind.NOW else reversed(every)))
    if match := re.fullmatch(r"(r?)(\d{1,15})", said):
        number: int | None = int(match[2])
        if match[1]:
            number = store.changeset_of(RevisionSeq(int(match[2])))
        for moment in every:
            if moment.changeset == number and moment.kind is not MomentKind.NOW:
                return moment
    raise UserError("no-such-moment", name=said)


def passages_at(store: Store, moment: Moment, side: Side) -> list[Passage]:
    """The paragraphs of a side as they stood then, without what was put away; rows are those they are in now."""
    places = {row: place for place, row in enumerate(store.row_ids())}
    return list(chain(*passages_in_steps(store, moment, side, lambda row: places.get(row, -1))))


def passages_in_steps(
    store: Store, moment: Moment, side: Side, place_of: Callable[[RowId], int]
) -> Iterator[list[Passage]]:
    """The same, some paragraphs at a time; ``place_of`` says which row one is, from 0."""
    since = Since(store, store.changesets(after=moment.changeset))
    blocks = store.standings_after(side, None, _SOME)
    while blocks:
        texts = store.texts_at(moment.changeset, [block.id for block in blocks])
        found = []
        for block in blocks:
            row_then = since.then("block", block.id, "row_id", block.row)
            away_then = since.then("block", block.id, "excluded_by", block.excluded_by)
            text = texts.get(block.id, "")
            if row_then is not None and not away_then and text.strip():
                number = place_of(RowId(block.row)) + 1 if block.row is not None else 0
                found.append(Passage(block.uuid, text, number))
        yield found
        blocks = store.standings_after(side, blocks[-1], _SOME)


def _moment(info: Done, names: Mapping[ChangesetId, str]) -> Moment:
    if info.origin == Origin.SNAPSHOT:
        kind = MomentKind.SNAPSHOT
    else:
        kind = MomentKind.IMPORT if info.origin == Origin.IMPORT and info.empty else MomentKind.CHANGE
    return Moment(kind, info.id, names.get(info.id, info.label), info.author, info.at)


def _names(newest_first: Sequence[Done]) -> dict[ChangesetId, str]:
    """The moments that have a name by now, and which."""
    names: dict[ChangesetId, str] = {}
    for info in reversed(newest_first):
        if info.origin != Origin.SNAPSHOT:
            continue
        if info.reverts is None:
            names[info.id] = info.label
        elif names.get(info.reverts) == info.label:
            del names[info.reverts]
        elif info.reverts in names:
            names[info.reverts] = info.label
    return names
