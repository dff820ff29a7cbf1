"""``enface report``: what a review came to."""

from __future__ import annotations

from pathlib import Path

import click

from app import pipeline
from app.cli import inout
from app.cli.inout import emit
from app.project import Project
from app.report.gather import gather
from app.report.page import report_html
from app.report.plain import report_json, report_text
from app.words import Words

_FORMATS = ("text", "html", "json")


def chosen_format(format_: str | None, out: Path | None, formats: tuple[str, ...]) -> str:
    """The format that was asked for, else the one the file's name ends in, else text."""
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    ending = {"htm": "html"}.get(ending, ending)
    return format_ or (ending if ending in formats else "text")


@click.command()
@click.argument("project", type=inout.PATH)
@click.option("--format", "format_", type=click.Choice(_FORMATS), help="Default: as OUT ends, else text.")
@inout.out
@click.pass_obj
def report(words: Words, project: Path, format_: str | None, out: Path | None) -> int:
    """Report on a review: MQM score, errors and changes by category, terms, what was done when."""
    opened = Project.open(project, inout.author(), pipeline.shipped_rules(), read_only=True)
    try:
        inout.tell_drafts(opened, words)
        opened.survey()
        found = gather(opened)
    finally:
        opened.close()
    match chosen_format(format_, out, _FORMATS):
        case "html":
            said = report_html(found, words).removesuffix("\n")
        case "json":
            said = report_json(found)
        case _:
            said = report_text(found, words)
    emit(said, out)
    if out is not None:
        click.echo(words.say("report.written", file=str(out)))
    return 0
