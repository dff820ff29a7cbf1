"""Markdown: roles by CommonMark, inline text as written, lines that find their place in the file."""

from __future__ import annotations

import time

import pytest

from app.errors import UserError
from app.readers import read


def shapes(text: str) -> list[tuple[str, str, int]]:
    return [(b.text, b.shape.role.value, b.shape.level) for b in read("a.md", text.encode()).blocks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One #\n\nTwo\n===", [("One", "heading", 1), ("Two", "heading", 1)]),
        ("###### Six", [("Six", "heading", 6)]),
        ("a\nb\n\nc", [("a b", "paragraph", 0), ("c", "paragraph", 0)]),
        ("中文\n换行\n한국\n어", [("中文换行 한국 어", "paragraph", 0)]),
        ("a  \nb\\\nc\\\\\nd", [("a\nb\nc\\\\ d", "paragraph", 0)]),
        ("**bold** [x](http://y) `c` \\* &amp; <b>", [("**bold** [x](http://y) `c` \\* &amp; <b>", "paragraph", 0)]),
        ("- a\n  1. b\n- c", [("a", "list-item", 0), ("b", "list-item", 1), ("c", "list-item", 0)]),
        ("- a\n\n  b", [("a", "list-item", 0), ("b", "paragraph", 0)]),
        ("> q\nlazy\n> > r", [("q lazy", "quote", 0), ("r", "quote", 0)]),
        ("```py\nx\n  y\n```\n\n    z", [("x\n  y", "code", 0), ("z", "code", 0)]),
        ("<div>\nraw\n</div>\n\nx", [("<div>\nraw\n</div>", "paragraph", 0), ("x", "paragraph", 0)]),
        ("---\ntitle: T\na: b\n---\nc", [("title: T", "metadata", 0), ("a: b", "metadata", 0), ("c", "paragraph", 0)]),
        ("a\n\n---\n\nb", [("a", "paragraph", 0), ("b", "paragraph", 0)]),
        ("---\nno front matter\n---\n", [("no front matter", "heading", 2)]),
        ("", []),
    ],
)  # fmt: skip
def test_blocks(text: str, found: list[tuple[str, str, int]]) -> None:
    assert shapes(text) == found


def test_tables() -> None:
    blocks = read("a.md", b"| a | b |\n|---|---|\n| 1 | x \\| y |\n|  | 2 |\n").blocks
    found = [(block.text, block.shape.table, block.shape.row, block.shape.column) for block in blocks]
    assert found == [("a", 0, 0, 0), ("b", 0, 0, 1), ("1", 0, 1, 0), ("x | y", 0, 1, 1), ("2", 0, 2, 1)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_locators_point_into_the_file(end: str) -> None:
    text = end.join(
        ["---", "title: T", "---", "# Head", "", "para **one**", "", "- item", "", "> quote", "", "```", "x = 1", "```"]
    )
    imported = read("a.md", text.encode())
    assert imported.text == text
    assert [text[b.locator.start : b.locator.end] for b in imported.blocks] == [b.text for b in imported.blocks]
    assert len(imported.blocks) == 6


@pytest.mark.parametrize("text", ["> " * 3000 + "x", "".join("  " * depth + "- a\n" for depth in range(200))])
def test_text_nested_too_deep_is_refused_not_dropped(text: str) -> None:
    with pytest.raises(UserError, match="page-too-deep"):
        read("a.md", text.encode())
    assert shapes("> " * 40 + "x") == [("x", "quote", 0)]


@pytest.mark.parametrize("text", ["[" * 20000, "*a " * 20000, "`a" * 20000, "<" * 20000, "![" * 20000, "|" * 20000])
def test_hostile_inline_marks_are_only_text(text: str) -> None:
    assert "".join(block.text for block in read("a.md", text.encode()).blocks).strip() == text.strip()


@pytest.mark.parametrize("marks", ["[a\n", "*a **a ", "![a](<"])
def test_marks_cost_what_letters_cost(marks: str) -> None:
    def cost(text: str) -> float:
        spent = []
        for _ in range(3):
            began = time.thread_time()
            read("a.md", text.encode())
            spent.append(time.thread_time() - began)
        return min(spent)

    letters = "".join(char if char.isspace() else "b" for char in marks)
    assert cost("[a]: <\n" + marks * 6_000) < 4 * max(cost(letters * 6_000), 0.01)


def test_many_quotes_are_read() -> None:
    quotes = "> quoted\n> > deeper\ngoes on\n\nanswer\n\n" * 5_000
    assert len(read("a.md", quotes.encode()).blocks) == 15_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("> " * 90 + "a\n" + "b\n" * 20_000, "page-too-deep"),
        ("> # a\nb\n" * 1_000, "page-too-deep"),
        (">> ```\n> a\n" * 1_000, "page-too-deep"),
        ("|a" * 1_001 + "\n" + "|-" * 1_001 + "\n", "too-many-columns"),
    ],
)
def test_more_than_a_text_for_people_has(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read("a.md", text.encode())
    assert caught.value.code == code
