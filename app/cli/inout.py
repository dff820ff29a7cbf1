"""What the commands share: options, reading a pair, printing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from app import elsewhere, pipeline
from app.errors import UserError
from app.files import replace_file
from app.model import Imported, Side
from app.pipeline import Prepared
from app.project import Project
from app.readers import read_file_apart
from app.recovery import journal_of, recovered
from app.settings import load_settings, settings_path
from app.words import Words
from glossary.formats import Imported as ReadGlossary
from glossary.formats import RowFault
from glossary.model import Glossary


def possible(path: Path) -> Path:
    """The path, if a file can be called so here. Raises UserError for no name at all, or one too long."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass
    except (OSError, ValueError):
        raise UserError("name-impossible", name=short(str(path))) from None
    return path


class _Path(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value:
            raise UserError("name-impossible", name="")
        return possible(Path(value))


PATH = _Path()
FORMATS = ("text", "json")
_SHOWN = 20

source_language = click.option("--source-lang", default="", metavar="LANG", help="Language of the source, e.g. zh.")
target_language = click.option(
    "--target-lang", default="", metavar="LANG", help="Language of the translation, e.g. en."
)
glossary = click.option(
    "--glossary", "glossaries", multiple=True, metavar="G", help="A glossary file; `none` for none. Default: shipped."
)
dictionary = click.option(
    "--dictionary",
    "dictionaries",
    multiple=True,
    metavar="D",
    help="A dictionary for the alignment: a file, or one that `enface dictionaries` lists; `none` for none.",
)
embeddings = click.option(
    "--embeddings",
    type=PATH,
    metavar="FOLDER",
    help="A language model in a local folder, to align by.",
)
out = click.option("-o", "--out", type=PATH, help="Write here instead of to the screen.")


def prepare_pair(
    source: Path | None,
    target: Path | None,
    source_lang: str,
    target_lang: str,
    glossaries: tuple[str, ...],
    dictionaries: tuple[str, ...],
    encoding: str,
    embeddings: Path | None = None,
) -> Prepared:
    documents: dict[Side, Imported] = {}
    if source is not None:
        documents[Side.SOURCE] = read_file_apart(source, encoding=encoding)
    if target is not None:
        documents[Side.TARGET] = read_file_apart(target, encoding=encoding)
    if not documents:
        raise UserError("nothing-to-import")
    languages = {Side.SOURCE: source_lang, Side.TARGET: target_lang}
    encoder = pipeline.open_encoder(embeddings) if embeddings is not None else None
    rules = pipeline.shipped_rules()
    return pipeline.prepare(documents, languages, rules, glossaries, dictionary_names=dictionaries, encoder=encoder)


def prepare_aligned(
    source: Path | None, target: Path | None, source_lang: str, target_lang: str, alignment: Path, encoding: str
) -> Prepared:
    """The same for a pair that another program has aligned. Raises UserError."""
    paths = {Side.SOURCE: source, Side.TARGET: target}
    documents = {
        side: elsewhere.read_numbered(path, encoding=encoding) for side, path in paths.items() if path is not None
    }
    return elsewhere.prepare(documents, {Side.SOURCE: source_lang, Side.TARGET: target_lang}, alignment)


def tell_drafts(project: Project, words: Words) -> None:
    """Says on stderr what the file may lack: it was copied while it was open, or text was typed and never saved."""
    for notice in project.store.notices:
        if notice.code == "copied-open":
            click.echo(words.notice(notice), err=True)
    offered, _ = recovered(project.store, journal_of(project.store).pending())
    if offered:
        click.echo(words.say("recovered.cli", n=len(offered)), err=True)


def choose_glossaries(words: Words, names: Sequence[str], source: str, target: str) -> tuple[Glossary, ...]:
    """The glossaries a call asks for; rows of them that had to be set aside are told on stderr. Raises UserError."""
    read = pipeline.read_glossaries(names, source, target)
    for imported in read:
        tell_glossary(words, imported)
    return tuple(imported.glossary for imported in read)


def tell_glossary(words: Words, imported: ReadGlossary) -> None:
    """Says on stderr what was set aside on the way in, each row with its reason, and that an encoding is a guess."""
    bad = [fault for fault in imported.faults if not fault.kept]
    for fault in bad[:_SHOWN]:
        click.echo(fault_sentence(words, fault), err=True)
    if imported.set_aside > _SHOWN:
        click.echo(words.say("glossary.terms.more-faults", n=imported.set_aside - len(bad[:_SHOWN])), err=True)
    if imported.set_aside:
        click.echo(words.say("glossary.terms.set-aside", n=imported.set_aside), err=True)
    if imported.elsewhere:
        there = ", ".join(imported.languages)
        click.echo(words.say("glossary.terms.elsewhere", n=imported.elsewhere, there=there), err=True)
    if imported.guessed:
        click.echo(words.say("glossary.terms.encoding-guessed", encoding=imported.encoding), err=True)


def fault_sentence(words: Words, fault: RowFault) -> str:
    """What is wrong with a row of a glossary, with its line."""
    said = words.error(UserError(fault.code, **fault.facts))
    return said if "line" in fault.facts else f"{fault.line}: {said}"


def author() -> str:
    return load_settings(settings_path()).author


def short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def as_json(shape: Any) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=1)


def emit(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text)
    else:
        replace_file(out, (text + "\n").encode("utf-8"))
