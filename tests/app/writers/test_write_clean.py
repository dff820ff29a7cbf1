"""Clean exports: compared with golden files, and read back to the same text."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.model import Role, Shape
from app.readers import read
from app.words import load_words
from app.writers import CLEAN_FORMATS, CleanBlock, write_clean
from app.writers.inline import Inline

GOLDEN = Path(__file__).parent / "golden"


def item(text: str, level: int, ordered: bool = False) -> CleanBlock:
    return CleanBlock(text, Shape(Role.LIST_ITEM, level=level, ordered=ordered, gap=0))


def cell(text: str, row: int, column: int, table: int = 0) -> CleanBlock:
    return CleanBlock(text, Shape(Role.TABLE_CELL, table=table, row=row, column=column, gap=0))


BLOCKS = (
    CleanBlock("Title: #1 <script>alert(1)</script>", Shape(Role.HEADING, level=1)),
    CleanBlock("=1+1"),
    CleanBlock("1. Not a list, 2*3*4, _x_, snake_case, a & b &amp; `c` [d](e) \\"),
    CleanBlock("first line\n- second line", Shape(gap=0)),
    CleanBlock("中文，混排 English。", Shape(gap=2)),
    CleanBlock("bidi \u202e321\u202c, emoji 👩‍💻, zero\u200bwidth"),
    item("bullet", 0),
    item("number", 1, True),
    item("number", 1, True),
    item("deeper", 2),
    item("bullet\nsecond line", 0),
    item("（一）marked", 0),
    CleanBlock("between lists"),
    item("number again", 0, True),
    CleanBlock("To be,\nor not", Shape(Role.QUOTE)),
    CleanBlock("if x:\n    y = ```\n\n", Shape(Role.CODE)),
    CleanBlock("Section", Shape(Role.HEADING, level=3)),
    cell("=A1", 0, 0),
    cell("b|c", 0, 1),
    cell("two", 1, 1),
    cell("lines", 1, 1),
    cell("next table", 0, 0, 1),
    cell("x", 0, 1, 1),
    CleanBlock("  "),
    CleanBlock("A note.", Shape(Role.FOOTNOTE)),
)
"""Everything a shape can say, and texts that look like something else."""


def exported(format: str) -> str:
    data = write_clean(BLOCKS, format, title="T & <i>", language="zh-Hans")
    if format != "docx":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode("utf-8").replace("><", ">\n<")


@pytest.mark.parametrize("format", CLEAN_FORMATS)
def test_golden(format: str) -> None:
    path = GOLDEN / f"clean.{'docx.xml' if format == 'docx' else format}"
    if os.environ.get("ENFACE_WRITE_GOLDEN"):
        path.write_bytes(exported(format).encode("utf-8"))
    assert exported(format).encode("utf-8") == path.read_bytes()


@pytest.mark.parametrize("format", CLEAN_FORMATS)
def test_the_same_blocks_give_the_same_bytes(format: str) -> None:
    first, second = (write_clean(BLOCKS, format, title="T", language="ar") for _ in range(2))
    assert first == second


def read_back(blocks: tuple[CleanBlock, ...], format: str) -> list[CleanBlock]:
    found = read(f"a.{format}", write_clean(blocks, format)).blocks
    text = Inline(format == "md").plain
    return [CleanBlock(b.text if b.shape.role is Role.CODE else text(b.text), b.shape) for b in found]


@pytest.mark.parametrize("format", ["html", "docx"])
def test_read_back_with_roles(format: str) -> None:
    found = read_back(BLOCKS, format)
    wanted = [block for block in BLOCKS if block.text.strip()]
    joined = [block.text.strip() for block in wanted]
    assert "\n".join(block.text for block in found) == "\n".join(joined)
    cells = Role.TABLE_CELL
    ours = [
        (b.shape.role, b.shape.level, b.shape.ordered) for b in wanted if b.shape.role not in (cells, Role.FOOTNOTE)
    ]
    theirs = [(b.shape.role, b.shape.level, b.shape.ordered) for b in found if b.shape.role is not cells]
    assert theirs[:-1] == ours
    places = [(b.text, b.shape.row, b.shape.column) for b in found if b.shape.role is cells]
    assert places == [("=A1", 0, 0), ("b|c", 0, 1), ("two\nlines", 1, 1), ("next table", 0, 0), ("x", 0, 1)]


LETTERS = st.sampled_from("ab1 .)(#*_-+=>`~\\[]<>&;!|:\"'中。\n😀")
LINES = st.text(LETTERS, min_size=1, max_size=24).map(lambda text: " ".join(text.strip().split(" ")))
PLAIN = LINES.filter(lambda text: all(line.strip() == line and line for line in text.split("\n")))
ONE_LINE = PLAIN.map(lambda text: " ".join(text.split("\n")))
SHAPES = st.one_of(
    st.tuples(PLAIN, st.just(Shape())),
    st.tuples(PLAIN, st.just(Shape(Role.QUOTE))),
    st.tuples(PLAIN, st.builds(Shape, st.just(Role.LIST_ITEM), st.integers(0, 3), st.booleans())),
    st.tuples(ONE_LINE, st.builds(Shape, st.just(Role.HEADING), st.integers(1, 6))),
    st.tuples(PLAIN, st.just(Shape(Role.CODE))),
)


def settled(blocks: list[tuple[str, Shape]]) -> tuple[CleanBlock, ...]:
    """The blocks with list levels as a list can have them: at most one deeper than the item before."""
    made: list[CleanBlock] = []
    for text, shape in blocks:
        deepest = -1
        if made and made[-1].shape.role is Role.LIST_ITEM:
            deepest = made[-1].shape.level
        if shape.role is Role.LIST_ITEM:
            shape = Shape(Role.LIST_ITEM, min(shape.level, deepest + 1), shape.ordered)
        made.append(CleanBlock(text, shape))
    return tuple(made)


@settings(max_examples=300, deadline=None)
@given(st.lists(SHAPES, min_size=1, max_size=5).map(settled))
def test_literal_text_survives_markdown(blocks: tuple[CleanBlock, ...]) -> None:
    found = [(b.text, b.shape.role, b.shape.level, b.shape.ordered) for b in read_back(blocks, "md")]
    assert found == [(b.text, b.shape.role, b.shape.level, b.shape.ordered) for b in blocks]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PLAIN, min_size=2, max_size=2), min_size=2, max_size=3))
def test_literal_tables_survive_markdown(rows: list[list[str]]) -> None:
    blocks = tuple(cell(text, row, column) for row, line in enumerate(rows) for column, text in enumerate(line))
    found = [(b.text, b.shape.row, b.shape.column) for b in read_back(blocks, "md")]
    assert found == [(b.text, b.shape.row, b.shape.column) for b in blocks]


MARKDOWN = """---
title: T
---

