"""The review panel: what others corrected in the open article, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.edits.comments import (
    accept_correction,
    comment_on,
    remove_thread,
    resolve,
)
from annotation.edits.reverting import CannotRevert, revert
from annotation.records import Annotator, Comment, Dismissal, Id
from gui.dialogs.note import ask_for_note
from gui.models.review import Entry, ReviewRows, key_of
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.menus import Menu
from gui.widgets.two_line_list import TwoLineList
from storage.corrections import Correction

_PAUSE = 300
"""Milliseconds without a correction after which those that wait are read anew."""


class ReviewPanel(QWidget):
    """Corrections and comments as a list; below it the current one in full.

    Signals:
        spans_shown(list[tuple[int, int]]): spans of the article, in code points, that shall be highlighted.
        place_entered(): the person wants to go on in the article.
        selection_changed(): another entry is current, or none.
        named(str): what the panel is called, with how much is open.
    """

    spans_shown = Signal(object)
    place_entered = Signal()
    selection_changed = Signal()
    named = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Review")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self.rows = ReviewRows(session, self)
        self.list = TwoLineList("Review", self)
        self.list.setModel(self.rows)
        self.detail = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._empty = EmptyState("Nothing to discuss", "Comments and what others correct are listed here.")
        self._pages = QStackedWidget(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._load)
        self._lay_out()
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._load)
        self.list.picked.connect(self._on_picked)
        self.list.activated.connect(self._enter)
        self._load()

    @property
    def has_current(self) -> bool:
        """Whether an entry is current."""
        return self._current() is not None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "review.enter": self._enter,
            "review.reply": self._reply,
            "review.settle": self._settle,
            "review.take_back": self._take_back,
        }

    def comment(self, subject_id: Id) -> None:
        """Ask for a comment on something in the open article."""
        article = self._session.article
        if article is None:
            return
        text = ask_for_note(self, self.rows.subject_words(subject_id), "")
        if text:
            self._session.apply(comment_on(article, self._session.author.id, subject_id, text))

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
        if self.rows.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, changes: ChangeSet) -> None:
        """Read anew what may have changed: one's own work on one's own annotations corrects nothing."""
        if changes.touches(Annotator, Comment, Dismissal):
            self._load()
        elif self._session.reviewing:
            self._pause.start()

    def _load(self) -> None:
        """Read anew; the current entry stays, or the next takes its place."""
        current, row = self._current(), self.list.currentIndex().row()
        self.rows.load()
        if current is not None:
            again = self.rows.row_of(key_of(current))
            row = again if again >= 0 else min(row, self.rows.rowCount() - 1)
            blocked = self.list.blockSignals(True)
            self.list.setCurrentIndex(self.rows.index(row))
            self.list.blockSignals(blocked)
        self._pages.setCurrentWidget(self.list if self.rows.rowCount() else self._empty)
        self._show_detail()
        waiting = self.rows.waiting()
        self.named.emit(f"Review ({waiting})" if waiting else "Review")
        self.selection_changed.emit()

    def _current(self) -> Entry | None:
        return self.rows.entry(self.list.currentIndex().row())

    def _on_picked(self) -> None:
        entry = self._current()
        self._show_detail()
        if entry is not None:
            self.spans_shown.emit(self.rows.spans(entry))
        self.selection_changed.emit()

    def _show_detail(self) -> None:
        entry = self._current()
        self.detail.setText(self.rows.detail(entry) if entry is not None else "")

    def _enter(self) -> None:
        """Go to what the entry is about."""
        entry = self._current()
        if entry is not None:
            self.spans_shown.emit(self.rows.spans(entry))
            self.place_entered.emit()

    def _reply(self) -> None:
        """Answer a comment; of a correction, begin to discuss what was corrected."""
        entry = self._current()
        if entry is None:
            return
        if isinstance(entry, Correction):
            changed = entry.changes.changes[0]
            self.comment(changed.record_id)
        else:
            article = self._session.article
            text = ask_for_note(self, entry.comment.text, "")
            if text and article is not None:
                author = self._session.author.id
                self._session.apply(comment_on(article, author, entry.comment.id, text))

    def _settle(self) -> None:
        """Accept a correction; resolve a thread, or open it again."""
        entry, article = self._current(), self._session.article
        if entry is None or article is None:
            return
        if not isinstance(entry, Correction):
            self._session.apply(resolve(entry.comment, resolved=not entry.comment.resolved))
        elif self._session.reviewing:
            self._session.remarked.emit("Whoever was corrected accepts it, or discusses it.")
        else:
            self._session.apply(accept_correction(article, self._session.annotator.id, entry.moment))

    def _take_back(self) -> None:
        """Take a correction back alone; remove a thread of one's own."""
        entry, article = self._current(), self._session.article
        if entry is None or article is None:
            return
        if isinstance(entry, Correction):
            self._revert(entry)
            return
        said: tuple[Comment, ...] = (entry.comment, *entry.replies)
        if any(one.annotator_id != self._session.author.id for one in said):
            self._session.remarked.emit("Others have a part in it: resolve it instead.")
        else:
            self._session.apply(remove_thread(entry))

    def _revert(self, correction: Correction) -> None:
        project, article = self._session.project, self._session.article
        assert article is not None
        try:
            back = revert(correction.changes, project.get, project.users_of)
        except CannotRevert as error:
            self._session.remarked.emit(str(error))
            return
        seen = accept_correction(article, self._session.annotator.id, correction.moment)
        self._session.apply(ChangeSet(back.title, (*back.changes, *seen.changes)))

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        for page in (self.list, self._empty):
            self._pages.addWidget(page)
        foot = QVBoxLayout()
        foot.setContentsMargins(space, space // 2, space, space // 2)
        foot.addWidget(self.detail)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._pages, 1)
        lines.addLayout(foot)
