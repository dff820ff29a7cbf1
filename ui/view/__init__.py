"""The review grid, its editor and the reading view: custom views that lay out only what is seen."""

from ui.view.grid import ReviewGrid
from ui.view.model import (
    Badge,
    BadgeKind,
    CellRef,
    CellView,
    Commit,
    Draft,
    Mark,
    MarkHit,
    MarkKind,
    RowSource,
    RowView,
    Selection,
    Side,
)
from ui.view.reader import ReadingView

__all__ = [
    "Badge",
    "BadgeKind",
    "CellRef",
    "CellView",
    "Commit",
    "Draft",
    "Mark",
    "MarkHit",
    "MarkKind",
    "ReadingView",
    "ReviewGrid",
    "RowSource",
    "RowView",
    "Selection",
    "Side",
]
