"""Icons: 16 px outlines in ``resources/icons``, drawn in the colour of the theme and sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource

_SIZES = (16, 24, 32)
_DISABLED = 0.4


def icon_names() -> tuple[str, ...]:
    """The names of all shipped icons."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def icon(name: str, color: QColor) -> QIcon:
    """An icon in a colour of the theme, paler where it is disabled. An unknown name is a bug: FileNotFoundError."""
    renderer, result = _renderer(name, color), QIcon()
    for size in _SIZES:
        drawn = _draw(renderer, size, 1.0)
        result.addPixmap(drawn)
        result.addPixmap(_paler(drawn), QIcon.Mode.Disabled)
    return result


def icon_pixmap(name: str, color: QColor, size: int = 16) -> QPixmap:
    """An icon as a pixmap of ``size`` device pixels."""
    return _draw(_renderer(name, color), size, color.alphaF())


def _renderer(name: str, color: QColor) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", color.name())
    return QSvgRenderer(QByteArray(drawing.encode()))


def _paler(drawn: QPixmap) -> QPixmap:
    """The same, paler: quicker than drawing all lines once more."""
    result = QPixmap(drawn.size())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(_DISABLED)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return result


def _draw(renderer: QSvgRenderer, size: int, opacity: float) -> QPixmap:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)
