"""A list whose rows are ticked, by key or mouse, however long it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget
from typing_extensions import override

from gui.theme import faint

_TICK = ((0.24, 0.52), (0.43, 0.72), (0.77, 0.3))
_DASH = ((0.27, 0.5), (0.73, 0.5))
"""What is drawn into a box whose side is 1."""

LINES = 1.6
"""How high a row is, in lines of its font."""


class TickList(QTableView):
    """Shows rows that a delegate draws with `paint_tick`, in the first column if there are several.

    Space and a click on the tick turn it round.

    It looks like a list, but a `QListView` lays all its rows out anew when one changes or comes.

    Signals:
        toggle_requested(list): the numbers of the rows whose ticks to turn round.
        all_requested(): tick all, or none when all are ticked.
        taken(): Enter was pressed.
    """

    toggle_requested = Signal(list)
    all_requested = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space and not event.modifiers():
            self.toggle_requested.emit(self._chosen_rows())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            row = 0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, 0))
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self._ticked_at(event)
        if index.isValid():
            self.toggle_requested.emit([index.row()])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.toggle_requested.emit([index.row()])

    def _fit_rows(self) -> None:
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(round(self.fontMetrics().lineSpacing() * LINES))

    def _chosen_rows(self) -> list[int]:
        """Return the selected rows, or the current one; by ranges, as single cells may be a million."""
        selection = self.selectionModel().selection()
        rows: set[int] = set()
        for number in range(selection.size()):
            block = selection.at(number)
            rows.update(range(block.top(), block.bottom() + 1))
        return sorted((rows or {self.currentIndex().row()}) - {-1})

    def _ticked_at(self, event: QMouseEvent) -> QModelIndex:
        """Return the row whose tick is clicked, an invalid index if none is."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.column() > 0:
            return QModelIndex()
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        column = tick_column(self.visualRect(index), self.fontMetrics())
        return index if plain and column.contains(place) else QModelIndex()


def tick_column(row: QRect, metrics: QFontMetrics) -> QRect:
    """Return where in a row the tick is and may be clicked."""
    return QRect(row.left(), row.top(), round(metrics.height() * 1.6), row.height())


def paint_tick(
    painter: QPainter, row: QRect, state: Qt.CheckState, palette: QPalette, *, enabled: bool
) -> int:
    """Draw a row's tick box; not as the style does, whose empty box cannot be seen on a dark list.

    Returns:
        How far right text may begin, in pixels.
    """
    metrics = painter.fontMetrics()
    column = tick_column(row, metrics)
    side = round(metrics.ascent() * 0.85)
    box = QRectF(0, 0, side, side)
    box.moveCenter(QRectF(column).center())
    accent, base = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Base)
    is_set = state != Qt.CheckState.Unchecked
    painter.setPen(accent if is_set else faint(palette, 0.6 if enabled else 0.2))
    painter.setBrush(accent if is_set else base)
    painter.drawRoundedRect(box, side / 6, side / 6)
    pen = QPen(palette.color(QPalette.ColorRole.HighlightedText), max(1.5, side / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if is_set:
        strokes = _TICK if state == Qt.CheckState.Checked else _DASH
        painter.drawPolyline([box.topLeft() + QPointF(x, y) * side for x, y in strokes])
    return column.right() + 1
