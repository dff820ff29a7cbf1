"""Nothing is lost on the way through a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import GlossaryError
from glossary.formats.collect import canonical
from glossary.formats.csv import read_table, write_table
from glossary.formats.table import MAX_CELL, cells_of, concept_of
from glossary.model import Concept, Glossary, Status, Term
from tests.glossary.formats.examples import GLOSSARIES, RELAXED, TEXTS

P, A, F = Status.PREFERRED, Status.ADMITTED, Status.FORBIDDEN


def back(glossary: Glossary, delimiter: str) -> Glossary:
    written = write_table(glossary, delimiter)
    assert written.lost == ()
    return read_table(written.data, glossary.name, glossary.source_language, glossary.target_language).strictly()


@pytest.mark.parametrize("delimiter", [",", "\t"])
@given(glossary=GLOSSARIES)
@RELAXED
def test_tables_give_back_what_they_took(delimiter: str, glossary: Glossary) -> None:
    assert back(glossary, delimiter) == glossary


@given(glossary=GLOSSARIES)
@RELAXED
def test_a_concept_is_one_line_of_cells_and_back(glossary: Glossary) -> None:
    for concept in glossary.concepts:
        read = concept_of(cells_of(concept), "test")
        assert (read.source, read.target, read.note) == (concept.source, concept.target, concept.note)


def of(*targets: Term, source: tuple[Term, ...] = (Term("甲"),), id_: str = "甲") -> Concept:
    return Concept(id_, source, targets)


WHOLE = [
    # a cell holds patterns or literal terms: the two stand on two lines, joined by the id
    (of(Term("a|b", A), Term("{n} c", A, pattern=True)),),
    (of(Term("a"), source=(Term("甲"), Term("{n}甲", pattern=True)), id_="x"),),
    # a second concept with the same source that only forbids would be taken for a part of the first
    (of(Term("a")), of(Term("b", F), id_="甲#2")),
    # more forbidden forms than a cell may hold
    (of(*(Term("x" * 900 + str(number), F) for number in range(60))),),
    (of(Term("a"), id_="term-12"),),
]  # fmt: skip


@pytest.mark.parametrize("concepts", WHOLE)
def test_what_one_line_cannot_hold_takes_two(concepts: tuple[Concept, ...]) -> None:
    glossary = Glossary("test", "zh", "en", concepts)
    assert canonical(glossary) == glossary
    assert back(glossary, ",") == glossary


def test_what_does_not_fit_is_counted() -> None:
    bare = of(Term("a"), Term("<b|c>", A, pattern=True))
    written = write_table(
        Glossary("test", "zh", "en", (bare, Concept("乙", (Term("乙"),), (Term("b"),), note="x" * 20_001)))
    )
    assert {lost.what: lost.n for lost in written.lost} == {"patterns-without-slot": 1, "long-notes": 1}
    concepts = read_table(written.data, "test", "zh", "en").strictly().concepts
    assert concepts[0].target[1] == Term("<b|c>", A)
    assert len(concepts[1].note) == MAX_CELL


@RELAXED
@given(st.fixed_dictionaries(
    {"source": TEXTS, "target": TEXTS},
    optional={"status": st.sampled_from(["preferred", "admitted", ""]), "note": TEXTS},
))  # fmt: skip
def test_a_simple_line_is_read_as_any_other(cells: dict[str, str]) -> None:
    # An empty column more, and the line is no simple one.
    outcomes: list[object] = []
    for line in (cells, {**cells, "confidence": ""}):
        try:
            outcomes.append(concept_of(line, "test"))
        except GlossaryError as error:
            outcomes.append((error.code, error.facts))
    assert outcomes[0] == outcomes[1]
