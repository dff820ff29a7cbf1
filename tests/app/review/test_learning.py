"""A replacement made twice by hand: what is learned from it, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.model import BlockId
from app.review.learning import Change, Lesson, entered, learn, replacements, shared_source, standing
from glossary.model import Glossary, Scope, Status, Term

S, D = "Strategy 8-8", "Double-Eight Strategy"

PAIRS = [
    (f"Implement the {S} now.", f"Implement the {D} now.", (S, D)),
    ("The village revival goes on.", "The rural vitalization goes on.", ("village revival", "rural vitalization")),
    ("a new concept of development", "a new philosophy of development", ("concept", "philosophy")),
    ("推动农村复兴工作", "推动乡村振兴工作", ("农村复", "乡村振")),
    ("the CCP leads", "the CPC leads", ("CCP", "CPC")),
]
NONE = [
    ("one text", "one text"),
    ("a text", "the text"),
    ("12 items", "13 items"),
    ("the party", "the Party"),
    ("one text", "one more text"),
    ("one more text", "one text"),
    ("推动农业", "推动工业"),
    ("First. Then", "Before, later"),
    ("word " * 40, "term " * 40),
]


@pytest.mark.parametrize(("before", "after", "pair"), PAIRS)
def test_what_was_replaced(before: str, after: str, pair: tuple[str, str]) -> None:
    assert pair in list(replacements(before, after))


@pytest.mark.parametrize(("before", "after"), NONE)
def test_what_is_no_replacement_of_terms(before: str, after: str) -> None:
    assert list(replacements(before, after)) == []


def change(number: int, source: str, before: str, after: str) -> Change:
    return Change(BlockId(number), source, before, after)


def lessons(changes: list[Change], texts: list[Change]) -> tuple[Lesson, ...]:
    """What the changes teach where the other texts are as they always were."""
    edited = {one.block for one in changes}
    rest = [change(one.block, one.source, one.after, one.after) for one in texts if one.block not in edited]
    return learn([*changes, *rest]).lessons


FIRST = change(1, "要践行八八战略。", f"Follow the {S}.", f"Follow the {D}.")
SECOND = change(2, "践行“八八战略”，", f"The {S} first", f"The {D} first")
LEFT = change(3, "八八战略好", f"{S} is good, {S} is right", f"{S} is good, {S} is right")
ELSEWHERE = change(4, "别的", f"{S} of another kind", f"{S} of another kind")
TEXTS = [FIRST, SECOND, LEFT, ELSEWHERE]


def test_a_replacement_made_twice_is_offered() -> None:
    (lesson,) = lessons([FIRST, SECOND], TEXTS)
    assert (lesson.source, lesson.forbidden, lesson.preferred) == ("八八战略", S, D)
    assert lesson.places == (1, 2)
    assert [(place.block, place.span) for place in lesson.others] == [(3, (0, 12)), (3, (22, 34))]


@pytest.mark.parametrize(
    "changes",
    [
        [FIRST],
        [FIRST, change(1, FIRST.source, FIRST.before, FIRST.after)],
        [FIRST, change(2, "完全不同", SECOND.before, SECOND.after)],
        [FIRST, change(2, SECOND.source, f"The {S} first", "The Eight-Eight Plan first")],
        [],
    ],
)
def test_what_is_not_made_twice_beside_one_source_is_not(changes: list[Change]) -> None:
    assert lessons(changes, TEXTS) == ()


def test_without_a_source_the_words_are_enough() -> None:
    changes = [change(one.block, "", one.before, one.after) for one in (FIRST, SECOND)]
    texts = [change(one.block, "", one.before, one.after) for one in TEXTS]
    (lesson,) = lessons(changes, texts)
    assert (lesson.source, [place.block for place in lesson.others]) == ("", [3, 3, 4])
    concept = lesson.concept("learned-1")
    assert concept.source == ()
    assert concept.target[1].scope is Scope.ANYWHERE


def test_a_lesson_is_an_entry_of_a_glossary() -> None:
    concept = lessons([FIRST, SECOND], TEXTS)[0].concept("learned-1")
    assert (concept.source[0].text, concept.preferred) == ("八八战略", D)
    assert [(term.text, term.scope) for term in concept.targets(Status.FORBIDDEN)] == [(S, Scope.BESIDE)]


@pytest.mark.parametrize(
    ("old", "new", "text", "count"),
    [
        ("bureau", "office", "Bureau, bureau, bureaus", 2),
        ("CPC Committee", "Provincial CPC Committee", "the Provincial CPC Committee and the CPC Committee", 1),
        ("农村复兴", "乡村振兴", "推动农村复兴工作", 1),
        ("bureau", "office", "", 0),
    ],
)
def test_where_the_old_form_still_stands(old: str, new: str, text: str, count: int) -> None:
    assert len(list(standing(old, new, text))) == count


def test_the_old_form_stands_in_the_plural_too() -> None:
    text = "Two party committees and a party committee"
    found = [text[slice(*span)] for span in standing("Party committee", "Party group", text, "en")]
    assert found == ["party committee", "party committees"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["Der Kaufvertrag gilt", "ein Kaufvertrag war"], "Kaufvertrag"),
        (["Kaufverträge", "Kaufvertrag"], ""),
        (["推动乡村振兴。", "乡村振兴，很好"], "乡村振兴"),
        (["甲", "乙"], ""),
        ([], ""),
    ],
)
def test_what_sources_share(sources: list[str], expected: str) -> None:
    assert shared_source(sources) == expected


def test_the_cost_grows_with_the_project(growth: Callable[[Callable[[int], object], int], float]) -> None:
    def work(count: int) -> object:
        texts = [change(n, f"八八战略第{n}", f"text {n} of {S} here", f"text {n} of {D} here") for n in range(count)]
        return learn(texts)

    assert growth(work, 200) < 24


def test_a_lesson_that_a_glossary_has_is_entered() -> None:
    (lesson,) = lessons([FIRST, SECOND], TEXTS)
    concept = lesson.concept("1")
    assert entered([lesson], [Glossary("own", "zh", "en", (concept,))]) == {lesson}
    assert entered([lesson], [Glossary("own", "zh", "en", (replace(concept, source=(Term("别的"),)),))]) == set()
    assert entered([lesson], [Glossary("own", "zh", "en", (replace(concept, target=concept.target[:1]),))]) == set()


def test_an_edit_is_compared_once() -> None:
    first = learn([FIRST, SECOND])
    told = dict.fromkeys(first.read, (("one", "two"),))
    assert [lesson.forbidden for lesson in learn([FIRST, SECOND], replace(first, read=told)).lessons] == ["one"]
    assert learn([LEFT], first).read == {}
