"""The overview strip beside the scroll bar: where in the article its mentions, hits and highlights are."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QLocale, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QStyle, QStyleOptionSlider, QToolTip, QWidget
from typing_extensions import override

from gui.article.colours import bar_colour
from gui.article.line_scale import LineScale
from gui.article.marks import cuts, samples
from gui.article.painting import evidence_colour
from gui.article.spans import Span, SpanStyle
from gui.article.view import ArticleView

_ROW = 2
"""Height of a row in pixels: one alone would hardly be seen."""

_REACH = 1
"""Rows above and below the mouse of which it speaks, and to whose marks a click leads."""

_SETTLE = 150
"""Milliseconds without a change after which the marks are drawn anew: so no key that is held down waits."""

_COLOURS = 3
"""How many marks of a row are shown in their colours, side by side."""


def _is_tentative(span: Span) -> bool:
    """Whether a span is only proposed."""
    return span.style is SpanStyle.TENTATIVE


def _colour(span: Span, background: QColor) -> QColor:
    """The colour in which a span is marked: fainter where it is only proposed or stands back."""
    colour = bar_colour(span.colour, background)
    if span.faded or _is_tentative(span):
        colour = QColor(colour)
        colour.setAlphaF(0.45)
    return colour


def _cells(column: QRect, row: int, count: int) -> Iterator[QRect]:
    """Share the width of a column among the marks of one of its rows."""
    for number in range(count):
        left, right = (column.left() + column.width() * at // count for at in (number, number + 1))
        yield QRect(left, column.top() + row * _ROW, right - left, _ROW)


class OverviewStrip(QWidget):
    """A narrow strip on the scale of an article view's scroll bar; a click goes there.

    Mentions stand in the left column in the colours of their labels, suggestions (lighter) and hits in the
    right one, highlights behind both. It is not among the keyboard's stops, as Tab leads to the same places.

    Args:
        view: the article view.
    """

    def __init__(self, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._bar = view.verticalScrollBar()
        self._scale = LineScale(view)
        self._highlights: Sequence[tuple[int, int]] = ()
        self._hits: Sequence[tuple[int, int]] = ()
        self._edges: list[int] = []
        self._picture: QPixmap | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._forget_rows)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Overview of the article")
        self.setAccessibleDescription("Where its mentions, hits and highlights are; a click goes there")
        self._follow()

    def _follow(self) -> None:
        """Follow the view; the one place that knows what it has to show."""
        view, bar = self._view, self._bar
        view.spans_changed.connect(self._on_changed)
        view.highlighted.connect(self._on_highlighted)
        view.hits_changed.connect(self.set_hits)
        view.current_changed.connect(self._on_moved)
        bar.valueChanged.connect(self._on_moved)
        bar.rangeChanged.connect(self._on_changed)  # line counts change with each page that is laid out

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Mark what was found: start and end of each hit, in code points and in the order of the text."""
        self._hits = hits
        self._forget_picture()

    def go_to(self, y: float, *, to_mark: bool = False) -> None:
        """Bring a place of the strip to the middle of the view.

        Args:
            y: pixels from the strip's top.
            to_mark: go to the first mark there, if there is one: on a long article a row is many pages.
        """
        first, end = self._scale.in_sight()
        position = self._first_mark(self._row_at(y)) if to_mark else None
        if position is None:
            groove = self._groove()
            line = (y - groove.top()) / max(1, groove.height()) * self._scale.total()
        else:
            line = self._scale.line_of(position)
        self._bar.setValue(round(line - (end - first) / 2))

    def what_is_at(self, y: float) -> str:
        """Say what is marked near a place, `y` pixels from the strip's top; nothing if nothing is."""
        start, end = self._reach(self._row_at(y))
        counts = Counter(
            "suggestion" if _is_tentative(span) else "mention" for span in self._spans_between(start, end)
        )
        first, last = cuts(self._hits, (start, end))
        counts["hit"] = last - first
        counts["highlight"] = sum(first < end and start < last for first, last in self._highlights)
        return " · ".join(
            f"{QLocale().toString(count)} {word}{'' if count == 1 else 's'}"
            for word in ("mention", "suggestion", "hit", "highlight")
            if (count := counts[word])
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(14, round(self.fontMetrics().height() * 0.75)), 100)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._paint_marks()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        groove, palette = self._groove(), self.palette()
        lines = groove.height() / self._scale.total()
        first, end = self._scale.in_sight()
        top, height = groove.top() + int(first * lines), max(4, round((end - first) * lines))
        window = QRect(0, top, self.width(), height)
        colour = QColor(palette.color(QPalette.ColorRole.Text))
        colour.setAlpha(26)
        painter.fillRect(window, colour)
        colour.setAlpha(70)
        painter.setPen(colour)
        painter.drawRect(window.adjusted(0, 0, -1, -1))
        self._paint_current(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_rows()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._forget_rows()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            y = event.pos().y()
            near = QRect(0, y - _ROW * _REACH, self.width(), _ROW * (2 * _REACH + 1))
            QToolTip.showText(event.globalPos(), self.what_is_at(y), self, near)
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.go_to(event.position().y(), to_mark=True)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.go_to(event.position().y())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._bar, event)

    def _on_highlighted(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._highlights = ranges
        self._forget_picture()

    def _on_changed(self) -> None:
        self._settle.start()  # not connected itself: it would take the range for its interval

    def _on_moved(self) -> None:
        self.update()

    def _forget_rows(self) -> None:
        self._edges = []
        self._forget_picture()

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def _groove(self) -> QRect:
        """The stretch of the strip beside the one that the scroll bar's handle moves in."""
        bar, option = self._bar, QStyleOptionSlider()
        option.initFrom(bar)
        option.orientation = Qt.Orientation.Vertical
        groove = bar.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarGroove, bar
        )
        top = self.mapFromGlobal(bar.mapToGlobal(groove.topLeft())).y()
        return QRect(0, top, self.width(), groove.height())

    def _rows(self) -> list[int]:
        """The code points at which the rows start, and where the last one ends."""
        if not self._edges:
            rows = max(1, self._groove().height() // _ROW)
            share = self._scale.total() / rows
            self._edges = [self._scale.position_at(row * share) for row in range(rows + 1)]
        return self._edges

    def _row_at(self, y: float) -> int:
        return int((y - self._groove().top()) // _ROW)

    def _row_of(self, position: int) -> int:
        edges = self._rows()
        return max(0, min(bisect_right(edges, position), len(edges) - 1) - 1)

    def _reach(self, row: int) -> tuple[int, int]:
        edges = self._rows()
        last = len(edges) - 1
        return edges[max(0, min(row - _REACH, last))], edges[max(0, min(row + _REACH + 1, last))]

    def _first_mark(self, row: int) -> int | None:
        """Where the mark begins that a click means: the row's own before its neighbours', the rare first."""
        edges = self._rows()
        for near in (row, *(row + side * step for step in range(1, _REACH + 1) for side in (-1, 1))):
            if not 0 <= near < len(edges) - 1:
                continue
            start, end = edges[near], edges[near + 1]
            first, last = cuts(self._hits, (start, end))
            if first < last:
                return self._hits[first][0]
            highlight = next((first for first, _ in self._highlights if start <= first < end), None)
            if highlight is not None:
                return highlight
            span = next(self._spans_between(start, end), None)
            if span is not None:
                return span.start
        return None

    def _spans_between(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans to be seen that start in a stretch of the text."""
        for places in self._view.places():
            first, last = cuts(places, (start, end))
            for place in places[first:last]:
                span = self._view.span_of(place)
                if span is not None:
                    yield span

    def _paint_marks(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        palette = self.palette()
        base = palette.color(QPalette.ColorRole.Base)
        picture.fill(base)
        painter = QPainter(picture)
        edges, groove = self._rows(), self._groove()
        other = max(3, round(self.width() * 0.26))
        mentions = groove.adjusted(1, 0, -other - 2, 0)
        beside = QRect(mentions.right() + 2, groove.top(), other, groove.height())
        for start, end in self._highlights:
            first, last = self._row_of(start), self._row_of(max(start, end - 1))
            top = groove.top() + first * _ROW - 1
            painter.fillRect(0, top, self.width(), (last - first + 1) * _ROW + 2, evidence_colour(palette))
        for places in self._view.places():
            for row, some in samples(places, edges, _COLOURS):
                spans = [span for place in some if (span := self._view.span_of(place)) is not None]
                own = [_colour(span, base) for span in spans if not _is_tentative(span)]
                for cell, colour in zip(_cells(mentions, row, len(own)), own, strict=True):
                    painter.fillRect(cell, colour)
                if len(own) < len(spans):
                    tentative = [_colour(span, base) for span in spans if _is_tentative(span)]
                    for cell, colour in zip(_cells(beside, row, len(tentative)), tentative, strict=True):
                        painter.fillRect(cell, colour)
        for row, _ in samples(self._hits, edges, 1):
            cell = QRect(beside.left(), beside.top() + row * _ROW, beside.width(), _ROW)
            painter.fillRect(cell, palette.color(QPalette.ColorRole.Text))
        painter.end()
        return picture

    def _paint_current(self, painter: QPainter) -> None:
        """Point at the current mention from both sides."""
        span = self._view.span(self._view.current)
        if span is None:
            return
        palette = self.palette()
        y = self._groove().top() + self._row_of(span.start) * _ROW + _ROW / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRect(0, round(y) - 3, self.width(), 6)
        painter.setBrush(bar_colour(span.colour, palette.color(QPalette.ColorRole.Base)))
        painter.drawRect(0, round(y) - 2, self.width(), 4)
        painter.setBrush(palette.color(QPalette.ColorRole.Text))
        half = self.width() / 3
        painter.drawPolygon(QPolygonF([QPointF(0, y - half), QPointF(half, y), QPointF(0, y + half)]))
