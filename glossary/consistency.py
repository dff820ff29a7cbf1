"""One term, several accepted names: where a document changes the rendering of a term, without any of them being wrong.

Variants of case, number and article count as one (``LedgerEntry.form``), and so do a name and its short form: an
acronym, or some of its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.language.folding import fold
from glossary.model import Concept, LedgerEntry, Span, Verdict


@dataclass(frozen=True, slots=True)
class Rendering:
    """One of the forms in use. ``places`` are (row, target span), in order; ``rows`` their rows, each once."""

    form: str
    places: tuple[tuple[int, Span], ...]

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(row for row, _ in self.places))


@dataclass(frozen=True, slots=True)
class RenderingGroup:
    """A concept with two renderings or more, the commonest first (of equals the one that comes first)."""

    concept: Concept
    term: str
    renderings: tuple[Rendering, ...]

    @property
    def count(self) -> int:
        return sum(rendering.count for rendering in self.renderings)


def renderings(entries_by_row: Sequence[Iterable[LedgerEntry]]) -> tuple[RenderingGroup, ...]:
    """The concepts whose accepted forms change in the document, in the order of their first place.

    ``entries_by_row[i]`` is the ledger of row ``i``. Wrong forms are findings already and are not counted here.
    """
    places: dict[int, dict[str, list[tuple[int, Span]]]] = {}
    first: dict[int, LedgerEntry] = {}
    for row, entries in enumerate(entries_by_row):
        for entry in entries:
            if not is_rendered(entry) or entry.target is None:
                continue
            key = id(entry.concept)
            first.setdefault(key, entry)
            places.setdefault(key, {}).setdefault(entry.form or entry.found, []).append((row, entry.target))
    groups = []
    for key, by_form in places.items():
        if len(by_form) > 1:
            merged = _with_short_forms(by_form)
            if len(merged) > 1:
                groups.append(RenderingGroup(first[key].concept, first[key].term, merged))
    return tuple(groups)


def is_rendered(entry: LedgerEntry) -> bool:
    """Whether an entry is a rendering at all: right, and not written out for the first mention as its concept asks for,
    which is no second name. Numbered names and dates are many things, not one under many names."""
    if entry.target is None or entry.verdict not in (Verdict.OK, Verdict.ADMITTED):
        return False
    if any(term.pattern for term in entry.concept.source):
        return False
    return entry.concept.first is None or entry.form != entry.concept.first.text


def _with_short_forms(by_form: dict[str, list[tuple[int, Span]]]) -> tuple[Rendering, ...]:
    """Adds a short form's places to the longest name it is short for."""
    forms = sorted(by_form, key=len, reverse=True)
    heads: dict[str, list[tuple[int, Span]]] = {}
    for form in forms:
        head = next((known for known in heads if _is_short_for(form, known)), form)
        heads.setdefault(head, []).extend(by_form[form])
    found = [Rendering(form, tuple(sorted(places))) for form, places in heads.items()]
    return tuple(sorted(found, key=lambda rendering: (-rendering.count, rendering.places)))


def _is_short_for(form: str, full: str) -> bool:
    if form.isupper() and form.isalnum() and len(form) < len(full):
        return True
    return f" {fold(form).text} " in f" {fold(full).text} "
