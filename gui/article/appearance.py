"""How an article looks: its font, the space between its lines, and what is seen of its spans."""

from dataclasses import dataclass
from enum import StrEnum


class Display(StrEnum):
    """What is seen of the spans."""

    LANES = "lanes"
    """Bars with names beneath the lines, and a tint behind the text."""
    TINT = "tint"
    PLAIN = "plain"
    """The text alone; only the current span is framed."""


SPACINGS = {"Narrow": 1.1, "Usual": 1.28, "Wide": 1.6, "Very wide": 2.0}
"""Distances of lines without lanes, in heights of a line."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """How text and spans look.

    Attributes:
        display: what is seen of the spans.
        spacing: distance of lines without lanes, in heights of a line.
        family: of the font; empty for the program's own.
    """

    display: Display = Display.LANES
    spacing: float = SPACINGS["Usual"]
    family: str = ""
