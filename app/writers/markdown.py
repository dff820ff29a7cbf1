"""Markdown: CommonMark with tables. Literal text is escaped so that it reads back the same.

With ``inline.markup`` the texts already are Markdown and go out as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.model import Role, Shape
from app.writers.inline import Inline
from app.writers.model import CleanBlock
from app.writers.parts import Lists, Table, grouped

_ALWAYS = re.compile(r"([\\`*\[\]<]|(?<!\w)_|_(?!\w)|~(?=~)|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#>+\-=|:~])")
_LINE_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
_CLOSING = re.compile(r"(?<=\s)(#+)$")
_FENCE = re.compile(r"^\s*(`{3,})", re.M)


def write_markdown(blocks: Sequence[CleanBlock], inline: Inline) -> bytes:
    """The blocks as a Markdown file."""
    lists = Lists()
    pieces: list[str] = []
    previous: Role | None = None
    indents: dict[int, int] = {}
    found = list(grouped(blocks))
    front = _front_matter(found) if inline.markup else 0
    if front:
        lines = [block.text for block in found[:front] if isinstance(block, CleanBlock)]
        pieces.append("\n".join(("---", *lines, "---")))
    for block in found[front:]:
        if isinstance(block, Table):
            lists.end()
            piece, role = _table(block, inline), Role.TABLE_CELL
        else:
            role = block.shape.role
            number = lists.number(block.shape)
            if role is Role.LIST_ITEM:
                piece = _item(block, number, indents if previous is role else {}, inline)
                if previous is not role:
                    indents = {}
                indents[block.shape.level] = _indent(block.shape, indents) + (len(str(number)) + 2 if number else 2)
            else:
                piece = _block(block, inline)
        if pieces:
            pieces.append("\n" if role is Role.LIST_ITEM and previous is role else "\n\n")
        pieces.append(piece)
        previous = role
    return ("".join(pieces) + "\n" if pieces else "").encode("utf-8")


def escaped(text: str) -> str:
    """Literal text as Markdown that shows the same; line ends become hard breaks."""
    lines = (_escaped_line(" ".join(line.split(" ")).strip()) for line in text.split("\n"))
    return "\\\n".join(line or "&nbsp;" for line in lines)


def _escaped_line(line: str) -> str:
    line = _ALWAYS.sub(r"\\\1", line)
    return _LINE_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", line))


def _inline(text: str, inline: Inline) -> str:
    if not inline.markup:
        return escaped(text)
    return text if text.startswith("<") else text.replace("\n", "\\\n")


def _block(block: CleanBlock, inline: Inline) -> str:
    if block.shape.role is Role.CODE:
        longest = max((len(fence) for fence in _FENCE.findall(block.text)), default=2)
        fence = "`" * (longest + 1)
        return f"{fence}\n{block.text}\n{fence}"
    if block.shape.role is Role.HEADING:
        line = _inline(" ".join(block.text.split("\n")), inline)
        line = line if inline.markup else _CLOSING.sub(r"\\\1", line)
        return f"{'#' * min(max(block.shape.level, 1), 6)} {line}"
    text = _inline(block.text, inline)
    return "\n".join(f"> {line}" for line in text.split("\n")) if block.shape.role is Role.QUOTE else text


def _item(block: CleanBlock, number: int, indents: dict[int, int], inline: Inline) -> str:
    indent = " " * _indent(block.shape, indents)
    marker = f"{number}. " if number else "- "
    rest = "\n" + indent + " " * len(marker)
    return indent + marker + _inline(block.text, inline).replace("\n", rest)


def _indent(shape: Shape, indents: dict[int, int]) -> int:
    """Where an item's marker stands: under the text of the item it belongs to."""
    return max((indent for level, indent in indents.items() if level < shape.level), default=0)


def _table(table: Table, inline: Inline) -> str:
    rows = ["| " + " | ".join(_cell(cell, inline) for cell in row) + " |" for row in table.rows]
    rows.insert(1, "|" + " --- |" * len(table.rows[0]))
    return "\n".join(rows)


def _cell(text: str, inline: Inline) -> str:
    lines = text.split("\n")
    shown = lines if inline.markup else [_escaped_line(line.strip()) for line in lines]
    return "<br>".join(shown).replace("|", "\\|")


def _front_matter(blocks: Sequence[CleanBlock | Table]) -> int:
    """How many blocks at the beginning are the lines of a front matter."""
    for count, block in enumerate(blocks):
        if isinstance(block, Table) or block.shape.role is not Role.METADATA:
            return count
    return len(blocks)
