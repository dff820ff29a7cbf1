"""What is looked at first, so that dear patterns are spared, misses nothing that they would find."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from app.check.comparison import has_gap
from app.check.facts import language_facts
from app.check.headlines import _SENTENCES
from app.check.lengths import letters
from app.check.spacing import _TOUCHING
from app.check.text import _TWICE, _TWO_MARKS

MARKS = st.text('aB1 ,.;:)(“”"%-$€\n\t，。x中 ', max_size=9)


@settings(max_examples=400, deadline=None)
@given(MARKS)
def test_gaps_are_those_of_one_pattern(text: str) -> None:
    plain = re.compile(
        r"[^\W_][\"”]? +[,.;)](?!\d)|(?![.!?:\"”)] {2,}[A-ZÀ-Þ])\S {2,}\S|[(“]\s|(?<![\d\s])\s%|, ,|^\s*[.)] "
        r"|\w-(?=[\s,;.)])(?! and\b| or\b)|[$€£¥] ?(?=[a-z])"
    )
    assert has_gap(text) is (plain.search(text) is not None)


@settings(max_examples=400, deadline=None)
@given(MARKS)
def test_marks_that_stand_twice_are_two_marks(text: str) -> None:
    assert not _TWICE.search(text) or _TWO_MARKS.search(text)


@settings(max_examples=400, deadline=None)
@given(st.text("aZé1² .!?”中ß٣_\n", max_size=12))
def test_what_is_looked_for_from_its_middle_is_found_where_it_was(text: str) -> None:
    for quick, plain in ((_TOUCHING, r"\d[^\W\d_]|[a-z](?=\d)"), (_SENTENCES, r"(?<=\w{3})[.!?]\S?\s+[^\W\d_a-z]")):
        assert (quick.search(text) is None) is (re.search(plain, text) is None)


@settings(max_examples=400, deadline=None)
@given(st.text())
def test_letters_are_counted_as_one_by_one(text: str) -> None:
    assert letters(text, language_facts("en")) == sum(map(str.isalpha, text))
