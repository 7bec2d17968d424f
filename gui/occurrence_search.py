"""Looking for every place where something stands, in the open article or in all, in a job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Signal

from annotation.edits.tagging_all import Occurrence, mentions_meeting
from annotation.records import Article, Id, Mention
from annotation.text.searching import Query, find_all
from gui.jobs import Job, Task
from gui.models.occurrences import FoundArticle, Place
from gui.session import Session
from gui.widgets.plain_text import in_context
from storage.project import ArticleText, Project

MOST = 100_000
"""Places after which a search ends: nobody looks through more."""

_BEFORE, _AFTER = 60, 90  # code points of the text around a place

_Found = SimpleQueue[FoundArticle]
_MentionsIn = Callable[[Id], Iterable[Mention]]
"""Returns the annotator's mentions in an article; asked only where something is found."""


class OccurrenceSearch(QObject):
    """One search at a time; a new one takes the place of the one that runs.

    Signals:
        found(list): a `FoundArticle` for each further article with a place.
        progressed(int, int): so many of so many articles are done.
        ended(bool): all was searched; False: there are more than `MOST` places.
        failed(Exception): it could not be searched.
    """

    found = Signal(list)
    progressed = Signal(int, int)
    ended = Signal(bool)
    failed = Signal(Exception)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job[bool] | None = None
        self._running: list[Job[bool]] = []
        self._queue: _Found = SimpleQueue()

    @property
    def is_running(self) -> bool:
        """Whether a search is on its way."""
        return self._job is not None

    def start(self, query: Query, *, everywhere: bool) -> None:
        """Look in all articles, or in the open one."""
        self.stop()
        article = self._session.article
        assert article is not None
        here = None if everywhere else ArticleText(article.id, article.title, article.language, article.text)
        path, annotator_id = self._session.project.path, self._session.annotator.id
        queue: _Found = SimpleQueue()
        job = Job(
            lambda task: _look_in_project(query, path, annotator_id, here, queue, task),
            self._on_done,
            self._on_failed,
            self,
        )
        self._queue, self._job = queue, job
        self._running.append(job)
        job.progressed.connect(lambda done, total: self._on_progressed(job, done, total))
        job.ended.connect(lambda: self._running.remove(job))
        job.start()

    def stop(self) -> None:
        """Look no further; what was found stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def wait(self) -> None:
        """Stop, and wait until no thread reads the project any more."""
        self.stop()
        for job in self._running:
            job.wait()

    def _on_progressed(self, job: Job[bool], done: int, total: int) -> None:
        if job is self._job:
            self._hand_over()
            self.progressed.emit(done, total)

    def _on_done(self, complete: bool) -> None:
        self._job = None
        self._hand_over()
        self.ended.emit(complete)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

    def _hand_over(self) -> None:
        articles: list[FoundArticle] = []
        while True:
            try:
                articles.append(self._queue.get_nowait())
            except Empty:
                break
        if articles:
            self.found.emit(articles)


def _look_in_project(
    query: Query, path: Path, annotator_id: Id, here: ArticleText | None, found: _Found, task: Task
) -> bool:
    """Look in one article, or in all if it is None; the mentions there are read from the project."""
    with Project.open(path, read_only=True) as project:

        def mentions_in(article_id: Id) -> list[Mention]:
            return project.read(Mention, article_id=article_id, annotator_id=annotator_id)

        if here is not None:
            return _look([here], 0, mentions_in, query, found, task)
        with closing(project.article_texts()) as texts:
            return _look(texts, project.count(Article), mentions_in, query, found, task)


def _look(
    texts: Iterable[ArticleText],
    total: int,
    mentions_in: _MentionsIn,
    query: Query,
    found: _Found,
    task: Task,
) -> bool:
    """Put what is found into the queue, article by article.

    Args:
        texts: what is searched.
        total: of how many articles progress is told; 0 for the open one alone.
        mentions_in: gives the mentions of an article.
        query: what is looked for.
        found: gets what is found.
        task: the job's.

    Returns:
        Whether all was searched; False if there are more than `MOST` places.
    """
    left = MOST
    for number, article in enumerate(texts, 1):
        if task.cancelled():
            break
        spans = find_all(query, article.text, cancelled=task.cancelled)
        if spans:
            title = article.title if total else None
            found.put(FoundArticle(title, _places(article, spans[:left], mentions_in(article.id))))
            left -= len(spans)
        if left < 0:
            return False
        if total:
            task.report(number, total)
    return True


def _places(
    article: ArticleText, spans: Sequence[tuple[int, int]], mentions: Iterable[Mention]
) -> list[Place]:
    text = article.text
    return [
        Place(
            Occurrence(article.id, article.language, start, end, text[start:end], met),
            *in_context(text, start, end, _BEFORE, _AFTER),
        )
        for (start, end), met in zip(spans, mentions_meeting(mentions, spans), strict=True)
    ]
