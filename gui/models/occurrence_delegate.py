"""Drawing places in a list: the words that were found one below the other, in their context."""

from __future__ import annotations

import unicodedata
from collections import Counter

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from annotation.records import Label
from gui.models.occurrences import LabelRole, Place, PlaceRole, TaggedRole
from gui.widgets.row_painting import (
    ONE_LINE,
    Row,
    RowDelegate,
    bold,
    chip_width,
    paint_chip,
    paint_right,
    paint_text,
)
from gui.widgets.tick_list import LINES, paint_tick

_BEFORE, _TAGGED = 0.36, 0.34
"""The shares of a row's width for what stands before the words, and at most for how they are tagged."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


class OccurrenceDelegate(RowDelegate):
    """Draws the title of an article with a count, or a place: before, the words in bold, after."""

    LINES = LINES

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.setFont(row.font)
        can_tick = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        left = paint_tick(painter, row.rect, state, row.palette, enabled=can_tick)
        space = painter.fontMetrics().lineSpacing() // 2
        line = QRect(left, row.rect.top(), row.rect.right() - space - left, row.rect.height())
        place: Place | None = index.data(PlaceRole)
        if place is None:
            _paint_title(painter, row, line, index.data(), index.data(TaggedRole))
            return
        label: Label | None = index.data(LabelRole)
        right = line.right()
        if label is not None:
            right = _paint_tagged(painter, row, line, index.data(TaggedRole), label) - space
        _paint_context(painter, row, line, place, right)


def _paint_title(painter: QPainter, row: Row, line: QRect, title: str, count: str) -> None:
    space = painter.fontMetrics().lineSpacing()
    right = paint_right(painter, line, count, row.quiet) - space
    painter.setFont(bold(row.font))
    paint_text(painter, QRect(line.left(), line.top(), right - line.left(), line.height()), title, row.text)


def _paint_tagged(painter: QPainter, row: Row, line: QRect, words: str, label: Label) -> int:
    """Say at the right how a place is tagged already; return how far left it reaches, in pixels."""
    metrics = painter.fontMetrics()
    chip = chip_width(metrics) + max(4, chip_width(metrics) // 2)
    width = min(round(line.width() * _TAGGED), chip + metrics.horizontalAdvance(words))
    rect = QRect(line.right() + 1 - width, line.top(), width, line.height())
    left = paint_chip(painter, rect.left(), rect, label.colour, row.palette)
    paint_text(painter, rect.adjusted(left - rect.left(), 0, 0, 0), words, row.quiet)
    return rect.left()


def _paint_context(painter: QPainter, row: Row, line: QRect, place: Place, right: int) -> None:
    """Draw the three parts up to `right`, from right to left where the line is written so."""
    start = line.left() + round(line.width() * _BEFORE)
    top, height = line.top(), line.height()
    painter.setFont(bold(row.font))
    end = paint_text(painter, QRect(start, top, right - start, height), place.surface, row.text)
    painter.setFont(row.font)
    metrics = painter.fontMetrics()
    gap = metrics.horizontalAdvance(" ")
    # Spaces at their ends are left out of texts that are aligned, so they are made up for.
    before = (place.before.strip(), Qt.TextElideMode.ElideLeft, gap * place.before.endswith(" "))
    after = (place.after.strip(), Qt.TextElideMode.ElideRight, gap * place.after.startswith(" "))
    left_part, right_part = (after, before) if _is_right_to_left(place) else (before, after)
    painter.setPen(row.quiet)
    text, mode, space = left_part
    rect = QRect(line.left(), top, start - space - line.left(), height)
    painter.drawText(rect, ONE_LINE | _RIGHT, metrics.elidedText(text, mode, rect.width()))
    text, mode, space = right_part
    rect = QRect(end + space, top, right - end - space, height)
    if rect.width() > 0:
        painter.drawText(rect, ONE_LINE | _LEFT, metrics.elidedText(text, mode, rect.width()))


def _is_right_to_left(place: Place) -> bool:
    """Tell whether most letters around a place are of scripts that are written from right to left."""
    directions = Counter(map(unicodedata.bidirectional, place.before + place.surface + place.after))
    return directions["R"] + directions["AL"] > directions["L"]
