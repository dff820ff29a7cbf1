"""What a project called things before is offered for the same words; what stands everywhere is not."""

from __future__ import annotations

import time

import pytest

from app.errors import Cancelled
from app.review.earlier import remember
from app.tasks import Task

PAIRS = [
    ("临溪市召开会议。", "The city of Linxi held a meeting."),
    ("市商务局局长讲话。", "The head of the Municipal Bureau of Commerce spoke."),
    ("代表参观了学校。", "The delegates visited a school."),
    ("市商务局将完成任务。", "The Municipal Bureau of Commerce will finish the task."),
    ("企业去年新增三家。", "Three companies were new last year."),
    ("大家照相。", "Everybody had a picture taken."),
    ("学校和医院都很大。", "The school and the hospital are large."),
    ("新闻发布了。", "The news was published."),
]
GERMAN = [
    ("The committee approved the budget.", "Der Ausschuss billigte den Haushaltsplan."),
    ("The committee rejected the report.", "Der Ausschuss lehnte den Bericht ab."),
    ("A dog barked.", "Ein Hund bellte."),
    ("The budget grew.", "Der Haushaltsplan wuchs."),
    ("It rained.", "Es regnete."),
    ("We slept.", "Wir schliefen."),
]


@pytest.mark.parametrize(
    ("pairs", "source", "offered"),
    [
        (PAIRS, "请市商务局注意。", ["Municipal Bureau of Commerce"]),
        (PAIRS, "新的学校。", ["school"]),
        (PAIRS, "没有什么。", []),
        (GERMAN, "Is the budget ready?", ["Haushaltsplan"]),
        (GERMAN, "the committee", ["Ausschuss"]),
        ([(target, source) for source, target in PAIRS], "A school", ["学校"]),
        ([], "市商务局", []),
    ],
)
def test_what_is_offered(pairs: list[tuple[str, str]], source: str, offered: list[str]) -> None:
    assert remember(pairs).offers(source)[:1] == offered


def test_a_row_teaches_nothing_about_itself() -> None:
    assert "school" not in remember(PAIRS[:3]).offers(PAIRS[2][0])


def test_a_text_with_one_side_teaches_nothing() -> None:
    assert not remember([("市商务局", ""), ("", "Bureau"), ("市商务局", " ")])


def test_it_stops_when_asked() -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        remember(PAIRS, task)


def test_what_stands_everywhere_is_no_rendering() -> None:
    offers = remember([*PAIRS, ("局长来了。", "The Mayor came."), ("局长走了。", "The Mayor went.")]).offers(
        "局长说话。"
    )
    assert offers == ["Mayor"]


def test_long_and_equal_texts_cost_little() -> None:
    pairs = [("市" * 5_000, "word " * 5_000)] * 20 + [("学校" * 300, "school " * 300)] * 20
    began = time.process_time()
    earlier = remember(pairs)
    earlier.offers("学校市" * 2_000)
    assert time.process_time() - began < 20
