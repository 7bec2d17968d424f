"""The model of the stance grid: holders down, targets across."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from annotation.records import Id
from annotation.stance_grid import Cell, Grid
from gui.widgets.plain_text import one_line, tip

CellRole = Qt.ItemDataRole.UserRole
"""The `Cell` of a holder and a target, or None."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class StanceGridModel(QAbstractTableModel):
    """Shows a grid. `name` gives the name of an entity."""

    def __init__(self, name: Callable[[Id], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.grid = Grid()

    def set_grid(self, grid: Grid) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def place_of(self, holder_id: Id, target_id: Id) -> QModelIndex:
        """Return the index of a pair, an invalid one if it is not shown."""
        if holder_id not in self.grid.holders or target_id not in self.grid.targets:
            return QModelIndex()
        return self.index(self.grid.holders.index(holder_id), self.grid.targets.index(target_id))

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.holders)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.targets)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.grid.cell(index.row(), index.column())
        if role == CellRole:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole and cell is not None:
            return tip(self._words(index.row(), index.column(), cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if cell is not None:
                return self._words(index.row(), index.column(), cell)
            return f"{self._holder(index.row())}, {self._target(index.column())}: no stance"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        name = self._target(section) if across else self._holder(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(name)
        if role == Qt.ItemDataRole.TextAlignmentRole and not across:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _holder(self, row: int) -> str:
        return one_line(self._name(self.grid.holders[row]))

    def _target(self, column: int) -> str:
        return one_line(self._name(self.grid.targets[column]))

    def _words(self, row: int, column: int, cell: Cell) -> str:
        how = ", ".join(cell.polarities)
        counted = (
            _number(len(cell.stances), "stance"),
            _number(cell.evidence, "passage"),
            f"in {_number(cell.articles, 'article')}",
        )
        said = f"{self._holder(row)} {how} {self._target(column)}: {', '.join(counted)}"
        claimed = sum(stance.claimed for stance in cell.stances)
        if claimed:
            said += f"; {claimed} only claimed by somebody"
        return f"{said}. These contradict each other." if cell.in_conflict else f"{said}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
