"""Corpora that were aligned elsewhere: two texts numbered as the other program numbered them, and the links it made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app import pipeline
from app.align.formats import Link, NumberedText, read_alignment, read_document, read_links
from app.errors import UserError
from app.model import Alignment, Bead, Imported, ImportedBlock, Shape, Side
from app.pipeline import Prepared
from app.readers import clean_characters, file_bytes, read_file_apart


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
    imported = read_file_apart(path, encoding=encoding)
    texts = [block.text for block in imported.blocks]
    if imported.format != "txt":
        return Numbered(imported, NumberedText(path.name, texts), tuple(range(len(texts))))
    lines = lines_of(imported.text)
    by_line = {block.locator.path: n for n, block in enumerate(imported.blocks)}
    return Numbered(
        imported, NumberedText(path.name, lines), tuple(by_line.get(f"line[{n}]") for n in range(len(lines)))
    )


def lines_of(text: str) -> list[str]:
    """The lines as they stand, blank ones too; a line end at the very end closes the last line, it opens none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def opened(path: Path, source: NumberedText, target: NumberedText, format: str = "") -> Alignment:
    """The alignment of a file, with the confidence that it gives itself, 1 where it gives none. Raises UserError."""
    return read_alignment(path.name, file_bytes(path), source, target, format)


def links(path: Path, source: NumberedText, target: NumberedText, format: str = "") -> list[Link]:
    """The links of a file as they stand there: what an alignment is compared with. Raises UserError."""
    return read_links(path.name, file_bytes(path), source, target, format)


def prepared(source: Numbered, target: Numbered, alignment: Alignment, given: Mapping[Side, str]) -> Prepared:
    """What a project is made of: a row for each bead, as it is given; blank lines are in none."""
    documents = {Side.SOURCE: source.imported, Side.TARGET: target.imported}
    if not any(imported.blocks for imported in documents.values()):
        raise UserError("no-text", file=", ".join(imported.name for imported in documents.values()))
    beads = (
        Bead(_blocks(source, bead.source), _blocks(target, bead.target), bead.confidence) for bead in alignment.beads
    )
    kept = tuple(bead for bead in beads if bead.source or bead.target)
    languages = pipeline.detect_languages(documents, given)
    return Prepared(documents, languages, {}, Alignment(kept, alignment.trusted, alignment.note))


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
