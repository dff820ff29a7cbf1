"""A person's answer to a finding, remembered: keyed by rule, normalised evidence and text hash, with a scope.

A *no*: ``spot`` holds while the row reads the same, and lapses when its text changes; ``term`` holds for this term (or
this evidence) in the whole project; ``rule`` holds for the whole rule in the project. A *yes* (``FIXED``) silences
nothing: it counts for the rule's precision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.model import Finding
from app.review.learning import LESSON
from app.store import Create, Delete, Edit, Op, Origin, Store, Value
from app.store.remarks import Decision
from app.store.writing import new_uuid

CLEAN_RULE = "clean:"
"""What the rules of refused cleaning proposals begin with."""
REJECTION = "rejection"
"""The rule the reason of a rejected row is kept under, for the text the row has."""
_ENOUGH = 10
"""Decisions before a rule can be said to be wrong too often."""


class Reach(StrEnum):
    """How far a decision reaches."""

    SPOT = "spot"
    TERM = "term"
    RULE = "rule"


FIXED = "fixed"
"""The scope of a yes: the finding's suggestion was put in place."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a rule has done so far: of ``decided`` findings a person said of ``accepted`` that they were right."""

    accepted: int
    decided: int

    @property
    def precision(self) -> float:
        """1 before anything was decided."""
        return self.accepted / self.decided if self.decided else 1.0


@dataclass(frozen=True, slots=True)
class DecisionIndex:
    """The decisions of a project, arranged for looking one up per finding.

    ``spots`` are the answers for one place by rule and evidence, whatever the text; ``quiet`` names the rules that have
    been wrong too often.
    """

    by_key: dict[tuple[str, str, str, str], Decision]
    spots: dict[tuple[str, str], Decision] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()

    def answer(self, finding: Finding, text_hash: str) -> Decision | None:
        """The decision that silences a finding, None if it stands."""
        for key in (
            (Reach.SPOT, finding.check, finding.evidence, text_hash),
            (Reach.TERM, finding.check, subject(finding), ""),
            (Reach.RULE, finding.check, "", ""),
        ):
            found = self.by_key.get((key[0].value, *key[1:]))
            if found is not None:
                return found
        return None

    def lapsed(self, finding: Finding, text_hash: str) -> Decision | None:
        """The answer given to the same finding before the text of its row changed, if it no longer holds."""
        found = self.spots.get((finding.check, finding.evidence))
        return found if found is not None and found.text_hash != text_hash else None


def index(decisions: Sequence[Decision], quiet_below: float = 0.0) -> DecisionIndex:
    """``quiet_below``: the precision under which a rule sinks to quiet; 0 for never."""
    return DecisionIndex(
        {(d.scope, d.rule, d.evidence, d.text_hash): d for d in decisions},
        {(d.rule, d.evidence): d for d in decisions if d.scope == Reach.SPOT},
        frozenset(
            rule
            for rule, record in records(decisions).items()
            if record.decided >= _ENOUGH and record.precision < quiet_below
        ),
    )


def records(decisions: Iterable[Decision]) -> dict[str, Record]:
    """How each rule has done; an answer that was carried on to other rows counts for each of them."""
    given = [decision for decision in decisions if is_answer(decision)]
    decided = Counter(decision.rule for decision in given)
    accepted = Counter(decision.rule for decision in given if decision.scope == FIXED)
    return {rule: Record(accepted[rule], count) for rule, count in decided.items()}


def subject(finding: Finding) -> str:
    """What "this term" means for a finding: its term with the verdict, else its evidence."""
    return f"{finding.verdict}:{finding.term}" if finding.term else finding.evidence


def dismiss(store: Store, finding: Finding, hash_: str, reach: Reach, reason: str) -> Edit:
    """Remembers that a finding is not an error, as far as ``reach`` says."""
    evidence = {Reach.SPOT: finding.evidence, Reach.TERM: subject(finding), Reach.RULE: ""}[reach]
    return remember(store, finding.check, evidence, hash_, reach, reason)


