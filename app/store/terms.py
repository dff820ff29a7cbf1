"""Reading the glossaries of a project: a record for each concept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from app.model import ConceptId, GlossaryId


@dataclass(frozen=True, slots=True)
class StoredConcept:
    """One concept of a glossary of the project; ``line`` is its line of the table as it is kept: JSON, by column."""

    id: ConceptId
    line: str

    @property
    def cells(self) -> Mapping[str, str]:
        cells: dict[str, str] = json.loads(self.line)
        return cells


@dataclass(frozen=True, slots=True)
class GlossaryPlace:
    """Where a glossary stands among the others, and how far its concepts reach: what it takes to add to it."""

    id: GlossaryId
    name: str
    position: float
    last: float | None
    """The position of its last concept, None without any."""


@dataclass(frozen=True, slots=True)
class StoredGlossary:
    """A glossary of the project with its concepts in order. The first glossary of a project counts most."""

    id: GlossaryId
    name: str
    source_language: str
    target_language: str
    concepts: tuple[StoredConcept, ...]


def glossaries(connection: sqlite3.Connection) -> list[StoredGlossary]:
    """The glossaries of the project, the most important first."""
    concepts: dict[int, list[StoredConcept]] = {}
    query = "SELECT glossary_id, id, cells FROM concept ORDER BY glossary_id, position, id"
    for glossary_id, id_, cells in connection.execute(query):
        concepts.setdefault(glossary_id, []).append(StoredConcept(ConceptId(id_), cells))
    query = "SELECT id, name, source_language, target_language FROM glossary ORDER BY position, id"
    return [
        StoredGlossary(GlossaryId(id_), name, source, target, tuple(concepts.get(id_, ())))
        for id_, name, source, target in connection.execute(query)
    ]


def glossary_places(connection: sqlite3.Connection) -> list[GlossaryPlace]:
    """The same without the concepts, of which there may be very many."""
    query = """
        SELECT g.id, g.name, coalesce(g.position, 0), (SELECT max(c.position) FROM concept c WHERE c.glossary_id = g.id)
        FROM glossary g ORDER BY g.position, g.id
    """
    return [GlossaryPlace(GlossaryId(id_), *values) for id_, *values in connection.execute(query)]
