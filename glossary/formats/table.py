"""The glossary as a table, whatever file it stands in: one row per concept, columns by name, ``|`` between variants.

``source,target,status`` and any of ``admitted,deprecated,deprecated_anywhere,forbidden,forbidden_anywhere,domain,note,
confidence,citation,ambiguous,matching,first``. An ``id`` joins the rows of one concept: it is there where its source
terms alone would not, or where one of its cells would hold patterns beside literal terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from glossary.errors import GlossaryError
from glossary.formats.cells import clean, is_pattern, join_cell, matching_cell, matching_of, one_line, shown, split_cell
from glossary.formats.collect import MAX_TERM, Collector, contradict, derived_ids, settle, source_key
from glossary.formats.columns import COLUMNS, status_of
from glossary.formats.result import Columns, Faults, Imported, Lost, RowFault
from glossary.model import Concept, Confidence, Glossary, Match, Scope, Status, Term

MAX_ROWS = 200_000
MAX_CELL = 20_000
Line = tuple[int, Sequence[str]]
"""The place of a row, 1-based, and its cells."""
VARIANTS = (
    ("admitted", Status.ADMITTED, Scope.BESIDE),
    ("deprecated_anywhere", Status.DEPRECATED, Scope.ANYWHERE),
    ("deprecated", Status.DEPRECATED, Scope.BESIDE),
    ("forbidden_anywhere", Status.FORBIDDEN, Scope.ANYWHERE),
    ("forbidden", Status.FORBIDDEN, Scope.BESIDE),
)
T = TypeVar("T", Status, Confidence)

_SIMPLE = frozenset({"source", "target", "status", "note", "domain", "citation"})
_SPECIAL = re.compile(r"[|\\{｛]")
_ALWAYS = frozenset({"source", "target", "status"})
_YES = frozenset({"yes", "true", "1", "x"})
_NO = frozenset({"", "no", "false", "0"})


@dataclass(frozen=True, slots=True)
class _Record:
    """A row of the table by column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_rows(
    lines: Iterable[Line | RowFault], name: str, source_language: str, target_language: str, columns: Columns
) -> Imported:
    """The concepts of a table, its heading (if it has one) among the lines; bad rows are set aside with their reason.

    Raises GlossaryError where the table is too long, or no row of it is good.
    """
    faults = Faults(name)
    collector = Collector(name, faults)
    for record in _records(lines, name, columns, faults):
        try:
            concept = _concept(record, columns.plain)
        except GlossaryError as error:
            faults.tell(record.line, error.code, error.facts)
        else:
            collector.add(concept, record.line, join=columns.plain)
    concepts = collector.concepts()
    faults.demand(concepts)
    glossary = Glossary(name, source_language, target_language, concepts)
    return Imported(glossary, tuple(faults.found), faults.set_aside, collector.lines(), columns)


def write_rows(glossary: Glossary) -> tuple[list[list[str]], tuple[Lost, ...]]:
    """The table that :func:`read_rows` reads back, heading first, with only the columns that are used.

    The glossary is canonical (``collect.canonical``).
    """
    rows: list[dict[str, str]] = []
    derived = derived_ids(glossary.concepts)
    split = [_rows(concept) for concept in glossary.concepts]
    named = any(
        len(own) > 1 or concept.id != identity
        for own, concept, identity in zip(split, glossary.concepts, derived, strict=True)
    )
    for concept, own in zip(glossary.concepts, split, strict=True):
        rows.extend({"id": concept.id if named else "", **row} for row in own)
    used = [column for column in COLUMNS if column in _ALWAYS or any(row.get(column) for row in rows)]
    bare = sum(
        cell != "" and not is_pattern(cell)
        for concept in glossary.concepts
        for group in ({"": concept.source}, _groups(concept.target))
        for terms in group.values()
        for cell in (" || ".join(term.text for term in terms if term.pattern),)
    )
    long = sum(len(concept.note) > MAX_CELL for concept in glossary.concepts)
    lost = tuple(Lost(what, n) for what, n in (("patterns-without-slot", bare), ("long-notes", long)) if n)
    return [used, *([row.get(column, "") for column in used] for row in rows)], lost


