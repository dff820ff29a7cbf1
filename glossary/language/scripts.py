"""Which scripts write spaces, and where a word may begin or end."""

from __future__ import annotations

import re
import unicodedata

_UNSPACED = frozenset({"zh", "yue", "wuu", "ja", "th", "lo", "km", "my"})
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "nn", "no", "fi", "hu", "et", "is", "lb", "af"})

# Han with radicals and 〇々, bopomofo, kana.
CJK_RANGES = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Thai, Lao, Myanmar, Khmer write no spaces either; Hangul does, but glues its particles to the word.
UNDIVIDED_RANGES = CJK_RANGES + "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\uac00-\ud7a3"
# Vowel signs and accents that are written as characters of their own: parts of a word, though no letters.
MARK_RANGES = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff"

_CJK = re.compile(f"[{CJK_RANGES}]")
_UNDIVIDED = re.compile(f"[{UNDIVIDED_RANGES}]")


def primary(language: str) -> str:
    """The primary subtag, lower case: ``zh`` of ``zh-Hans-CN``."""
    return re.split("[-_]", language, maxsplit=1)[0].lower()


def writes_spaces(language: str) -> bool:
    """Whether words of the language stand apart; true where nothing is known."""
    return primary(language) not in _UNSPACED


def joins_words(language: str) -> bool:
    """Whether the language glues nouns together (Miet + Vertrag), so that a term may be half of a word."""
    return primary(language) in _COMPOUNDING


def is_cjk(char: str) -> bool:
    return bool(_CJK.match(char))


def is_undivided(char: str) -> bool:
    """Whether a word may begin or end on either side of the character."""
    return bool(_UNDIVIDED.match(char))


def is_boundary(text: str, at: int) -> bool:
    """Whether a word may begin or end before code point ``at``: not where letter or digit meets letter or digit,
    but anywhere beside a character of a script without spaces."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return True
    return not (_in_word(before) and _in_word(after)) or is_undivided(before) or is_undivided(after)


def is_bounded(text: str, start: int, end: int) -> bool:
    """Whether the span is made of whole words."""
    return is_boundary(text, start) and is_boundary(text, end)


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
