"""Colours and icons. Window colours are the palette's; icons follow it; polarities have a colour and a sign."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from annotation.records import Correction, Polarity
from annotation.resources import resource_path

POLARITY_SIGNS = {Polarity.SUPPORTS: "+", Polarity.OPPOSES: "−", Polarity.NEUTRAL: "○", Polarity.UNCLEAR: "?"}
"""A sign for each polarity, so that none is told by colour alone."""

CORRECTION_SIGNS = {
    Correction.KEPT: "",
    Correction.MOVED: "→",
    Correction.REMOVED: "✕",
    Correction.ADDED: "+",
}
"""A sign for each correction; a kept member has none."""

_POLARITY_COLOURS = {  # light, dark: blue and orange, told apart by the colour-blind too
    Polarity.SUPPORTS: ("#1565a8", "#6db3f2"),
    Polarity.OPPOSES: ("#b3480b", "#f2a06d"),
    Polarity.NEUTRAL: ("#5f6368", "#aab0b6"),
    Polarity.UNCLEAR: ("#7a5ba6", "#c3a6f0"),
}
_CORRECTION_COLOURS = {
    Correction.KEPT: ("#5f6368", "#aab0b6"),
    Correction.MOVED: ("#8a6100", "#e6b84d"),
    Correction.REMOVED: ("#a8324a", "#f08a9c"),
    Correction.ADDED: ("#2b7a3d", "#7ccf8e"),
}


def is_dark(palette: QPalette) -> bool:
    """Tell whether a palette writes light on dark."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def polarity_colour(polarity: Polarity, palette: QPalette) -> QColor:
    """Return the colour in which a polarity is written on a palette's base."""
    return QColor(_POLARITY_COLOURS[polarity][is_dark(palette)])


def correction_colour(correction: Correction, palette: QPalette) -> QColor:
    """Return the colour in which a correction is written on a palette's base."""
    return QColor(_CORRECTION_COLOURS[correction][is_dark(palette)])


def faint(palette: QPalette, strength: float = 0.62) -> QColor:
    """Return the text colour mixed with the base, for what is said by the way; 1 is the text itself."""
    text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    return QColor(
        *(
            round(a * strength + b * (1 - strength))
            for a, b in zip(text.getRgb()[:3], base.getRgb()[:3], strict=True)  # pyright: ignore[reportIndexIssue, reportArgumentType]
        )
    )


class _PaletteIcon(QIconEngine):
    """Draws an SVG whose `currentColor` is the palette's text colour at the moment of drawing."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    @override
    def clone(self) -> QIconEngine:
        return _PaletteIcon(self._svg)

    @override
    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        group = (
            QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        )
        colour = QApplication.palette().color(group, QPalette.ColorRole.WindowText)
        svg = self._svg.replace("currentColor", colour.name())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))  # pyright: ignore[reportArgumentType, reportCallIssue]

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap


def icon(name: str) -> QIcon:
    """Return an icon of `resources/icons` that follows the palette."""
    return QIcon(_PaletteIcon(resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")))
