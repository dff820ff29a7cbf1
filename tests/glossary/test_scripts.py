"""Scripts, spaces and word boundaries."""

from __future__ import annotations

import pytest

from glossary.language.scripts import is_bounded, is_cjk, is_undivided, joins_words, primary, writes_spaces


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh", False), ("zh-Hans-CN", False), ("ja", False), ("th", False), ("ko", True), ("en", True), ("", True)],
)
def test_writes_spaces(language: str, expected: bool) -> None:
    assert writes_spaces(language) is expected


@pytest.mark.parametrize(("language", "expected"), [("zh_Hant", "zh"), ("de-AT", "de"), ("EN", "en"), ("", "")])
def test_primary(language: str, expected: str) -> None:
    assert primary(language) == expected


@pytest.mark.parametrize(("language", "expected"), [("de-DE", True), ("nl", True), ("en", False), ("zh", False)])
def test_joins_words(language: str, expected: bool) -> None:
    assert joins_words(language) is expected


@pytest.mark.parametrize(
    ("char", "cjk", "undivided"),
    [("省", True, True), ("の", True, True), ("𠀀", True, True), ("ก", False, True), ("한", False, True),
     ("a", False, False), ("я", False, False), ("，", False, False), ("1", False, False)],
)  # fmt: skip
def test_kinds_of_characters(char: str, cjk: bool, undivided: bool) -> None:
    assert (is_cjk(char), is_undivided(char)) == (cjk, undivided)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("the party met", "party", True),
        ("the parties met", "part", False),
        ("counterparty", "party", False),
        ("Strategy 8-8", "8", True),
        ("COVID19", "COVID", False),
        ("省委书记", "省委", True),
        ("A股市场", "A", True),
        ("APP下载", "AP", False),
        ("हिन्दी", "हिन्द", False),
    ],
)
def test_bounded(text: str, part: str, expected: bool) -> None:
    start = text.index(part)
    assert is_bounded(text, start, start + len(part)) is expected
