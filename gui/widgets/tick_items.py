"""A short list of things to tick and, where that matters, to put into an order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from gui.widgets.plain_text import one_line, tip
from gui.widgets.row_painting import Row, RowDelegate, paint_text
from gui.widgets.tick_list import LINES, paint_tick, tick_column

_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class TickItem:
    """One line. `fixed` ones keep their tick; `meaning` is told when the mouse rests on it."""

    key: str
    text: str
    ticked: bool
    fixed: bool = False
    meaning: str = ""


class TickItems(QListWidget):
    """Space and a click on the tick turn it round; Alt with the arrows, or the mouse, moves a line.

    Signals:
        edited(): a tick was turned round, or a line moved, by the person.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, movable: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TickDelegate(self))
        self._movable = movable
        if movable:
            self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def show_items(self, items: Iterable[TickItem]) -> None:
        """Show other lines."""
        self.clear()
        for item in items:
            self._set(line := QListWidgetItem(), item)
            self.addItem(line)
        self.setCurrentRow(0 if self.count() else -1)

    def items_shown(self) -> list[TickItem]:
        """Return all lines in their order."""
        return [self.item(row).data(_ITEM) for row in range(self.count())]

    def ticked(self) -> list[str]:
        """Return the keys of the ticked lines in their order."""
        return [item.key for item in self.items_shown() if item.ticked]

    def current_key(self) -> str | None:
        """Return the key of the current line."""
        line = self.currentItem()
        return line.data(_ITEM).key if line else None

    def tick_shown(self, ticked: bool) -> None:
        """Tick every line that the filter shows, or none of them."""
        for row in range(self.count()):
            line = self.item(row)
            if not line.isHidden() and not line.data(_ITEM).fixed:
                self._set(line, replace(line.data(_ITEM), ticked=ticked))
        self.edited.emit()

    def filter(self, typed: str) -> None:
        """Show only lines that have all typed words; what is hidden keeps its tick."""
        words = typed.casefold().split()
        for row in range(self.count()):
            text = self.item(row).data(_ITEM).text.casefold()
            self.setRowHidden(row, not all(word in text for word in words))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain, alt = not event.modifiers(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Space and plain:
            self._turn([line for line in self.selectedItems() if not line.isHidden()])
        elif self._movable and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.itemAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if line is not None and plain:
            column = tick_column(self.visualItemRect(line), self.fontMetrics())
            if column.contains(event.position().toPoint()):
                self.setCurrentItem(line)
                self._turn([line])
                return  # no drag begins on a tick
        super().mousePressEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.edited.emit()

    def _set(self, line: QListWidgetItem, item: TickItem) -> None:
        line.setData(_ITEM, item)
        line.setText(one_line(item.text))
        line.setToolTip(tip("\n".join(filter(None, (item.text, item.meaning)))))
        state = "always" if item.fixed else "ticked" if item.ticked else "not ticked"
        line.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one_line(item.text)}, {state}")

    def _turn(self, lines: list[QListWidgetItem]) -> None:
        """Tick lines, or take the ticks away if all of them are ticked."""
        free = [line for line in lines if not line.data(_ITEM).fixed]
        ticked = not all(line.data(_ITEM).ticked for line in free)
        for line in free:
            self._set(line, replace(line.data(_ITEM), ticked=ticked))
        if free:
            self.edited.emit()

    def _move(self, by: int) -> None:
        row = self.currentRow()
        if 0 <= row + by < self.count():
            line = self.takeItem(row)
            self.insertItem(row + by, line)
            self.setCurrentRow(row + by)
            self.edited.emit()


class _TickDelegate(RowDelegate):
    LINES = LINES

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        item: TickItem = index.data(_ITEM)
        painter.setFont(row.font)
        state = Qt.CheckState.Checked if item.ticked else Qt.CheckState.Unchecked
        left = paint_tick(painter, row.rect, state, row.palette, enabled=not item.fixed)
        rest = row.rect.adjusted(left - row.rect.left(), 0, -painter.fontMetrics().averageCharWidth(), 0)
        paint_text(painter, rest, index.data(), row.quiet if item.fixed else row.text)
