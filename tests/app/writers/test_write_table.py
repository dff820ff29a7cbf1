"""Bilingual tables: every cell is text, and what does not fit goes on below."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from app.errors import UserError
from app.readers import read
from app.writers import TABLE_FORMATS, TableRow, write_table

HEADINGS = ("No.", "Source", "Translation", "State", "Notes")
HOSTILE = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(1)",
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "http://127.0.0.1:9/",
    "007",
    "<script>alert(1)</script>",
    "bidi \u202e321\u202c",
    "emoji 👩‍💻",
    "中文，\n第二行",
    "tab\there",
    "_x0041_",
    "' quoted",
    "العربية",
)


def rows(*texts: str) -> list[TableRow]:
    return [TableRow(number, text, text, text, text) for number, text in enumerate(texts, 1)]


def table(given: list[TableRow], format: str, title: str = "T") -> bytes:
    return write_table(given, format, title=title, source_language="zh-Hans", target_language="ar", headings=HEADINGS)


def sheet_of(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_workbook_cells_stay_text() -> None:
    data = table(rows(*HOSTILE), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row} == {"s"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    found = sheet_of(data)
    assert tuple(found[0]) == HEADINGS
    assert [row[1:] for row in found[1:]] == [[text] * 4 for text in HOSTILE]
    assert [row[0] for row in found[1:]] == list(range(1, len(HOSTILE) + 1))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", " =", "'=", "_x000B_=", "_x003D_"])
def test_no_start_makes_a_formula_or_an_escape(start: str) -> None:
    text = f"{start}1+1"
    data = table(rows(text), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    cell = sheet.cell(2, 2)
    assert (cell.data_type, cell.value) == ("s", text.replace("\r", "_x000D_"))


def test_word_cells_stay_text() -> None:
    blocks = read("a.docx", table(rows(*HOSTILE), "docx")).blocks
    assert blocks[0].text == "T"
    assert tuple(block.text for block in blocks[1:6]) == HEADINGS
    assert [block.text for block in blocks[7::5]] == list(HOSTILE)
    assert [block.text for block in blocks[8::5]] == list(HOSTILE)


def test_word_table_is_landscape_and_repeats_its_headings() -> None:
    with zipfile.ZipFile(io.BytesIO(table(rows("x"), "docx"))) as archive:
        document = archive.read("word/document.xml").decode()
    assert 'w:orient="landscape"' in document
    assert document.count("<w:tblHeader/>") == 1
    assert 'w:eastAsia="SimSun"' in document
    assert '<w:lang w:bidi="ar"/>' in document


@pytest.mark.parametrize("unit", ["a", "中", "😀", "a😀"])
@pytest.mark.parametrize("length", [32_766, 32_767, 32_768, 70_001])
def test_long_texts_go_on_below(unit: str, length: int) -> None:
    text = (unit * length)[:length]
    found = sheet_of(table([TableRow(7, text, "short")], "xlsx"))[1:]
    assert "".join(str(row[1]) for row in found) == text
    assert all(len(str(row[1]).encode("utf-16-le")) <= 2 * 32_767 for row in found)
    assert len(found) == -(-len(text.encode("utf-16-le")) // 2 // 32_767) or "😀" in unit
    assert [row[0] for row in found] == [7] * len(found)
    assert [row[2] or "" for row in found] == ["short"] + [""] * (len(found) - 1)


@pytest.mark.parametrize("format", TABLE_FORMATS)
def test_the_same_rows_give_the_same_bytes(format: str) -> None:
    assert table(rows(*HOSTILE), format) == table(rows(*HOSTILE), format)


@pytest.mark.parametrize("title", ["", "a/b:c*[d]?\\", "'quoted'", "x" * 300, "one\ntwo\x00", "历史"])
def test_any_title(title: str) -> None:
    assert len(sheet_of(table(rows("x"), "xlsx", title))) == 2
    assert read("a.docx", table(rows("x"), "docx", title)).blocks[-1].text == "x"


def test_no_rows_and_control_characters() -> None:
    assert len(sheet_of(table([], "xlsx"))) == 1
    assert sheet_of(table(rows("a\x00\x0b\ud800b"), "xlsx"))[1][1] == "ab"
    assert read("a.docx", table(rows("a\x00\x0b\ud800b"), "docx")).blocks[-1].text == "ab"


def test_an_unknown_format() -> None:
    with pytest.raises(UserError, match="write-format-unknown"):
        table([], "csv")
