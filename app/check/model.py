"""What a check is given and what it is: a function that yields faults, with an id and a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from app.check.calendar import Confused, confused_dates, confused_halves, confused_parts
from app.check.comparison import Mismatch, Text, compare, has_gap, may_count
from app.check.facts import LanguageFacts, language_facts, without_code
from app.check.money import Confusion, confused_currencies
from app.check.places import Pair, confused_fractions, confused_points, confused_units, only_pairs, swapped
from app.check.tuning import Tuning
from app.check.weekdays import DATE_PARTS, WeekDay, weekdays
from app.model import Fact, Role, Severity, Span, Suggestion
from glossary.acronyms import Acronyms
from glossary.language.numbers import Kind, Number, read_numbers
from glossary.matcher import Matcher
from glossary.model import Confidence, LedgerEntry, Verdict
from glossary.verdict import judge

_CLOCK = re.compile(r"(?<![\d.,:])(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d:]|[.,]\d)")
_CLOCKS = 20
_DIGIT = re.compile("[0-9]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NAMES_OWN_NUMBERS = frozenset({Verdict.OK, Verdict.ADMITTED, Verdict.FORBIDDEN, Verdict.STYLE, Verdict.VALUE})
_HAIR = 0.02
_EUROPEAN = frozenset({"latin", "cyrillic", "greek"})
"""Scripts of languages that put what they say in much the same order."""
_RIGHT = frozenset({Verdict.OK, Verdict.ADMITTED})
_Note = TypeVar("_Note")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One row as checks see it: the included text of both sides. ``source`` is None where there is no source document.

    ``row`` is the index its findings carry, ``role`` what the row's paragraph is in its document.
    """

    row: int
    source: str | None
    target: str
    role: Role = Role.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a translation is in one document: ``ratio`` is the median of target letters per source letter,
    ``spread`` the standard deviation of its logarithm in rows of any length (short rows vary more)."""

    ratio: float
    spread: float

    def is_near(self, other: Lengths) -> bool:
        """Whether they differ by less than anybody would notice."""
        return all(
            abs(one - two) <= _HAIR * two for one, two in ((self.ratio, other.ratio), (self.spread, other.spread))
        )


class Spelling(Protocol):
    """Says of a word whether it may be spelt right; ``begins``: whether a sentence begins with it."""

    def may_be_right(self, word: str, *, begins: bool) -> bool: ...


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What is the same for all rows. ``matcher`` holds the project's glossaries, compiled once for the pair."""

    source_language: str
    target_language: str
    matcher: Matcher
    lengths: Lengths | None = None
    """How long the translations of this document are, fitted by the runner; None with too little text."""
    acronyms: Acronyms = field(default_factory=dict)
    """What the translation introduces in some row, "Hong Kong Monetary Authority (HKMA)", and may use in any."""
    written_out: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """For the check of a single row: groups of words that the translation has in full and then by a short name, each
    with the first row that has it (:mod:`app.check.shortened`)."""
    spelling: Spelling | None = None
    """The dictionaries of the target's language; None where there are none."""
    own_words: frozenset[str] = frozenset()
    """The words of the glossaries' target terms, in small letters: right, whatever dictionaries say."""
    tuning: Tuning = field(default_factory=Tuning)

    @property
    def source_facts(self) -> LanguageFacts:
        return language_facts(self.source_language)

    @property
    def target_facts(self) -> LanguageFacts:
        return language_facts(self.target_language)


def is_loose(entry: LedgerEntry) -> bool:
    """Whether a pattern of medium confidence made it, that knows any percentage or date and no name."""
    return entry.concept.confidence is Confidence.MEDIUM and any(term.pattern for term in entry.concept.source)


Notes = dict[Callable[["RowView"], Any], Any]
"""What was taken down of a row, by who took it."""


