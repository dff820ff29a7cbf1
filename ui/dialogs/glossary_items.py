"""What the window of glossaries lists: glossaries in the order in which they count, and their concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model import GlossaryId
from app.project import Project
from app.review.terms import OWN
from app.words import Words
from glossary.model import Concept, Glossary, Status, Term
from ui.models.columns import RIGHT, Column


@dataclass(frozen=True, slots=True)
class GlossaryLine:
    """A glossary of the project with the number it has there."""

    id: GlossaryId
    name: str
    glossary: Glossary

    @property
    def count(self) -> int:
        return len(self.glossary.concepts)


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in its glossary; ``text`` is what a filter looks into."""

    line: GlossaryLine
    concept: Concept
    text: str


def glossary_name(name: str, words: Words) -> str:
    return words.say("terms.own-glossary") if name == OWN else name


def lines_of(project: Project, words: Words) -> list[GlossaryLine]:
    """The glossaries of a project, the one that counts most first."""
    kept = project.store.glossary_places()
    return [
        GlossaryLine(one.id, glossary_name(one.name, words), glossary)
        for one, glossary in zip(kept, project.glossaries, strict=True)
    ]


def glossary_choices(
    project: Project, words: Words, first: GlossaryId | None = None
) -> list[tuple[GlossaryId | None, str]]:
    """Where a new term can go: ``first``, else the project's own, then the others. None stands for the own one."""
    kept = [(one.id, one.name) for one in project.store.glossary_places()]
    own: list[tuple[GlossaryId | None, str]] = [(None, glossary_name(OWN, words))]
    others: list[tuple[GlossaryId | None, str]] = [(id_, name) for id_, name in kept if name != OWN]
    front = [choice for choice in others if choice[0] == first]
    return [*front, *own, *(choice for choice in others if choice[0] != first)]


def entries_of(lines: Iterable[GlossaryLine]) -> list[Entry]:
    return [Entry(line, concept, _searched(concept)) for line in lines for concept in line.glossary.concepts]


def filtered(entries: Sequence[Entry], text: str) -> Sequence[Entry]:
    """The entries that hold every word of a text, in any letters."""
    wanted = text.casefold().split()
    return [entry for entry in entries if all(word in entry.text for word in wanted)] if wanted else entries


def glossary_columns(words: Words) -> tuple[Column[GlossaryLine], ...]:
    return (
        Column("terms.column-glossary", _line_name, tooltip=_line_name),
        Column("terms.column-languages", _languages, 76),
        Column("terms.column-count", _count, 70, RIGHT, sort=_number),
    )


def entry_columns() -> tuple[Column[Entry], ...]:
    return (
        Column("terms.column-source", _sources, tooltip=_sources, bold=_always),
        Column("terms.target", _preferred, tooltip=_preferred),
        Column("terms.column-also", _also, tooltip=_also),
        Column("terms.column-wrong", _wrong, tooltip=_wrong, tone=_error),
        Column("terms.column-glossary", _glossary, 130, tooltip=_note, tone=_soft),
    )


def entry_key(entry: Entry) -> str:
    return entry.concept.id


def line_key(line: GlossaryLine) -> int:
    return line.id


def _searched(concept: Concept) -> str:
    terms = [term.text for term in (*concept.source, *concept.target)]
    return "\n".join((*terms, concept.domain, concept.note, concept.citation)).casefold()


def _line_name(line: GlossaryLine) -> str:
    return line.name


def _languages(line: GlossaryLine) -> str:
    return f"{line.glossary.source_language or '*'} → {line.glossary.target_language or '*'}"


def _count(line: GlossaryLine) -> str:
    return str(line.count)


def _number(line: GlossaryLine) -> int:
    return line.count


def _sources(entry: Entry) -> str:
    return _joined(entry.concept.source)


def _preferred(entry: Entry) -> str:
    return _joined(entry.concept.targets(Status.PREFERRED))


def _also(entry: Entry) -> str:
    return _joined(entry.concept.targets(Status.ADMITTED))


def _wrong(entry: Entry) -> str:
    return _joined(entry.concept.targets(Status.FORBIDDEN, Status.DEPRECATED))


def _glossary(entry: Entry) -> str:
    return entry.line.name


def _note(entry: Entry) -> str:
    return "\n".join(filter(None, (entry.line.name, entry.concept.domain, entry.concept.note, entry.concept.citation)))


def _joined(terms: Iterable[Term]) -> str:
    return " | ".join(term.text for term in terms)


def _always(entry: Entry) -> bool:
    return True


def _soft(entry: Entry) -> str:
    return "soft"


def _error(entry: Entry) -> str:
    return "error"
