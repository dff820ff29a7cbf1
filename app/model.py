"""The nouns every room of ``app`` shares: frozen data, no behaviour that needs a store, a clock or a window.

Offsets count Unicode code points and are end exclusive, everywhere below ``ui``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, NewType

BlockId = NewType("BlockId", int)
RowId = NewType("RowId", int)
DocumentId = NewType("DocumentId", int)
RevisionSeq = NewType("RevisionSeq", int)
ChangesetId = NewType("ChangesetId", int)
FlagId = NewType("FlagId", int)
CommentId = NewType("CommentId", int)
DecisionId = NewType("DecisionId", int)
ProposalId = NewType("ProposalId", int)
GlossaryId = NewType("GlossaryId", int)
ConceptId = NewType("ConceptId", int)

Fact = str | int | float


class Side(StrEnum):
    """Which of the two texts."""

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> Side:
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE


class Role(StrEnum):
    """What a block is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    METADATA = "metadata"
    FOOTNOTE = "footnote"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a block is set: enough to generate a faithful new document, never its fonts.

    ``level`` is 1-6 for a heading and the 0-based depth of a list item; ``table``, ``row`` and ``column`` are 0-based
    and -1 outside tables; ``gap`` is the number of blank lines before the block in a plain text.
    """

    role: Role = Role.PARAGRAPH
    level: int = 0
    ordered: bool = False
    table: int = -1
    row: int = -1
    column: int = -1
    gap: int = 1


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a block stood in the imported file: a part and a path inside it, and code points in the decoded text.

    ``start`` and ``end`` are None where the format has no single decoded text (DOCX).
    """

    part: str = ""
    path: str = ""
    start: int | None = None
    end: int | None = None


class Span(NamedTuple):
    """A stretch of text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader did that the person should know: a code of the word catalogue and its facts."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedBlock:
    text: str
    shape: Shape = Shape()
    locator: Locator = Locator()


@dataclass(frozen=True, slots=True)
class Imported:
    """One side as a reader understood it.

    ``text`` is the decoded text that ``Locator.start`` and ``end`` point into ("" where there is none), ``raw`` the
    file's bytes, untouched. ``encoding`` is "" for formats that carry their own.
    """

    name: str
    format: str
    raw: bytes
    text: str
    blocks: tuple[ImportedBlock, ...]
    encoding: str = ""
    notices: tuple[Notice, ...] = ()


class RowState(StrEnum):
    """How far people have come with a row: a translator, a reviewer and who approves sign it one after the other."""

    TODO = "todo"
    TRANSLATED = "translated"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    REJECTED = "rejected"

    @property
    def rank(self) -> int:
        """How many have to sign before it is so: 0 where nobody has."""
        return _RANK_OF_STATE.get(self, 0)

    @property
    def signed(self) -> bool:
        return self.rank > 0


_RANK_OF_STATE = {RowState.TRANSLATED: 1, RowState.CONFIRMED: 2, RowState.APPROVED: 3}


class ReviewRole(StrEnum):
    """What a person is to a text; it says what their signature makes of a row, and what they may not undo."""

    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class LinkOrigin(StrEnum):
    """Who made a row: a pinned or confirmed row never moves by itself."""

    AUTO = "auto"
    MANUAL = "manual"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one side as it stands now. ``seq`` is the revision that is its head, ``first_seq`` its import."""

    id: BlockId
    side: Side
    position: float
    text: str
    shape: Shape
    locator: Locator
    seq: RevisionSeq
    first_seq: RevisionSeq
    excluded_by: str = ""

    @property
    def excluded(self) -> bool:
        return bool(self.excluded_by)


@dataclass(frozen=True, slots=True)
class Row:
    """A bead of the alignment: m source blocks, n target blocks, either side possibly empty."""

    id: RowId
    source: tuple[Block, ...]
    target: tuple[Block, ...]
    confidence: float = 1.0
    origin: LinkOrigin = LinkOrigin.AUTO
    state: RowState = RowState.TODO

    def side(self, side: Side) -> tuple[Block, ...]:
        return self.source if side is Side.SOURCE else self.target

    def included(self, side: Side) -> tuple[Block, ...]:
        """The blocks of a side that are exported: what cleaning has not put away."""
        return tuple(block for block in self.side(side) if not block.excluded)

    def text(self, side: Side) -> str:
        """The side's included blocks, joined by line ends: what checks and terms see and their offsets refer to."""
        return "\n".join(block.text for block in self.included(side))

    @property
    def excluded(self) -> bool:
        """Whether nothing of the row is exported: every block of it has been put away."""
        blocks = self.source + self.target
        return bool(blocks) and all(block.excluded for block in blocks)


