"""A painted list whose rows have a second, quieter line; what is new in it stands out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.widgets.row_painting import Row, RowDelegate, bold, paint_text, small

BelowRole = Qt.ItemDataRole.UserRole + 1
"""What stands in the second line."""

NewRole = Qt.ItemDataRole.UserRole + 2
"""Whether a row is new to the person."""


class TwoLineDelegate(RowDelegate):
    """Paints two lines; what is new is bold with a dot before it."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font = option.font  # pyright: ignore[reportAttributeAccessIssue] not in the stubs
        height = QFontMetrics(font).lineSpacing() + QFontMetrics(small(font)).lineSpacing()
        return QSize(QFontMetrics(font).averageCharWidth() * 20, round(height * 1.25))

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        metrics = QFontMetrics(row.font)
        side = metrics.height() // 2
        line = row.rect.adjusted(side, side // 4, -side, 0)
        line.setHeight(metrics.lineSpacing())
        if index.data(NewRole):
            painter.setBrush(row.palette.color(QPalette.ColorRole.Highlight))
            painter.setPen(Qt.PenStyle.NoPen)
            dot = max(4, side // 2)
            painter.drawEllipse(row.rect.left() + (side - dot) // 2, line.center().y() - dot // 2, dot, dot)
            painter.setFont(bold(row.font))
        else:
            painter.setFont(row.font)
        paint_text(painter, line, index.data(), row.text)
        below = small(row.font)
        painter.setFont(below)
        line = QRect(line.left(), line.bottom(), line.width(), QFontMetrics(below).lineSpacing())
        paint_text(painter, line, index.data(BelowRole), row.quiet)


class TwoLineList(QListView):
    """Rows of two lines.

    Args:
        name: what the list is called to those who cannot see it.
        parent: owns the list.

    Signals:
        picked(): another one is current, by mouse or key.
    """

    picked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    @override
    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.picked.emit()
