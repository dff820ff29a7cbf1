"""A column of a table as an object: its heading, its width, and what it shows of an item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

from app.review.diff import Piece

T = TypeVar("T")

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The theme's role for the text: a str, "" for ink."""
ICON_ROLE = Qt.ItemDataRole.UserRole + 2
"""The name of the icon before the text, "" for none."""
PIECES_ROLE = Qt.ItemDataRole.UserRole + 3
"""A tuple of ``Piece``: the text with what came and what went; it is drawn instead of the plain text."""
BOLD_ROLE = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """What one column shows. ``title`` is a key of the word catalogue; ``width`` is in pixels, 0 takes what is left.

    ``sort`` gives what items are ordered by, their text without it; ``tooltip`` the whole of what may be cut off.
    """

    title: str
    text: Callable[[T], str]
    width: int = 0
    align: Qt.AlignmentFlag = LEFT
    sort: Callable[[T], Any] | None = None
    tooltip: Callable[[T], str] | None = None
    tone: Callable[[T], str] | None = None
    icon: Callable[[T], str] | None = None
    pieces: Callable[[T], tuple[Piece, ...]] | None = None
    bold: Callable[[T], bool] | None = None

    def value(self, item: T, role: int) -> Any:
        """What the cell of an item says for a role of Qt's or of this module, None for a role it knows nothing of."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(item)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tooltip(item) if self.tooltip else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.align | Qt.AlignmentFlag.AlignVCenter
        made = {TONE_ROLE: self.tone, ICON_ROLE: self.icon, PIECES_ROLE: self.pieces, BOLD_ROLE: self.bold}.get(role)
        return made(item) if made else None

    def order(self, item: T) -> Any:
        return self.sort(item) if self.sort else self.text(item).casefold()
