"""The glossary as a table: one line per concept, columns by name, ``|`` between variants.

``source,target,status`` and any of ``admitted,deprecated,deprecated_anywhere,forbidden,forbidden_anywhere,domain,note,
confidence,citation,ambiguous``. Without a header: source, target and perhaps a note, as OmegaT keeps them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from glossary.errors import GlossaryError
from glossary.formats.cells import clean, is_pattern, join_cell, split_cell
from glossary.model import Concept, Confidence, Glossary, Scope, Status, Term

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELL = 20_000
MAX_TERM = 1_000
_QUOTED = 60
COLUMNS = (
    "source", "target", "status", "admitted", "deprecated", "deprecated_anywhere", "forbidden", "forbidden_anywhere",
    "domain", "note", "confidence", "citation", "ambiguous",
)  # fmt: skip
_ALIASES = MappingProxyType(
    {
        "targets": "target",
        "translation": "target",
        "comment": "note",
        "sourcestring": "source",
        "targetstring": "target",
    }
)
_VARIANTS = (
    ("admitted", Status.ADMITTED, Scope.BESIDE),
    ("deprecated_anywhere", Status.DEPRECATED, Scope.ANYWHERE),
    ("deprecated", Status.DEPRECATED, Scope.BESIDE),
    ("forbidden_anywhere", Status.FORBIDDEN, Scope.ANYWHERE),
    ("forbidden", Status.FORBIDDEN, Scope.BESIDE),
)
T = TypeVar("T", Status, Confidence)

_YES = frozenset({"yes", "true", "1", "x"})
_NO = frozenset({"", "no", "false", "0"})


@dataclass(frozen=True, slots=True)
class _Record:
    """A line of the table by column; ``line`` is 1-based, in the file."""

    name: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, code: str, **facts: str | int) -> GlossaryError:
        shown = {key: _shown(fact) if isinstance(fact, str) else fact for key, fact in facts.items()}
        return GlossaryError(code, {"name": self.name, "line": self.line, **shown})


@dataclass(slots=True)
class _Entry:
    """A concept and its target terms by their texts, while further lines may add to it."""

    concept: Concept
    terms: dict[str, Term]
    preferred: str

    def add(self, more: Concept, record: _Record) -> None:
        """Adds the other's terms: a second preferred one is admitted."""
        for term in more.target:
            if known := self.terms.get(term.text):
                if _contradict(known, term):
                    raise record.fault("glossary-contradiction", term=term.text)
                continue
            if term.status is Status.PREFERRED and self.preferred:
                term = replace(term, status=Status.ADMITTED)
            self.terms[term.text] = term
        self.preferred = self.preferred or more.preferred
        self.concept = replace(self.concept, note=self.concept.note or more.note)

    def whole(self) -> Concept:
        return replace(self.concept, target=tuple(self.terms.values()))


def read_csv(raw: bytes | str, name: str, source_language: str, target_language: str) -> Glossary:
    """Reads a table; a term in a cell with an unescaped ``{`` is kept as a pattern.

    Lines with the same source term and no header, or with a status other than *preferred*, add to the concept already
    there. Raises GlossaryError with the line of the first fault.
    """
    text = raw if isinstance(raw, str) else _decode(raw, name)
    entries: dict[str, _Entry] = {}
    latest: dict[str, str] = {}
    count: dict[str, int] = {}
    for record, has_header in _records(text, name):
        concept = _concept(record, has_header)
        key = "|".join(term.text for term in concept.source)
        earlier = entries.get(latest.get(key, ""))
        preferred = concept.preferred
        if earlier is not None and (not has_header or not preferred or earlier.preferred == preferred):
            earlier.add(concept, record)
            continue
        count[key] = count.get(key, 0) + 1
        identity = latest[key] = key if count[key] == 1 else f"{key}#{count[key]}"
        terms = {term.text: term for term in concept.target}
        entries[identity] = _Entry(replace(concept, id=identity), terms, preferred)
    if not entries:
        raise GlossaryError("glossary-empty", {"name": name})
    return Glossary(name, source_language, target_language, tuple(entry.whole() for entry in entries.values()))


