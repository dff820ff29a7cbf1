"""The commands round the aligner: align two texts or open an alignment made elsewhere, and name the dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import elsewhere, pipeline
from app.align import Lexicon
from app.align.dictionaries import found_dictionaries
from app.align.formats import GIVEN, WRITTEN, NumberedText, ids_for, write_alignment, write_document
from app.align.score import Score, bead_set, score
from app.cli import inout
from app.cli.inout import as_json, emit
from app.cli.shapes import alignment_shape, score_shape
from app.elsewhere import lines_of, read_numbered
from app.errors import UserError
from app.files import replace_file
from app.model import Alignment, Side, Units
from app.readers import read_file_apart
from app.words import Words

if TYPE_CHECKING:
    from app.align.embedding import Encoder

FORMATS = ("text", "json", *WRITTEN)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be aligned, and with what help."""

    source: Path
    target: Path
    languages: dict[Side, str]
    level: str
    glossaries: tuple[str, ...]
    dictionaries: tuple[str, ...]
    embeddings: Path | None

    def help(self, words: Words, ours: Units, theirs: Units) -> tuple[Lexicon, Encoder | None]:
        chosen = inout.choose_glossaries(words, self.glossaries, ours.language, theirs.language)
        lexicon = pipeline.lexicon_of(chosen, ours, theirs, self.dictionaries)
        return lexicon, pipeline.open_encoder(self.embeddings) if self.embeddings is not None else None


@dataclass(frozen=True, slots=True)
class _Aligned:
    """An alignment and the units it counts; ``languages`` of the source and of the target."""

    alignment: Alignment
    source: NumberedText
    target: NumberedText
    languages: tuple[str, str]


@click.command()
@click.argument("source", type=inout.PATH)
@click.argument("target", type=inout.PATH)
@inout.source_language
@inout.target_language
@click.option("--level", type=click.Choice(["paragraph", "sentence"]), default="sentence")
@click.option("--lines", is_flag=True, help="Each line is one unit already: no cleaning, no splitting.")
@inout.dictionary
@inout.glossary
@inout.embeddings
@click.option("--from", "given", type=inout.PATH, help="An alignment made elsewhere, to be opened instead of made.")
@click.option("--from-format", type=click.Choice(GIVEN), default=None, help="Its format, if it is guessed wrong.")
@click.option("--compare", "gold", type=inout.PATH, help="An alignment to score by: precision, recall and F1.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text")
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
    dictionaries: tuple[str, ...],
    glossaries: tuple[str, ...],
    embeddings: Path | None,
    given: Path | None,
    from_format: str | None,
    gold: Path | None,
    format_: str,
    out: Path | None,
) -> int:
    """Align two texts, paragraph by paragraph or sentence by sentence, or open their alignment from a file."""
    languages = {Side.SOURCE: source_lang, Side.TARGET: target_lang}
    asked = _Asked(source, target, languages, level, glossaries, dictionaries, embeddings)
    if given is not None:
        found = _opened(asked, given, from_format or "", judged=format_ in ("json", "text"))
    else:
        found = _by_lines(words, asked) if lines else _by_pieces(words, asked)
    if gold is None or out is not None:
        _write(words, found, format_, out)
    if gold is not None:
        _compare(words, found, gold, format_)
    if not found.alignment.trusted:
        click.echo(words.say(found.alignment.note), err=True)
    return 0


@click.command()
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def dictionaries(words: Words, format_: str) -> int:
    """Name the dictionaries found on this machine, for --dictionary."""
    found = found_dictionaries()
    if format_ == "json":
        shapes = [
            {"name": d.name, "languages": list(d.languages), "path": str(d.path), "automatic": d.automatic}
            for d in found
        ]
        emit(as_json({"dictionaries": shapes}), None)
        return 0
    for one in found:
        note = f"  ({words.say('cli.dictionary-automatic')})" if one.automatic else ""
        click.echo(f"{one.name:24} {'-'.join(one.languages):8} {one.path}{note}")
    if not found:
        click.echo(words.say("cli.no-dictionaries"))
    return 0


def _opened(asked: _Asked, given: Path, format_: str, *, judged: bool) -> _Aligned:
    ours, theirs = read_numbered(asked.source), read_numbered(asked.target)
    spoken = pipeline.detect_languages({Side.SOURCE: ours.imported, Side.TARGET: theirs.imported}, asked.languages)
    alignment = elsewhere.opened(given, ours.text, theirs.text, format_)
    if judged:
        alignment = elsewhere.judged(alignment, ours.text, theirs.text, spoken)
    return _Aligned(alignment, ours.text, theirs.text, (spoken[Side.SOURCE], spoken[Side.TARGET]))


