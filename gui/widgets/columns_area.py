"""Widgets side by side in columns of equal width; where they do not fit, a further row below, scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

NARROWEST = 21
"""Width of a column below which another row is begun, in average characters."""


def columns_in(width: int, narrowest: int, spacing: int, number: int) -> int:
    """Return how many of `number` columns stand side by side in a width, in pixels."""
    return max(1, min(number, (width + spacing) // (narrowest + spacing)))


class ColumnsArea(QScrollArea):
    """Lays its columns out, each row as high as it needs, but no higher than what can be seen at a time.

    What height is left over is shared among the rows.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[QWidget] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self.setWidget(self._page)

    def set_columns(self, columns: Sequence[QWidget]) -> None:
        """Show these columns in this order. A column that is no longer among them stays the caller's."""
        self._columns = list(columns)
        for column in columns:
            column.setParent(self._page)
            column.show()
        self._lay_out()

    def reveal(self, column: QWidget) -> None:
        """Scroll until a column is in sight."""
        self.ensureWidgetVisible(column, 0, 0)

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
        self._lay_out()

    def _spacing(self) -> int:
        return self.fontMetrics().height() // 3

    def _lay_out(self) -> None:
        space = self._spacing()
        height = self.viewport().height()
        width = self.viewport().width() - 2 * space
        narrowest = NARROWEST * self.fontMetrics().averageCharWidth()
        across = columns_in(width, narrowest, space, len(self._columns))
        rows = [self._columns[start : start + across] for start in range(0, len(self._columns), across)]
        column_width = (width - space * (across - 1)) / across
        heights = [
            min(height - 2 * space, max(column.heightForWidth(int(column_width)) for column in row))
            for row in rows
        ]
        spare = max(0, height - sum(heights) - space * (len(rows) + 1)) // max(1, len(rows))
        top = space
        for row, needed in zip(rows, heights, strict=True):
            row_height = max(needed + spare, *(column.minimumSizeHint().height() for column in row))
            left = float(space)
            for column in row:
                column.setGeometry(round(left), top, round(left + column_width) - round(left), row_height)
                left += column_width + space
            top += row_height + space
        self._page.setFixedSize(self.viewport().width(), max(height, top))
