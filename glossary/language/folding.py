"""Folding for comparison: what a typist may vary without meaning anything else, and the way back to the original.

Case, full width, curly quotes, dashes, odd spaces and invisible characters go; words, marks and order stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary.language.signs import Signs
from glossary.model import Span

_SINGLE_QUOTES = "‘’‚‛′＇`´ʼ"
_DOUBLE_QUOTES = "“”„‟″＂"
_HYPHENS = "‐‑‒–—―−﹘﹣－"
_SPACES = "\t\n\r\v\f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
_SIGNS = Signs(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_SPACES, " ")
    | {"ς": "σ"}
)
_REMEMBERED = 16
_PIECE = re.compile(
    "[\xad\u200b-\u200f\u2060\ufeff]"
    "|\\s[\\s\xad\u200b-\u200f\u2060\ufeff]*"
    "|.[\u0300-\u036f\u3099\u309a\xad\u200b-\u200f\u2060\ufeff]*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Folded:
    """``offsets[i]`` is the place in the original of folded code point ``i``; one more entry stands for the end."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The original's span of a folded one."""
        return Span(self.offsets[start], self.offsets[end])


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> Folded:
    """Folds a text. No length changes in nearly all texts, and then ``offsets`` is a mere range.

    The last few are remembered: terms, patterns and the census each fold both sides of a row.
    """
    if text.isascii():
        plain = text.lower() if text.isprintable() else _SIGNS.change(text.lower())
    else:
        # Small letters add one sign of the table only: the other small sigma.
        plain = _SIGNS.change(text).lower().replace("ς", "σ")
        if len(plain) != len(text) or _INVISIBLE.search(text) or not unicodedata.is_normalized("NFC", plain):
            return _fold_piecewise(text)
    if "  " in plain:
        return _fold_piecewise(text)
    return Folded(plain, range(len(text) + 1))


def _fold_piecewise(text: str) -> Folded:
    folded: list[str] = []
    offsets: list[int] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece[0].isspace():
            plain = " "
        elif _INVISIBLE.match(piece):
            continue
        else:
            plain = _fold_cluster(piece)
        folded.append(plain)
        offsets += _places(piece, match.start(), len(plain))
    offsets.append(len(text))
    return Folded("".join(folded), offsets)


def _places(piece: str, start: int, count: int) -> list[int]:
    """Where the folded code points of a piece stand in the original: a mark that composed is part of the first one,
    the marks that were left over keep their own places."""
    seen = [start + i for i, char in enumerate(piece) if not _INVISIBLE.match(char)]
    return seen[:1] + seen[len(seen) - count + 1 :] if count > 1 else seen[:1]


def _fold_cluster(cluster: str) -> str:
    plain = unicodedata.normalize("NFC", _SIGNS.change(_INVISIBLE.sub("", cluster)))
    # A letter whose small form is longer (İ) stays as it is: offsets matter more.
    return _SIGNS.change("".join(char.lower() if len(char.lower()) == 1 else char for char in plain))
