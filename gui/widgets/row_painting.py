"""Painting rows of lists: backgrounds, colour chips, and text on one line or two. Text is never markup."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.article.colours import bar_colour

_SELECTED, _FOCUSED, _HOVERED = 0.16, 0.34, 0.07

ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
"""How text is drawn on one line."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a delegate needs to draw a row: the bare values of a style option, read once."""

    rect: QRect
    font: QFont
    palette: QPalette
    selected: bool
    focused: bool
    hovered: bool


class RowDelegate(QStyledItemDelegate):
    """Draws rows as the subclass says, on a background with selection, hover and focus."""

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
    """Tint a row that is selected or under the mouse, so that faint text in it stays readable."""
    if row.selected or row.hovered:
        colour = QColor(row.palette.color(QPalette.ColorRole.Highlight))
        colour.setAlphaF(_HOVERED if not row.selected else _FOCUSED if row.focused else _SELECTED)
        painter.fillRect(row.rect, colour)


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
    metrics = painter.fontMetrics()
    if rect.width() <= 0:
        return rect.left()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(colour)
    painter.drawText(rect, ONE_LINE, shown)
    return rect.left() + min(rect.width(), metrics.horizontalAdvance(shown))


def paint_right(painter: QPainter, rect: QRect, text: str, colour: QColor) -> int:
    """Draw text at the right end of a line.

    Returns:
        How far left it reaches, in pixels.
    """
    painter.setPen(colour)
    painter.drawText(rect, ONE_LINE | Qt.AlignmentFlag.AlignRight, text)
    return rect.right() + 1 - painter.fontMetrics().horizontalAdvance(text)


def wrap(text: str, font: QFont, width: int, lines: int) -> list[str]:
    """Break text into at most so many lines of a width in pixels; the last is shortened if need be."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    broken: list[str] = []
    utf16 = text.encode("utf-16-le", "surrogatepass")  # Qt counts UTF-16 units
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        start = line.textStart()
        if len(broken) == lines - 1:
            rest = utf16[2 * start :].decode("utf-16-le", "replace").strip()
            broken.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        end = start + line.textLength()
        broken.append(utf16[2 * start : 2 * end].decode("utf-16-le", "replace").strip())
    layout.endLayout()
    return broken


def bold(font: QFont) -> QFont:
    """Return a font, bold."""
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy
