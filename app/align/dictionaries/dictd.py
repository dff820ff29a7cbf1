"""The format of the dictd server, in which FreeDict's dictionaries are packaged: an index beside a text of entries.

``NAME.index`` has a line ``headword<TAB>offset<TAB>length`` for each entry, the numbers in base 64, most significant
digit first (dictfmt(1)); ``NAME.dict`` or ``NAME.dict.dz`` (dictzip, which is gzip) holds the entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from app.align.dictionaries.packed import LINE, unpacked
from app.errors import UserError

SUFFIXES = (".index", ".dict", ".dict.dz")
ENTRIES = 2_000_000
ENTRY_BYTES = 100_000
_DIGITS = MappingProxyType(
    {char: n for n, char in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
)
_NUMBER = 8
"""Digits that a number of an index may have: 2 to the power of 48 bytes."""
_ABOUT = ("00database", "00-database")
# What follows the headword: sounds /…/, grammar <…>, remarks […] and (…).
_HEAD_END = re.compile(r"\s+[/<\[(]")
_SENSE = re.compile(r"\d+\. ")
# WikDict numbers the definitions of a sense too, and the first of these numbers stands behind the translations.
_STRAY_NUMBER = re.compile(r"\s+\d+\.$")
_ASIDE = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|/[^/]*/|\{[^}]*\}|…|\.\.+")
_BETWEEN = re.compile(r"[,;]")
_LONGEST = 60


def dictd_stem(path: Path) -> str:
    """The dictionary's name if the path is one of its files, else ""."""
    return next((path.name.removesuffix(suffix) for suffix in SUFFIXES if path.name.endswith(suffix)), "")


def read_dictd(path: Path, wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, str]]:
    """The pairs of a dictionary, given any of its files; only headwords that are wanted, where that is said.

    Raises UserError; entries that say nothing are passed over.
    """
    stem = dictd_stem(path)
    index = path.with_name(f"{stem}.index")
    text = path.with_name(f"{stem}.dict.dz")
    if not text.exists():
        text = path.with_name(f"{stem}.dict")
    for part in (index, text):
        if not part.is_file():
            raise UserError("dictionary-part-missing", name=path.name, part=part.name)
    places = _places(index)
    data = unpacked(text)
    for start, size in sorted(places):
        if start + size > len(data):
            raise UserError("dictionary-parts-differ", name=index.name, part=text.name)
        yield from entry_pairs(data[start : start + size].decode("utf-8", "replace"), wanted)


def entry_pairs(entry: str, wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, str]]:
    """Headword and translations of an entry as FreeDict's converters write it.

    The first line is the headword. Numbered lines that begin at the margin are the translations of its senses; where
    none is numbered the first line below the headword is; what else stands there explains, or points elsewhere.
    """
    head, _, body = entry.partition("\n")
    if len(head) > LINE:
        return
    word = _ASIDE.sub("", _HEAD_END.split(head, maxsplit=1)[0]).strip()
    if not word or len(word) > _LONGEST or (wanted is not None and not wanted(word)):
        return
    lines = [line for line in body.split("\n") if line.strip() and len(line) <= LINE]
    senses = [line for line in lines if _SENSE.match(line)] or [line for line in lines[:1] if _translates(line)]
    found = dict.fromkeys(part for line in senses for part in _parts(line))
    yield from ((word, part) for part in found)


def _translates(line: str) -> bool:
    return not line.startswith("  ") and not line.lstrip().startswith(("see:", "Note:", "Synonym", "->"))


def _parts(line: str) -> Iterator[str]:
    """The translations of a line, without their grammar and remarks."""
    plain = _STRAY_NUMBER.sub("", _ASIDE.sub(" ", _SENSE.sub("", line, count=1)).strip())
    for part in _BETWEEN.split(plain):
        if (said := " ".join(part.split())) and len(said) <= _LONGEST and any(char.isalnum() for char in said):
            yield said


def _places(index: Path) -> set[tuple[int, int]]:
    """Where the entries are; several headwords may share one. Raises UserError with the line that is no entry."""
    try:
        lines = unpacked(index).decode("utf-8").split("\n")
    except UnicodeDecodeError as fault:
        raise UserError("dictionary-unreadable", name=index.name) from fault
    if len(lines) > ENTRIES:
        raise UserError("dictionary-too-long", name=index.name, limit=ENTRIES)
    places: set[tuple[int, int]] = set()
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r").split("\t")
        if cells == [""] or cells[0].startswith(_ABOUT):
            continue
        if len(cells) < 3:
            raise UserError("dictionary-index-broken", name=index.name, line=number)
        start, size = (_number(cell) for cell in islice(cells, 1, 3))
        if start < 0 or not size >= 0:
            raise UserError("dictionary-index-broken", name=index.name, line=number)
        if size <= ENTRY_BYTES:
            places.add((start, size))
    return places


def _number(digits: str) -> int:
    """A number of an index, -1 for what is none."""
    value = 0
    if not 0 < len(digits) <= _NUMBER:
        return -1
    for char in digits:
        digit = _DIGITS.get(char)
        if digit is None:
            return -1
        value = value * 64 + digit
    return value
