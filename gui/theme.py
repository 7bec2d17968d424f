"""Colours, fonts and icons. Polarities and corrections have a colour and a sign each."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from annotation.errors import SurroundingsError
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


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a mixture of two colours, of which `share` (0 to 1) is of the first."""
    rest = 1 - share
    return QColor(
        round(one.red() * share + other.red() * rest),
        round(one.green() * share + other.green() * rest),
        round(one.blue() * share + other.blue() * rest),
    )


def faint(palette: QPalette, strength: float = 0.66) -> QColor:
    """Return the text colour mixed with the base, for what is said by the way; 1 is the text itself."""
    return mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), strength)


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
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
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


_PAPER = {  # role: light, dark
    QPalette.ColorRole.Window: ("#f4f4f2", "#22262a"),
    QPalette.ColorRole.WindowText: ("#1e2124", "#e4e6e8"),
    QPalette.ColorRole.Base: ("#ffffff", "#1a1d20"),
    QPalette.ColorRole.AlternateBase: ("#f7f7f5", "#202428"),
    QPalette.ColorRole.Text: ("#1e2124", "#e4e6e8"),
    QPalette.ColorRole.PlaceholderText: ("#6d7278", "#8d949b"),
    QPalette.ColorRole.Button: ("#ececea", "#2d3237"),
    QPalette.ColorRole.ButtonText: ("#1e2124", "#e4e6e8"),
    QPalette.ColorRole.ToolTipBase: ("#2b2f33", "#3a4047"),
    QPalette.ColorRole.ToolTipText: ("#f4f4f2", "#f1f2f3"),
    QPalette.ColorRole.Light: ("#ffffff", "#3a4047"),
    QPalette.ColorRole.Midlight: ("#f7f7f5", "#30353a"),
    QPalette.ColorRole.Mid: ("#c9c9c5", "#454b52"),
    QPalette.ColorRole.Dark: ("#a9a9a4", "#15181a"),
    QPalette.ColorRole.Shadow: ("#7a7a76", "#0c0e0f"),
    QPalette.ColorRole.Highlight: ("#2a6fb5", "#3876b5"),
    QPalette.ColorRole.HighlightedText: ("#ffffff", "#ffffff"),
    QPalette.ColorRole.Link: ("#1565a8", "#6db3f2"),
    QPalette.ColorRole.LinkVisited: ("#7a5ba6", "#c3a6f0"),
}
_GREYED = ("#9a9fa4", "#6b727a")


def palette_for(scheme: Qt.ColorScheme) -> QPalette:
    """Return the colours of the window: dark where the system is dark, light otherwise."""
    dark = scheme is Qt.ColorScheme.Dark
    palette = QPalette()
    for role, colours in _PAPER.items():
        palette.setColor(role, QColor(colours[dark]))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_GREYED[dark]))
    return palette


TICKED = ("QCheckBox", "QRadioButton")
"""What shows a tick, or a box where one can be set."""


def ticked_palette_for(scheme: Qt.ColorScheme) -> QPalette:
    """Return the colours of what is ticked: in the dark, an empty box must stand out from the window."""
    palette = palette_for(scheme)
    if scheme is Qt.ColorScheme.Dark:
        palette.setColor(QPalette.ColorRole.Base, QColor("#4d555d"))
    return palette


def load_fonts() -> QFont:
    """Load the font that comes with the program and return it at the system's size.

    PySide6 brings no fonts, and a bare system draws Devanagari as boxes. The font has Latin letters too, so
    that Hindi and English share one line height; other scripts fall back to what the system has.

    Raises:
        SurroundingsError: if the installed font package is damaged.
    """
    import fontpkg_noto_sans_devanagari as package

    families: list[str] = []
    for path in sorted(package.ROOT.glob("files/*.ttf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    if not families:
        raise SurroundingsError("The font for Devanagari is damaged. Install the program again.")
    font = QFont(families[0])
    font.setPointSizeF(max(9.5, QApplication.font().pointSizeF()))
    return font
