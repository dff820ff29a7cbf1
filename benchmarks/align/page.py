"""Writes docs/alignment.md: the words of page.md with the tables of the run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from string import Template

_PAGE = Path(__file__).resolve().parent / "page.md"
_OUT = Path(__file__).resolve().parents[2] / "docs" / "alignment.md"
_PLOT = _OUT.with_name("alignment-growth.svg")


def write_plot(svg: str) -> None:
    _PLOT.write_text(svg, "utf-8")


def write_page(parts: Mapping[str, str]) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    _OUT.write_text(Template(_PAGE.read_text("utf-8")).substitute(parts, today=today), "utf-8")
