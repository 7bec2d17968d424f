"""The stances of an article as a painted list; the current one shows the passages on which it rests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.models.stances import StanceView
from gui.theme import POLARITY_SIGNS, faint, polarity_colour
from gui.widgets.clamped_label import elided_lines
from gui.widgets.plain_text import tip

VIEW_ROLE = Qt.ItemDataRole.UserRole
MOST_QUOTES = 6
"""Passages that are quoted beneath the current stance; the number of the others is told."""

QUOTE_LINES = 3
_SMALL = 0.88
_LIST_SIGN = "≡"


class StanceModel(QAbstractListModel):
    """The lines of the panel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stances: tuple[StanceView, ...] = ()

    def set_stances(self, stances: tuple[StanceView, ...]) -> None:
        """Show these stances."""
        self.beginResetModel()
        self.stances = stances
        self.endResetModel()

    def row_of(self, stance_id: str) -> int:
        """Return the row of a stance, or -1."""
        return next((row for row, view in enumerate(self.stances) if view.id == stance_id), -1)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.stances)

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not 0 <= index.row() < len(self.stances):
            return None
        view = self.stances[index.row()]
        parts = [view.sentence, view.grounds, view.note]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.sentence
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(part for part in parts if part))
            case Qt.ItemDataRole.AccessibleTextRole:
                quotes = [f"“{piece.text}”" for piece in view.evidence[:MOST_QUOTES]]
                return ". ".join(part for part in [*parts, *quotes] if part)
            case Qt.ItemDataRole.UserRole:
                return view
        return None


class StanceDelegate(QStyledItemDelegate):
    """Paints holder, polarity and target; beneath the current stance what it rests on."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        large, small = QFontMetrics(font), QFontMetrics(_small(font))
        height = large.height() + large.height() // 2
        if index.row() == self._view.currentIndex().row():
            lines = _quoted(
                index.data(VIEW_ROLE), _small(font), _quote_width(self._view.viewport().width(), large)
            )
            height += small.height() * len(lines) + large.height() // 3
        return QSize(large.averageCharWidth() * 20, height)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view: StanceView = index.data(VIEW_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        palette: QPalette = option.palette  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        active = state & QStyle.StateFlag.State_Active
        group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        large, small = QFontMetrics(font), QFontMetrics(_small(font))
        space = large.height() // 2
        head = QRect(rect.left() + space, rect.top(), rect.width() - 2 * space, large.height() + space)
        text, weak = palette.color(QPalette.ColorRole.Text), faint(palette)
        coloured = polarity_colour(view.polarity, palette)
        quote_colour = weak
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(
                QRect(rect.left(), rect.top(), rect.width(), head.height()),
                palette.color(group, QPalette.ColorRole.Highlight),
            )
            text = weak = coloured = palette.color(group, QPalette.ColorRole.HighlightedText)
        elif state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        _draw_head(painter, head, font, view, (text, weak, coloured))
        if index.row() == self._view.currentIndex().row():
            painter.setFont(_small(font))
            painter.setPen(quote_colour)
            width = _quote_width(rect.width(), large)
            top = rect.top() + head.height() + large.height() // 6
            for line in _quoted(view, _small(font), width):
                where = QRect(rect.left() + space * 2, top, width, small.height())
                painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
                top += small.height()
        painter.restore()


class StanceList(QListView):
    """The stances of an article.

    Signals:
        picked(): the person turned to a stance, by mouse or key.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stances = StanceModel(self)
        self.setModel(self.stances)
        self.setItemDelegate(StanceDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Stances")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def current_stance(self) -> StanceView | None:
        """Return the current stance."""
        row = self.currentIndex().row()
        return self.stances.stances[row] if 0 <= row < len(self.stances.stances) else None

    def pick(self, row: int) -> None:
        """Make a stance current without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.stances.index(row))
        self.blockSignals(blocked)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self.currentIndex())

    def _on_current_changed(self, current: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()  # the current stance is higher than the others
        if current.isValid():
            self.picked.emit()


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    return small


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


def _draw_head(
    painter: QPainter, rect: QRect, font: QFont, view: StanceView, colours: tuple[QColor, QColor, QColor]
) -> None:
    """Draw “holder + supports target”, and at the right the number of passages and the mark of a list."""
    text, weak, coloured = colours
    bold = QFont(font)
    bold.setBold(True)
    large, strong, small = QFontMetrics(font), QFontMetrics(bold), QFontMetrics(_small(font))
    space = large.height() // 2
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    marks = f"{_LIST_SIGN if view.heading else ''} {len(view.evidence)}".strip()
    painter.setFont(_small(font))
    painter.setPen(weak)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, marks)

    polarity = f"{POLARITY_SIGNS[view.polarity]} {view.polarity}"
    room = (
        rect.width()
        - small.horizontalAdvance(f"{_LIST_SIGN} 00")
        - strong.horizontalAdvance(polarity)
        - 3 * space
    )
    holder_wish, target_wish = large.horizontalAdvance(view.holder), large.horizontalAdvance(view.target)
    holder_room = (
        max(min(holder_wish, room // 2), room - target_wish)
        if holder_wish + target_wish > room
        else holder_wish
    )
    left = rect.left()
    for words, width, drawn_font, colour in (
        (view.holder, holder_room, font, text),
        (polarity, strong.horizontalAdvance(polarity), bold, coloured),
        (view.target, room - holder_room, font, text),
    ):
        painter.setFont(drawn_font)
        painter.setPen(colour)
        shown = QFontMetrics(drawn_font).elidedText(words, Qt.TextElideMode.ElideRight, width + 1)
        painter.drawText(QRect(left, rect.top(), width + 2, rect.height()), flags, shown)
        left += min(width, QFontMetrics(drawn_font).horizontalAdvance(shown)) + space
