"""A term by its short name counts as there once its full one has stood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.check import CheckContext, CheckRow, run_checks, run_document, run_row_checks
from glossary.matcher import compile_matcher
from glossary.model import Concept, Glossary, Term

TERMS = Glossary(
    "test",
    "zh",
    "en",
    (
        Concept("board", (Term("董事会"),), (Term("supervisory board"),)),
        Concept("plan", (Term("养护计划"),), (Term("bridge maintenance plan"),)),
        Concept("spirit", (Term("董事会精神"),), (Term("guiding ideas of the supervisory board"),)),
        Concept("income", (Term("租金收入"),), (Term("rental income"),)),
        Concept("vote", (Term("第五届理事会选举"),), (Term("election of the 5th Council"),)),
        Concept("science", (Term("科技"),), (Term("science and technology"),)),
    ),
)
CONTEXT = CheckContext("zh", "en", compile_matcher((TERMS,), "zh", "en"))
PLAN = ("养护计划通过。", "A bridge maintenance plan was adopted.")
FULL = ("董事会开会。", "The supervisory board met.")


@pytest.mark.parametrize(
    ("first", "source", "target", "missing"),
    [
        (FULL, "董事会同意。", "The board agreed.", []),
        (FULL, "董事会同意。", "Members of the board agreed.", []),
        (FULL, "董事会同意。", "Yesterday’s Board agreed.", []),
        (("董事会开会。", "The supervisory staff board met."), "董事会同意。", "The board agreed.", [0]),
        (("会议。", "A meeting of the Supervisory City Board was held."), "董事会同意。", "The board agreed.", []),
        (("会议。", "A meeting was held."), "董事会同意。", "The board agreed.", [1]),
        (FULL, "董事会同意。", "The diving board agreed.", [1]),
        (FULL, "董事会同意。", "The directors agreed.", [1]),
        (FULL, "董事会精神很重要。", "The guiding ideas of the board matter.", []),
        (FULL, "董事会精神很重要。", "The guiding lights of the board matter.", [1]),
        (FULL, "董事会精神很重要。", "The supervisory board’s guiding ideas matter.", []),
        (FULL, "第五届理事会选举", "Election of the Fifth Council", []),
        (FULL, "第五届理事会选举", "The 5th Council’s election", []),
        (FULL, "第五届理事会选举", "The 6th Council’s election", [1]),
        (PLAN, "养护计划有效。", "The maintenance plan works.", []),
        (PLAN, "养护计划有效。", "The repair plan works.", [1]),
        (("租金收入增加。", "Rental income rose."), "租金收入下降。", "The town expects income to fall.", []),
        (("租金收入增加。", "Rental income rose."), "租金收入下降。", "Rent income will fall.", [1]),
        (("科技进步。", "Science and technology advance."), "科技很好。", "We love technology.", [1]),
    ],
)  # fmt: skip
def test_short_names(first: tuple[str, str], source: str, target: str, missing: list[int]) -> None:
    rows = [CheckRow(0, *first), CheckRow(1, source, target)]
    found = run_checks(rows, CONTEXT, checks=["term"])
    assert [finding.row for finding in found if finding.code == "term-missing"] == missing


def test_a_short_name_before_the_full_one_is_told() -> None:
    rows = [CheckRow(0, "董事会同意。", "The board agreed."), CheckRow(1, *FULL)]
    assert [finding.row for finding in run_checks(rows, CONTEXT, checks=["term"])] == [0]


def test_the_check_of_a_single_row_knows_what_was_written_out() -> None:
    short = CheckRow(1, "董事会同意。", "The board agreed.")
    run = run_document([CheckRow(0, *FULL), short], CONTEXT)
    assert [finding.code for finding in run_row_checks(short, CONTEXT)] == ["term-missing"]
    assert run_row_checks(short, replace(CONTEXT, written_out=run.written_out)) == ()


def test_after_edits_short_names_have_what_stands_before_them_now() -> None:
    short, other = ("董事会同意。", "The board agreed."), ("会议。", "A meeting was held.")
    texts = [
        [FULL, short],
        [other, short],
        [short, FULL],
        [other, FULL, short],
        [FULL, FULL, short],
        [other, FULL, short],
    ]
    known = None
    for pairs in texts:
        given = [CheckRow(number, *pair) for number, pair in enumerate(pairs)]
        run = run_document(given, CONTEXT, checks=["term"], known=known)
        known = run.results
        assert run.findings == run_checks(given, CONTEXT, checks=["term"]), pairs
