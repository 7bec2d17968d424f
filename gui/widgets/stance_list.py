"""The stances of an article as a painted list; the current one shows the passages on which it rests."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.models.stances import StanceView
from gui.models.view_rows import ViewRole, ViewRows
from gui.theme import POLARITY_SIGNS, polarity_colour
from gui.widgets.plain_text import tip
from gui.widgets.row_painting import (
    Row,
    RowDelegate,
    bold,
    elided_lines,
    paint_right,
    paint_text,
    small,
)

MOST_QUOTES = 6
"""Passages that are quoted beneath the current stance; the number of the others is told."""

QUOTE_LINES = 3
_LIST_SIGN = "≡"


class StanceRows(ViewRows[StanceView]):
    """The lines of the panel."""

    @override
    def key_of(self, view: StanceView) -> str:
        return view.id

    @override
    def words(self, view: StanceView, role: int) -> str | None:
        parts = [view.sentence, view.grounds, view.note]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.sentence
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(part for part in parts if part))
            case Qt.ItemDataRole.AccessibleTextRole:
                quotes = [f"“{piece.text}”" for piece in view.evidence[:MOST_QUOTES]]
                return ". ".join(part for part in [*parts, *quotes] if part)
            case _:
                return None


class StanceDelegate(RowDelegate):
    """Paints holder, polarity and target, and who says so; beneath the current stance what it rests on."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        large, below = QFontMetrics(font), QFontMetrics(small(font))
        height = large.height() + large.height() // 2
        if index.data(ViewRole).source:
            height += below.height()
        if index.row() == self._view.currentIndex().row():
            lines = _quoted(
                index.data(ViewRole), small(font), _quote_width(self._view.viewport().width(), large)
            )
            height += below.height() * len(lines) + large.height() // 3
        return QSize(large.averageCharWidth() * 20, height)

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        view: StanceView = index.data(ViewRole)
        metrics = QFontMetrics(row.font)
        space = metrics.height() // 2
        head = QRect(
            row.rect.left() + space, row.rect.top(), row.rect.width() - 2 * space, metrics.height() + space
        )
        _draw_head(painter, head, row, view)
        if view.source:
            painter.setFont(small(row.font))
            head.translate(space, painter.fontMetrics().height())  # what follows comes below it
            paint_text(painter, head.adjusted(0, 0, -space, 0), view.source, row.quiet)
        if index.row() == self._view.currentIndex().row():
            painter.setFont(small(row.font))
            width = _quote_width(row.rect.width(), metrics)
            line = QRect(
                row.rect.left() + 2 * space,
                head.bottom() + 1 + metrics.height() // 6,
                width,
                painter.fontMetrics().height(),
            )
            for quoted in _quoted(view, small(row.font), width):
                paint_text(painter, line, quoted, row.quiet)
                line.translate(0, line.height())


class StanceList(QListView):
    """The stances of an article.

    Signals:
        picked(): the person turned to a stance, by mouse or key.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = StanceRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(StanceDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Stances")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def current_stance(self) -> StanceView | None:
        """Return the current stance."""
        row = self.currentIndex().row()
        return self.rows.views[row] if 0 <= row < len(self.rows.views) else None

    def pick(self, row: int) -> None:
        """Make a stance current without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(row))
        self.blockSignals(blocked)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self.currentIndex())

    def _on_current_changed(self, current: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()  # the current stance is higher than the others
        if current.isValid():
            self.picked.emit()


def _quote_width(width: int, metrics: QFontMetrics) -> int:
    return max(metrics.averageCharWidth() * 10, width - 3 * (metrics.height() // 2))


def _quoted(view: StanceView, font: QFont, width: int) -> list[str]:
    lines = elided_lines(view.grounds, font, width, 2)
    if view.note:
        lines += elided_lines(view.note, font, width, 2)
    for piece in view.evidence[:MOST_QUOTES]:
        lines += elided_lines(f"“{piece.text}”", font, width, QUOTE_LINES)
    if len(view.evidence) > MOST_QUOTES:
        lines.append(f"and {len(view.evidence) - MOST_QUOTES} more")
    return lines


def _draw_head(painter: QPainter, rect: QRect, row: Row, view: StanceView) -> None:
    """Draw “holder + supports target”, and at the right the number of passages and the mark of a list."""
    large, strong, below = QFontMetrics(row.font), QFontMetrics(bold(row.font)), QFontMetrics(small(row.font))
    space = large.height() // 2
    painter.setFont(small(row.font))
    marks = f"{_LIST_SIGN if view.heading else ''} {len(view.evidence)}".strip()
    paint_right(painter, rect, marks, row.quiet)

    polarity = f"{POLARITY_SIGNS[view.polarity]} {view.polarity}"
    polarity_width = strong.horizontalAdvance(polarity)
    room = rect.width() - below.horizontalAdvance(f"{_LIST_SIGN} 00") - polarity_width - 3 * space
    holder_wish, target_wish = large.horizontalAdvance(view.holder), large.horizontalAdvance(view.target)
    holder_room = holder_wish
    if holder_wish + target_wish > room:
        holder_room = max(min(holder_wish, room // 2), room - target_wish)
    left = rect.left()
    for words, width, font, colour in (
        (view.holder, holder_room, row.font, row.text),
        (polarity, polarity_width, bold(row.font), row.readable(polarity_colour(view.polarity, row.palette))),
        (view.target, room - holder_room, row.font, row.text),
    ):
        painter.setFont(font)
        place = QRect(left, rect.top(), width + 2, rect.height())
        left = min(left + width, paint_text(painter, place, words, colour)) + space