# Head *one*

Some **bold**, [a link](https://example.org) and `code`.\\
A second line.

- one
  1. two \\* three
- four

> quote

<div>
raw
</div>

| a | **b** |
| --- | --- |
| 1 | x \\| y |

```
code
```
"""


def test_markdown_comes_back_as_it_was() -> None:
    blocks = [CleanBlock(block.text, block.shape) for block in read("a.md", MARKDOWN.encode()).blocks]
    assert write_clean(blocks, "md", inline_markup=True).decode() == MARKDOWN


def test_markdown_becomes_real_formatting() -> None:
    blocks = (CleanBlock("**b** *i* `c` [l](https://e.org) [j](javascript:x) <u>&amp;\\*"),)
    page = write_clean(blocks, "html", inline_markup=True).decode()
    shown = (
        '<strong>b</strong> <em>i</em> <code>c</code> <a href="https://e.org">l</a> [j](javascript:x) &lt;u&gt;&amp;*'
    )
    assert f"<p>{shown}</p>" in page
    assert write_clean(blocks, "txt", inline_markup=True).decode() == "b i c l [j](javascript:x) <u>&*\n"
    assert (
        read("a.docx", write_clean(blocks, "docx", inline_markup=True)).blocks[0].text
        == "b i c l [j](javascript:x) <u>&*"
    )


def test_text_keeps_its_blank_lines() -> None:
    source = "one\ntwo\n\nthree\n\n\n\nfour\n"
    blocks = [CleanBlock(block.text, block.shape) for block in read("a.txt", source.encode()).blocks]
    assert write_clean(blocks, "txt").decode() == source
    assert write_clean((), "txt") == b""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x", "- x"),
        ("- x", "- x"),
        ("• x", "• x"),
        ("(a) x", "(a) x"),
        ("12. x", "12. x"),
        ("一、x", "一、x"),
        ("-5", "- -5"),
    ],
)
def test_a_marker_for_items_that_have_none(text: str, line: str) -> None:
    assert write_clean((item(text, 0),), "txt").decode() == f"{line}\n"


@pytest.mark.parametrize(
    ("language", "html", "docx"),
    [
        ("zh-Hans", '<html lang="zh-Hans">', ('w:eastAsia="SimSun"', 'w:eastAsia="zh-Hans"')),
        ("zh-Hant", '<html lang="zh-Hant">', ('w:eastAsia="PMingLiU"',)),
        ("ar", '<html lang="ar" dir="rtl">', ("<w:bidi/>", 'w:bidi="ar"')),
        ("fr", '<html lang="fr">', ('w:val="fr"',)),
        ("", "<html>", ('w:val="en"',)),
        ('"><script>', '<html lang="&quot;&gt;&lt;script&gt;">', ()),
    ],
)
def test_language(language: str, html: str, docx: tuple[str, ...]) -> None:
    assert html in write_clean(BLOCKS, "html", language=language).decode()
    with zipfile.ZipFile(io.BytesIO(write_clean(BLOCKS, "docx", language=language, title="T"))) as archive:
        styles = archive.read("word/styles.xml").decode()
        core = archive.read("docProps/core.xml").decode()
    assert all(part in styles for part in docx)
    assert ("eastAsiaTheme" in styles) != language.startswith("zh")
    assert "<dc:title>T</dc:title>" in core
    assert "python-docx" not in core
    assert "dcterms:created" not in core


@pytest.mark.parametrize("format", CLEAN_FORMATS)
@pytest.mark.parametrize("text", ["a\x00b\x0bc", "a\ud800b\uffffc"])
def test_what_no_file_can_hold_is_no_reason_to_fail(format: str, text: str) -> None:
    kept = "".join(char for char in text if char in "abc")
    assert [block.text for block in read(f"a.{format}", write_clean((CleanBlock(text),), format)).blocks] == [kept]


def test_an_unknown_format() -> None:
    with pytest.raises(UserError) as caught:
        write_clean(BLOCKS, "pdf")
    assert "txt, md, html, docx" in load_words().error(caught.value)
    assert all(f"writers.format.{format}" in load_words() for format in CLEAN_FORMATS)
