"""Stated against corrected as a thin bar: how many of a camp's members are kept, have gone and have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.models.alliances import MemberState
from gui.theme import faint, mixed
from gui.widgets.member_states import state_colour
from gui.widgets.plain_text import tip

ORDER = (
    MemberState.KEPT,
    MemberState.FOUND,
    MemberState.DOUBTFUL,
    MemberState.MOVED_AWAY,
    MemberState.REMOVED,
    MemberState.MOVED_HERE,
    MemberState.ADDED,
)
"""First what the article states, then what was put there."""

_NARROWEST = 4
_GAP = 1


def widths(counts: Sequence[int], width: int) -> list[int]:
    """Share a width, in pixels, out among parts in proportion; one that is not empty can always be seen."""
    some = sum(count > 0 for count in counts)
    total = sum(counts)
    spare = width - some * _NARROWEST
    if total == 0 or spare < 0:
        return [width // some if count else 0 for count in counts]
    shares: list[int] = []
    done = given = 0
    for count in counts:  # rounded where each ends, so that together they fill the width
        done += count
        ends = round(spare * done / total)
        shares.append((_NARROWEST if count else 0) + ends - given)
        given = ends
    return shares


class DifferenceStrip(QWidget):
    """Paints the shares in the colours of the members' signs; what has gone is hatched, not only coloured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[MemberState, int] = Counter()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Mapping[MemberState, int], words: str) -> None:
        """Show how many members are in which state, which `words` say to who cannot see it."""
        self._counts = counts
        self.setToolTip(tip(words))
        self.setAccessibleName(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 4, max(6, round(self.fontMetrics().height() * 0.4)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(whole, whole.height() / 3, whole.height() / 3)
        painter.setClipPath(outline)
        painter.fillRect(whole, faint(self.palette(), 0.12))
        left = 0.0
        shares = widths([self._counts.get(state, 0) for state in ORDER], self.width() + _GAP)
        for state, share in zip(ORDER, shares, strict=True):
            if share:
                self._paint_part(painter, state, QRectF(left, 0, share - _GAP, whole.height()))
                left += share

    def _paint_part(self, painter: QPainter, state: MemberState, part: QRectF) -> None:
        palette = self.palette()
        colour = state_colour(state, palette)
        if state in (MemberState.KEPT, MemberState.FOUND):
            painter.fillRect(part, faint(palette, 0.45))
        elif state.gone:
            painter.fillRect(part, _lighter(colour, palette.color(palette.ColorRole.Base)))
            painter.fillRect(part, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        else:
            painter.fillRect(part, colour)


def _lighter(colour: QColor, base: QColor) -> QColor:
    return mixed(colour, base, 0.35)
