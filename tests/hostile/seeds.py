"""Sound files of every kind that is imported, small and full of features: what the mutator begins with."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from app.model import Bead, Role, Shape, Side
from app.readers import read
from app.store import Store
from app.writers import CleanBlock, TableRow, write_clean, write_table
from tests.app.readers.test_read_docx import p, packed, parts_of, r, style

KINDS = ("docx", "html", "md", "txt", "tsv", "csv", "enface")

_BLOCKS = (
    CleanBlock("On Translation <&>", Shape(Role.HEADING, level=1)),
    CleanBlock("第一条 本协议自双方签字之日起生效。", Shape()),
    CleanBlock("Nested\nline", Shape(Role.LIST_ITEM, level=0)),
    CleanBlock("deeper", Shape(Role.LIST_ITEM, level=1, ordered=True)),
    CleanBlock("cell one", Shape(Role.TABLE_CELL, table=0, row=0, column=0)),
    CleanBlock("cell two", Shape(Role.TABLE_CELL, table=0, row=0, column=1)),
    CleanBlock("quoted", Shape(Role.QUOTE)),
    CleanBlock("x = 1  # code", Shape(Role.CODE)),
    CleanBlock("A note.", Shape(Role.FOOTNOTE)),
)
_FIELD = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' + r(kind) for kind in ("begin", "separate", "end"))
_WORD = (
    p("Heading", style("H2"))
    + p("item", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>')
    + f"<w:p>{_FIELD}<w:del>{r('gone')}</w:del><w:ins>{r('new')}</w:ins></w:p>"
    + p("ended", "<w:rPr><w:del/></w:rPr>")
    + f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("cell")}<w:tbl><w:tr><w:tc>{p("inner")}</w:tc>'
    "</w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    + f"<w:p>{r('box')}<w:r><w:pict><w:txbxContent>{p('in it')}</w:txbxContent></w:pict></w:r></w:p>"
    + f"<w:sdt><w:sdtContent>{p('held')}</w:sdtContent></w:sdt><w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>"
    + f"<mc:AlternateContent><mc:Choice>{p('1')}</mc:Choice><mc:Fallback>{p('2')}</mc:Fallback></mc:AlternateContent>"
    + '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:sym w:char="00B1"/></w:r></w:p>'
)
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>T</title><style>p{}</style></head><body>
<nav><ul><li>Menu</ul></nav><header><h1>Head &amp; more</h1></header><article><p>One<br><br>two <b>bold</b> &#20013;</p>
<table><tr><th colspan="2">h<td rowspan=3>c<tr><td>d<td>e</table><ul><li>a<ol><li>b<li>c</ol></ul><pre> x
 y</pre><blockquote>q</blockquote><form action=x><input><p>in a form</form><p style="display:none">no</p>
<ruby>漢<rt>kan</rt></ruby><div>loose<div>text</div></div></article><footer>foot</footer></body></html>"""
_MARKDOWN = """---
title: x
---
# Head #

Text *with* **marks** [link](http://x "t") and\\
hard break  \n一行
二行

> quoted
lazy
> > deeper

1. one
   - two
     - three
2) other

| a | b |
|---|:-:|
| 1 | \\| |

```py
code
```
    indented

<div>html</div>

[ref]: <http://y> "title"
Setext
===
"""
_STYLE = re.compile(rb"<w:style .*?</w:style>", re.S)
_TEXTS = ("第一行。\n\n  Second line.\r\nthird\rfourth\u2028end\n", "Le présent accord à Genève.\n" * 4)
_TABLE = "source\ttarget\n第一\tfirst\n\n第二\tsecond\tmore\n"
_TERMS = (
    "source,target,status,admitted,forbidden_anywhere,note,confidence,ambiguous\n"
    '甲,"one, or ""1""",preferred,uno|eins,bad,"two\nlines",medium,yes\n乙,two,admitted,,,,,\n'
    "乙|丙,three,,,x\\|y,,,no\n<{n}届>,{n:1st},,,,,,\n"
)
_OMEGAT = '# remark\n甲\tone\ta note\n甲\ttwo\n乙\t"quoted\n'


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """The seed files of a kind."""
    if kind == "docx":
        kinds = ("styles", "numbering", "footnotes", "header")
        own = packed(parts_of(_WORD, kinds, '<?xml version="1.0" encoding="UTF-8"?>'))
        rows = [TableRow(1, "源", "target", "done", "a note")]
        table = write_table(rows, "docx", title="T", source_language="zh", target_language="en", headings=("a",) * 5)
        return own, _trimmed(write_clean(_BLOCKS, "docx", title="T", language="en")), _trimmed(table)
    if kind == "html":
        return _PAGE.encode(), _PAGE.replace("utf-8", "gb2312").encode("gb18030"), _written("html")
    if kind == "md":
        return _MARKDOWN.encode(), _written("md")
    if kind == "txt":
        codecs = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030")
        return (
            *(_TEXTS[0].encode(codec, "replace") for codec in codecs),
            _TEXTS[1].encode("latin-1"),
            _TEXTS[1].encode("utf-16-be"),
        )
    if kind == "tsv":
        return _TABLE.encode(), _TABLE.encode("utf-16"), _TABLE.encode("gb18030")
    if kind == "csv":
        return _TERMS.encode(), _TERMS.replace(",", ";").encode("utf-8-sig"), _OMEGAT.encode("utf-16"), _OMEGAT.encode()
    return (_project(),)


def _written(format: str) -> bytes:
    return write_clean(_BLOCKS, format, title="T", language="en")


def _trimmed(raw: bytes) -> bytes:
    """Without the parts that are not read and most of the template's styles, which would only dilute the mutations."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith(("docProps/", "word/theme", "word/stylesWith", "customXml/")):
                part = old.read(name)
                styles = _STYLE.findall(part) if name == "word/styles.xml" else []
                new.writestr(
                    name, _STYLE.sub(b"", part).replace(b"</w:styles>", b"".join(styles[:20]) + b"</w:styles>")
                )
    return out.getvalue()


def _project() -> bytes:
    source, target = read("a.md", _MARKDOWN.encode()), read("b.md", _MARKDOWN.encode())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed.enface"
        store = Store.create(path, "tester")
        sides = {Side.SOURCE: source, Side.TARGET: target}
        beads = [Bead((number,), (number,)) for number in range(len(source.blocks))]
        store.import_documents(sides, {Side.SOURCE: "zh", Side.TARGET: "en"}, beads, {})
        store.close()
        return path.read_bytes()
