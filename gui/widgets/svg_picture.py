"""A picture that was drawn as SVG, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_SHARPNESS = 2
"""How many pixels of a saved picture are one of the drawing."""


class SvgPicture(QWidget):
    """Shows a drawing and saves it."""

    def __init__(self, svg: str, name: str, parent: QWidget | None = None) -> None:
        """Read the drawing; `name` is what it is called to those who cannot see it."""
        super().__init__(parent)
        self._renderer = QSvgRenderer(QByteArray(svg.encode()), self)
        self.setAccessibleName(name)

    def image(self) -> QImage:
        """Return the drawing as an image."""
        image = QImage(self._renderer.defaultSize() * _SHARPNESS, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._renderer.render(painter)
        painter.end()
        return image

    @override
    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize().boundedTo(QSize(520, 520))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._renderer.defaultSize().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._renderer.defaultSize())
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
