"""A line above the article that says what is unusual about what is shown, and leads back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class Banner(QWidget):
    """A sentence and a button. It is hidden at first.

    Args:
        button: what the button says.
        tip: what is told when the mouse rests on it.
        parent: owns the banner.

    Signals:
        pressed(): the button was pressed.
    """

    pressed = Signal()

    def __init__(self, button: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.ToolTipBase)
        self.words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.words.setForegroundRole(self.words.palette().ColorRole.ToolTipText)
        self.back = QPushButton(button)
        self.back.setToolTip(tip)
        self.back.clicked.connect(self.pressed)
        unit = self.fontMetrics().height()
        line = QHBoxLayout(self)
        line.setContentsMargins(unit, unit // 3, unit, unit // 3)
        line.addWidget(self.words, 1)
        line.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.words.setText(sentence)
        self.show()
