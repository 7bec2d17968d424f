"""A list of things with ids, sorted and filtered, that follows single changes without a reset."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex
from typing_extensions import override

from annotation.records import Id
from gui.models.search_keys import matcher, search_key

T = TypeVar("T")

Index: TypeAlias = QModelIndex | QPersistentModelIndex
"""What Qt hands a model."""

ROOT = QModelIndex()
"""The parent of top-level rows."""


class SortedRows(QAbstractListModel, Generic[T]):
    """The items that pass a filter, in the order of `sort_key`. Sorting in Python beats a proxy tenfold.

    The shown items are kept in ascending order; descending only mirrors the row numbers.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: dict[Id, T] = {}
        self._shown: list[tuple[Any, T]] = []  # with the sort key under which each stands
        self._keys: dict[Id, Any] = {}  # sort keys of the shown items
        self._search_keys: dict[Id, str] = {}
        self._typed = ""
        self._descending = False

    @abstractmethod
    def id_of(self, item: T) -> Id:
        """Return the id of an item."""

    @abstractmethod
    def sort_key(self, item: T) -> tuple[Any, ...]:
        """Return by what an item is sorted; no two items may have the same key."""

    @abstractmethod
    def search_texts(self, item: T) -> Iterable[str]:
        """Return the texts of an item in which the filter looks."""

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def total(self) -> int:
        """Return how many items there are, shown or not."""
        return len(self._items)

    def item(self, row: int) -> T:
        """Return the item shown in a row."""
        return self._shown[self._mirrored(row)][1]

    def find(self, item_id: Id | None) -> T | None:
        """Return the item with an id, shown or not."""
        return None if item_id is None else self._items.get(item_id)

    def row_of(self, item_id: Id | None) -> int:
        """Return the row of an item, -1 if it is not shown."""
        if item_id is None or item_id not in self._keys:
            return -1
        return self._mirrored(self._position(self._keys[item_id]))

    def index_of(self, item_id: Id | None) -> QModelIndex:
        """Return the index of an item; an invalid one if it is not shown."""
        row = self.row_of(item_id)
        return self.index(row) if row >= 0 else QModelIndex()

    def set_items(self, items: Iterable[T]) -> None:
        """Replace all items."""
        self.beginResetModel()
        self._items = {self.id_of(item): item for item in items}
        self._search_keys.clear()
        self._arrange()
        self.endResetModel()

    def set_filter(self, typed: str) -> None:
        """Show only the items in whose texts every typed word is found, spelling aside."""
        if typed != self._typed:
            self.beginResetModel()
            self._typed = typed
            self._arrange()
            self.endResetModel()

    def set_descending(self, descending: bool) -> None:
        """Turn the order round, or back."""
        if descending != self._descending:
            self.beginResetModel()
            self._descending = descending
            self.endResetModel()

    def rearrange(self) -> None:
        """Sort again, as after `sort_key` has come to mean another thing."""
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def put(self, item: T) -> None:
        """Add an item or a new version of one."""
        item_id = self.id_of(item)
        self._items[item_id] = item
        self._search_keys.pop(item_id, None)
        was, now = item_id in self._keys, self._passes(item)
        if was and now:
            self._move(item_id, item)
        elif was:
            self._hide(item_id)
        elif now:
            self._show(item_id, item)

    def drop(self, item_id: Id) -> None:
        """Remove an item, if it is there."""
        if self._items.pop(item_id, None) is not None:
            self._search_keys.pop(item_id, None)
            if item_id in self._keys:
                self._hide(item_id)

    def refresh(self, item_id: Id | None) -> None:
        """Draw the row of an item again."""
        index = self.index_of(item_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def refresh_all(self) -> None:
        """Draw every row again."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def _mirrored(self, position: int) -> int:
        return len(self._shown) - 1 - position if self._descending else position

    def _position(self, key: Any) -> int:
        return bisect_left(self._shown, key, key=lambda pair: pair[0])

    def _passes(self, item: T) -> bool:
        return not self._typed or matcher(self._typed)(self._search_key(item))

    def _search_key(self, item: T) -> str:
        item_id = self.id_of(item)
        key = self._search_keys.get(item_id)
        if key is None:
            key = self._search_keys[item_id] = search_key(*self.search_texts(item))
        return key

    def _arrange(self) -> None:
        items = list(self._items.values())
        if self._typed:
            matches = matcher(self._typed)
            items = [item for item in items if matches(self._search_key(item))]
        self._shown = sorted(((self.sort_key(item), item) for item in items), key=lambda pair: pair[0])
        self._keys = {self.id_of(item): key for key, item in self._shown}

    def _show(self, item_id: Id, item: T) -> None:
        key = self.sort_key(item)
        position = self._position(key)
        row = len(self._shown) - position if self._descending else position
        self.beginInsertRows(ROOT, row, row)
        self._shown.insert(position, (key, item))
        self._keys[item_id] = key
        self.endInsertRows()

    def _hide(self, item_id: Id) -> None:
        row = self.row_of(item_id)
        self.beginRemoveRows(ROOT, row, row)
        del self._shown[self._mirrored(row)]
        del self._keys[item_id]
        self.endRemoveRows()

    def _move(self, item_id: Id, item: T) -> None:
        key = self.sort_key(item)
        old = self._position(self._keys[item_id])
        new = self._position(key)
        if new > old:
            new -= 1  # its own place falls out
        source, goal = self._mirrored(old), self._mirrored(new)
        if source != goal:
            self.beginMoveRows(ROOT, source, source, ROOT, goal if goal < source else goal + 1)
        del self._shown[old]
        self._shown.insert(new, (key, item))
        self._keys[item_id] = key
        if source != goal:
            self.endMoveRows()
        self.refresh(item_id)
