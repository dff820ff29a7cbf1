"""Where the columns of the grid stand: number, source, link, target, state."""

from __future__ import annotations

from dataclasses import dataclass

from ui.view.model import Side

ROW_PADDING = 12
CELL_GAP = 14
FIELD_MARGIN = 10
"""How far the field round the active text reaches beyond it at the left and right; 7 above and below."""
FIELD_RISE = 7

_EDGE = 18
_GAP = 24
_LINK = 38
_LINKS_DRAWN = 88
_BADGES = 44
_LEAST = 80
SPLIT_RANGE = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Columns:
    """The left edges and widths of the columns in pixels of the viewport; a side that is not shown has width 0."""

    number: int
    source: int
    source_width: int
    link: int
    target: int
    target_width: int
    badges: int
    badges_width: int

    def left(self, side: Side) -> int:
        return self.source if side is Side.SOURCE else self.target

    def width(self, side: Side) -> int:
        return self.source_width if side is Side.SOURCE else self.target_width

    @property
    def splitter(self) -> int:
        """Where the line between source and target is held and dragged."""
        return self.link - _GAP // 2

    def side_at(self, x: int) -> Side:
        return Side.SOURCE if self.source_width and x < self.splitter else Side.TARGET


def fit_columns(width: int, split: float, number_width: int, *, source: bool = True, links: bool = False) -> Columns:
    """Divides a viewport's width; ``split`` is the source's share of what the two texts have together.

    ``links`` makes room for the links to be drawn.
    """
    column = _LINKS_DRAWN if links else _LINK
    first = _EDGE + max(number_width, 24) + 12
    low, high = SPLIT_RANGE
    if not source:
        text = max(width - first - FIELD_MARGIN - _BADGES, _LEAST)
        return Columns(_EDGE, first, 0, first, first, text, first + text + FIELD_MARGIN, _BADGES)
    both = max(width - first - _GAP - column - FIELD_MARGIN - FIELD_MARGIN - _BADGES, 2 * _LEAST)
    left = round(both * min(max(split, low), high))
    link = first + left + _GAP
    target = link + column + FIELD_MARGIN
    right = both - left
    return Columns(_EDGE, first, left, link, target, right, target + right + FIELD_MARGIN, _BADGES)


def split_at(x: int, columns: Columns) -> float:
    """The split that would put the divider at ``x``."""
    both = columns.source_width + columns.target_width
    low, high = SPLIT_RANGE
    return min(max((x + _GAP // 2 - _GAP - columns.source) / both, low), high)