def cells_of(concept: Concept) -> dict[str, str]:
    """A concept as one line of cells by column, without empty ones and without its id.

    What needs a second row has its number behind the column: ``admitted 2``.
    """
    rows = enumerate(_rows(settle(concept)), 1)
    return {
        column if number == 1 else f"{column} {number}": cell
        for number, row in rows
        for column, cell in row.items()
        if cell
    }


def concept_of(cells: Mapping[str, str], name: str) -> Concept:
    """The concept of the line that :func:`cells_of` gave. Raises GlossaryError; its line is 0."""
    simple = _simple_concept(cells)
    if simple is not None:
        return simple
    rows: dict[str, dict[str, str]] = {}
    for key, cell in cells.items():
        column, _, number = key.partition(" ")
        rows.setdefault(number, {"id": "-"})[column] = clean(cell)
    faults = Faults(name)
    collector = Collector(name, faults)
    for row in rows.values():
        try:
            collector.add(_concept(_Record(0, row), plain=False), 0)
        except GlossaryError as error:
            faults.tell(0, error.code, error.facts)
    if faults.found:
        raise faults.found[0].error()
    (concept,) = collector.concepts()
    return replace(concept, id=source_key(concept))


def _simple_concept(cells: Mapping[str, str]) -> Concept | None:
    """The concept of a line that holds one form on each side and nothing to be taken apart, as most do; else None.

    A project with fifty thousand of them opens in a third of the time.
    """
    if not cells.keys() <= _SIMPLE or cells.get("status") != Status.PREFERRED:
        return None
    source, target = one_line(clean(cells.get("source", ""))), one_line(clean(cells.get("target", "")))
    if not source or not target or max(len(source), len(target)) > MAX_TERM or _SPECIAL.search(source + target):
        return None
    note, domain, citation = (clean(cells.get(name, "")) for name in ("note", "domain", "citation"))
    return Concept(source, (Term(source),), (Term(target),), domain, note, citation)


def _records(lines: Iterable[Line | RowFault], name: str, columns: Columns, faults: Faults) -> Iterator[_Record]:
    heading, count = columns.header, 0
    for item in lines:
        if isinstance(item, RowFault):
            faults.add(item)
            continue
        line, cells = item
        if not any(map(clean, cells)) or (columns.plain and cells[0].lstrip().startswith("#")):
            continue
        if heading:
            heading = False
            continue
        count += 1
        if count > MAX_ROWS:
            raise GlossaryError("glossary-too-long", {"name": name, "line": line, "limit": MAX_ROWS})
        if max(map(len, cells)) > MAX_CELL:
            faults.tell(line, "glossary-cell-too-long", {"limit": MAX_CELL})
        elif columns.header and any(map(clean, cells[len(columns.fields) :])):
            faults.tell(line, "glossary-too-many-cells", {"n": len(cells), "columns": len(columns.fields)})
        else:
            yield _Record(line, _by_column(columns.fields, cells))


