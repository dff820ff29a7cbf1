"""Text with marked stretches, for lists and labels: hits of a search, words that came and went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.review.diff import Kind, Piece
from ui.theme import Theme

RUNS = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a model gives a cell as a tuple of runs."""
_PADDING = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``ground`` is a role of the theme, "" for none."""

    text: str
    ground: str = ""
    struck: bool = False


def diff_runs(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The pieces of a diff: what came on its ground, what went on its own and struck through."""
    grounds = {Kind.INSERTED: "inserted", Kind.DELETED: "deleted"}
    return tuple(Run(piece.text, grounds.get(piece.kind, ""), piece.kind is Kind.DELETED) for piece in pieces)


def runs_html(runs: Iterable[Run], theme: Theme) -> str:
    """Runs as markup of our own making; the texts in it are escaped."""
    return "".join(_html(run, theme) for run in runs)


def _html(run: Run, theme: Theme) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if not run.ground:
        return text
    line = "; text-decoration: line-through" if run.struck else ""
    return f'<span style="background-color: {theme.color(run.ground).name()}{line}">{text}</span>'


class MarkedDelegate(QStyledItemDelegate):
    """Paints cells that carry runs on one line, cut at the edge; all others as always."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        runs = index.data(RUNS)
        if runs is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        # The line under a row, as in every other table of the window.
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, self._theme.hair)
        document = QTextDocument()
        document.setDefaultFont(option.font)
        document.setDocumentMargin(0)
        document.setDefaultTextOption(_one_line())
        document.setHtml(runs_html(runs, self._theme))
        area = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.save()
        painter.setClipRect(area)
        painter.translate(area.left(), area.top() + (area.height() - document.size().height()) / 2)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._theme.ink)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), 30))


def _one_line() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return option
