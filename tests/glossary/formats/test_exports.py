"""What the formats look like, byte for byte, and what each has no place for."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.formats import WRITERS, read_glossary, write_glossary
from glossary.model import Concept, Confidence, Glossary, Match, Scope, Status, Term

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "terms"
P, A, D, F = Status.PREFERRED, Status.ADMITTED, Status.DEPRECATED, Status.FORBIDDEN
GLOSSARY = Glossary("export", "zh", "en", (
    Concept("省委", (Term("省委"),),
            (Term("CPC provincial committee"), Term("Provincial Committee", A), Term("province party", D),
             Term("provincial party|council", F, Scope.ANYWHERE)),
            "party", 'the "committee",\nnot the government', "Party Constitution"),
    Concept("=1+1", (Term("=1+1"), Term("#1")), (Term("+49"), Term("@home", A)), confidence=Confidence.MEDIUM),
    Concept("plenum", (Term("{n}届全会", pattern=True),),
            (Term("{n:1st} plenum", pattern=True), Term("plenum {n:I}", F, pattern=True))),
    Concept("好", (Term("好"),), (Term("good"),), ambiguous=True),
    Concept("好#2", (Term("好"),), (Term("well"),)),
))  # fmt: skip
TEXTS = {"csv": "export.csv", "tsv": "export.tsv", "tbx": "export.tbx", "tbx-dct": "export-dct.tbx",
         "tbx2": "export-v2.tbx", "utx": "export.utx", "omegat": "export.txt"}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_exports_are_as_they_were(kind: str) -> None:
    assert write_glossary(GLOSSARY, kind).data.decode("utf-8") == (FIXTURES / TEXTS[kind]).read_bytes().decode("utf-8")


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "tbx", "tbx-dct", "tbx2"])
def test_lossless_formats_give_all_back(kind: str) -> None:
    written = write_glossary(GLOSSARY, kind)
    assert written.lost == ()
    assert read_glossary(written.data, "export", ("zh", "en")).strictly() == GLOSSARY


LOST = {
    "utx": {"number-signs": 1, "scopes": 1, "domains": 1, "citations": 1, "note-lines": 1, "confidence": 1,
            "patterns": 3, "ambiguous": 1},
    "omegat": {"wrong-forms": 2, "domains": 1, "citations": 1, "note-lines": 1, "number-signs": 1, "confidence": 1,
               "patterns": 3, "ambiguous": 1, "meanings": 1},
}  # fmt: skip


@pytest.mark.parametrize("kind", LOST)
def test_what_a_format_has_no_place_for_is_counted(kind: str) -> None:
    assert {lost.what: lost.n for lost in write_glossary(GLOSSARY, kind).lost} == LOST[kind]


@pytest.mark.parametrize("kind", ["utx", "omegat"])
def test_how_a_term_is_looked_for_has_no_place_in_some(kind: str) -> None:
    concept = Concept("甲", (Term("甲"),), (Term("a"),), matching=frozenset(Match))
    lost = write_glossary(Glossary("x", "zh", "en", (concept,)), kind).lost
    assert [(one.what, one.n) for one in lost] == [("matching", 1)]


def test_every_format_is_known_again_by_what_is_in_it() -> None:
    for kind in WRITERS:
        read = read_glossary(write_glossary(GLOSSARY, kind).data, "x", ("zh", "en")).glossary
        assert (read.concepts[0].source, read.concepts[0].preferred) == ((Term("省委"),), "CPC provincial committee")
        assert (read.source_language, read.target_language) == ("zh", "en")
