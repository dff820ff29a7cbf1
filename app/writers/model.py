"""What is written: clean blocks of one side, or rows of a bilingual table."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.model import Shape


@dataclass(frozen=True, slots=True)
class CleanBlock:
    """A block of the finished text. ``\\n`` in its text is a line end within the paragraph."""

    text: str
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a bilingual table; ``state`` and ``notes`` are words for people."""

    number: int
    source: str
    target: str
    state: str = ""
    notes: str = ""

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """The four cells after the number."""
        return self.source, self.target, self.state, self.notes
