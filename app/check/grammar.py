"""Slips of grammar that two or three words show by themselves: a hour, more then, seid 2010."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.check.model import Fault, RowView
from app.model import Span, Suggestion
from app.resources import resource


@dataclass(frozen=True, slots=True)
class _Slip:
    """``clues``: a text has one of them at least; ``meant`` is what stands for the pattern's group ``wrong``."""

    clues: tuple[str, ...]
    pattern: re.Pattern[str]
    meant: str


def check_grammar(view: RowView) -> Iterator[Fault]:
    """The slips of resources/check/grammar.toml that the source does not have too."""
    for slip in _slips().get(view.context.target_facts.code, ()):
        if not any(clue in view.target for clue in slip.clues):
            continue
        for match in slip.pattern.finditer(view.target):
            if match[0] not in view.source:
                span, meant = Span(*match.span("wrong")), match.expand(slip.meant)
                yield Fault(
                    "grammar", (Span(*match.span()),), facts=(("found", match[0]), ("suggestion", meant)),
                    suggestions=(Suggestion(span, meant),),
                )  # fmt: skip


@cache
def _slips() -> dict[str, tuple[_Slip, ...]]:
    data = tomllib.loads(resource("check", "grammar.toml").read_text("utf-8"))
    return {
        language: tuple(_Slip(tuple(slip["clues"]), re.compile(slip["pattern"]), slip["meant"]) for slip in slips)
        for language, slips in data.items()
    }
