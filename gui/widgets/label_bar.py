"""A row of labels with their keys; pressing one tags with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from gui.article.colours import bar_colour
from gui.theme import faint
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.plain_text import tip


@dataclass(frozen=True, slots=True)
class LabelChip:
    """What the bar shows of a label; `colour` is `#rrggbb`."""

    id: str
    name: str
    colour: str
    key: str
    tip: str


class LabelBar(QWidget):
    """The labels side by side, on several lines where they do not fit on one.

    Signals:
        label_pressed(str): the id of the label that was clicked.
    """

    label_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self, spacing=self.fontMetrics().height() // 3)

    def set_labels(self, chips: Sequence[LabelChip]) -> None:
        """Show these labels."""
        while (item := self._layout.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for chip in chips:
            button = _ChipButton(chip, self)
            button.clicked.connect(lambda _checked=False, label_id=chip.id: self.label_pressed.emit(label_id))
            self._layout.addWidget(button)
            button.show()


class _ChipButton(QAbstractButton):
    """A label: its colour, its name and its key."""

    def __init__(self, chip: LabelChip, parent: QWidget) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setToolTip(tip(chip.tip))
        self.setAccessibleName(f"Tag as {chip.name}, key {chip.key}" if chip.key else f"Tag as {chip.name}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the article keeps the focus and its selection
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = round(metrics.height() * 1.35)
        dot = metrics.height() // 2
        width = dot + metrics.horizontalAdvance(f"{self._chip.name}  {self._chip.key}") + 3 * dot
        return QSize(width, height)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        colour = bar_colour(self._chip.colour, palette.color(QPalette.ColorRole.Window))
        dot = self.fontMetrics().height() // 2
        fill = QColor(colour)
        fill.setAlphaF(0.32 if self.isDown() else 0.2 if self.underMouse() else 0.1)
        box = QRect(self.rect()).adjusted(0, 0, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, dot * 0.6, dot * 0.6)
        painter.setBrush(colour)
        painter.drawEllipse(dot, (self.height() - dot) // 2, dot, dot)
        text = self.rect().adjusted(round(dot * 2.5), 0, -dot, 0)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        metrics = self.fontMetrics()
        room = text.width() - metrics.horizontalAdvance(f"  {self._chip.key}")
        name = metrics.elidedText(self._chip.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(faint(palette, 0.75))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._chip.key)
