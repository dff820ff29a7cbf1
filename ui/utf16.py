"""The only converter between code points (the core's unit) and UTF-16 positions (Qt's unit)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

_LAST_OF_BMP = "\uffff"


class Utf16Map:
    """Maps positions in one text: every character beyond U+FFFF takes two UTF-16 units and one code point.

    Positions beyond either end are clamped to it; one inside a surrogate pair belongs to its character's start.
    """

    __slots__ = ("_length", "_wide")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # An ASCII or BMP-only text, nearly every one, needs no table: both units are the same.
        plain = text.isascii() or max(text, default="") <= _LAST_OF_BMP
        self._wide = [] if plain else [index for index, char in enumerate(text) if char > _LAST_OF_BMP]

    @property
    def utf16_length(self) -> int:
        return self._length + len(self._wide)

    def to_utf16(self, code_point: int) -> int:
        """The UTF-16 position of a code point index."""
        position = min(max(code_point, 0), self._length)
        return position + bisect_left(self._wide, position) if self._wide else position

    def to_code_point(self, utf16: int) -> int:
        """The code point index of a UTF-16 position."""
        position = min(max(utf16, 0), self.utf16_length)
        if not self._wide:
            return position
        # The k-th wide character starts at UTF-16 position wide[k] + k and its second half is one further.
        before = bisect_right(range(len(self._wide)), position - 1, key=self._second_half)
        inside = before < len(self._wide) and position == self._second_half(before)
        return position - before - (1 if inside else 0)

    def _second_half(self, index: int) -> int:
        return self._wide[index] + index + 1
