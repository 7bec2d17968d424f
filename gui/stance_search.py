"""Looking for sentences of the open article that voice a stance, beside what the person does."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from annotation.changes import ChangeSet
from annotation.edits.stance_proposals import pending
from annotation.records import Camp, Entity, Evidence, Mention, Rejection, Stance
from annotation.suggest.stance_cues import ProposedStance, propose
from annotation.suggest.stance_words import language_for
from annotation.suggest.voices import Voice, find_voices
from gui.jobs import Job, Task
from gui.session import Session

DELAY = 150
"""Milliseconds of rest before looking: the article is painted first, and quick steps are waited for."""

_Found: TypeAlias = "tuple[tuple[Voice, ...], list[ProposedStance]]"


class StanceSearch(QObject):
    """Proposes stances for the open article. The text is read once; when mentions change, only who is meant.

    Signals:
        changed(): something else waits for a decision, perhaps.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._text = ""
        self._voices: tuple[Voice, ...] | None = None
        self._proposals: list[ProposedStance] = []
        self._job: Job[_Found] | None = None
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(DELAY)
        self._start.timeout.connect(self._look)
        session.article_opened.connect(self._begin)
        session.changed.connect(self._on_changed)
        session.proposals_changed.connect(self.changed)
        self._begin()

    def pending(self) -> list[ProposedStance]:
        """Return the proposed stances that wait for a decision."""
        return pending(self._session.records, self._proposals, self._session.pending_lists())

    def _begin(self) -> None:
        """Forget everything, and look through the text of the open article soon."""
        article = self._session.article
        self._text = article.text if article else ""
        self._voices = None
        self._proposals = []
        self._look_soon()
        self.changed.emit()

    def _look_soon(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._start.stop()
        if self._text:
            self._start.start()

    def _on_changed(self, changes: ChangeSet) -> None:
        article = self._session.article
        if (article.text if article else "") != self._text:
            self._begin()
            return
        if changes.touches(Mention):
            self._look_soon()
        if changes.touches(Camp, Stance, Evidence, Rejection, Entity):
            self.changed.emit()

    def _look(self) -> None:
        article = self._session.article
        if article is None:
            return
        text, known = article.text, self._voices
        language = language_for(article.language, text)
        mentions = list(self._session.records.mentions.in_order())

        def work(task: Task) -> _Found:
            voices = find_voices(text, language, task.cancelled) if known is None else known
            return voices, propose(text, voices, mentions, language)

        self._job = Job(work, self._on_found, self._on_failed, self)
        self._job.start()

    def _on_found(self, found: _Found) -> None:
        self._job = None
        self._voices, self._proposals = found
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        raise error
