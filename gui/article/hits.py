"""Where the hits of a search lie in each block of an article, computed for what is on screen only."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock

from annotation.text.offsets import Utf16Map
from gui.article.blocks import Blocks, one_character_per_unit
from gui.article.geometry import boxes_of_range

_KEPT_DRAWN = 600
"""Blocks whose boxes are kept."""

HitBox = tuple[int, QRectF]
"""The number of a hit, and a rectangle that its glyphs fill, in pixels from the top left of its block."""


class Hits:
    """The hits of a search in one article: of any number, as only blocks that are asked for cost anything."""

    def __init__(self) -> None:
        self._blocks = Blocks("", (0,), frozenset())
        self._offsets = Utf16Map("")
        self._boxes: dict[int, list[HitBox]] = {}
        self.spans: Sequence[tuple[int, int]] = ()

    def begin(self, blocks: Blocks, offsets: Utf16Map) -> None:
        """Take on a new article, without hits.

        Args:
            blocks: as they are in the document.
            offsets: of the article's text.
        """
        self._blocks, self._offsets = blocks, offsets
        self.put_all(())

    def put_all(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take these for the hits.

        Args:
            spans: start and end of each in code points, in order; they do not overlap.
        """
        self.spans = spans
        self._boxes.clear()

    def forget_places(self, block_number: int | None = None) -> None:
        """Lines have moved, in one block or in all."""
        if block_number is None:
            self._boxes.clear()
        else:
            self._boxes.pop(block_number, None)

    def boxes(self, block: QTextBlock) -> Sequence[HitBox]:
        """Return what is to be drawn of the hits of a block, which has to be laid out."""
        if not self.spans:
            return ()
        number = block.blockNumber()
        boxes = self._boxes.get(number)
        if boxes is None:
            if len(self._boxes) > _KEPT_DRAWN:
                self._boxes.clear()
            boxes = self._boxes[number] = self._place(block, number)
        return boxes

    def _place(self, block: QTextBlock, number: int) -> list[HitBox]:
        text, start = self._blocks.text_of(number), self._blocks.starts[number]
        first = bisect_right(self.spans, start, key=lambda span: span[1])
        after = bisect_left(self.spans, start + len(text), key=lambda span: span[0])
        units, unit = one_character_per_unit(text), self._offsets.to_utf16(start)
        return [
            (hit, box)
            for hit in range(first, after)
            for box in boxes_of_range(
                block.layout(),
                units,
                self._offsets.to_utf16(self.spans[hit][0]) - unit,
                self._offsets.to_utf16(self.spans[hit][1]) - unit,
                block.textDirection(),
            )
        ]
