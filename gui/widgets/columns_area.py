"""Widgets side by side in columns of equal width; where they do not fit, a further row below, scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

NARROWEST = 21
"""Width of a column below which another row is begun, in average characters."""

_STEP_TIME = 40
"""Milliseconds between two steps of scrolling while something is dragged."""


class Heights(NamedTuple):
    """How high a column must be at least, and at which height all of it can be seen, in pixels.

    One that does not `grow` gets no more than that, though others in its row are higher.
    """

    least: int
    whole: int
    grows: bool = True


def columns_in(width: int, narrowest: int, spacing: int, number: int) -> int:
    """Return how many of `number` columns stand side by side in a width, in pixels."""
    return max(1, min(number, (width + spacing) // (narrowest + spacing)))


def places(heights: Sequence[Heights], size: QSize, across: int, space: int) -> list[QRect]:
    """Return where columns stand: each row as high as it needs, but no higher than what is seen at a time.

    What height is left over is shared among the rows in which a column grows.

    Args:
        heights: those of each column.
        size: what can be seen, in pixels.
        across: how many stand side by side.
        space: the pixels between columns and around them.
    """
    rows = [heights[start : start + across] for start in range(0, len(heights), across)]
    width = (size.width() - space * (across + 1)) / across
    needed = [min(size.height() - 2 * space, max(column.whole for column in row)) for row in rows]
    growing = [any(column.grows for column in row) for row in rows]
    spare = max(0, size.height() - sum(needed) - space * (len(rows) + 1)) // max(1, sum(growing))
    found: list[QRect] = []
    top = space
    for row, need, grows in zip(rows, needed, growing, strict=True):
        height = max(need + spare * grows, *(column.least for column in row))
        for number, column in enumerate(row):
            left = space + number * (width + space)
            own = height if column.grows else column.least
            found.append(QRect(round(left), top, round(left + width) - round(left), own))
        top += height + space
    return found


class ColumnsArea(QScrollArea):
    """Lays columns out and has each made when it first comes into sight: there may be hundreds.

    Args:
        heights_of: returns the heights of the column at a place (counted from 0) in a width, in pixels.
        column_at: returns the column at a place, made if need be.

    Signals:
        columns_made(): columns have come into sight that did not stand here before.
    """

    columns_made = Signal()

    def __init__(
        self,
        heights_of: Callable[[int, int], Heights],
        column_at: Callable[[int], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heights_of = heights_of
        self._column_at = column_at
        self._number = 0
        self._made: dict[int, QWidget] = {}
        self._places: list[QRect] = []
        self._awaited: int | None = None  # what is to be scrolled to when something can be seen
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self.setWidget(self._page)
        self.verticalScrollBar().valueChanged.connect(self._make_what_is_in_sight)
        self._dragging = QTimer(self, interval=_STEP_TIME)
        self._dragging.timeout.connect(self._scroll_to_mouse)

    def set_columns(self, number: int, made: Mapping[int, QWidget]) -> None:
        """Show columns, of which some are made already; one no longer among these is the caller's."""
        self._number = number
        self._made = dict(made)
        self.lay_out()

    def reveal(self, place: int) -> None:
        """Scroll until the column at a place is in sight."""
        if not self.isVisible():
            self._awaited = place
            return
        self.ensureVisible(0, self._places[place].bottom() + 1, 0, 0)
        self.ensureVisible(0, self._places[place].top(), 0, 0)
        self._make_what_is_in_sight()

    def follow_drag(self, going_on: bool) -> None:
        """Scroll while something is dragged to the upper or lower edge, to columns out of sight."""
        if going_on:
            self._dragging.start()
        else:
            self._dragging.stop()

    def lay_out(self) -> None:
        """Put the columns where they belong; while nothing can be seen, not before that changes."""
        if not self.isVisible():
            return
        space = self._spacing()
        narrowest = NARROWEST * self.fontMetrics().averageCharWidth()
        size = self.viewport().size()
        across = columns_in(size.width() - 2 * space, narrowest, space, self._number)
        width = int((size.width() - space * (across + 1)) / across)
        heights = [self._heights_of(place, width) for place in range(self._number)]
        self._places = places(heights, size, across, space)
        bottom = self._places[-1].bottom() + 1 + space if self._places else 0
        self._page.setFixedSize(size.width(), max(size.height(), bottom))
        for place, column in self._made.items():
            self._put(place, column)
        self._make_what_is_in_sight()

    @override
    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().averageCharWidth()
        return QSize(2 * NARROWEST * unit + self._spacing() * 3, self.fontMetrics().height() * 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST * self.fontMetrics().averageCharWidth(), self.fontMetrics().height() * 8)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lay_out()
        if self._awaited is not None and self._awaited < self._number:
            self.reveal(self._awaited)
        self._awaited = None

    def _spacing(self) -> int:
        return self.fontMetrics().height() // 3

    def _make_what_is_in_sight(self) -> None:
        seen = self.viewport().rect().translated(0, self.verticalScrollBar().value())
        new = [
            place
            for place, rect in enumerate(self._places)
            if rect.intersects(seen) and place not in self._made
        ]
        for place in new:
            self._made[place] = self._column_at(place)
            self._put(place, self._made[place])
        if new:
            self.columns_made.emit()

    def _scroll_to_mouse(self) -> None:
        seen, mouse = self.viewport().rect(), self.viewport().mapFromGlobal(QCursor.pos())
        edge = self.fontMetrics().height() * 2
        if not seen.contains(mouse):
            return
        by = edge // 2 * ((mouse.y() > seen.bottom() - edge) - (mouse.y() < edge))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by)

    def _put(self, place: int, column: QWidget) -> None:
        if column.parent() is not self._page:
            column.setParent(self._page)
        column.setGeometry(self._places[place])
        column.show()
