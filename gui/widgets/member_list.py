"""The members of one camp: painted lines, not a widget each, that can be dragged to another camp."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from gui.models.alliances import MemberView
from gui.models.view_rows import ViewRole, ViewRows
from gui.theme import faint
from gui.widgets.member_states import CORRECTIONS, SIGNS, WORDS, state_colour
from gui.widgets.plain_text import one_line, tip
from gui.widgets.row_painting import Row, RowDelegate, bold, paint_right, paint_text, small

MIME_TYPE = "application/x-paksha-members"
"""What is dragged: the keys of members as a JSON list."""


def dragged_keys(data: QMimeData) -> list[str]:
    """Return the keys of the members that are dragged; none when something else is."""
    if not data.hasFormat(MIME_TYPE):
        return []
    return json.loads(bytes(data.data(MIME_TYPE).data()).decode())


class MemberRows(ViewRows[MemberView]):
    """The lines of one column; they can be dragged where `draggable`."""

    draggable = False

    @override
    def key_of(self, view: MemberView) -> str:
        return view.key

    @override
    def words(self, view: MemberView, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.written
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_in_words(view, "\n"))
            case Qt.ItemDataRole.AccessibleTextRole:
                return _in_words(view, ", ")
            case _:
                return None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.draggable else flags

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        keys = [self.views[index.row()].key for index in indexes]
        data.setData(MIME_TYPE, QByteArray(json.dumps(keys).encode()))
        return data

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class MemberDelegate(RowDelegate):
    """Paints a member: sign, name as written, code; below it who that is, who says so, the note and why."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._font: QFont | None = None
        self._first = self._below = 0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue] not in the stubs
        return QSize(1, self.height(font, index.data(ViewRole)))  # as wide as the list

    def height(self, font: QFont, member: MemberView) -> int:
        """Return how high the row of a member is, in pixels."""
        if font != self._font:  # asked for each of thousands of rows
            large, below = QFontMetrics(font).height(), QFontMetrics(small(font)).height()
            self._font, self._first, self._below = QFont(font), large + large // 3, below
        return self._first + self._below * len(_lines_below(member))

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        member: MemberView = index.data(ViewRole)
        colour = state_colour(member.state, row.palette)
        if member.state in CORRECTIONS and not row.selected:
            tinted = QColor(colour)
            tinted.setAlphaF(0.10)
            painter.fillRect(row.rect, tinted)
        _draw_lines(painter, row, member, row.readable(colour))


_SCREENFUL = 60


