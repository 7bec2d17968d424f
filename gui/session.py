"""The session: the open project, who works in whose annotations, and the article that is open.

Views take it in their constructor, read `records`, hand it change sets, and follow `changed`. They hold no
truth of their own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from annotation.changes import ChangeSet, change_set, remove
from annotation.edits.articles import begin, set_status
from annotation.edits.doubtful import Undecided
from annotation.edits.stances import towards_itself
from annotation.errors import PersonError, SurroundingsError
from annotation.mention_layer import MentionRow
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Comment,
    Dismissal,
    Entity,
    Evidence,
    GroupMember,
    Id,
    Label,
    Mention,
    Progress,
    Reason,
    Record,
    Rejection,
    Stance,
    Status,
)
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet
from gui.found_lists import FoundLists
from gui.jobs import Job
from storage.project import ArticleRow, Project

LAYER_KINDS = (Mention, Camp, Stance, Evidence, Rejection, Dismissal, Progress, Comment)
"""The kinds of record that belong to one annotator in one article."""

RUN_SECONDS = 1.0
"""How soon an edit must follow another of its run to be one step with it."""

IDLE = 2_000
"""Milliseconds after the last step after which the project's log is tidied up."""

SEARCH_DELAY = 50
"""Milliseconds after which an article is searched for lists: it is painted first, and one that is only passed
by is not searched."""

_OF_AN_ARTICLE = (Mention, Camp, Stance, Rejection, Dismissal, Progress, Comment)

NAME_KINDS = (Annotator, Label, Entity, Alias, GroupMember, Reason)
"""The kinds of record that belong to the whole project."""


