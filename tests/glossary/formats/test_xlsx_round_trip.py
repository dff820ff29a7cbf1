"""Workbooks: nothing lost, no cell a formula, and a stranger's sheet read as far as it may be."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given

from glossary.errors import GlossaryError
from glossary.formats.result import Columns
from glossary.formats.xlsx import preview_xlsx, read_xlsx
from glossary.formats.xlsx_write import write_xlsx
from glossary.model import Concept, Glossary, Term
from tests.glossary.formats.examples import GLOSSARIES, RELAXED


@given(glossary=GLOSSARIES)
@RELAXED
def test_a_workbook_gives_back_what_it_took(glossary: Glossary) -> None:
    written = write_xlsx(glossary)
    assert written.lost == ()
    assert read_xlsx(written.data, "test", "zh", "en-GB").strictly() == glossary


def test_what_begins_like_a_formula_is_text() -> None:
    texts = ["=1+1", "+49", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "0012", "http://example.org"]
    glossary = Glossary("=x", "zh", "en", tuple(Concept(text, (Term(text),), (Term(text),)) for text in texts))
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(glossary).data)).worksheets[0]
    cells = [sheet.cell(row, 1) for row in range(2, len(texts) + 2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]


def sheet(rows: list[list[object]], **more: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for number, (title, own) in enumerate({"Terms": rows, **more}.items()):
        page = book.worksheets[0] if number == 0 else book.create_sheet()
        page.title = title
        for row in own:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def terms(raw: bytes, columns: Columns | None = None, name: str = "") -> list[tuple[str, str]]:
    concepts = read_xlsx(raw, "test", "de", "en", columns, name).glossary.concepts
    return [(concept.source[0].text, concept.preferred) for concept in concepts]


def test_a_strangers_sheet() -> None:
    raw = sheet(
        [
            ["Glossar 2024"],
            [],
            ["Nr.", "Deutsch", "English", "Kommentar"],
            [1, "Vertrag", "contract", "law"],
            [2, 12, 19.5],
        ],
        Other=[["source", "target"], ["a", "b"]],
    )
    assert terms(raw) == [("Vertrag", "contract"), ("12", "19.5")]
    assert terms(raw, name="Other") == [("a", "b")]
    assert terms(raw, Columns(("", "target", "source", ""))) == [("contract", "Vertrag"), ("19.5", "12")]
    preview = preview_xlsx(raw, "test", "de", "en")
    assert preview.sheets == ("Terms", "Other")
    assert preview.columns == Columns(("", "source", "target", "note"))
    assert preview.rows[:2] == (("Nr.", "Deutsch", "English", "Kommentar"), ("1", "Vertrag", "contract", "law"))


def test_bad_rows_are_set_aside_with_their_row() -> None:
    wide: list[object] = ["c", "d", *[""] * 300, "far"]
    imported = read_xlsx(sheet([["source", "target"], ["a", "b"], ["x", ""], wide, ["e", "f"]]), "test", "", "")
    assert [(fault.line, fault.code) for fault in imported.faults] == [
        (3, "glossary-no-target"),
        (4, "glossary-too-wide"),
    ]
    assert [concept.preferred for concept in imported.glossary.concepts] == ["b", "f"]


REFUSED = [
    (b"PK\x03\x04 not really", "glossary-sheet-broken"),
    (b"\xd0\xcf\x11\xe0 locked", "glossary-locked"),
    (sheet([["source", "target"]]), "glossary-empty"),
]


@pytest.mark.parametrize(("raw", "code"), REFUSED)
def test_refuses_the_whole(raw: bytes, code: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_xlsx(raw, "test", "", "")
    assert caught.value.code == code


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(GlossaryError) as caught:
        terms(sheet([["source", "target"]]), name="None")
    assert (caught.value.code, caught.value.facts["there"]) == ("glossary-no-sheet", "Terms")
