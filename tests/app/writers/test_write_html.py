"""A page carries nothing that runs and loads nothing, whatever stands in the texts."""

from __future__ import annotations

import pytest
from lxml import html

from app.model import Role, Shape
from app.writers import CleanBlock, write_clean

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b>",
    "</title><script>",
    "<!--",
    "]]>",
    "&amp;lt;script&gt;",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](http://127.0.0.1:9/x.png)",
    "\u202egpj.exe\u202c \u2066open",
    "{{7*7}} ${x} %s",
)
KNOWN = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "p",
        "h1",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "blockquote",
        "pre",
        "a",
        "br",
        "em",
        "strong",
        "code",
    ]
)
SHAPES = (
    Shape(), Shape(Role.HEADING, level=1), Shape(Role.LIST_ITEM), Shape(Role.TABLE_CELL, table=0, row=0, column=0),
    Shape(Role.QUOTE), Shape(Role.CODE), Shape(Role.FOOTNOTE),
)  # fmt: skip


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_text(text: str, inline: bool) -> None:
    blocks = [CleanBlock(text, shape) for shape in SHAPES]
    page = html.document_fromstring(
        write_clean(blocks, "html", title=text, language=text, inline_markup=inline).decode()
    )
    assert {element.tag for element in page.iter()} <= KNOWN
    assert not [
        name for element in page.iter() for name in element.attrib if str(name).startswith("on") or name == "src"
    ]
    assert all(str(link.get("href", "")).startswith(("https:", "http:", "mailto:")) for link in page.iter("a"))
    if not inline:
        assert "".join(map(str, next(page.iter("p")).itertext())) == text


def test_the_policy_comes_before_anything_it_could_forbid() -> None:
    page = write_clean([CleanBlock("x")], "html", title="T", language="en").decode()
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    assert policy in page
    assert page.index(policy) < page.index("<title>") < page.index("<style>")
