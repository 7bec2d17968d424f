"""Looking an article over while a person works on it: after a pause, in short turns, and only what changed.

With 100,000 mentions some checks take a second, and no edit waits for them: it says which kinds of record it
touched, and the checks that follow these are done anew once the person pauses, a few milliseconds at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from annotation.changes import ChangeSet
from annotation.checks.all_checks import CHECKS
from annotation.checks.findings import Case, Check, Finding, Looking
from annotation.records import Dismissal
from annotation.suggest.proposals import ProposedCamp
from gui.models.checks import Outcome, dismissal_key
from gui.session import Session

PAUSE = 300
"""Milliseconds without an edit after which the article is looked over."""

TURN = 8
BETWEEN_TURNS = 4
"""Milliseconds that are worked at once, and that are left to everything else then."""

MOST = 200
"""Open findings of one check that are kept; the others are counted, and come up in their turn."""


class Checking(QObject):
    """Keeps what the checks find in the open article up to date.

    Signals:
        changed(): something else is found, or the looking has come to its end.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.outcomes: dict[str, Outcome] = {}
        self._session = session
        self._due: dict[str, Check] = {}
        self._check: Check | None = None
        self._looking: Looking = iter(())
        self._dismissed: frozenset[tuple[str, str]] = frozenset()
        self._found: list[Finding] = []
        self._open = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._take_turn)
        self._turn = QTimer(self, singleShot=True, interval=BETWEEN_TURNS)
        self._turn.timeout.connect(self._take_turn)
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._on_article_opened)
        session.proposals_changed.connect(lambda: self._look_again({ProposedCamp}))
        session.closing.connect(self._stop)
        self._on_article_opened()

    @property
    def is_done(self) -> bool:
        """Whether everything was looked over since the last edit."""
        return not self._due and self._check is None

    def _stop(self) -> None:
        self._check = None
        self._due = {}
        self._pause.stop()
        self._turn.stop()

    def _on_article_opened(self) -> None:
        self.outcomes = {}
        self._stop()
        if self._session.article is not None:
            self._make_due(CHECKS)
        self.changed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        kinds = {change.kind for change in changes.changes}
        self._look_again(kinds)
        if Dismissal in kinds:
            # Those that did not fit come up in place of the dismissed ones.
            crowded = [check for check in CHECKS if check is self._check or self._is_crowded(check)]
            self._make_due(crowded)
            self.changed.emit()

    def _look_again(self, kinds: set[type]) -> None:
        """Make those checks due that follow one of these kinds."""
        if self._session.article is not None:
            self._make_due([check for check in CHECKS if not check.follows.isdisjoint(kinds)])

    def _make_due(self, checks: Iterable[Check]) -> None:
        due = {check.id: check for check in checks}
        if not due:
            return
        self._due |= due
        if self._check is not None and self._check.id in due:
            self._check = None
        self._turn.stop()
        self._pause.start()

    def _is_crowded(self, check: Check) -> bool:
        outcome = self.outcomes.get(check.id)
        return outcome is not None and outcome.more > 0

    def _take_turn(self) -> None:
        until = time.perf_counter() + TURN / 1000
        news = False
        while time.perf_counter() < until:
            if self._check is None and not self._begin():
                self.changed.emit()
                return
            assert self._check is not None
            try:
                finding = next(self._looking)
            except StopIteration:
                news |= self._end(self._check)
                continue
            if finding is not None:
                self._keep(finding)
        if news:
            self.changed.emit()
        self._turn.start()

    def _begin(self) -> bool:
        """Turn to the next check that is due; False when none is."""
        article = self._session.article
        due = next((check for check in CHECKS if check.id in self._due), None)
        if due is None or article is None:
            return False
        del self._due[due.id]
        self._check, self._found, self._open = due, [], 0
        self._dismissed = frozenset(map(dismissal_key, self._session.records.all(Dismissal)))
        session = self._session
        doubtful = [member.name for member in session.undecided_members()]
        self._looking = due.find(
            Case(session.records, session.names, article, session.pending_lists(), doubtful)
        )
        return True

    def _keep(self, finding: Finding) -> None:
        if (finding.check, finding.subject) not in self._dismissed:
            self._open += 1
            if self._open > MOST:
                return
        self._found.append(finding)

    def _end(self, check: Check) -> bool:
        """Keep what a check has found; return whether that is anything new."""
        self._check, self._looking = None, iter(())
        outcome = Outcome(tuple(self._found), max(0, self._open - MOST))
        news = outcome != self.outcomes.get(check.id, Outcome())
        self.outcomes[check.id] = outcome
        return news
