"""Look here first: the rows a person should see next, by what looking is worth, and what may be left in the others.

One row in twenty is drawn at random, whatever is known of it. Nobody's suspicion chose these rows, so the share of them
that had to be changed says how many errors are left in what was not looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from app.model import RowId, Severity
from app.review.decisions import Record

ONE_IN = 20
CALIBRATED = 50
"""Decisions before an estimate is believed."""
_POINTS = {Severity.NEUTRAL: 0.1, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}
"""Penalty points of MQM 2.0; a hint is worth a glance."""
_PRIOR, _WEIGHT = 0.5, 4
"""A check nobody has answered is taken to be right half the time; that counts as much as four answers."""
_LINK = 5.0
"""A wrong link hides an omission or an addition: a major error."""
_UNREAD = 1.0
_NORMAL_95 = 1.96


class Why(StrEnum):
    """What speaks for looking at a row."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    HINT = "neutral"
    LAPSED = "lapsed"
    LINK = "link"
    UNREAD = "unread"
    FLAG = "flag"
    DRAWN = "drawn"


class Suspicion(NamedTuple):
    """An open finding of a row: its check, how grave it is, and whether an answer to it has lapsed."""

    check: str
    severity: Severity
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a row. ``confidence`` is that of its link; ``unread``: changed, and confirmed by nobody since;
    ``seen``: a person has confirmed it, changed or flagged it; ``wrong``: it was changed by hand or is flagged."""

    row: RowId
    suspicions: Sequence[Suspicion] = ()
    confidence: float = 1.0
    unread: bool = False
    flags: int = 0
    confirmed: bool = False
    seen: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the queue: penalty points that looking may save, and why, each reason with its count."""

    row: RowId
    worth: float
    why: tuple[tuple[Why, int], ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Rows with an error among the ``unseen``: the likeliest number and a 95 % interval. ``calibrated`` is false while
    too few decisions were made to believe it."""

    likely: float
    low: float
    high: float
    unseen: int
    decided: int

    @property
    def calibrated(self) -> bool:
        return self.decided >= CALIBRATED


def look_here_first(
    candidates: Iterable[Candidate], records: Mapping[str, Record], sure: float, seed: str
) -> tuple[Item, ...]:
    """The rows nobody has confirmed that are worth a look, the best first, every twentieth place a drawn one.

    ``records`` tell how often each check was right; links below ``sure`` are worth a look; ``seed`` draws, so that the
    same rows are drawn every time.
    """
    return ranked(item_of(one, records, sure, seed) for one in candidates if not one.confirmed)


def ranked(items: Iterable[Item]) -> tuple[Item, ...]:
    """The queue from its items, those in it for nothing left out."""
    wanted = [item for item in items if item.why]
    worthy = sorted((item for item in wanted if item.worth), key=_best_first)
    return tuple(_mixed(worthy, [item for item in wanted if not item.worth]))


def is_drawn(row: RowId, seed: str) -> bool:
    """Whether a row is one of those drawn at random: by a digest, so that nobody has to remember them."""
    digest = hashlib.sha256(f"{seed}:{row}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % ONE_IN == 0


def errors_left(candidates: Iterable[Candidate], answers: int, seed: str) -> Estimate:
    """How many rows that nobody has seen may have an error, from the drawn rows that somebody has; Wilson's interval.

    ``answers`` are the findings people have decided; they and the drawn rows seen make the estimate believable. It errs
    to the safe side: suspicious rows are seen first, so what is left is better than the draw.
    """
    all_ = list(candidates)
    drawn = [candidate for candidate in all_ if candidate.seen and is_drawn(candidate.row, seed)]
    unseen = sum(not candidate.seen for candidate in all_)
    low, likely, high = wilson(sum(candidate.wrong for candidate in drawn), len(drawn))
    return Estimate(likely * unseen, low * unseen, high * unseen, unseen, answers + len(drawn))


def wilson(hits: int, n: int, z: float = _NORMAL_95) -> tuple[float, float, float]:
    """The score interval of a share (E. B. Wilson 1927) with the share itself in the middle; (0, 0.5, 1) of nothing."""
    if not n:
        return 0.0, 0.5, 1.0
    share = hits / n
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    reach = z / scale * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - reach), share, min(1.0, centre + reach)


def item_of(candidate: Candidate, records: Mapping[str, Record], sure: float, seed: str) -> Item:
    """What looking at one row is worth, and why."""
    worth = 0.0
    why: dict[Why, int] = {}
    for suspicion in candidate.suspicions:
        worth += _POINTS[suspicion.severity] * _trust(records.get(suspicion.check))
        reason = Why(suspicion.severity.value)
        why[reason] = why.get(reason, 0) + 1
        if suspicion.lapsed:
            why[Why.LAPSED] = why.get(Why.LAPSED, 0) + 1
    if candidate.confidence < sure:
        worth += _LINK * (1 - candidate.confidence)
        why[Why.LINK] = 1
    if candidate.flags:
        worth += _POINTS[Severity.MAJOR] * candidate.flags
        why[Why.FLAG] = candidate.flags
    if candidate.unread:
        worth += _UNREAD
        why[Why.UNREAD] = 1
    if is_drawn(candidate.row, seed):
        why[Why.DRAWN] = 1
    return Item(candidate.row, worth, tuple((reason, why[reason]) for reason in Why if reason in why))


def _trust(record: Record | None) -> float:
    """How likely a finding of a check is right: its record, held back by what is assumed of any check."""
    accepted, decided = (record.accepted, record.decided) if record else (0, 0)
    return (accepted + _PRIOR * _WEIGHT) / (decided + _WEIGHT)


def _mixed(worthy: Sequence[Item], drawn: Sequence[Item]) -> Iterator[Item]:
    waiting = iter(drawn)
    for place, item in enumerate(worthy, 1):
        yield item
        if place % (ONE_IN - 1) == 0 and (lot := next(waiting, None)) is not None:
            yield lot
    yield from waiting


def _best_first(item: Item) -> tuple[float, int]:
    return -item.worth, item.row
