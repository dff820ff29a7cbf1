"""The MQM score: tables of errors and what they weigh."""

from __future__ import annotations

import pytest

from app.model import Severity
from app.review.score import Error, Length, Scale, dump_scale, load_scale, measure, score

MINOR = Error("style", Severity.MINOR)
MAJOR = Error("accuracy", Severity.MAJOR)
CRITICAL = Error("accuracy", Severity.CRITICAL)
NEUTRAL = Error("style", Severity.NEUTRAL)


@pytest.mark.parametrize(
    ("errors", "words", "penalty", "per_thousand", "value", "passed"),
    [
        ([], 500, 0, 0, 100, True),
        ([NEUTRAL] * 9, 500, 0, 0, 100, True),
        ([MINOR], 1000, 1, 1, 99.9, True),
        ([MAJOR] * 4, 1000, 20, 20, 98, True),
        ([MAJOR] * 4 + [MINOR], 1000, 21, 21, 97.9, False),
        ([CRITICAL], 250, 25, 100, 90, False),
        ([CRITICAL] * 10, 100, 250, 2500, 0, False),
    ],
)
def test_errors_weigh_by_severity_and_length(
    errors: list[Error], words: int, penalty: float, per_thousand: float, value: float, passed: bool
) -> None:
    found = score(errors, Length(words, "words"), Scale())
    assert (found.errors, found.penalty) == (len(errors), penalty)
    assert found.per_thousand == pytest.approx(per_thousand)
    assert found.value == pytest.approx(value)
    assert found.passed is passed


def test_no_text_is_neither_good_nor_bad() -> None:
    found = score([MAJOR], Length(0, "words"), Scale())
    assert (found.penalty, found.per_thousand, found.value, found.passed) == (5, None, None, None)


def test_a_project_weighs_as_it_likes() -> None:
    scale = Scale({Severity.MINOR: 2.0, Severity.MAJOR: 10.0}, {"accuracy": 3.0}, 90.0)
    found = score([MINOR, MAJOR, CRITICAL], Length(1000, "words"), scale)
    assert (found.penalty, found.passed) == (32, True)


@pytest.mark.parametrize(
    ("language", "texts", "amount", "unit"),
    [
        ("en", ["Two words.", "It’s well-known"], 4, "words"),
        ("zh", ["会议在北京举行。"], 7, "characters"),
        ("zh-Hans", ["会议"], 2, "characters"),
        ("ja", ["会議です"], 4, "characters"),
        ("", [], 0, "words"),
    ],
)
def test_length_is_in_what_the_language_is_counted_by(language: str, texts: list[str], amount: int, unit: str) -> None:
    assert measure(texts, language) == Length(amount, unit)


def test_a_scale_is_kept_and_read_again() -> None:
    scale = Scale({**Scale().severities, Severity.MINOR: 0.5}, {"style": 0.0, "accuracy": 2.0}, 95.5)
    assert load_scale(dump_scale(scale)) == scale


@pytest.mark.parametrize(
    "stored",
    [
        "", "{", "[]", "null", '"x"',
        '{"severities": 3, "categories": [1], "pass_mark": "high"}',
        '{"severities": {"major": -1, "huge": 9, "minor": true}, "pass_mark": 101}',
        '{"severities": {"major": NaN, "minor": Infinity}, "pass_mark": NaN}',
    ],
)  # fmt: skip
def test_an_odd_scale_has_the_defaults(stored: str) -> None:
    assert load_scale(stored) == Scale()
