"""The checks panel: what may be a mistake in the article, each line leading to its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.checks.findings import Finding
from annotation.edits import checks as edits
from annotation.records import Dismissal
from gui.checking import Checking
from gui.dialogs.dismiss_finding import DismissFinding
from gui.models.checks import CheckLines, check_lines, column_of, recent_reasons
from gui.session import Session
from gui.shortcuts import usual_shown, way_to
from gui.widgets.check_list import CheckList
from gui.widgets.empty_state import EmptyState
from gui.widgets.menus import Menu


class ChecksPanel(QWidget):
    """What the checks find in the article, by check, as it is while the person works.

    Args:
        session: the session.
        shown_key: returns the first key of an action by its id, as the system writes it.

    Signals:
        spans_shown(list[tuple[int, int]]): spans of the article, in code points, that shall be highlighted.
        mention_shown(str): the mention that a finding is about.
        stance_shown(str): a stance that a finding is about.
        column_shown(str, tuple[str, ...]): the column of the alliances that it is about, and members there.
        place_entered(): the person wants to go on in the article, where the finding is.
        column_entered(): the same in the alliances, as the finding is nowhere in the article.
        named(str): the title of the panel, with the number of what is open.
        hinted(str): a word about what was gone to.
        selection_changed(): another finding is current, or none.
    """

    spans_shown = Signal(object)
    mention_shown = Signal(str)
    stance_shown = Signal(str)
    column_shown = Signal(str, object)
    place_entered = Signal()
    column_entered = Signal()
    named = Signal(str)
    hinted = Signal(str)
    selection_changed = Signal()

    def __init__(
        self,
        session: Session,
        shown_key: Callable[[str], str] = usual_shown,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shown_key = shown_key
        self._lines = CheckLines()
        self.setWindowTitle("Checks")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self.list = CheckList(self)
        self._empty = EmptyState(parent=self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self.dismissed_box = QCheckBox(self)
        self._lay_out()
        self.checking = Checking(session, self)
        self.checking.changed.connect(self._refresh)
        self.dismissed_box.toggled.connect(self._refresh)
        self.list.picked.connect(self._on_picked)
        self.list.clicked.connect(self._show_place)
        session.article_opened.connect(lambda: self.list.pick(-1))
        self._refresh()

    @property
    def has_open(self) -> bool:
        """Whether a finding is current that was not dismissed."""
        line = self.list.current_line()
        return line is not None and line.is_open

    def current_finding(self) -> Finding | None:
        """Return the finding that is current, or None."""
        line = self.list.current_line()
        return line.finding if line is not None else None

    @property
    def has_dismissed(self) -> bool:
        """Whether a finding is current that was dismissed."""
        line = self.list.current_line()
        return line is not None and line.reason is not None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "check.next": lambda: self._go(1),
            "check.previous": lambda: self._go(-1),
            "check.enter": self._enter,
            "check.dismiss": self._dismiss,
            "check.restore": self._restore,
            "check.show_dismissed": self.dismissed_box.toggle,
        }

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self._say_what_is_missing()

    # Inside ------------------------------------------------------------------------------------------------

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.addActions(self.actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.list.rows.views and self.list.current_line() is None:
            self._go(1)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, step: int) -> None:
        """Make the next finding current, or the one before, and show its place; the focus stays."""
        row = self.list.row_beside(self.list.currentIndex().row(), step)
        if row < 0:
            self.hinted.emit("The checks found nothing")
            return
        self.list.pick(row)
        self._on_picked()
        self.hinted.emit(self.list.rows.views[row].text)

    def _enter(self) -> None:
        finding = self._current()
        if finding is not None:
            self._show_place()
            (self.place_entered if finding.spans else self.column_entered).emit()

    def _dismiss(self) -> None:
        article, finding = self._session.article, self._current()
        if article is None or finding is None or not self.has_open:
            return
        given = self._session.project.read(Dismissal, annotator_id=self._session.annotator.id)
        reason = DismissFinding.ask(finding.message, recent_reasons(given), self)
        if reason:
            self._session.apply(edits.dismiss(article, self._session.annotator.id, finding, reason))

    def _restore(self) -> None:
        finding = self._current()
        if finding is not None:
            self._session.apply(edits.restore(finding, self._session.records.all(Dismissal)))

    def _current(self) -> Finding | None:
        line = self.list.current_line()
        return line.finding if line else None

    def _on_picked(self) -> None:
        self._show_place()
        self.selection_changed.emit()

    def _show_place(self) -> None:
        """Show all that the finding is about; its spans last, as each view shows what it has chosen."""
        finding = self._current()
        if finding is None:
            return
        column = column_of(finding)
        if column is not None:
            self.column_shown.emit(*column)
        if finding.stance_ids:
            self.stance_shown.emit(finding.stance_ids[0])
        if finding.mention_id is not None:
            self.mention_shown.emit(finding.mention_id)
        self.spans_shown.emit(list(finding.spans))

    def _refresh(self) -> None:
        """Show what is found now; the current finding stays, or the one in its place becomes current."""
        current, row = self.list.current_line(), self.list.currentIndex().row()
        scrolled = self.list.verticalScrollBar().value()
        self._lines = check_lines(
            self.checking.outcomes,
            self._session.records.all(Dismissal),
            with_dismissed=self.dismissed_box.isChecked(),
        )
        lines = self._lines.lines
        if lines != self.list.rows.views:
            self.list.rows.set_views(lines)
            again = self.list.rows.row_of(current.key) if current else -1
            if again < 0 and current is not None and lines:
                again = self.list.row_beside(min(row, len(lines)) - 1, 1)
            if again >= 0:
                self.list.pick(again)
            self.list.executeDelayedItemsLayout()
            self.list.verticalScrollBar().setValue(scrolled)
        self._say_what_is_missing()
        self.named.emit(f"Checks ({self._lines.open:,})" if self._lines.open else "Checks")
        self.selection_changed.emit()

    def _say_what_is_missing(self) -> None:
        number = self._lines.dismissed
        if self._session.article is None:
            self._empty.say("No article is open", "Open one to have it looked over.")
        elif number:
            show = way_to("check.show_dismissed", self._shown_key)
            self._empty.say("Nothing else to check", f"To see what you let stand, {show}.")
        elif self.checking.is_done:
            self._empty.say(
                "Nothing to check in this article",
                "Contradictions and what was left open are listed here as soon as there are any.",
            )
        else:
            self._empty.say("Looking the article over…", "")
        self.dismissed_box.setText(f"Show {number:,} dismissed")
        self.dismissed_box.setVisible(number > 0)
        self._pages.setCurrentWidget(self.list if self.list.rows.views else self._empty)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 3
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._pages, 1)
        below = QVBoxLayout()
        below.setContentsMargins(space, 0, space, 0)
        below.addWidget(self.dismissed_box)
        lines.addLayout(below)
