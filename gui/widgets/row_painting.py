"""Painting rows of lists: backgrounds, colour chips, and text on a few lines. Text is never markup."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.article.colours import bar_colour, name_colour
from gui.theme import faint, mixed

_SELECTED, _FOCUSED, _HOVERED = 0.16, 0.34, 0.07
_SMALL = 0.88

ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip | Qt.AlignmentFlag.AlignVCenter
"""How text is drawn on one line. Vowel signs of Devanagari rise above it, where Qt would cut them off."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a delegate needs to draw a row: the bare values of a style option, read once."""

    rect: QRect
    font: QFont
    palette: QPalette
    selected: bool
    focused: bool
    hovered: bool

    @property
    def background(self) -> QColor:
        """The colour behind what is in the row."""
        share = _FOCUSED if self.selected and self.focused else _SELECTED if self.selected else 0.0
        accent, base = QPalette.ColorRole.Highlight, QPalette.ColorRole.Base
        return mixed(self.palette.color(accent), self.palette.color(base), share or _HOVERED * self.hovered)

    @property
    def text(self) -> QColor:
        """The colour of what the row says first."""
        return self.palette.color(QPalette.ColorRole.Text)

    @property
    def quiet(self) -> QColor:
        """The colour of what is said by the way."""
        return self.readable(faint(self.palette))

    def readable(self, colour: QColor) -> QColor:
        """Return a colour, made darker or lighter until it can be read on the row."""
        return name_colour(colour.name(), self.background)


class RowDelegate(QStyledItemDelegate):
    """Draws rows as the subclass says, on a background with selection, hover and focus.

    `LINES` is how high a row is, in lines of its font.
    """

    LINES = 1.45

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics: QFontMetrics = option.fontMetrics  # pyright: ignore[reportAttributeAccessIssue] not in the stubs
        return QSize(8 * metrics.lineSpacing(), round(metrics.lineSpacing() * self.LINES))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] not in the stubs
        row = Row(
            option.rect,  # pyright: ignore[reportAttributeAccessIssue]
            option.font,  # pyright: ignore[reportAttributeAccessIssue]
            option.palette,  # pyright: ignore[reportAttributeAccessIssue]
            bool(state & QStyle.StateFlag.State_Selected),
            bool(state & QStyle.StateFlag.State_Active and state & QStyle.StateFlag.State_HasFocus),
            bool(state & QStyle.StateFlag.State_MouseOver),
        )
        painter.save()
        painter.setClipRect(row.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, row)
        self.paint_row(painter, row, index)
        painter.restore()

    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw what is in a row."""
        raise NotImplementedError


def paint_background(painter: QPainter, row: Row) -> None:
    """Tint a row that is selected or under the mouse, and frame one that has only the cursor."""
    if row.selected or row.hovered:
        painter.fillRect(row.rect, row.background)
    if row.focused and not row.selected:
        painter.setPen(row.palette.color(QPalette.ColorRole.Highlight))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(row.rect.adjusted(0, 0, -1, -1))


def indentation(metrics: QFontMetrics) -> int:
    """Return by how much what belongs to a row stands further in than the row, in pixels."""
    return metrics.height()


def paint_arrow(painter: QPainter, box: QRect, colour: QColor, opened: bool) -> None:
    """Draw the sign of a row that shows what belongs to it (pointing down) or does not (to the right)."""
    side = box.width() * 0.32
    x, y = box.left() + box.width() / 2, box.top() + box.height() / 2
    corners = (
        (QPointF(x - side / 2, y - side / 4), QPointF(x + side / 2, y - side / 4), QPointF(x, y + side / 4))
        if opened
        else (
            QPointF(x - side / 4, y - side / 2),
            QPointF(x + side / 4, y),
            QPointF(x - side / 4, y + side / 2),
        )
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(corners))


def chip_width(metrics: QFontMetrics) -> int:
    """Return the side of a chip beside text, in pixels."""
    return max(6, round(metrics.ascent() * 0.7))


def paint_chip(painter: QPainter, left: int, line: QRect, colour: str, palette: QPalette) -> int:
    """Draw a label's colour as a small square in the middle of a line.

    Returns:
        How far right text may begin, in pixels.
    """
    side = chip_width(painter.fontMetrics())
    top = line.top() + (line.height() - side) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(bar_colour(colour, palette.color(QPalette.ColorRole.Base)))
    painter.drawRoundedRect(QRectF(left, top, side, side), side / 4, side / 4)
    return left + side + max(4, side // 2)


def chip_icon(colour: str, palette: QPalette, side: int) -> QIcon:
    """Return a label's colour as an icon, for menus and combo boxes. `side` is in pixels."""
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(bar_colour(colour, palette.color(QPalette.ColorRole.Base)))
    painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), side / 4, side / 4)
    painter.end()
    return QIcon(pixmap)


def paint_text(painter: QPainter, rect: QRect, text: str, colour: QColor) -> int:
    """Draw text on one line, shortened at the end where it does not fit.

    Returns:
        How far right it reaches, in pixels.
    """
    if rect.width() <= 0:
        return rect.left()
    shown, advance = _elided(text, QFont(painter.font()), rect.width())
    painter.setPen(colour)
    painter.drawText(rect, ONE_LINE, shown)
    return rect.left() + min(rect.width(), advance)


@lru_cache(maxsize=2_000)  # a list is drawn again whenever one of its rows changes
def _elided(text: str, font: QFont, width: int) -> tuple[str, int]:
    """Return a text as far as it fits, and its width in pixels."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return shown, metrics.horizontalAdvance(shown)


def paint_right(painter: QPainter, rect: QRect, text: str, colour: QColor) -> int:
    """Draw text at the right end of a line.

    Returns:
        How far left it reaches, in pixels.
    """
    painter.setPen(colour)
    painter.drawText(rect, ONE_LINE | Qt.AlignmentFlag.AlignRight, text)
    return rect.right() + 1 - painter.fontMetrics().horizontalAdvance(text)


def elided_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break a text into at most `most` lines of `width` pixels; the last one is elided."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts UTF-16 units

    def cut(start: int, end: int | None = None) -> str:
        return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "replace")

    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1:
            lines.append(metrics.elidedText(cut(start), Qt.TextElideMode.ElideRight, width))
            break
        lines.append(cut(start, start + length).rstrip())
    layout.endLayout()
    return lines


def bold(font: QFont) -> QFont:
    """Return a font, bold."""
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy


def small(font: QFont) -> QFont:
    """Return a font, a little smaller: for what stands beneath."""
    little = QFont(font)
    little.setPointSizeF(font.pointSizeF() * _SMALL)
    return little
