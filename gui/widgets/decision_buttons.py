"""The buttons with which a found list is accepted, accepted in part, or rejected."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class Decision(Enum):
    """What a person does with a found list; its text stands on the button."""

    ACCEPT = "Accept"
    REJECT = "Reject"
    ACCEPT_CERTAIN = "Accept the certain"


_TIPS = {
    Decision.ACCEPT: "Record the list with all its members",
    Decision.REJECT: "Never propose this list again",
    Decision.ACCEPT_CERTAIN: "Record the list with its certain members, and decide on the others then",
}


class DecisionButtons(QWidget):
    """Accept and Reject side by side where they fit, with their keys if these fit as well; more below.

    Args:
        keys: the key of each decision, as the system writes it, or an empty text.
        parent: the widget around.

    Signals:
        decided(Decision): a button was pressed.
    """

    decided = Signal(object)

    def __init__(self, keys: Mapping[Decision, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._buttons = {decision: self._button(decision) for decision in Decision}
        space = self.fontMetrics().height() // 3
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lines = QVBoxLayout(self)
        for layout in (self._pair, self._lines):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(space)
        self._pair.addWidget(self._buttons[Decision.ACCEPT])
        self._pair.addWidget(self._buttons[Decision.REJECT])
        self._lines.addLayout(self._pair)
        self._lines.addWidget(self._buttons[Decision.ACCEPT_CERTAIN])
        self.set_keys(keys)

    def set_keys(self, keys: Mapping[Decision, str]) -> None:
        """Name the keys as they are now."""
        self._keys = keys
        for decision, button in self._buttons.items():
            key = keys[decision]
            button.setToolTip(f"{_TIPS[decision]} ({key})" if key else _TIPS[decision])

    def offer(self, *, certain: bool, enabled: bool) -> None:
        """Offer to accept only the certain members, or not; let the buttons be pressed, or not."""
        self._buttons[Decision.ACCEPT_CERTAIN].setVisible(certain)
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def fit(self, width: int) -> None:
        """Arrange the buttons for a width, in pixels."""
        pair = (Decision.ACCEPT, Decision.REJECT)
        room = width - self._pair.spacing()
        with_keys = sum(self._width(self._words(decision)) for decision in pair) <= room
        beside = with_keys or sum(self._width(decision.value) for decision in pair) <= room
        for decision, button in self._buttons.items():
            full = self._words(decision)
            fits = self._width(full) <= width if decision not in pair or not beside else with_keys
            button.setText(full if fits else decision.value)
            button.setMinimumWidth(min(self._width(button.text()), width))
        direction = QBoxLayout.Direction
        self._pair.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._pair.invalidate()
        self._lines.invalidate()
        self._lines.activate()  # the layout around asks for the height at once

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return the buttons as Tab goes through them."""
        return tuple(self._buttons.values())

    def _words(self, decision: Decision) -> str:
        return f"{decision.value}  {self._keys[decision]}".rstrip()

    def _width(self, text: str) -> int:
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(text) + metrics.height()

    def _button(self, decision: Decision) -> QPushButton:
        button = QPushButton(decision.value, self)
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.decided.emit(decision))
        return button
