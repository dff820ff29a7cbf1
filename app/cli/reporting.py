"""``enface report``, ``diff``, ``snapshot`` and ``blame``: what a review came to, what changed and who wrote it."""

from __future__ import annotations

from pathlib import Path

import click

from app import pipeline
from app.cli import inout
from app.cli.inout import as_json, emit
from app.comparing import compare_versions, version_said
from app.errors import UserError
from app.model import Side
from app.project import Project
from app.report.compare_page import comparison_html, comparison_json, comparison_text
from app.report.gather import gather
from app.report.page import report_html
from app.report.plain import report_json, report_text
from app.review.blame import blame as words_of
from app.review.moments import name_moment
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


@click.command()
@click.argument("project", type=inout.PATH)
@click.option("--from", "before", default="import", show_default=True, metavar="X", help="A moment, or a file.")
@click.option("--to", "after", default="now", show_default=True, metavar="Y", help="A moment, or a file.")
@click.option("--side", type=click.Choice([side.value for side in Side]), default="target", show_default=True)
@click.option("--format", "format_", type=click.Choice(_FORMATS), help="Default: as OUT ends, else text.")
@inout.out
@click.pass_obj
def diff(words: Words, project: Path, before: str, after: str, side: str, format_: str | None, out: Path | None) -> int:
    """Show what changed between two moments of a project, or against another file or project.

    A moment is `import`, `now`, a name (see `enface snapshot`), the number of a change (see `enface history`), or `r`
    and the number of a revision.
    """
    opened = Project.open(project, inout.author(), pipeline.shipped_rules(), read_only=True)
    try:
        versions = [version_said(opened, said, Side(side)) for said in (before, after)]
        title = opened.title
    finally:
        opened.close()
    found = compare_versions(Side(side), *versions)
    match chosen_format(format_, out, _FORMATS):
        case "html":
            said = comparison_html(found, title, words).removesuffix("\n")
        case "json":
            said = comparison_json(found)
        case _:
            said = comparison_text(found, words)
    emit(said, out)
    if out is not None:
        click.echo(words.say("compare.written", file=str(out)))
    return 0


@click.command()
@click.argument("project", type=inout.PATH)
@click.argument("name")
@click.pass_obj
def snapshot(words: Words, project: Path, name: str) -> int:
    """Give a project as it stands a name, to compare with later: "as delivered to client"."""
    opened = Project.open(project, inout.author(), pipeline.shipped_rules())
    try:
        name_moment(opened.store, name)
    finally:
        opened.close()
    click.echo(words.say("compare.name-kept", name=" ".join(name.split())))
    return 0


@click.command()
@click.argument("project", type=inout.PATH)
@click.argument("row", type=click.IntRange(1, 2**31))
@click.option("--side", type=click.Choice([side.value for side in Side]), default="target", show_default=True)
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def blame(words: Words, project: Path, row: int, side: str, format_: str) -> int:
    """Say who wrote which words of a row, when, and in which change (see `enface history`)."""
    opened = Project.open(project, inout.author(), pipeline.shipped_rules(), read_only=True)
    try:
        ids = opened.store.row_ids()
        if row > len(ids):
            raise UserError("no-such-row", row=row, rows=len(ids))
        blocks = opened.store.row(ids[row - 1]).included(Side(side))
        written = [stretch for block in blocks for stretch in words_of(opened.store.revisions(block.id))]
    finally:
        opened.close()
    if format_ == "json":
        shapes = [
            {"text": w.text, "author": w.revision.author, "at": w.revision.at, "origin": w.revision.origin,
             "revision": w.revision.seq, "changeset": w.revision.changeset}
            for w in written
        ]  # fmt: skip
        emit(as_json({"row": row, "side": side, "written": shapes}), None)
    else:
        lines = [f"{w.revision.changeset:>5}  {w.revision.at}  {w.revision.author:16}  {w.text}" for w in written]
        emit("\n".join(lines), None)
    return 0
