"""A text with its spans beneath the lines: laid out, and painted from what is computed once."""

import sys
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QStyle, QWidget
from typing_extensions import override

from gui.article.appearance import Appearance, Display
from gui.article.caret import CaretView
from gui.article.geometry import Strip
from gui.article.hits import HitBox
from gui.article.layout import ArticleLayout
from gui.article.painting import evidence_colour, paint_boxes, paint_hits, paint_lanes, paint_tints
from gui.article.scene import Scene
from gui.article.spans import SpanOf

_FONT_SIZE = 13.5
_SMALLEST_FONT, _LARGEST_FONT = 7.0, 48.0
_READING_WIDTH = 74
"""Average characters on the longest line that is pleasant to read."""

_SIDE_MARGIN, _TOP_MARGIN = 18, 10

_Drawn = tuple[list[Strip], Sequence[QRectF], Sequence[HitBox], float]
"""Of a block: its strips, what is pointed out, its hits, and its top in pixels of the viewport."""


def _name_font(font: QFont) -> QFont:
    """The font of the names in the lanes, for the font of the text."""
    small = QFont(font)
    small.setPointSizeF(max(7.0, font.pointSizeF() * 0.64))
    small.setWeight(QFont.Weight.Medium)
    return small


class PaintedView(CaretView):
    """Lays a text out and paints its spans, highlights and hits; what they are is for the subclass to say.

    Args:
        parent: Qt's.
        span_of: makes the span to be drawn at a place.
    """

    def __init__(self, parent: QWidget | None, span_of: SpanOf) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        self._appearance = Appearance()
        self._scene = Scene(document, span_of)
        self._layout = ArticleLayout(document, self._scene.lanes_needed, self._scene.metrics)
        document.setDocumentLayout(self._layout)
        document.setDocumentMargin(10)
        self.setDocument(document)
        self._current: str | None = None
        self._current_hit: int | None = None
        self._drawn_heights: dict[int, float] = {}  # of the blocks in sight, as they were last painted
        self._laid_out_width = -1
        self._below = QTimer(self, singleShot=True, interval=0)
        self._below.timeout.connect(self._lay_out_next_page)
        self.setFrameShape(self.Shape.NoFrame)
        self.setCenterOnScroll(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # The margins beside the text belong to the page.
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        font = self.font()
        font.setPointSizeF(_FONT_SIZE)
        self.setFont(font)
        self._take_on_font()

    @property
    def appearance(self) -> Appearance:
        """How text and spans look."""
        return self._appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Let text and spans look otherwise; the place that is being read stays in sight."""
        if appearance == self._appearance:
            return
        self._appearance = appearance
        top = self.position_at(QPoint(self.viewport().width() // 2, 1))
        font = QFont(self.font())
        font.setFamily(appearance.family or QApplication.font().family())
        self._scene.display = appearance.display
        self._scene.forget_spans()
        if font.family() != self.font().family():
            self.setFont(font)  # comes back to _take_on_font
        else:
            self._take_on_font()
        self.reveal(top)

    def zoom(self, steps: int) -> None:
        """Make the text larger by so many points, or smaller."""
        font = self.font()
        font.setPointSizeF(min(_LARGEST_FONT, max(_SMALLEST_FONT, font.pointSizeF() + steps)))
        self.setFont(font)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        scene, left, palette = self._scene, self.contentOffset().x(), self.palette()
        try:
            drawn = self._drawn_in(e.rect())
        except (
            Exception
        ) as error:  # PySide 6.11 crashes when an error leaves an override that Qt calls from within Qt
            sys.excepthook(type(error), error, error.__traceback__)
            drawn = []
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strips, boxes, hits, top in drawn:
            painter.resetTransform()
            painter.translate(left, top)
            paint_boxes(painter, boxes, evidence_colour(palette))
            paint_tints(painter, self._tinted(strips), self._current, palette)
            paint_hits(painter, hits, self._current_hit, palette)
        painter.end()
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = _name_font(self.font())
        ascent = QFontMetricsF(names).ascent()
        for strips, _, _, top in drawn if self._appearance.display is Display.LANES else ():
            painter.resetTransform()
            painter.translate(left, top)
            paint_lanes(painter, strips, self._current, palette, scene.metrics, names, ascent)
        if not self.hasFocus():
            # Qt draws the caret only where the keyboard is; where it would go on must be seen all the same.
            caret = QColor(palette.text().color())
            caret.setAlpha(110)
            painter.resetTransform()
            painter.fillRect(self.cursorRect(), caret)
        painter.end()
        self._below.start()

    def _tinted(self, strips: list[Strip]) -> list[Strip]:
        """Those whose glyphs have a background: in plain text only the current span's."""
        if self._appearance.display is not Display.PLAIN:
            return strips
        return [strip for strip in strips if strip.span.id == self._current]

    def _drawn_in(self, area: QRect) -> list[_Drawn]:
        """What is to be drawn of each block that reaches into an area, with its top in pixels."""
        lowest, lane = area.bottom() + 1, self._scene.metrics.lane_height
        drawn: list[_Drawn] = []
        for block, top in self._visible_blocks(area):
            strips = [
                strip
                for strip in self._scene.strips(block)
                if top + strip.top < lowest and top + strip.bar_y + lane >= area.top()
            ]
            drawn.append((strips, self._scene.boxes(block), self._scene.hits.boxes(block), top))
        return drawn

    def _visible_blocks(self, area: QRect) -> Iterable[tuple[QTextBlock, float]]:
        """The blocks in the viewport that reach into an area, with the top of each in pixels."""
        block, top, height = self.firstVisibleBlock(), self.contentOffset().y(), self.viewport().height()
        self._drawn_heights.clear()
        while block.isValid() and top < height:
            self._scene.keep_shaped(block)
            block_height = self._layout.blockBoundingRect(block).height()
            self._drawn_heights[block.blockNumber()] = block_height
            if top + block_height > area.top() and top <= area.bottom():
                yield block, top
            top += block_height
            block = block.next()

    def _update_blocks(self, numbers: Collection[int]) -> None:
        """Paint these blocks again, and what is below one that has become higher or lower."""
        block, top = self.firstVisibleBlock(), self.contentOffset().y()
        width, height = self.viewport().width(), self.viewport().height()
        while block.isValid() and top < height:
            number = block.blockNumber()
            before = self._drawn_heights.get(number)
            after = self._layout.blockBoundingRect(block).height()
            if number in numbers:
                lowest = top + after if before == after else height
                self.viewport().update(0, int(top) - 2, width, int(lowest - top) + 4)
                if before != after:
                    return
            top += after
            block = block.next()

    def _lay_out_next_page(self) -> None:
        """Lay out what one would scroll to next, while there is nothing else to do."""
        block, y = self.firstVisibleBlock(), self.contentOffset().y()
        while block.isValid() and y < 2 * self.viewport().height():
            self._scene.keep_shaped(block)
            y += self._layout.blockBoundingRect(block).height()
            self._scene.strips(block)
            block = block.next()
        self.setCenterOnScroll(not self._fits())

    def _fits(self) -> bool:
        """Whether the whole article can be seen at once; only then may Qt stop scrolling at the last line.

        Qt takes the lanes above the line at the top for part of the page and would cut off the last ones.
        """
        room = self.viewport().height()
        block = self.document().firstBlock()
        while block.isValid() and room >= 0:
            room -= self._layout.blockBoundingRect(block).height()
            block = block.next()
        return room >= 0

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        # Other margins resize the viewport, which brings us here once more; not so while it is being shown.
        self._limit_width()
        size = self.viewport().size()
        super().resizeEvent(QResizeEvent(size, QSize(self._laid_out_width, e.oldSize().height())))
        if size.width() != self._laid_out_width:
            self._laid_out_width = size.width()
            self._scene.set_right_edge(size.width() - self.document().documentMargin() / 2)
            self._estimate_lines()

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._take_on_font()
        elif e.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.viewport().update()

    def _take_on_font(self) -> None:
        self._scene.set_fonts(self.font(), _name_font(self.font()), self._appearance.spacing)
        self._layout.metrics = self._scene.metrics
        self._layout.forget_all()
        self._limit_width()
        self._estimate_lines()
        self.viewport().update()

    def _limit_width(self) -> None:
        """Keep lines short enough to be read, in the middle of whatever width there is."""
        scroll_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        text = QFontMetricsF(self.font()).averageCharWidth() * _READING_WIDTH
        spare = self.width() - scroll_bar - text - 2 * self.document().documentMargin()
        side = max(_SIDE_MARGIN, int(spare / 2))
        margins = QMargins(side, _TOP_MARGIN, side, 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)

    def _estimate_lines(self) -> None:
        width = self.viewport().width() - 2 * self.document().documentMargin()
        self._layout.estimate_line_counts(
            max(1, int(width / QFontMetricsF(self.font()).averageCharWidth() * 1.1))
        )
