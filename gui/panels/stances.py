"""The stance panel: who stands how towards whom in the article, and on what evidence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.edits import stances as edits
from annotation.records import Article, Camp, Entity, Evidence, Id, Polarity, Stance
from gui.dialogs.claimant import ClaimantDialog
from gui.models.stances import StanceView, matching, stance_views
from gui.offered_stances import OfferedStances
from gui.session import Session
from gui.shortcuts import usual_shown, way_to
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.menus import ChoiceMenu, Menu
from gui.widgets.plain_text import menu_text
from gui.widgets.polarity_buttons import KEY_SHOWN, POLARITY_KEYS
from gui.widgets.stance_list import StanceList


class StancesPanel(QWidget):
    """The stances of the article, those of its lists among them, by their first evidence.

    Behind them (`offers`) are the sentences that may voice another one. Actions on what is on record belong
    to `recorded`, so that the same keys can mean something else in the offers.

    Args:
        session: the session.
        shown_key: returns the first key of an action by its id, as the system writes it.

    Signals:
        spans_shown(list[tuple[int, int]]): spans of the article, in code points, that shall be highlighted.
        selection_changed(): another stance is current, or none.
    """

    spans_shown = Signal(object)
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
        self._stances: tuple[StanceView, ...] = ()
        self._shown: StanceView | None = None  # whose evidence the article was asked to show last
        self.setWindowTitle("Stances")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self._kinds = QTabBar(self)
        self._parts = QStackedWidget(self)
        self.recorded = QWidget(self)
        self._filter_line = QWidget(self.recorded)
        self.filter_box = FilterBox("Filter stances", self.recorded)
        self.list = StanceList(self.recorded)
        self._empty = EmptyState(parent=self.recorded)
        self._pages = QStackedWidget(self.recorded)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self._hint = QLabel(self.recorded)
        self.offers = OfferedStances(session, shown_key, self)
        self._lay_out()
        self.filter_box.filter_changed.connect(self._show)
        self.filter_box.left_downwards.connect(self._focus_list)
        self.list.picked.connect(self._on_picked)
        self.list.clicked.connect(self._show_evidence)
        self.offers.spans_shown.connect(self.spans_shown)
        self.offers.changed.connect(self._on_offers_changed)
        self.offers.emptied.connect(self._focus_list)
        self._kinds.currentChanged.connect(self._parts.setCurrentIndex)
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._on_article_opened)
        self._refresh()
        self._on_offers_changed()

    def current_stance_id(self) -> Id | None:
        """Return the current stance."""
        view = self.list.current_stance()
        return view.id if view else None

    def select_stance(self, stance_id: Id) -> None:
        """Make a stance current, look at it and show its evidence."""
        if self.list.rows.row_of(stance_id) < 0:
            self.filter_box.clear()
        row = self.list.rows.row_of(stance_id)
        if row >= 0:
            self._kinds.setCurrentIndex(0)
            self.list.pick(row)
            self._on_picked()

    def go_to_offer(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) sentence that may voice a stance."""
        if self.offers.any:
            self._kinds.setCurrentIndex(1)
            self.offers.step(by)

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self.offers.show_keys()
        self._say_what_is_missing()

    def remove(self) -> None:
        """Remove the current stance; one that a list of the article states stays on record there."""
        stance = self._current()
        if stance is not None:
            self._session.apply(edits.remove_stances(self._session.records, [stance]))

    def change_polarity(self) -> None:
        """Let the person choose another polarity for the current stance, by + - 0 ? or from the menu."""
        if self.filter_box.hasFocus():  # Enter in the filter box goes on to the list
            self._focus_list()
            return
        view = self.list.current_stance()
        if view is None:
            return
        menu = ChoiceMenu(self)
        present = QActionGroup(menu)
        for polarity in Polarity:
            keys = (key for key, meant in POLARITY_KEYS.items() if meant is polarity)
            action = menu.add_choice(
                f"&{KEY_SHOWN[polarity]}   {polarity.capitalize()}", polarity.value, keys
            )
            action.setCheckable(True)
            present.addAction(action)
            if view.polarity is polarity:
                action.setChecked(True)
                menu.setActiveAction(action)
        chosen = menu.choose(self._beside_current())
        if chosen is not None:
            self._set_polarity(Polarity(chosen))

    def change_claimant(self) -> None:
        """Ask who claims the current stance."""
        view, stance, records = self.list.current_stance(), self._current(), self._session.records
        if view is None or stance is None:
            return
        present = records.find(Entity, stance.claimed_by_id)
        answer = ClaimantDialog.ask(self._session, self, view.claim, present)
        if answer is not None and answer.entity != present:
            self._session.apply(edits.set_claimant(records, stance, answer.entity))

    def add_evidence(self, start: int, end: int) -> None:
        """Rest the current stance on one more span of the article, in code points."""
        article, stance = self._session.article, self._current()
        if article is None or stance is None or not 0 <= start < end <= len(article.text):
            return
        changes = edits.add_evidence(self._session.records, article, stance, start, end)
        if changes:
            self._session.apply(changes)
        else:
            self._session.remarked.emit("This passage is evidence of the stance already.")
        self.select_stance(stance.id)

    def remove_evidence(self) -> None:
        """Take a passage out of the evidence of the current stance; of several a menu lets one choose."""
        view = self.list.current_stance()
        if view is None:
            return
        if not view.evidence:
            self._session.remarked.emit("The stance has no evidence that could be removed.")
        elif len(view.evidence) == 1:
            self._remove_piece(view.evidence[0].id)
        else:
            self._remove_piece(self._choose_piece(view))

    # Inside ------------------------------------------------------------------------------------------------

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.addActions(self.recorded.actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._kinds.currentIndex():
            self.offers.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_list()

    def _current(self) -> Stance | None:
        return self._session.records.find(Stance, self.current_stance_id())

    def _set_polarity(self, polarity: Polarity) -> None:
        article, stance = self._session.article, self._current()
        if article is None or stance is None:
            return
        camp = self._session.records.find(Camp, stance.camp_id)
        if camp is not None and camp.target_id is None:
            self._session.remarked.emit("The list has no target yet. Say towards whom it is, in Alliances.")
            return
        changes = edits.set_polarity(
            self._session.records, article, self._session.annotator.id, stance, polarity
        )
        self._session.apply(changes)

    def _choose_piece(self, view: StanceView) -> Id | None:
        """Let the person choose a passage of a stance; the one that is pointed at is shown in the article."""
        menu = ChoiceMenu(self)
        for number, piece in enumerate(view.evidence, start=1):
            quoted = f"“{menu_text(piece.text)}”"
            if number <= 9:
                menu.add_choice(f"&{number}  {quoted}", piece.id, str(number))
            else:
                menu.add_choice(quoted, piece.id)
        menu.hovered.connect(self._on_piece_hovered)
        chosen = menu.choose(self._beside_current())
        self._show_evidence()
        return chosen

    def _on_piece_hovered(self, action: QAction) -> None:
        piece = self._session.records.find(Evidence, action.data())
        if piece is not None:
            self.spans_shown.emit([(piece.start, piece.end)])

    def _remove_piece(self, evidence_id: Id | None) -> None:
        article, piece = self._session.article, self._session.records.find(Evidence, evidence_id)
        if article is not None and piece is not None:
            self._session.apply(edits.remove_evidence(article, piece))
            self.select_stance(piece.stance_id)  # without evidence it stands elsewhere in the list

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Article, Camp, Stance, Evidence, Entity):
            self._refresh()

    def _on_offers_changed(self) -> None:
        """Let the person turn to what is suggested while something is."""
        number = self.offers.number
        self._kinds.setVisible(number > 0)
        self._kinds.setTabText(1, f"Suggested ({number})")
        if not number:
            self._kinds.setCurrentIndex(0)
        self.selection_changed.emit()

    def _on_article_opened(self) -> None:
        self._shown = None
        self.list.pick(-1)
        self._refresh()

    def _refresh(self) -> None:
        article = self._session.article
        self._stances = stance_views(self._session.records, article) if article else ()
        self._show()
        self._show_evidence_anew()

    def _show(self) -> None:
        """Show the stances that the filter lets through; the current one and the scroll position stay."""
        shown = matching(self._stances, self.filter_box.text())
        current, row = self.current_stance_id(), self.list.currentIndex().row()
        scrolled = self.list.verticalScrollBar().value()
        if shown != self.list.rows.views:
            self.list.rows.set_views(shown)
            again = self.list.rows.row_of(current) if current else -1
            if again < 0 and current is not None and shown:
                again = min(row, len(shown) - 1)
            if again >= 0:
                self.list.pick(again)
            self.list.executeDelayedItemsLayout()
            self.list.verticalScrollBar().setValue(scrolled)
        self._say_what_is_missing()
        self.selection_changed.emit()

    def _say_what_is_missing(self) -> None:
        record, evidence = (
            way_to(action_id, self._shown_key) for action_id in ("stance.record", "stance.add_evidence")
        )
        if self._session.article is None:
            self._empty.say("No article is open", "Open one to see who stands with whom.")
        elif not self._stances:
            self._empty.say(
                "No stances in this article yet",
                f"Go to a mention of somebody, or select the words that show it, and {record}.",
            )
        else:
            self._empty.say("No stance matches", "Change or empty the filter.")
        self._filter_line.setVisible(bool(self._stances))
        self._hint.setVisible(bool(self._stances) and not self._session.read_only)
        self._hint.setText(
            f"To add evidence, select text in the article and {evidence}."
            if self.current_stance_id()
            else "Choose a stance to see its evidence in the article."
        )
        self._pages.setCurrentWidget(self.list if self.list.rows.views else self._empty)

    def _on_picked(self) -> None:
        self._say_what_is_missing()
        self._show_evidence()
        self.selection_changed.emit()

    def _show_evidence(self) -> None:
        view = self.list.current_stance()
        if view is not None:
            self._shown = view
            self.spans_shown.emit([(piece.start, piece.end) for piece in view.evidence])

    def _show_evidence_anew(self) -> None:
        """Let the article show no evidence that has gone, as after a step was taken back."""
        before = self._shown
        if before is None:
            return
        now = next((view for view in self._stances if view.id == before.id), None)
        if now is not None and now.evidence == before.evidence:
            return
        self._shown = now
        self.spans_shown.emit([(piece.start, piece.end) for piece in now.evidence] if now else [])
        if now is None and self.list.hasFocus():
            self._show_evidence()

    def _focus_list(self) -> None:
        if self.list.rows.views and not self.list.currentIndex().isValid():
            self.list.pick(0)
            self._on_picked()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _beside_current(self) -> QPoint:
        """Return the place on the screen just below the current stance."""
        rect = self.list.visualRect(self.list.currentIndex())
        line = self.fontMetrics().height()
        return self.list.viewport().mapToGlobal(QPoint(rect.left() + line, rect.top() + line * 3 // 2))

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 3
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setMargin(space)
        lines = QVBoxLayout(self.recorded)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        line = QVBoxLayout(self._filter_line)
        line.setContentsMargins(space, space, space, space)
        line.addWidget(self.filter_box)
        lines.addWidget(self._filter_line)
        lines.addWidget(self._pages, 1)
        lines.addWidget(self._hint)
        self._kinds.setDocumentMode(True)
        self._kinds.setExpanding(False)
        self._kinds.setDrawBase(False)
        self._kinds.addTab("On record")
        self._kinds.addTab("Suggested")
        self._kinds.setAccessibleName("Stances on record or suggested")
        for widget in (self.recorded, self.offers):
            self._parts.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._kinds)
        outer.addWidget(self._parts)
