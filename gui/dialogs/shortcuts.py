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


class Shortcuts(QDialog):
    """Shows every shortcut, grouped as in the menus."""

    def __init__(self, specs: Sequence[ActionSpec], labels: Sequence[Label], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        unit = self.fontMetrics().height()
        groups: dict[str, list[tuple[str, str]]] = {
            "Labels": [(label.name, label.key) for label in labels if label.key] + list(_BY_HAND)
        }
        for spec in specs:
            if spec.keys:
                keys = " or ".join(
                    QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys
                )
                groups.setdefault(spec.menu, []).append((spec.text.rstrip("…"), keys))
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setSpacing(unit * 2)
        total = sum(len(rows) + 2 for rows in groups.values())
        column, filled = QVBoxLayout(), 0
        columns.addLayout(column)
        for name, rows in groups.items():
            if filled and filled + len(rows) > total / 2:
                column.addStretch()
                column, filled = QVBoxLayout(), 0
                columns.addLayout(column)
            column.addLayout(_group(name, rows, unit))
            filled += len(rows) + 2
        column.addStretch()
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
        self.resize(self.sizeHint().width(), unit * 36)


def _group(name: str, rows: Sequence[tuple[str, str]], unit: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(unit)
    grid.setVerticalSpacing(unit // 5)
    heading = QLabel(name)
    bold = QFont(heading.font())
    bold.setWeight(QFont.Weight.DemiBold)
    heading.setFont(bold)
    heading.setContentsMargins(0, unit // 2, 0, 0)
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (what, keys) in enumerate(rows, start=1):
        grid.addWidget(QLabel(what, textFormat=Qt.TextFormat.PlainText), row, 0)
        grid.addWidget(QLabel(keys, textFormat=Qt.TextFormat.PlainText), row, 1)
    grid.setColumnStretch(0, 1)
    return grid
