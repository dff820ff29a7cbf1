"""The layout of the editor's text: the same lines at the same places as the grid draws them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from ui.view.flow import TextStyle, place_lines


class EvenLines(QPlainTextDocumentLayout):
    """A plain text layout whose lines stand at even distances, exactly as the grid draws them."""

    def __init__(self, document: QTextDocument, style: TextStyle) -> None:
        super().__init__(document)
        self.style = style

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        area = super().blockBoundingRect(block)
        layout = block.layout()
        count = layout.lineCount()
        if count:
            last = layout.lineAt(count - 1)
            even = (count - 1) * self.style.line + self.style.baseline - last.ascent()
            if (
                count == 1
                or last.y() != even
                or layout.lineAt(0).y() != self.style.baseline - layout.lineAt(0).ascent()
            ):
                place_lines(layout, self.style, self.document().documentMargin())
        area.setHeight(max(count, 1) * self.style.line)
        return area
