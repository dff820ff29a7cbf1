"""A person's changes to the glossaries of a project, as edits: each can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.errors import UserError
from app.model import ConceptId, GlossaryId, Side
from app.store import Create, Delete, Edit, Op, Origin, SetField, Store, Value
from app.store.terms import StoredConcept
from app.store.writing import new_uuid
from glossary.errors import GlossaryError
from glossary.formats import canonical, cells_of, concept_of
from glossary.model import Concept, Glossary

OWN = ""
"""The name of the glossary that a project makes for what is entered in it; the window has a word for it."""


@dataclass(frozen=True, slots=True)
class KeptGlossary:
    """A glossary as it is kept: a line of JSON for each of its concepts. Made beforehand, where there are many."""

    glossary: Glossary
    lines: tuple[str, ...]


def as_kept(glossary: Glossary) -> KeptGlossary:
    """The glossary in its one shape with its lines; a second for fifty thousand concepts."""
    glossary = canonical(glossary)
    return KeptGlossary(glossary, tuple(map(_cells, glossary.concepts)))


class GlossaryReader:
    """The glossaries of a project as the checks want them; a concept that reads as it did is not parsed again."""

    def __init__(self) -> None:
        self._known: dict[ConceptId, tuple[str, Concept]] = {}
        self._expected: dict[str, Concept] = {}

    def expect(self, new: KeptGlossary) -> None:
        """What is about to be put into the project, so that it need not be parsed where it was just written."""
        self._expected = dict(zip(new.lines, new.glossary.concepts, strict=True))

    def read(self, store: Store) -> tuple[Glossary, ...]:
        """The glossaries in their order; a concept carries its number in the file as its id. Raises UserError."""
        before, self._known = self._known, {}
        expected, self._expected = self._expected, {}
        try:
            return tuple(
                Glossary(
                    kept.name,
                    kept.source_language,
                    kept.target_language,
                    tuple(self._concept(concept, kept.name, before, expected) for concept in kept.concepts),
                )
                for kept in store.glossaries()
            )
        except GlossaryError as error:
            raise UserError(error.code, **error.facts) from error

    def _concept(
        self,
        kept: StoredConcept,
        name: str,
        before: Mapping[ConceptId, tuple[str, Concept]],
        expected: Mapping[str, Concept],
    ) -> Concept:
        line, concept = before.get(kept.id, ("", None))
        if concept is None or line != kept.line:
            concept = replace(expected.get(kept.line) or concept_of(kept.cells, name), id=str(kept.id))
        self._known[kept.id] = (kept.line, concept)
        return concept


def add_concepts(store: Store, concepts: Sequence[Concept], glossary: GlossaryId | None = None) -> Edit:
    """Puts concepts at the end of a glossary; without one into the project's own, which is made and counts most."""
    if not concepts:
        return Edit("term-add", Origin.EDIT, ())
    ops: list[Op] = []
    if glossary is None:
        own = next((place for place in store.glossary_places() if place.name == OWN), None)
        glossary = own.id if own is not None else GlossaryId(store.next_id("glossary"))
        if own is None:
            ops.append(_new_glossary(store, glossary, OWN, _first(store) - 1))
    return Edit("term-add", Origin.EDIT, (*ops, *_new_concepts(store, glossary, map(_cells, concepts))))


def change_concept(store: Store, id_: ConceptId, concept: Concept) -> Edit:
    """Gives a concept other terms, another status or note; nothing when it says what it said."""
    before, after = store.record("concept", id_)["cells"], _cells(concept)
    if json.loads(str(before)) == json.loads(after):
        return Edit("term-change", Origin.EDIT, ())
    return Edit("term-change", Origin.EDIT, (SetField("concept", id_, "cells", before, after),))


def remove_concepts(store: Store, ids: Iterable[ConceptId]) -> Edit:
    """Takes concepts out of their glossaries."""
    return Edit("term-remove", Origin.EDIT, tuple(Delete("concept", id_, store.record("concept", id_)) for id_ in ids))


def add_glossary(store: Store, new: KeptGlossary) -> Edit:
    """Puts a whole glossary behind those there are."""
    glossary = new.glossary
    id_ = GlossaryId(store.next_id("glossary"))
    last = max((place.position for place in store.glossary_places()), default=0.0)
    languages = (glossary.source_language, glossary.target_language)
    made = _new_glossary(store, id_, glossary.name, last + 1, languages)
    return Edit("glossary-add", Origin.IMPORT, (made, *_new_concepts(store, id_, new.lines)))


def remove_glossary(store: Store, id_: GlossaryId) -> Edit:
    """Takes a glossary away with all its concepts."""
    kept = next(glossary for glossary in store.glossaries() if glossary.id == id_)
    concepts = remove_concepts(store, [concept.id for concept in kept.concepts])
    return Edit("glossary-remove", Origin.EDIT, (*concepts.ops, Delete("glossary", id_, store.record("glossary", id_))))


def order_glossaries(store: Store, ids: Sequence[GlossaryId]) -> Edit:
    """Makes the glossaries count in the order given, the first one most."""
    ops = []
    for place, id_ in enumerate(ids, 1):
        before = store.record("glossary", id_)["position"]
        if before != float(place):
            ops.append(SetField("glossary", id_, "position", before, float(place)))
    return Edit("glossary-order", Origin.EDIT, tuple(ops))


def _new_glossary(
    store: Store, id_: GlossaryId, name: str, position: float, languages: tuple[str, str] | None = None
) -> Create:
    settings = store.settings()
    source, target = languages or tuple(settings.get(f"{side}_language", "") for side in Side)
    values: dict[str, Value] = {
        "id": id_, "uuid": new_uuid(), "position": position, "name": name, "source_language": source,
        "target_language": target,
    }  # fmt: skip
    return Create("glossary", id_, values)


def _new_concepts(store: Store, glossary: GlossaryId, lines: Iterable[str]) -> list[Op]:
    last = next((place.last for place in store.glossary_places() if place.id == glossary), None)
    place = 0.0 if last is None else last + 1
    first = store.next_id("concept")
    return [
        Create(
            "concept",
            first + number,
            {
                "id": first + number,
                "uuid": new_uuid(),
                "glossary_id": glossary,
                "position": place + number,
                "cells": line,
            },
        )
        for number, line in enumerate(lines)
    ]


def _cells(concept: Concept) -> str:
    return json.dumps(cells_of(concept), ensure_ascii=False)


def _first(store: Store) -> float:
    return min((place.position for place in store.glossary_places()), default=1.0)