class Session(QObject):
    """What is open, and the only way for the window to change it.

    Signals:
        changed(ChangeSet): something was applied, undone or redone; `records` already shows it.
        article_opened(): another article is open, or none (`article` tells).
        proposals_changed(): the lists found in the article are there, or one was decided.
        refused(str): an action could not be saved; the sentence says why and what to do.
        remarked(str): there was nothing to do, or something has to come first; nothing went wrong.
        closing(): the project is about to be closed; who meant to read it later does so no more.
    """

    changed = Signal(object)
    article_opened = Signal()
    proposals_changed = Signal()
    refused = Signal(str)
    remarked = Signal(str)
    closing = Signal()

    def __init__(
        self,
        project: Project,
        annotator_id: Id,
        parent: QObject | None = None,
        *,
        author_id: Id | None = None,
    ) -> None:
        """Take a project on.

        Args:
            project: the project.
            annotator_id: whose annotations are shown and changed.
            parent: owns the session.
            author_id: who changes them, as when one reviews another's work; None: the annotator.
        """
        super().__init__(parent)
        self.project = project
        self.article: Article | None = None
        self.records = WorkingSet(project.names())
        self.names = NameIndex(_names_in(self.records))
        self.annotator = self.records.get(Annotator, annotator_id)
        self.author = self.records.get(Annotator, author_id or annotator_id)
        self.last_target_id: Id | None = None  # of the stance that was recorded last, for the next one
        self.past: int | None = None  # the revision after which the article is shown, None: as it is now
        self._gone: tuple[Record, ...] = ()  # names that were removed since, while the past is shown
        self._handed_over = False
        self._run: tuple[Hashable, int | None, float] = (None, None, 0.0)
        self._titles: tuple[str | None, str | None] | None = None  # None: the project knows
        self._lists = FoundLists(self.records, self.names)
        self._search: Job[tuple[ProposedCamp, ...]] | None = None
        self._search_start = QTimer(self)
        self._search_start.setSingleShot(True)
        self._search_start.setInterval(SEARCH_DELAY)
        self._search_start.timeout.connect(self._look_for_lists)

        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self._fold_log)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: the project can only be read, or the past is shown."""
        return self.project.read_only or self.past is not None

    @property
    def reviewing(self) -> bool:
        """Whether the annotations that are shown are another person's."""
        return self.author.id != self.annotator.id

    def labels(self) -> list[Label]:
        """Return the labels in their order."""
        return sorted(self.records.all(Label), key=lambda label: label.position)

    def article_rows(self) -> list[ArticleRow]:
        """Return a line for each article, with the annotator's status and counts."""
        return self.project.article_rows(self.annotator.id)

    def pending_lists(self) -> list[ProposedCamp]:
        """Return the alliance lists found in the article that wait for a decision."""
        return self._lists.pending()

    def undecided_members(self) -> list[Undecided]:
        """Return the found members of accepted lists that wait for a decision."""
        return self._lists.undecided()

    def status(self) -> Status:
        """Return how far the annotator is with the open article."""
        progress = self._progress()
        return progress.status if progress else Status.NEW

    def open_article(self, article_id: Id | None) -> None:
        """Open an article with the annotator's layer, or none; its alliance lists are then looked for."""
        try:
            article = self.project.get(Article, article_id) if article_id else None
            layer = self.project.layer(article.id, self.annotator.id, mentions=False) if article else []
            mentions = self.project.mention_rows(article.id, self.annotator.id) if article else []
        except (PersonError, SurroundingsError) as error:
            self.refused.emit(str(error))
            return
        self._show(article, layer, mentions)
        self.article_opened.emit()
        self.proposals_changed.emit()
        if self.article is not None:
            self._search_start.start()

    def look_back(self, number: int) -> bool:
        """Show the open article as it was after a revision; nothing can be changed meanwhile.

        Returns:
            Whether the article was there then.
        """
        if self.article is None:
            return False
        try:
            found = self.project.article_at(self.article.id, self.annotator.id, number)
        except (PersonError, SurroundingsError) as error:
            self.refused.emit(str(error))
            return False
        if not found:
            self.remarked.emit("The article was not in the project yet.")
            return False
        article, *others = found
        assert isinstance(article, Article)
        layer = [record for record in others if isinstance(record, LAYER_KINDS)]
        self._show(article, layer, (), past=number)
        self._gone = tuple(record for record in others if isinstance(record, NAME_KINDS))
        self.records.load(self._gone)
        self.article_opened.emit()
        self.proposals_changed.emit()
        return True

    def return_to_now(self) -> None:
        """Show the article as it is, after looking back."""
        if self.past is not None and self.article is not None:
            self.open_article(self.article.id)

    def apply(self, changes: ChangeSet, *, run: Hashable = None) -> bool:
        """Write a change set to the project and tell the views; False when it was refused or empty.

        A stance of somebody towards themselves is refused with a remark.

        The first edit in a new article also marks it as in progress. Edits of the same `run` that follow one
        another within `RUN_SECONDS`, as while a key is held down, are one step for Undo.
        """
        if not changes:
            return False
        if self.past is not None:
            self.remarked.emit("This is the article as it was. Go back to now to change anything.")
            return False
        itself = towards_itself(self.records, changes.changes)
        if itself is not None:
            self.remarked.emit(f"The list is about {itself.name}; nobody takes a stance towards themselves.")
            return False
        last_run, last, until = self._run
        continues = last if run is not None and run == last_run and time.monotonic() < until else None
        try:
            changes = self._with_progress(changes)
            revision = self.project.apply(changes, self.author.id, continues=continues)
        except (PersonError, SurroundingsError) as error:
            self.refused.emit(str(error))
            return False
        self._run = run, revision.number if revision else None, time.monotonic() + RUN_SECONDS
        self._titles = changes.title, None
        self._follow(changes)
        return True

    def undo(self) -> bool:
        """Take back the annotator's last action; False when there was none or it was refused."""
        return self._step(self.project.undo)

    def redo(self) -> bool:
        """Do again what was taken back; False when there was nothing or it was refused."""
        return self._step(self.project.redo)

    def step_titles(self) -> tuple[str | None, str | None]:
        """Return what Undo would take back and what Redo would do again."""
        if self._titles is None:
            self._titles = self.project.step_titles(self.author.id)
        return self._titles

    def set_status(self, status: Status) -> None:
        """Mark the open article."""
        if self.article is not None:
            self.apply(set_status(self.article, self.annotator.id, self._progress(), status))

    def close(self) -> None:
        """Close the project, unless it was handed over. The session is of no use afterwards."""
        self.closing.emit()
        self._idle.stop()
        search = self._search
        self._stop_search()
        if search is not None:
            search.wait()
        if not self._handed_over:
            self.project.close()

    def hand_over(self) -> Project:
        """Give the open project to another session: closed and opened again, somebody else could take it."""
        self._handed_over = True
        return self.project

    def _fold_log(self) -> None:
        with suppress(SurroundingsError):  # the next step meets the same trouble, and says so
            self.project.fold_log()

    def _progress(self) -> Progress | None:
        return next(iter(self.records.all(Progress)), None)

    def _with_progress(self, changes: ChangeSet) -> ChangeSet:
        """Add that the articles in which the annotator does something are begun, if they are not."""
        if changes.touches(Progress) or self.reviewing:
            return changes
        places = self._places(changes)
        if not places:
            return changes
        here = self.article is not None and places == {self.article.id: None}
        recorded = (
            self.records.all(Progress)
            if here
            else self.project.read(Progress, annotator_id=self.annotator.id)
        )
        return ChangeSet(changes.title, (*changes.changes, *begin(places, self.annotator.id, recorded)))

    def _places(self, changes: ChangeSet) -> dict[Id, None]:
        """Return the articles, but those removed, in which changes concern the annotator's own layer."""
        places: dict[Id, None] = {}
        for change in changes.changes:
            record = change.record
            if isinstance(record, Evidence) and self.records.find(Stance, record.stance_id) is not None:
                assert self.article is not None
                places[self.article.id] = None
            elif (
                isinstance(record, _OF_AN_ARTICLE)
                and not isinstance(record, Comment)
                and record.annotator_id == self.annotator.id
            ):
                places[record.article_id] = None
        for change in changes.changes:
            if change.kind is Article and change.after is None:
                places.pop(change.record_id, None)
        return places

    def _show(
        self,
        article: Article | None,
        layer: Iterable[Record],
        mentions: Sequence[MentionRow],
        past: int | None = None,
    ) -> None:
        """Take in an article with a layer, as it is or as it was after a revision."""
        self.records.apply(change_set("", map(remove, self._gone)))
        self._gone = ()
        self.past = past
        self.article = article
        self.records.forget(LAYER_KINDS)
        self.records.mentions.load(article.id if article else "", self.annotator.id, mentions)
        self.records.load(layer)
        self._lists.set(())
        self._stop_search()

    def _step(self, step: Callable[[Id], ChangeSet | None]) -> bool:
        self.return_to_now()
        self._titles = None
        try:
            changes = step(self.author.id)
        except (PersonError, SurroundingsError) as error:
            self.changed.emit(ChangeSet("", ()))  # what could not be taken back is passed over
            self.refused.emit(str(error))
            return False
        if changes is None:
            return False
        self._follow(changes)
        self._go_to(changes)
        return True

    def _go_to(self, changes: ChangeSet) -> None:
        """Open the article in which a step was taken back or done again, so that it is seen."""
        places: list[Id] = []
        for change in changes.changes:
            record = change.record
            if isinstance(record, Evidence):
                record = self.project.get(Stance, record.stance_id)
            if isinstance(record, _OF_AN_ARTICLE) and record.annotator_id == self.annotator.id:
                places.append(record.article_id)
            elif isinstance(change.after, Article):
                places.append(change.record_id)
        here = self.article.id if self.article else None
        if here not in places:
            place = next((place for place in places if self.project.get(Article, place)), None)
            if place is not None:
                self.open_article(place)

    def _follow(self, changes: ChangeSet) -> None:
        """Bring `records` and `names` up to date with what was written, then tell the views."""
        named: dict[Id, None] = {}
        for surface, entity_id in _names_in(change.before for change in changes.changes):
            self.names.discard(surface, entity_id)
            named[entity_id] = None
        named.update((entity_id, None) for _, entity_id in _names_in(c.after for c in changes.changes))
        self.records.apply(self._concerning(changes))
        for entity_id in named:  # what was discarded may still be another of its names
            entity = self.records.find(Entity, entity_id)
            aliases = self.records.where(Alias, "entity_id", entity_id)
            for surface, _ in _names_in((entity, *aliases) if entity else ()):
                self.names.add(surface, entity_id)
        self._lists.follow(changes)
        self._follow_article(changes)
        self._idle.start()
        self.changed.emit(changes)
        if changes.touches(Camp, Rejection):
            self.proposals_changed.emit()

    def _follow_article(self, changes: ChangeSet) -> None:
        """Keep the open article's own record current; close it when it was removed."""
        for change in changes.changes:
            if self.article is not None and change.record_id == self.article.id:
                if change.after is None:
                    self.open_article(None)
                elif isinstance(change.after, Article):
                    corrected = change.after.text != self.article.text
                    self.article = change.after
                    if corrected:  # what was found stands elsewhere now, or is no longer there
                        self._lists.set(())
                        self._stop_search()
                        self._search_start.start()

    def _concerning(self, changes: ChangeSet) -> ChangeSet:
        """Leave out what is in another article or in another annotator's layer."""
        stances = {c.record_id for c in changes.changes if c.kind is Stance and self._at_hand(c.record)}

        def concerns(record: Record) -> bool:
            if isinstance(record, Evidence):  # it is where its stance is, and does not say itself where
                return record.stance_id in stances or self.records.find(Stance, record.stance_id) is not None
            return self._at_hand(record)

        return ChangeSet(changes.title, tuple(c for c in changes.changes if concerns(c.record)))

    def _at_hand(self, record: Record) -> bool:
        """Tell whether a record belongs to the whole project or to the annotator's layer of the article."""
        if isinstance(record, NAME_KINDS):
            return True
        return (
            self.article is not None
            and isinstance(record, _OF_AN_ARTICLE)
            and record.article_id == self.article.id
            and record.annotator_id == self.annotator.id
        )

    def _stop_search(self) -> None:
        self._search_start.stop()
        if self._search is not None:
            self._search.cancel()
            self._search = None

    def _look_for_lists(self) -> None:
        assert self.article is not None
        text = self.article.text
        self._search = Job(lambda _task: _lists_in(text), self._on_lists_found, self._on_search_failed, self)
        self._search.start()

    def _on_lists_found(self, camps: tuple[ProposedCamp, ...]) -> None:
        self._search = None
        self._lists.set(camps)
        self.proposals_changed.emit()

    def _on_search_failed(self, error: Exception) -> None:
        self._search = None
        raise error


def _lists_in(text: str) -> tuple[ProposedCamp, ...]:
    from annotation.suggest.suggestions import suggest  # what it needs would keep the window waiting

    return suggest(text).camps


def _names_in(records: Iterable[Record | None]) -> Iterator[tuple[str, Id]]:
    """Yield the written names of entities among records, with the entity each means."""
    for record in records:
        if isinstance(record, Entity):
            yield record.name, record.id
        elif isinstance(record, Alias):
            yield record.surface, record.entity_id
