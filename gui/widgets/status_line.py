"""What stands at the foot of the window: who works, how far the project is, and whether all is on disk."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from gui.widgets.plain_text import menu_text
from gui.widgets.plain_text import tip as plain_tip

HINT_TIME = 6_000
"""Milliseconds for which a remark stays."""


class StatusLine(QWidget):
    """A line of plain facts.

    Signals:
        annotator_pressed(): the annotator's name was clicked.
    """

    annotator_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = self.fontMetrics().height()
        self._annotator = QToolButton(autoRaise=True)
        self._annotator.setToolTip("Work under another name")
        self._annotator.clicked.connect(self.annotator_pressed)
        self._remark = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._remark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._count = QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedSize(unit * 6, max(4, unit // 3))
        self._bar.setAccessibleName("Articles done")
        self._saved = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(unit // 2, 0, unit // 2, 0)
        row.setSpacing(unit)
        row.addWidget(self._annotator)
        row.addWidget(self._remark, 1)
        row.addWidget(self._count)
        row.addWidget(self._bar)
        row.addWidget(self._saved)
        self._hint_end = QTimer(self, singleShot=True, interval=HINT_TIME)
        self._hint_end.timeout.connect(self._remark.clear)

    def set_annotator(self, name: str) -> None:
        """Show who works."""
        self._annotator.setText(f"Annotator: {menu_text(name)}")

    def set_progress(self, done: int, total: int) -> None:
        """Show how many of the articles are done."""
        self._count.setText(f"{done} of {total} done" if total else "no articles")
        self._bar.setMaximum(max(1, total))
        self._bar.setValue(done)

    def set_saved(self, text: str, tip: str) -> None:
        """Show what state the file is in."""
        self._saved.setText(text)
        self._saved.setToolTip(plain_tip(tip))

    def hint(self, text: str) -> None:
        """Show a remark for a while."""
        self._remark.setText(text)
        self._hint_end.start()
