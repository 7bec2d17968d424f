"""The stances that sentences voice, offered beside those on record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.edits import stance_proposals as edits
from annotation.records import Entity
from annotation.suggest.stance_cues import Named, ProposedStance
from gui.dialogs.stance_composer import StanceComposer, StanceDraft
from gui.models.stance_offers import offer_views
from gui.session import Session
from gui.shortcuts import usual_shown
from gui.stance_search import StanceSearch
from gui.widgets.menus import Menu
from gui.widgets.offer_list import OfferList


class OfferedStances(QWidget):
    """The sentences that wait for a decision.

    Args:
        session: the session.
        shown_key: returns the first key of an action by its id, as the system writes it.

    Signals:
        spans_shown(list[tuple[int, int]]): spans of the article, in code points, that shall be highlighted.
        changed(): something else is offered now, perhaps.
        emptied(): the last one was decided, and the keyboard is of no use here any more.
    """

    spans_shown = Signal(object)
    changed = Signal()
    emptied = Signal()

    def __init__(
        self,
        session: Session,
        shown_key: Callable[[str], str] = usual_shown,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shown_key = shown_key
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self._hint = QLabel(self)
        self.list = OfferList(self)
        self._lay_out()
        self._search = StanceSearch(session, self)
        self._search.changed.connect(self._refresh)
        session.article_opened.connect(lambda: self.list.pick(-1))
        self.list.picked.connect(self._show_sentence)
        self.list.clicked.connect(self._show_sentence)
        self.show_keys()
        self._refresh()

    @property
    def number(self) -> int:
        """How many are offered."""
        return len(self.list.rows.views)

    @property
    def any(self) -> bool:
        """Whether something is offered."""
        return bool(self.list.rows.views)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "stance.fill_in_found": self.fill_in,
            "stance.accept_found": self.accept,
            "stance.reject_found": self.reject,
        }

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) one, round the ends, and look at it."""
        number = len(self.list.rows.views)
        if number:
            row = self.list.currentIndex().row()
            self.list.pick((row + by) % number if row >= 0 else 0 if by > 0 else number - 1)
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._show_sentence()

    def fill_in(self) -> None:
        """Let the person record the current one, with what is told filled in."""
        proposal = self._current()
        if proposal is not None:
            StanceComposer.compose(self._session, self.window(), self._draft(proposal))
            self._go_on()

    def accept(self) -> None:
        """Record the current one as it is, if holder, polarity and target are all told."""
        article, proposal = self._session.article, self._current()
        if article is None or proposal is None:
            return
        changes = edits.accept(self._session.records, article, self._session.annotator.id, proposal)
        if changes is None:
            key = self._shown_key("stance.fill_in_found")
            how = f": {key} lets you fill it in" if key else ""
            self._session.remarked.emit(f"The sentence does not tell everything{how}.")
        elif self._session.apply(changes):
            self._go_on()

    def reject(self) -> None:
        """Turn the current one down for good."""
        article, proposal = self._session.article, self._current()
        if article is not None and proposal is not None:
            self._session.apply(edits.reject(article, self._session.annotator.id, proposal))
            self._go_on()

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        ways = (("fill_in_found", "fills in"), ("accept_found", "accepts"), ("reject_found", "rejects"))
        told = [f"{key} {does}" for name, does in ways if (key := self._shown_key(f"stance.{name}"))]
        self._hint.setText("" if self._session.read_only else ", ".join(told))

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
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current(self) -> ProposedStance | None:
        view = self.list.current_offer()
        return view.proposal if view else None

    def _draft(self, proposal: ProposedStance) -> StanceDraft:
        article, records = self._session.article, self._session.records
        assert article is not None

        def who(named: Named | None) -> tuple[Entity | None, str]:
            if named is None:
                return None, ""
            return records.find(Entity, named.entity_id), article.text[named.start : named.end]

        (holder, holder_typed), (target, target_typed), (claimed_by, claimed_by_typed) = map(
            who, (next(iter(proposal.holders), None), proposal.target, proposal.claimed_by)
        )
        return StanceDraft(
            holder=holder,
            holder_typed=holder_typed,
            polarity=proposal.polarity,
            target=target,
            target_typed=target_typed,
            claimed_by=claimed_by,
            claimed_by_typed=claimed_by_typed,
            evidence=(proposal.start, proposal.end),
            proposal=proposal,
        )

    def _refresh(self) -> None:
        article = self._session.article
        shown = offer_views(self._session.records, article, self._search.pending()) if article else ()
        if shown != self.list.rows.views:
            current, row = self.list.current_offer(), self.list.currentIndex().row()
            scrolled = self.list.verticalScrollBar().value()
            focused = self.list.hasFocus()
            self.list.rows.set_views(shown)
            if current is not None and shown:
                again = self.list.rows.row_of(current.key)
                self.list.verticalScrollBar().setValue(scrolled)
                self.list.pick(again if again >= 0 else min(row, len(shown) - 1))
            if focused and not shown:
                self.emptied.emit()
        self.changed.emit()

    def _go_on(self) -> None:
        """Look at the one that has come in place of one that was decided."""
        if self._current() is not None:
            self._show_sentence()
        else:
            self.spans_shown.emit([])

    def _show_sentence(self) -> None:
        proposal = self._current()
        if proposal is not None:
            self.spans_shown.emit([(proposal.start, proposal.end)])

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 3
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setMargin(space)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.list, 1)
        lines.addWidget(self._hint)
