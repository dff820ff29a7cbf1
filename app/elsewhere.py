"""Corpora that were aligned elsewhere: two texts numbered as the other program numbered them, and the links it made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app import pipeline
from app.align import judge
from app.align.formats import Link, NumberedText, read_alignment, read_document, read_links
from app.errors import UserError
from app.model import Alignment, Bead, Imported, ImportedBlock, Shape, Side, Units
from app.pipeline import Prepared
from app.readers import clean_characters, file_bytes, read_file_apart
from app.tasks import Task


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text, its units, and the block of each: None for a blank line, which has a number but no block."""

    imported: Imported
    text: NumberedText
    blocks: tuple[int | None, ...]


def read_numbered(path: Path, *, encoding: str = "") -> Numbered:
    """A text by the units that aligners count: the lines of a plain text, blank ones too; the elements with ids of an
    XML document (InterText); else its paragraphs. Raises UserError."""
    if path.suffix.lower() == ".xml":
        return _read_xml(path)
    return numbered(read_file_apart(path, encoding=encoding))


def numbered(imported: Imported) -> Numbered:
    """The same for a text that has been read."""
    texts = [block.text for block in imported.blocks]
    if imported.format != "txt":
        return Numbered(imported, NumberedText(imported.name, texts), tuple(range(len(texts))))
    lines = lines_of(imported.text)
    by_line = {block.locator.path: n for n, block in enumerate(imported.blocks)}
    blocks = tuple(by_line.get(f"line[{n}]") for n in range(len(lines)))
    return Numbered(imported, NumberedText(imported.name, lines), blocks)


def lines_of(text: str) -> list[str]:
    """The lines as they stand, blank ones too; a line end at the very end closes the last line, it opens none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def opened(path: Path, source: NumberedText, target: NumberedText, format: str = "") -> Alignment:
    """The alignment of a file, with the confidence that it gives itself, 1 where it gives none. Raises UserError."""
    return read_alignment(path.name, file_bytes(path), source, target, format)


def judged(
    found: Alignment,
    source: NumberedText,
    target: NumberedText,
    languages: Mapping[Side, str],
    task: Task | None = None,
) -> Alignment:
    """The same links, each with the chance our own aligner gives it: where to look first in a corpus from elsewhere."""
    return judge(
        source.units,
        target.units,
        found.beads,
        source_language=languages.get(Side.SOURCE, ""),
        target_language=languages.get(Side.TARGET, ""),
        lexicon=pipeline.lexicon_of(
            (),
            Units(source.units, languages.get(Side.SOURCE, "")),
            Units(target.units, languages.get(Side.TARGET, "")),
            (),
        ),
        task=task,
    )


def links(path: Path, source: NumberedText, target: NumberedText, format: str = "") -> list[Link]:
    """The links of a file as they stand there: what an alignment is compared with. Raises UserError."""
    return read_links(path.name, file_bytes(path), source, target, format)


def prepare(
    documents: Mapping[Side, Imported | Numbered],
    given_languages: Mapping[Side, str],
    alignment: Path,
    *,
    task: Task | None = None,
) -> Prepared:
    """What a project is made of: a row for each link of the file, as it is given; blank lines are in none.

    Raises UserError, Cancelled when the task is.
    """
    if len(documents) < len(Side):
        raise UserError("alignment-needs-both", name=alignment.name)
    source, target = (
        document if isinstance(document, Numbered) else numbered(document)
        for document in (documents[Side.SOURCE], documents[Side.TARGET])
    )
    imported = {Side.SOURCE: source.imported, Side.TARGET: target.imported}
    if not any(each.blocks for each in imported.values()):
        raise UserError("no-text", file=", ".join(each.name for each in imported.values()))
    languages = pipeline.detect_languages(imported, given_languages)
    given = opened(alignment, source.text, target.text)
    found = judged(given, source.text, target.text, languages, task)
    beads = (Bead(_blocks(source, bead.source), _blocks(target, bead.target), bead.confidence) for bead in found.beads)
    kept = tuple(bead for bead in beads if bead.source or bead.target)
    return Prepared(imported, languages, {}, Alignment(kept, found.trusted, found.note))


def _blocks(numbered: Numbered, units: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(block for unit in units if (block := numbered.blocks[unit]) is not None)


def _read_xml(path: Path) -> Numbered:
    raw = file_bytes(path)
    document = read_document(raw, path.name)
    texts = [clean_characters(text)[0].strip() for text in document.texts]
    blocks: list[ImportedBlock] = []
    numbers: list[int | None] = []
    for text, begins in zip(texts, document.begins, strict=True):
        numbers.append(len(blocks) if text else None)
        if text:
            blocks.append(ImportedBlock(text, Shape(gap=int(begins and bool(blocks)))))
    imported = Imported(path.name, "txt", raw, "", tuple(blocks))
    return Numbered(imported, NumberedText(path.name, texts, document.ids), tuple(numbers))
