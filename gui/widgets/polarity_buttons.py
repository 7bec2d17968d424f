"""Four buttons for a polarity, none of which is pressed until a person presses one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from annotation.records import Polarity
from gui.theme import POLARITY_SIGNS, polarity_colour
from gui.widgets.menus import ascii_digit

POLARITY_KEYS = {
    "+": Polarity.SUPPORTS,
    "=": Polarity.SUPPORTS,  # the key of the plus sign without Shift
    "-": Polarity.OPPOSES,
    "−": Polarity.OPPOSES,
    "0": Polarity.NEUTRAL,
    "?": Polarity.UNCLEAR,
    "/": Polarity.UNCLEAR,  # the key of the question mark without Shift
}
"""What is typed for a polarity."""

KEY_SHOWN = {Polarity.SUPPORTS: "+", Polarity.OPPOSES: "-", Polarity.NEUTRAL: "0", Polarity.UNCLEAR: "?"}
"""The key that is named for each polarity."""


class PolarityButtons(QWidget):
    """Supports, opposes, neutral, unclear: by mouse, by Alt and the first letter, or by + - 0 ?.

    Signals:
        chosen(Polarity): a polarity was chosen by the person, be it the one that was chosen already.
    """

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, orientation: Qt.Orientation = Qt.Orientation.Horizontal
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[Polarity, QToolButton] = {}
        across = orientation is Qt.Orientation.Horizontal
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom, self
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 3)
        for polarity in Polarity:
            button = _PolarityButton(self)
            button.setText(f"{POLARITY_SIGNS[polarity]} &{polarity.capitalize()}")
            button.setToolTip(f"{polarity.capitalize()} ({KEY_SHOWN[polarity]}, Alt+{polarity[0].upper()})")
            button.setAccessibleName(polarity.capitalize())
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            font = button.font()
            font.setBold(True)
            button.setFont(font)
            button.setMinimumHeight(button.fontMetrics().height() * 2)
            button.clicked.connect(lambda _checked=False, which=polarity: self._choose(which))
            button.toggled.connect(self._colour)
            self._group.addButton(button)
            self._buttons[polarity] = button
            row.addWidget(button)
        self.setFocusProxy(self._buttons[Polarity.SUPPORTS])
        self._colour()

    def polarity(self) -> Polarity | None:
        """Return what is chosen."""
        return next((which for which, button in self._buttons.items() if button.isChecked()), None)

    def set_polarity(self, polarity: Polarity) -> None:
        """Show a polarity as chosen, without telling anybody."""
        self._buttons[polarity].setChecked(True)
        self.setFocusProxy(self._buttons[polarity])

    def choose_by_key(self, typed: str) -> bool:
        """Choose the polarity of a typed character; False when it stands for none."""
        polarity = POLARITY_KEYS.get(ascii_digit(typed))
        if polarity is None:
            return False
        self._choose(polarity)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.choose_by_key(event.text()):
            super().keyPressEvent(event)

    def _choose(self, polarity: Polarity) -> None:
        self.set_polarity(polarity)
        self.chosen.emit(polarity)

    def _colour(self) -> None:
        """Write each polarity in its colour; of the chosen one the colour lies under sign and word."""
        own = self.palette()
        for polarity, button in self._buttons.items():
            palette = QPalette(own)
            colour = polarity_colour(polarity, own)
            if button.isChecked():
                palette.setColor(
                    QPalette.ColorRole.Button, colour.lighter(115)
                )  # pressed, the style darkens it
                palette.setColor(QPalette.ColorRole.ButtonText, own.color(QPalette.ColorRole.Base))
            else:
                palette.setColor(QPalette.ColorRole.ButtonText, colour)
            button.setPalette(palette)


class _PolarityButton(QToolButton):
    """A button that shows the keyboard as clearly as a line to type in does."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
