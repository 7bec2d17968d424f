"""A cell of the stance grid: the sign of a polarity on its colour, and how much it rests on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QPolygonF
from typing_extensions import override

from annotation.records import Correction, Polarity
from annotation.stance_grid import Cell
from gui.theme import POLARITY_SIGNS, correction_colour, mixed, polarity_colour
from gui.widgets.row_painting import ONE_LINE, Row, RowDelegate, bold, small

_TINT = 0.16


class PolarityCellDelegate(RowDelegate):
    """Draws signs on their tint, the number of passages beside them, and a corner where they contradict.

    Args:
        role: the role under which the model has the cell.
    """

    def __init__(self, role: int) -> None:
        super().__init__()
        self._role = role

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        cell: Cell | None = index.data(self._role)
        if cell is None:
            return
        main = polarity_colour(cell.polarities[0], row.palette)
        inside = row.rect.adjusted(1, 1, -1, -1)
        if not row.selected:
            painter.fillRect(inside, mixed(main, row.palette.color(QPalette.ColorRole.Base), _TINT))
        space = painter.fontMetrics().averageCharWidth()
        line = inside.adjusted(space, 0, -space, 0)
        self._paint_signs(painter, row, line, cell)
        painter.setFont(small(row.font))
        painter.setPen(row.readable(row.quiet))
        painter.drawText(line, ONE_LINE | Qt.AlignmentFlag.AlignRight, str(cell.evidence))
        if cell.in_conflict:
            _paint_corner(painter, inside, row.palette)

    def _paint_signs(self, painter: QPainter, row: Row, line: QRect, cell: Cell) -> None:
        painter.setFont(bold(row.font))
        left = line.left()
        for polarity in cell.polarities:
            sign = POLARITY_SIGNS[Polarity(polarity)]
            painter.setPen(row.readable(polarity_colour(polarity, row.palette)))
            painter.drawText(QRect(left, line.top(), line.width(), line.height()), ONE_LINE, sign)
            left += painter.fontMetrics().horizontalAdvance(sign) + 2


def _paint_corner(painter: QPainter, box: QRect, palette: QPalette) -> None:
    """Mark a cell as in conflict: a turned-down corner, beside its two signs."""
    side = box.height() * 0.36
    right, top = box.right() + 1, box.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(correction_colour(Correction.REMOVED, palette))
    painter.drawPolygon(
        QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
    )
