"""What is said to be misspelt, and all that is not: terms, names, code, capitals, other scripts, the other English."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import pipeline
from app.check import CheckContext, CheckRow, run_checks
from app.spelling import load_speller
from glossary.model import Concept, Glossary, Status, Term
from tests.app.spelled import ENGLISH, make_dictionary


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> CheckContext:
    speller = load_speller("en", [make_dictionary(tmp_path_factory.mktemp("dictionary"))])
    assert speller is not None
    concept = Concept("1", (Term("市商务局"),), (Term("Muncipal Bureu", Status.PREFERRED),))
    return pipeline.context_for([Glossary("", "zh", "en", (concept,))], "zh", "en", speller)


def found(context: CheckContext, target: str, source: str = "会议") -> list[str]:
    """The words that are said to be misspelt."""
    findings = run_checks([CheckRow(0, source, target)], context, checks=["spelling"])
    return [target[span.start : span.end] for finding in findings for span in finding.target]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("The city recieve the word.", ["recieve"]),
        ("the mtg of a hte, teh", ["mtg", "hte", "teh"]),
        ("The meetings of the mayor", []),
        ("Teh meeting was in Bejing.", ["Teh"]),
        ("Writting and writing", ["Writting"]),
        ("Linxi held a meeting in Zhejiang with Voss.", []),
        ("The NATO mtgs was OK; iPhone, eBay, McDonald.", ["mtgs"]),
        ("See http://exmaple.com/teh, teh@exmaple.com, www.exmaple.com and exmaple.com", []),
        ("{{nmae}} %(nmae)s #NMAE# {nmae} <spna class='hte'>the</spna> [nmae] ${nmae}", []),
        ("the 3rd, 12th, 20kg, teh2", []),
        ("the colour, to organise, a naïve mayor", []),
        ("don’t, don't, the mayor's, the mayors’", []),
        ("the мэр of 临溪 and the Bürgermeister", []),
        ("the Muncipal Bureu and muncipal word", []),
        ("xq of ab", []),
        ("the doog", []),
    ],
)
def test_words(context: CheckContext, target: str, words: list[str]) -> None:
    # A few plain words that the tiny dictionary has not are no matter: the lists of word forms know them.
    assert [word for word in found(context, target) if word not in ("doog", "See", "to")] == words


def test_words_of_the_source_are_right(context: CheckContext) -> None:
    assert found(context, "the weltanschauung, Xqz", "die Weltanschauung xqz") == []
    assert found(context, "the weltanschauungg") == ["weltanschauungg"]


def test_a_slip_that_lists_of_forms_know_is_found_all_the_same(context: CheckContext) -> None:
    assert found(context, "the word occured") == ["occured"]


def test_without_dictionaries_only_a_long_word_is_told_that_is_one_slip_away() -> None:
    assert found(pipeline.context_for((), "zh", "en"), "Teh recieve mtg") == ["recieve"]


def test_chinese_is_left_alone(tmp_path: Path) -> None:
    speller = load_speller("en", [make_dictionary(tmp_path)])
    assert found(pipeline.context_for((), "en", "zh", speller), "会议 teh") == []


def test_german_writes_nouns_with_capitals(tmp_path: Path) -> None:
    folder = make_dictionary(tmp_path, "de_DE", ("Bürgermeister", "der", "kam", "Versammlung"))
    context = pipeline.context_for((), "zh", "de", load_speller("de", [folder]))
    assert found(context, "der Bürgermiester kam, Linxi, der Versamlung") == ["Bürgermiester", "Versamlung"]


def test_a_survey_keeps_the_dictionaries(context: CheckContext) -> None:
    assert context.spelling is not None
    assert context.spelling.may_be_right(ENGLISH[0], begins=False)
    assert pipeline.with_speller(context, None).spelling is None
