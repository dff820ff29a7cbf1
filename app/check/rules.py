"""A team's own rules: what must not stand in a translation, or must where the source says something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, NamedTuple

from app.errors import UserError
from app.expressions import SECONDS, compile_expression
from app.model import Severity, Span

_MOST = 50
"""Places of one rule in one row."""

Kind = Literal["found", "missing", "look", "slow"]


@dataclass(frozen=True, slots=True)
class Rule:
    """``target`` must not stand in the translation; with ``missing``, it must stand there. With a ``source`` this holds
    where that stands in the source; a ``source`` alone asks for every such row to be looked at.

    Both are texts, or expressions with ``regex``; ``instead`` is what to put for what is found (``\\1`` is a group of
    it), ``message`` what is said, "" for a sentence of ours.
    """

    name: str
    source: str = ""
    target: str = ""
    missing: bool = False
    regex: bool = False
    match_case: bool = False
    severity: Severity = Severity.MINOR
    message: str = ""
    instead: str = ""


class Hit(NamedTuple):
    """What a rule says of a row. ``slow``: it took too long to say anything."""

    kind: Kind
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    instead: str | None = None


class CompiledRule:
    """A rule with its patterns. One that once took too long says so there and is left alone from then on: it would
    take as long on every other row."""

    def __init__(self, rule: Rule) -> None:
        """Raises UserError for a rule without a name or anything to look for, or with an expression that is none."""
        if not rule.name.strip() or not (rule.target or (rule.source and not rule.missing)):
            raise UserError("bad-rule", name=rule.name)
        self.rule = rule
        self._source = self._compiled(rule.source)
        self._target = self._compiled(rule.target)
        self._slow = False

    def _compiled(self, text: str) -> Any:
        """A word is meant as a word: "EUR" is not found in "Europe". Scripts without spaces have no such edges."""
        if not text:
            return None
        plain = text.isascii() and not self.rule.regex
        return compile_expression(
            text, regex=self.rule.regex, match_case=self.rule.match_case,
            begins_word=plain and text[0].isalnum(), ends_word=plain and text[-1].isalnum(),
        )  # fmt: skip

    def look(self, source: str, target: str) -> tuple[Hit, ...]:
        """What there is to say of a row; nothing of one that is not translated."""
        if self._slow or not target.strip():
            return ()
        try:
            return tuple(self._look(source, target))
        except TimeoutError:
            self._slow = True
            return (Hit("slow", target=(Span(0, len(target)),)),)

    def _look(self, source: str, target: str) -> Iterator[Hit]:
        ours: tuple[Span, ...] = ()
        if self._source is not None:
            ours = tuple(Span(*hit.span()) for hit in _hits(self._source, source))
            if not ours:
                return
        if self._target is None:
            yield Hit("look", ours)
        elif self.rule.missing:
            if not _hits(self._target, target):
                yield Hit("missing", ours, () if ours else (Span(0, len(target)),))
        else:
            for hit in _hits(self._target, target):
                yield Hit("found", ours, (Span(*hit.span()),), self._instead(hit) if self.rule.instead else None)

    def _instead(self, hit: Any) -> str:
        if not self.rule.regex:
            return self.rule.instead
        import regex

        try:
            return str(hit.expand(self.rule.instead))
        except (regex.error, IndexError):
            # It names a group that is not there, or no group at all: it stands for itself.
            return self.rule.instead


def _hits(pattern: Any, text: str) -> list[Any]:
    """The places with something in them; raises TimeoutError."""
    found = (hit for hit in pattern.finditer(text, timeout=SECONDS) if hit.end() > hit.start())
    return list(islice(found, _MOST))
