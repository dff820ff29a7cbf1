"""Concepts with the same source term, in one glossary or several, and one concept made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.model import ConceptId
from app.review.terms import change_concept, remove_concepts
from app.store import Edit, Op, Origin, Store
from glossary.language.reading import Reader
from glossary.model import Concept, Confidence, Status, Term


def find_duplicates(concepts: Iterable[Concept], source_language: str) -> list[tuple[Concept, ...]]:
    """Groups of two and more concepts that share a source term, as the matcher reads it; in the order they come in."""
    reader = Reader(source_language)
    leader: dict[str, int] = {}
    groups: dict[int, list[Concept]] = {}
    for number, concept in enumerate(concepts):
        keys = [f"{{{term.text}" if term.pattern else reader.loose_key(term.text) for term in concept.source]
        first = min((leader[key] for key in keys if key in leader), default=number)
        for key in keys:
            leader.setdefault(key, first)
        groups.setdefault(first, []).append(concept)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def merged(concepts: Sequence[Concept]) -> Concept:
    """The first of the concepts with the terms of all. Its preferred form stays; those of the others are admitted.

    A form two of them judge differently keeps the judgement of the earlier one.
    """
    first, *others = concepts
    target = {term.text: term for term in first.target}
    led = bool(first.targets(Status.PREFERRED))
    for other in others:
        for term in other.target:
            target.setdefault(term.text, _second(term) if led else term)
        led = led or bool(other.targets(Status.PREFERRED))
    source: dict[str, Term] = {}
    for term in (term for concept in concepts for term in concept.source):
        source.setdefault(term.text, term)
    return replace(
        first,
        source=tuple(source.values()),
        target=tuple(target.values()),
        domain=_first(concept.domain for concept in concepts),
        note="\n".join(dict.fromkeys(concept.note for concept in concepts if concept.note)),
        citation=_first(concept.citation for concept in concepts),
        confidence=min((concept.confidence for concept in concepts), key=list(Confidence).index),
        ambiguous=any(concept.ambiguous for concept in concepts),
        first=next((concept.first for concept in concepts if concept.first is not None), None),
    )


def merge_concepts(store: Store, groups: Iterable[Sequence[Concept]]) -> Edit:
    """Makes each group one concept, in the place of its first, as one edit. Their ids are those of the project."""
    ops: list[Op] = []
    for group in groups:
        ids = [ConceptId(int(concept.id)) for concept in group]
        ops += change_concept(store, ids[0], merged(group)).ops
        ops += remove_concepts(store, ids[1:]).ops
    return Edit("term-merge", Origin.EDIT, tuple(ops))


def _second(term: Term) -> Term:
    return replace(term, status=Status.ADMITTED) if term.status is Status.PREFERRED else term


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")
