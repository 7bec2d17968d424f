"""The article view's document layout: Qt lays each block out, then its lines make room for lanes."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout
from typing_extensions import override

from gui.article.lanes import Metrics

LanesNeeded = Callable[[int, list[int]], Sequence[int]]
"""From the number of a block and the starts of its lines (UTF-16 units in it) to the lanes of each line."""


class ArticleLayout(QPlainTextDocumentLayout):
    """Lays blocks out as Qt does and spaces their lines.

    Only `blockBoundingRect` is overridden: everything in QPlainTextEdit (caret, selection, scrolling) reads
    the positions of lines from the block's own layout.

    Args:
        document: whose layout this is to be.
        lanes_needed: asked for each block when its lines are spaced.
        metrics: sizes in pixels.
    """

    def __init__(self, document: QTextDocument, lanes_needed: LanesNeeded, metrics: Metrics) -> None:
        super().__init__(document)
        self._lanes_needed = lanes_needed
        self._heights: dict[int, int] = {}
        self._continued: frozenset[int] = frozenset()
        self.metrics = metrics

    def begin(self, continued: frozenset[int]) -> None:
        """Take on a new text.

        Args:
            continued: the blocks after which no gap is to be left.
        """
        self._continued = continued
        self._heights.clear()

    def forget(self, block_number: int) -> None:
        """Space the lines of a block anew when it is next asked for; its text need not be laid out again."""
        self._heights.pop(block_number, None)

    def forget_all(self) -> None:
        """Space the lines of every block anew."""
        self._heights.clear()

    @override
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        if not block.isValid():
            return rect
        number = block.blockNumber()
        height = self._heights.get(number)
        # Qt puts the first line of a block at 0 whenever it has laid the block out; ours is never there.
        if height is None or block.layout().lineAt(0).y() != self.metrics.top:
            try:
                height = self._heights[number] = self._space_lines(block, number)
            except Exception as error:
                # PySide 6.11 crashes when an error leaves an override that Qt calls from within Qt.
                sys.excepthook(type(error), error, error.__traceback__)
                return rect
        rect.setHeight(height)
        return rect

    def estimate_line_counts(self, characters_per_line: int) -> None:
        """Give each block not laid out yet the number of lines it will probably have, for the scroll range.

        Args:
            characters_per_line: UTF-16 units.
        """
        block = self.document().firstBlock()
        while block.isValid():
            if not block.layout().lineCount():
                block.setLineCount(1 + (block.length() - 1) // characters_per_line)
            block = block.next()
        self.documentSizeChanged.emit(self.documentSize())

    def _space_lines(self, block: QTextBlock, number: int) -> int:
        layout = block.layout()
        lines = [layout.lineAt(index) for index in range(layout.lineCount())]
        needed = self._lanes_needed(number, [line.textStart() for line in lines])
        y, left = self.metrics.top, self.document().documentMargin()
        right_to_left = block.textDirection() is Qt.LayoutDirection.RightToLeft
        for line, lanes in zip(lines, needed, strict=True):
            # Qt's plain text layout leaves lines of either direction at the left.
            spare = line.width() - line.naturalTextWidth() if right_to_left else 0.0
            line.setPosition(QPointF(left + max(0.0, spare), y))
            y += self.metrics.line_advance(line.height(), lanes)
        if number not in self._continued and block.length() > 1:
            y += self.metrics.paragraph_gap
        return y
