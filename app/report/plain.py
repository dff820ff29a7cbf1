"""The report for a terminal and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app.model import RowState, Severity
from app.report.model import Report, tally
from app.report.page import BASE, figure
from app.review.categories import category_name, load_categories
from app.review.score import Score
from app.words import Words

Json = dict[str, Any]


def report_text(report: Report, words: Words) -> str:
    """The figures of the report, a line for each."""
    return "\n".join(_lines(report, words))


def report_json(report: Report) -> str:
    return json.dumps(report_shape(report), ensure_ascii=False, indent=1)


def report_shape(report: Report) -> Json:
    """Everything the report says, with ids instead of words; rows are counted from 1 as in the window."""
    return {
        "title": report.title,
        "files": list(report.files),
        "source_lang": report.languages[0],
        "target_lang": report.languages[1],
        "reviewers": list(report.reviewers),
        "made": report.made,
        "length": report.length.amount,
        "unit": report.length.unit,
        "weights": {
            "severities": {severity.value: report.scale.severities.get(severity, 0.0) for severity in Severity},
            "categories": dict(report.scale.categories),
            "pass_mark": report.scale.pass_mark,
        },
        "score": {"delivered": _score_shape(report.delivered), "now": _score_shape(report.now)},
        "rows": {state.value: report.states.get(state, 0) for state in RowState},
        "put_away": report.put_away,
        "flags": [
            {
                "row": flag.number,
                "category": flag.category,
                "severity": flag.severity.value,
                "quote": flag.quote,
                "resolved": flag.resolved,
                "author": flag.author,
                "thread": [{"author": author, "text": text} for author, text in flag.thread],
            }
            for flag in report.flags
        ],
        "findings": [
            {"row": f.number, "check": f.check, "category": f.top, "severity": f.severity.value}
            for f in report.findings
        ],
        "dismissed": report.dismissed,
        "ledger": dict(report.ledger),
        "edits": [
            {
                "row": edit.number,
                "side": edit.side.value,
                "before": edit.before,
                "after": edit.after,
                "classes": [kind.value for kind in edit.classes],
                "author": edit.author,
                "at": edit.at,
            }
            for edit in report.edits
        ],
        "classes": {kind.value: n for kind, n in report.classes.items()},
        "days": [
            {"day": d.day.isoformat(), "edited": d.edited, "confirmed": d.confirmed, "flagged": d.flagged}
            for d in report.days
        ],
    }


def _score_shape(score: Score) -> Json:
    return {
        "errors": score.errors,
        "penalty": score.penalty,
        "per_thousand": None if score.per_thousand is None else round(score.per_thousand, 4),
        "score": None if score.value is None else round(score.value, 4),
        "passed": score.passed,
    }


def _lines(report: Report, words: Words) -> Iterable[str]:
    def say(key: str, **facts: str | int | float) -> str:
        return words.say(f"report.{key}", **facts)

    yield report.title
    yield say(f"length-{report.length.unit}", n=report.length.amount)
    for name, score in (("delivered", report.delivered), ("now", report.now)):
        yield f"{say(name)}: {_outcome(score, report, words)}"
    states = ", ".join(
        say("state", n=report.states.get(state, 0), state=words.say(f"states.{state}"))
        for state in RowState
        if report.states.get(state) or state in BASE
    )
    yield say("rows-line", n=report.rows, states=states)
    tops = [category.id for category in load_categories()]
    for name, counted in (("flags", tally(report.flags, tops)), ("findings", tally(report.findings, tops))):
        for top, counts in counted.items():
            said = ", ".join(f"{n} {say(f'severity-{severity}')}" for severity, n in counts.items() if n)
            yield f"{say(name)}: {category_name(words, top)}: {said}"
    if report.ledger:
        verdicts = ", ".join(f"{words.say(f'inspector.verdict.{v}')} {n}" for v, n in report.ledger.items())
        yield f"{say('terms')}: {verdicts}"
    yield say("edits-line", n=len(report.edits)) if report.edits else say("no-edits")
    for kind, n in report.classes.items():
        yield f"  {say(f'class-{kind}')}: {n}"


def _outcome(score: Score, report: Report, words: Words) -> str:
    if score.value is None or score.per_thousand is None:
        return words.say("report.no-text")
    if not score.errors and score is report.delivered:
        return words.say("report.no-flags")
    value = words.say("report.value", value=f"{score.value:.2f}")
    thousand = figure(score.per_thousand)
    unit = report.length.unit
    penalty = words.say(f"report.penalty-{unit}", penalty=figure(score.penalty), thousand=thousand)
    outcome = words.say("report.passed" if score.passed else "report.failed", mark=figure(report.scale.pass_mark))
    return f"{value}, {penalty}, {outcome}"