def write_csv(glossary: Glossary) -> str:
    """The table that :func:`read_csv` reads back, with only the columns that are used, ``\\n`` at line ends.

    It is for reading back, so nothing is put before ``=`` or ``+``: a table for a spreadsheet is written as a workbook,
    whose cells are text by type.
    """
    rows = [_row(concept) for concept in glossary.concepts]
    used = [column for column in COLUMNS if column in COLUMNS[:3] or any(row[column] for row in rows)]
    out = io.StringIO()
    writer = csv.DictWriter(out, used, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def concept_of(cells: Mapping[str, str], name: str) -> Concept:
    """One line of the table, by column, as a concept. Raises GlossaryError; its line is 0."""
    return _concept(_Record(name, 0, cells), True)


def cells_of(concept: Concept) -> dict[str, str]:
    """The line of the table that :func:`concept_of` reads back, without its empty cells."""
    return {column: cell for column, cell in _row(concept).items() if cell}


def pattern_count(glossary: Glossary) -> int:
    """How many terms are patterns, which literal matching passes by."""
    return sum(term.pattern for concept in glossary.concepts for term in (*concept.source, *concept.target))


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise GlossaryError("glossary-too-big", {"name": name, "limit": MAX_BYTES >> 20})
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in raw[:200]:
        encoding = "utf-16-be" if raw[0] == 0 else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise GlossaryError("glossary-encoding", {"name": name}) from error


def _records(text: str, name: str) -> Iterator[tuple[_Record, bool]]:
    if len(text) > MAX_BYTES:
        raise GlossaryError("glossary-too-big", {"name": name, "limit": MAX_BYTES >> 20})
    delimiter, header = _layout(text.removeprefix("\ufeff"))
    # OmegaT's tables know no quoting: a quotation mark is a part of the term.
    unquoted = delimiter == "\t" and not header
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    rows = csv.reader(
        lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if unquoted else csv.QUOTE_MINIMAL, strict=True
    )
    columns = header or ["source", "target", "note"]
    seen_header, count, line = not header, 0, 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise GlossaryError("glossary-quotes", {"name": name, "line": line}) from error
        here, line = line, rows.line_num + 1
        if not any(map(clean, cells)) or (not header and cells[0].lstrip().startswith("#")):
            continue
        if not seen_header:
            seen_header = True
            continue
        count += 1
        record = _Record(name, here, dict(zip(columns, map(clean, cells), strict=False)))
        if count > MAX_ROWS:
            raise record.fault("glossary-too-long", limit=MAX_ROWS)
        if max(map(len, cells)) > MAX_CELL:
            raise record.fault("glossary-cell-too-long", limit=MAX_CELL)
        if header and any(map(clean, cells[len(columns) :])):
            raise record.fault("glossary-too-many-cells", n=len(cells), columns=len(columns))
        yield record, bool(header)


def _layout(text: str) -> tuple[str, list[str]]:
    """The delimiter, and the names of the columns if the first line has them."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:20]
    for delimiter in "\t,;":
        cells = [cell.strip().strip('"').casefold() for cell in lines[0].split(delimiter)] if lines else []
        names = [_ALIASES.get(cell, cell) for cell in cells]
        if "source" in names and len(names) > 1:
            return delimiter, names
    return max("\t;,", key=lambda delimiter: sum(delimiter in line for line in lines)), []


def _concept(record: _Record, has_header: bool) -> Concept:
    source = record["source"]
    if not source:
        raise record.fault("glossary-no-source")
    status = _choice(record, "status", Status, Status.PREFERRED)
    if has_header:
        pattern = is_pattern(record["target"])
        listed = [Term(text, status, pattern=pattern) for text in split_cell(record["target"])]
        if status is Status.PREFERRED:
            listed[1:] = [replace(term, status=Status.ADMITTED) for term in listed[1:]]
    else:
        listed = [Term(record["target"])] if record["target"] else []
    targets = {term.text: term for term in listed}
    for column, variant_status, scope in _VARIANTS:
        pattern = is_pattern(record[column])
        for text in split_cell(record[column]):
            term = Term(text, variant_status, scope, pattern)
            if _contradict(targets.setdefault(text, term), term):
                raise record.fault("glossary-contradiction", term=text)
    if not targets:
        raise record.fault("glossary-no-target", term=source)
    ambiguous = record["ambiguous"].casefold()
    if ambiguous not in _YES | _NO:
        raise record.fault("glossary-bad-value", column="ambiguous", value=record["ambiguous"], known="yes, no")
    pattern = has_header and is_pattern(source)
    sources = split_cell(source) if has_header else (source,)
    concept = Concept(
        id=source,
        source=tuple(Term(text, pattern=pattern) for text in sources),
        target=tuple(targets.values()),
        domain=record["domain"],
        note=record["note"],
        citation=record["citation"],
        confidence=_choice(record, "confidence", Confidence, Confidence.HIGH),
        ambiguous=ambiguous in _YES,
    )
    longest = max((*concept.source, *concept.target), key=lambda term: len(term.text)).text
    if len(longest) > MAX_TERM:
        raise record.fault("glossary-cell-too-long", limit=MAX_TERM)
    return concept


def _choice(record: _Record, column: str, choices: type[T], default: T) -> T:
    value = record[column].casefold()
    if not value:
        return default
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choices)
        raise record.fault("glossary-bad-value", column=column, value=record[column], known=known) from None


def _shown(cell: str) -> str:
    """A cell as a sentence can quote it: one line, not too long."""
    line = " ".join(cell.split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


def _contradict(one: Term, other: Term) -> bool:
    good = (Status.PREFERRED, Status.ADMITTED)
    return (one.status in good) != (other.status in good)


def _row(concept: Concept) -> dict[str, str]:
    cells = {
        column: join_cell(
            (term.text, term.pattern) for term in concept.target if (term.status, term.scope) == (status, scope)
        )
        for column, status, scope in _VARIANTS
    }
    return cells | {
        "source": join_cell((term.text, term.pattern) for term in concept.source),
        "target": join_cell((term.text, term.pattern) for term in concept.targets(Status.PREFERRED)[:1]),
        "status": Status.PREFERRED,
        "domain": concept.domain,
        "note": concept.note,
        "confidence": "" if concept.confidence is Confidence.HIGH else concept.confidence,
        "citation": concept.citation,
        "ambiguous": "yes" if concept.ambiguous else "",
    }
