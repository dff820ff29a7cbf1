"""A glossary is concepts; a concept has source terms and target terms, each with a status; a forbidden one has a scope.

The words are the field's (ISO 30042): preferred, admitted, deprecated, forbidden. Offsets count code points, end
exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """Whether a term is to be used: preferred first, admitted silently, deprecated with a hint, forbidden never."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"


class Scope(StrEnum):
    """Where a forbidden term is wrong: beside its source term only, or in any text."""

    BESIDE = "beside"
    ANYWHERE = "anywhere"


class Confidence(StrEnum):
    """How sure the entry is: a *medium* one knows good forms, not all of them, so that a missing one says nothing, and
    what it forbids is a minor finding."""

    HIGH = "high"
    MEDIUM = "medium"


class Match(StrEnum):
    """How a concept is looked for more narrowly than usual, where a person says so.

    Usually capitals do not matter, nor inflection and hyphens; a word may stand between those of a long form, and in
    languages that join words a form may be half of one.
    """

    CASE = "case"
    """Capitals as written, but for a sentence's beginning."""
    EXACT = "exact"
    """No other inflection, no other division of the words."""
    TOGETHER = "together"
    """Nothing between its words."""
    WHOLE = "whole"
    """Not as half of a compound."""


class Verdict(StrEnum):
    """What the ledger says of one occurrence of a source term (or of a form found in a target without a source)."""

    OK = "ok"
    ADMITTED = "admitted"
    STYLE = "style"
    VALUE = "value"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    EXEMPT = "exempt"


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language. ``pattern`` is true for a cell with typed slots (an unescaped ``{``)."""

    text: str
    status: Status = Status.PREFERRED
    scope: Scope = Scope.BESIDE
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What the terms mean. ``id`` is stable within its glossary; ``citation`` says where the preferred form stands."""

    id: str
    source: tuple[Term, ...]
    target: tuple[Term, ...]
    domain: str = ""
    note: str = ""
    citation: str = ""
    confidence: Confidence = Confidence.HIGH
    ambiguous: bool = False
    """The source term has other meanings too: whatever is not *ok* or *admitted* asks, it does not accuse."""
    matching: frozenset[Match] = frozenset()
    first: Term | None = None
    """The fuller form for its first mention in a text; an accepted one wherever it stands."""

    @property
    def forms(self) -> tuple[Term, ...]:
        """The target terms with the one for the first mention, which is admitted where nothing else is said of it."""
        first = self.first
        if first is None or any(term.text == first.text and term.pattern == first.pattern for term in self.target):
            return self.target
        return (*self.target, Term(first.text, Status.ADMITTED, pattern=first.pattern))

    def targets(self, *statuses: Status) -> tuple[Term, ...]:
        return tuple(term for term in self.target if term.status in statuses)

    @property
    def preferred(self) -> str:
        """The target form to offer; "" for a concept that only forbids, or whose form is a pattern to be filled."""
        forms = (term.text for term in self.target if term.status is Status.PREFERRED and not term.pattern)
        return next(forms, "")


@dataclass(frozen=True, slots=True)
class Glossary:
    """A named list of concepts for one direction. Languages are BCP 47 codes, compared by their primary subtag."""

    name: str
    source_language: str
    target_language: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One occurrence of a term with its verdict. The entries of a text close: every source hit is in exactly one.

    ``source`` is None for a form found with no source term beside it; ``target`` is None for *missing*.
    ``found`` is the target text as it stands; ``suggestion`` what should stand there ("" for ok and admitted).
    ``ask`` is true where the source term has several concepts or is marked ambiguous: ask, do not accuse.
    ``form`` is the glossary's form that was found (of forms that differ in case, number or article, the first listed).
    ``again`` is true for a *missing* whose term is rendered elsewhere in the same text: likely a pronoun or short form.
    """

    concept: Concept
    term: str
    verdict: Verdict
    source: Span | None
    target: Span | None
    found: str = ""
    suggestion: str = ""
    ask: bool = False
    form: str = ""
    again: bool = False
