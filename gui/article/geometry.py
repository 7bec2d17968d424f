"""Where the spans of a block lie: plain data, computed once, then drawn and hit-tested many times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextLayout, QTextLine

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A strip whose name has not been fitted yet, with the line and the lane it is in."""

    line: int
    lane: int
    strip: Strip


def segments_of(line: QTextLine, start: int, end: int, bidirectional: bool) -> tuple[Segment, ...]:
    """Where the glyphs of a stretch of a line lie.

    Args:
        line: laid out.
        start: UTF-16 units in the block, within the line.
        end: likewise; greater than start.
        bidirectional: whether directions may mix: `cursorToX` is only right where they do not.
    """
    if not bidirectional:
        one, other = _caret_x(line, start), _caret_x(line, end)
        return ((min(one, other), max(one, other)),)
    boxes: list[Segment] = []
    for run in line.glyphRuns(start, end - start):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        boxes += (
            (position.x(), position.x() + advance.x())
            for position, advance in zip(run.positions(), advances, strict=True)
            if advance.x() > 0
        )
    boxes.sort()
    merged: list[Segment] = []
    for left, right in boxes:
        if merged and left <= merged[-1][1] + _JOIN:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return tuple(merged)


def _caret_x(line: QTextLine, unit: int) -> float:
    # PySide gives the pair that C++ has as result and in-out argument; its type stub says object.
    return cast("tuple[float, int]", line.cursorToX(unit))[0]


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
        there = here + len(text[here : min(end, line_end)].rstrip(" \t\u2028"))
        if here < there:
            found.append((number, line, here, there))
    return found


def strips_of_block(
    layout: QTextLayout,
    text: str,
    placed: Sequence[Placed],
    bidirectional: bool,
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
        bidirectional: whether directions may mix in the block.
        direction: of the block as a whole.
        metrics: sizes in pixels.
        right_edge: up to where names may run, in pixels.
        fit_name: from a name and the room for it in pixels to the name as it fits and its width.

    Returns:
        One strip for each line that a span is on, those of inner spans after those of the outer.
    """
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    pieces: list[_Piece] = []
    for span, lane, start, end in placed:
        for number, line, here, there in ranges_on_lines(layout, text, start, end):
            segments = segments_of(line, here, there, bidirectional)
            if not segments:
                continue
            before, after = start < here, end > len(text) or bool(text[there:end].strip())
            bottom = line.y() + line.height()
            strip = Strip(
                span,
                segments,
                line.y(),
                bottom,
                bottom + metrics.lane_gap + lane * metrics.lane_height,
                opens_left=after if mirrored else before,
                opens_right=before if mirrored else after,
            )
            pieces.append(_Piece(number, lane, strip))
    return tuple(_with_names(pieces, right_edge, fit_name))


def boxes_of_range(layout: QTextLayout, text: str, start: int, end: int, bidirectional: bool) -> list[QRectF]:
    """The rectangles that the glyphs of a stretch of a block fill, in pixels from the block's top left.

    Args:
        layout: of the block, laid out, its lines spaced.
        text: of the block, where one character is one UTF-16 unit.
        start: UTF-16 units in the block.
        end: likewise.
        bidirectional: whether directions may mix in the block.
    """
    return [
        QRectF(left, line.y(), right - left, line.height())
        for _, line, here, there in ranges_on_lines(layout, text, start, end)
        for left, right in segments_of(line, here, there, bidirectional)
    ]


def _with_names(
    pieces: list[_Piece], right_edge: float, fit_name: Callable[[str, float], tuple[str, float]]
) -> list[Strip]:
    """Let each name run on to where the next strip in its lane begins."""
    pieces.sort(key=lambda piece: (piece.line, piece.lane, piece.strip.x))
    named: list[Strip] = []
    for place, piece in enumerate(pieces):
        strip, limit = piece.strip, right_edge
        following = pieces[place + 1] if place + 1 < len(pieces) else piece
        if following is not piece and (following.line, following.lane) == (piece.line, piece.lane):
            limit = following.strip.x - NAME_GAP
        name, width = fit_name(strip.span.name, limit - strip.x)
        named.append(replace(strip, name=name, name_width=width))
    named.sort(key=lambda strip: strip.span.start - strip.span.end)
    return named


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
