"""What the glossary's verdicts become: numbered names are judged, loose figures are left to the number check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app import pipeline
from app.check import CheckContext, CheckRow, run_checks
from app.model import Severity, Side
from app.project import Project
from app.readers import read_pasted
from app.resources import resource
from glossary.formats import load_glossary
from glossary.model import Concept, Confidence, Glossary, Status, Term


@pytest.fixture(scope="module")
def context() -> CheckContext:
    return pipeline.context_for([load_glossary(resource("glossaries", "numbered-names.zh-en.csv"))], "zh", "en")


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("党的十九届五中全会", "the Fifth Plenary Session of the 19th CPC Central Committee", []),
        ("党的十九届五中全会", "the Fifth Plenary Session of the XIX CPC Central Committee", ["term-style"]),
        ("党的十九届五中全会", "the Fifth Plenary Session of the 18th CPC Central Committee", ["term-value"]),
        ("党的十九届五中全会", "the meeting", ["term-missing"]),
        (None, "the Fifth Plenary Session of the XIX CPC Central Committee", ["term-style-anywhere"]),
        ("提高0.8个百分点", "up by 0.8 percentage points", []),
        ("提高0.8个百分点", "up by 0.8 percent", ["term-forbidden"]),
        # The figure of a loose pattern is the number check's: said in other words, or in another notation.
        ("增长4.2%", "grew by some four percent", []),
        ("增长4.2%", "grew by 4.3 percent", []),
        ("增长4.2%", "grew by 4.2 percentage points", ["term-forbidden"]),
        ("3月1日", "1 Mar.", []),
    ],
)
def test_numbered_names(context: CheckContext, source: str | None, target: str, codes: list[str]) -> None:
    found = run_checks([CheckRow(0, source, target)], context, checks={"term"})
    assert [finding.code for finding in found] == codes


FAIRLY_SURE = Glossary(
    "mine",
    "zh",
    "en",
    (
        Concept(
            "a",
            (Term("抓手"),),
            (
                Term("lever"),
                Term("key measure", Status.ADMITTED),
                Term("starting point", Status.DEPRECATED),
                Term("hand grip", Status.FORBIDDEN),
            ),
            confidence=Confidence.MEDIUM,
        ),
    ),
)


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("This is the lever.", []),
        ("This is the key measure.", []),
        # A good translator may know a better word than the entry does.
        ("This is where to begin.", []),
        ("This is the starting point.", ["term-deprecated"]),
        ("This is the hand grip.", ["term-forbidden"]),
    ],
)
def test_an_entry_that_is_only_fairly_sure_says_what_is_wrong_and_asks_for_nothing(
    target: str, codes: list[str]
) -> None:
    found = run_checks([CheckRow(0, "这是抓手。", target)], pipeline.context_for([FAIRLY_SURE], "zh", "en"))
    assert [(finding.code, finding.severity) for finding in found] == [(code, Severity.MINOR) for code in codes]


def test_nor_does_it_ask_for_one_rendering_throughout() -> None:
    words = ("lever", "lever", "key measure")
    rows = [CheckRow(number, "这是抓手。", f"This is the {word}.") for number, word in enumerate(words)]
    sure = Glossary("mine", "zh", "en", tuple(replace(one, confidence=Confidence.HIGH) for one in FAIRLY_SURE.concepts))
    for glossary, codes in ((FAIRLY_SURE, []), (sure, ["term-two-names"])):
        found = run_checks(rows, pipeline.context_for([glossary], "zh", "en"), checks={"term-consistency"})
        assert [finding.code for finding in found] == codes


def test_a_style_finding_offers_what_should_be_written(context: CheckContext) -> None:
    row = CheckRow(0, "党的十九届五中全会召开", "The Fifth Plenary Session of the XIX CPC Central Committee opened")
    (found,) = run_checks([row], context, checks={"term"})
    (offered,) = found.suggestions
    assert offered.text == "Fifth Plenary Session of the 19th CPC Central Committee"
    assert row.target[offered.span.start : offered.span.end] == "Fifth Plenary Session of the XIX CPC Central Committee"


def test_an_acronym_of_another_row_stands_for_its_name(tmp_path: Path) -> None:
    authority = Concept("a", (Term("金融管理局"),), (Term("Hong Kong Monetary Authority"),))
    texts = {
        Side.SOURCE: read_pasted("金融管理局成立。\n\n金融管理局指出。"),
        Side.TARGET: read_pasted("The Hong Kong Monetary Authority (HKMA) was set up.\n\nThe HKMA noted it."),
    }
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(texts, {Side.SOURCE: "zh", Side.TARGET: "en"}, rules)
    glossary = Glossary("g", "zh", "en", (authority,))
    project = Project.create(tmp_path / "work.enface", prepared, "Ann", rules, glossaries=[glossary])
    project.survey()
    assert [entry.verdict for row in project.store.row_ids() for entry in project.ledger(row)] == ["ok", "ok"]
    # Alone, after an edit, the second row still knows what the first one introduced.
    block = project.store.blocks(Side.TARGET)[1]
    project.edit(block.id, "The HKMA said so.")
    assert [entry.verdict for entry in project.ledger(project.store.row_of(block.id))] == ["ok"]
    project.close()


def test_dates_and_numbered_names_are_not_one_name_in_many_forms(context: CheckContext) -> None:
    rows = [
        CheckRow(0, "3月1日开会。", "They met on March 1."),
        CheckRow(1, "3月2日散会。", "They parted on March 2nd."),
    ]
    assert run_checks(rows, context, checks={"term-consistency"}) == ()


def test_an_ambiguous_term_that_stands_nowhere_asks_nothing() -> None:
    head = Concept("h", (Term("部长"),), (Term("Minister"),), ambiguous=True)
    matching = pipeline.context_for([Glossary("g", "zh", "en", (head,))], "zh", "en")
    assert run_checks([CheckRow(0, "部长出席。", "The head came.")], matching, checks={"term"}) == ()
