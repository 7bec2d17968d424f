"""Drawing entities and mentions: a chip in the label's colour, names, context, counts."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from annotation.records import Entity, Label
from gui.models.entities import AliasesRole
from gui.models.mentions import ContextRole, CountRole, EntityRole, LabelRole, OpenRole
from gui.models.sorted_rows import Index
from gui.widgets.row_painting import (
    Row,
    RowDelegate,
    bold,
    chip_width,
    indentation,
    paint_arrow,
    paint_chip,
    paint_right,
    paint_text,
)


class MentionDelegate(RowDelegate):
    """Draws a group as chip, name, code and count; a mention as chip and text, in its context."""

    @override
    def paint_row(self, painter: QPainter, row: Row, index: Index) -> None:
        painter.setFont(row.font)
        opened: bool | None = index.data(OpenRole)
        if opened is None:
            self._paint_mention(painter, row, index)
        else:
            self._paint_group(painter, row, index, opened)

    def _paint_group(self, painter: QPainter, row: Row, index: Index, opened: bool) -> None:
        entity: Entity | None = index.data(EntityRole)
        label: Label | None = index.data(LabelRole)
        text, quiet = row.text, row.quiet
        space = painter.fontMetrics().lineSpacing() // 3
        line = row.rect.adjusted(0, 0, -space, 0)
        right = paint_right(painter, line, str(index.data(CountRole)), quiet) - 2 * space
        code = entity.code if entity is not None else ""
        room = painter.fontMetrics().horizontalAdvance(code) + space if code else 0
        left = line.left() + indentation(painter.fontMetrics())
        paint_arrow(painter, QRect(line.left(), line.top(), left - line.left(), line.height()), quiet, opened)
        if label is not None:
            left = paint_chip(painter, left, line, label.colour, row.palette)
        painter.setFont(bold(row.font))
        name = QRect(left, line.top(), right - room - left, line.height())
        left = paint_text(painter, name, index.data(), text if entity is not None else quiet)
        painter.setFont(row.font)
        paint_text(painter, QRect(left + space, line.top(), right - left - space, line.height()), code, quiet)

    def _paint_mention(self, painter: QPainter, row: Row, index: Index) -> None:
        label: Label | None = index.data(LabelRole)
        before, surface, after = index.data(ContextRole)
        text, quiet = row.text, row.quiet
        metrics = painter.fontMetrics()
        line = row.rect.adjusted(2 * indentation(metrics), 0, -metrics.lineSpacing() // 3, 0)
        left = line.left()
        if label is not None:
            left = paint_chip(painter, left, line, label.colour, row.palette)
        for part, colour in ((before, quiet), (surface, text), (after, quiet)):
            rest = line.adjusted(left - line.left(), 0, 0, 0)
            left = paint_text(painter, rest, part, colour)
            if left > rest.right():
                break


class EntityDelegate(RowDelegate):
    """Draws an entity of the project on two lines: name and code, then label, aliases and count."""

    LINES = 2.7

    @override
    def paint_row(self, painter: QPainter, row: Row, index: Index) -> None:
        entity: Entity = index.data(EntityRole)
        label: Label | None = index.data(LabelRole)
        painter.setFont(row.font)
        metrics = painter.fontMetrics()
        text, quiet = row.text, row.quiet
        height, space = metrics.lineSpacing(), metrics.lineSpacing() // 2
        line = QRect(
            row.rect.left() + space,
            row.rect.top() + (row.rect.height() - 2 * height) // 2,
            row.rect.width() - 2 * space,
            height,
        )
        right = paint_right(painter, line, entity.code, quiet) - space
        left = paint_chip(painter, line.left(), line, label.colour if label else "", row.palette)
        paint_text(painter, QRect(left, line.top(), right - left, height), index.data(), text)
        line.translate(0, height)
        count: int = index.data(CountRole)
        right = paint_right(painter, line, f"{count} here" if count else "", quiet) - space
        left = line.left() + chip_width(metrics) + max(4, chip_width(metrics) // 2)
        said = " · ".join(part for part in (label.name if label else "", index.data(AliasesRole)) if part)
        paint_text(painter, QRect(left, line.top(), right - left, height), said, quiet)
