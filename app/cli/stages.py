"""The commands that call one stage on plain files: align and check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app import pipeline
from app.check import CHECKS
from app.cli import inout
from app.cli.inout import as_json, emit
from app.cli.reports import junit, sarif
from app.cli.shapes import Json, alignment_shape, finding_shapes
from app.errors import UserError
from app.model import Alignment, Severity, Side, Units
from app.pipeline import Prepared, Snapshot
from app.project import Project
from app.readers import read_file_apart, read_tsv
from app.words import Words


@click.command()
@click.argument("source", type=inout.PATH)
@click.argument("target", type=inout.PATH)
@inout.source_language
@inout.target_language
@click.option("--level", type=click.Choice(["paragraph", "sentence"]), default="sentence")
@click.option("--lines", is_flag=True, help="Each line is one unit already: no cleaning, no splitting.")
@click.option("--dictionary", type=inout.PATH, help="Word pairs, SOURCE<TAB>TARGET a line.")
@inout.glossary
@click.option("--format", "format_", type=click.Choice(("text", "json", "tsv")), default="text")
@inout.out
@click.pass_obj
def align(
    words: Words,
    source: Path,
    target: Path,
    source_lang: str,
    target_lang: str,
    level: str,
    lines: bool,
    dictionary: Path | None,
    glossaries: tuple[str, ...],
    format_: str,
    out: Path | None,
) -> int:
    """Align two texts, paragraph by paragraph or sentence by sentence."""
    kind = "txt" if lines else ""
    documents = {Side.SOURCE: read_file_apart(source, format=kind), Side.TARGET: read_file_apart(target, format=kind)}
    languages = pipeline.detect_languages(documents, {Side.SOURCE: source_lang, Side.TARGET: target_lang})
    chosen = inout.choose_glossaries(words, glossaries, languages[Side.SOURCE], languages[Side.TARGET])
    lexicon = pipeline.lexicon_of(chosen, _word_pairs(dictionary))
    if lines:
        units = {side: Units(_lines(document.text), languages[side]) for side, document in documents.items()}
        litter: dict[Side, frozenset[int]] = {}
    else:
        units = {side: pipeline.units_of(document, languages[side]) for side, document in documents.items()}
        found = pipeline.propose_cleaning(units, pipeline.shipped_rules())
        litter = {side: pipeline.litter_of(proposals) for side, proposals in found.items()}
    ours, theirs = units[Side.SOURCE], units[Side.TARGET]
    if lines or level == "paragraph":
        alignment = pipeline.align_units(ours, theirs, litter, lexicon, level=level)
        texts = tuple(ours.texts), tuple(theirs.texts)
    else:
        alignment, *pieces = pipeline.align_sentences(ours, theirs, litter, lexicon)
        texts = pieces[0], pieces[1]
    if format_ == "json":
        emit(as_json(alignment_shape(alignment, words)), out)
    elif format_ == "tsv":
        rows = (f"{_ids(b.source)}\t{_ids(b.target)}" for b in alignment.beads)
        emit("\n".join(rows), out)
    else:
        emit(_readable(alignment, *texts), out)
    if not alignment.trusted:
        click.echo(words.say(alignment.note), err=True)
    return 0


@click.command()
@click.argument("file", type=inout.PATH, required=False)
@click.option("--target", type=inout.PATH, help="A translation to check.")
@click.option("--source", type=inout.PATH, help="Its source.")
@inout.source_language
@inout.target_language
@inout.glossary
@click.option("--checks", default="", help="Only these check ids, with commas between.")
@click.option("--list", "list_", is_flag=True, help="Name every check with a sentence.")
@click.option("--format", "format_", type=click.Choice((*inout.FORMATS, "sarif", "junit")), default="text")
@click.option("--fail-on", type=click.Choice([s.value for s in Severity]), default=Severity.MAJOR.value)
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
    checks: str,
    list_: bool,
    format_: str,
    fail_on: str,
    out: Path | None,
) -> int:
    """Check a project, a table of two languages (.tsv), or a translation with or without its source."""
    if list_:
        emit("\n".join(f"{c.id:20} {words.say(f'check.about.{c.id}')}" for c in CHECKS), out)
        return 0
    files: dict[str, str] = {}
    wanted = [name.strip() for name in checks.split(",") if name.strip()] or None
    if file is not None and file.suffix == ".enface":
        opened = Project.open(file, inout.author(), pipeline.shipped_rules())
        try:
            inout.tell_drafts(opened, words)
            snapshot = opened.snapshot()
            survey = pipeline.survey(snapshot, checks=wanted)
            survey = opened.without_dismissed(survey)
        finally:
            opened.close()
    elif file is not None:
        if file.suffix.lower() != ".tsv":
            raise UserError("not-bilingual", file=str(file))
        given = {Side.SOURCE: source_lang, Side.TARGET: target_lang}
        snapshot = _snapshot(words, pipeline.pair_lines(*read_tsv(file), given), glossaries, clean=False)
        files = {side.value: file.as_posix() for side in Side}
        survey = pipeline.survey(snapshot, checks=wanted)
    elif target is not None:
        prepared = inout.prepare_pair(source, target, source_lang, target_lang, glossaries, "")
        snapshot = _snapshot(words, prepared, glossaries)
        survey = pipeline.survey(snapshot, checks=wanted)
        files = {"target": target.as_posix(), "source": source.as_posix() if source is not None else ""}
    else:
        raise UserError("nothing-to-check")
    shapes = finding_shapes(snapshot.rows, survey, words)
    least = Severity(fail_on)
    if format_ == "sarif":
        emit(as_json(sarif(shapes, words, files)), out)
    elif format_ == "junit":
        emit(junit(shapes, least), out)
    else:
        _report(words, snapshot, shapes, format_, out)
    return int(any(Severity(shape["severity"]).rank >= least.rank for shape in shapes))


def _snapshot(words: Words, prepared: Prepared, glossaries: tuple[str, ...], *, clean: bool = True) -> Snapshot:
    languages = {side: prepared.languages.get(side, "") for side in Side}
    chosen = inout.choose_glossaries(words, glossaries, languages[Side.SOURCE], languages[Side.TARGET])
    context = pipeline.context_for(chosen, languages[Side.SOURCE], languages[Side.TARGET])
    rules = pipeline.shipped_rules() if clean else None
    rows = pipeline.rows_of(prepared)
    return Snapshot(rows, context, Side.SOURCE in prepared.documents, languages, rules, frozenset())


def _report(words: Words, snapshot: Snapshot, shapes: Sequence[Json], format_: str, out: Path | None) -> None:
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
            + (f"  → {s['suggestions'][0]}" if s["suggestions"] else "")
            for s in shapes
        ]
        emit("\n".join([*lines, words.say("cli.findings", n=len(shapes), rows=len(snapshot.rows))]), out)


def _word_pairs(path: Path | None) -> list[tuple[str, str]]:
    if path is None:
        return []
    source, target = read_tsv(path)
    return [(s.text, t.text) for s, t in zip(source.blocks, target.blocks, strict=True) if s.text and t.text]


def _lines(text: str) -> list[str]:
    """The lines as they stand, blank ones too; a line end at the very end closes the last line, it opens none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _readable(alignment: Alignment, source: Sequence[str], target: Sequence[str]) -> str:
    rows = []
    for bead in alignment.beads:
        ours = " ".join(source[i] for i in bead.source) or "—"
        theirs = " ".join(target[i] for i in bead.target) or "—"
        rows.append(f"{len(bead.source)}:{len(bead.target)}  {bead.confidence:.2f}  {ours}\n           {theirs}")
    return "\n".join(rows)


def _ids(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))
