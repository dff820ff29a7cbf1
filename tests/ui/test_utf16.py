"""Code points and UTF-16: the texts that break tools."""

from __future__ import annotations

import pytest

from ui.utf16 import Utf16Map

TEXTS = [
    "",
    "plain",
    "党的十九届五中全会",
    "a😀b",
    "😀",
    "😀😀x😀",
    "𠀀𠮷野家 and 𪚥",  # CJK extension B
    "e\u0301 n\u0303 \u0915\u094d\u0937",  # combining marks
    "👩‍👩‍👧‍👦 family",  # joined by U+200D
    "🇨🇳🇬🇧",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_position_agrees_with_the_codec(text: str) -> None:
    positions = Utf16Map(text)
    assert positions.utf16_length == len(text.encode("utf-16-le")) // 2
    for index in range(len(text) + 1):
        expected = len(text[:index].encode("utf-16-le")) // 2
        assert positions.to_utf16(index) == expected
        assert positions.to_code_point(expected) == index


def test_a_position_inside_a_pair_is_its_character() -> None:
    positions = Utf16Map("a😀b😀")
    assert [positions.to_code_point(position) for position in range(7)] == [0, 1, 1, 2, 3, 3, 4]


@pytest.mark.parametrize("text", ["abc", "a😀"])
def test_positions_outside_are_clamped(text: str) -> None:
    positions = Utf16Map(text)
    assert (positions.to_utf16(-5), positions.to_code_point(-5)) == (0, 0)
    assert positions.to_utf16(99) == positions.utf16_length
    assert positions.to_code_point(99) == len(text)
