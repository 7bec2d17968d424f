"""What a workbook taken back would do, as the rows of a table with ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, QTimer, Signal
from typing_extensions import override

from gui.models.search_keys import matcher, word_keys
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip
from storage.workbook.back.preview import Item, ItemKind

KIND_SIGNS = {
    ItemKind.CHANGE: "~",
    ItemKind.ADDITION: "+",
    ItemKind.DELETION: "−",
    ItemKind.CONFLICT: "⚡",
    ItemKind.PROBLEM: "!",
}
"""A sign for each kind, so that none is told by colour alone."""

KindRole = Qt.ItemDataRole.UserRole + 1
"""The `ItemKind` of a row."""

TICK, KIND, SHEET, ROW, WHAT, COLUMN, EXPORTED, WORKBOOK, PROJECT, REASON = range(10)
"""The columns of the table."""

TITLES = ("✓", "Kind", "Sheet", "Row", "What", "Column", "Exported", "Workbook", "Project", "Reason")

_TEXTS: dict[int, Callable[[Item], str]] = {
    KIND: lambda item: item.kind.capitalize(),
    SHEET: lambda item: item.sheet,
    ROW: lambda item: str(item.row) if item.row else "",
    WHAT: lambda item: item.what,
    COLUMN: lambda item: item.column,
    EXPORTED: lambda item: item.exported,
    WORKBOOK: lambda item: item.workbook,
    PROJECT: lambda item: item.project,
    REASON: lambda item: item.reason,
}

_KEYS_AT_ONCE = 300
"""Rows whose search keys are made before the window gets a chance again: a few milliseconds."""

_SHOWN = 500
"""Code points of a cell that are drawn at most: no column is wider, and a whole article may stand in one."""


class WorkbookItemsModel(QAbstractTableModel):
    """The items of a preview that are of a kind and hold what is typed; problems cannot be ticked.

    Ticks stay as they are when other items are shown.

    Signals:
        ticks_changed(): `ticked_count` may be another.
    """

    ticks_changed = Signal()

    def __init__(self, items: Sequence[Item], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = items
        self._ticks = bytearray(item.is_ticked_at_first for item in items)
        self._shown: Sequence[int] = range(len(items))
        self._search_keys: list[str] = []
        self._further_keys = _search_keys(items)
        self._making_keys = QTimer(self, interval=0)  # while nothing else waits, as it takes a second or more
        self._making_keys.timeout.connect(self._make_some_keys)
        self._making_keys.start()

    def show_only(self, kind: ItemKind | None, typed: str) -> None:
        """Show the items of a kind, or of all, that hold every word that was typed, in any spelling."""
        shown: Sequence[int] = range(len(self._items))
        if kind is not None:
            shown = [number for number in shown if self._items[number].kind is kind]
        if typed.strip():
            self._search_keys += self._further_keys
            matches = matcher(typed)
            shown = [number for number in shown if matches(self._search_keys[number])]
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def item(self, row: int) -> Item:
        """Return the item in a row."""
        return self._items[self._shown[row]]

    def toggle(self, rows: Iterable[int]) -> None:
        """Turn ticks round; of several rows, tick all unless they are already."""
        numbers = [number for number in (self._shown[row] for row in rows) if self._can_tick(number)]
        self._tick(numbers, state=not all(self._ticks[number] for number in numbers))

    def tick_shown(self, state: bool) -> None:
        """Tick every shown item that can be, or none of them."""
        self._tick([number for number in self._shown if self._can_tick(number)], state=state)

    def ticked(self) -> list[int]:
        """Return the numbers that the ticked items have in their preview."""
        return [item.number for item, ticked in zip(self._items, self._ticks, strict=True) if ticked]

    def ticked_count(self) -> int:
        """Return how many items are ticked, shown or not."""
        return self._ticks.count(True)

    def shown_states(self) -> set[bool]:
        """Return which states the shown items that can be ticked have."""
        return {bool(self._ticks[number]) for number in self._shown if self._can_tick(number)}

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == TICK and self.item(index.row()).is_applicable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._shown):
            return None
        item, column = self.item(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(_TEXTS[column](item)[:_SHOWN]) if column != TICK else None
            case Qt.ItemDataRole.CheckStateRole if column == TICK:
                ticked = self._ticks[self._shown[index.row()]]
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return tip((item.reason if column in (TICK, KIND) else _TEXTS[column](item))[: 4 * _SHOWN])
            case Qt.ItemDataRole.AccessibleTextRole if column == TICK:
                return ", ".join(filter(None, (item.kind, place_of(item), item.what, item.reason)))
            case _ if role == KindRole:
                return item.kind
            case _:
                return None

    def _make_some_keys(self) -> None:
        some = list(islice(self._further_keys, _KEYS_AT_ONCE))
        self._search_keys += some
        if not some:
            self._making_keys.stop()

    def _can_tick(self, number: int) -> bool:
        return self._items[number].is_applicable

    def _tick(self, numbers: Sequence[int], *, state: bool) -> None:
        for number in numbers:
            self._ticks[number] = state
        if self._shown:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._shown) - 1, TICK))
        self.ticks_changed.emit()


def place_of(item: Item) -> str:
    """Return where an item is in the workbook, in words."""
    row = f"row {item.row}" if item.row else ""
    return ", ".join(filter(None, (item.sheet, row, item.column)))


def _search_keys(items: Iterable[Item]) -> Iterator[str]:
    """Yield the search key of each item; the same words come again and again, so each is folded once."""
    keys: dict[str, str] = {}
    for item in items:
        words = " ".join(text(item)[: 4 * _SHOWN] for text in _TEXTS.values()).split()
        for word in words:
            if word not in keys:
                keys[word] = " ".join(word_keys(word))
        yield " ".join(keys[word] for word in dict.fromkeys(words))
