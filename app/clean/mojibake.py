"""Text that was written in UTF-8 and read in a one-byte encoding, turned back where the result is beyond doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.model import Span

_UTF8 = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
_RUN = re.compile(r"[^\x00-\x7f]+")
# Alone these are what really turns up: accents, quotes and dashes, full-width marks, emoji.
_COMMON = re.compile(r"[\u00a0-\u00ff\u2010-\u2026\u2030\u2039\u203a\u20ac\u2122\u3000-\u3020\uff00-\uffee\ufeff]")
# A closing quotation mark whose last byte no Western encoding has, and which was dropped.
_CUT_QUOTE = re.compile(r"â€(?=[ ,.;:!?)\]]|$)")
_FLANKED = re.compile(r"[\u0100-\u017f]")


def repaired(text: str) -> Iterator[tuple[Span, str]]:
    """Yields the stretches that read well once their bytes are decoded as UTF-8, with what they say."""
    yield from _western(text)
    yield from _cyrillic(text)
    if "â€œ" in text:
        for hit in _CUT_QUOTE.finditer(text):
            yield Span(*hit.span()), "”"


def _western(text: str) -> Iterator[tuple[Span, str]]:
    for span, decoded in _decodings(text, "cp1252"):
        new = decoded
        while inner := list(_decodings(new, "cp1252")):
            at, again = inner[0]
            new = new[: at.start] + again + new[at.end :]
        if _clean(new) or (_FLANKED.fullmatch(new) and _inside_word(text, span)):
            yield span, new.replace("\ufeff", "")


def _cyrillic(text: str) -> Iterator[tuple[Span, str]]:
    found = [
        (span, new)
        for span, new in _decodings(text, "cp1251")
        if all("\u0400" <= char <= "\u04ff" or _COMMON.match(char) for char in new)
    ]
    # One pair may be a real word's end; three in a row are not, and vouch for the rest of the paragraph.
    if any(len(new) >= 3 and new.isalpha() for _, new in found):
        yield from found


def _decodings(text: str, encoding: str) -> Iterator[tuple[Span, str]]:
    for run in _RUN.finditer(text):
        data = bytes(_byte(char, encoding) for char in run.group())
        for hit in _UTF8.finditer(data):
            try:
                decoded = hit.group().decode("utf-8")
            except UnicodeDecodeError:
                continue
            yield Span(run.start() + hit.start(), run.start() + hit.end()), decoded


def _byte(char: str, encoding: str) -> int:
    """The byte a character was read from; 0 (which ends a sequence) if it cannot have been."""
    if "\x80" <= char <= "\x9f":
        return ord(char)
    try:
        return char.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _clean(new: str) -> bool:
    if not all(char.isprintable() or char in "\u00a0\u00ad\ufeff\u3000" for char in new):
        return False
    rest = [char for char in new if not _COMMON.match(char) and char < "\U0001f000"]
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in rest}
    return not rest or (len(rest) >= 2 and len(scripts) == 1 and scripts <= _SCRIPTS)


_SCRIPTS = frozenset(
    ("CJK", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LATIN")
)


def _inside_word(text: str, span: Span) -> bool:
    return span.start > 0 and text[span.start - 1].isalpha() and text[span.end : span.end + 1].isalpha()
