"""Entries of a file that holds several languages, and the two of them that become a glossary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from glossary.errors import GlossaryError
from glossary.formats.cells import clean, one_line
from glossary.formats.collect import Collector
from glossary.formats.result import Faults, Imported
from glossary.formats.table import MAX_ROWS
from glossary.language.scripts import primary
from glossary.model import Concept, Confidence, Glossary, Match, Scope, Status, Term

_TOLD = 20


@dataclass(frozen=True, slots=True)
class Form:
    """A term of an entry as it stands: its status if it has one, and what is noted beside it."""

    text: str
    status: Status | None = None
    scope: Scope = Scope.BESIDE
    pattern: bool = False
    notes: tuple[str, ...] = ()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The terms of an entry in one language, and what is noted for the language."""

    language: str
    forms: tuple[Form, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    line: int
    sections: tuple[Section, ...]
    id: str = ""
    domain: str = ""
    notes: tuple[str, ...] = ()
    citation: str = ""
    confidence: Confidence = Confidence.HIGH
    ambiguous: bool = False
    matching: frozenset[Match] = frozenset()
    first: Term | None = None


def languages_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The languages of a file, in the order they come in."""
    return tuple(dict.fromkeys(section.language for entry in entries for section in entry.sections))


def choose(entries: Sequence[Entry], name: str, source: str, target: str, faults: Faults) -> Imported:
    """The glossary of two of the languages: the ones asked for, or the only two there are, the first as the source.

    An entry without terms in both is set aside, or only counted where the file has further languages. Raises
    GlossaryError: ``glossary-languages``, which names what there is, and where no good entry is left.
    """
    if len(entries) > MAX_ROWS:
        raise GlossaryError("glossary-too-long", {"name": name, "line": entries[MAX_ROWS].line, "limit": MAX_ROWS})
    known = languages_of(entries)
    pair = _pair(known, source, target)
    if pair is None:
        there = ", ".join(language or "–" for language in known[:_TOLD]) or "–"
        raise GlossaryError("glossary-languages", {"name": name, "there": there})
    collector = Collector(name, faults)
    elsewhere = 0
    for entry in entries:
        ours, theirs = _sides(entry, *pair)
        sources = [form for section in ours for form in section.forms if form.text]
        targets = [form for section in theirs for form in section.forms if form.text]
        if (not sources or not targets) and len(known) > 2:
            # Where there are more languages than two, an entry need not be in every one.
            elsewhere += 1
            continue
        if not sources or not targets:
            missing = pair[0] if not sources else pair[1]
            faults.tell(entry.line, "glossary-no-language", {"language": missing or "–"})
            continue
        collector.add(_concept(entry, sources, targets, [*ours, *theirs]), entry.line)
    concepts = collector.concepts()
    faults.demand(concepts)
    return Imported(
        Glossary(name, _code(pair[0]), _code(pair[1]), concepts),
        tuple(sorted(faults.found, key=lambda fault: fault.line)),
        faults.set_aside,
        collector.lines(),
        languages=known,
        elsewhere=elsewhere,
    )


def _code(language: str) -> str:
    return "" if language == "und" else language


def _pair(known: Sequence[str], source: str, target: str) -> tuple[str, str] | None:
    """The file's own codes for the languages wanted; what is not asked for is what is left, if it is one."""
    ours = _find(known, source)
    theirs = _find(known, target)
    if (source and ours is None) or (target and theirs is None):
        return None
    rest = [code for code in known if code not in (ours, theirs)]
    if ours is not None and theirs is not None:
        return ours, theirs
    if ours is not None or theirs is not None:
        left = rest[0] if len(rest) == 1 else ours or theirs if not rest else None
        return None if left is None else (left if ours is None else ours, left if theirs is None else theirs)
    if len(known) == 1:
        return known[0], known[0]
    return (known[0], known[1]) if len(known) == 2 else None


def _find(known: Sequence[str], wanted: str) -> str | None:
    if not wanted:
        return None
    for same in (str.casefold, primary):
        for code in known:
            if same(code) == same(wanted):
                return code
    return None


def _sides(entry: Entry, source: str, target: str) -> tuple[list[Section], list[Section]]:
    """The sections of an entry on each side. Where both sides are one language, its first section is the source."""
    if source == target:
        own = [section for section in entry.sections if section.language == source]
        return own[:1], own[1:]
    sections = entry.sections
    return [s for s in sections if s.language == source], [s for s in sections if s.language == target]


def _concept(entry: Entry, sources: list[Form], targets: list[Form], sections: list[Section]) -> Concept:
    terms = [_term(form, form.status) for form in targets]
    if not any(term.status is Status.PREFERRED for term in terms):
        # Where nothing is said of the statuses, the first term is the one to use.
        at = next((number for number, form in enumerate(targets) if form.status is None), None)
        terms = [replace(term, status=Status.PREFERRED) if number == at else term for number, term in enumerate(terms)]
    notes = [
        *entry.notes,
        *(note for section in sections for note in section.notes),
        *(note for form in (*sources, *targets) for note in form.notes),
    ]
    return Concept(
        id=one_line(clean(entry.id)),
        source=tuple(replace(_term(form, None), status=Status.PREFERRED, scope=Scope.BESIDE) for form in sources),
        target=tuple(terms),
        domain=clean(entry.domain),
        note=clean("\n".join(dict.fromkeys(filter(None, notes)))),
        citation=clean(entry.citation or next((form.citation for form in targets if form.citation), "")),
        confidence=entry.confidence,
        ambiguous=entry.ambiguous,
        matching=entry.matching,
        first=entry.first,
    )


def _term(form: Form, status: Status | None) -> Term:
    return Term(one_line(clean(form.text)), status or Status.ADMITTED, form.scope, form.pattern)
