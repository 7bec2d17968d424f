"""Plain views as the rows of a list, in the order given."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from gui.models.sorted_rows import ROOT, Index

V = TypeVar("V")

ViewRole = Qt.ItemDataRole.UserRole
"""The view that is shown in a row."""


class ViewRows(QAbstractListModel, Generic[V]):
    """Rows that are replaced all at once: they are few, and computed anew after each change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.views: tuple[V, ...] = ()

    @abstractmethod
    def key_of(self, view: V) -> str:
        """Return by what a view is known again."""

    @abstractmethod
    def words(self, view: V, role: int) -> str | None:
        """Return what a view says in a role."""

    def set_views(self, views: tuple[V, ...]) -> None:
        """Show these views."""
        self.beginResetModel()
        self.views = views
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Return the row of a view, or -1."""
        return next((row for row, view in enumerate(self.views) if self.key_of(view) == key), -1)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.views)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.views):
            return None
        view = self.views[index.row()]
        return view if role == ViewRole else self.words(view, role)
