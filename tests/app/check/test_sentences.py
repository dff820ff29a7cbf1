"""A sentence that was added, said twice or left out, in documents of even lengths."""

from __future__ import annotations

import pytest

from app.check import CheckRow, run_checks
from app.check.facts import language_facts
from app.check.sentences import divided
from tests.app.check.test_checks import context

GERMAN = "Die Fähre verkehrt im Winter nur an Werktagen und bei ruhiger See."
ENGLISH = "In winter the ferry runs on working days only and in calm seas."
TWO = f"{GERMAN} Fahrkarten sind an Bord und am Hafen erhältlich."
BOTH = f"{ENGLISH} Tickets are on sale on board and at the harbour."


def found(source: str, target: str, languages: str = "de-en", usual: int = 40) -> list[tuple[str, str]]:
    """The codes of coverage in the last row, with the text that each points to."""
    rows = [CheckRow(row, GERMAN, ENGLISH) for row in range(usual)]
    if languages == "zh-en":
        rows = [CheckRow(row, "冬季渡轮只在工作日和海面平静时运行。", ENGLISH) for row in range(usual)]
    rows.append(CheckRow(usual, source, target))
    ours, theirs = languages.split("-")
    findings = run_checks(rows, context(ours, theirs), checks=["addition", "omission"])
    return [
        (one.code, target[slice(*one.target[0])] if "addition" in one.code else source[slice(*one.source[0])])
        for one in findings
        if one.row == usual
    ]


@pytest.mark.parametrize(
    ("source", "target", "languages", "expected"),
    [
        (GERMAN, f"{ENGLISH} The captain is a former fisherman.", "de-en",
         [("addition-sentence", "The captain is a former fisherman.")]),
        ("冬季渡轮只在工作日和海面平静时运行。", f"{ENGLISH} The captain is a former fisherman.", "zh-en",
         [("addition-sentence", "The captain is a former fisherman.")]),
        (GERMAN, f"{ENGLISH} The ferry only runs on weekdays in the winter, in calm seas.", "de-en",
         [("addition-twice", "The ferry only runs on weekdays in the winter, in calm seas.")]),
        (TWO, BOTH, "de-en", []),
        (GERMAN, "In winter the ferry runs on working days only. It needs calm seas.", "de-en", []),
        (TWO, f"{ENGLISH[:-1]}, and tickets are on sale on board and at the harbour.", "de-en", []),
        (TWO, ENGLISH, "de-en", [("omission-sentence", "Fahrkarten sind an Bord und am Hafen erhältlich.")]),
        (f"{GERMAN} {GERMAN}", f"{ENGLISH} {ENGLISH}", "de-en", []),
        (GERMAN, "In winter Dr. Ole E. Berg runs the ferry on working days only and in calm seas.", "de-en", []),
    ],
)  # fmt: skip
def test_sentences(source: str, target: str, languages: str, expected: list[tuple[str, str]]) -> None:
    assert found(source, target, languages) == expected


def test_what_is_said_twice_needs_no_document() -> None:
    again = "The ferry only runs on weekdays in the winter, in calm seas."
    assert found(GERMAN, f"{ENGLISH} {again}", usual=0) == [("addition-twice", again)]
    assert found(GERMAN, f"{ENGLISH} The captain is a former fisherman.", usual=0) == []


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("One. Two! Three? Four", "en", 4),
        ("He met Dr. Berg on 3 May. It rained.", "en", 2),
        ("Am 3. Mai kam er z.B. nach Ulm. Es regnete.", "de", 2),
        ("“Where?” he asked. “There.”", "en", 2),
        ("他问：“哪里？”她没有回答。", "zh", 2),
        ("他问“哪里？”，没有人回答。", "zh", 1),
        ("雨が降った。 ” ", "ja", 1),
        ("", "en", 0),
        # Who said it is no sentence of its own.
        ("“种子好，我心里踏实。”李文贵说。", "zh", 1),
        ("“种子好，我心里踏实。”李文贵说，“今年要多种。”", "zh", 1),
        ("“种子好，我心里踏实。”他去年种了十亩，今年要种二十亩。", "zh", 2),
        ("他来了。他说。", "zh", 2),
    ],
)
def test_divided(text: str, language: str, count: int) -> None:
    assert len(divided(text, language_facts(language))) == count
