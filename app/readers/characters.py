"""Characters that no text needs and that break stores and exports later: cleaned once, at the border.

Removed: C0 and C1 controls except tab and line ends, DEL, lone surrogates, noncharacters (U+FDD0-FDEF, U+FFFE and
U+FFFF of every plane). Vertical tab, form feed and NEL separate words, so they become a space. Zero-width characters,
soft hyphens and bidi marks stay: they can be meant, and cleaning proposes them.
"""

from __future__ import annotations

import re

_PLANE_ENDS = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
UNWANTED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + _PLANE_ENDS
"""What is cleaned, as the inside of a regular expression's character class."""
_UNWANTED = re.compile(f"[{UNWANTED}]")
_LINE_END = re.compile("\r\n?")
_SEPARATORS = "\x0b\x0c\x85"


def clean_characters(text: str) -> tuple[str, int]:
    """Makes a typed, pasted or imported text safe to store and export, and tells how many characters were cleaned.

    CRLF and CR become LF; that is not counted.
    """
    text = _LINE_END.sub("\n", text) if "\r" in text else text
    return _UNWANTED.subn(_cleaned, text)


def _cleaned(match: re.Match[str]) -> str:
    return " " if match.group() in _SEPARATORS else ""
