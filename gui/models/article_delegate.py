"""Drawing an article in the list: title, where it is from, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from typing_extensions import override

from gui.models.articles import OpenRole, RowRole, about, count_words, status_words
from gui.theme import faint
from gui.widgets.plain_text import one_line
from gui.widgets.row_painting import Row, RowDelegate, bold, elided_lines, paint_right, paint_text
from storage.project import ArticleRow

TITLE_LINES = 2


class ArticleDelegate(RowDelegate):
    """Draws an article on four lines, of which the title takes up to two; the open one has a bar."""

    LINES = TITLE_LINES + 2.75

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        article: ArticleRow = index.data(RowRole)
        is_open: bool = index.data(OpenRole)
        metrics = QFontMetrics(row.font)
        line, space = metrics.lineSpacing(), metrics.lineSpacing() // 2
        if is_open:
            bar = QRect(row.rect.left(), row.rect.top(), max(3, line // 6), row.rect.height())
            painter.fillRect(bar, row.palette.color(QPalette.ColorRole.Highlight))
        inner = row.rect.adjusted(space + line // 6, 0, -space, 0)
        title_font = bold(row.font) if is_open else row.font
        title = elided_lines(one_line(article.title), title_font, inner.width(), TITLE_LINES)
        used = len(title) + 2
        rect = QRect(
            inner.left(), row.rect.top() + (row.rect.height() - used * line) // 2, inner.width(), line
        )
        painter.setFont(title_font)
        for part in title:
            paint_text(painter, rect, part, row.text)
            rect.translate(0, line)
        painter.setFont(row.font)
        paint_text(painter, rect, about(article), row.quiet)
        rect.translate(0, line)
        reached = paint_text(painter, rect, status_words(article), row.quiet)
        _paint_counts(painter, rect.adjusted(reached + space - rect.left(), 0, 0, 0), article, row)
        painter.setPen(faint(row.palette, 0.12))
        painter.drawLine(inner.left(), row.rect.bottom(), inner.right(), row.rect.bottom())


def _paint_counts(painter: QPainter, rect: QRect, article: ArticleRow, row: Row) -> None:
    """Draw the counts in words where there is room, else as numbers that the tooltip explains."""
    words = count_words(article)
    if painter.fontMetrics().horizontalAdvance(words) > rect.width():
        words = f"{article.mentions} · {article.stances} · {article.camps}"
    if painter.fontMetrics().horizontalAdvance(words) <= rect.width():
        paint_right(painter, rect, words, row.quiet)
