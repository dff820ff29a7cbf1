"""What is seen of a unit: its end, whether somebody speaks, whether it goes on from the last one."""

from __future__ import annotations

import pytest

from app.align.traits import COLON, CRY, FULL, OPEN_END, QUESTION, TRAIL, traits_of


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        ("It rained.", FULL), ("下雨了。", FULL), ("“It rained.”", FULL), ("Why?", QUESTION), ("为什么？”", QUESTION),
        ("Go!", CRY), ("He said:", COLON), ("他说：", COLON), ("And then…", TRAIL), ("And then...", TRAIL),
        ("A heading", OPEN_END), ("", OPEN_END),
    ],
)  # fmt: skip
def test_how_a_unit_ends(unit: str, end: int) -> None:
    assert traits_of([unit], "").ends.tolist() == [end]


@pytest.mark.parametrize(
    ("units", "opens", "inside"),
    [
        (["“Yes.", "No.”", "He left."], [True, False, False], [True, False, False]),
        (["“好。", "不好。”", "他走了。"], [True, False, False], [True, False, False]),
        (["„Ja.", "Nein.“", "Er ging."], [True, False, False], [True, False, False]),
        (["»Ja.", "Nein.«", "Er ging."], [True, False, False], [True, False, False]),
        (["« Oui.", "Non. »", "Il partit."], [True, False, False], [True, False, False]),
        (['"Yes.', 'No."', "He left."], [True, False, False], [True, False, False]),
        (["'Yes.", "I don't.'", "He left."], [True, False, False], [True, False, False]),
        (["– Igen.", "Elment.", "Vége."], [True, False, False], [False, False, False]),
        (["It's the dogs' house.", "He left.", "Good."], [False] * 3, [False] * 3),
    ],
)
def test_who_speaks(units: list[str], opens: list[bool], inside: list[bool]) -> None:
    traits = traits_of(units, "")
    assert (traits.opens.tolist(), traits.inside.tolist()) == (opens, inside)


def test_a_forgotten_closing_mark_does_not_turn_the_text_inside_out() -> None:
    traits = traits_of(["“Yes.", *["He left."] * 20, "“No.”"], "")
    assert not traits.inside[3:].any()


@pytest.mark.parametrize(
    ("unit", "language", "goes_on"),
    [("But he left.", "en", True), ("Butter melts.", "en", False), ("但是他走了。", "zh", True),
     ("他走了。", "zh", False), ("“Aber nein.", "de", True), ("But he left.", "xx", False)],
)  # fmt: skip
def test_connectives(unit: str, language: str, goes_on: bool) -> None:
    assert traits_of([unit], language).connects.tolist() == [goes_on]


def test_sentences_and_clauses_are_counted() -> None:
    traits = traits_of(["One, two; three. Four!", "一，二。三！四"], "")
    assert traits.sentences.tolist() == [2, 2]
    assert traits.clauses.tolist() == [2, 1]
