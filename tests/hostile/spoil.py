"""Changes of bytes and of markup: each takes a sound text and dice, and gives it back with one thing wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

Dice = random.Random
Change = Callable[[bytes, Dice], bytes]

MOST = 120_000
"""Bytes of a text or part from which on it is not repeated further: what is bigger is heavy, and read apart."""

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
    times = min(dice.choice((2, 50, 3_000, 40_000)), MOST // max(1, end - start))
    return raw[:start] + raw[start:end] * times + raw[end:] if len(raw) < MOST else raw


def moved(raw: bytes, dice: Dice) -> bytes:
    start, end = _span(raw, dice)
    rest = raw[:start] + raw[end:]
    to = dice.randrange(len(rest) + 1)
    return rest[:to] + raw[start:end] + rest[to:]


def spoilt(raw: bytes, dice: Dice) -> bytes:
    return inserted(raw, dice.choice(_BITS), dice)


def recoded(raw: bytes, dice: Dice) -> bytes:
    codec = dice.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "gb18030", "cp037", "hz", "koi8-r"))
    return raw.decode("utf-8", "replace").encode(codec, "ignore")


def inserted(raw: bytes, piece: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + piece + raw[at:]


ANY: tuple[Change, ...] = (flipped, cut, removed, repeated, moved, spoilt)

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
    return _with_token(raw, dice, lambda token: token * min(times, MOST // max(1, len(token))))


def element_repeated(raw: bytes, dice: Dice) -> bytes:
    tokens = _TAG.split(raw)
    start = dice.randrange(len(tokens))
    end = min(len(tokens), start + dice.choice((2, 6, 20)))
    piece = b"".join(tokens[start:end])
    times = min(dice.choice((2, 100, 5_000)), MOST // max(1, len(piece)))
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
        return (token * depth + end * depth if name else token)[:MOST]

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
    return inserted(raw, dice.choice(_ENTITIES), dice)


def head_put(raw: bytes, dice: Dice) -> bytes:
    head = dice.choice(_HEADS)
    declaration = re.match(rb"<\?xml[^>]*>", raw)
    at = declaration.end() if declaration and head.startswith(b"<!") else 0
    return raw[:at] + head + raw[at if head.startswith(b"<!") else declaration.end() if declaration else 0 :]


def _with_token(raw: bytes, dice: Dice, change: Callable[[bytes], bytes]) -> bytes:
    tokens = _TAG.split(raw)
    if len(raw) >= MOST or len(tokens) < 3:
        return raw
    at = dice.randrange(1, len(tokens), 2)
    tokens[at] = change(tokens[at])
    return b"".join(tokens)


MARKUP: tuple[Change, ...] = (
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


def tree_changed(raw: bytes, dice: Dice) -> bytes:
    """A part that is still well-formed, with elements dropped, repeated, moved, wrapped, renamed, or values changed."""
    try:
        root = etree.fromstring(raw)
    except (etree.XMLSyntaxError, ValueError):
        return dice.choice(MARKUP)(raw, dice)  # broken by an earlier change
    elements = [element for element in root.iter() if element is not root and isinstance(element.tag, str)]
    if not elements:
        return raw
    one, other = dice.choice(elements), dice.choice(elements)
    parent, change = one.getparent(), dice.randrange(7)
    assert parent is not None
    if change == 0:
        parent.remove(one)
    elif change == 1 and len(raw) < MOST:
        size = max(1, len(etree.tostring(one)))
        for _ in range(min(dice.choice((1, 50, 1_000, 5_000)), MOST // size)):
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
