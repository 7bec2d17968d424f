"""Handing articles out and bringing other people's projects in, as a person asks for it in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotation.merging.plan import MergePlan
from annotation.records import Annotator, Id, Role, new_id
from gui.dialogs.bring_together import BringTogether, Decisions
from gui.dialogs.hand_out import HandOut, HandOutDialog
from gui.errors import report, tell
from gui.file_dialogs import ask_where, folder_of
from gui.jobs import Jobs, Task
from gui.session import Session
from gui.settings import Settings
from storage.project import Project

PROJECTS = "Paksha projects (*.paksha)"

_STEPS = 1_000


class Teamwork(QObject):
    """Works for one session; what takes long runs as a job with a connection of its own.

    Args:
        session: the session.
        settings: remembers folders and sizes.
        jobs: runs the work.
        shown: returns the articles that the list shows as it is filtered.
        window: dialogs open over it.

    Signals:
        done(str): a remark on what was done, for the status bar.
    """

    done = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        jobs: Jobs,
        shown: Callable[[], Sequence[Id]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._jobs = jobs
        self._shown = shown
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {"project.hand_out": self.hand_out, "project.bring_together": self.choose_and_bring_in}

    def hand_out(self) -> None:
        """Ask who gets which articles, record that, and write the copy."""
        session = self._session
        others = [
            one.name
            for one in session.records.all(Annotator)
            if one.id != session.annotator.id and one.role is not Role.ADJUDICATED
        ]
        wanted = HandOutDialog.ask(others, session.article_rows(), self._shown(), self._window)
        if wanted is None:
            return
        proposed = Path(folder_of(self._settings), f"{session.project.path.stem} {wanted.name}.paksha")
        target = ask_where(self._window, "Hand out", proposed, PROJECTS)
        if target is None:
            return
        if target.exists():
            tell(self._window, f"“{target.name}” is there already. Choose another name.")
            return
        self.hand_out_to(target, wanted)

    def hand_out_to(self, target: Path, wanted: HandOut) -> None:
        """Record who is to do what, and write the copy."""
        from storage.handing_out import assignment

        self._settings.folder = target.parent
        known = {one.name: one for one in self._session.records.all(Annotator)}
        annotator = known.get(wanted.name) or Annotator(id=new_id(), name=wanted.name)
        changes = assignment(self._session.project, annotator, wanted.article_ids)
        if changes and not self._session.apply(changes):
            return
        source = self._session.project.path
        self._jobs.start(
            lambda task: _write_copy(source, target, annotator, wanted, task),
            lambda _: self.done.emit(f"{wanted.name}’s copy is in {target}"),
            lambda error: report(self._window, error),
            "Writing the copy…",
        )

    def choose_and_bring_in(self) -> None:
        """Ask for another person's project and bring it in."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Bring together", folder_of(self._settings), PROJECTS
        )
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, other: Path) -> None:
        """Plan what bringing another project in would do, show it, and do it if the person wants."""
        self._settings.folder = other.parent
        self._plan(other, Decisions({}), lambda plan: self._show(other, plan))

    def _plan(self, other: Path, decided: Decisions, then: Callable[[MergePlan], object]) -> None:
        source = self._session.project.path
        self._jobs.start(
            lambda task: _plan_merge(source, other, decided, task),
            then,
            lambda error: report(self._window, error),
            "Comparing the projects…",
        )

    def _show(self, other: Path, plan: MergePlan) -> None:
        decided = BringTogether.ask(plan, other.stem, self._settings, self._window)
        if decided is None:
            return
        if decided.answers or decided.taken:
            self._plan(other, decided, lambda again: self._apply(other, again))
        else:
            self._apply(other, plan)

    def _apply(self, other: Path, plan: MergePlan) -> None:
        """Make the changes as one step."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            made = self._session.apply(plan.changes)
        finally:
            QApplication.restoreOverrideCursor()
        if made:
            article = self._session.article
            self._session.open_article(article.id if article else None)
            self.done.emit(f"{len(plan.changes.changes):,} changes of “{other.stem}” were made")


class _Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the result any more."""


def _reporter(task: Task) -> Callable[[float], None]:
    def progress(share: float) -> None:
        if task.cancelled():
            raise _Cancelled
        task.report(round(share * _STEPS), _STEPS)

    return progress


def _plan_merge(source: Path, other: Path, decided: Decisions, task: Task) -> MergePlan:
    from storage.merging import plan_merge

    with Project.open(source, read_only=True) as project:
        return plan_merge(project, other, decided.answers, decided.taken, _reporter(task))


def _write_copy(source: Path, target: Path, annotator: Annotator, wanted: HandOut, task: Task) -> None:
    from storage.handing_out import hand_out

    with Project.open(source, read_only=True) as project:
        hand_out(
            project,
            target,
            annotator,
            wanted.article_ids,
            lock_labels=wanted.lock_labels,
            progress=_reporter(task),
        )
