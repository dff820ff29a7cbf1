"""The command about what people have answered to findings: list, take back, hand on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app import pipeline
from app.cli import inout, keeping
from app.cli.inout import as_json, emit
from app.errors import UserError
from app.files import replace_file
from app.project import Project
from app.review.answers import load_answers, write_answers
from app.store.remarks import Decision
from app.words import Words


@click.command()
@click.argument("project", type=inout.PATH)
@click.option("--export", "out", type=inout.PATH, help="Write the decisions to this file, for another project.")
@click.option("--import", "given", type=inout.PATH, help="Take over the decisions of such a file.")
@click.option("--take-back", "numbers", multiple=True, type=int, metavar="N", help="Let decision N of the list go.")
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def decisions(
    words: Words, project: Path, out: Path | None, given: Path | None, numbers: tuple[int, ...], format_: str
) -> int:
    """List what people have answered to findings, and how often each check was right; hand the answers on."""
    changes = given is not None or bool(numbers)
    answers = load_answers(given) if given is not None else []
    opened = Project.open(project, inout.author(), pipeline.shipped_rules(), read_only=not changes)
    try:
        if changes:
            keeping.keep_first(opened, words)
        made = opened.answers()
        if numbers:
            opened.take_back(*_chosen(made, numbers))
            click.echo(words.say("cli.decisions-taken-back", n=len(set(numbers))), err=True)
        if given is not None:
            before = len(opened.answers())
            opened.take_over(answers)
            n = len(opened.answers()) - before
            click.echo(words.say("cli.decisions-imported", n=n, file=str(given)), err=True)
        made = opened.answers()
        if out is not None:
            replace_file(out, write_answers(made))
            click.echo(words.say("cli.decisions-exported", n=len(made), file=str(out)), err=True)
        elif not changes:
            opened.survey()
            _print(opened, made, words, format_)
    finally:
        opened.close()
    return 0


def _chosen(made: Sequence[Decision], numbers: Sequence[int]) -> list[Decision]:
    """Raises UserError for a number that is not in the list."""
    for number in numbers:
        if not 1 <= number <= len(made):
            raise UserError("no-such-decision", number=number, n=len(made))
    return [made[number - 1] for number in sorted(set(numbers))]


def _print(project: Project, made: Sequence[Decision], words: Words, format_: str) -> None:
    records = project.records()
    if format_ == "json":
        shapes = [
            {
                "number": number,
                "check": d.rule,
                "scope": d.scope,
                "evidence": d.evidence,
                "reason": d.reason,
                "author": d.author,
                "at": d.at,
                "lapsed": project.has_lapsed(d),
            }
            for number, d in enumerate(made, 1)
        ]
        checks = {
            rule: {
                "accepted": record.accepted,
                "decided": record.decided,
                "precision": round(record.precision, 3),
                "quiet": rule in project.quiet_checks,
            }
            for rule, record in records.items()
        }
        emit(as_json({"decisions": shapes, "checks": checks}), None)
        return
    lines = [
        words.say(
            "cli.decision",
            number=f"{number:>3}",
            check=d.rule,
            scope=words.say(f"panels.scope-{d.scope}"),
            evidence=inout.short(d.evidence),
            who=d.author,
            reason=d.reason or "–",
        )
        + (" " + words.say("cli.decision-lapsed") if project.has_lapsed(d) else "")
        for number, d in enumerate(made, 1)
    ]
    for rule, record in sorted(records.items()):
        key = "cli.decisions-quiet" if rule in project.quiet_checks else "cli.decisions-record"
        lines.append(words.say(key, check=rule, accepted=record.accepted, n=record.decided))
    emit("\n".join([*lines, words.say("cli.decisions-listed", n=len(made))]), None)
