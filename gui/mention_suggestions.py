"""Suggested mentions of the open article: looked for in the background, decided on by one key each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from annotation.changes import ChangeSet
from annotation.edits.linking import PERSON_LABEL
from annotation.edits.suggested import accept_all, accept_mention, reject_mention, same_name
from annotation.records import Entity, Id, Label, Mention, ProposalKind, Rejection
from annotation.suggest.memory import Memory, Tagged
from annotation.suggest.mentions import SuggestedMention, Wanted, suggest_mentions
from annotation.suggest.plugins import Plugins
from annotation.suggest.tagger import Tagger, is_available
from gui.article.view import ArticleView
from gui.jobs import Job, Task
from gui.session import Session
from gui.tagger_training import TaggerTraining
from storage.project import Project

DELAY = 150
"""Milliseconds of rest before looking: the article is painted first, and quick steps are waited for."""


@dataclass(slots=True)
class _Learned:
    """What was learned from the other articles, shared with the jobs that use it one at a time."""

    memory: Memory | None = None
    tagger: Tagger | None = None
    tagger_read: bool = False
    plugins: Plugins = field(default_factory=Plugins)
    without: Id | None = None  # the article that was left out
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)


_Answer: TypeAlias = "tuple[list[SuggestedMention], list[str]]"
"""Suggestions, and what is to be said of taggers that have failed."""


class MentionSuggestions(QObject):
    """What is suggested in the open article, which of it is current, and the decisions.

    Args:
        session: the session.
        view: the article; its caret says where the next suggestion is.
        parent: owns this.

    Signals:
        changed(): other mentions are suggested.
        current_changed(): another suggestion is current, or none.
        hinted(str): a short remark for the status bar.
        correction_wanted(Mention): a suggestion was accepted, and the person wants to say who it is.
        wanted_changed(Wanted): the person wants to see other suggestions.
    """

    changed = Signal()
    current_changed = Signal()
    hinted = Signal(str)
    correction_wanted = Signal(object)
    wanted_changed = Signal(object)

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._found: list[SuggestedMention] = []
        self._wanted = Wanted()
        self._current: SuggestedMention | None = None
        self._learned = _Learned()
        self._job: Job[_Answer] | None = None
        self._start = QTimer(self, singleShot=True, interval=DELAY)
        self._start.timeout.connect(self._look)
        session.article_opened.connect(self._begin)
        session.changed.connect(self._on_changed)
        session.proposals_changed.connect(self._look_soon)
        session.closing.connect(self._stop)
        self.training = TaggerTraining(session, self)
        self.training.hinted.connect(self.hinted)
        self.training.trained.connect(self._on_trained)
        self._begin()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "mention.next_suggested": lambda: self._walk(backward=False),
            "mention.previous_suggested": lambda: self._walk(backward=True),
            "mention.accept_suggested": self.accept,
            "mention.reject_suggested": self.reject,
            "mention.accept_certain": self.accept_certain,
            "mention.accept_everywhere": self.accept_everywhere,
            "mention.suggestions": self.choose,
        }

    def pending(self) -> list[SuggestedMention]:
        """Return the suggestions that wait for a decision, in the order of the text."""
        return self._found

    @property
    def current(self) -> SuggestedMention | None:
        """The suggestion that is decided on next."""
        return self._current

    def current_words(self) -> str:
        """Say what the current suggestion is, and why; empty if none is current."""
        one = self._current
        if one is None:
            return ""
        label = self._session.records.find(Label, one.label_id)
        entity = self._session.records.find(Entity, one.entity_id)
        surface = self._view.text[one.start : one.end]
        name = entity.name if entity else one.name
        who = f" · {name}" if name and name != surface else ""
        return f"{surface}  ·  {label.name if label else ''}{who}?  {one.why}"

    def accept(self) -> None:
        """Accept the current suggestion and go on to the next; without one, go to the next."""
        if self._current is None:
            self._walk(backward=False)
            return
        self._accept(self._current)

    def accept_as(self, label: Label) -> None:
        """Accept the current suggestion under another label, and go on to the next."""
        current = self._current
        if current is None:
            return
        if current.label_id == label.id:
            self._accept(current)
        else:
            other = replace(current, label_id=label.id, entity_id=None, name="", code="")
            self._accept(other, instead_of=current)

    def correct(self) -> None:
        """Accept the current suggestion and ask who it is."""
        current = self._current
        mention = self._accept(current) if current is not None else None
        if mention is not None:
            self.correction_wanted.emit(mention)

    def reject(self) -> None:
        """Reject the current suggestion for good and go on to the next."""
        article, current = self._session.article, self._current
        if article is None or current is None:
            return
        label = self._session.records.get(Label, current.label_id)
        changes = reject_mention(article, self._session.annotator.id, current, label)
        if self._session.apply(changes):
            self._decided(current)

    def accept_certain(self) -> None:
        """Accept everything certain in the article as one step."""
        article, session = self._session.article, self._session
        if article is None:
            return
        certain = [one for one in self._found if one.certain]
        if not certain:
            self.hinted.emit("No suggestion here is certain: accept them one by one")
        elif session.apply(
            accept_all(session.records, session.names, article, session.annotator.id, certain)
        ):
            self._set_current(None)

    def accept_everywhere(self) -> None:
        """Accept the current suggestion wherever the same name is suggested in the article, as one step."""
        article, session, current = self._session.article, self._session, self._current
        if article is None or current is None:
            return
        same = same_name(article, current, self._found)
        changes = accept_all(session.records, session.names, article, session.annotator.id, same)
        if session.apply(changes):
            self._found = [one for one in self._found if one not in same]
            self._decided(current)

    def choose(self) -> None:
        """Let the person choose which suggestions are shown; it takes effect at once."""
        from gui.dialogs.suggestions import SuggestionsDialog

        me = self._session.annotator.id
        model = self._session.project.model(me)
        wanted = SuggestionsDialog.ask(self._wanted, model.figures if model else None, self._view)
        if wanted is not None and wanted != self._wanted:
            self._wanted = wanted
            self.wanted_changed.emit(wanted)
            self._look_soon()

    def show_only(self, wanted: Wanted) -> None:
        """Show other suggestions."""
        self._wanted = wanted
        self._look_soon()

    # Inside ------------------------------------------------------------------------------------------------

    def _accept(self, one: SuggestedMention, instead_of: SuggestedMention | None = None) -> Mention | None:
        article, session = self._session.article, self._session
        if article is None:
            return None
        changes, mention = accept_mention(session.records, session.names, article, session.annotator.id, one)
        if not session.apply(changes):
            return None
        self._decided(instead_of or one)
        return mention

    def _decided(self, one: SuggestedMention) -> None:
        """Go on to the suggestion after the one that was decided."""
        self._found = [other for other in self._found if other != one]
        self.changed.emit()
        following = next((other for other in self._found if other.start >= one.start), None)
        self._set_current(following)
        if following is None:
            self.hinted.emit("No suggestion follows" if self._found else "Every suggestion is decided")

    def _walk(self, *, backward: bool) -> None:
        if not self._found:
            self.hinted.emit("Nothing is suggested here")
            return
        caret = self._current.start if self._current is not None else self._view.caret()
        order = list(reversed(self._found)) if backward else self._found
        beyond = [one for one in order if (one.start < caret if backward else one.start > caret)]
        if self._current is None and not backward:
            beyond = [one for one in order if one.start >= caret]
        self._set_current((beyond or order)[0])

    def _set_current(self, one: SuggestedMention | None) -> None:
        self._current = one
        if one is not None:
            self._view.set_current(None)
            self._view.select(one.start, one.start)
            self._view.highlight([(one.start, one.end)])
        else:
            self._view.highlight([])
        self.current_changed.emit()

    def _begin(self) -> None:
        self._found, self._current = [], None
        self._look_soon()
        self.changed.emit()
        self.current_changed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Mention, Rejection, Entity, Label):
            self._look_soon()

    def _stop(self) -> None:
        """Let go of the project before it is closed."""
        self._learned.closing.set()
        job = self._job
        self._cancel()
        if job is not None:
            job.wait()

    def _cancel(self) -> None:
        self._start.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _look_soon(self) -> None:
        self._cancel()
        if self._session.article is not None and not self._session.read_only:
            self._start.start()

    def _look(self) -> None:
        session, article = self._session, self._session.article
        if article is None:
            return
        rows = list(session.records.mentions.in_order())
        found = [
            name
            for camp in session.pending_lists()
            for name in (camp.target, *camp.members)
            if name is not None
        ]
        found += [one.name for one in session.undecided_members()]
        rejected = {
            (one.start, one.end) for one in session.records.all(Rejection) if one.kind is ProposalKind.MENTION
        }
        labels = {label.name: label.id for label in session.labels()}
        listed: list[Tagged] = [
            (name.start, name.end, labels[name.label], None) for name in found if name.label in labels
        ]
        learned, path, me = self._learned, session.project.path, session.annotator.id
        article_id, text, wanted = article.id, article.text, self._wanted

        def work(task: Task) -> _Answer:
            with learned.lock:
                if task.cancelled() and learned.memory is not None:
                    return [], []
                # What was begun to be learned is learned to its end, though the person has gone on meanwhile.
                _learn(learned, path, me, article_id)
                _read_tagger(learned, path, me)
                tagged: list[Tagged] = [(row[0], -row[1], row[3], row[4]) for row in rows]
                return _suggest(text, tagged, listed, rejected, learned, labels, wanted)

        self._job = Job(work, self._on_found, self._on_failed, self)
        self._job.start()

    def _on_found(self, answer: _Answer) -> None:
        self._job = None
        found, troubles = answer
        for sentence in troubles:
            self.hinted.emit(sentence)
        if found == self._found:
            return  # the article is not drawn again for nothing
        self._found = found
        if self._current is not None and self._current not in found:
            self._current = None
            self.current_changed.emit()
        self.changed.emit()

    def _on_trained(self) -> None:
        self._learned.tagger_read = False
        self._look_soon()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        raise error


def _learn(learned: _Learned, path: Path, annotator_id: Id, but: Id) -> None:
    """Learn what all articles but one teach: read once, and then kept up to date article by article."""
    from storage.learning import learn_article, learn_project

    if learned.memory is not None and learned.without == but:
        return
    with Project.open(path, read_only=True) as project:
        if learned.memory is None or learned.without is None:
            learned.memory = learn_project(project, annotator_id, but=but, cancelled=learned.closing.is_set)
        else:
            learn_article(project, learned.memory, annotator_id, learned.without)
            learn_article(project, learned.memory, annotator_id, but, times=-1)
        learned.without = but


def _read_tagger(learned: _Learned, path: Path, annotator_id: Id) -> None:
    """Take the project's trained tagger on, if there is one that is good enough and its library is here."""
    if learned.tagger_read or not is_available():
        return
    with Project.open(path, read_only=True) as project:
        model = project.model(annotator_id)
    learned.tagger_read = True
    learned.tagger = None
    if model is not None and model.figures.is_good_enough:
        with suppress(ValueError):  # no model: it is trained again sooner or later
            learned.tagger = Tagger(model.data)


def _suggest(
    text: str,
    tagged: list[Tagged],
    listed: list[Tagged],
    rejected: set[tuple[int, int]],
    learned: _Learned,
    labels: dict[str, Id],
    wanted: Wanted,
) -> _Answer:
    from annotation.suggest.cues import language_of
    from annotation.suggest.gazetteer import find_names

    names = [
        (name, labels[name.label]) for name in find_names(text, language_of(text)) if name.label in labels
    ]
    known = set(labels.values())
    guesses = [one for one in learned.tagger.guess(text) if one.label_id in known] if learned.tagger else []
    plugged_in, troubles = learned.plugins.guesses(text, labels)
    found = suggest_mentions(
        text,
        tagged,
        rejected,
        learned.memory or Memory(),
        names,
        labels.get(PERSON_LABEL),
        guesses=guesses,
        listed=listed,
        plugged_in=plugged_in,
        wanted=wanted,
    )
    return found, troubles
