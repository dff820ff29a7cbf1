"""The review report as a rich text document: what the window shows and what a PDF is printed from."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtSvg import QSvgRenderer

from app.report.model import Report
from app.report.page import body
from app.report.plots import WIDTH, Plot, svg
from app.resources import resource
from app.words import Words
from ui.fonts import ui_font
from ui.report_plots import PLOT, PlotObjects, place_plots
from ui.theme import Theme, role_names

_MARGIN = 18.0
"""Millimetres."""
_POINTS = 9.0


class ReportDocument(QTextDocument):
    """The same markup as the page of a browser, with the plots drawn in the text; ``most`` cuts long lists."""

    def __init__(
        self, report: Report, words: Words, theme: Theme, *, most: int | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plots: dict[str, QSvgRenderer] = {}
        self._objects = PlotObjects(self._plots, self)
        self.setDefaultFont(ui_font())
        self.setUndoRedoEnabled(False)
        style = Template(resource("report", "document.css").read_text("utf-8"))
        self.setDefaultStyleSheet(style.substitute({role: theme.color(role).name() for role in role_names()}))
        content = body(report, words, self._draw, most)
        # Rich text knows no <ins> and <del>. What stands in the texts is escaped: these tags are ours alone.
        for tag in ("ins", "del"):
            content = content.replace(f"<{tag}>", f'<span class="{tag}">').replace(f"</{tag}>", "</span>")
        self.setHtml(content)
        self.documentLayout().registerHandler(PLOT, self._objects)
        place_plots(self)
        self.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, report.title)

    def _draw(self, plot: Plot) -> str:
        name = f"plot:{len(self._plots)}"
        self._plots[name] = QSvgRenderer(QByteArray(svg(plot, self._paint).encode()), self)
        return f'<img src="{name}" width="{WIDTH}" height="{plot.height}">'

    def _paint(self, role: str) -> str:
        return self._theme.color(role).name()


def report_pdf(report: Report, words: Words, theme: Theme) -> bytes:
    """The whole report printed on A4 pages with their numbers."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    edges = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    size, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, upright, edges, QPageLayout.Unit.Millimeter))
    writer.setTitle(words.say("report.heading", title=report.title))
    writer.setCreator("Enface")
    painter = QPainter(writer)
    document = ReportDocument(report, words, theme)
    font = document.defaultFont()
    # In points: a pixel of a PDF is a twelve-hundredth of an inch.
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    font.setPointSizeF(_POINTS - 1)
    painter.setFont(font)
    room = QRectF(painter.viewport())
    foot = painter.fontMetrics().height() * 2.5
    page = QSizeF(room.width(), room.height() - foot)
    document.setPageSize(page)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        seen = QRectF(QPointF(0, number * page.height()), page)
        painter.setClipRect(seen)
        # Paper is light, whatever the window wears.
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.ink)
        context.clip = seen
        document.documentLayout().draw(painter, context)
        painter.restore()
        painter.setPen(theme.soft)
        place = QRectF(0, page.height(), room.width(), foot)
        said = words.say("report.page-number", n=number + 1, of=document.pageCount())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
    painter.end()
    return bytes(buffer.data().data())
