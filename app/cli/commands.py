"""The commands themselves: each reads its input, calls one stage or one verb, and prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from app import pipeline, samples
from app.clean import apply
from app.cli import aligning, deciding, inout, keeping, log, reporting, stages, terms
from app.cli.inout import as_json, emit
from app.cli.shapes import proposal_sentence, proposal_shape
from app.cli.window import has_display, open_window
from app.errors import UserError
from app.export import EXPORTS, demand_format, export_bytes
from app.files import replace_file
from app.model import Imported, Proposal, Side
from app.project import Project
from app.readers import read_file_apart
from app.words import Words
from app.writers import CLEAN_FORMATS, CleanBlock, write_clean


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """The installed version; a copy of the source that nobody installed says that."""
    if not wanted:
        return
    try:
        number = version("enface")
    except PackageNotFoundError:
        number = "(not installed, run from source)"
    click.echo(f"enface {number}")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Show the version."
)
@click.pass_context
def commands(context: click.Context) -> None:
    """Review a translation beside its source: clean, align, check, edit, export. With no command: the window."""


commands.add_command(aligning.align)
commands.add_command(aligning.dictionaries)
commands.add_command(stages.check)
commands.add_command(log.history)
commands.add_command(log.revert)
commands.add_command(keeping.verify)
commands.add_command(deciding.decisions)
commands.add_command(reporting.blame)
commands.add_command(reporting.diff)
commands.add_command(reporting.report)
commands.add_command(reporting.snapshot)
commands.add_command(terms.terms)


@commands.command()
@click.argument("project", type=inout.PATH)
@click.option("--source", type=inout.PATH, help="The source text.")
@click.option("--target", type=inout.PATH, help="The translation.")
@inout.source_language
@inout.target_language
@inout.glossary
@inout.dictionary
@inout.embeddings
@click.option("--alignment", type=inout.PATH, help="How they are aligned, by another program: each link is a row.")
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
    dictionaries: tuple[str, ...],
    embeddings: Path | None,
    alignment: Path | None,
    encoding: str,
) -> int:
    """Make a project of a source and its translation, or of one of them."""
    if project.suffix != ".enface":
        if not project.name:
            raise UserError("name-impossible", name=str(project))
        project = project.with_name(project.name + ".enface")
    if alignment is not None:
        prepared = inout.prepare_aligned(source, target, source_lang, target_lang, alignment, encoding)
    else:
        prepared = inout.prepare_pair(
            source, target, source_lang, target_lang, glossaries, dictionaries, encoding, embeddings
        )
    chosen = inout.choose_glossaries(words, glossaries, *(prepared.languages.get(side, "") for side in Side))
    rules = pipeline.shipped_rules()
    opened = Project.create(inout.possible(project), prepared, inout.author(), rules, glossaries=chosen)
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
            click.echo(words.say(prepared.alignment.note), err=True)
    finally:
        opened.close()
    return 0


@commands.command()
@click.argument("file", type=inout.PATH)
@click.option("--partner", type=inout.PATH, help="The other text of the pair, so that what both have is said.")
@click.option("--apply", "accept", is_flag=True, help="Carry the proposals out.")
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@inout.out
@click.pass_obj
def clean(words: Words, file: Path, partner: Path | None, accept: bool, format_: str, out: Path | None) -> int:
    """Propose what to clean away from a text or a project; --apply does it."""
    if file.suffix == ".enface":
        return _clean_project(words, file, accept, format_, out)
    imported = read_file_apart(file)
    documents = {Side.TARGET: imported}
    if partner is not None:
        documents[Side.SOURCE] = read_file_apart(partner)
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
        emit(as_json({"proposals": [proposal_shape(imported, p, words) for p in proposals]}), out)
    else:
        lines = []
        for p in proposals:
            shape = proposal_shape(imported, p, words)
            lines.append(
                words.say("cli.proposal", number=p.index + 1, text=inout.short(shape["text"]), why=shape["message"])
            )
        emit("\n".join([*lines, words.say("cli.proposals", n=len(proposals))]), out)
    return 0


@commands.command()
@click.argument("project", type=inout.PATH)
@click.argument("out", type=inout.PATH)
@click.option("--as", "kind", type=click.Choice(list(EXPORTS)), default="clean")
@click.pass_obj
def export(words: Words, project: Path, out: Path, kind: str) -> int:
    """Write the clean translation (.txt .md .html .docx) or a bilingual table (.docx .xlsx)."""
    format_ = out.suffix.lstrip(".").lower()
    demand_format(kind, format_)
    opened = Project.open(project, inout.author(), pipeline.shipped_rules())
    try:
        inout.tell_drafts(opened, words)
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
@click.option("--to", "folder", type=inout.PATH, help="Put the copy into this folder.")
@click.option("--no-window", is_flag=True, help="Make the copy, clean, check and export it, and show what came out.")
@click.pass_obj
def sample(words: Words, name: str, list_: bool, fresh: bool, folder: Path | None, no_window: bool) -> int:
    """Open a copy of a shipped sample."""
    if list_:
        emit("\n".join(f"{s.id:16} {words.say(f'samples.{s.id}.title')}" for s in samples.all_samples()), None)
        return 0
    chosen = samples.find_sample(name)
    if not no_window and has_display():
        return open_window([samples.copy_of(chosen, folder, fresh=fresh)], words)
    if not no_window:
        click.echo(words.say("cli.no-display"))
    return _tour(words, samples.copy_of(chosen, folder, fresh=True))


def _tour(words: Words, path: Path) -> int:
    """The whole job on a sample, without a window: what a person on a server sees of Enface."""
    project = Project.open(path, inout.author(), pipeline.shipped_rules())
    try:
        project.survey()
        proposals = project.proposals()
        click.echo(words.say("cli.tour-made", file=str(path), rows=len(project.store.row_ids())))
        for item in proposals:
            why = proposal_sentence(item.proposal, words)
            click.echo("  " + words.say("cli.tour-clean", text=inout.short(item.block.text), why=why))
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
    project = Project.open(path, inout.author(), pipeline.shipped_rules())
    try:
        inout.tell_drafts(project, words)
        project.survey()
        proposals = project.proposals()
        shapes: list[dict[str, Any]] = [
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
            keeping.keep_first(project, words)
            project.accept_cleaning(proposals)
    finally:
        project.close()
    if format_ == "json":
        emit(as_json({"proposals": shapes}), out)
    else:
        lines = [
            words.say("cli.proposal", number=s["paragraph"] + 1, text=inout.short(str(s["text"])), why=s["message"])
            for s in shapes
        ]
        key = "cli.cleaned-project" if accept else "cli.proposals"
        emit("\n".join([*lines, words.say(key, n=len(shapes))]), out)
    return 0


def _cleaned(imported: Imported, proposals: Sequence[Proposal]) -> list[CleanBlock]:
    blocks = []
    for index, block in enumerate(imported.blocks):
        own = [p for p in proposals if p.index == index]
        if any(p.span is None for p in own):
            continue
        shape = replace(block.shape, gap=min(block.shape.gap, 1))
        blocks.append(CleanBlock(apply(block.text, [p for p in own if p.span is not None]), shape))
    return blocks
