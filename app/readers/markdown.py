"""Markdown: blocks by the CommonMark rules (with tables), their inline text as written.

``**bold**``, links and escapes stay in the block's text, so that nothing is lost and an export reads the same.
A line end inside a paragraph that only wraps it becomes a blank (nothing between two ideographs); a hard break becomes
a line end. HTML stays as written. Front matter lines are metadata.
A locator points at the lines of the block in the decoded text, without marks before and after its text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.errors import UserError
from app.model import Imported, Locator, Notice, Role, Shape
from app.readers.blocks import Blocks
from app.readers.characters import clean_characters
from app.readers.limits import COLUMNS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEPTH = 100
"""Containers in containers, a list counting twice: further than this is no text for people."""
_QUOTE_WORK = 1_000_000
"""Passes of the parser over a line, about 1 to 5 µs each, that quotes may cost: see :func:`quote_work`."""
_QUOTED = re.compile(r"^[ \t>*+\-\d.)]*>")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)


def read_markdown(name: str, raw: bytes, text: str, encoding: str, notices: tuple[Notice, ...] = ()) -> Imported:
    """Reads decoded Markdown. Raises UserError where a limit is passed or it is nested too deep."""
    cleaned, removed = clean_characters(text)
    reading = _Reading(Blocks(name), _Lines(text))
    front = _FRONT.match(cleaned)
    skipped = 0
    if front and ":" in front[1]:
        skipped = front[0].count("\n")
        for offset, line in enumerate(front[1].splitlines()):
            reading.add(line.strip(), Shape(Role.METADATA), offset + 1, offset + 2)
    body = cleaned[front.end() :] if front and skipped else cleaned
    if quote_work(body) > _QUOTE_WORK:
        raise UserError("page-too-deep", name=name)
    tokens = _parser().parse(body)
    if any(token.level >= _DEPTH - 1 for token in tokens):  # deeper text would be dropped without a word
        raise UserError("page-too-deep", name=name)
    reading.tokens(tokens, skipped)
    if removed:
        notices += (Notice("characters-cleaned", (("n", removed),)),)
    return Imported(name, "md", raw, text, tuple(reading.blocks.found), encoding, notices)


def quote_work(text: str) -> int:
    """How often the parser looks at a line because of quotes.

    Each level of quotes in quotes is a pass over its lines. In lines that follow each other without a blank one, each
    line that is quoted less than the one before may be one over all that follow.
    """
    most = before = lines = lapses = work = 0
    for line in text.split("\n"):
        if not line.strip():
            work += lines * lapses
            before = lines = lapses = 0
            continue
        mark = _QUOTED.match(line) if ">" in line else None
        depth = mark[0].count(">") if mark else 0
        lapses += depth < before
        most, before, lines = max(most, depth), depth, lines + 1
    return work + lines * lapses + most * text.count("\n")


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # loaded when needed

    # Inline text is kept as written, so it need not be parsed: that is where brackets cost the square of their number.
    return MarkdownIt("commonmark", {"maxNesting": _DEPTH}).enable("table").disable("inline")


class _Lines:
    """The decoded text by lines, as the parser counts them, with where each begins and ends."""

    def __init__(self, text: str) -> None:
        self._lines = text.replace("\r\n", "\n ").replace("\r", "\n").split("\n")
        # A CRLF is kept at its two code points: the LF of it leads the next line as a blank.
        self._starts: list[int] = []
        at = 0
        for line in self._lines:
            self._starts.append(at)
            at += len(line) + 1

    def span(self, first: int, end: int, text: str) -> tuple[int, int]:
        """From the first to the last character of a block that covers the lines first to end (exclusive)."""
        lines = range(min(first, len(self._lines) - 1), min(max(end, first + 1), len(self._lines)))
        head, tail = text.split("\n")[0], text.split("\n")[-1]
        start = self._lines[lines[0]].find(head)
        if start < 0:
            start = len(self._lines[lines[0]]) - len(self._lines[lines[0]].lstrip())
        filled = [number for number in lines if self._lines[number].strip()] or [lines[0]]
        last = self._lines[filled[-1]]
        found = last.rfind(tail)
        stop = found + len(tail) if found >= 0 else len(last.rstrip())
        return self._starts[lines[0]] + start, self._starts[filled[-1]] + stop


@dataclass(slots=True)
class _Reading:
    """One pass over the parser's tokens: open containers and the blocks so far."""

    blocks: Blocks
    lines: _Lines
    _lists: list[bool] = field(default_factory=list)
    """For each open list, whether it is numbered."""
    _item_begun: list[bool] = field(default_factory=list)
    _quotes: int = 0
    _heading: int = 0
    _table: int = -1
    _row: int = -1
    _column: int = -1
    _tables: int = 0

    def tokens(self, tokens: list[Token], skipped: int) -> None:
        """Adds the blocks of a parsed text that begins ``skipped`` lines into the file."""
        row_lines = (0, 1)
        for token in tokens:
            first, end = token.map or row_lines
            row_lines = (first, end)
            if token.nesting:
                self._nest(token)
            elif token.type == "inline":
                text = token.content if self._table >= 0 else _joined(token.content)
                self.add(text.strip(), self._shape(), skipped + first, skipped + end)
            elif token.type in ("fence", "code_block"):
                code = token.content.rstrip("\n")
                fence = int(token.type == "fence")
                code = code if code.strip() else ""
                self.add(code, Shape(Role.CODE), skipped + first + fence, skipped + end - fence)
            elif token.type == "html_block":
                self.add(token.content.strip(), self._shape(), skipped + first, skipped + end)

    def add(self, text: str, shape: Shape, first: int, end: int) -> None:
        """Adds a block that covers the lines first to end, unless it is empty."""
        if not text:
            return
        start, stop = self.lines.span(first, end, text)
        self.blocks.add(text, shape, Locator(path=f"line[{first}]", start=start, end=stop))

    def _nest(self, token: Token) -> None:
        kind, _, edge = token.type.rpartition("_")
        opens = edge == "open"
        if kind in ("bullet_list", "ordered_list"):
            self._lists.append(kind == "ordered_list") if opens else self._lists.pop()
        elif kind == "list_item":
            self._item_begun.append(False) if opens else self._item_begun.pop()
        elif kind == "blockquote":
            self._quotes += token.nesting
        elif kind == "heading":
            self._heading = int(token.tag[1:]) if opens else 0
        elif kind == "table":
            self._table = self._tables if opens else -1
            self._tables += opens
            self._row = -1
        elif kind == "tr" and opens:
            self._row, self._column = self._row + 1, -1
        elif kind in ("td", "th") and opens:
            self._column += 1
            if self._column == COLUMNS:
                raise UserError("too-many-columns", name=self.blocks.name, limit=COLUMNS)

    def _shape(self) -> Shape:
        if self._table >= 0:
            return Shape(Role.TABLE_CELL, table=self._table, row=self._row, column=self._column)
        if self._heading:
            return Shape(Role.HEADING, level=self._heading)
        if self._item_begun and not self._item_begun[-1]:
            self._item_begun[-1] = True
            return Shape(Role.LIST_ITEM, level=len(self._lists) - 1, ordered=self._lists[-1])
        return Shape(Role.QUOTE if self._quotes else Role.PARAGRAPH)


def _joined(text: str) -> str:
    """A paragraph's lines as one, except at hard breaks: two blanks or a backslash before the line end."""
    lines = text.split("\n")
    pieces = [lines[0]]
    for line in lines[1:]:
        before, line = pieces[-1], line.lstrip(" \t")
        if (len(before) - len(before.rstrip("\\"))) % 2:
            pieces[-1:] = [before[:-1], "\n", line]
        elif before.endswith("  "):
            pieces[-1:] = [before.rstrip(" "), "\n", line]
        else:
            before = before.rstrip(" \t")
            tight = before[-1:] and _is_ideograph(before[-1]) and _is_ideograph(line[:1])
            pieces[-1:] = [before, "" if tight else " ", line]
    return "".join(pieces)


def _is_ideograph(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WF" and "HANGUL" not in unicodedata.name(char, "")
