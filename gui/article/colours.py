"""Variants of a label's colour that can be read on the palette's background."""

from functools import lru_cache

from PySide6.QtGui import QColor

READABLE = 4.5
"""Contrast from which small text can be read (WCAG 2.2, success criterion 1.4.3)."""

VISIBLE = 2.2
"""Contrast from which a bar three pixels thick stands out."""


def luminance(colour: QColor) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def _against(name: str, background: int, least: float) -> QColor:
    behind = QColor.fromRgb(background)
    colour = QColor(name) if QColor.isValidColorName(name) else QColor("#808080")
    far = QColor("white") if luminance(behind) < 0.18 else QColor("black")
    for step in range(21):
        share = step / 20
        mixed = QColor.fromRgbF(
            colour.redF() + (far.redF() - colour.redF()) * share,
            colour.greenF() + (far.greenF() - colour.greenF()) * share,
            colour.blueF() + (far.blueF() - colour.blueF()) * share,
        )
        if contrast(mixed, behind) >= least:
            return mixed
    return far


def name_colour(name: str, background: QColor) -> QColor:
    """The colour a label's name is written in: its own, made darker or lighter until it can be read."""
    return _against(name, background.rgb(), READABLE)


def bar_colour(name: str, background: QColor) -> QColor:
    """The colour of a bar: the label's own, unless that is too near to the background."""
    return _against(name, background.rgb(), VISIBLE)


def tint(name: str, background: QColor, strong: bool = False) -> QColor:
    """A faint, translucent variant to lie behind text."""
    colour = QColor(bar_colour(name, background))
    dark = luminance(background) < 0.18
    colour.setAlphaF((0.44 if dark else 0.34) if strong else (0.20 if dark else 0.13))
    return colour
