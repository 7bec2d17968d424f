"""What the checks found as a painted list below their titles; the current finding shows all its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.models.checks import CheckLine
from gui.models.sorted_rows import Index
from gui.models.view_rows import ViewRole, ViewRows
from gui.widgets.plain_text import tip
from gui.widgets.row_painting import Row, RowDelegate, bold, elided_lines, paint_right, paint_text, small

MOST_LINES = 6
"""Lines that the current finding takes at most, and its reason again."""


class CheckRows(ViewRows[CheckLine]):
    """The lines of the panel; only findings can be chosen."""

    @override
    def key_of(self, view: CheckLine) -> str:
        return view.key

    @override
    def words(self, view: CheckLine, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.text
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(filter(None, (view.text, _reason(view)))))
            case Qt.ItemDataRole.AccessibleTextRole:
                counted = str(view.count) if view.is_title and view.count else ""
                return ". ".join(filter(None, (view.text, counted, _reason(view))))
            case _:
                return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = index.row()
        if 0 <= row < len(self.views) and self.views[row].finding is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class CheckDelegate(RowDelegate):
    """Paints titles with counts, and findings below them; one that was dismissed is faded."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        metrics = QFontMetrics(font)
        height = round(metrics.lineSpacing() * self.LINES)
        if index.row() == self._view.currentIndex().row():
            words, reason = _wrapped(
                index.data(ViewRole), font, _width(self._view.viewport().width(), metrics)
            )
            height += metrics.lineSpacing() * (len(words) - 1)
            height += QFontMetrics(small(font)).lineSpacing() * len(reason)
        return QSize(metrics.averageCharWidth() * 20, height)

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        view: CheckLine = index.data(ViewRole)
        metrics = QFontMetrics(row.font)
        space = metrics.height() // 2
        line = QRect(
            row.rect.left() + space,
            row.rect.top(),
            row.rect.width() - 2 * space,
            round(metrics.lineSpacing() * self.LINES),
        )
        if view.is_title:
            _paint_title(painter, row, line, view)
            return
        line.setLeft(line.left() + space)
        colour = row.text if view.finding is not None and view.reason is None else row.quiet
        painter.setFont(row.font)
        if index.row() != self._view.currentIndex().row():
            reason = f"   {_reason(view)}" if _reason(view) else ""
            paint_text(painter, line, view.text + reason, colour)
            return
        words, reason = _wrapped(view, row.font, _width(row.rect.width(), metrics))
        for text in words:
            paint_text(painter, line, text, colour)
            line.translate(0, metrics.lineSpacing())
        line.setHeight(QFontMetrics(small(row.font)).lineSpacing())
        line.translate(0, (round(metrics.lineSpacing() * self.LINES) - metrics.lineSpacing()) // 2)
        painter.setFont(small(row.font))
        for text in reason:
            paint_text(painter, line, text, row.quiet)
            line.translate(0, line.height())


class CheckList(QListView):
    """What was found.

    Signals:
        picked(): the person turned to a finding, by mouse or key.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CheckRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(CheckDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Checks")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def current_line(self) -> CheckLine | None:
        """Return the current finding."""
        row = self.currentIndex().row()
        return self.rows.views[row] if 0 <= row < len(self.rows.views) else None

    def row_beside(self, row: int, step: int) -> int:
        """Return the row of the next finding (step 1) or the one before (-1), going round; -1 for none."""
        number = len(self.rows.views)
        start = row if row >= 0 or step > 0 else number
        rows = ((start + step * distance) % number for distance in range(1, number + 1))
        return next((row for row in rows if self.rows.views[row].finding is not None), -1)

    def pick(self, row: int) -> None:
        """Make a finding current without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(row))
        self.blockSignals(blocked)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self.currentIndex())

    def _on_current_changed(self, current: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()  # the current finding is higher than the others
        if current.isValid():
            self.picked.emit()


def _reason(view: CheckLine) -> str:
    return f"Dismissed: {view.reason}" if view.reason is not None else ""


def _width(width: int, metrics: QFontMetrics) -> int:
    return max(metrics.averageCharWidth() * 10, width - 3 * (metrics.height() // 2))


def _wrapped(view: CheckLine, font: QFont, width: int) -> tuple[list[str], list[str]]:
    """Return the lines of a finding and those of its reason."""
    reason = _reason(view)
    return (
        elided_lines(view.text, font, width, MOST_LINES),
        elided_lines(reason, small(font), width, MOST_LINES) if reason else [],
    )


def _paint_title(painter: QPainter, row: Row, line: QRect, view: CheckLine) -> None:
    painter.setFont(row.font)
    right = paint_right(painter, line, f"{view.count:,}" if view.count else "", row.quiet)
    painter.setFont(bold(row.font))
    line.setRight(right - line.height() // 2)
    paint_text(painter, line, view.text, row.text)
