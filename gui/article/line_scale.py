"""Places in an article on the scale of the view's scroll bar, which counts lines."""

from PySide6.QtCore import QPoint

from gui.article.caret import CaretView


class LineScale:
    """Leads from places in the text to the scroll bar and back, without laying more of it out.

    Lines that were not laid out yet count as the view estimates them, here as on its scroll bar.

    Args:
        view: shows the text.
    """

    def __init__(self, view: CaretView) -> None:
        self._view = view

    def total(self) -> int:
        """How many lines the scroll bar's groove stands for: those of the text, and the page after them."""
        bar = self._view.verticalScrollBar()
        return max(1, bar.maximum() + bar.pageStep())

    def in_sight(self) -> tuple[int, int]:
        """The first line in sight, and the one after the last."""
        view = self._view
        first = view.verticalScrollBar().value()
        block, line, _ = view.line_at(QPoint(0, view.viewport().height() - 1))
        last = block.firstLineNumber() + (line.lineNumber() if line else 0)
        return first, max(first, last) + 1

    def position_at(self, line: float) -> int:
        """The code point at a place between two lines; within a paragraph, as if all its lines were alike."""
        block = self._view.document().findBlockByLineNumber(int(line))
        starts = self._view.blocks.starts
        number = block.blockNumber()
        if not 0 <= number < len(starts):
            return len(self._view.text)
        end = starts[number + 1] if number + 1 < len(starts) else len(self._view.text)
        share = (line - block.firstLineNumber()) / max(1, block.lineCount())
        return starts[number] + int(share * (end - starts[number]))

    def line_of(self, position: int) -> int:
        """The line of a code point, whose paragraph is laid out for it."""
        view = self._view
        unit = view.offsets.to_utf16(position)
        block = view.document().findBlock(unit)
        view.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(unit - block.position())
        return block.firstLineNumber() + max(0, line.lineNumber())
