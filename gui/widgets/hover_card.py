"""A small card beside what the mouse rests on, which says more about it and takes no focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from gui.article.colours import bar_colour, name_colour
from gui.theme import faint
from gui.widgets.clamped_label import ClampedLabel

_GAP = 6
"""Pixels between the card and what it speaks of."""

_NOTE_LINES = 8
_LINE_BREAK = "\u2028"


@dataclass(frozen=True, slots=True)
class CardEntry:
    """One thing a card speaks of, as plain text.

    Attributes:
        label: what kind of thing it is.
        colour: '#rrggbb', of the label.
        title: its name; empty where it has none.
        code: behind the name, fainter.
        note: may have several lines.
        made: who and when, a line each.
    """

    label: str
    colour: str
    title: str
    code: str
    note: str
    made: Sequence[str]

    def spoken(self) -> str:
        """Return all of it in one sentence, for a screen reader."""
        parts = (self.label, self.title, self.code, " ".join(self.note.split()), *self.made)
        return ", ".join(part for part in parts if part)


def card_place(mention: QRect, size: QSize, screen: QRect) -> QPoint:
    """Find a place for a card that covers nothing of a mention, and is inside the screen.

    Args:
        mention: what the card speaks of, on the screen.
        size: of the card.
        screen: the room there is.

    Returns:
        The card's top left: below the mention, else above, else beside it; where nothing is free, below.
    """
    card = QRect(QPoint(mention.left(), mention.bottom() + 1 + _GAP), size)
    above = QRect(QPoint(mention.left(), mention.top() - _GAP - size.height()), size)
    after = QRect(QPoint(mention.right() + 1 + _GAP, mention.top()), size)
    before = QRect(QPoint(mention.left() - _GAP - size.width(), mention.top()), size)
    inside = [_moved_inside(place, screen) for place in (card, above, after, before)]
    chosen = next((place for place in inside if not place.intersects(mention)), inside[0])
    return chosen.topLeft()


def _moved_inside(card: QRect, screen: QRect) -> QRect:
    moved = QRect(card)
    moved.moveLeft(max(screen.left(), min(card.left(), screen.right() + 1 - card.width())))
    moved.moveTop(max(screen.top(), min(card.top(), screen.bottom() + 1 - card.height())))
    return moved


class HoverCard(QFrame):
    """Speaks of a few things, one below the other, in a window of its own that takes no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._column = QVBoxLayout(self)
        unit = self.fontMetrics().height()
        self._column.setContentsMargins(unit // 2, unit // 2, unit * 2 // 3, unit // 2)
        self._column.setSpacing(unit // 2)

    def show_beside(self, entries: Sequence[CardEntry], more: int, mention: QRect) -> None:
        """Show the card.

        Args:
            entries: what it speaks of.
            more: how many others there are, which are only counted.
            mention: on the screen, where it is not to be covered.
        """
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        rows: list[QWidget] = [_Entry(entry, self) for entry in entries]
        if more:
            others = ClampedLabel(self, colour=faint)
            others.set_text(f"and {more} more")
            rows.append(others)
        for row in rows:
            self._column.addWidget(row)
        self.setAccessibleName(". ".join(entry.spoken() for entry in entries))
        unit = self.fontMetrics().height()
        margins = self._column.contentsMargins()
        natural = max(row.natural_width() for row in rows if isinstance(row, _Entry))
        width = min(max(natural, unit * 8), unit * 19) + margins.left() + margins.right()
        size = QSize(width, self._column.totalHeightForWidth(width))
        screen = QGuiApplication.screenAt(mention.center()) or self.screen()
        self.setGeometry(QRect(card_place(mention, size, screen.availableGeometry()), size))
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Entry(QWidget):
    """One thing, beside a bar of its colour, as it is drawn below the text."""

    def __init__(self, entry: CardEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = entry.colour
        unit = self.fontMetrics().height()
        self._indent = round(unit * 0.6)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._indent, 0, 0, 0)
        column.setSpacing(unit // 8)
        label = ClampedLabel(self, scale=0.9, colour=self._label_colour)
        label.set_text(entry.label)
        title = ClampedLabel(self, lines=3, bold=True)
        title.set_text(entry.title)
        code = ClampedLabel(self, colour=faint, scale=0.9)
        code.set_text(entry.code)
        note = ClampedLabel(self, lines=_NOTE_LINES)
        note.set_text(entry.note.strip().replace("\n", _LINE_BREAK))
        self._lines = [label, title, code, note]
        for words in entry.made:
            made = ClampedLabel(self, colour=faint, scale=0.9)
            made.set_text(words)
            self._lines.append(made)
        for line in self._lines:
            column.addWidget(line)

    def natural_width(self) -> int:
        """Return the pixels that the longest line needs to stand on one line."""
        metrics = self.fontMetrics()
        pieces = [piece for line in self._lines for piece in line.text()[:400].split(_LINE_BREAK)]
        widest = max(metrics.horizontalAdvance(piece) for piece in pieces)
        return self._indent + round(widest * 1.1)  # bold letters are wider

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar_colour(self._colour, self.palette().color(QPalette.ColorRole.Base)))
        painter.drawRoundedRect(QRectF(0, 1, 3, self.height() - 2), 1.5, 1.5)

    def _label_colour(self, palette: QPalette) -> QColor:
        return name_colour(self._colour, palette.color(QPalette.ColorRole.Base))