@dataclass(frozen=True, slots=True)
class Bead:
    """A link of the aligner: 0-based unit numbers of both sides, in order."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0


class RemarkKind(StrEnum):
    """What an aligner has to say of a run of beads: ``MOVED`` text stands at another place on the other side,
    ``REPEATED`` text stands there twice, ``MISSING`` text has no counterpart, ``WEAK`` links drift."""

    MOVED = "moved"
    REPEATED = "repeated"
    MISSING = "missing"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Remark:
    """``first`` and ``last`` are beads, both of them in the run; ``twin`` are the units the repeated ones are like."""

    kind: RemarkKind
    first: int
    last: int
    twin: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """All beads in the order of the source, every unit in exactly one; beads of moved text cross others. ``note`` is a
    key of the word catalogue when it is not trusted."""

    beads: tuple[Bead, ...]
    trusted: bool = True
    note: str = ""
    remarks: tuple[Remark, ...] = ()


class Severity(StrEnum):
    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for neutral up to 3 for critical."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A replacement offered for a span of the row's target text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of one row. ``code`` and ``facts`` make the sentence (word catalogue, ``check.<code>``).

    Spans are in ``Row.text`` of their side; there is always at least one, the smallest that shows the fault.
    ``row`` is the 0-based index in the sequence the check was given; ``evidence`` is what a decision is keyed by,
    normalised. ``term`` is the source term (or the target form) a decision "this term" speaks of, "" if none.
    """

    check: str
    code: str
    row: int
    severity: Severity
    mqm: str
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()
    verdict: str = ""
    evidence: str = ""
    term: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    document: bool = False
    """Whether it took the whole document to see it: what one row says of itself is known at once, this later."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed, by kind: what screens refresh from."""

    blocks: frozenset[BlockId] = frozenset()
    rows: frozenset[RowId] = frozenset()
    flags: frozenset[FlagId] = frozenset()
    decisions: frozenset[DecisionId] = frozenset()
    structure: bool = False
    """Rows were made, removed or moved: the list of rows has to be read again."""
    settings: bool = False
    terms: bool = False
    """A glossary was changed: what is known of terms has to be found out again."""

    def __or__(self, other: Changes) -> Changes:
        return Changes.of((self, other))

    @classmethod
    def of(cls, parts: Iterable[Changes]) -> Changes:
        """All of several changes; thousands cost no more than each of them."""
        parts = list(parts)
        return cls(
            frozenset(chain.from_iterable(part.blocks for part in parts)),
            frozenset(chain.from_iterable(part.rows for part in parts)),
            frozenset(chain.from_iterable(part.flags for part in parts)),
            frozenset(chain.from_iterable(part.decisions for part in parts)),
            any(part.structure for part in parts),
            any(part.settings for part in parts),
            any(part.terms for part in parts),
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What cleaning proposes for one paragraph: put it away whole, or replace one span of it.

    ``index`` is the 0-based unit of the sequence given; ``span`` None means the whole paragraph; ``partner`` is the
    index of the unit on the other side that seems to be its translation, None if there is none or it is not known.
    """

    rule: str
    index: int
    span: Span | None = None
    replacement: str = ""
    partner: int | None = None
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """One side as plain strings with its language ("" if not known): what the pure stages take."""

    texts: Sequence[str]
    language: str = ""
    shapes: Sequence[Shape] = field(default_factory=tuple)


def text_hash(source: str, target: str) -> str:
    """Says whether a row still reads as it did: 16 hex digits of SHA-256 over both sides."""
    return hashlib.sha256(f"{len(source)}:{source}\0{target}".encode()).hexdigest()[:16]
