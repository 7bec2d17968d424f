"""Finding in the open article: between the bar, the text and the session."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotation.changes import ChangeSet
from annotation.errors import PersonError
from annotation.records import Article
from annotation.text.searching import find_all
from gui.article.view import ArticleView
from gui.jobs import Job
from gui.session import Session
from gui.settings import Settings
from gui.widgets.find_bar import FindBar

_SHORT = 50_000
"""Code points up to which a text is searched at once: in a few milliseconds."""

_LONGEST_TAKEN = 200
"""Code points of a selection up to which it is meant to be looked for."""


class Finding(QObject):
    """Looks for what is typed in the bar, marks the hits in the text and walks them.

    Signals:
        hinted(str): a short remark for the status bar.
    """

    hinted = Signal(str)

    def __init__(
        self, session: Session, settings: Settings, view: ArticleView, bar: FindBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._view = view
        self._bar = bar
        self._job: Job[list[tuple[int, int]]] | None = None
        self._then: list[Callable[[], None]] = []
        self._text = ""
        self._origin = 0
        self._moving = False
        bar.set_query(settings.find_options)
        bar.hide()
        bar.query_changed.connect(self._on_query_changed)
        bar.next_requested.connect(self.next)
        bar.previous_requested.connect(self.previous)
        bar.closed.connect(self.close)
        view.caret_moved.connect(self._on_caret_moved)
        view.selection_changed.connect(self._on_caret_moved)
        # The view has to show the text before its hits: who shows it there has connected earlier.
        session.article_opened.connect(self._on_text_changed)
        session.changed.connect(self._on_changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {"find.open": self.open, "find.next": self.next, "find.previous": self.previous}

    def open(self) -> None:
        """Go to the bar; what is selected on one line is then looked for."""
        if self._session.article is None:
            return
        selection, query = self._view.selection(), self._bar.query()
        if selection is not None and _number_of(self._view.hits, selection) is None:
            taken = self._view.text[slice(*selection)].strip()
            if taken and "\n" not in taken and len(taken) <= _LONGEST_TAKEN:
                text = re.escape(taken) if query.regular_expression else taken
                self._bar.set_query(replace(query, text=text))
        self._bar.take_keyboard()
        self._search()

    def close(self) -> None:
        """Hide the bar and the marks, and give the keyboard back to the text."""
        self._stop()
        self._view.set_hits(())
        self._view.setFocus()
        self._bar.hide()

    def next(self) -> None:
        """Go to the hit after the caret; after the last comes the first."""
        self._step(backward=False)

    def previous(self) -> None:
        """Go to the hit before the caret."""
        self._step(backward=True)

    def _step(self, *, backward: bool) -> None:
        if self._session.article is None:
            return
        if not self._bar.query().text:
            self.open()
        elif self._bar.take_pause():  # what was typed just now is not yet looked for
            self._on_query_changed()
        elif self._bar.isHidden():
            self._bar.show()
            self._search(lambda: self._walk(backward))
        elif self._job is not None:
            self._then.append(lambda: self._walk(backward))
        else:
            self._walk(backward)

    def _walk(self, backward: bool) -> None:
        hits, caret = self._view.hits, self._view.caret()
        if not hits:
            return
        selection = self._view.selection() or (caret, caret)
        number = bisect_left(hits, selection[0], key=_start)
        if backward:
            number -= 1
        elif number < len(hits) and hits[number] == selection:
            number += 1
        if 0 <= number < len(hits):
            self._go_to(number)
        elif backward:
            self._go_to(len(hits) - 1, "from the end")
        else:
            self._go_to(0, "from the start")
        self._origin = self._view.hits[number % len(hits)][0]

    def _go_to_first(self) -> None:
        """Go to the first hit from where the typing began."""
        hits = self._view.hits
        if hits:
            number = bisect_left(hits, self._origin, key=_start)
            self._go_to(number % len(hits), "from the start" if number == len(hits) else "")

    def _go_to(self, number: int, note: str = "") -> None:
        hits = self._view.hits
        start, end = hits[number]
        self._moving = True
        try:
            self._view.select(start, end)
            self._view.reveal(start)
        finally:
            self._moving = False
        self._view.set_hits(hits, number)
        self._bar.show_count(len(hits), number, note)
        if note:
            self.hinted.emit(f"Nothing more that way: the search went on {note} of the article")

    def _search(self, *then: Callable[[], None]) -> None:
        """Look for what the bar says, in the text as it is now.

        Args:
            then: to be done once the hits are there.
        """
        self._stop()
        article, query = self._session.article, self._bar.query()
        self._text, self._then = article.text if article else "", list(then)
        text = self._text
        if len(text) <= _SHORT and not query.regular_expression:
            self._on_found(find_all(query, text))
            return
        self._bar.show_search()
        self._job = Job(
            lambda task: find_all(query, text, cancelled=task.cancelled),
            self._on_found,
            self._on_failed,
            self,
        )
        self._job.start()

    def _stop(self) -> None:
        self._bar.take_pause()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_found(self, hits: list[tuple[int, int]]) -> None:
        self._job = None
        self._view.set_hits(hits)
        self._show_current()
        for step in self._then:
            step()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._view.set_hits(())
        if not isinstance(error, PersonError):
            raise error
        self._bar.show_trouble(str(error))

    def _on_query_changed(self) -> None:
        self._settings.find_options = self._bar.query()
        self._search(self._go_to_first)

    def _on_caret_moved(self) -> None:
        if self._moving:
            return
        selection = self._view.selection()
        self._origin = selection[0] if selection else self._view.caret()
        if self._view.hits:
            self._show_current()

    def _show_current(self) -> None:
        """Emphasise the hit that is selected."""
        hits, selection = self._view.hits, self._view.selection()
        current = _number_of(hits, selection) if selection else None
        self._view.set_hits(hits, current)
        self._bar.show_count(len(hits), current)

    def _on_changed(self, changes: ChangeSet) -> None:
        article = self._session.article
        if changes.touches(Article) and article is not None and article.text != self._text:
            self._on_text_changed()

    def _on_text_changed(self) -> None:
        """Look again in another article, or in a text that was corrected; the caret stays where it is."""
        self._view.set_hits(())
        if self._session.article is None:
            self._stop()
            self._bar.hide()
        elif not self._bar.isHidden():
            self._search()


def _start(hit: tuple[int, int]) -> int:
    return hit[0]


def _number_of(hits: Sequence[tuple[int, int]], span: tuple[int, int]) -> int | None:
    number = bisect_left(hits, span[0], key=_start)
    return number if number < len(hits) and hits[number] == span else None
