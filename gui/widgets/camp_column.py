"""One camp as a column: who stands how towards whom, the heading quoted, and the members below."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from annotation.records import Polarity
from gui.models.alliances import CampView, MemberState, MemberView
from gui.theme import POLARITY_SIGNS, faint, polarity_colour
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.columns_area import Heights
from gui.widgets.decision_buttons import Decision, DecisionButtons
from gui.widgets.difference_strip import DifferenceStrip
from gui.widgets.member_list import MemberList, dragged_keys

EMPTY_HINT = "Nobody is in this list yet. Press Ins to add somebody, or drag a member here."
NO_MATCH = "No member matches."
_CORNER = 5.0
_FEWEST_ROWS = 5


class CampColumn(QWidget):
    """A column of the alliance panel. It knows what it shows and nothing of where that comes from.

    Signals:
        entered(str): the person turned to this column. Each signal ends with the key of the camp.
        member_shown(str): the person turned to a member.
        side_requested(int, str): the person goes on to the column before (-1) or after (+1).
        heading_clicked(str): the heading shall be shown in the article.
        members_dropped(list[str], str): members of another column, by their keys, were dropped here.
        decision_requested(Decision, str): a button of a tentative column.
    """

    entered = Signal(str)
    member_shown = Signal(str)
    side_requested = Signal(int, str)
    heading_clicked = Signal(str)
    members_dropped = Signal(object, str)
    decision_requested = Signal(object, str)

    def __init__(self, keys: Mapping[Decision, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: CampView | None = None
        self._editable = True
        self._folded = False  # no member is let through by the filter
        self._current = False
        self._drop_wanted = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._polarity = ClampedLabel(self, bold=True)
        self._target = ClampedLabel(self, bold=True, lines=2)
        self._heading = ClampedLabel(self, lines=2, scale=0.9, colour=faint, clickable=True)
        self._summary = ClampedLabel(self, lines=3, scale=0.9)
        self._strip = DifferenceStrip(self)
        self.members = MemberList(self)
        self._buttons = DecisionButtons(keys, self)
        self._lines = QVBoxLayout(self)
        self._head = QVBoxLayout()
        self._arrange()
        self._buttons.decided.connect(self._on_decided)
        self._heading.clicked.connect(self._on_heading_clicked)
        self.members.picked.connect(self._on_member_picked)
        self.members.clicked.connect(self._on_member_picked)
        self.members.selection_made.connect(self._on_entered)
        self.members.side_requested.connect(self._on_side_requested)

    @property
    def key(self) -> str:
        """The key of the camp that is shown."""
        return self.view.key if self.view else ""

    def set_keys(self, keys: Mapping[Decision, str]) -> None:
        """Name the keys of the buttons as they are now."""
        self._buttons.set_keys(keys)
        self._fit_buttons(self.width())

    def set_view(self, view: CampView, members: tuple[MemberView, ...], editable: bool) -> None:
        """Show a camp and, of its members, those that the filter lets through, draggable if `editable`.

        A camp of which it lets none through is only named.
        """
        self.view = view
        self._folded = bool(view.members) and not members
        self._editable = editable and not view.tentative
        self._polarity.set_text(f"{POLARITY_SIGNS[view.polarity]} {view.polarity}")
        self._polarity.set_colour(_colour_of(view.polarity))
        self._target.set_text(view.target)
        self._heading.set_text(f"“{view.heading}”" if view.heading else "")
        number = len(view.members)
        found = f"Found in the article: {number} {'member' if number == 1 else 'members'}."
        if view.note:
            found += f" And {view.note}, who are not named."
        doubtful = sum(member.state is MemberState.DOUBTFUL for member in view.members)
        self._summary.set_text(
            (f"{found} {doubtful} doubtful (?)." if doubtful else found)
            if view.tentative
            else _unbroken(view.summary)
        )
        self._strip.show_counts(view.counted(), view.difference)
        self._heading.setVisible(not self._folded)
        self._summary.setVisible(not self._folded)
        self._strip.setVisible(bool(view.members) and not self._folded)
        self._buttons.setVisible(view.tentative and not self._folded)
        self._buttons.offer(certain=doubtful > 0, enabled=editable)
        self.members.hint = NO_MATCH if view.members else EMPTY_HINT if self._editable else ""
        self.setAccessibleName(f"{view.polarity} {view.target}")
        self.members.setAccessibleName(f"Members: {view.polarity} {view.target}")
        self.members.rows.draggable = self._editable
        if self.members.rows.views != members:
            self.members.rows.set_views(members)
        self.update()

    def put_behind(self, before: QWidget | None) -> QWidget:
        """Come behind a widget when Tab goes on, and return what comes last in the column."""
        for widget in (self._heading, *self._buttons.tab_order(), self.members):
            if before is not None:
                self.setTabOrder(before, widget)
            before = widget
        return self.members

    def set_current(self, current: bool) -> None:
        """Mark the column as the one that actions concern."""
        self._current = current
        self.update()

    def heights(self, width: int) -> Heights:
        """Return how high the column must be in a width, in pixels, as it shows what it was given last."""
        self._fit_buttons(width)
        # What was shown, hidden or written since is known to the outer layout only until Qt lays out again.
        self._head.invalidate()
        margins = self._lines.contentsMargins()
        head = self._head.heightForWidth(width - margins.left() - margins.right())
        head += margins.top() + margins.bottom() + self._lines.spacing()
        line = self.fontMetrics().height()
        if self._folded:
            return Heights(head + line * 2, head + line * 2, grows=False)
        return Heights(head + line * _FEWEST_ROWS, head + self.members.natural_height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.members.setFocus(Qt.FocusReason.MouseFocusReason)
        self._on_entered()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons(self.width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        strong = self._current or self._drop_wanted
        pen = QPen(
            accent if strong else faint(palette, 0.28), 2.0 if self._drop_wanted else 1.3 if strong else 1.0
        )
        tentative = self.view is not None and self.view.tentative
        if tentative:
            pen.setColor(accent if strong else faint(palette, 0.45))
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, _CORNER, _CORNER)
        if self._drop_wanted:
            tint = QColor(accent)
            tint.setAlphaF(0.12)
            painter.setBrush(tint)
            painter.drawRoundedRect(frame, _CORNER, _CORNER)
        if self.view is not None:
            painter.setPen(QPen(polarity_colour(self.view.polarity, palette), 3))
            inset = QPointF(_CORNER, 2.5)
            painter.drawLine(frame.topLeft() + inset, frame.topRight() + QPointF(-inset.x(), inset.y()))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            self._want_drop(True)
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._want_drop(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._want_drop(False)
        if self._takes(event):
            event.acceptProposedAction()
            self.members_dropped.emit(dragged_keys(event.mimeData()), self.key)
        else:
            event.ignore()

    def _takes(self, event: QDropEvent) -> bool:
        own = {member.key for member in self.view.members if not member.state.gone} if self.view else set()
        return self._editable and bool(set(dragged_keys(event.mimeData())) - own)

    def _want_drop(self, wanted: bool) -> None:
        self._drop_wanted = wanted
        self.update()

    def _on_entered(self) -> None:
        self.entered.emit(self.key)

    def _on_member_picked(self) -> None:
        self.entered.emit(self.key)
        self.member_shown.emit(self.key)

    def _on_side_requested(self, side: int) -> None:
        self.side_requested.emit(side, self.key)

    def _on_heading_clicked(self) -> None:
        self.heading_clicked.emit(self.key)

    def _on_decided(self, decision: Decision) -> None:
        self.decision_requested.emit(decision, self.key)

    def _fit_buttons(self, width: int) -> None:
        around = self._lines.contentsMargins(), self._head.contentsMargins()
        self._buttons.fit(width - sum(margins.left() + margins.right() for margins in around))

    def _space(self) -> int:
        return self.fontMetrics().height() // 3

    def _arrange(self) -> None:
        space = self._space()
        lines = self._lines
        lines.setContentsMargins(2, space + 4, 2, 4)
        lines.setSpacing(space // 2)
        head = self._head
        head.setContentsMargins(space + 2, 0, space + 2, 0)
        head.setSpacing(space // 3)
        for widget in (
            self._polarity,
            self._target,
            self._heading,
            self._strip,
            self._summary,
            self._buttons,
        ):
            head.addWidget(widget)
        lines.addLayout(head)
        lines.addWidget(self.members, 1)


def _colour_of(polarity: Polarity) -> Callable[[QPalette], QColor]:
    return lambda palette: polarity_colour(polarity, palette)


def _unbroken(summary: str) -> str:
    """Keep the parts of a summary together where it goes on in another line."""
    return " · ".join(part.replace(" ", "\u00a0") for part in summary.split(" · "))
