"""A structure-aware mutator: sound files with one to four things wrong, the same ones for the same seed and number."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from tests.hostile.seeds import seeds

Dice = random.Random
Change = Callable[[bytes, Dice], bytes]

_MOST = 120_000
"""Bytes of a text or part from which on it is not repeated further: what is bigger is heavy, and read apart."""


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


# Bytes ---------------------------------------------------------------------------------------------------------------

_BITS = (
    b"\0", b"\0" * 40, b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf",
    b"\xf4\x90\x80\x80", b"\xe4\xb8", b"\x1b[31m", b"\x1b$B", b"~{", b"+AGE-", b"\x85", b"\x0b", b"\x0c", b"\r",
    b"\r\n", b"\xe2\x80\xae", b"\xef\xbf\xbe", b"\xf3\xa0\x81\x81", b"\xcc\x81" * 300, b"\xe2\x80\xa8", b"%PDF-",
    b"PK\x03\x04", b"<?xml", b"<html",
)  # fmt: skip


def _span(raw: bytes, dice: Dice, most: int = 200) -> tuple[int, int]:
    start = dice.randrange(len(raw) + 1)
    return start, min(len(raw), start + dice.randrange(most + 1))


def flipped(raw: bytes, dice: Dice) -> bytes:
    out = bytearray(raw)
    for _ in range(dice.choice((1, 3, 20)) if raw else 0):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def cut(raw: bytes, dice: Dice) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def removed(raw: bytes, dice: Dice) -> bytes:
    start, end = _span(raw, dice)
    return raw[:start] + raw[end:]


def repeated(raw: bytes, dice: Dice) -> bytes:
    start, end = _span(raw, dice, dice.choice((2, 20, 200)))
    times = min(dice.choice((2, 50, 3_000, 40_000)), _MOST // max(1, end - start))
    return raw[:start] + raw[start:end] * times + raw[end:] if len(raw) < _MOST else raw


def moved(raw: bytes, dice: Dice) -> bytes:
    start, end = _span(raw, dice)
    rest = raw[:start] + raw[end:]
    to = dice.randrange(len(rest) + 1)
    return rest[:to] + raw[start:end] + rest[to:]


def spoilt(raw: bytes, dice: Dice) -> bytes:
    return _inserted(raw, dice.choice(_BITS), dice)


def recoded(raw: bytes, dice: Dice) -> bytes:
    codec = dice.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "gb18030", "cp037", "hz", "koi8-r"))
    return raw.decode("utf-8", "replace").encode(codec, "ignore")


def _inserted(raw: bytes, piece: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + piece + raw[at:]


_ANY: tuple[Change, ...] = (flipped, cut, removed, repeated, moved, spoilt)

# Markup --------------------------------------------------------------------------------------------------------------

_TAG = re.compile(rb"(<[^>]{0,500}>)")
_VALUE = re.compile(rb'="([^"]{0,200})"')
_VALUES = (
    b"-1", b"0", b"999999999999999999999", b"1e999", b"NaN", b"", b"x" * 5_000, b"\xd9\xa3", "²".encode(), b"&amp;",
    b"../../x", b"2147483648", b"true", b"http://127.0.0.1:9/x",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"urn:x", b"begin",
)  # fmt: skip
_ENTITIES = (
    b"&#0;", b"&#xD800;", b"&#xFFFE;", b"&#x110000;", b"&nope;", b"&x;", b"]]>", b"<![CDATA[x]]>", b"<!--", b"-->",
    b"<?x y?>", b"&#99999999999;", b"<!ENTITY x 'y'>", b"<![CDATA[", b"<x:y/>", b"<script>", b"</p>",
    b"<plaintext>", b"<template>", b"<br>" * 9,
)  # fmt: skip
_HEADS = (
    b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;&a;">]>',
    b'<?xml version="1.0" encoding="UTF-16"?>',
    b'<?xml version="1.0" encoding="UTF-7"?>',
    b'<?xml version="1.0" encoding="punycode"?>',
    b'<?xml version="9.9"?>',
    b'<meta charset="idna">',
    b"\xff\xfe",
    b" \n",
)


def tag_removed(raw: bytes, dice: Dice) -> bytes:
    return _with_token(raw, dice, lambda _: b"")


def tag_repeated(raw: bytes, dice: Dice) -> bytes:
    times = dice.choice((2, 100, 5_000, 30_000))
    return _with_token(raw, dice, lambda token: token * min(times, _MOST // max(1, len(token))))


def element_repeated(raw: bytes, dice: Dice) -> bytes:
    tokens = _TAG.split(raw)
    start = dice.randrange(len(tokens))
    end = min(len(tokens), start + dice.choice((2, 6, 20)))
    piece = b"".join(tokens[start:end])
    times = min(dice.choice((2, 100, 5_000)), _MOST // max(1, len(piece)))
    return b"".join(tokens[:start]) + piece * times + b"".join(tokens[end:])


def tag_moved(raw: bytes, dice: Dice) -> bytes:
    tokens = _TAG.split(raw)
    tokens.insert(dice.randrange(len(tokens)), tokens.pop(dice.randrange(len(tokens))))
    return b"".join(tokens)


def nested(raw: bytes, dice: Dice) -> bytes:
    depth = dice.choice((10, 120, 200, 300, 5_000))

    def wrap(token: bytes) -> bytes:
        name = re.match(rb"<([\w:]+)", token)
        end = b"</" + name[1] + b">" if name else b""
        return (token * depth + end * depth if name else token)[:_MOST]

    return _with_token(raw, dice, wrap)


def value_changed(raw: bytes, dice: Dice) -> bytes:
    found = list(_VALUE.finditer(raw))
    if not found:
        return raw
    match = dice.choice(found)
    return raw[: match.start(1)] + dice.choice(_VALUES) + raw[match.end(1) :]


def attributes_added(raw: bytes, dice: Dice) -> bytes:
    times = dice.choice((1, 30, 8_000))
    many = b"".join(b' a%d="%s"' % (number, dice.choice(_VALUES)[:9]) for number in range(times))
    return _with_token(raw, dice, lambda token: token[:-1] + many + b">" if token.endswith(b">") else token)


def entity_put(raw: bytes, dice: Dice) -> bytes:
    return _inserted(raw, dice.choice(_ENTITIES), dice)


def head_put(raw: bytes, dice: Dice) -> bytes:
    head = dice.choice(_HEADS)
    declaration = re.match(rb"<\?xml[^>]*>", raw)
    at = declaration.end() if declaration and head.startswith(b"<!") else 0
    return raw[:at] + head + raw[at if head.startswith(b"<!") else declaration.end() if declaration else 0 :]


def _with_token(raw: bytes, dice: Dice, change: Callable[[bytes], bytes]) -> bytes:
    tokens = _TAG.split(raw)
    if len(raw) >= _MOST or len(tokens) < 3:
        return raw
    at = dice.randrange(1, len(tokens), 2)
    tokens[at] = change(tokens[at])
    return b"".join(tokens)


_MARKUP: tuple[Change, ...] = (
    tag_removed, tag_repeated, element_repeated, tag_moved, nested, value_changed, attributes_added, entity_put,
    head_put,
)  # fmt: skip

_TEXTS = ("", " ", "x" * 20_000, "\u202e", "中" * 50, "\x85\x9b", "𐀀", "a\u0301" * 2_000, "&<>", "\n\n\t")
_TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "txbxContent",
    "fldChar",
    "pPr",
    "num",
    "style",
)


def _tree_changed(raw: bytes, dice: Dice) -> bytes:
    """A part that is still well-formed, with elements dropped, repeated, moved, wrapped, renamed, or values changed."""
    try:
        root = etree.fromstring(raw)
    except (etree.XMLSyntaxError, ValueError):
        return dice.choice(_MARKUP)(raw, dice)  # broken by an earlier change
    elements = [element for element in root.iter() if element is not root and isinstance(element.tag, str)]
    if not elements:
        return raw
    one, other = dice.choice(elements), dice.choice(elements)
    parent, change = one.getparent(), dice.randrange(7)
    assert parent is not None
    if change == 0:
        parent.remove(one)
    elif change == 1 and len(raw) < _MOST:
        size = max(1, len(etree.tostring(one)))
        for _ in range(min(dice.choice((1, 50, 1_000, 5_000)), _MOST // size)):
            parent.append(deepcopy(one))
    elif change == 2 and one not in other.iterancestors() and one is not other:
        other.append(one)
    elif change == 3:
        for _ in range(dice.choice((1, 50, 150, 400))):
            wrapper = etree.Element(one.tag, {str(name): str(value) for name, value in one.attrib.items()})
            one.addprevious(wrapper)
            wrapper.append(one)
    elif change == 4:
        one.tag = etree.QName(etree.QName(other).namespace, dice.choice(_TAGS)).text
    elif change == 5 and other.attrib:
        name = dice.choice(list(other.attrib))
        one.set(name, dice.choice(_VALUES).decode("utf-8"))
        other.set(name, dice.choice(_VALUES).decode("utf-8"))
    else:
        one.text, one.tail = dice.choice(_TEXTS), dice.choice(_TEXTS)
    encoding = dice.choice(("UTF-8", "UTF-8", "UTF-8", "UTF-16", "GB18030"))
    out = etree.tostring(root, encoding=encoding, standalone=True)
    return out if isinstance(out, bytes) else out.encode("utf-8")


# Packages ------------------------------------------------------------------------------------------------------------

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
        return dice.choice(_ANY)(raw, dice)
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
            change = _tree_changed if dice.random() < 0.6 else dice.choice((*_MARKUP, *_ANY))
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


# Markdown and tables -------------------------------------------------------------------------------------------------

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
    times = min(dice.choice((1, 1, 3, 3, 20, 100, 300, 1_000, 3_000, 50_000)), _MOST // len(piece))
    return _inserted(raw, piece * times, dice) if len(raw) < _MOST else raw


# Projects ------------------------------------------------------------------------------------------------------------

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
    "html": (*_MARKUP, *_MARKUP, *_ANY, recoded),
    "md": (*_ANY, marks_put, marks_put, marks_put, marks_put, recoded),
    "txt": (*_ANY, spoilt, spoilt, recoded, recoded),
    "tsv": (*_ANY, cells_put, cells_put, recoded),
    "csv": (*_ANY, cells_put, cells_put, cells_put, cells_put, recoded),
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
