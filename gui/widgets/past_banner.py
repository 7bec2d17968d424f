"""A line above the article while it is shown as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class PastBanner(QWidget):
    """Says that nothing can be changed, and leads back.

    Signals:
        back_requested(): show the article as it is now.
    """

    back_requested = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.ToolTipBase)
        words = QLabel("The article as it was. Nothing can be changed here.", wordWrap=True)
        words.setForegroundRole(words.palette().ColorRole.ToolTipText)
        self.back = QPushButton("Back to now")
        self.back.setToolTip(f"Show the article as it is now ({key})" if key else "")
        self.back.clicked.connect(self.back_requested)
        unit = self.fontMetrics().height()
        line = QHBoxLayout(self)
        line.setContentsMargins(unit, unit // 3, unit, unit // 3)
        line.addWidget(words, 1)
        line.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
