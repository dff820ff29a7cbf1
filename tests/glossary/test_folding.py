"""Folding: what may vary, and the way back to the original code points."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary.language.folding import fold

EXAMPLES = [
    ("Party", "party"),
    ("“Two Centenary Goals”", '"two centenary goals"'),
    ("people’s", "people's"),
    ("Five–Year", "five-year"),
    ("ＧＤＰ　１４．５％", "gdp 14.5%"),
    ("a \t\n b", "a b"),
    ("a\xa0b", "a b"),
    ("Kauf\xadvertrag", "kaufvertrag"),
    ("cafe\u0301", "café"),
    ("Straße", "straße"),
    ("ΛΌΓΟΣ λόγος", "λόγοσ λόγοσ"),
    ("İzmir", "İzmir"),
    ("省委", "省委"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), EXAMPLES)
def test_folds(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize("text", ["Plain text", "省委书记", "“quoted” – dash", "Ünïcödé"])
def test_a_text_that_keeps_its_length_needs_no_list(text: str) -> None:
    assert fold(text).offsets == range(len(text) + 1)


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("der Kauf\xadvertrag gilt", "kaufvertrag", "Kauf\xadvertrag"),
        ("the  Two   Goals now", "two goals", "Two   Goals"),
        ("un cafe\u0301 noir", "café", "cafe\u0301"),
        ("\ufeffTitle", "title", "Title"),
    ],
)
def test_spans_lead_back(text: str, part: str, original: str) -> None:
    folded = fold(text)
    start = folded.text.index(part)
    span = folded.span(start, start + len(part))
    assert text[span.start : span.end] == original


LETTERS = st.sampled_from("aB ’“\xa0\t\xad\u0301\u200béİßςＡ　省\n-–\U0001f600")


@given(st.text(alphabet=LETTERS) | st.text())
def test_offsets_are_sound(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert all(one <= two for one, two in zip(folded.offsets, folded.offsets[1:], strict=False))
    assert all(0 <= offset <= len(text) for offset in folded.offsets)


@given(st.text(alphabet=LETTERS) | st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@example("BBBB\xad\u0301", 0, 4)
@example("e\u0301\u0301", 0, 1)
@given(st.text(alphabet=LETTERS), st.integers(0, 20), st.integers(0, 20))
def test_a_span_of_the_original_folds_to_the_span_it_came_from(text: str, start: int, length: int) -> None:
    folded = fold(text)
    start = min(start, len(folded.text))
    end = min(start + length, len(folded.text))
    span = folded.span(start, end)
    assert fold(text[span.start : span.end]).text.strip() == folded.text[start:end].strip()
