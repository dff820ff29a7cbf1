"""Concepts as a file gives them, line by line, joined into whole ones of one shape.

The shape, which every reader gives and every format keeps: one preferred form; the target terms in the order preferred,
admitted, deprecated, forbidden (those wrong anywhere first), literal ones before patterns; terms of one line each,
none twice; a scope only where something is wrong. The status of a source term is not kept: whatever a source says is
to be recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from glossary.errors import GlossaryError
from glossary.formats.cells import clean, one_line, shown
from glossary.formats.result import Faults
from glossary.model import Concept, Glossary, Scope, Status, Term

MAX_TERM = 1_000
GOOD = (Status.PREFERRED, Status.ADMITTED)
_RANK = (Status.PREFERRED, Status.ADMITTED, Status.DEPRECATED, Status.FORBIDDEN)


@dataclass(slots=True)
class _Entry:
    """A concept and its terms by their texts, while further lines may add to it."""

    concept: Concept
    line: int
    source: dict[str, Term] = field(default_factory=dict)
    target: dict[str, Term] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    settled: bool = False

    def add(self, more: Concept) -> None:
        """Adds the other's terms: a second preferred one is admitted. Nothing is added where one contradicts."""
        new: dict[str, Term] = {}
        settled = self.settled
        for term in more.target:
            if known := self.target.get(term.text) or new.get(term.text):
                if contradict(known, term):
                    raise GlossaryError("glossary-contradiction", {"term": shown(term.text)})
                continue
            if term.status is Status.PREFERRED:
                term, settled = (replace(term, status=Status.ADMITTED) if settled else term), True
            new[term.text] = term
        self.settled = settled
        self.target |= new
        for term in more.source:
            self.source.setdefault(term.text, term)
        if more.note:
            self.notes.setdefault(more.note)

    def whole(self) -> Concept:
        return replace(
            self.concept,
            source=tuple(sorted(self.source.values(), key=lambda term: term.pattern)),
            target=tuple(sorted(self.target.values(), key=rank)),
            note="\n".join(self.notes),
        )


class Collector:
    """Takes the concepts of a file one by one; what contradicts what was there is set aside with its line."""

    def __init__(self, name: str, faults: Faults) -> None:
        self._name = name
        self._faults = faults
        self._entries: dict[str, _Entry] = {}
        self._latest: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def add(self, concept: Concept, line: int, *, join: bool = False) -> None:
        """Adds a concept: to the one with its id, or (``join``) to one with its source terms, else as a new one.

        Without an id it also adds to the latest with its source terms if it names no other preferred form.
        """
        try:
            for term in (*concept.source, *concept.target):
                if len(term.text) > MAX_TERM:
                    raise GlossaryError("glossary-cell-too-long", {"limit": MAX_TERM})
            self._add(concept, line, join)
        except GlossaryError as error:
            self._faults.tell(line, error.code, error.facts)

    def concepts(self) -> tuple[Concept, ...]:
        return tuple(entry.whole() for entry in self._entries.values())

    def lines(self) -> tuple[int, ...]:
        return tuple(entry.line for entry in self._entries.values())

    def _add(self, concept: Concept, line: int, join: bool) -> None:
        key = source_key(concept)
        identity = concept.id
        earlier = self._entries.get(identity or self._latest.get(key, ""))
        if earlier is not None and (identity or join or not concept.preferred or _same(earlier, concept)):
            earlier.add(concept)
            return
        entry = _Entry(concept, line)
        entry.add(concept)
        identity = identity or self._free(key)
        entry.concept = replace(concept, id=identity)
        self._entries[identity] = entry
        self._latest[key] = identity

    def _free(self, key: str) -> str:
        while True:
            self._count[key] = number = self._count.get(key, 0) + 1
            identity = key if number == 1 else f"{key}#{number}"
            if identity not in self._entries:
                return identity


def canonical(glossary: Glossary) -> Glossary:
    """The glossary in the shape that reading gives: what every lossless format gives back."""
    return replace(glossary, concepts=tuple(map(settle, glossary.concepts)))


def derived_ids(concepts: Iterable[Concept]) -> list[str]:
    """The id each concept would get by its source terms alone; "" where it would be taken for an earlier one's part."""
    found: list[str] = []
    count: dict[str, int] = {}
    latest: dict[str, str] = {}
    for concept in concepts:
        key, preferred = source_key(concept), concept.preferred
        if key in latest and (not preferred or latest[key] == preferred):
            found.append("")
            continue
        latest[key] = preferred
        count[key] = count.get(key, 0) + 1
        found.append(key if count[key] == 1 else f"{key}#{count[key]}")
    return found


def source_key(concept: Concept) -> str:
    return "|".join(term.text for term in concept.source)


def contradict(one: Term, other: Term) -> bool:
    return (one.status in GOOD) != (other.status in GOOD)


def rank(term: Term) -> tuple[int, bool, bool]:
    return _RANK.index(term.status), term.scope is Scope.BESIDE, term.pattern


def _same(entry: _Entry, concept: Concept) -> bool:
    return entry.concept.preferred == concept.preferred


def settle(concept: Concept) -> Concept:
    """A concept in the one shape."""
    source: dict[str, Term] = {}
    for term in _tidy(concept.source):
        source.setdefault(term.text, Term(term.text, pattern=term.pattern))
    target: dict[str, Term] = {}
    settled = False
    for term in _tidy(concept.target):
        if term.text in target:
            continue
        if term.status is Status.PREFERRED:
            term, settled = (replace(term, status=Status.ADMITTED) if settled else term), True
        target[term.text] = replace(term, scope=Scope.BESIDE) if term.status in GOOD else term
    return replace(
        concept,
        id=one_line(clean(concept.id)),
        source=tuple(sorted(source.values(), key=lambda term: term.pattern)),
        target=tuple(sorted(target.values(), key=rank)),
        domain=clean(concept.domain),
        note=clean(concept.note),
        citation=clean(concept.citation),
        first=next((Term(term.text, pattern=term.pattern) for term in _tidy(filter(None, (concept.first,)))), None),
    )


def _tidy(terms: Iterable[Term]) -> Iterator[Term]:
    for term in terms:
        for part in clean(term.text).split(" || ") if term.pattern else (clean(term.text),):
            if text := one_line(part):
                yield replace(term, text=text)
