"""Plain text: UTF-8, LF, blank lines as they were, a marker for list items that carry none, tabs between cells."""

from __future__ import annotations

from collections.abc import Sequence

from app.model import Role
from app.writers.inline import Inline
from app.writers.model import CleanBlock
from app.writers.parts import Lists, Table, grouped, has_marker

_INDENT = "  "


def write_text(blocks: Sequence[CleanBlock], inline: Inline) -> bytes:
    """The blocks as a text file; "" gives no line at all."""
    lists = Lists()
    lines: list[str] = []
    for block in grouped(blocks):
        if isinstance(block, Table):
            lists.end()
            rows = ["\t".join(" ".join(inline.plain(cell).split("\n")) for cell in row) for row in block.rows]
            lines += ["", *rows] if lines else rows
            continue
        text = block.text if block.shape.role is Role.CODE else inline.plain(block.text)
        number = lists.number(block.shape)
        if block.shape.role is Role.LIST_ITEM and not has_marker(text):
            text = f"{_INDENT * block.shape.level}{f'{number}.' if number else '-'} {text}"
        lines += [""] * (block.shape.gap if lines else 0)
        lines += text.split("\n")
    return "".join(f"{line.rstrip()}\n" for line in lines).encode("utf-8")