def _by_lines(words: Words, asked: _Asked) -> _Aligned:
    documents = {
        side: read_file_apart(path, format="txt") for side, path in zip(Side, (asked.source, asked.target), strict=True)
    }
    spoken = pipeline.detect_languages(documents, asked.languages)
    ours, theirs = (Units(lines_of(documents[side].text), spoken[side]) for side in Side)
    lexicon, encoder = asked.help(words, ours, theirs)
    alignment = pipeline.align_units(ours, theirs, {}, lexicon, encoder=encoder)
    return _aligned(alignment, asked, ours, theirs, ours.texts, theirs.texts)


def _by_pieces(words: Words, asked: _Asked) -> _Aligned:
    documents = {Side.SOURCE: read_file_apart(asked.source), Side.TARGET: read_file_apart(asked.target)}
    spoken = pipeline.detect_languages(documents, asked.languages)
    units = {side: pipeline.units_of(document, spoken[side]) for side, document in documents.items()}
    found = pipeline.propose_cleaning(units, pipeline.shipped_rules())
    litter = {side: pipeline.litter_of(proposals) for side, proposals in found.items()}
    ours, theirs = units[Side.SOURCE], units[Side.TARGET]
    lexicon, encoder = asked.help(words, ours, theirs)
    if asked.level == "paragraph":
        alignment = pipeline.align_units(ours, theirs, litter, lexicon, encoder=encoder)
        return _aligned(alignment, asked, ours, theirs, ours.texts, theirs.texts)
    alignment, one, two = pipeline.align_sentences(ours, theirs, litter, lexicon, encoder=encoder)
    return _aligned(alignment, asked, ours, theirs, one, two)


def _aligned(
    alignment: Alignment, asked: _Asked, ours: Units, theirs: Units, one: Sequence[str], two: Sequence[str]
) -> _Aligned:
    texts = NumberedText(asked.source.name, one), NumberedText(asked.target.name, two)
    return _Aligned(alignment, *texts, (ours.language, theirs.language))


def _write(words: Words, found: _Aligned, format_: str, out: Path | None) -> None:
    if format_ == "json":
        emit(as_json(alignment_shape(found.alignment, words)), out)
    elif format_ == "text":
        emit(_readable(found), out)
    elif format_ == "intertext" and out is not None:
        _write_intertext(words, found, out)
    else:
        emit(write_alignment(format_, found.alignment, found.source, found.target).rstrip("\n"), out)


def _write_intertext(words: Words, found: _Aligned, out: Path) -> None:
    """The alignment and, where the texts are no documents with ids, such documents beside it."""
    versions = found.languages if found.languages[0] != found.languages[1] else ("source", "target")
    texts = []
    for text, version, side in zip((found.source, found.target), versions, Side, strict=True):
        if text.ids:
            texts.append(text)
            continue
        path = out.with_name(f"{out.name.removesuffix('.xml')}.{version or side.value}.xml")
        ids = ids_for(len(text.units))
        _write_new(path, write_document(text.units, ids).encode("utf-8"))
        click.echo(words.say("cli.exported", file=str(path)), err=True)
        texts.append(NumberedText(path.name, text.units, ids))
    emit(write_alignment("intertext", found.alignment, texts[0], texts[1]).rstrip("\n"), out)


def _write_new(path: Path, data: bytes) -> None:
    """Writes a file that nobody named, so another one of this name stays. Raises UserError ``beside-exists``."""
    try:
        known = path.read_bytes() if path.exists() else data
    except OSError:
        known = b""
    if known != data:
        raise UserError("beside-exists", name=str(path))
    replace_file(path, data)


def _compare(words: Words, found: _Aligned, gold: Path, format_: str) -> None:
    links = elsewhere.links(gold, found.source, found.target)
    ours = bead_set((bead.source, bead.target) for bead in found.alignment.beads)
    theirs = bead_set((link.source, link.target) for link in links)
    scores = {name: score(ours, theirs, strict=name == "strict") for name in ("strict", "lax")}
    if format_ == "json":
        emit(as_json({name: score_shape(each) for name, each in scores.items()}), None)
    else:
        emit("\n".join(_score_line(words, name, each) for name, each in scores.items()), None)


def _score_line(words: Words, name: str, found: Score) -> str:
    shown = {key: f"{value:.3f}" for key, value in score_shape(found).items()}
    return words.say(f"cli.score-{name}", **shown)


def _readable(found: _Aligned) -> str:
    rows = []
    for bead in found.alignment.beads:
        ours = " ".join(found.source.units[i] for i in bead.source) or "—"
        theirs = " ".join(found.target.units[i] for i in bead.target) or "—"
        rows.append(f"{len(bead.source)}:{len(bead.target)}  {bead.confidence:.2f}  {ours}\n           {theirs}")
    return "\n".join(rows)
