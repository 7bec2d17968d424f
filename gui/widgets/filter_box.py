"""A box to type in what a list shall show."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from gui.theme import icon

PAUSE = 80
"""Milliseconds without a key after which the list follows."""


class FilterBox(QLineEdit):
    """A line to filter a list by. Down goes to the list, Escape empties the line.

    Signals:
        filter_changed(str): what is typed, once typing pauses; at once when it is emptied.
        left_downwards(): the person wants to go on in the list.
    """

    filter_changed = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self.filter_changed.emit(self.text()))
        self.textChanged.connect(self._on_text_changed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._flush()
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._pause.start()
        if not text:
            self._flush()

    def _flush(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.filter_changed.emit(self.text())
