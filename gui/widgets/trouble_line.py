"""Saying in place what keeps a dialog from being accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotation.records import Correction
from gui.theme import correction_colour


class TroubleLine(QLabel):
    """A sentence in the colour of what is wrong, on as many lines as it needs; plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        palette = self.palette()
        palette.setColor(self.foregroundRole(), correction_colour(Correction.REMOVED, palette))
        self.setPalette(palette)
