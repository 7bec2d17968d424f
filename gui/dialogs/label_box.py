"""Choosing one of the project's labels."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from annotation.records import Id, Label
from gui.widgets.row_painting import chip_icon, chip_width


class LabelBox(QComboBox):
    """The labels by name and colour; the first is chosen unless `chosen` names another."""

    def __init__(self, labels: Iterable[Label], chosen: Id | None) -> None:
        super().__init__()
        side = chip_width(self.fontMetrics())
        self.setIconSize(QSize(side, side))
        for label in labels:
            self.addItem(chip_icon(label.colour, self.palette(), side), label.name, label.id)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def label_id(self) -> Id:
        """Return the label that is chosen."""
        return self.currentData()