def _by_column(fields: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cell in zip(fields, map(clean, cells), strict=False):
        # Several columns may make one note: description, context, comment.
        found[name] = "\n".join(filter(None, (found.get(name), cell))) if name == "note" else cell
    return found


def _concept(record: _Record, plain: bool) -> Concept:
    source = record["source"]
    if not source:
        raise GlossaryError("glossary-no-source", {})
    status = _choice(record, "status", Status, Status.PREFERRED)
    listed = [Term(one_line(record["target"]))] if plain and record["target"] else []
    if not plain:
        pattern = is_pattern(record["target"])
        listed = [Term(text, status, pattern=pattern) for text in split_cell(record["target"])]
        if status is Status.PREFERRED:
            listed[1:] = [replace(term, status=Status.ADMITTED) for term in listed[1:]]
    targets = {term.text: term for term in listed}
    for column, variant_status, scope in VARIANTS:
        if not record[column]:
            continue
        pattern = is_pattern(record[column])
        for text in split_cell(record[column]):
            term = Term(text, variant_status, scope, pattern)
            if contradict(targets.setdefault(text, term), term):
                raise GlossaryError("glossary-contradiction", {"term": shown(text)})
    if not targets:
        raise GlossaryError("glossary-no-target", {"term": shown(source)})
    ambiguous = record["ambiguous"].casefold()
    if ambiguous not in _YES | _NO:
        value = shown(record["ambiguous"])
        raise GlossaryError("glossary-bad-value", {"column": "ambiguous", "value": value, "known": "yes, no"})
    try:
        matching = matching_of(record["matching"])
    except ValueError:
        value, known = shown(record["matching"]), ", ".join(Match)
        raise GlossaryError("glossary-bad-value", {"column": "matching", "value": value, "known": known}) from None
    pattern = not plain and is_pattern(source)
    sources = (one_line(source),) if plain else split_cell(source)
    if not sources:
        raise GlossaryError("glossary-no-source", {})
    return Concept(
        id=one_line(record["id"]),
        source=tuple(Term(text, pattern=pattern) for text in sources),
        target=tuple(targets.values()),
        domain=record["domain"],
        note=record["note"],
        citation=record["citation"],
        confidence=_choice(record, "confidence", Confidence, Confidence.HIGH),
        ambiguous=ambiguous in _YES,
        matching=matching,
        first=_first(record["first"]),
    )


def _first(cell: str) -> Term | None:
    """The form for the first mention: the cell's, the first one if there are several."""
    forms = split_cell(cell)
    return Term(forms[0], pattern=is_pattern(cell)) if forms else None


def _choice(record: _Record, column: str, choices: type[T], default: T) -> T:
    value = record[column].casefold()
    if not value:
        return default
    try:
        return choices(value)
    except ValueError:
        meant = status_of(value) if choices is Status else None
        if meant is not None:
            return choices(meant)
        facts: dict[str, str | int] = {"column": column, "value": shown(record[column]), "known": ", ".join(choices)}
        raise GlossaryError("glossary-bad-value", facts) from None


def _rows(concept: Concept) -> list[dict[str, str]]:
    """The rows of a concept: more than one where a cell would be too long, or hold patterns beside literal terms."""
    sources = _pieces(concept.source) or [""]
    targets = {column: _pieces(terms) for column, terms in _groups(concept.target).items()}
    rows = []
    for number in range(max(map(len, (sources, *targets.values())))):
        row = {column: cells[number] for column, cells in targets.items() if number < len(cells)}
        if not row:  # a row needs a target; one that is there already is said again
            row = {column: cells[0] for column, cells in list(targets.items())[:1]}
        row |= {"source": sources[number if number < len(sources) else 0], "status": Status.PREFERRED}
        rows.append(row)
    rows[0] |= {
        "domain": concept.domain,
        "note": concept.note[:MAX_CELL],
        "confidence": "" if concept.confidence is Confidence.HIGH else concept.confidence,
        "citation": concept.citation,
        "ambiguous": "yes" if concept.ambiguous else "",
        "matching": matching_cell(concept.matching),
        "first": "" if concept.first is None else join_cell([(concept.first.text, concept.first.pattern)]),
    }
    return rows


def _groups(terms: Iterable[Term]) -> dict[str, list[Term]]:
    columns = {(status, scope): column for column, status, scope in VARIANTS}
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(columns.get((term.status, term.scope), "target"), []).append(term)
    return found


def _pieces(terms: Iterable[Term]) -> list[str]:
    """Terms as cells: literal ones, then patterns, each cell short enough to be read back."""
    cells: list[str] = []
    for pattern, group in groupby(terms, lambda term: term.pattern):
        own: list[list[tuple[str, bool]]] = []
        room = 0
        for term in group:
            # Every sign may need a backslash, and variants stand apart by four characters at most.
            room -= 2 * len(term.text) + 4
            if room < 0:
                own.append([])
                room = MAX_CELL - 2 * len(term.text)
            own[-1].append((term.text, pattern))
        for variants in own:
            cell = join_cell(variants)
            cells.append(cell if is_pattern(cell) or not pattern else join_cell((text, False) for text, _ in variants))
    return cells
