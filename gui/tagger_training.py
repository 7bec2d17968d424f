"""Training the tagger when enough articles are finished, in another process so that the window goes on."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotation.changes import ChangeSet
from annotation.errors import PersonError, SurroundingsError
from annotation.records import Id, Progress
from annotation.suggest.tagger import is_available
from annotation.suggest.training import FEWEST_ARTICLES, FURTHER_ARTICLES, train_and_measure
from gui.jobs import Job, Task
from gui.session import Session
from storage.models import StoredModel
from storage.project import Project


class TaggerTraining(QObject):
    """Follows how many articles are finished, and trains after every few of them.

    Args:
        session: the session.
        parent: owns this.

    Signals:
        trained(): there is another model in the project.
        hinted(str): what became of a training.
    """

    trained = Signal()
    hinted = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job[StoredModel | None] | None = None
        session.changed.connect(self._on_changed)
        session.closing.connect(self._stop)

    def train(self, *, always: bool = False) -> None:
        """Train if enough articles were finished since the last time, or `always`."""
        session = self._session
        if self._job is not None or session.project.read_only or not is_available():
            return
        path, me = session.project.path, session.annotator.id
        self._job = Job(lambda task: _train(path, me, always, task), self._on_trained, self._on_failed, self)
        self._job.start()

    def _on_changed(self, changes: ChangeSet) -> None:
        me = self._session.annotator.id
        if any(
            isinstance(change.after, Progress) and change.after.annotator_id == me
            for change in changes.changes
        ):
            self.train()

    def _on_trained(self, model: StoredModel | None) -> None:
        self._job = None
        if model is None:
            return
        try:
            self._session.project.keep_model(self._session.annotator.id, model)
        except (PersonError, SurroundingsError) as error:
            self.hinted.emit(f"The tagger was trained and could not be kept: {error}")
            return
        figures = model.figures
        told = f"{figures.articles:,} articles have taught the tagger: "
        if figures.is_good_enough:
            told += f"{figures.precision:.0%} of its guesses were right and {figures.recall:.0%} of all found"
        else:
            told += f"only {figures.precision:.0%} of its guesses were right, so it is left off"
        self.hinted.emit(told)
        self.trained.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, (PersonError, SurroundingsError, BrokenProcessPool, OSError)):
            self.hinted.emit(f"The tagger could not be trained: {error}")
        else:
            raise error

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait()


def _train(path: Path, annotator_id: Id, always: bool, task: Task) -> StoredModel | None:
    """Train in another process; None if too little was finished, or nobody waits any more."""
    from storage.learning import finished_examples

    with Project.open(path, read_only=True) as project:
        former = project.model(annotator_id)
        taught = former.figures.articles if former is not None else 0
        examples = finished_examples(project, annotator_id)
    if len(examples) < FEWEST_ARTICLES or not any(tagged for _, tagged in examples):
        return None
    if not always and former is not None and abs(len(examples) - taught) < FURTHER_ARTICLES:
        return None
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        training = pool.submit(train_and_measure, examples)
        while not training.done():
            if task.stop.wait(0.1):
                for process in multiprocessing.active_children():
                    process.terminate()
                return None
        data, figures = training.result()
    return StoredModel(data, figures)
