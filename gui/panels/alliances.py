"""The alliance panel: the camps of the article side by side, to be accepted and corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import (
    QStackedLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.describe import camp_title
from annotation.edits import alliances
from annotation.edits.doubtful import Undecided, without_rejected
from annotation.records import (
    Alias,
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Reason,
    Rejection,
    Stance,
)
from annotation.suggest.proposals import ProposedCamp
from gui.dialogs.add_to_camp import add_span_to_camp, add_to_camp, choose_camp, usual_label
from gui.dialogs.camp_details import CampDetails
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.remove_camp import sure_to_remove
from gui.models.alliances import CampView, found_key
from gui.models.camp_views import CampViews
from gui.models.undecided import member_key, with_undecided
from gui.session import Session
from gui.shortcuts import usual_shown, way_to
from gui.widgets.camp_columns import CampColumns
from gui.widgets.decision_buttons import Decision
from gui.widgets.empty_state import EmptyState
from gui.widgets.menus import Menu

_SHOWN = (Article, Camp, Stance, Evidence, Entity, Alias, Label, Reason, Mention, Rejection)
"""What lists are shown from: an alias or a label may tell whom a found name means."""

_DECISIONS = {
    Decision.ACCEPT: "list.accept",
    Decision.ACCEPT_CERTAIN: "list.accept_certain",
    Decision.REJECT: "list.reject",
}
"""The actions that do what the buttons do."""


class AlliancesPanel(QWidget):
    """The camps of the article as columns, with the lists that were found and wait for a decision.

    Args:
        session: the session.
        shown_key: returns the first key of an action by its id, as the system writes it.

    Signals:
        spans_shown(list[tuple[int, int]]): spans of the article, in code points, that shall be highlighted.
        selection_changed(): another column or other members are current.
        certain_requested(): the certain members of the current found list shall be accepted.
    """

    spans_shown = Signal(object)
    selection_changed = Signal()
    certain_requested = Signal()

    def __init__(
        self,
        session: Session,
        shown_key: Callable[[str], str] = usual_shown,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shown_key = shown_key
        self._camps = CampViews(session.records)
        self._decisions: list[QAction] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self.setWindowTitle("Alliances")
        self.columns = CampColumns(self._decision_keys(), self)
        self._empty = EmptyState(parent=self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.columns)
        self.columns.spans_shown.connect(self.spans_shown)
        self.columns.selection_changed.connect(self.selection_changed)
        self.columns.members_dropped.connect(self.move_to)
        self.columns.decision_requested.connect(self._on_decision_requested)
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._on_article_opened)
        session.proposals_changed.connect(self._refresh)
        self._refresh()

    # What is current ---------------------------------------------------------------------------------------

    @property
    def has_member(self) -> bool:
        """Whether a member of a camp is selected."""
        if not self.has_camp or not self.columns.has_selection:
            return False
        return self.current_stance() is not None or bool(self.current_stance_ids())

    @property
    def has_undecided(self) -> bool:
        """Whether a member is selected that was found for an accepted list and waits for a decision."""
        return bool(self.current_undecided())

    @property
    def has_camp(self) -> bool:
        """Whether a camp is current."""
        return self.current_camp_id() is not None

    @property
    def has_found(self) -> bool:
        """Whether a found list is current that waits for a decision."""
        view = self.columns.current_view()
        return view is not None and view.tentative

    @property
    def has_pending(self) -> bool:
        """Whether a found list waits for a decision."""
        return any(view.tentative for view in self.columns.views)

    def current_camp_id(self) -> Id | None:
        """Return the camp of the current column, or None where a found list is current or nothing."""
        view = self.columns.current_view()
        return view.camp_id if view else None

    def current_stance_ids(self) -> list[Id]:
        """Return the selected members of the current camp in their order."""
        keys = self.columns.selected_keys() if self.has_camp else []
        return [key for key in keys if self._session.records.find(Stance, key) is not None]

    def current_undecided(self) -> list[Undecided]:
        """Return the selected members of the current camp that wait for a decision, the current one first."""
        camp_id, current = self.current_camp_id(), self.columns.current_member()
        here = [member for member in self._session.undecided_members() if member.camp_id == camp_id]
        if not here or current is None:
            return []
        keys = set(self.columns.selected_keys())
        waiting = [member for member in here if member_key(member.name) in keys]
        return sorted(waiting, key=lambda member: member_key(member.name) != current.key)

    def current_holder_id(self) -> Id | None:
        """Return the entity of the current member."""
        stance = self.current_stance()
        return stance.holder_id if stance else None

    def current_stance(self) -> Stance | None:
        """Return the current member."""
        member = self.columns.current_member() if self.has_camp else None
        return self._session.records.find(Stance, member.key) if member else None

    # Actions -----------------------------------------------------------------------------------------------

    def accept(self, *, only_certain: bool = False) -> None:
        """Record the current found list, or else the first that waits; doubtful members may be left."""
        article, proposal = self._session.article, self._proposal()
        if article is None or proposal is None:
            return
        heading = (proposal.heading_start, proposal.heading_end)
        changes = alliances.accept(
            self._session.records,
            self._session.names,
            article,
            self._session.annotator.id,
            [proposal],
            only_certain=only_certain,
        )
        if self._session.apply(changes):
            for camp in self._session.records.all(Camp):
                if (camp.heading_start, camp.heading_end) == heading:
                    self.columns.turn_to(camp.id)
                    self.columns.show_heading(camp.id)

    def reject(self) -> None:
        """Turn the current found list down, or else the first that waits."""
        article, proposal = self._session.article, self._proposal()
        if article is not None and proposal is not None:
            self._session.apply(alliances.reject(article, self._session.annotator.id, proposal))

    def once_accepted(self, action: Callable[[], object]) -> Callable[[], None]:
        """Return an action on members that, in a list that is not accepted yet, says what comes first."""

        def act() -> None:
            if self.has_found and not self.columns.search_line.box.hasFocus():
                self._session.remarked.emit(self._how_to_accept())
            else:
                action()

        return act

    def offer(self, actions: Mapping[str, QAction]) -> None:
        """Let the menu of a found list offer what decides on it."""
        self._decisions = [actions[action_id] for action_id in _DECISIONS.values()]

    def move_left(self) -> None:
        """Move the selected members to the camp before."""
        self._move_by(-1)

    def move_right(self) -> None:
        """Move the selected members to the camp after."""
        self._move_by(1)

    def move_to(self, stance_ids: Sequence[Id], camp_id: Id) -> None:
        """Move members to a camp; they stay selected there."""
        records = self._session.records
        camp = records.find(Camp, camp_id)
        stances = [stance for i in stance_ids if (stance := records.find(Stance, i)) is not None]
        if camp is None or not stances:
            return
        if self._session.apply(alliances.move_members(records, stances, camp)):
            self.columns.turn_to(camp_id, stance_ids)

    def add_member(self) -> None:
        """Ask who is to be added to the current camp."""
        camp = self._session.records.find(Camp, self.current_camp_id())
        if camp is None:
            return
        records = self._session.records
        title = f"Who {camp_title(records, camp)}?"
        picked = EntityPicker.pick(self._session, self, title=title, label_id=usual_label(records, camp.id))
        if picked is not None:
            self.columns.turn_to(camp.id, add_to_camp(self._session, camp, picked.entity))

    def edit_camp(self) -> None:
        """Ask towards whom the current camp stands, and how."""
        article, records = self._session.article, self._session.records
        camp = records.find(Camp, self.current_camp_id())
        if camp is None or article is None:
            return
        heading = (
            article.text[camp.heading_start : camp.heading_end] if camp.heading_start is not None else ""
        )
        choice = CampDetails.ask(
            self._session,
            self,
            title="Target and polarity",
            heading=heading,
            target=records.find(Entity, camp.target_id),
            polarity=camp.polarity,
        )
        if choice is not None:
            self._session.apply(alliances.set_camp(records, camp, choice.target, choice.polarity))

    def new_list(self, heading: tuple[int, int] | None = None) -> None:
        """Ask for a new camp; `heading` is the span of its heading in the article, in code points."""
        article = self._session.article
        if article is None:
            return
        quoted = article.text[heading[0] : heading[1]] if heading else ""
        choice = CampDetails.ask(self._session, self, title="New list", heading=quoted)
        if choice is None:
            return
        changes, camp = alliances.new_camp(
            self._session.records,
            article,
            self._session.annotator.id,
            choice.target,
            choice.polarity,
            heading,
        )
        if self._session.apply(changes):
            self.columns.turn_to(camp.id)

    def remove_camp(self) -> None:
        """Remove the current camp, after asking if anybody is in it."""
        records = self._session.records
        camp = records.find(Camp, self.current_camp_id())
        if camp is None:
            return
        members = {
            s.id for field in ("camp_id", "stated_camp_id") for s in records.where(Stance, field, camp.id)
        }
        title = camp_title(records, camp)
        if not members or sure_to_remove(self, title, len(members), self._shown_key("edit.undo") or "Undo"):
            self._session.apply(alliances.remove_camp(records, camp))

    def add_from_text(self, start: int, end: int) -> None:
        """Add whom a span of the article names to a camp; of several camps a menu lets one choose."""
        if self._session.article is None or not 0 <= start < end <= len(self._session.article.text):
            return
        camps = [view.camp_id for view in self._views() if view.camp_id is not None]
        if not camps:
            step = "accept" if self.has_pending else "new"
            todo = "accept the list that was found" if self.has_pending else "make one"
            way = way_to(f"list.{step}", self._shown_key)
            self._session.remarked.emit(f"There is no list to add to yet. To {todo}, {way}.")
            return
        chosen = camps[0] if len(camps) == 1 else choose_camp(self._session, self, camps)
        if chosen is not None:
            self.columns.turn_to(chosen, add_span_to_camp(self._session, self, chosen, start, end))

    def search(self) -> None:
        """Go to the line in which members are searched for."""
        self.columns.search_line.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.columns.search_line.box.selectAll()

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self.columns.set_keys(self._decision_keys())
        self._say_what_is_missing()

    # Inside ------------------------------------------------------------------------------------------------

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.addActions(self._decisions if self.has_found else self.actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.columns.focus_current()

    def _on_changed(self, changes: ChangeSet) -> None:
        self._camps.follow(changes)
        # A mention concerns a list only where it tells how a member is written; most change nothing here.
        if changes.touches(*_SHOWN):
            self._refresh()

    def _on_article_opened(self) -> None:
        self._camps.forget()
        self.columns.start_anew()
        self._refresh()

    def _views(self) -> tuple[CampView, ...]:
        if self._session.article is None:
            return ()
        records = self._session.records
        found = [without_rejected(records, proposal) for proposal in self._session.pending_lists()]
        undecided = self._session.undecided_members()
        views = self._camps.views(self._session.article, found)
        return tuple(with_undecided(records, view, undecided) for view in views)

    def _refresh(self) -> None:
        views = self._views()
        if views != self.columns.views:
            self.columns.set_views(views, editable=not self._session.read_only)
        self._say_what_is_missing()
        if views and self.hasFocus():  # it had nothing to hand the keyboard on to
            self.columns.focus_current()

    def _on_decision_requested(self, decision: Decision, key: str) -> None:
        self.columns.turn_to(key)
        match decision:
            case Decision.ACCEPT:
                self.accept()
            case Decision.ACCEPT_CERTAIN:
                self.certain_requested.emit()
            case Decision.REJECT:
                self.reject()

    def _proposal(self) -> ProposedCamp | None:
        pending = self._session.pending_lists()
        view = self.columns.current_view()
        current = [proposal for proposal in pending if view and found_key(proposal.heading_start) == view.key]
        return next(iter([*current, *pending]), None)

    def _move_by(self, side: int) -> None:
        """Move the selected members to the neighbouring camp; found lists in between are passed over."""
        camps = [view.camp_id for view in self.columns.views if view.camp_id is not None]
        current = self.current_camp_id()
        if current not in camps:
            return
        place = camps.index(current) + side
        if 0 <= place < len(camps):
            self.move_to(self.current_stance_ids(), camps[place])

    def _how_to_accept(self) -> str:
        accept, certain, reject = (self._shown_key(action_id) for action_id in _DECISIONS.values())
        ways = [accept, *([f"{certain} for the certain members only"] if certain else [])]
        told = " or ".join(way for way in ways if way)
        rejecting = f"; {reject} rejects it" if reject else ""
        return f"Accept the list first: {told}{rejecting}." if told else "Accept the list first."

    def _decision_keys(self) -> dict[Decision, str]:
        return {decision: self._shown_key(action_id) for decision, action_id in _DECISIONS.items()}

    def _say_what_is_missing(self) -> None:
        if self._session.article is None:
            self._empty.say("No article is open", "Open one to see who stands with whom.")
        else:
            new = way_to("list.new", self._shown_key)
            self._empty.say("No lists found in this article", f"Select a heading and {new} to make one.")
        self._stack.setCurrentWidget(self.columns if self.columns.views else self._empty)
