"""Rows made up on the spot, any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ui.view.model import Badge, BadgeKind, CellView, RowView

ENGLISH = "The meeting stressed that party committees at all levels should earnestly carry out the guiding principles. "
CHINESE = "会议强调,各级党委要认真抓好贯彻落实。"


class MadeRows:
    """Any number of rows, made when asked for; it remembers how many were. ``changed`` replaces rows by index."""

    def __init__(self, count: int) -> None:
        self.ids: Sequence[int] = range(1, count + 1)
        self.changed: dict[int, RowView] = {}
        self.read = 0

    def count(self) -> int:
        return len(self.ids)

    def row(self, index: int) -> RowView:
        self.read += 1
        if index in self.changed:
            return self.changed[index]
        row_id = self.ids[index]
        source = CellView(row_id * 10, CHINESE * (row_id % 3 + 1), language="zh-Hans")
        target = CellView(row_id * 10 + 1, ENGLISH * (row_id % 4 + 1), language="en")
        badges = (Badge(BadgeKind.ERROR, 2, "two"),) if row_id % 7 == 0 else ()
        return RowView(row_id, row_id, (source,), (target,), "1:1", 0.9, badges)

    def highest(self) -> int:
        return max(self.ids, default=0)

    def index_of(self, row_id: int) -> int:
        return self.ids.index(row_id) if row_id in self.ids else -1

    def minimap(self) -> Iterable[tuple[int, str]]:
        return tuple((index, "error") for index in range(0, self.count(), 1000))


def one_row(*target: CellView, source: str = CHINESE) -> MadeRows:
    """A project of three rows whose middle one has these target cells."""
    rows = MadeRows(3)
    rows.changed[1] = RowView(2, 2, (CellView(900, source, language="zh-Hans"),), target)
    return rows
