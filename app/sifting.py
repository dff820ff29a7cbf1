"""What rows pass a sieve: first what the store and the findings know, then, in a job, what has to be read.

``ui/search`` shows the rows; ``rows_of`` is quick at any size, ``read_through`` is what runs off the UI thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from app.errors import UserError
from app.model import Block, ChangesetId, Row, RowId, RowState, Side
from app.project import Project
from app.review.moments import MomentKind, find_moment, named_moments
from app.review.search import seeker
from app.review.sieve import Sieve
from app.tasks import Task

_DAYS = re.compile(r"days:(\d{1,5})")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a sieve can ask for in one project, each part in the order it is offered."""

    states: tuple[str, ...]
    checks: tuple[str, ...]
    categories: tuple[str, ...]
    authors: tuple[str, ...]
    moments: tuple[str, ...]
    """Names that were given to moments, the newest first."""


def choices(project: Project) -> Choices:
    open_ = [found.finding.check for row in project.open_rows for found in project.findings(row) if found.open]
    flags = [flag.category for own in project.flags.values() for flag in own if not flag.resolved]
    return Choices(
        tuple(RowState),
        tuple(sorted(set(open_))),
        tuple(sorted(set(flags))),
        tuple(project.store.authors()),
        tuple(moment.label for moment in named_moments(project.store)),
    )


def rows_of(project: Project, sieve: Sieve) -> list[RowId]:
    """The rows that pass all but what needs :func:`read_through`, in order.

    Raises UserError for a bad expression, a moment there is none of and a date that is none.
    """
    return list(chain(*rows_in_steps(project, sieve)))


def rows_in_steps(project: Project, sieve: Sieve) -> Iterator[list[RowId]]:
    """The same, those of the first rows first: a step may find none. What can be raised is, before the first step."""
    if sieve.query is not None:
        # A bad expression is said before anything is read for it.
        seeker(sieve.query)
    parts = list(_parts(project, sieve))
    found = project.rows_found(sieve.condition, "" if sieve.query is not None else sieve.text)
    if not parts:
        return found
    passing = set.intersection(*parts)
    return ([id_ for id_ in ids if id_ in passing] for ids in found)


def read_through(rows: Sequence[Row], sieve: Sieve, task: Task | None = None) -> list[RowId]:
    """The rows that have the words of a sieve, in order. Raises UserError for an expression that is bad or slow."""
    if sieve.query is None:
        return [row.id for row in rows]
    has = seeker(sieve.query)
    looked_at = task.each(rows, "search", len(rows)) if task is not None else rows
    return [row.id for row in looked_at if any(has(block.text) for block in _searched(row, sieve.side))]


def _searched(row: Row, side: str) -> Sequence[Block]:
    if not side:
        return row.source + row.target
    return row.source if side == Side.SOURCE else row.target


def _parts(project: Project, sieve: Sieve) -> Iterable[set[RowId]]:
    store = project.store
    if sieve.state:
        # One that was saved by a newer program may be of no row here.
        yield store.rows_in({state for state in RowState if state == sieve.state})
    if sieve.check:
        yield {row for row in project.open_rows if _has_open(project, row, sieve.check)}
    flags = [flag for own in project.flags.values() for flag in own]
    if sieve.category:
        yield {store.row_of(flag.block) for flag in flags if not flag.resolved and flag.category == sieve.category}
    moment = moment_of(project, sieve.since) if sieve.since else ChangesetId(0)
    if sieve.author:
        after = store.changeset_time(moment)
        said = [(f.block, f.author, f.at) for f in flags]
        said += [(f.block, comment.author, comment.at) for f in flags for comment in f.thread]
        touched = {store.row_of(block) for block, author, at in said if author == sieve.author and at > after}
        yield touched | store.rows_written_by(sieve.author, moment)
    elif sieve.since:
        yield store.rows_changed_since(moment)


def _has_open(project: Project, row: RowId, check: str) -> bool:
    return any(found.open and found.finding.check == check for found in project.findings(row))


def moment_of(project: Project, said: str) -> ChangesetId:
    """The last changeset before what is asked about: ``days:7``, a date (in the person's time zone), or a moment as
    :func:`app.review.moments.find_moment` knows it. Raises UserError.

    Before the import there was nothing to differ from: a day further back means the import.
    """
    store = project.store
    day = _day(store.now(), said)
    if day is None:
        return find_moment(store, said).changeset
    return max(store.changeset_before(_midnight(day)), find_moment(store, MomentKind.IMPORT).changeset)


def _day(now: str, said: str) -> date | None:
    """The day that is meant, None where another moment is."""
    try:
        if match := _DAYS.fullmatch(said):
            return datetime.fromisoformat(now).astimezone().date() - timedelta(days=int(match[1]))
        if match := _DATE.fullmatch(said):
            return date(*map(int, match.groups()))
    except (ValueError, OverflowError):
        raise UserError("no-such-moment", name=said) from None
    return None


def _midnight(day: date) -> str:
    """The beginning of a day here, as the project's records write times."""
    at = datetime(day.year, day.month, day.day).astimezone()
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
