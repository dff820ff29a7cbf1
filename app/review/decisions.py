"""A person's *no* to a finding, remembered: keyed by rule, normalised evidence and text hash, with a scope.

``spot`` holds while the row reads the same, and lapses when its text changes; ``term`` holds for this term (or this
evidence) in the whole project; ``rule`` holds for the whole rule in the project.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.model import Finding
from app.store import Create, Delete, Edit, Op, Origin, Store, Value
from app.store.reading import Decision
from app.store.writing import new_uuid


class Reach(StrEnum):
    """How far a decision reaches."""

    SPOT = "spot"
    TERM = "term"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class DecisionIndex:
    """The decisions of a project, arranged for looking one up per finding."""

    by_key: dict[tuple[str, str, str, str], Decision]

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


def index(decisions: Iterable[Decision]) -> DecisionIndex:
    return DecisionIndex({(d.scope, d.rule, d.evidence, d.text_hash): d for d in decisions})


def subject(finding: Finding) -> str:
    """What "this term" means for a finding: its term with the verdict, else its evidence."""
    return f"{finding.verdict}:{finding.term}" if finding.term else finding.evidence


def dismiss(store: Store, finding: Finding, hash_: str, reach: Reach, reason: str) -> Edit:
    """Remembers that a finding is not an error, as far as ``reach`` says."""
    evidence = {Reach.SPOT: finding.evidence, Reach.TERM: subject(finding), Reach.RULE: ""}[reach]
    return remember(store, finding.check, evidence, hash_, reach, reason)


def remember(store: Store, rule: str, evidence: str, hash_: str, reach: Reach, reason: str = "") -> Edit:
    """Writes a decision down; only one for a spot depends on the text staying as it is."""
    id_ = store.next_id("decision")
    values: dict[str, Value] = {
        "id": id_, "uuid": new_uuid(), "rule": rule, "evidence": evidence,
        "text_hash": hash_ if reach is Reach.SPOT else "", "scope": reach.value, "reason": reason.strip(),
        "author": store.author, "at": store.now(),
    }  # fmt: skip
    return Edit("dismiss", Origin.REVIEW, (Create("decision", id_, values),))


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