def dismiss_all(store: Store, found: Iterable[tuple[Finding, str]], reach: Reach, reason: str) -> Edit:
    """The same for many findings, each with its text hash, as one edit; what has that answer already gets no second."""
    known = {(d.rule, d.evidence, d.text_hash, d.scope) for d in store.decisions()}
    answers: dict[tuple[str, ...], Answer] = {}
    for finding, hash_ in found:
        evidence = {Reach.SPOT: finding.evidence, Reach.TERM: subject(finding), Reach.RULE: ""}[reach]
        text_hash = hash_ if reach is Reach.SPOT else ""
        answer = Answer(finding.check, evidence, text_hash, reach.value, reason.strip())
        if answer[:4] not in known:
            answers[answer[:4]] = answer
    first = store.next_id("decision") if answers else 0
    ops = tuple(_create(store, answer, first + number) for number, answer in enumerate(answers.values()))
    return Edit("dismiss-many", Origin.REVIEW, ops)


def remember(store: Store, rule: str, evidence: str, hash_: str, reach: Reach, reason: str = "") -> Edit:
    """Writes a decision down; only one for a spot depends on the text staying as it is."""
    answer = Answer(rule, evidence, hash_ if reach is Reach.SPOT else "", reach.value, reason.strip())
    return Edit("dismiss", Origin.REVIEW, (_create(store, answer),))


def accept(store: Store, finding: Finding, hash_: str) -> Create:
    """Remembers that a finding was right; an operation of the edit that puts it right."""
    return _create(store, Answer(finding.check, finding.evidence, hash_, FIXED))


def is_answer(decision: Decision) -> bool:
    """Whether a finding was answered; what was refused of cleaning and of lessons were proposals."""
    return not decision.rule.startswith(CLEAN_RULE) and decision.rule not in (LESSON, REJECTION)


class Answer(NamedTuple):
    """A decision without its record: what travels in a file. ``author`` and ``at`` are "" for one made here and now."""

    rule: str
    evidence: str
    text_hash: str
    scope: str
    reason: str = ""
    author: str = ""
    at: str = ""


def take_over(store: Store, answers: Iterable[Answer]) -> Edit | None:
    """The answers of another project that this one has not, as one edit; None where it has them all."""
    known = {(d.rule, d.evidence, d.text_hash, d.scope) for d in store.decisions()}
    new = {answer[:4]: answer for answer in answers if answer[:4] not in known}
    if not new:
        return None
    first = store.next_id("decision")
    ops = tuple(_create(store, answer, first + number) for number, answer in enumerate(new.values()))
    return Edit("take-over-decisions", Origin.REVIEW, ops)


def _create(store: Store, answer: Answer, id_: int | None = None) -> Create:
    id_ = store.next_id("decision") if id_ is None else id_
    values: dict[str, Value] = {
        "id": id_, "uuid": new_uuid(), **answer._asdict(),
        "author": answer.author or store.author, "at": answer.at or store.now(),
    }  # fmt: skip
    return Create("decision", id_, values)


def carry(store: Store, moved: Iterable[tuple[str, Iterable[str]]]) -> tuple[Op, ...]:
    """Lets a *no* to one spot hold on where only links were changed: once more for the rows its words stand in now.

    ``moved`` are text hashes: of a row as it was, of the rows it went into. What was decided stays as it is, so that
    it holds again when the links are taken back.
    """
    spots: dict[str, list[Decision]] = {}
    known = set()
    for decision in store.decisions():
        if decision.scope == Reach.SPOT:
            spots.setdefault(decision.text_hash, []).append(decision)
            known.add((decision.rule, decision.evidence, decision.text_hash))
    fresh = store.next_id("decision")
    ops: list[Op] = []
    for before, after in moved if spots else ():
        for decision in spots.get(before, ()):
            for hash_ in after:
                key = (decision.rule, decision.evidence, hash_)
                if key in known:
                    continue
                known.add(key)
                values = store.record("decision", decision.id)
                values |= {"id": fresh, "uuid": new_uuid(), "text_hash": hash_}
                ops.append(Create("decision", fresh, values))
                fresh += 1
    return tuple(ops)


def take_back(store: Store, decisions: Iterable[Decision]) -> Edit:
    """Lets findings speak again."""
    ops = tuple(Delete("decision", d.id, store.record("decision", d.id)) for d in decisions)
    return Edit("undismiss", Origin.REVIEW, ops)
