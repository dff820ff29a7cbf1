"""Icons: 16 px outlines in ``resources/icons``, drawn in the colour of the theme and sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource

_SIZES = (16, 20, 24, 32, 48)


def icon_names() -> tuple[str, ...]:
    """The names of all shipped icons."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def icon(name: str, color: QColor, disabled: QColor | None = None) -> QIcon:
    """An icon in a colour of the theme, paler where it is disabled. An unknown name is a bug: FileNotFoundError."""
    result = QIcon()
    pale = QColor(color) if disabled is None else disabled
    if disabled is None:
        pale.setAlphaF(0.4)
    for size in _SIZES:
        result.addPixmap(icon_pixmap(name, color, size))
        result.addPixmap(icon_pixmap(name, pale, size), QIcon.Mode.Disabled)
    return result


def icon_pixmap(name: str, color: QColor, size: int = 16) -> QPixmap:
    """An icon as a pixmap of ``size`` device pixels."""
    source = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", color.name())
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(color.alphaF())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)
