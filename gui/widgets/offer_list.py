"""Offered stances as a painted list: tentative rows, each with its sentence and the cue in it in bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.models.stance_offers import OfferRows, OfferView
from gui.models.view_rows import ViewRole
from gui.theme import POLARITY_SIGNS, faint, polarity_colour
from gui.widgets.row_painting import Row, RowDelegate, bold, paint_text, small

QUOTE_LINES = 2
_CORNER = 5.0


class OfferDelegate(RowDelegate):
    """Paints holder, polarity and target in a dashed frame, and beneath them the sentence."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        large = QFontMetrics(option.font)  # pyright: ignore[reportAttributeAccessIssue] not in the stubs
        below = QFontMetrics(small(option.font))  # pyright: ignore[reportAttributeAccessIssue]
        height = large.height() * 2 + below.height() * QUOTE_LINES
        return QSize(large.averageCharWidth() * 20, height)

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        view: OfferView = index.data(ViewRole)
        metrics = QFontMetrics(row.font)
        space = metrics.height() // 2
        strong = row.selected and row.focused
        pen = QPen(
            row.palette.color(QPalette.ColorRole.Highlight) if strong else faint(row.palette, 0.45), 1.0
        )
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(row.rect).adjusted(2.5, 2.5, -2.5, -2.5), _CORNER, _CORNER)
        inner = row.rect.adjusted(space, space // 2 + 1, -space, 0)
        _draw_head(painter, QRect(inner.topLeft(), QSize(inner.width(), metrics.height())), row, view)
        _draw_quote(painter, inner.adjusted(space // 2, metrics.height() + space // 3, 0, 0), row, view)


class OfferList(QListView):
    """The offered stances of an article.

    Signals:
        picked(): the person turned to one, by mouse or key.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = OfferRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(OfferDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Suggested stances")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def current_offer(self) -> OfferView | None:
        """Return the current one."""
        row = self.currentIndex().row()
        return self.rows.views[row] if 0 <= row < len(self.rows.views) else None

    def pick(self, row: int) -> None:
        """Make one current without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(row))
        self.blockSignals(blocked)
        self.viewport().update()
        if row >= 0:
            self.scrollTo(self.currentIndex())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHintForRow(0) if self.rows.views else 0)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit()


def _draw_head(painter: QPainter, rect: QRect, row: Row, view: OfferView) -> None:
    """Draw “holder + supports target, as somebody says”; whoever has too long a name gives way."""
    polarity = f"{POLARITY_SIGNS[view.polarity]} {view.polarity}"
    heavy = bold(row.font)
    space = QFontMetrics(row.font).height() // 2
    room = rect.width() - QFontMetrics(heavy).horizontalAdvance(polarity) - 2 * space
    left = rect.left()
    for words, width, font, colour in (
        (view.holder, room // 2, row.font, row.text),
        (polarity, rect.width(), heavy, row.readable(polarity_colour(view.polarity, row.palette))),
        (view.target, rect.width(), row.font, row.text),
        (view.claim, rect.width(), small(row.font), row.quiet),
    ):
        painter.setFont(font)
        place = QRect(left, rect.top(), min(width, rect.right() + 1 - left), rect.height())
        left = paint_text(painter, place, words, colour) + space


def _draw_quote(painter: QPainter, rect: QRect, row: Row, view: OfferView) -> None:
    text = f"“{view.before}{view.cue}{view.after}”"
    layout = QTextLayout(text, small(row.font))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    cue = QTextLayout.FormatRange()
    cue.start, cue.length = _units("“" + view.before), _units(view.cue)  # type: ignore[assignment]
    heavy = QTextCharFormat()
    heavy.setFont(bold(small(row.font)))
    heavy.setForeground(row.text)
    cue.format = heavy  # type: ignore[assignment]
    layout.setFormats([cue])
    height = 0.0
    layout.beginLayout()
    for number in range(QUOTE_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        ellipsis = QFontMetrics(small(row.font)).horizontalAdvance("…") if number == QUOTE_LINES - 1 else 0
        line.setLineWidth(max(1, rect.width() - ellipsis))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    painter.setPen(row.quiet)
    layout.draw(painter, QPointF(rect.topLeft()))
    last = layout.lineAt(layout.lineCount() - 1)
    if last.textStart() + last.textLength() < _units(text):
        painter.setFont(small(row.font))
        baseline = rect.top() + last.y() + last.ascent()
        painter.drawText(QPointF(rect.left() + last.naturalTextWidth(), baseline), "…")


def _units(text: str) -> int:
    """Return how long a text is for Qt, which counts UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