class RowView:
    """A row being checked, with what several checks ask for, worked out at most once."""

    def __init__(self, row: CheckRow, context: CheckContext) -> None:
        self.row = row.row
        self.place = 0
        """How many rows of its document stand before it."""
        self.given_source = row.source
        self.source = row.source or ""
        self.target = row.target
        self.role = row.role
        self.context = context
        self.notes: Notes = {}

    def note(self, taker: Callable[[RowView], _Note]) -> _Note:
        """What a check of documents takes down of this row. It is taken once, and stays with the row's texts from run
        to run, so ``taker`` may look at nothing else: not at the row's place or role, not at its neighbours."""
        if taker not in self.notes:
            self.notes[taker] = taker(self)
        taken: _Note = self.notes[taker]
        return taken

    @cached_property
    def has_both(self) -> bool:
        """Whether there is text on both sides to compare."""
        return bool(self.source.strip() and self.target.strip())

    def know(self, entries: tuple[LedgerEntry, ...], notes: Notes) -> None:
        """Takes the verdicts of the glossary and the notes over from where they were worked out already."""
        vars(self)["entries"] = entries
        self.notes = notes

    @cached_property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """The verdicts of the glossary."""
        return judge(self.context.matcher, self.given_source, self.target, self.context.acronyms)

    @cached_property
    def source_numbers(self) -> tuple[Number, ...]:
        return read_numbers(without_code(self.source), self.context.source_facts.numerals)

    @cached_property
    def target_numbers(self) -> tuple[Number, ...]:
        return read_numbers(without_code(self.target), self.context.target_facts.numerals)

    @cached_property
    def has_gap(self) -> bool:
        """Whether the target looks as if something had been taken out of it."""
        return has_gap(self.target)

    @cached_property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """Numbers and dates that the other side does not account for; names of the glossary own their numerals."""
        if not self.has_both or not self._has_numbers:
            return ()
        return compare(*self._sides)

    @cached_property
    def swaps(self) -> tuple[tuple[Number, Number], ...]:
        """Numbers of the target that stand in each other's places, where nothing else is wrong with them."""
        if self.mismatches or not self._has_numbers or sum(number.figure for number in self.target_numbers) < 2:
            return ()
        scripts = {self.context.source_facts.script.name, self.context.target_facts.script.name}
        return tuple(swapped(*self._sides, self._pairs, same_order=scripts <= _EUROPEAN))

    @cached_property
    def weekdays(self) -> tuple[tuple[WeekDay, ...], tuple[WeekDay, ...]]:
        """Full dates with a day of the week beside them, on either side."""
        # A full date is three numbers; who has no source to compare has not read them yet.
        if self.has_both and len(self.target_numbers) < len(DATE_PARTS):
            return (), ()
        if not self.context.target_facts.numerals.weekday_pattern.search(self.target):
            return (), ()
        ours, theirs = self._sides
        return tuple(weekdays(ours)), tuple(weekdays(theirs))

    @cached_property
    def points(self) -> tuple[tuple[Number, Number], ...]:
        """Per cent for percentage points, and the reverse."""
        if not self._has_numbers or not any(number.kind is Kind.PERCENT for number in self.target_numbers):
            return ()
        return tuple(confused_points(*self._sides, self._pairs))

    @cached_property
    def units(self) -> tuple[tuple[Number, Number], ...]:
        """Figures that kept their value and changed their unit."""
        if not self._has_numbers or not any(number.unit for number in self.target_numbers):
            return ()
        return tuple(confused_units(*self._sides, self._pairs))

    @cached_property
    def fractions(self) -> tuple[tuple[Number, Number], ...]:
        """Parts of a whole, in words, that are others."""
        return tuple(confused_fractions(*self._sides)) if "分之" in self.source else ()

    @cached_property
    def calendar(self) -> tuple[Confused, ...]:
        """Dates, hours and parts of the year that mean something else, though their figures agree."""
        if not self.has_both:
            return ()
        languages = self.context.source_facts.code, self.context.target_facts.code
        found = tuple(confused_parts(self.source, self.target, languages))
        if self._has_numbers:
            found += (*confused_dates(*self._sides), *confused_halves(*self._sides))
        return found

    @cached_property
    def currencies(self) -> tuple[Confusion, ...]:
        """Figures that kept their value and changed their currency."""
        return tuple(confused_currencies(*self._sides, self._pairs)) if self._has_numbers else ()

    @cached_property
    def _sides(self) -> tuple[Text, Text]:
        # A loose pattern (any percentage, any date) is silent on wrong values, so it owns only right ones.
        owned = [
            entry for entry in self.entries if entry.verdict in (_RIGHT if is_loose(entry) else _NAMES_OWN_NUMBERS)
        ]
        clocks, their_clocks = self._clocks_copied()
        return (
            Text(
                self.source,
                self.source_numbers,
                self.context.source_facts.numerals,
                (*(entry.source for entry in owned if entry.source is not None), *clocks),
            ),
            Text(
                self.target,
                self.target_numbers,
                self.context.target_facts.numerals,
                (*(entry.target for entry in owned if entry.target is not None), *their_clocks),
                self.has_gap,
            ),
        )

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        """The numbers that stand on both sides, each beside its other."""
        return tuple(only_pairs(*self._sides))

    @cached_property
    def _has_numbers(self) -> bool:
        """Whether there may be something to compare: figures, or number words in two languages that have them.

        Chinese and Japanese ones are asked only where they count something, or where the translation has a gap.
        """
        if _has_digit(self.target) or _has_digit(self.source):
            return True
        facts = self.context.source_facts.numerals, self.context.target_facts.numerals
        if not all(one.words or one.han for one in facts):
            return False
        han = [text for text, one in zip((self.source, self.target), facts, strict=True) if one.han is not None]
        return not han or any(map(may_count, han)) or self.has_gap

    def _clocks_copied(self) -> tuple[list[Span], list[Span]]:
        """Times of day written alike on both sides (14.30), which one language reads as a time, the other may not."""
        timed = {number.span.start for number in self.source_numbers if number.kind is Kind.TIME}
        if not timed:
            return [], []
        theirs = {match[0]: Span(*match.span()) for match in _CLOCK.finditer(self.target)}
        ours = {
            match[0]: Span(*match.span())
            for match in _CLOCK.finditer(self.source)
            if match[0] in theirs and match.start() in timed
        }
        return [*ours.values()][:_CLOCKS], [theirs[time] for time in ours][:_CLOCKS]


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None or any(map(str.isdigit, "".join(_NOT_ASCII.findall(text))))


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check yields; the runner makes a finding of it with the registry's id, MQM category and severity.

    ``row`` is the index of the row for checks that see the whole document, None for those that see one.
    ``evidence`` is "" where the code and the text the spans cover say enough.
    """

    code: str
    target: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    severity: Severity | None = None
    verdict: str = ""
    term: str = ""
    evidence: str = ""
    row: int | None = None


class DocumentCheck(Protocol):
    """A check of documents and what it has taken down of one: it is told which rows come and go, and judges again only
    what those touch. Rows it is told of stand at their places already, those that go still know the ones they had."""

    def enter(self, view: RowView) -> None:
        """A row has come to the document, or is there again with another text."""
        ...

    def leave(self, view: RowView) -> None:
        """A row has gone."""
        ...

    def renumber(self) -> None:
        """Rows that stay have other numbers and places now, in the order they had."""
        ...

    def faults(self, views: Sequence[RowView]) -> Iterable[Fault]:
        """All that is wrong with the document as it stands; ``views`` are its rows."""
        ...


RowCheck = Callable[[RowView], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Check:
    """An entry of the registry. ``id`` names what is checked in the field's words; the sentence is the word
    catalogue's ``check.about.<id>``. At least one of ``row`` and ``document`` is set."""

    id: str
    mqm: str
    severity: Severity
    row: RowCheck | None = None
    document: Callable[[CheckContext], DocumentCheck] | None = None
    needs_source: bool = True
    tags: frozenset[str] = field(default_factory=frozenset)
