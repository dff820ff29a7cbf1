"""The command that checks: a project, a table of two languages, a pair of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from app import pipeline
from app.check import CHECKS, Tuning, load_tuning
from app.cli import inout
from app.cli.baseline import new_findings, read_baseline, write_baseline
from app.cli.inout import as_json, emit
from app.cli.reports import Checked, junit, sarif
from app.cli.shapes import Json, finding_shapes
from app.errors import UserError
from app.model import Severity, Side
from app.pipeline import Prepared, Snapshot
from app.project import Project
from app.readers import read_tsv
from app.spelling import load_speller, usual_folders
from app.words import Words


@click.command()
@click.argument("file", type=inout.PATH, required=False)
@click.option("--target", type=inout.PATH, help="A translation to check.")
@click.option("--source", type=inout.PATH, help="Its source.")
@inout.source_language
@inout.target_language
@inout.glossary
@inout.dictionary
@click.option("--checks", default="", help="Only these check ids, with commas between.")
@click.option("--list", "list_", is_flag=True, help="Name every check with a sentence.")
@click.option("--format", "format_", type=click.Choice((*inout.FORMATS, "sarif", "junit")), default="text")
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in Severity]),
    default=Severity.MAJOR.value,
    help="How grave a finding has to be for exit code 1. Default: major.",
)
@click.option("--baseline", type=inout.PATH, help="Findings written down in this file are known: only others count.")
@click.option("--write-baseline", "kept", type=inout.PATH, help="Write all findings down as known, and exit 0.")
@click.option(
    "--spelling",
    default="",
    metavar="FOLDER",
    help="Check spelling too, with the dictionaries of hunspell in this folder; `auto` for those of this machine.",
)
@click.option(
    "--tuning",
    type=inout.PATH,
    help="Which checks are on, how grave they are, and rules of your own: a file as the window writes it.",
)
@inout.out
@click.pass_obj
def check(
    words: Words,
    file: Path | None,
    target: Path | None,
    source: Path | None,
    source_lang: str,
    target_lang: str,
    glossaries: tuple[str, ...],
    dictionaries: tuple[str, ...],
    checks: str,
    list_: bool,
    format_: str,
    fail_on: str,
    baseline: Path | None,
    kept: Path | None,
    spelling: str,
    tuning: Path | None,
    out: Path | None,
) -> int:
    """Check a project, a table of two languages (.tsv), or a translation with or without its source."""
    if list_:
        emit("\n".join(f"{c.id:20} {words.say(f'check.about.{c.id}')}" for c in CHECKS), out)
        return 0
    known = read_baseline(baseline) if baseline is not None else None
    tuned = load_tuning(tuning, [check.id for check in CHECKS]) if tuning is not None else None
    files: dict[str, Checked] = {}
    wanted = [name.strip() for name in checks.split(",") if name.strip()] or None
    if file is not None and file.suffix == ".enface":
        opened = Project.open(file, inout.author(), pipeline.shipped_rules())
        try:
            inout.tell_drafts(opened, words)
            snapshot = _fitted(words, opened.snapshot(), spelling, tuned)
            survey = pipeline.survey(snapshot, checks=wanted)
            survey = opened.without_dismissed(survey)
        finally:
            opened.close()
        files = {"file": Checked(file)}
    elif file is not None:
        if file.suffix.lower() != ".tsv":
            raise UserError("not-bilingual", file=str(file))
        given = {Side.SOURCE: source_lang, Side.TARGET: target_lang}
        prepared = pipeline.pair_lines(*read_tsv(file), given)
        snapshot = _snapshot(words, prepared, glossaries, clean=False)
        snapshot = _fitted(words, snapshot, spelling, tuned)
        files = {side.value: Checked(file, read.text) for side, read in prepared.documents.items()}
        survey = pipeline.survey(snapshot, checks=wanted)
    elif target is not None:
        prepared = inout.prepare_pair(source, target, source_lang, target_lang, glossaries, dictionaries, "")
        snapshot = _fitted(words, _snapshot(words, prepared, glossaries), spelling, tuned)
        survey = pipeline.survey(snapshot, checks=wanted)
        paths = {Side.TARGET: target, Side.SOURCE: source}
        files = {side.value: Checked(path, _text(prepared, side)) for side, path in paths.items() if path is not None}
    else:
        raise UserError("nothing-to-check")
    shapes = finding_shapes(snapshot.rows, survey, words, wanted)
    if kept is not None:
        write_baseline(kept, shapes)
        click.echo(words.say("cli.baseline-written", n=len(shapes), file=str(kept)), err=True)
        return 0
    is_new = [True] * len(shapes) if known is None else new_findings(shapes, known)
    fresh = [shape for shape, new in zip(shapes, is_new, strict=True) if new]
    least = Severity(fail_on)
    if format_ == "sarif":
        emit(as_json(sarif(shapes, words, files, None if known is None else is_new)), out)
    elif format_ == "junit":
        emit(junit(fresh, least), out)
    else:
        _report(words, snapshot, fresh, len(shapes) - len(fresh), format_, out)
    return int(any(Severity(shape["severity"]).rank >= least.rank for shape in fresh))


def _text(prepared: Prepared, side: Side) -> str:
    """The text a side was read from, as its places count it."""
    return prepared.documents[side].text


def _snapshot(words: Words, prepared: Prepared, glossaries: tuple[str, ...], *, clean: bool = True) -> Snapshot:
    languages = {side: prepared.languages.get(side, "") for side in Side}
    chosen = inout.choose_glossaries(words, glossaries, languages[Side.SOURCE], languages[Side.TARGET])
    context = pipeline.context_for(chosen, languages[Side.SOURCE], languages[Side.TARGET])
    rules = pipeline.shipped_rules() if clean else None
    rows = pipeline.rows_of(prepared)
    return Snapshot(rows, context, Side.SOURCE in prepared.documents, languages, rules, frozenset())


def _fitted(words: Words, snapshot: Snapshot, where: str, tuning: Tuning | None) -> Snapshot:
    """The snapshot with dictionaries for its translation and with another tuning; as it is where nobody asked for
    them. Raises UserError."""
    # Which names are called differently is for the window: looking takes four times as long as all the checks.
    snapshot = replace(snapshot, census=False)
    if tuning is not None:
        snapshot = replace(snapshot, context=replace(snapshot.context, tuning=tuning))
    if not where:
        return snapshot
    language = snapshot.languages[Side.TARGET]
    speller = load_speller(language, usual_folders() if where == "auto" else [Path(where)])
    if speller is None:
        raise UserError("no-spelling", language=words.language_name(language), where=where)
    return replace(snapshot, context=pipeline.with_speller(snapshot.context, speller))


def _report(
    words: Words, snapshot: Snapshot, shapes: Sequence[Json], known: int, format_: str, out: Path | None
) -> None:
    if format_ == "json":
        languages = snapshot.languages
        report = {
            "source_lang": languages[Side.SOURCE],
            "target_lang": languages[Side.TARGET],
            "rows": len(snapshot.rows),
            "findings": shapes,
        }
        emit(as_json(report), out)
    else:
        lines = [
            f"{s['row'] + 1:>4}  {s['severity']:8} {s['check']:16} {s['message']}"
            + (f"  → {words.replacement(s['suggestions'][0])}" if s["suggestions"] else "")
            for s in shapes
        ]
        lines.append(words.say("cli.findings", n=len(shapes), rows=len(snapshot.rows)))
        if known:
            lines.append(words.say("cli.baseline-known", n=known))
        emit("\n".join(lines), out)
