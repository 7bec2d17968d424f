"""What the checks found as a painted list below their titles; the current finding shows all its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
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
    """Paints titles with counts, and findings below them on two lines at most; dismissed ones are faded."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._height = 0
        self._widths: dict[str, int] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view: CheckLine = index.data(ViewRole)
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        metrics = QFontMetrics(font)
        room = _room(self._view.viewport().width(), metrics)
        height = round(metrics.lineSpacing() * self.LINES)
        if index.row() == self._view.currentIndex().row():
            words, reason = _wrapped(view, font, room, MOST_LINES, MOST_LINES)
            height += metrics.lineSpacing() * (len(words) - 1)
            height += QFontMetrics(small(font)).lineSpacing() * len(reason)
        elif view.finding is not None:
            height += metrics.lineSpacing() * (self._width(view.text, metrics) > room)
            height += QFontMetrics(small(font)).lineSpacing() * (view.reason is not None)
        return QSize(metrics.averageCharWidth() * 20, height)

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        view: CheckLine = index.data(ViewRole)
        metrics = QFontMetrics(row.font)
        space, height = metrics.height() // 2, metrics.lineSpacing()
        above = (round(height * self.LINES) - height) // 2
        line = QRect(row.rect.left() + space, row.rect.top() + above, row.rect.width() - 2 * space, height)
        if view.is_title:
            _paint_title(painter, row, line, view)
            return
        line.setLeft(line.left() + space)
        is_current = index.row() == self._view.currentIndex().row()
        most = (MOST_LINES, MOST_LINES) if is_current else (2, 1)
        words, reason = _wrapped(view, row.font, _room(row.rect.width(), metrics), *most)
        painter.setFont(row.font)
        for text in words:
            paint_text(painter, line, text, row.text if view.is_open else row.quiet)
            line.translate(0, height)
        painter.setFont(small(row.font))
        line.setHeight(painter.fontMetrics().lineSpacing())
        for text in reason:
            paint_text(painter, line, text, row.quiet)
            line.translate(0, line.height())

    def _width(self, text: str, metrics: QFontMetrics) -> int:
        """Return how wide a text is: all rows are asked for their height whenever another is current."""
        if metrics.height() != self._height:
            self._height = metrics.height()
            self._widths.clear()
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = metrics.horizontalAdvance(text)
        return width


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


def _room(width: int, metrics: QFontMetrics) -> int:
    """Return how much of a row's width there is for the words of a finding, in pixels."""
    return max(metrics.averageCharWidth() * 10, width - 3 * (metrics.height() // 2))


def _wrapped(
    view: CheckLine, font: QFont, room: int, most: int, most_of_reason: int
) -> tuple[list[str], list[str]]:
    """Return the lines of a finding and those of its reason, at most so many of each."""
    reason = _reason(view)
    return (
        elided_lines(view.text, font, room, most),
        elided_lines(reason, small(font), room, most_of_reason) if reason else [],
    )


def _paint_title(painter: QPainter, row: Row, line: QRect, view: CheckLine) -> None:
    painter.setFont(row.font)
    right = paint_right(painter, line, f"{view.count:,}" if view.count else "", row.quiet)
    painter.setFont(bold(row.font))
    line.setRight(right - line.height() // 2)
    # Qt greys what cannot be chosen; a title is to be read first.
    paint_text(
        painter, line, view.text, row.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
    )
