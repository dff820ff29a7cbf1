"""Expressions typed by people: a time-out for each text, and every fault of theirs in words."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest

from app.errors import UserError
from app.model import BlockId
from app.review.search import Query, find
from app.words import load_words

LONG = [(BlockId(1), "a" * 5_000 + "!")]


def refusal(query: Query, texts: list[tuple[BlockId, str]] = LONG) -> str:
    with pytest.raises(UserError) as caught:
        list(find(query, texts))
    assert load_words().error(caught.value)
    return caught.value.code


@pytest.mark.parametrize("typed", ["(a+)+$", r"(a|aa)+$", r"(.*)*,", r"(a*)*b", r"((a+)*)*b"])
def test_an_expression_that_would_run_for_ever_is_stopped(typed: str) -> None:
    # Either found to match nothing, or stopped; without a limit it would be longer than the world will last.
    began = time.process_time()
    with suppress(UserError):
        assert not list(find(Query(typed, regex=True), LONG))
    assert time.process_time() - began < 20


def test_an_honest_but_slow_one_is_told() -> None:
    assert refusal(Query(r"(?:a|a|aa)+?(?:a|aa)+?(?:a|aa)+?\d", regex=True)) == "slow-expression"


def test_other_threads_run_while_one_searches() -> None:
    turns: list[int] = []
    searching = threading.Thread(target=lambda: refusal(Query(r"(?:a|a|aa)+?(?:a|aa)+?\d", regex=True)))
    searching.start()
    while searching.is_alive():
        turns.append(1)
        time.sleep(0)
    assert len(turns) > 100  # with the interpreter held, one or two


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("(", "bad-expression"),
        ("[", "bad-expression"),
        (r"\1", "bad-expression"),
        (r"\N{NOPE}", "bad-expression"),
        ("(" * 500, "bad-expression"),
        ("a" * 501, "search-too-long"),
    ],
)
def test_expressions_that_are_none(typed: str, code: str) -> None:
    assert refusal(Query(typed, regex=True)) == code


@pytest.mark.parametrize("replacement", [r"\2", r"\g<name>", "\\", r"\g<1"])
def test_replacements_that_do_not_fit(replacement: str) -> None:
    assert refusal(Query("(a)", replacement, regex=True)) == "bad-replacement"


def test_plain_words_may_be_anything_up_to_a_length() -> None:
    assert len(list(find(Query("(" * 500), [(BlockId(1), "(" * 500)]))) == 1
    assert refusal(Query("-" * 2_000)) == "search-too-long"


@pytest.mark.parametrize(
    ("found", "made", "kept"),
    [
        ("cat", "dog", "dog"),
        ("Cat", "dog", "Dog"),
        ("CAT", "dog", "DOG"),
        ("cat", "Dog", "Dog"),
        ("A", "the", "The"),
        ("12", "twelve", "twelve"),
        ("“Cat", "“dog", "“dog"),
        ("ÉTAT", "pays", "PAYS"),
        ("临溪", "linxi", "linxi"),
        ("Cat", "", ""),
    ],
)
def test_the_case_is_kept(found: str, made: str, kept: str) -> None:
    (match,) = find(Query(found, made, keep_case=True), [(BlockId(1), f"x {found} y")])
    assert match.replacement == kept
