"""What kind of change an edit is: a table of texts before and after."""

from __future__ import annotations

import pytest

from app.model import Span
from app.review.classify import EditClass as C
from app.review.classify import Stretch, classify, stretches


@pytest.mark.parametrize(
    ("before", "after", "classes"),
    [
        ("The same.", "The same.", []),
        ("", "A first text.", [C.FIRST]),
        ("13 companies", "12 companies", [C.NUMBER]),
        ("worth 1,200 yuan", "worth 1.200 yuan", [C.NUMBER]),
        ("共有十二家企业", "共有十三家企业", [C.NUMBER]),
        ("共有12家企业", "共有13家企业", [C.NUMBER]),
        ("Wait ,please", "Wait, please", [C.PUNCTUATION]),
        ("He said “no”.", "He said 'no'.", [C.PUNCTUATION]),
        ("会议结束,散会。", "会议结束，散会。", [C.PUNCTUATION]),
        ("the central bank", "the Central Bank", [C.SPELLING]),
        ("They recieved it", "They received it", [C.SPELLING]),
        ("the the end", "the end", [C.WORDING]),
        ("It rose.", "It rose in the first half.", [C.ADDITION]),
        ("It rose in the first half.", "It rose.", [C.OMISSION]),
        ("会议在北京举行。", "会议举行。", [C.OMISSION]),
        ("He went in 12 days", "He went in days", [C.OMISSION]),
        ("a big house", "a large house", [C.WORDING]),
        ("a cat", "a dog", [C.WORDING]),
        ("All of it", "", [C.OMISSION]),
        ("12 men go home", "13 men went home !", [C.NUMBER, C.PUNCTUATION, C.WORDING]),
    ],
)
def test_changes_have_classes(before: str, after: str, classes: list[C]) -> None:
    assert list(classify(before, after)) == classes


@pytest.mark.parametrize(
    ("after", "term", "classes"),
    [
        ("the Trade Office met", "Trade Office", [C.TERM]),
        ("the Trade Office met", "met", [C.WORDING]),
    ],
)
def test_a_change_in_a_term_is_one_of_terms(after: str, term: str, classes: list[C]) -> None:
    place = Span(after.index(term), after.index(term) + len(term))
    assert list(classify("the Commerce Bureau met", after, [place])) == classes


def test_what_went_beside_a_new_term_belongs_to_it() -> None:
    after = "the Double-Eight Strategy must go on"
    assert list(classify("Strategy 8-8 must go on", after, [Span(4, 25)])) == [C.TERM]


def test_stretches_say_what_went_what_came_and_where() -> None:
    assert list(stretches("one two three", "one 2 three more")) == [
        Stretch("two", "2", Span(4, 5)),
        Stretch("", " more", Span(11, 16)),
    ]
