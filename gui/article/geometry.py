"""Where the spans of a block lie: plain data, computed once, then drawn and hit-tested many times."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextLayout, QTextLine

from gui.article.blocks import has_direction_marks, has_right_to_left
from gui.article.lanes import Metrics
from gui.article.spans import Span

Segment = tuple[float, float]
"""Left and right edge in pixels from the left edge of the block."""

Placed = tuple[Span, int, int, int]
"""A span, its lane, its start and end in the block in UTF-16 units (they may lie outside the block)."""

NAME_GAP = 5
"""Pixels between a name and the next bar in its lane."""

_JOIN = 1.5
"""Glyphs that lie no further apart than this many pixels are one segment."""


@dataclass(slots=True)
class Strip:
    """What is drawn of one span on one line. Pixels from the top left of the block.

    Attributes:
        span: drawn here.
        segments: where its glyphs lie, from left to right; several of them where directions mix.
        top: of the glyphs.
        bottom: of the glyphs.
        bar_y: top edge of the bar.
        opens_left: the span goes on beyond the left end.
        opens_right: the span goes on beyond the right end.
        name: as it fits; may be empty.
        name_width: of it.
    """

    span: Span
    segments: tuple[Segment, ...]
    top: float
    bottom: float
    bar_y: float
    opens_left: bool
    opens_right: bool
    name: str = ""
    name_width: float = 0.0

    @property
    def x(self) -> float:
        """Left end; the name starts here."""
        return self.segments[0][0]


def mixed_lines(layout: QTextLayout, text: str, direction: Qt.LayoutDirection) -> frozenset[int]:
    """The numbers of the lines on which glyphs may lie in another order than their characters.

    Args:
        layout: of the block, laid out.
        text: of the block, where one character is one UTF-16 unit.
        direction: of the block as a whole.
    """
    lines = range(layout.lineCount())
    if direction is Qt.LayoutDirection.RightToLeft or has_direction_marks(text):
        return frozenset(lines)
    if not has_right_to_left(text):
        return frozenset()
    starts = [layout.lineAt(number).textStart() for number in lines] + [len(text)]
    return frozenset(n for n in lines if has_right_to_left(text[starts[n] : starts[n + 1]]))


def glyph_boxes(line: QTextLine, start: int, end: int) -> list[Segment]:
    """Where the glyphs of a stretch of a line lie, from left to right; marks upon letters have none."""
    boxes: list[Segment] = []
    for run in line.glyphRuns(start, end - start):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        boxes += (
            (position.x(), position.x() + advance.x())
            for position, advance in zip(run.positions(), advances, strict=True)
            if advance.x() > 0
        )
    boxes.sort()
    return boxes


def glyph_edges(layout: QTextLayout, number: int) -> list[float]:
    """The left edges of all glyphs of a line, ascending."""
    line = layout.lineAt(number)
    return [left for left, _ in glyph_boxes(line, line.textStart(), line.textStart() + line.textLength())]


def segments_of(line: QTextLine, start: int, end: int, edges: Sequence[float] | None) -> tuple[Segment, ...]:
    """Where the glyphs of a stretch of a line lie.

    Args:
        line: laid out.
        start: UTF-16 units in the block, within the line.
        end: likewise; greater than start.
        edges: the `glyph_edges` of a line on which directions may mix, where `cursorToX` is not right; None
            of any other.
    """
    if edges is None:
        (one, at_start), (other, at_end) = _caret_x(line, start), _caret_x(line, end)
        if (at_start, at_end) == (start, end):
            return ((min(one, other), max(one, other)),)
        edges = ()  # Qt puts no caret there, as between the letters of Tamil that a virama joins
    merged: list[Segment] = []
    for left, advanced in glyph_boxes(line, start, end):
        following = bisect_right(edges, left)
        # Where letters are kerned, the next one begins before the advance of this one ends.
        right = min(advanced, edges[following]) if following < len(edges) else advanced
        if merged and left <= merged[-1][1] + _JOIN:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return tuple(merged)


def _caret_x(line: QTextLine, unit: int) -> tuple[float, int]:
    # PySide gives the pair that C++ has as result and in-out argument; its type stub says object.
    return cast("tuple[float, int]", line.cursorToX(unit))


def ranges_on_lines(
    layout: QTextLayout, text: str, start: int, end: int
) -> list[tuple[int, QTextLine, int, int]]:
    """Cut a stretch of a block at its line ends and leave out the spaces that hang over a line's end.

    Args:
        layout: of the block.
        text: of the block, where one character is one UTF-16 unit.
        start: UTF-16 units in the block.
        end: likewise.

    Returns:
        Number of the line, the line, and the start and end of the stretch on it.
    """
    found: list[tuple[int, QTextLine, int, int]] = []
    start, end = max(0, start), min(len(text), end)
    first = layout.lineForTextPosition(start).lineNumber() if start < end else layout.lineCount()
    for number in range(first, layout.lineCount()):
        line = layout.lineAt(number)
        here = max(start, line.textStart())
        line_end = line.textStart() + line.textLength()
        if here >= end:
            break
        piece = text[here : min(end, line_end)].rstrip(" \t\u2028")
        # A joiner at the end has no width, but some fonts lend it that of a space.
        there = here + len(piece.rstrip("\u200c\u200d") or piece)
        if here < there:
            found.append((number, line, here, there))
    return found


def strips_of_block(
    layout: QTextLayout,
    text: str,
    placed: Sequence[Placed],
    direction: Qt.LayoutDirection,
    metrics: Metrics,
    right_edge: float,
    fit_name: Callable[[str, float], tuple[str, float]],
) -> tuple[Strip, ...]:
    """Compute what is to be drawn for the spans of a block.

    Args:
        layout: of the block, laid out, its lines spaced.
        text: of the block, where one character is one UTF-16 unit.
        placed: the spans.
        direction: of the block as a whole.
        metrics: sizes in pixels.
        right_edge: up to where names may run, in pixels.
        fit_name: from a name and the room for it in pixels to the name as it fits and its width.

    Returns:
        One strip for each line that a span is on, those of inner spans after those of the outer.
    """
    mixed = mixed_lines(layout, text, direction)
    edges: dict[int, list[float] | None] = {}
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    strips: list[Strip] = []
    for span, lane, start, end in placed:
        for number, line, here, there in ranges_on_lines(layout, text, start, end):
            if number not in edges:
                edges[number] = glyph_edges(layout, number) if number in mixed else None
            segments = segments_of(line, here, there, edges[number])
            if not segments:
                continue
            before, after = start < here, end > len(text) or bool(text[there:end].strip())
            bottom = line.y() + line.height()
            bar_y = bottom + metrics.lane_gap + lane * metrics.lane_height
            left, right = (after, before) if mirrored else (before, after)
            strips.append(Strip(span, segments, line.y(), bottom, bar_y, left, right))
    _write_names(strips, right_edge, fit_name)
    strips.sort(key=lambda strip: strip.span.start - strip.span.end)
    return tuple(strips)


def boxes_of_range(
    layout: QTextLayout, text: str, start: int, end: int, direction: Qt.LayoutDirection
) -> list[QRectF]:
    """The rectangles that the glyphs of a stretch of a block fill, in pixels from the block's top left.

    Args:
        layout: of the block, laid out, its lines spaced.
        text: of the block, where one character is one UTF-16 unit.
        start: UTF-16 units in the block.
        end: likewise.
        direction: of the block as a whole.
    """
    mixed = mixed_lines(layout, text, direction)
    return [
        QRectF(left, line.y(), right - left, line.height())
        for number, line, here, there in ranges_on_lines(layout, text, start, end)
        for left, right in segments_of(
            line, here, there, glyph_edges(layout, number) if number in mixed else None
        )
    ]


def _write_names(
    strips: list[Strip], right_edge: float, fit_name: Callable[[str, float], tuple[str, float]]
) -> None:
    """Let each name run on to where the next strip in its lane begins."""
    strips.sort(key=lambda strip: (strip.bar_y, strip.x))
    for place, strip in enumerate(strips):
        limit = right_edge
        if place + 1 < len(strips) and strips[place + 1].bar_y == strip.bar_y:
            limit = strips[place + 1].x - NAME_GAP
        strip.name, strip.name_width = fit_name(strip.span.name, limit - strip.x)


def strip_at(strips: Sequence[Strip], x: float, y: float, metrics: Metrics) -> Strip | None:
    """The strip whose bar or name lies at a place in a block's lanes.

    Args:
        strips: of the block.
        x: pixels from the left edge of the block.
        y: pixels from its top.
        metrics: sizes in pixels.
    """
    for strip in strips:
        if not strip.bar_y - 1 <= y < strip.bar_y - 1 + metrics.lane_height:
            continue
        if any(left - 2 <= x <= right + 2 for left, right in strip.segments):
            return strip
        if y >= strip.bar_y + metrics.bar and strip.x <= x <= strip.x + strip.name_width:
            return strip
    return None
