"""Figures of agreement as rows: of all annotators, a pair or a label, whichever is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from typing_extensions import override

from annotation.compare.agreement import Figure
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import tip
from storage.agreement import Agreement
from storage.agreement_report import items_words, value_words

MEASURE, VALUE, ITEMS = range(3)
TITLES = ("Measure", "Value [95 % interval]", "Items")

Group = tuple[tuple[str, ...], "str | None"]
"""Annotators and a label; no label: all."""


class FigureRows(QAbstractTableModel):
    """The defined figures of one group of annotators and one label."""

    def __init__(self, agreement: Agreement, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[Group, list[Figure]] = {}
        for figure in agreement.figures:
            if figure.article_id is None and figure.value is not None:
                self._groups.setdefault((figure.annotators, figure.label_id), []).append(figure)
        self._shown: list[Figure] = next(iter(self._groups.values()), [])

    def groups(self) -> list[Group]:
        """Return the groups that have figures, all annotators first."""
        return list(self._groups)

    def show_group(self, group: Group) -> None:
        """Show the figures of a group."""
        self.beginResetModel()
        self._shown = self._groups[group]
        self.endResetModel()

    def figure(self, row: int) -> Figure | None:
        """Return the figure in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

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
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        figure = self.figure(index.row())
        if figure is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                texts = figure.measure.name, value_words(figure), items_words(figure)
                return texts[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{figure.measure.meaning}\n{figure.measure.source}")
            case _:
                return None
