"""Inline Markdown in block texts: for files that came as Markdown and go out as something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_HTML_BREAK = re.compile(r"<br\s*/?>", re.I)
_SAFE_LINK = re.compile(r"(https?|mailto):", re.I)


class Run(NamedTuple):
    """A stretch of text set in one way. ``link`` is an address or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """How the texts of blocks are to be understood: as Markdown, or (``markup`` false) literally."""

    markup: bool = False

    def plain(self, text: str) -> str:
        """What a reader sees, without marks."""
        return "".join(run.text for run in self.runs(text)) if self.markup else text

    def runs(self, text: str) -> list[Run]:
        """The text in stretches of one setting. HTML stays as written, except for line breaks."""
        if not self.markup:
            return [Run(text)]
        from markdown_it import MarkdownIt  # loaded when needed

        runs: list[Run] = []
        bold = italic = 0
        link = ""
        for token in MarkdownIt("commonmark").parseInline(text.replace("\n", "\\\n"))[0].children or []:
            if token.type in ("strong_open", "strong_close"):
                bold += token.nesting
            elif token.type in ("em_open", "em_close"):
                italic += token.nesting
            elif token.type == "link_open":
                address = str(token.attrGet("href") or "")
                link = address if _SAFE_LINK.match(address) else ""
            elif token.type == "link_close":
                link = ""
            elif token.type in ("hardbreak", "softbreak") or _HTML_BREAK.fullmatch(token.content):
                runs.append(Run("\n"))
            elif token.content:
                runs.append(Run(token.content, bold > 0, italic > 0, token.type == "code_inline", link))
        return runs
