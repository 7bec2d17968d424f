"""The camps of an article side by side: what is current and selected, searching, and going about by keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from gui.models.alliances import CampView, MemberView
from gui.models.member_search import MemberSearch
from gui.widgets.camp_column import CampColumn
from gui.widgets.columns_area import ColumnsArea, Heights
from gui.widgets.decision_buttons import Decision
from gui.widgets.search_line import SearchLine

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Start and end of stretches of the article, in code points."""


class CampColumns(QWidget):
    """Columns that keep selection and scroll position when they are shown anew. One column is current.

    A column is made when it first comes into sight.

    Signals:
        spans_shown(list[tuple[int, int]]): spans, in code points, of the member or heading turned to.
        selection_changed(): another column or other members are current.
        members_dropped(list[str], str): members, by their keys, were dropped on the column with a key.
        decision_requested(Decision, str): a button of the tentative column with a key was pressed.
    """

    spans_shown = Signal(object)
    selection_changed = Signal()
    members_dropped = Signal(object, str)
    decision_requested = Signal(object, str)

    def __init__(self, keys: Mapping[Decision, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._views: dict[str, CampView] = {}
        self._order: list[str] = []
        self._columns: dict[str, CampColumn] = {}
        self._editable = False
        self._current = ""
        self._shown: tuple[str, Spans] | None = None  # of what the article was asked to show spans, and which
        self._search = MemberSearch("")
        self.search_line = SearchLine("Search in the lists", self)
        self._area = ColumnsArea(self._heights_of, self._column_at, self)
        self._ruler = _Ruler(self._new_column())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.search_line)
        lines.addWidget(self._area, 1)
        self._area.columns_made.connect(self._set_tab_order)
        self.search_line.box.filter_changed.connect(self._on_filter_changed)
        self.search_line.box.left_downwards.connect(self.go_to_match)

    @property
    def views(self) -> tuple[CampView, ...]:
        """What the columns show, in their order."""
        return tuple(self._views.values())

    def column(self, key: str) -> CampColumn:
        """Return the column with a key.

        Raises:
            KeyError: if there is none.
        """
        return self._columns.get(key) or self._made(key)

    def set_keys(self, keys: Mapping[Decision, str]) -> None:
        """Name the keys on the buttons of tentative columns as they are now."""
        self._keys = keys
        for column in (*self._columns.values(), self._ruler.column):
            column.set_keys(keys)
        self._ruler.forget()
        self._area.lay_out()

    def current_view(self) -> CampView | None:
        """Return what the current column shows."""
        return self._views.get(self._current)

    def current_member(self) -> MemberView | None:
        """Return the member with the cursor among the selected ones, or else the first of these."""
        column = self._columns.get(self._current)
        if column is None:
            return None
        selected = set(self.selected_keys())
        current = column.members.current_member()
        if current is not None and current.key in selected:
            return current
        return next((member for member in column.members.rows.views if member.key in selected), None)

    def selected_keys(self) -> list[str]:
        """Return the selected members of the current column in their order."""
        column = self._columns.get(self._current)
        return column.members.selected_keys() if column else []

    @property
    def has_selection(self) -> bool:
        """Whether a member of the current column is selected."""
        column = self._columns.get(self._current)
        return column is not None and column.members.selectionModel().hasSelection()

    def set_views(self, views: Sequence[CampView], *, editable: bool) -> None:
        """Show these camps; what is selected and how far it is scrolled stays.

        The current member stays so where it stands now, if that is another column.
        """
        before, member, selected = self._order, self.current_member(), self.selected_keys()
        focused = next((key for key, column in self._columns.items() if _has_focus(column)), None)
        self._views = {view.key: view for view in views}
        self._order = list(self._views)
        self._editable = editable
        for key in [key for key in self._columns if key not in self._views]:
            column = self._columns.pop(key)
            column.hide()
            column.deleteLater()
        for key, column in self._columns.items():
            view = self._views[key]
            _show(column, view, self._search.members(view), editable, stay_near=True)
        self._place_columns()
        if self._order != before:
            self._set_tab_order()
        if self._current not in self._views:
            place = before.index(self._current) if self._current in before else 0
            self._current = self._order[min(place, len(self._order) - 1)] if self._order else ""
        followed = member is not None and self._follow(member, selected)
        self._mark_current()
        # Where its column has gone, Qt has put the keyboard anywhere.
        if focused is not None and (followed or focused not in self._columns):
            self.focus_current()
        self._tell_found()
        self._show_anew()
        self.selection_changed.emit()

    def _follow(self, member: MemberView, selected: Sequence[str]) -> bool:
        """Go with the member that was current to the column where it stands now, if that is another."""
        lines = {
            view.key: line
            for view in self._views.values()
            for line in self._search.members(view)
            if line.key == member.key
        }
        here = lines.get(self._current)
        if here is not None and (member.state.gone or not here.state.gone):
            return False
        home = min(lines, key=lambda key: lines[key].state.gone, default=self._current)
        if home == self._current:
            return False
        self._current = home
        self._reveal(home)
        return self.column(home).members.select(selected, member.key)

    def start_anew(self) -> None:
        """Forget what is current and what was searched for, as when another article is opened."""
        self._shown = None
        self.search_line.box.clear()
        self.set_views((), editable=False)

    def turn_to(self, key: str, member_keys: Iterable[str] = ()) -> None:
        """Make a column current with some of its members selected, and look at it."""
        if key not in self._views:
            return
        focused = _has_focus(self)
        keys = list(member_keys)
        if not {member.key for member in self._search.members(self._views[key])}.issuperset(keys):
            self.search_line.box.clear()  # who was put here would not be seen
        self._current = key
        column = self.column(key)
        self._reveal(key)
        if column.members.select(keys):
            column.members.scrollTo(column.members.currentIndex())
            self._on_member_shown(key)
        self._mark_current()
        if focused:
            self.focus_current()
        self.selection_changed.emit()

    def go_to_match(self) -> None:
        """Go on from the search to the first member found; of the current column, if any is there."""
        current = self.current_view()
        found = [view for view in self._views.values() if self._search.members(view)]
        if current is not None and not self._search.members(current) and found:
            self._on_entered(found[0].key)
        self._reveal(self._current)
        self.focus_current()

    def show_heading(self, key: str) -> None:
        """Let the article show the heading of a camp."""
        view = self._views[key]
        if view.heading_span is not None:
            self._show_spans(key, (view.heading_span,))

    def focus_current(self) -> None:
        """Put the keyboard into the current column."""
        if self._current not in self._views:
            return
        members = self.column(self._current).members
        if members.rows.views and not members.selected_keys():
            members.pick_row(max(0, members.currentIndex().row()))
            self._on_member_shown(self._current)
        members.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selection_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape end the search, from wherever it is pressed."""
        if event.key() == Qt.Key.Key_Escape and (self._search or self.search_line.box.hasFocus()):
            self.search_line.box.clear()
            self.focus_current()
        else:
            super().keyPressEvent(event)

    def _made(self, key: str) -> CampColumn:
        """Make the column with a key, for which there is a view."""
        column = self._columns[key] = self._new_column()
        view = self._views[key]
        column.set_view(view, self._search.members(view), self._editable)
        column.set_current(key == self._current)
        return column

    def _column_at(self, place: int) -> CampColumn:
        return self.column(self._order[place])

    def _heights_of(self, place: int, width: int) -> Heights:
        view = self._views[self._order[place]]
        return self._ruler.heights(view, self._search.members(view), width)

    def _place_columns(self) -> None:
        made = {place: self._columns[key] for place, key in enumerate(self._order) if key in self._columns}
        self._area.set_columns(len(self._order), made)

    def _reveal(self, key: str) -> None:
        if key in self._views:
            self._area.reveal(self._order.index(key))

    def _set_tab_order(self) -> None:
        """Let Tab go on from column to column as they stand: Qt has put new ones last."""
        last: QWidget = self.search_line.box
        for key in self._order:
            if key in self._columns:
                last = self._columns[key].put_behind(last)

    def _on_filter_changed(self, typed: str) -> None:
        self._search = MemberSearch(typed)
        for key, column in self._columns.items():
            view = self._views[key]
            _show(column, view, self._search.members(view), self._editable, stay_near=False)
        self._place_columns()
        self._tell_found()
        self.selection_changed.emit()

    def _tell_found(self) -> None:
        found = [len(self._search.members(view)) for view in self._views.values()]
        self.search_line.tell(sum(found), sum(map(bool, found)) if self._search else None)

    def _new_column(self) -> CampColumn:
        column = CampColumn(self._keys, self)
        column.entered.connect(self._on_entered)
        column.member_shown.connect(self._on_member_shown)
        column.side_requested.connect(self._on_side_requested)
        column.heading_clicked.connect(self._on_heading_clicked)
        column.members.dragging.connect(self._area.follow_drag)
        column.members_dropped.connect(self.members_dropped, Qt.ConnectionType.QueuedConnection)
        column.decision_requested.connect(self.decision_requested)
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
        row = self._columns[key].members.currentIndex().row()
        keys = [view.key for view in self._views.values() if not self._search or self._search.members(view)]
        place = keys.index(key) + side if key in keys else -1
        if not 0 <= place < len(keys):
            return
        self._reveal(keys[place])
        goal = self.column(keys[place])
        last = len(goal.members.rows.views) - 1
        if last >= 0:
            goal.members.pick_row(min(max(row, 0), last))
        self._on_entered(goal.key)
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


def _show(
    column: CampColumn, view: CampView, shown: tuple[MemberView, ...], editable: bool, *, stay_near: bool
) -> None:
    """Show a camp in a column; its selection and scroll position stay as far as the members are there.

    Args:
        column: the column.
        view: the camp.
        shown: those of its members that are shown.
        editable: whether they can be dragged.
        stay_near: whether another member is selected at the place of a selected one that has gone.
    """
    members = column.members
    keys, current = members.selected_keys(), members.current_member()
    row, scrolled = members.currentIndex().row(), members.verticalScrollBar().value()
    before = members.rows.views
    column.set_view(view, shown, editable)
    if members.rows.views is before:
        return
    if not members.select(keys, current.key if current else None) and keys and shown and stay_near:
        members.pick_row(min(max(row, 0), len(shown) - 1))
    members.executeDelayedItemsLayout()
    members.verticalScrollBar().setValue(scrolled)


class _Ruler:
    """Tells how high columns have to be, without making them: by one that is never shown."""

    def __init__(self, column: CampColumn) -> None:
        column.hide()
        self.column = column
        self._known: dict[str, tuple[CampView, tuple[MemberView, ...], int, Heights]] = {}

    def forget(self) -> None:
        """Measure everything anew when it is asked for next."""
        self._known.clear()

    def heights(self, view: CampView, members: tuple[MemberView, ...], width: int) -> Heights:
        """Return how high the column of a camp must be in a width, in pixels."""
        known = self._known.get(view.key)
        if known is None or known[0] is not view or known[1] != members or known[2] != width:
            self.column.set_view(view, members, True)
            known = self._known[view.key] = (view, members, width, self.column.heights(width))
        return known[3]
