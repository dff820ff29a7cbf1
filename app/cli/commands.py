"""The commands themselves: each reads its input, calls one stage or one verb, and prints."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from app import pipeline, samples
from app.check import CHECKS
from app.clean import apply
from app.cli.shapes import (
    alignment_shape,
    finding_shapes,
    proposal_sentence,
    proposal_shape,
)
from app.cli.window import has_display, open_window
from app.errors import UserError
from app.export import EXPORTS, demand_format, export_bytes
from app.model import Alignment, Imported, Severity, Side, Units
from app.pipeline import Prepared, Snapshot, Survey
from app.project import Project
from app.readers import read_file, read_tsv
from app.settings import load_settings, settings_path
from app.words import Words
from app.writers import CLEAN_FORMATS, CleanBlock, replace_file, write_clean

_PATH = click.Path(path_type=Path)
_FORMATS = ("text", "json")


def _language(side: str) -> Any:
    return click.option(f"--{side}-lang", default="", metavar="LANG", help=f"Language of the {side}, e.g. zh or en.")


_glossary = click.option(
    "--glossary", "glossaries", multiple=True, metavar="G", help="A glossary file; `none` for none. Default: shipped."
)
_out = click.option("-o", "--out", type=_PATH, help="Write here instead of to the screen.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(package_name="enface", prog_name="enface")
@click.pass_context
def commands(context: click.Context) -> None:
    """Review a translation beside its source: clean, align, check, edit, export. With no command: the window."""


@commands.command()
@click.argument("project", type=_PATH)
@click.option("--source", type=_PATH, help="The source text.")
@click.option("--target", type=_PATH, help="The translation.")
@_language("source")
@_language("target")
@_glossary
@click.option("--encoding", default="", help="The encoding of both files, if it is guessed wrong.")
@click.pass_obj
def new(
    words: Words,
    project: Path,
    source: Path | None,
    target: Path | None,
    source_lang: str,
    target_lang: str,
    glossaries: tuple[str, ...],
    encoding: str,
) -> int:
    """Make a project of a source and its translation, or of one of them."""
    if project.suffix != ".enface":
        project = project.with_name(project.name + ".enface")
    prepared = _prepare(source, target, source_lang, target_lang, glossaries, encoding)
    opened = Project.create(project, prepared, _author(), pipeline.shipped_rules(), glossaries)
    try:
        opened.survey()
        for imported in prepared.documents.values():
            for notice in imported.notices:
                click.echo(words.notice(notice), err=True)
        facts: dict[str, Any] = {
            "file": str(project),
            "rows": len(opened.store.row_ids()),
            "proposals": len(opened.proposals()),
            "findings": len(opened.all_findings()),
        }
        click.echo(words.say("cli.made", **facts))
        if not prepared.alignment.trusted:
            click.echo(words.say(f"align.{prepared.alignment.note}"), err=True)
    finally:
        opened.close()
    return 0


@commands.command()
@click.argument("file", type=_PATH)
@click.option("--partner", type=_PATH, help="The other text of the pair, so that what both have is said.")
@click.option("--apply", "accept", is_flag=True, help="Carry the proposals out.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text")
@_out
@click.pass_obj
def clean(words: Words, file: Path, partner: Path | None, accept: bool, format_: str, out: Path | None) -> int:
    """Propose what to clean away from a text or a project; --apply does it."""
    if file.suffix == ".enface":
        return _clean_project(words, file, accept, format_, out)
    imported = read_file(file)
    documents = {Side.TARGET: imported}
    if partner is not None:
        documents[Side.SOURCE] = read_file(partner)
    languages = pipeline.detect_languages(documents, {})
    units = {side: pipeline.units_of(document, languages[side]) for side, document in documents.items()}
    proposals = pipeline.propose_cleaning(units, pipeline.shipped_rules())[Side.TARGET]
    if accept:
        cleaned = _cleaned(imported, proposals)
        kind = (out or file).suffix.lstrip(".").lower()
        data = write_clean(
            cleaned,
            kind if kind in CLEAN_FORMATS else "txt",
            language=languages[Side.TARGET],
            inline_markup=imported.format == "md",
        )
        if out is None:
            click.echo(data if kind == "docx" else data.decode("utf-8"), nl=False)
        else:
            replace_file(out, data)
            click.echo(words.say("cli.cleaned", n=len(proposals), file=str(out)))
        return 0
    if format_ == "json":
        _emit(_json({"proposals": [proposal_shape(imported, p, words) for p in proposals]}), out)
    else:
        lines = []
        for p in proposals:
            shape = proposal_shape(imported, p, words)
            lines.append(
                words.say("cli.proposal", number=p.index + 1, text=_short(shape["text"]), why=shape["message"])
            )
        _emit("\n".join([*lines, words.say("cli.proposals", n=len(proposals))]), out)
    return 0


@commands.command()
@click.argument("source", type=_PATH)
@click.argument("target", type=_PATH)
@_language("source")
@_language("target")
@click.option("--level", type=click.Choice(["paragraph", "sentence"]), default="sentence")
@click.option("--lines", is_flag=True, help="Each line is one unit already: no cleaning, no splitting.")
@click.option("--dictionary", type=_PATH, help="Word pairs, SOURCE<TAB>TARGET a line.")
@_glossary
@click.option("--format", "format_", type=click.Choice(("text", "json", "tsv")), default="text")
@_out
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
    documents = {Side.SOURCE: read_file(source), Side.TARGET: read_file(target)}
    languages = pipeline.detect_languages(documents, {Side.SOURCE: source_lang, Side.TARGET: target_lang})
    chosen = pipeline.choose_glossaries(glossaries, languages[Side.SOURCE], languages[Side.TARGET])
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
        texts = list(ours.texts), list(theirs.texts)
    else:
        alignment, *texts_of = pipeline.align_sentences(ours, theirs, litter, lexicon)
        texts = texts_of[0], texts_of[1]
    if format_ == "json":
        _emit(_json(alignment_shape(alignment, words)), out)
    elif format_ == "tsv":
        rows = (f"{_ids(b.source)}\t{_ids(b.target)}" for b in alignment.beads)
        _emit("\n".join(rows), out)
    else:
        _emit(_readable(alignment, *texts), out)
    if not alignment.trusted:
        click.echo(words.say(f"align.{alignment.note}"), err=True)
    return 0


@commands.command()
@click.argument("file", type=_PATH, required=False)
@click.option("--target", type=_PATH, help="A translation to check.")
@click.option("--source", type=_PATH, help="Its source.")
@_language("source")
@_language("target")
@_glossary
@click.option("--checks", default="", help="Only these check ids, with commas between.")
@click.option("--list", "list_", is_flag=True, help="Name every check with a sentence.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text")
@click.option("--fail-on", type=click.Choice([s.value for s in Severity]), default=Severity.MAJOR.value)
@_out
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
        _emit("\n".join(f"{c.id:20} {words.say(f'check.about.{c.id}')}" for c in CHECKS), out)
        return 0
    wanted = [name.strip() for name in checks.split(",") if name.strip()] or None
    if file is not None and file.suffix == ".enface":
        opened = Project.open(file, _author(), pipeline.shipped_rules())
        try:
            snapshot = opened.snapshot()
            survey = pipeline.survey(snapshot, checks=wanted)
            survey = opened.without_dismissed(survey)
        finally:
            opened.close()
    elif file is not None:
        if file.suffix.lower() != ".tsv":
            raise UserError("not-bilingual", file=str(file))
        given = {Side.SOURCE: source_lang, Side.TARGET: target_lang}
        snapshot = _snapshot(pipeline.pair_lines(*read_tsv(file), given), glossaries, clean=False)
        survey = pipeline.survey(snapshot, checks=wanted)
    elif target is not None:
        prepared = _prepare(source, target, source_lang, target_lang, glossaries, "")
        snapshot = _snapshot(prepared, glossaries)
        survey = pipeline.survey(snapshot, checks=wanted)
    else:
        raise UserError("nothing-to-check")
    return _report(words, snapshot, survey, format_, Severity(fail_on), out)


@commands.command()
@click.argument("project", type=_PATH)
@click.argument("out", type=_PATH)
@click.option("--as", "kind", type=click.Choice(list(EXPORTS)), default="clean")
@click.pass_obj
def export(words: Words, project: Path, out: Path, kind: str) -> int:
    """Write the clean translation (.txt .md .html .docx) or a bilingual table (.docx .xlsx)."""
    format_ = out.suffix.lstrip(".").lower()
    demand_format(kind, format_)
    opened = Project.open(project, _author(), pipeline.shipped_rules())
    try:
        opened.survey()
        replace_file(out, export_bytes(opened, kind, format_, words))
        blockers = opened.blockers()
    finally:
        opened.close()
    click.echo(words.say("cli.exported", file=str(out)))
    if blockers:
        click.echo(words.say("cli.blockers", **asdict(blockers)), err=True)
    return 0


@commands.command()
@click.argument("name", default="")
@click.option("--list", "list_", is_flag=True, help="Name the samples there are.")
@click.option("--fresh", is_flag=True, help="Begin again with an untouched copy.")
@click.option("--to", "folder", type=_PATH, help="Put the copy into this folder.")
@click.option("--no-window", is_flag=True, help="Make the copy, clean, check and export it, and show what came out.")
@click.pass_obj
def sample(words: Words, name: str, list_: bool, fresh: bool, folder: Path | None, no_window: bool) -> int:
    """Open a copy of a shipped sample."""
    if list_:
        _emit("\n".join(f"{s.id:16} {s.title}" for s in samples.all_samples()), None)
        return 0
    chosen = samples.find_sample(name)
    if not no_window and has_display():
        return open_window([samples.copy_of(chosen, folder, fresh=fresh)], words)
    if not no_window:
        click.echo(words.say("cli.no-display"))
    return _tour(words, samples.copy_of(chosen, folder, fresh=True))


def _tour(words: Words, path: Path) -> int:
    """The whole job on a sample, without a window: what a person on a server sees of Enface."""
    project = Project.open(path, _author(), pipeline.shipped_rules())
    try:
        project.survey()
        proposals = project.proposals()
        click.echo(words.say("cli.tour-made", file=str(path), rows=len(project.store.row_ids())))
        for item in proposals:
            why = proposal_sentence(item.proposal, words)
            click.echo("  " + words.say("cli.tour-clean", text=_short(item.block.text), why=why))
        project.accept_cleaning(proposals)
        project.survey()
        shown = [found for found in project.all_findings() if found.open]
        click.echo(words.say("cli.tour-findings", n=len(shown)))
        numbers = {id_: n for n, id_ in enumerate(project.store.row_ids(), 1)}
        for found in sorted(shown, key=_gravity)[:12]:
            sentence = words.say(f"check.{found.finding.code}", **dict(found.finding.facts))
            click.echo(f"  {numbers[found.row]:>3}  {found.finding.severity.value:8} {sentence}")
        target = path.with_suffix(".txt")
        replace_file(target, export_bytes(project, "clean", "txt", words))
        click.echo(words.say("cli.exported", file=str(target)))
    finally:
        project.close()
    return 0


def _gravity(found: Any) -> int:
    return -int(found.finding.severity.rank)


def _clean_project(words: Words, path: Path, accept: bool, format_: str, out: Path | None) -> int:
    project = Project.open(path, _author(), pipeline.shipped_rules())
    try:
        project.survey()
        proposals = project.proposals()
        shapes = [
            {
                "rule": item.proposal.rule,
                "side": item.block.side.value,
                "paragraph": item.proposal.index,
                "message": proposal_sentence(item.proposal, words),
                "text": item.block.text if item.proposal.span is None else item.block.text[slice(*item.proposal.span)],
                "file_start": item.block.locator.start,
                "file_end": item.block.locator.end,
            }
            for item in proposals
        ]
        if accept:
            project.accept_cleaning(proposals)
    finally:
        project.close()
    if format_ == "json":
        _emit(_json({"proposals": shapes}), out)
    else:
        lines = [
            words.say("cli.proposal", number=s["paragraph"] + 1, text=_short(str(s["text"])), why=s["message"])
            for s in shapes
        ]
        key = "cli.cleaned-project" if accept else "cli.proposals"
        _emit("\n".join([*lines, words.say(key, n=len(shapes))]), out)
    return 0


def _prepare(
    source: Path | None,
    target: Path | None,
    source_lang: str,
    target_lang: str,
    glossaries: tuple[str, ...],
    encoding: str,
) -> Prepared:
    documents: dict[Side, Imported] = {}
    if source is not None:
        documents[Side.SOURCE] = read_file(source, encoding=encoding)
    if target is not None:
        documents[Side.TARGET] = read_file(target, encoding=encoding)
    if not documents:
        raise UserError("nothing-to-import")
    languages = {Side.SOURCE: source_lang, Side.TARGET: target_lang}
    return pipeline.prepare(documents, languages, pipeline.shipped_rules(), glossaries)


def _snapshot(prepared: Prepared, glossaries: tuple[str, ...], *, clean: bool = True) -> Snapshot:
    languages = {side: prepared.languages.get(side, "") for side in Side}
    chosen = pipeline.choose_glossaries(glossaries, languages[Side.SOURCE], languages[Side.TARGET])
    context = pipeline.context_for(chosen, languages[Side.SOURCE], languages[Side.TARGET])
    rules = pipeline.shipped_rules() if clean else None
    rows = pipeline.rows_of(prepared)
    return Snapshot(rows, context, Side.SOURCE in prepared.documents, languages, rules, frozenset())


def _report(words: Words, snapshot: Snapshot, survey: Survey, format_: str, fail_on: Severity, out: Path | None) -> int:
    shapes = finding_shapes(snapshot.rows, survey, words)
    if format_ == "json":
        languages = snapshot.languages
        report = {
            "source_lang": languages[Side.SOURCE],
            "target_lang": languages[Side.TARGET],
            "rows": len(snapshot.rows),
            "findings": shapes,
        }
        _emit(_json(report), out)
    else:
        lines = [
            f"{s['row'] + 1:>4}  {s['severity']:8} {s['check']:16} {s['message']}"
            + (f"  → {s['suggestions'][0]}" if s["suggestions"] else "")
            for s in shapes
        ]
        _emit("\n".join([*lines, words.say("cli.findings", n=len(shapes), rows=len(snapshot.rows))]), out)
    return int(any(Severity(s["severity"]).rank >= fail_on.rank for s in shapes))


def _cleaned(imported: Imported, proposals: Any) -> list[CleanBlock]:
    blocks = []
    for index, block in enumerate(imported.blocks):
        own = [p for p in proposals if p.index == index]
        if any(p.span is None and p.rule != pipeline.BLANK_LINES for p in own):
            continue
        shape = replace(block.shape, gap=min(block.shape.gap, 1))
        blocks.append(CleanBlock(apply(block.text, [p for p in own if p.span is not None]), shape))
    return blocks


def _word_pairs(path: Path | None) -> list[tuple[str, str]]:
    if path is None:
        return []
    source, target = read_tsv(path)
    return [(s.text, t.text) for s, t in zip(source.blocks, target.blocks, strict=True) if s.text and t.text]


def _author() -> str:
    return load_settings(settings_path()).author


def _lines(text: str) -> list[str]:
    """The lines as they stand, blank ones too; a line end at the very end closes the last line, it opens none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _readable(alignment: Alignment, source: list[str], target: list[str]) -> str:
    rows = []
    for bead in alignment.beads:
        ours = " ".join(source[i] for i in bead.source) or "—"
        theirs = " ".join(target[i] for i in bead.target) or "—"
        rows.append(f"{len(bead.source)}:{len(bead.target)}  {bead.confidence:.2f}  {ours}\n           {theirs}")
    return "\n".join(rows)


def _ids(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _json(shape: Any) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=1)


def _emit(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text)
    else:
        replace_file(out, (text + "\n").encode("utf-8"))