class MemberList(QListView):
    """The members of one column.

    Signals:
        side_requested(int): Left (-1) or Right (+1) was pressed.
        picked(): another member is the current one, by mouse or key.
        selection_made(): other members are selected.
    """

    side_requested = Signal(int)
    picked = Signal()
    selection_made = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = MemberRows(self)
        self.hint = ""
        self.setModel(self.rows)
        self._delegate = MemberDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self.selection_made)

    def natural_height(self) -> int:
        """Return the pixels that the members take; of a long list only as many as fill any screen count."""
        font = self.font()
        return sum(self._delegate.height(font, member) for member in self.rows.views[:_SCREENFUL])

    def current_member(self) -> MemberView | None:
        """Return the member with the cursor."""
        row = self.currentIndex().row()
        return self.rows.views[row] if 0 <= row < len(self.rows.views) else None

    def selected_keys(self) -> list[str]:
        """Return the keys of the selected members in the order of the list."""
        selection = self.selectionModel().selection()  # by rows: an index for each of thousands takes long
        ranges = [selection.at(number) for number in range(selection.size())]
        rows = sorted(row for part in ranges for row in range(part.top(), part.bottom() + 1))
        return [self.rows.views[row].key for row in rows]

    def select(self, keys: Iterable[str], current: str | None = None) -> bool:
        """Select members, without telling anybody; False when none of them is here."""
        rows_by_key = {view.key: row for row, view in enumerate(self.rows.views)}
        rows = [rows_by_key[key] for key in keys if key in rows_by_key]
        if not rows:
            return False
        row = rows_by_key.get(current or "", -1)
        self.pick_row(row if row in rows else rows[0], rows)
        return True

    def pick_row(self, row: int, rows: Iterable[int] = ()) -> None:
        """Put the cursor on a row and select `rows` with it, without telling anybody."""
        selection = QItemSelection()
        for first, last in _runs(sorted({row, *rows})):
            selection.select(self.rows.index(first), self.rows.index(last))
        model = self.selectionModel()
        blocked = self.blockSignals(True)
        model.setCurrentIndex(self.rows.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.blockSignals(blocked)

    def let_go(self) -> None:
        """Select nothing, without telling anybody."""
        blocked = self.blockSignals(True)
        self.clearSelection()
        self.blockSignals(blocked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.side_requested.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self.hint and not self.rows.views:
            painter = QPainter(self.viewport())
            painter.setPen(faint(self.palette()))
            space = self.fontMetrics().height() // 2
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(space, space, -space, -space), flags, self.hint)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit()


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of rows without a gap."""
    first = last = -1
    for row in rows:
        if row != last + 1 or last < 0:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last


def _lines_below(member: MemberView) -> list[tuple[str, bool]]:
    """Return the small lines below a name, each with whether it is written in the state's colour."""
    about = " · ".join(part for part in (member.name, _claim(member), one_line(member.note)) if part)
    lines = [(about, False)] if about else []
    if member.elsewhere:
        lines.append((f"{SIGNS[member.state]} {member.elsewhere}", True))
    if member.reason:
        lines.append((f"Reason: {member.reason}", False))
    return lines


def _claim(member: MemberView) -> str:
    return f"as {member.claimed_by} says" if member.claimed_by else ""


def _draw_lines(painter: QPainter, row: Row, member: MemberView, sign_colour: QColor) -> None:
    font, below_font = row.font, small(row.font)
    metrics, below_metrics = QFontMetrics(font), QFontMetrics(below_font)
    height, gutter, space = metrics.height(), metrics.height(), metrics.height() // 4
    top = row.rect.top() + height // 6
    line = QRect(row.rect.left() + gutter, top, row.rect.width() - gutter - space, height)

    painter.setFont(bold(font))
    painter.setPen(sign_colour)
    painter.drawText(
        QRect(row.rect.left(), top, gutter, height), Qt.AlignmentFlag.AlignCenter, SIGNS[member.state]
    )
    painter.setFont(below_font)
    right = paint_right(painter, line, member.code, row.quiet) - (space if member.code else 0)
    if member.note:
        right = _paint_note_sign(painter, right, line, row.quiet) - space

    written = QFont(font)
    written.setStrikeOut(member.state.gone)
    painter.setFont(written)
    name = QRect(line.left(), top, right - line.left(), height)
    paint_text(painter, name, member.written, row.quiet if member.state.gone else row.text)

    painter.setFont(below_font)
    below = QRect(line.left(), top + height, line.width(), below_metrics.height())
    for words, coloured in _lines_below(member):
        paint_text(painter, below, words, sign_colour if coloured else row.quiet)
        below.translate(0, below.height())


def _paint_note_sign(painter: QPainter, right: int, line: QRect, colour: QColor) -> int:
    """Draw a small written page that ends at `right`: fonts of a bare system have no sign for it.

    Returns:
        How far left it reaches, in pixels.
    """
    height = painter.fontMetrics().ascent() * 0.8
    page = QRectF(0, 0, round(height * 0.8), round(height))
    page.moveCenter(QPointF(right - page.width() / 2, line.center().y() + 1))
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(page)
    for share in (0.35, 0.65):
        y = page.top() + page.height() * share
        painter.drawLine(QPointF(page.left() + 2, y), QPointF(page.right() - 2, y))
    return int(page.left())


def _in_words(member: MemberView, between: str) -> str:
    where = f"{WORDS[member.state]} {SIGNS[member.state]} {member.elsewhere}".strip()
    named = f"{member.name or member.written} ({member.code})" if member.code else member.name
    reason = f"Reason: {member.reason}" if member.reason else ""
    note = f"Note: {member.note}" if member.note else ""
    parts = (member.written, named, _claim(member), where, reason, note)
    return between.join(part for part in parts if part)
