"""Web pages: text in blocks with roles; menus, scripts and hidden parts left out and counted."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.model import Role
from app.readers import read


def shapes(page: str) -> list[tuple[str, str, int]]:
    return [(b.text, b.shape.role.value, b.shape.level) for b in read("a.html", page.encode()).blocks]


def texts(page: str) -> list[str]:
    return [text for text, _, _ in shapes(page)]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>a  b\n c</p>", ["a b c"]),
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("<p>one <br> <br>two</p>", ["one", "two"]),
        ("<div>loose <b>bold</b><p>para</p>tail</div>end", ["loose bold", "para", "tail", "end"]),
        ("<p>&lt;b&gt; &amp; &copy; &#20013; &nbsp;x", ["<b> & © 中 \xa0x"]),
        ("<p>a<script>bad()</script>b<style>x{}</style></p>", ["ab"]),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", ["漢字"]),
        ("<title>t</title><p>x<!-- comment --><?pi?></p>", ["x"]),
        ("plain text", ["plain text"]),
        ("<p>\ue000x", ["x"]),
        ("<!-- only -->", []),
        ("<img src='file:///etc/hostname'><p>x", ["x"]),
        ("<dl><dt>term</dt><dd>means</dd></dl>", ["term", "means"]),
        ("<figure><img><figcaption>caption</figcaption></figure>", ["caption"]),
    ],
)
def test_blocks(page: str, found: list[str]) -> None:
    assert texts(page) == found


@pytest.mark.parametrize(
    "dropped",
    [
        "<nav>Home</nav>",
        "<header>Logo</header>",
        "<footer>© 2020</footer>",
        "<aside>More</aside>",
        "<form>Search <input></form>",
        "<noscript>Enable it</noscript>",
        "<template>x</template>",
        "<svg><text>x</text></svg>",
        "<div hidden>x</div>",
        '<p aria-hidden="true">x</p>',
        '<p style="color:red; DISPLAY : none">x</p>',
        "<button>Share</button>",
    ],
)
def test_left_out(dropped: str) -> None:
    page = f"<body><p>before</p>{dropped} and after it, which is longer than the form</body>"
    imported = read("a.html", page.encode())
    assert [block.text for block in imported.blocks] == ["before", "and after it, which is longer than the form"]
    counted = {notice.code: dict(notice.facts)["n"] for notice in imported.notices}
    assert counted == ({} if dropped.startswith(("<noscript", "<template")) else {"page-parts-left-out": 1})


def test_what_is_the_text_stays() -> None:
    assert texts("<article><header><p>By A. N.</p></header><p>x</p></article>") == ["By A. N.", "x"]
    assert texts("<header><nav>menu</nav><h1>Only title</h1></header><p>x</p>") == ["Only title", "x"]
    assert texts("<form id=aspnet><p>the whole page</p></form>") == ["the whole page"]


def test_roles() -> None:
    page = (
        "<h1>T</h1><h4>U</h4><ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>"
        "<blockquote><p>q</p></blockquote><pre>\n x\n  y</pre>"
    )
    assert shapes(page) == [
        ("T", "heading", 1),
        ("U", "heading", 4),
        ("a", "list-item", 0),
        ("b", "list-item", 1),
        ("c", "list-item", 0),
        ("d", "paragraph", 0),
        ("q", "quote", 0),
        (" x\n  y", "code", 0),
    ]
    ordered = [block.shape.ordered for block in read("a.html", page.encode()).blocks]
    assert ordered == [False, False, False, True, False, False, False, False]


def test_tables() -> None:
    page = "<table><tr><th>A<th colspan=2>B<th>C</tr><tbody><tr><td>1<td>2<p>3</table>"
    blocks = read("a.html", page.encode()).blocks
    found = [(block.text, block.shape.row, block.shape.column) for block in blocks]
    assert found == [("A", 0, 0), ("B", 0, 1), ("C", 0, 3), ("1", 1, 0), ("2", 1, 1), ("3", 1, 1)]
    assert {block.shape.role for block in blocks} == {Role.TABLE_CELL}


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>x</td></tr></table>",
        '<table role="presentation"><tr><td>x</td><td></td></tr></table>',
        "<table><tr><td><h2>x</h2></td><td></td></tr></table>",
    ],
)
def test_tables_that_only_lay_out(table: str) -> None:
    assert [role for _, role, _ in shapes(table)] != ["table-cell"]


def test_paths_count_elements_of_a_kind() -> None:
    blocks = read("a.html", b"<div><p>a</p><p>b</p>tail</div>").blocks
    assert [block.locator.path for block in blocks] == ["p[0]", "p[1]", "div[0]"]


def test_nested_too_deep() -> None:
    assert texts("<div>" * 200 + "x" + "</div>" * 200) == ["x"]
    with pytest.raises(UserError, match="page-too-deep"):
        read("a.html", b"<div>" * 2000 + b"x" + b"</div>" * 2000)
