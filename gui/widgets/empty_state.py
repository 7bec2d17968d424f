"""What a list shows while there is nothing in it: why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A headline, a sentence and buttons for the next step, on the background of a list."""

    def __init__(self, headline: str = "", sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._headline = self._line()
        font = self._headline.font()
        font.setBold(True)
        self._headline.setFont(font)
        self._sentence = self._line()
        space = self.fontMetrics().height()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(space, space, space, space)
        self._lines.setSpacing(space // 2)
        self._lines.addStretch(1)
        self._lines.addWidget(self._headline)
        self._lines.addWidget(self._sentence)
        self._lines.addStretch(2)
        self.say(headline, sentence)

    def say(self, headline: str, sentence: str) -> None:
        """Set the words."""
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def add_button(self, text: str, icon: QIcon | None, on_clicked: Callable[[], object]) -> QPushButton:
        """Add a button for a next step."""
        button = QPushButton(text)
        if icon is not None:
            button.setIcon(icon)
        button.clicked.connect(lambda: on_clicked())
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._lines.insertWidget(self._lines.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def _line(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setForegroundRole(QPalette.ColorRole.Text)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setWordWrap(True)
        return label
