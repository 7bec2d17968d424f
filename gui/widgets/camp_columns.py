"""The camps of an article side by side: what is current, what is selected, and going about by keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.models.alliances import CampView, MemberView
from gui.widgets.camp_column import CampColumn
from gui.widgets.columns_area import ColumnsArea

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Start and end of stretches of the article, in code points."""


class CampColumns(QWidget):
    """Columns that keep selection and scroll position when they are shown anew. One column is current.

    Signals:
        spans_shown(list[tuple[int, int]]): spans, in code points, of the member or heading turned to.
        selection_changed(): another column or other members are current.
        members_dropped(list[str], str): members, by their keys, were dropped on the column with a key.
        accept_requested(str), reject_requested(str): a button of the tentative column with a key.
    """

    spans_shown = Signal(object)
    selection_changed = Signal()
    members_dropped = Signal(object, str)
    accept_requested = Signal(str)
    reject_requested = Signal(str)

    def __init__(self, accept_text: str, reject_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button_texts = accept_text, reject_text
        self._columns: dict[str, CampColumn] = {}
        self._current = ""
        self._shown: tuple[str, Spans] | None = None  # of what the article was asked to show spans, and which
        self._area = ColumnsArea(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._area)

    @property
    def views(self) -> tuple[CampView, ...]:
        """What the columns show, in their order."""
        return tuple(column.view for column in self._columns.values() if column.view is not None)

    def column(self, key: str) -> CampColumn:
        """Return the column with a key.

        Raises:
            KeyError: if there is none.
        """
        return self._columns[key]

    def set_button_texts(self, accept_text: str, reject_text: str) -> None:
        """Say something else on the buttons of tentative columns."""
        self._button_texts = accept_text, reject_text
        for column in self._columns.values():
            column.set_button_texts(accept_text, reject_text)

    def current_view(self) -> CampView | None:
        """Return what the current column shows."""
        column = self._columns.get(self._current)
        return column.view if column else None

    def current_member(self) -> MemberView | None:
        """Return the member with the cursor among the selected ones, or else the first of these."""
        column = self._columns.get(self._current)
        if column is None:
            return None
        selected = set(self.selected_keys())
        chosen = [member for member in column.members.rows.views if member.key in selected]
        current = column.members.current_member()
        return current if current in chosen else next(iter(chosen), None)

    def selected_keys(self) -> list[str]:
        """Return the selected members of the current column in their order."""
        column = self._columns.get(self._current)
        return column.members.selected_keys() if column else []

    def set_views(self, views: Sequence[CampView], *, editable: bool) -> None:
        """Show these camps; what is selected and how far it is scrolled stays."""
        before = list(self._columns)
        focused = next((key for key, column in self._columns.items() if _has_focus(column)), None)
        columns = {view.key: self._columns.pop(view.key, None) or self._new_column() for view in views}
        for column in self._columns.values():
            column.hide()
            column.deleteLater()
        self._columns = columns
        for view in views:
            _show(columns[view.key], view, editable)
        self._area.set_columns(list(columns.values()))
        if list(columns) != before:  # Qt has put new ones last
            last: QWidget | None = None
            for column in columns.values():
                last = column.put_behind(last)
        if self._current not in columns:
            place = before.index(self._current) if self._current in before else 0
            self._current = list(columns)[min(place, len(columns) - 1)] if columns else ""
        self._mark_current()
        if focused is not None and focused not in columns:  # Qt has put the keyboard anywhere
            self.focus_current()
        self._show_anew()
        self.selection_changed.emit()

    def start_anew(self) -> None:
        """Forget what is current, as when another article is opened."""
        self._shown = None
        self.set_views((), editable=False)

    def turn_to(self, key: str, member_keys: Iterable[str] = ()) -> None:
        """Make a column current with some of its members selected, and look at it."""
        column = self._columns.get(key)
        if column is None:
            return
        focused = _has_focus(self)
        self._current = key
        if column.members.select(list(member_keys)):
            column.members.scrollTo(column.members.currentIndex())
            self._on_member_shown(key)
        self._mark_current()
        self._area.reveal(column)
        if focused:
            self.focus_current()
        self.selection_changed.emit()

    def show_heading(self, key: str) -> None:
        """Let the article show the heading of a camp."""
        view = self._columns[key].view
        if view is not None and view.heading_span is not None:
            self._show_spans(key, (view.heading_span,))

    def focus_current(self) -> None:
        """Put the keyboard into the current column."""
        column = self._columns.get(self._current)
        if column is None:
            return
        members = column.members
        if members.rows.views and not members.selected_keys():
            members.pick_row(max(0, members.currentIndex().row()))
            self._on_member_shown(self._current)
        members.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selection_changed.emit()

    def _new_column(self) -> CampColumn:
        column = CampColumn(*self._button_texts, self)
        column.entered.connect(self._on_entered)
        column.member_shown.connect(self._on_member_shown)
        column.side_requested.connect(self._on_side_requested)
        column.heading_clicked.connect(self._on_heading_clicked)
        column.members_dropped.connect(self.members_dropped, Qt.ConnectionType.QueuedConnection)
        column.accept_requested.connect(self.accept_requested)
        column.reject_requested.connect(self.reject_requested)
        return column

    def _on_entered(self, key: str) -> None:
        """Make a column current; members are selected in one column at a time."""
        self._current = key
        self._mark_current()
        self.selection_changed.emit()

    def _mark_current(self) -> None:
        for key, column in self._columns.items():
            column.set_current(key == self._current)
            if key != self._current:
                column.members.let_go()

    def _on_side_requested(self, side: int, key: str) -> None:
        keys = list(self._columns)
        place = keys.index(key) + side
        if not 0 <= place < len(keys):
            return
        goal, row = self._columns[keys[place]], self._columns[key].members.currentIndex().row()
        last = len(goal.members.rows.views) - 1
        if last >= 0:
            goal.members.pick_row(min(max(row, 0), last))
        self._on_entered(goal.key)
        self._area.reveal(goal)
        goal.members.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_member_shown(goal.key)

    def _on_member_shown(self, key: str) -> None:
        member = self._columns[key].members.current_member()
        if member is not None:
            self._show_spans(member.key, member.spans)

    def _on_heading_clicked(self, key: str) -> None:
        self._on_entered(key)
        self.show_heading(key)

    def _show_spans(self, key: str, spans: Spans) -> None:
        self._shown = key, spans
        self.spans_shown.emit(list(spans))

    def _show_anew(self) -> None:
        """Let the article show nothing of a member or a list that has gone or is elsewhere now."""
        if self._shown is None:
            return
        key, before = self._shown
        now = _spans_in(self.views).get(key)
        if now == before:
            return
        if now is not None:
            self._show_spans(key, now)
            return
        self._shown = None
        if before:
            self.spans_shown.emit([])
        if self._current and _has_focus(self) and self.selected_keys():
            self._on_member_shown(self._current)


def _spans_in(views: Iterable[CampView]) -> dict[str, Spans]:
    """Return what the article shows of each camp and each member, by their keys."""
    spans: dict[str, Spans] = {}
    for view in views:
        spans[view.key] = (view.heading_span,) if view.heading_span else ()
        spans.update((member.key, member.spans) for member in view.members)
    return spans


def _has_focus(widget: QWidget) -> bool:
    """Tell whether the keyboard is somewhere in a widget."""
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def _show(column: CampColumn, view: CampView, editable: bool) -> None:
    """Show a camp in a column; its selection and scroll position stay as far as the members are there."""
    members = column.members
    keys, current = members.selected_keys(), members.current_member()
    row, scrolled = members.currentIndex().row(), members.verticalScrollBar().value()
    shown = members.rows.views
    column.set_view(view, editable)
    if members.rows.views is shown:
        return
    if not members.select(keys, current.key if current else None) and keys and view.members:
        members.pick_row(min(max(row, 0), len(view.members) - 1))
    members.executeDelayedItemsLayout()
    members.verticalScrollBar().setValue(scrolled)
