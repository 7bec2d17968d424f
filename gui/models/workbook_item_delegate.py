"""Drawing the rows of a workbook that is taken back: the tick, the kind by sign and colour, and the cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from typing_extensions import override

from gui.models.workbook_items import EXPORTED, KIND, KIND_SIGNS, PROJECT, ROW, TICK, KindRole
from gui.theme import is_dark
from gui.widgets.row_painting import ONE_LINE, Row, RowDelegate, bold, paint_right, paint_text
from gui.widgets.tick_list import LINES, paint_tick
from storage.workbook.back.preview import ItemKind

_COLOURS = {  # light, dark
    ItemKind.CHANGE: ("#1565a8", "#6db3f2"),
    ItemKind.ADDITION: ("#2b7a3d", "#7ccf8e"),
    ItemKind.DELETION: ("#a8324a", "#f08a9c"),
    ItemKind.CONFLICT: ("#7a5ba6", "#c3a6f0"),
    ItemKind.PROBLEM: ("#8a6100", "#e6b84d"),
}


class WorkbookItemDelegate(RowDelegate):
    """Draws one cell of the table."""

    LINES = LINES

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.setFont(row.font)
        column, kind = index.column(), ItemKind(index.data(KindRole))
        if column == TICK:
            if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
                paint_tick(painter, row.rect, state, row.palette, enabled=True)
            return
        space = painter.fontMetrics().averageCharWidth()
        cell = row.rect.adjusted(space, 0, -space, 0)
        if column == ROW:
            paint_right(painter, cell, index.data(), row.quiet)
        elif column == KIND:
            _paint_kind(painter, row, cell, kind, index.data())
        else:
            by_the_way = column in (EXPORTED, PROJECT)
            paint_text(painter, cell, index.data(), row.quiet if by_the_way else row.text)


def kind_colour(kind: ItemKind, palette: QPalette) -> QColor:
    """Return the colour in which a kind is written on a palette's base."""
    return QColor(_COLOURS[kind][is_dark(palette)])


def _paint_kind(painter: QPainter, row: Row, cell: QRect, kind: ItemKind, word: str) -> None:
    colour = row.readable(kind_colour(kind, row.palette))
    side = painter.fontMetrics().height()
    painter.setFont(bold(row.font))
    painter.setPen(colour)
    sign = QRect(cell.left(), cell.top(), side, cell.height())
    painter.drawText(sign, ONE_LINE | Qt.AlignmentFlag.AlignHCenter, KIND_SIGNS[kind])
    painter.setFont(row.font)
    paint_text(painter, cell.adjusted(side + side // 3, 0, 0, 0), word, colour)
