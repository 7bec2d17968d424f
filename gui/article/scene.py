"""What there is to draw in each block of an article, kept until something moves."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument

from annotation.text.graphemes import next_cluster
from annotation.text.offsets import Utf16Map
from gui.article.appearance import Appearance, Display
from gui.article.blocks import Blocks, one_character_per_unit
from gui.article.geometry import Placed, Strip, boxes_of_range, strips_of_block
from gui.article.hits import Hits
from gui.article.lanes import Metrics, assign_lanes, lanes_per_line
from gui.article.spans import SpanIndex, SpanOf

_KEPT_SHAPED = 300
"""Blocks whose shaped glyphs Qt keeps: many screens full, and a few tens of megabytes at most."""

_KEPT_DRAWN = 600
_SHORTEST_NAME = 2
"""Characters below which what is left of a name tells nothing."""


def article_metrics(font: QFont, name_font: QFont, spacing: float) -> Metrics:
    """Derive the view's sizes from the fonts of its text and of the names in its lanes.

    Args:
        font: of the text.
        name_font: of the names.
        spacing: distance of lines without lanes, in heights of a line.
    """
    height, names = QFontMetricsF(font).height(), QFontMetricsF(name_font)
    bar = max(3, round(height * 0.13))
    return Metrics(
        top=max(1, round(height * 0.12)),
        line_factor=spacing,
        bar=bar,
        name_height=round(names.ascent() + names.descent() * 0.7),
        lane_gap=2,
        paragraph_gap=round(height * 0.45),
    )


_BEFORE_ENTITY = " · "


def abbreviate(name: str, room: float, width_of: Callable[[str], float]) -> tuple[str, float]:
    """Cut a name down to what fits, with a full stop: an ellipsis takes the room of two letters more.

    Args:
        name: too wide for the room. Its label is left whole where it fits and nothing of the entity does.
        room: in pixels.
        width_of: measures a text in pixels.

    Returns:
        What is left and its width; nothing if that would be too little to tell anything.
    """
    cuts = [0]
    while cuts[-1] < len(name):
        cuts.append(next_cluster(name, cuts[-1]))
    fitting = bisect_right(cuts, room, key=lambda cut: width_of(name[:cut].rstrip() + ".")) - 1
    if fitting < _SHORTEST_NAME:
        return "", 0.0
    label = name.partition(_BEFORE_ENTITY)[0]
    if cuts[fitting] <= len(label) + len(_BEFORE_ENTITY) and width_of(label) <= room:
        return label, width_of(label)
    short = name[: cuts[fitting]].rstrip() + "."
    return short, width_of(short)


class Scene:
    """The spans and highlights of one article, block by block.

    Args:
        document: holding the article's blocks.
        span_of: makes the span to be drawn at a place of `index` or `aside`.
    """

    def __init__(self, document: QTextDocument, span_of: SpanOf) -> None:
        self._document = document
        self.span_of = span_of
        self.display = Display.LANES
        self._blocks = Blocks("", (0,), frozenset())
        self._offsets = Utf16Map("")
        self._right_edge = 0.0
        self._names = QFontMetricsF(document.defaultFont())
        self._name_widths: dict[str, float] = {}
        self._abbreviated: dict[tuple[str, int], tuple[str, float]] = {}
        self._placed: dict[int, list[Placed]] = {}
        self._strips: dict[int, tuple[Strip, ...]] = {}
        self._boxes: dict[int, list[QRectF]] = {}
        self._shaped: OrderedDict[int, None] = OrderedDict()
        self._highlights: dict[int, list[tuple[int, int]]] = {}
        self.metrics = article_metrics(document.defaultFont(), document.defaultFont(), Appearance().spacing)
        self.index = SpanIndex()
        self.aside = SpanIndex()
        self.hits = Hits()

    def begin(self, blocks: Blocks, offsets: Utf16Map) -> None:
        """Take on a new article, without spans.

        Args:
            blocks: as they are in the document.
            offsets: of the article's text.
        """
        self._blocks, self._offsets = blocks, offsets
        self.index = SpanIndex(blocks.starts, len(blocks.text))
        self.aside = SpanIndex(blocks.starts, len(blocks.text))
        self.hits.begin(blocks, offsets)
        self._highlights.clear()
        self._shaped.clear()
        self.forget_spans()

    def set_fonts(self, font: QFont, name_font: QFont, spacing: float) -> None:
        """Take on other fonts; nothing computed before holds any longer."""
        self.metrics = article_metrics(font, name_font, spacing)
        self._names = QFontMetricsF(name_font)
        self._name_widths.clear()
        self._abbreviated.clear()
        self.forget_places()

    def set_right_edge(self, right_edge: float) -> None:
        """Set up to where names may run, in pixels from the left edge of a block."""
        self._right_edge = right_edge
        self.forget_places()

    def forget_places(self) -> None:
        """Lines have moved: compute everything anew that is in pixels."""
        self._strips.clear()
        self._boxes.clear()
        self.hits.forget_places()

    def forget_spans(self) -> None:
        """All spans may be others."""
        self._placed.clear()
        self.forget_places()

    def forget_block(self, number: int) -> None:
        """The spans of one block are others."""
        self._placed.pop(number, None)
        self._strips.pop(number, None)
        self._boxes.pop(number, None)
        self.hits.forget_places(number)

    def set_highlights(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Set the stretches to be pointed out, in code points."""
        self._highlights = {}
        self._boxes.clear()
        for start, end in ranges:
            if 0 <= start < end <= len(self._blocks.text):
                for number in range(self.index.block_of(start), self.index.block_of(end - 1) + 1):
                    self._highlights.setdefault(number, []).append((start, end))

    def lanes_needed(self, number: int, line_starts: list[int]) -> list[int]:
        """How many lanes each line of a block needs.

        Args:
            number: of the block.
            line_starts: UTF-16 units in the block.
        """
        if self.display is not Display.LANES:
            return [0] * len(line_starts)
        return lanes_per_line(
            ((start, end, lane) for _, lane, start, end in self._spans_placed(number)), line_starts
        )

    def strips(self, block: QTextBlock) -> tuple[Strip, ...]:
        """What is to be drawn of the spans of a block, which has to be laid out."""
        number = block.blockNumber()
        strips = self._strips.get(number)
        if strips is None:
            placed = self._spans_placed(number)
            if len(self._strips) > _KEPT_DRAWN:
                self._strips.clear()
            strips = self._strips[number] = (
                strips_of_block(
                    block.layout(),
                    one_character_per_unit(self._blocks.text_of(number)),
                    placed,
                    block.textDirection(),
                    self.metrics,
                    self._right_edge,
                    self._fit_name,
                )
                if placed
                else ()
            )
        return strips

    def boxes(self, block: QTextBlock) -> Sequence[QRectF]:
        """What is to be pointed out in a block, which has to be laid out."""
        number = block.blockNumber()
        if number not in self._highlights:
            return ()
        if number not in self._boxes:
            units = one_character_per_unit(self._blocks.text_of(number))
            self._boxes[number] = [
                box
                for start, end in self._highlights[number]
                for box in boxes_of_range(
                    block.layout(),
                    units,
                    self._unit_in_block(number, start),
                    self._unit_in_block(number, end),
                    block.textDirection(),
                )
            ]
        return self._boxes[number]

    def keep_shaped(self, block: QTextBlock) -> None:
        """Let Qt keep the shaped glyphs of a block on or near the screen; else each paint shapes anew."""
        number = block.blockNumber()
        if number in self._shaped:
            self._shaped.move_to_end(number)
            return
        self._shaped[number] = None
        block.layout().setCacheEnabled(True)
        if len(self._shaped) > _KEPT_SHAPED:
            oldest = self._document.findBlockByNumber(self._shaped.popitem(last=False)[0])
            oldest.layout().setCacheEnabled(False)
            oldest.clearLayout()

    def _spans_placed(self, number: int) -> list[Placed]:
        placed = self._placed.get(number)
        if placed is None:
            places = [*self.index.of_block(number), *self.aside.of_block(number)]
            spans = [span for place in places if (span := self.span_of(place)) is not None]
            to_utf16 = self._offsets.to_utf16
            first = to_utf16(self._blocks.starts[number]) if spans else 0
            placed = self._placed[number] = [
                (span, lane, to_utf16(span.start) - first, to_utf16(span.end) - first)
                for span, lane in assign_lanes(spans)
            ]
        return placed

    def _unit_in_block(self, number: int, position: int) -> int:
        return self._offsets.to_utf16(position) - self._offsets.to_utf16(self._blocks.starts[number])

    def _fit_name(self, name: str, room: float) -> tuple[str, float]:
        width = self._name_widths.get(name)
        if width is None:
            width = self._name_widths[name] = self._names.horizontalAdvance(name)
        if width <= room:
            return name, width
        fitted = self._abbreviated.get((name, int(room)))
        if fitted is None:
            fitted = self._abbreviated[name, int(room)] = abbreviate(
                name, room, self._names.horizontalAdvance
            )
        return fitted
