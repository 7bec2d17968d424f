"""Draw what `geometry` computed. Functions over plain data: they know neither the widget nor the text."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPalette, QPen

from gui.article.colours import bar_colour, name_colour, tint
from gui.article.geometry import Strip
from gui.article.lanes import Metrics
from gui.article.spans import SpanStyle
from gui.theme import is_dark

FADED = 0.3
"""Opacity of a span that stands back."""

_FADE = 12
"""Pixels over which a bar fades out at an end where its span goes on."""


def evidence_colour(palette: QPalette) -> QColor:
    """Background of what is pointed out; apart from every label's tint by being amber and opaque enough."""
    return QColor(255, 190, 60, 80 if is_dark(palette) else 110)


def hit_colour(palette: QPalette) -> QColor:
    """Background of the hits of a search: green like new leaves, as no label, evidence or selection is."""
    return QColor(150, 235, 60, 75) if is_dark(palette) else QColor(150, 220, 30, 120)


def paint_hits(
    painter: QPainter, boxes: Sequence[tuple[int, QRectF]], current: int | None, palette: QPalette
) -> None:
    """Mark the hits of a search, to be called before the text is drawn.

    Args:
        painter: its origin is the block's top left.
        boxes: of the block, each with the number of its hit.
        current: number of the hit to be emphasised, also where the selection covers it.
        palette: of the view.
    """
    colour = hit_colour(palette)
    edge = bar_colour(colour.name(), palette.base().color())
    for number, box in boxes:
        painter.setBrush(colour)
        painter.setPen(QPen(edge, 2) if number == current else QPen(edge, 0.8))
        room = 2.0 if number == current else 0.5
        painter.drawRoundedRect(box.adjusted(-room, -room / 2, room, room / 2), 3, 3)


def paint_boxes(painter: QPainter, boxes: Sequence[QRectF], colour: QColor) -> None:
    """Fill the background of stretches of text, with a little room around the glyphs."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 3, 3)


def paint_tints(painter: QPainter, strips: Sequence[Strip], current: str | None, palette: QPalette) -> None:
    """Fill the background of the spans' glyphs, to be called before the text is drawn.

    Args:
        painter: its origin is the block's top left.
        strips: of the block.
        current: id of the span to be emphasised.
        palette: of the view.
    """
    base = palette.base().color()
    for strip in strips:
        emphasised = strip.span.id == current
        if strip.span.style is SpanStyle.TENTATIVE and not emphasised:
            continue
        painter.setOpacity(FADED if strip.span.faded and not emphasised else 1)
        colour = tint(strip.span.colour, base, emphasised)
        for left, right in strip.segments:
            painter.fillRect(QRectF(left, strip.top, right - left, strip.bottom - strip.top), colour)
        if emphasised:
            painter.setPen(QPen(bar_colour(strip.span.colour, base), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for left, right in strip.segments:
                box = QRectF(left, strip.top, right - left, strip.bottom - strip.top)
                painter.drawRoundedRect(box.adjusted(-1.5, -0.5, 1.5, 0.5), 3, 3)
    painter.setOpacity(1)


def paint_lanes(
    painter: QPainter,
    strips: Sequence[Strip],
    current: str | None,
    palette: QPalette,
    metrics: Metrics,
    name_font: QFont,
    name_ascent: float,
) -> None:
    """Draw bars and names, to be called after the text is drawn.

    Args:
        painter: its origin is the block's top left.
        strips: of the block.
        current: id of the span to be emphasised.
        palette: of the view.
        metrics: sizes in pixels.
        name_font: of the names.
        name_ascent: of that font, in pixels.
    """
    base = palette.base().color()
    painter.setFont(name_font)
    for strip in strips:
        emphasised = strip.span.id == current
        painter.setOpacity(FADED if strip.span.faded and not emphasised else 1)
        _paint_bar(
            painter, strip, metrics.bar + (2 if emphasised else 0), bar_colour(strip.span.colour, base)
        )
        if not strip.name:
            continue
        y = strip.bar_y + metrics.bar
        if emphasised:
            box = QRectF(strip.x - 3, y + 2.5, strip.name_width + 6, metrics.name_height - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint(strip.span.colour, base, strong=True))
            painter.drawRoundedRect(box, 4, 4)
        colour = palette.text().color() if emphasised else name_colour(strip.span.colour, base)
        painter.setPen(colour)
        painter.drawText(QPointF(strip.x, y + 1 + name_ascent), strip.name)
    painter.setOpacity(1)


def _paint_bar(painter: QPainter, strip: Strip, thickness: float, colour: QColor) -> None:
    last = len(strip.segments) - 1
    for number, (left, right) in enumerate(strip.segments):
        opens_left = strip.opens_left and number == 0
        opens_right = strip.opens_right and number == last
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # A pixel is left free at each closed end, so that neighbours do not run into one another.
        bar = QRectF(left, strip.bar_y, right - left, thickness)
        if strip.span.style is not SpanStyle.OWN:
            _paint_light_bar(painter, bar, strip.span.style, colour)
            continue
        if not (opens_left or opens_right):
            painter.drawRoundedRect(bar.adjusted(0.5, 0, -0.5, 0), thickness / 2, thickness / 2)
            continue
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        faded = QColor(colour)
        faded.setAlpha(0)
        share = min(0.5, _FADE / max(1.0, bar.width()))
        gradient.setColorAt(0, faded if opens_left else colour)
        gradient.setColorAt(share, colour)
        gradient.setColorAt(1 - share, colour)
        gradient.setColorAt(1, faded if opens_right else colour)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar.adjusted(0.5, 0, -0.5, 0), thickness / 2, thickness / 2)


def _paint_light_bar(painter: QPainter, bar: QRectF, style: SpanStyle, colour: QColor) -> None:
    """Draw the bar of a span that is not the annotator's own: hollow of somebody else, dashed if proposed."""
    if style is SpanStyle.OTHER:
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(1, 0.5, -1, -0.5))
        return
    pen = QPen(colour, max(1.5, bar.height() * 0.6))
    pen.setDashPattern([2.2, 1.6])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(bar.left() + 1, bar.center().y()), QPointF(bar.right() - 1, bar.center().y()))
