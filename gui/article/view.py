"""The article with its mentions: coloured lanes with names beneath the lines of a read-only text."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from annotation.text.offsets import Utf16Map
from gui.article.appearance import Display
from gui.article.blocks import Blocks
from gui.article.geometry import Strip, strip_at
from gui.article.hits import HitBox
from gui.article.painted_view import PaintedView
from gui.article.spans import Place, Span, SpanOf, carried

_FONT_SIZE = 13.5
_SMALLEST_FONT, _LARGEST_FONT = 7.0, 48.0
_READING_WIDTH = 74
"""Average characters on the longest line that is pleasant to read."""

_SIDE_MARGIN, _TOP_MARGIN = 18, 10

_Drawn = tuple[list[Strip], Sequence[QRectF], Sequence[HitBox], float]
"""Of a block: its strips, what is pointed out, its hits, and its top in pixels of the viewport."""


class ArticleView(PaintedView):
    """Shows an article and its spans, without knowing of the project. Positions are code points.

    The spans of the article can be walked, picked and made current. Those aside are only drawn.

    Args:
        parent: Qt's.
        span_of: makes the span to be drawn at a place.

    Signals:
        current_changed: the id of the current span, or None.
        span_activated: its id: a double click on its lane.
        context_menu_requested: where on the screen, the code point there, and the ids of the spans there.
        spans_changed: other spans are shown than before, or they look otherwise.
        highlighted: what `highlight` now points out.
        hits_changed: `hits`, which are others.
    """

    current_changed = Signal(object)
    span_activated = Signal(str)
    context_menu_requested = Signal(QPoint, int, object)
    spans_changed = Signal()
    highlighted = Signal(object)
    hits_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, span_of: SpanOf = carried) -> None:
        super().__init__(parent, span_of)
        self._highlighted: list[tuple[int, int]] = []

    @property
    def current(self) -> str | None:
        """Id of the current span."""
        return self._current

    @property
    def hits(self) -> Sequence[tuple[int, int]]:
        """Start and end of each hit that is marked, in code points and in order."""
        return self._scene.hits.spans

    def set_article(self, text: str, places: Iterable[Place], aside: Iterable[Place] = ()) -> None:
        """Show an article from its start.

        Args:
            text: with line ends normalised to line feeds.
            places: of its spans.
            aside: of the spans that are only drawn.
        """
        self.set_current(None)
        self.set_hits(())
        self.highlight(())
        # While the text is put in, Qt asks for its blocks: none of them may meet the spans of the last one.
        self._scene.begin(Blocks("", (0,), frozenset()), Utf16Map(""))
        blocks = self.set_text(text)
        self._scene.begin(blocks, self._offsets)
        self._scene.index.put_all(places)
        self._scene.aside.put_all(aside)
        self._layout.begin(blocks.continued)
        self.verticalScrollBar().setValue(0)
        self._estimate_lines()
        self.viewport().update()
        self.spans_changed.emit()

    def set_spans(self, places: Iterable[Place]) -> None:
        """Show other spans in the same article; the current one stays if it is among them."""
        self._scene.index.put_all(places)
        if self._current not in self._scene.index:
            self.set_current(None)
        self.redraw_spans()

    def set_aside(self, places: Iterable[Place]) -> None:
        """Show other spans aside."""
        self._scene.aside.put_all(places)
        self.redraw_spans()

    def redraw_spans(self) -> None:
        """Make every span anew that is drawn: their names, colours or whether they are seen have changed."""
        self._scene.forget_spans()
        self._layout.forget_all()
        self.viewport().update()
        self.spans_changed.emit()

    def put_span(self, place: Place) -> None:
        """Add a span, or replace the one of its id."""
        self._redraw(self._scene.index.put(place))

    def drop_span(self, span_id: str) -> None:
        """Remove a span, if it is there."""
        self._redraw(self._scene.index.drop(span_id))
        if span_id == self._current:
            self.set_current(None)

    def set_current(self, span_id: str | None, reveal: bool = True) -> None:
        """Emphasise one span and no other.

        Args:
            span_id: of a span in the article, or None.
            reveal: scroll to it and place the caret at its start.
        """
        place = self._scene.index.get(span_id)
        current = place[2] if place else None
        before = self._scene.index.get(self._current)
        changed, self._current = current != self._current, current
        if place is not None and reveal:
            self.select(place[0], place[0])
            self.reveal(place[0])
        if changed:
            for one in (before, place):
                self._update_blocks(set(self._scene.index.blocks_of(one)) if one else set())
            self.current_changed.emit(current)

    def highlight(self, ranges: Sequence[tuple[int, int]], reveal: bool = True) -> None:
        """Point out stretches of the text: evidence, a heading. An empty list clears.

        Args:
            ranges: start and end of each, in code points.
            reveal: scroll to the first.
        """
        if list(ranges) != self._highlighted:
            self._highlighted = list(ranges)
            self._scene.set_highlights(ranges)
            self.viewport().update()
            self.highlighted.emit(ranges)
        if ranges and reveal:
            self.reveal(min(ranges)[0])

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int | None = None) -> None:
        """Mark the hits of a search behind the text, any number of them; none clears.

        Args:
            hits: start and end of each, in code points and in order; they do not overlap.
            current: the number of the one to be emphasised.
        """
        self._current_hit = current
        self.viewport().update()
        if hits is not self.hits:
            self._scene.hits.put_all(hits)
            self.hits_changed.emit(hits)

    def next_span(self, backward: bool = False) -> str | None:
        """The span after (or before) the current one in text order, or else the caret; wraps.

        Returns:
            Its id; None if there are no spans. It is not made current.
        """
        walk = self._scene.index.walk(self._current, self.caret(), backward)
        return next((place[2] for place in walk if self._scene.span_of(place) is not None), None)

    def places(self) -> tuple[Sequence[Place], ...]:
        """Where the spans stand that are shown, each sequence in the order of the text; not to be changed."""
        return self._scene.index.in_order(), self._scene.aside.in_order()

    def span_of(self, place: Place) -> Span | None:
        """The span to be drawn at a place; None if there is nothing to be seen of it now."""
        return self._scene.span_of(place)

    def span(self, span_id: str | None) -> Span | None:
        """The span of that id, or None."""
        place = self._scene.index.get(span_id) or self._scene.aside.get(span_id)
        return self._scene.span_of(place) if place else None

    def span_ids_at(self, position: int) -> list[str]:
        """The spans over a code point that can be seen, innermost first."""
        return self._seen(self._scene.index.at(position))

    def span_ids_meeting(self, start: int, end: int) -> list[str]:
        """The spans that share a code point with a range and can be seen, innermost first."""
        return self._seen(self._scene.index.meeting(start, end))

    def _seen(self, places: Iterable[Place]) -> list[str]:
        return [place[2] for place in places if self._scene.span_of(place) is not None]

    @override
    def clicked_at(self, point: QPoint) -> None:
        strip = self.strip_at(point)
        if strip is not None and strip.span.id in self._scene.index:
            self.set_current(strip.span.id, reveal=False)
            return
        here = [span_id for span_id in self._glyph_span_ids(point) if span_id in self._scene.index]
        if self._current in here:
            self.set_current(here[(here.index(self._current) + 1) % len(here)], reveal=False)
        else:
            self.set_current(here[0] if here else None, reveal=False)

    def strip_at(self, point: QPoint) -> Strip | None:
        """The strip whose bar or name is at a place in the viewport."""
        if self._appearance.display is not Display.LANES:
            return None
        block, _, place = self.line_at(point)
        return strip_at(self._scene.strips(block), place.x(), place.y(), self._scene.metrics)

    def span_ids_under(self, point: QPoint) -> list[str]:
        """The spans at a place in the viewport, innermost first; on a lane, the lane's alone."""
        strip = self.strip_at(point)
        return [strip.span.id] if strip is not None else self._glyph_span_ids(point)

    def box_of(self, span_id: str) -> QRect:
        """What a span and its lanes take up of the viewport; empty where nothing of it is in sight."""
        box, lane = QRectF(), self._scene.metrics.lane_height
        for strips, _, _, top in self._drawn_in(self.viewport().rect()):
            for strip in strips:
                if strip.span.id == span_id:
                    right = strip.segments[-1][1]
                    box |= QRectF(strip.x, top + strip.top, right - strip.x, strip.bar_y + lane - strip.top)
        return box.translated(self.contentOffset().x(), 0).toAlignedRect()

    def _glyph_span_ids(self, point: QPoint) -> list[str]:
        """The spans whose glyphs are at a place in the viewport, innermost first."""
        block, _, place = self.line_at(point)
        return [
            strip.span.id
            for strip in reversed(self._scene.strips(block))
            if strip.top <= place.y() < strip.bottom
            and any(left <= place.x() < right for left, right in strip.segments)
        ]

    @override
    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        strip = self.strip_at(e.position().toPoint())
        if (
            strip is None
            or strip.span.id not in self._scene.index
            or e.button() is not Qt.MouseButton.LeftButton
        ):
            super().mouseDoubleClickEvent(e)
            return
        self.set_current(strip.span.id, reveal=False)
        self.span_activated.emit(strip.span.id)
        e.accept()

    @override
    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        if e.reason() is QContextMenuEvent.Reason.Keyboard:
            caret = self.caret()
            self.reveal(caret)
            place, here = self.cursorRect().bottomLeft(), self.span_ids_at(caret)
            if self._current is not None and self._current not in here:
                here.insert(0, self._current)
        else:
            place = e.pos()
            caret, here = self.position_at(place, on_character=True), self.span_ids_under(place)
        self.context_menu_requested.emit(self.viewport().mapToGlobal(place), caret, here)
        e.accept()

    def _redraw(self, blocks: Iterable[int]) -> None:
        touched = set(blocks)
        for number in touched:
            self._scene.forget_block(number)
            self._layout.forget(number)
        self._update_blocks(touched)
        self.spans_changed.emit()
