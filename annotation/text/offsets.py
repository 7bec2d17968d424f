"""Positions in code points (ours) and in UTF-16 units (Qt's, Excel's)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import regex

_ASTRAL = regex.compile(r"[\U00010000-\U0010FFFF]")


class Utf16Map:
    """Converts positions in one text. Only characters beyond U+FFFF make a difference."""

    def __init__(self, text: str) -> None:
        astral: list[int] = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]
        self._astral = astral
        self._units = [position + count for count, position in enumerate(astral)]

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 units before a position in code points."""
        return position + bisect_left(self._astral, position)

    def to_code_points(self, units: int) -> int:
        """Return the code points before a position in UTF-16 units.

        A position between the two halves of a surrogate pair counts as the start of the pair.
        """
        passed = bisect_right(self._units, units - 2)
        inside = passed < len(self._units) and self._units[passed] == units - 1
        return units - passed - inside
