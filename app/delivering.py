"""What leaves a project: the clean text, the bilingual table, and a word on what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.model import Row, RowState, Side
from app.tidying import Tidying
from app.writers import CleanBlock, TableRow

_UNREVIEWED = (RowState.TODO, RowState.TRANSLATED)
_TITLE = 250
"""Paragraphs among which a title is looked for first."""


@dataclass(frozen=True, slots=True)
class Blockers:
    """What is still open when somebody exports: a warning with counts, never a refusal."""

    findings: int
    flags: int
    proposals: int
    todo: int

    def __bool__(self) -> bool:
        return bool(self.findings or self.flags or self.proposals)


class Delivering(Tidying):
    """Part of ``Project``: what an export holds."""

    def blockers(self) -> Blockers:
        rows = self.store.rows(self.store.row_ids())
        return Blockers(
            findings=self._book.open_count,
            flags=sum(not flag.resolved for of_block in self.flags.values() for flag in of_block),
            proposals=len(self.proposals()),
            todo=sum(row.state in _UNREVIEWED and not row.excluded for row in rows),
        )

    def clean_blocks(self, side: Side = Side.TARGET) -> list[CleanBlock]:
        """What a clean export holds: the blocks of a side in document order, without what was put away."""
        return [
            CleanBlock(block.text, block.shape)
            for block in self.store.blocks(side)
            if not block.excluded and block.text.strip()
        ]

    @property
    def title(self) -> str:
        """What to call the work: the first heading or title of the translation, else the project's file name."""
        for most in (_TITLE, -1):
            for block in self.store.blocks(Side.TARGET, most):
                if not block.excluded and block.text.strip():
                    return " ".join(block.text.split())[:120]
        return self.store.path.stem

    @property
    def target_format(self) -> str:
        documents = self.store.documents()
        return documents[Side.TARGET].format if Side.TARGET in documents else ""

    def table_rows(self, state_words: Mapping[RowState, str]) -> list[TableRow]:
        """What a bilingual table holds: every row that is not put away, with its flags and their threads as notes."""
        rows = [row for row in self.store.rows(self.store.row_ids()) if not row.excluded]
        return [
            TableRow(number, row.text(Side.SOURCE), row.text(Side.TARGET), state_words[row.state], self._notes(row))
            for number, row in enumerate(rows, 1)
        ]

    def _notes(self, row: Row) -> str:
        lines = []
        for flag in self.flags_of(row):
            lines.append(f"[{flag.category}, {flag.severity}] “{flag.quote}”" + (" ✓" if flag.resolved else ""))
            lines.extend(f"{comment.author}: {comment.text}" for comment in flag.thread)
        return "\n".join(lines)
