"""A structure-aware mutator: sound files with one to four things wrong, the same ones for the same seed and number."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from tests.hostile.seeds import seeds
from tests.hostile.spoil import (
    ANY,
    MARKUP,
    MOST,
    Change,
    Dice,
    cut,
    flipped,
    inserted,
    recoded,
    removed,
    spoilt,
    tree_changed,
)


class Mutant(NamedTuple):
    name: str
    raw: bytes


def mutant(kind: str, seed: int, number: int) -> Mutant:
    """The ``number``-th mutant of a kind; the name is what the file is called."""
    dice = random.Random(f"{seed}/{kind}/{number}")
    raw = dice.choice(seeds(kind))
    if kind == "docx":
        raw = _mutated_package(raw, dice)
    else:
        for _ in range(dice.choice((1, 1, 2, 4))):
            raw = dice.choice(_CHANGES[kind])(raw, dice)
    return Mutant(f"mutant-{number}.{kind}", raw)


_NAMES = (
    "../../evil", "/etc/x", "C:\\x", "a\\b", "word/Document.xml", "x" * 4_000, "", "\u202edocx",
    "[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "a\nb\x1b[31m", "word/", "content.xml",
)  # fmt: skip
# Signature, offset of the field behind it, and its form: flags, method, CRC, sizes, counts, offsets, lengths of names.
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_FIELDS = (
    *((_LOCAL, offset, "<H") for offset in (4, 6, 8, 26, 28)),
    *((_LOCAL, offset, "<I") for offset in (14, 18, 22)),
    *((_CENTRAL, offset, "<H") for offset in (6, 8, 10, 28, 30, 32, 34)),
    *((_CENTRAL, offset, "<I") for offset in (16, 20, 24, 42)),
    *((_END, offset, "<H") for offset in (4, 6, 8, 10, 20)),
    *((_END, offset, "<I") for offset in (12, 16)),
)
_METHODS = (zipfile.ZIP_DEFLATED,) * 30 + (zipfile.ZIP_STORED,) * 8 + (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_NUMBERS = (0, 1, 2, 8, 9, 12, 14, 97, 99, 0x800, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)


def _mutated_package(raw: bytes, dice: Dice) -> bytes:
    where = dice.random()
    if where < 0.15:
        return dice.choice(ANY)(raw, dice)
    if where < 0.35:
        for _ in range(dice.choice((1, 2, 4))):
            raw = _field_changed(raw, dice)
        return raw
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(dice.choice((1, 1, 2, 4))):
        if where < 0.45:
            entries = _entries_changed(entries, dice)
        else:
            at = dice.randrange(len(entries))
            name, part = entries[at]
            change = tree_changed if dice.random() < 0.6 else dice.choice((*MARKUP, *ANY))
            entries[at] = name, change(part, dice)
    return _packed(entries, dice)


def _field_changed(raw: bytes, dice: Dice) -> bytes:
    signature, offset, form = dice.choice(_FIELDS)
    places = [match.start() for match in re.finditer(re.escape(signature), raw)]
    places = places if dice.random() < 0.3 else dice.sample(places, min(1, len(places)))
    out = bytearray(raw)
    for place in places:
        if place + offset + 4 <= len(out):
            struct.pack_into(
                form, out, place + offset, dice.choice(_NUMBERS) & (0xFFFF if form == "<H" else 0xFFFFFFFF)
            )
    return bytes(out)


def _entries_changed(entries: Sequence[tuple[str, bytes]], dice: Dice) -> list[tuple[str, bytes]]:
    out = list(entries)
    one, other = dice.randrange(len(out)), dice.randrange(len(out))
    change = dice.randrange(6)
    if change == 0:
        out.insert(one, out[other])
    elif change == 1 and len(out) > 1:
        del out[one]
    elif change == 2:
        out[one] = dice.choice(_NAMES), out[one][1]
    elif change == 3:
        out[one], out[other] = (out[one][0], out[other][1]), (out[other][0], out[one][1])
    elif change == 4:
        out.append((dice.choice(_NAMES), out[one][1]))
    else:
        out += [(f"word/media/{number}", b"") for number in range(dice.choice((50, 6_000)))]
    return out


def _packed(entries: Sequence[tuple[str, bytes]], dice: Dice) -> bytes:
    out = io.BytesIO()
    method = dice.choice(_METHODS)
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands there twice is the point
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


_MARKS = (
    b"> ", b"- ", b"1. ", b"[", b"](", b"![", b"|", b"`", b"```\n", b"~~~\n", b"*a **a ", b"<a ", b"<!--",
    b"[x]: <", b'[x]: y "', b"\\", b"    ", b"\t", b"# ", b"---\n", b"|-|\n", b"a\n", b"&amp;", b"<div>\n", b"  \n",
    b"\n\n", b"=\n", b"- > ", b"1)\n",
)  # fmt: skip
_CELLS = (
    b'"', b'""', b",", b";", b"\t", b"|", b"\\|", b"{", b"{n}", b" || ", b"\\", b"=1+1", b"\n", b"\r\n", b"#",
    b"source,target\n", "甲,a\n".encode(), "甲,a,preferred,b|c,d\n".encode(), b",,,,,,,,", b"x" * 30_000, b"yes",
    b"status",
)  # fmt: skip


def marks_put(raw: bytes, dice: Dice) -> bytes:
    return _many(raw, _MARKS, dice)


def cells_put(raw: bytes, dice: Dice) -> bytes:
    return _many(raw, _CELLS, dice)


def _many(raw: bytes, pieces: tuple[bytes, ...], dice: Dice) -> bytes:
    piece = b"".join(dice.choice(pieces) for _ in range(dice.choice((1, 1, 2, 3))))
    times = min(dice.choice((1, 1, 3, 3, 20, 100, 300, 1_000, 3_000, 50_000)), MOST // len(piece))
    return inserted(raw, piece * times, dice) if len(raw) < MOST else raw


_PAGE = 4_096


def page_zeroed(raw: bytes, dice: Dice) -> bytes:
    at = dice.randrange(max(1, len(raw) // _PAGE)) * _PAGE
    return raw[:at] + bytes(min(_PAGE, len(raw) - at)) + raw[at + _PAGE :]


def pages_swapped(raw: bytes, dice: Dice) -> bytes:
    pages = [raw[at : at + _PAGE] for at in range(0, len(raw), _PAGE)]
    one, other = dice.randrange(len(pages)), dice.randrange(len(pages))
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def header_lied(raw: bytes, dice: Dice) -> bytes:
    """Page size, versions, text encoding, sizes and counts stand in the first hundred bytes."""
    out = bytearray(raw)
    for _ in range(dice.choice((1, 2))):
        at = dice.randrange(16, 97)
        if at < len(out):
            out[at] = dice.choice((0, 1, 2, 3, 0x7F, 0xFF, dice.randrange(256)))
    return bytes(out)


def schema_changed(raw: bytes, dice: Dice) -> bytes:
    """Words of the schema, kept at their length so that the pages stay sound."""
    words = (
        b"blocks",
        b"revisions",
        b"INTEGER",
        b"TEXT",
        b"NOT NULL",
        b"CREATE",
        b"TRIGGER",
        b"changesets",
        b"settings",
    )
    word = dice.choice(words)
    return raw.replace(word, bytes(dice.choice(b"abcXYZ ") for _ in word), dice.choice((1, -1)))


_CHANGES: dict[str, tuple[Change, ...]] = {
    "html": (*MARKUP, *MARKUP, *ANY, recoded),
    "md": (*ANY, marks_put, marks_put, marks_put, marks_put, recoded),
    "txt": (*ANY, spoilt, spoilt, recoded, recoded),
    "tsv": (*ANY, cells_put, cells_put, recoded),
    "csv": (*ANY, cells_put, cells_put, cells_put, cells_put, recoded),
    "enface": (
        flipped,
        flipped,
        cut,
        removed,
        page_zeroed,
        page_zeroed,
        pages_swapped,
        header_lied,
        header_lied,
        schema_changed,
    ),
}
