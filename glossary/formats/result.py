"""What reading and writing a glossary gives: itself and the rows set aside, its bytes and what they could not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from glossary.errors import GlossaryError
from glossary.model import Glossary

MAX_FAULTS = 1_000
"""So many faults are kept with their reason; beyond, they are only counted."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row with a fault: ``code`` names a sentence (``errors.<code>``), ``facts`` fill it, ``name`` and ``line`` too.

    ``line`` is 1-based: the line of the file, or the row of the sheet.
    """

    line: int
    code: str
    facts: Mapping[str, str | int]
    kept: bool = False
    """The row was imported all the same: the fault is one of form, and what is meant is clear."""

    def error(self) -> GlossaryError:
        return GlossaryError(self.code, dict(self.facts))


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold: a field of ``columns.FIELDS`` each, "" for one that is left out."""

    fields: tuple[str, ...]
    header: bool = True
    """The first row names the columns and is no entry."""
    plain: bool = False
    """Cells are taken whole: a bar or a brace in them is a character like any other, as in OmegaT's tables."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A glossary as it was read. ``lines`` says where each concept stands; ``set_aside`` counts the rows left out."""

    glossary: Glossary
    faults: tuple[RowFault, ...] = ()
    set_aside: int = 0
    lines: tuple[int, ...] = ()
    columns: Columns | None = None
    languages: tuple[str, ...] = ()
    """All the languages of a file that holds several, in their order."""
    elsewhere: int = 0
    """Entries of such a file that have no terms in both of the languages chosen."""
    encoding: str = ""
    guessed: bool = False
    """The encoding is a guess by what the languages are usually kept in."""

    def strictly(self) -> Glossary:
        """The glossary, if every row of it could be read. Raises GlossaryError with the first one that could not."""
        for fault in self.faults:
            if not fault.kept:
                raise fault.error()
        return self.glossary


@dataclass(frozen=True, slots=True)
class Preview:
    """The top of a table, for a person who says which column is what: ``rows`` as they stand, the heading first."""

    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    guessed: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to ask: one sheet, a heading of which every word is understood, a known encoding."""
        fields = self.columns.fields
        headings = self.rows[0] if self.rows and self.columns.header else ()
        understood = all(field or not heading.strip() for heading, field in zip(headings, fields, strict=False))
        return bool(headings) and understood and "target" in fields and len(self.sheets) < 2 and not self.guessed


@dataclass(frozen=True, slots=True)
class Lost:
    """What a format has no place for: ``glossary.lost.<what>`` says it."""

    what: str
    n: int


@dataclass(frozen=True, slots=True)
class Written:
    """A glossary in a format's bytes, and what the format could not hold."""

    data: bytes
    lost: tuple[Lost, ...] = ()


@dataclass(slots=True)
class Faults:
    """The faults of a file as they are found. ``found`` are the first of them."""

    name: str
    found: list[RowFault] = field(default_factory=list)
    set_aside: int = 0

    def add(self, fault: RowFault) -> None:
        self.set_aside += not fault.kept
        if len(self.found) < MAX_FAULTS:
            self.found.append(fault)

    def tell(self, line: int, code: str, facts: Mapping[str, str | int], *, kept: bool = False) -> None:
        self.add(RowFault(line, code, {"name": self.name, "line": line, **facts}, kept))

    def demand(self, concepts: Sequence[object]) -> None:
        """Raises GlossaryError where no good row is left: with the first fault, or that the file is empty."""
        if not concepts:
            for fault in self.found:
                if not fault.kept:
                    raise fault.error()
            raise GlossaryError("glossary-empty", {"name": self.name})
