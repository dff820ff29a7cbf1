"""What is wrong with an entry whose cells are patterns, in codes with their place: for whoever types it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from glossary.errors import GlossaryError
from glossary.model import Concept
from glossary.patterns.find import Finder
from glossary.patterns.grammar import Literal, Pattern, Slot, parse
from glossary.patterns.values import Language, Table


@dataclass(frozen=True, slots=True)
class Complaint:
    """A code of the word catalogue (``errors.<code>``), its facts, and whether the entry cannot be used."""

    code: str
    facts: Mapping[str, str | int]
    refused: bool = True


def validate(
    concept: Concept, source: Language, tables: Mapping[str, Table], examples: tuple[str, ...] = ()
) -> tuple[Complaint, ...]:
    """All that is wrong with the patterns of a concept, in the order of its cells; refusals and warnings."""
    return tuple(_complaints(concept, source, tables, examples))


def _complaints(
    concept: Concept, source: Language, tables: Mapping[str, Table], examples: tuple[str, ...]
) -> Iterator[Complaint]:
    sources: list[Pattern] = []
    targets: list[Pattern] = []
    for terms, parsed in ((concept.source, sources), (concept.target, targets)):
        for term in terms:
            if not term.pattern:
                continue
            try:
                parsed.append(parse(term.text))
            except GlossaryError as error:
                yield Complaint(error.code, error.facts)
    known = frozenset[str]().union(*(pattern.slots for pattern in sources))
    for pattern in (*sources, *targets):
        for slot in _slots(pattern):
            if slot.table and slot.table not in tables:
                yield Complaint("pattern-table", {"cell": pattern.cell, "table": slot.table})
    for pattern in targets:
        for name in sorted(pattern.slots - known):
            yield Complaint("pattern-unknown-slot", {"cell": pattern.cell, "slot": name})
        if not any(isinstance(item, Literal) for sequence in pattern.sequences for item in sequence):
            yield Complaint("pattern-only-slot", {"cell": pattern.cell}, refused=False)
    for pattern in sources:
        if any(_grabs(sequence) for sequence in pattern.sequences):
            yield Complaint("pattern-greedy", {"cell": pattern.cell}, refused=False)
    finders = [Finder(pattern, source) for pattern in sources]
    for example in examples:
        if not any(finder.find(source.sheet(example)) for finder in finders):
            yield Complaint("pattern-example", {"example": example})


def _slots(pattern: Pattern) -> list[Slot]:
    found = {item for sequence in pattern.sequences for item in sequence if isinstance(item, Slot)}
    return sorted(found, key=lambda slot: slot.name)


def _grabs(sequence: tuple[Literal | Slot, ...]) -> bool:
    """Whether a number without bounds stands before a literal numeral, which its reader would take with it."""
    for one, two in pairwise(sequence):
        unbounded = isinstance(one, Slot) and not one.table and one.low is None
        if unbounded and isinstance(two, Literal) and two.text[:1] in "一二三四五六七八九十百千0123456789":
            return True
    return False
