"""A label that keeps to a number of lines, whatever the length of its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget
from typing_extensions import override

from gui.widgets.plain_text import tip
from gui.widgets.row_painting import ONE_LINE, elided_lines


class ClampedLabel(QWidget):
    """Shows a plain text on at most `lines` lines; the whole text is in the tooltip.

    Signals:
        clicked(): only of a clickable label: it was clicked, or Space was pressed on it.
    """

    clicked = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        lines: int = 1,
        scale: float = 1.0,
        bold: bool = False,
        colour: Callable[[QPalette], QColor] | None = None,
        clickable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._most = lines
        self._scale = scale
        self._bold = bold
        self._colour = colour
        self._clickable = clickable
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text; an empty one hides the label."""
        if text == self._text and self.isHidden() is not bool(text):
            return
        room = self._room()
        self._text = text
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if self._room() != room:  # everything around is laid out anew
            self.updateGeometry()
        self.update()

    def set_colour(self, colour: Callable[[QPalette], QColor]) -> None:
        """Take the colour from the palette in another way."""
        self._colour = colour
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        # Where there is but one line, its height is known without laying the text out.
        lines = 1 if self._most == 1 else len(elided_lines(self._text, self._font(), width, self._most))
        return self._overhang() + max(1, lines) * self._line_height()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._line_height() * 6, self._overhang() + self._line_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._line_height(), self._overhang() + self._line_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        palette = self.palette()
        painter.setPen(self._colour(palette) if self._colour else palette.color(QPalette.ColorRole.Text))
        height, top = self._line_height(), self._overhang()
        for number, line in enumerate(elided_lines(self._text, self._font(), self.width(), self._most)):
            where = QRect(0, top + number * height, self.width(), height)
            painter.drawText(where, ONE_LINE, line)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at: QPoint = event.position().toPoint()
        if self._clickable and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(at):
            self.clicked.emit()
        else:
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() == Qt.Key.Key_Space:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _room(self) -> tuple[QSize, int]:
        """Return how much room the label asks for, with the width it has."""
        return self.sizeHint(), self.heightForWidth(self.width())

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * self._scale)
        font.setBold(self._bold)
        return font

    def _line_height(self) -> int:
        return QFontMetrics(self._font()).height()

    def _overhang(self) -> int:
        """Return the pixels by which letters rise above the line: bold vowel signs of Devanagari do."""
        metrics = QFontMetrics(self._font())
        soft_edge = 1
        return max(0, soft_edge - metrics.boundingRect(self._text).top() - metrics.ascent())
