"""The sheet of keyboard shortcuts, made from the action table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotation.records import Label
from gui.actions import ActionSpec

_BY_HAND = (
    ("Select by word", "Shift + arrows with Ctrl, or drag"),
    ("Select by character", "Shift + arrows, or drag with Alt"),
)
"""What the article view does by itself, and no action of the table says."""


_WHERE = {"stances": ", in the Stances panel", "alliances": ", in the Alliances panel"}
"""Said of shortcuts that hold in one panel only; those of the article need no word."""

_COLUMNS = 3

Rows = list[tuple[str, str]]


class Shortcuts(QDialog):
    """Shows every shortcut, grouped as in the menus and by where it holds."""

    def __init__(self, specs: Sequence[ActionSpec], labels: Sequence[Label], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        unit = self.fontMetrics().height()
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setSpacing(unit * 2)
        for groups in _in_columns(_groups(specs, labels)):
            columns.addLayout(_grid(groups, unit), 1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.setMinimumWidth(body.sizeHint().width() + 2 * unit)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)
        height = body.sizeHint().height() + buttons.sizeHint().height() + 2 * unit
        room = self.screen().availableGeometry().height() - 3 * unit
        self.resize(self.sizeHint().width(), min(height, room))


def _groups(specs: Sequence[ActionSpec], labels: Sequence[Label]) -> dict[str, Rows]:
    """Return name and keys of every action that has some, by group."""
    groups: dict[str, Rows] = {
        "Labels": [(label.name, label.key) for label in labels if label.key] + list(_BY_HAND)
    }
    for spec in specs:
        if spec.keys:
            keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
            group = groups.setdefault(spec.menu + _WHERE.get(spec.place, ""), [])
            group.append((spec.text.rstrip("…"), " or ".join(keys)))
    return groups


def _in_columns(groups: dict[str, Rows]) -> list[list[tuple[str, Rows]]]:
    """Share the groups among columns of about the same length, in their order."""
    share = sum(len(rows) + 2 for rows in groups.values()) / _COLUMNS
    columns: list[list[tuple[str, Rows]]] = [[] for _ in range(_COLUMNS)]
    filled = 0.0
    for name, rows in groups.items():
        middle = filled + (len(rows) + 2) / 2
        columns[min(_COLUMNS - 1, int(middle / share))].append((name, rows))
        filled += len(rows) + 2
    return columns


def _grid(groups: Sequence[tuple[str, Rows]], unit: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(unit)
    grid.setVerticalSpacing(unit // 6)
    for name, rows in groups:
        heading = QLabel(name)
        bold = QFont(heading.font())
        bold.setBold(True)
        heading.setFont(bold)
        heading.setContentsMargins(0, unit // 2, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for what, keys in rows:
            row = grid.rowCount()
            grid.addWidget(QLabel(what, textFormat=Qt.TextFormat.PlainText), row, 0)
            grid.addWidget(QLabel(keys, textFormat=Qt.TextFormat.PlainText), row, 1)
    grid.setColumnStretch(0, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
