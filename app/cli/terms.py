"""``enface terms``: glossaries converted from any format to any, looked through for faults, and matched with a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from app import pipeline
from app.cli import inout
from app.cli.inout import as_json, emit
from app.cli.shapes import Json
from app.errors import UserError
from app.files import replace_file
from app.model import Side
from app.pipeline import Snapshot
from app.project import Project
from app.readers import read_file_apart, read_tsv
from app.resources import resource
from app.words import Words
from glossary.errors import GlossaryError
from glossary.formats import SUFFIXES, WRITERS, Imported, RowFault, read_glossary, write_glossary
from glossary.formats.audit import audit
from glossary.language.numerals import load_numerals, numerals_for
from glossary.language.scripts import primary
from glossary.model import Glossary, LedgerEntry, Span
from glossary.patterns import load_tables, validate
from glossary.patterns.values import Language

_FOUND = 1


@click.group()
def terms() -> None:
    """Glossaries: convert them, validate them, match them with a text."""


@terms.command()
@click.argument("source", metavar="IN", type=inout.PATH)
@click.argument("target", metavar="OUT", type=inout.PATH)
@inout.source_language
@inout.target_language
@click.option(
    "--as", "kind", type=click.Choice(list(WRITERS)), help="The format, if the ending of OUT does not say it."
)
@click.option("--sheet", default="", help="The sheet of a workbook; the first if none is named.")
@click.option("--encoding", default="", help="The encoding of a table, if it is guessed wrong.")
@click.pass_obj
def convert(
    words: Words,
    source: Path,
    target: Path,
    source_lang: str,
    target_lang: str,
    kind: str | None,
    sheet: str,
    encoding: str,
) -> int:
    """Write a glossary in another format: .csv .tsv .xlsx .tbx .utx, or .txt as OmegaT keeps it."""
    kind = kind or SUFFIXES.get(target.suffix.lower())
    if kind is None:
        known = ", ".join(dict.fromkeys([*SUFFIXES, *WRITERS]))
        raise UserError("glossary-kind-unknown", name=target.name, known=known)
    imported = _read(source, source_lang, target_lang, sheet=sheet, encoding=encoding)
    inout.tell_glossary(words, imported)
    written = write_glossary(imported.glossary, kind)
    replace_file(target, written.data)
    click.echo(words.say("glossary.terms.written", file=str(target), n=len(imported.glossary.concepts)))
    for lost in written.lost:
        click.echo(words.say(f"glossary.lost.{lost.what}", n=lost.n), err=True)
    return 0


@terms.command(name="validate")
@click.argument("file", type=inout.PATH)
@inout.source_language
@inout.target_language
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@inout.out
@click.pass_obj
def validate_(words: Words, file: Path, source_lang: str, target_lang: str, format_: str, out: Path | None) -> int:
    """Name the faults of a glossary: bad rows, patterns, doubles, contradictions. Exit 1 where there are any."""
    imported = _read(file, source_lang, target_lang, any_languages=True)
    faults = sorted((*imported.faults, *_entry_faults(imported)), key=lambda fault: fault.line)
    unsaid = imported.set_aside - sum(not fault.kept for fault in imported.faults)
    glossary = imported.glossary
    if format_ == "json":
        shape: Json = {
            "name": glossary.name,
            "source_lang": glossary.source_language,
            "target_lang": glossary.target_language,
            "entries": len(glossary.concepts),
            "set_aside": imported.set_aside,
            "faults": [
                {"line": f.line, "code": f.code, "kept": f.kept, "message": inout.fault_sentence(words, f)}
                for f in faults
            ],
        }
        emit(as_json(shape), out)
    else:
        lines = [inout.fault_sentence(words, fault) for fault in faults]
        n = len(faults) + unsaid
        lines.append(words.say("glossary.terms.faults", n=n, entries=len(glossary.concepts)))
        emit("\n".join(lines), out)
    return _FOUND if faults else 0


@terms.command()
@click.argument("file", type=inout.PATH)
@click.argument("text", metavar="TEXT|PROJECT", type=inout.PATH)
@inout.source_language
@inout.target_language
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@inout.out
@click.pass_obj
def match(
    words: Words, file: Path, text: Path, source_lang: str, target_lang: str, format_: str, out: Path | None
) -> int:
    """List where a glossary's terms stand in a project, a .tsv of two languages or a text, each with its verdict.

    A text in the source language alone has no verdicts; one in the target language is searched for what is wrong
    without its source.
    """
    imported = _read(file, source_lang, target_lang)
    inout.tell_glossary(words, imported)
    snapshot = _snapshot(text, imported.glossary, source_lang, target_lang)
    judged = snapshot.has_source and any(row.target for row in snapshot.rows)
    numbers = {row.id: number for number, row in enumerate(snapshot.rows)}
    found = pipeline.survey(snapshot, checks=()).ledger
    hits = [_hit(numbers[row], entry, judged or not snapshot.has_source) for row, own in found.items() for entry in own]
    if format_ == "json":
        languages = snapshot.languages
        shape = {"source_lang": languages[Side.SOURCE], "target_lang": languages[Side.TARGET], "hits": hits}
        emit(as_json(shape), out)
    else:
        lines = [f"{hit['row'] + 1:>4}  {hit['verdict'] or '–':10} {_line(hit)}" for hit in hits]
        emit("\n".join([*lines, words.say("glossary.terms.hits", n=len(hits))]), out)
    return 0


def _read(
    path: Path, source: str, target: str, *, any_languages: bool = False, sheet: str = "", encoding: str = ""
) -> Imported:
    """A glossary file; where it has more than two languages and none is asked for, ``any_languages`` takes two."""
    try:
        return read_glossary(path, languages=(source, target), sheet=sheet, encoding=encoding)
    except GlossaryError as error:
        there = str(error.facts.get("there", "")).split(", ")
        if error.code == "glossary-languages" and any_languages and not (source or target) and len(there) > 1:
            return _read(path, there[0], there[1])
        raise UserError(error.code, **error.facts) from error


def _entry_faults(imported: Imported) -> Iterator[RowFault]:
    glossary = imported.glossary
    yield from audit(glossary, imported.lines)
    tables = load_tables(resource("glossaries", "tables.toml"))
    numerals = load_numerals(resource("language"))
    language = Language(glossary.source_language, numerals_for(numerals, glossary.source_language), tables)
    for concept, line in zip(glossary.concepts, imported.lines, strict=True):
        if any(term.pattern for term in (*concept.source, *concept.target)):
            for complaint in validate(concept, language, tables):
                yield RowFault(line, complaint.code, complaint.facts, kept=True)


def _snapshot(path: Path, glossary: Glossary, source_lang: str, target_lang: str) -> Snapshot:
    """The rows of a project or text, to be looked at with this glossary alone."""
    if path.suffix == ".enface":
        opened = Project.open(path, inout.author(), pipeline.shipped_rules(), read_only=True)
        try:
            snapshot = opened.snapshot()
        finally:
            opened.close()
        languages = {side: snapshot.languages.get(side, "") for side in Side}
    else:
        given = {
            Side.SOURCE: source_lang or glossary.source_language,
            Side.TARGET: target_lang or glossary.target_language,
        }
        if path.suffix.lower() == ".tsv":
            prepared = pipeline.pair_lines(*read_tsv(path), given)
        else:
            document = read_file_apart(path)
            (guess,) = pipeline.detect_languages({Side.TARGET: document}, {}).values()
            side = Side.SOURCE if primary(guess) == primary(given[Side.SOURCE]) != "" else Side.TARGET
            prepared = pipeline.prepare({side: document}, given, pipeline.shipped_rules(), ["none"])
        languages = {side: prepared.languages.get(side, given[side]) for side in Side}
        rows, has_source = pipeline.rows_of(prepared), Side.SOURCE in prepared.documents
        context = pipeline.context_for((), "", "")
        snapshot = Snapshot(rows, context, has_source, languages, None, frozenset())
    context = pipeline.context_for([glossary], languages[Side.SOURCE], languages[Side.TARGET])
    return replace(snapshot, context=context, rules=None, languages=languages)


def _hit(row: int, entry: LedgerEntry, judged: bool) -> Json:
    return {
        "row": row,
        "term": entry.term,
        "verdict": entry.verdict.value if judged else "",
        "source": _place(entry.source),
        "target": _place(entry.target),
        "found": entry.found,
        "suggestion": entry.suggestion,
    }


def _place(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _line(hit: dict[str, Any]) -> str:
    found = f"  {hit['found']}" if hit["found"] else ""
    advice = f"  → {hit['suggestion']}" if hit["suggestion"] and hit["suggestion"] != hit["found"] else ""
    return inout.short(f"{hit['term']}{found}{advice}", 110)
