"""What a check is given and what it is: a function that yields findings, with an id and a sentence of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.model import Finding, Severity
from glossary.matcher import Matcher


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One row as checks see it: the included text of both sides. ``source`` is None where there is no source document.

    ``row`` is the index its findings carry.
    """

    row: int
    source: str | None
    target: str


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What is the same for all rows. ``matcher`` holds the project's glossaries, compiled once for the pair."""

    source_language: str
    target_language: str
    matcher: Matcher
    length_ratio: float | None = None
    """Target characters per source character of this document, fitted by the runner; None with too little text."""


RowCheck = Callable[[CheckRow, CheckContext], Iterator[Finding]]
DocumentCheck = Callable[[Sequence[CheckRow], CheckContext], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """An entry of the registry. ``id`` names what is checked in the field's words; the sentence is the word
    catalogue's ``check.about.<id>``. Exactly one of ``row`` and ``document`` is set."""

    id: str
    mqm: str
    severity: Severity
    row: RowCheck | None = None
    document: DocumentCheck | None = None
    needs_source: bool = True
    tags: frozenset[str] = field(default_factory=frozenset)
