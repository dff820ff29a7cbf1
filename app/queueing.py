"""Look here first: what is known of the rows of an open project, for the queue and for what may be left in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.gathering import PAGE
from app.linking import SURE
from app.model import LinkOrigin, RowId, RowState
from app.project import Project
from app.review.queue import Candidate, Estimate, Item, Suspicion, item_of, ranked
from app.review.queue import errors_left as estimate


def queue(project: Project) -> tuple[Item, ...]:
    """The rows to look at first."""
    return ranked(item for some in queue_in_steps(project, []) for item in some)


def queue_in_steps(project: Project, seen: list[Candidate]) -> Iterator[list[Item]]:
    """What :func:`app.review.queue.ranked` makes the queue of, some rows at a time.

    ``seen`` is filled with what is known of every row: what :func:`errors_left` is worked out from.
    """
    records, seed = project.records(), project.store.identity
    for rows in project.order.steps(PAGE):
        some = list(_candidates(project, rows))
        seen += some
        yield [item_of(one, records, SURE, seed) for one in some if not one.confirmed]


def errors_left(project: Project, seen: Iterable[Candidate]) -> Estimate:
    """How many rows that nobody has looked at may have an error."""
    return estimate(seen, len(project.answers()), project.store.identity)


def _candidates(project: Project, rows: Sequence[RowId]) -> Iterator[Candidate]:
    changed = project.changed_rows()
    for row in project.store.rows(rows):
        if row.excluded:
            continue
        flags = sum(not flag.resolved for flag in project.flags_of(row))
        confirmed, touched = row.state.rank >= RowState.CONFIRMED.rank, row.id in changed
        yield Candidate(
            row.id,
            [
                Suspicion(found.finding.check, found.finding.severity, found.lapsed is not None)
                for found in project.findings(row.id)
                if found.open
            ],
            row.confidence if row.source and row.target and row.origin is LinkOrigin.AUTO else 1.0,
            unread=touched and not confirmed,
            flags=flags,
            confirmed=confirmed,
            seen=confirmed or touched or flags > 0,
            wrong=touched or flags > 0,
        )
