"""The sheet of shortcuts as columns of rows, in the order of the menus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from typing_extensions import override

from annotation.records import Label
from gui.actions import ACTIONS
from gui.models.search_keys import matcher, search_key
from gui.models.sorted_rows import ROOT, Index
from gui.models.view_rows import ViewRole
from gui.shortcut_rules import native
from gui.shortcuts import Shortcuts

COLUMNS = 3

_BY_HAND = (
    ("Select by word", ("Ctrl+Shift+arrows", "dragging")),
    ("Select by character", ("Shift+arrows", "dragging with Alt")),
    ("Go by sentence", ("Alt+Up", "Alt+Down")),
    ("Select by sentence", ("Alt+Shift+Up", "Alt+Shift+Down")),
    ("Select a hyphenated word", ("double-clicking twice",)),
)
"""What the article view does by itself, and no action of the table says."""

_WHERE = {
    "stances": ", in the Stances panel",
    "offers": ", among suggested stances",
    "alliances": ", in the Alliances panel",
}
"""Said of shortcuts that hold in one panel only; those of the article need no word."""


@dataclass(frozen=True, slots=True)
class ShortcutRow:
    """A line of the sheet.

    `action_id` is empty where no action of the table is meant, and `fixed` says then why its keys cannot be
    changed. `changed` tells that they are not the usual ones.
    """

    text: str
    keys: tuple[str, ...]  # as the system writes them
    action_id: str = ""
    tip: str = ""
    fixed: str = ""
    changed: bool = False

    @property
    def shown(self) -> str:
        """All its keys in words."""
        return " or ".join(self.keys)


Groups = dict[str, list[ShortcutRow]]
"""Rows by the heading above them."""

Cell = ShortcutRow | str | None
"""A row, a heading, or nothing."""


def shortcut_groups(shortcuts: Shortcuts, labels: Sequence[Label]) -> Groups:
    """Return every action, the labels, and what the article view does by itself."""
    tagging = "A label has its key from Project, Labels."
    groups: Groups = {
        "Labels": [
            *(ShortcutRow(label.name, (label.key,), fixed=tagging) for label in labels if label.key),
            *(ShortcutRow(what, how, fixed="This cannot be changed.") for what, how in _BY_HAND),
        ]
    }
    for spec in ACTIONS:
        row = ShortcutRow(
            spec.text.rstrip("…"),
            tuple(map(native, shortcuts.keys(spec.id))),
            spec.id,
            spec.tip,
            changed=shortcuts.is_changed(spec.id),
        )
        groups.setdefault(spec.menu + _WHERE.get(spec.place, ""), []).append(row)
    return groups


def matching(groups: Groups, typed: str) -> Groups:
    """Return the rows that have some words in their texts or headings, or exactly these keys.

    `typed` is in any order and spelling; keys are as the system writes them, and “Ctrl+” are all with Ctrl.
    """
    matches, keys = matcher(typed), typed.strip().casefold()

    def is_meant(heading: str, row: ShortcutRow) -> bool:
        if matches(search_key(heading, row.text, row.tip)):
            return True
        there = [key.casefold() for key in row.keys]
        return any(key.startswith(keys) for key in there) if keys.endswith("+") else keys in there

    found = {name: [row for row in rows if is_meant(name, row)] for name, rows in groups.items()}
    return {name: rows for name, rows in found.items() if rows}


def in_columns(groups: Groups, height: int) -> list[list[Cell]]:
    """Lay the groups out as columns, none of them cut.

    Args:
        groups: the rows by heading.
        height: the rows of a column that are seen at once; while they suffice, few columns are used.
    """
    needed = sum(len(rows) + 2 for rows in groups.values())
    share = max(height, needed / COLUMNS)
    columns: list[list[Cell]] = [[] for _ in range(COLUMNS)]
    filled = 0
    for name, rows in groups.items():
        column = columns[min(COLUMNS - 1, int((filled + len(rows) / 2 + 1) / share))]
        column += [*([None] if column else []), name, *rows]
        filled += len(rows) + 2
    return columns


class ShortcutTable(QAbstractTableModel):
    """The cells of the sheet; headings and gaps cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._columns: list[list[Cell]] = [[] for _ in range(COLUMNS)]

    def set_columns(self, columns: list[list[Cell]]) -> None:
        """Show these cells."""
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """Return what is in a place; None where nothing is."""
        cells = self._columns[column] if 0 <= column < COLUMNS else []
        return cells[row] if 0 <= row < len(cells) else None

    def place_of(self, row: ShortcutRow | None) -> tuple[int, int] | None:
        """Return where a line of the sheet is, whatever its keys are now; None if it is not shown."""
        if row is None:
            return None
        plain = _without_keys(row)
        return next(
            (
                (at, column)
                for column, cells in enumerate(self._columns)
                for at, cell in enumerate(cells)
                if isinstance(cell, ShortcutRow) and _without_keys(cell) == plain
            ),
            None,
        )

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else max(map(len, self._columns))

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.cell(index.row(), index.column()), ShortcutRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if role == ViewRole:
            return cell
        if cell is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return cell if isinstance(cell, str) else f"{cell.text}, {cell.shown or 'no keys'}"


def _without_keys(row: ShortcutRow) -> ShortcutRow:
    return replace(row, keys=(), changed=False)
