"""A web page in one file: nothing loaded, nothing run, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from app.model import Role, Shape
from app.writers.inline import Inline, Run
from app.writers.languages import script_of
from app.writers.model import CleanBlock
from app.writers.parts import Table, grouped, legal

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif}"
    "table{border-collapse:collapse}td{border:1px solid #999;padding:.3rem .5rem;vertical-align:top}"
    "pre{white-space:pre-wrap}.footnote{font-size:.9em}"
)
_PLAIN = {
    Role.QUOTE: ("<blockquote><p>", "</p></blockquote>"),
    Role.CODE: ("<pre>", "</pre>"),
    Role.FOOTNOTE: ('<p class="footnote">', "</p>"),
}


def write_html(blocks: Sequence[CleanBlock], inline: Inline, title: str, language: str) -> bytes:
    """The blocks as a page of the given language and title."""
    script = script_of(language)
    lang = f' lang="{escape(language)}"' if language else ""
    direction = ' dir="rtl"' if script.right_to_left else ""
    head = (
        f'<!DOCTYPE html>\n<html{lang}{direction}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(legal(title))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return (head + "".join(_body(blocks, inline)) + "</body>\n</html>\n").encode("utf-8")


def _body(blocks: Sequence[CleanBlock], inline: Inline) -> Iterator[str]:
    lists: list[str] = []
    for block in grouped(blocks):
        listed = isinstance(block, CleanBlock) and block.shape.role is Role.LIST_ITEM
        if not listed:
            yield from _closing(lists, 0)
        if isinstance(block, Table):
            yield _table(block, inline)
        elif listed:
            yield from _opening(lists, block.shape)
            yield f"<li>{_inline(block.text, inline)}"
        else:
            yield _block(block, inline)
    yield from _closing(lists, 0)


def _block(block: CleanBlock, inline: Inline) -> str:
    if block.shape.role is Role.HEADING:
        level = min(max(block.shape.level, 1), 6)
        return f"<h{level}>{_inline(block.text, inline)}</h{level}>\n"
    start, end = _PLAIN.get(block.shape.role, ("<p>", "</p>"))
    if block.shape.role is Role.CODE:
        return f"{start}\n{escape(block.text, quote=False)}{end}\n"
    return f"{start}{_inline(block.text, inline)}{end}\n"


def _opening(lists: list[str], shape: Shape) -> Iterator[str]:
    """Closes and opens lists until the item's own is open; ``lists`` holds the open ones."""
    wanted = "ol" if shape.ordered else "ul"
    depth = min(shape.level, len(lists)) + 1  # never deeper than one below what is open
    if len(lists) >= depth:
        yield from _closing(lists, depth)
        yield "</li>\n"
        if lists[-1] != wanted:
            yield f"</{lists.pop()}>\n"
    if len(lists) < depth:
        lists.append(wanted)
        yield f"<{wanted}>\n"


def _closing(lists: list[str], depth: int) -> Iterator[str]:
    while len(lists) > depth:
        yield f"</li>\n</{lists.pop()}>\n"


def _table(table: Table, inline: Inline) -> str:
    rows = ("".join(f"<td>{_inline(cell, inline)}</td>" for cell in row) for row in table.rows)
    return "<table>\n" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


def _inline(text: str, inline: Inline) -> str:
    return "".join(_run(run) for run in inline.runs(text))


def _run(run: Run) -> str:
    shown = escape(run.text, quote=False).replace("\n", "<br>\n")
    for wanted, tag in ((run.code, "code"), (run.italic, "em"), (run.bold, "strong")):
        shown = f"<{tag}>{shown}</{tag}>" if wanted else shown
    return f'<a href="{escape(run.link)}">{shown}</a>' if run.link else shown
