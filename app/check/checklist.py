"""What people would search for again and again, as a check: the rules of the project's own list."""

from __future__ import annotations

from collections.abc import Iterator

from app.check.model import Fault, RowView
from app.check.rules import Hit, Rule
from app.model import Fact, Severity, Span, Suggestion

CHECKLIST = "checklist"
"""The check's id."""


def check_checklist(view: RowView) -> Iterator[Fault]:
    """What a rule of the team's own list asks for."""
    for compiled in view.context.tuning.compiled:
        if view.given_source is not None or not compiled.rule.source:
            for hit in compiled.look(view.source, view.target):
                yield _fault(view, compiled.rule, hit)


def _fault(view: RowView, rule: Rule, hit: Hit) -> Fault:
    found = _first(view.target, hit.target) if hit.kind == "found" else _first(view.source, hit.source)
    facts: tuple[tuple[str, Fact], ...] = (("name", rule.name), ("found", found), ("expected", rule.target))
    code = f"checklist-{hit.kind}"
    if rule.message and hit.kind != "slow":
        code, facts = "checklist-said", (("message", rule.message), *facts)
    instead = () if hit.instead is None else (Suggestion(hit.target[0], hit.instead),)
    return Fault(
        code, hit.target, hit.source, facts, instead, Severity.NEUTRAL if hit.kind == "slow" else rule.severity,
        term=rule.name, evidence="|".join((rule.name, " ".join(found.casefold().split())[:200])),
    )  # fmt: skip


def _first(text: str, spans: tuple[Span, ...]) -> str:
    return text[spans[0].start : spans[0].end] if spans else ""
