"""Agreement as a person asks for it in the window: computed as a job, then shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.errors import report
from gui.jobs import Jobs, Task
from gui.session import Session
from gui.settings import Settings
from storage.project import Project

if TYPE_CHECKING:
    from storage.agreement import Agreement

_STEPS = 1_000


class Agreeing(QObject):
    """Compares the annotators of one session's project.

    Args:
        session: the session.
        settings: remembers the size of the dialog.
        jobs: runs the work.
        window: dialogs open over it.
    """

    def __init__(self, session: Session, settings: Settings, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._jobs = jobs
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {"review.agreement": self.compare, "review.compare": self.compare_article}

    def compare_article(self) -> None:
        """Show the annotators side by side in the open article, to decide between them."""
        from gui.dialogs.compare import CompareDialog

        if self._session.article is not None:
            dialog = CompareDialog(self._session, self._settings, self._window)
            dialog.exec()
            dialog.deleteLater()

    def compare(self, *, unfinished: bool = False) -> None:
        """Compute the figures and show them."""
        path = self._session.project.path
        self._jobs.start(
            lambda task: _compare(path, unfinished, task),
            lambda found: self._show(found, unfinished=unfinished),
            self._on_failed,
            "Comparing the annotators…",
        )

    def _on_failed(self, error: Exception) -> None:
        from storage.agreement import NothingFinished

        if not isinstance(error, NothingFinished):
            report(self._window, error)
        elif _agree_to_unfinished(str(error), self._window):
            self.compare(unfinished=True)

    def _show(self, found: Agreement, *, unfinished: bool) -> None:
        from gui.dialogs.agreement import AgreementDialog

        name = self._session.project.path.stem
        dialog = AgreementDialog(found, self._settings, name, unfinished=unfinished, parent=self._window)
        dialog.unfinished_wanted.connect(lambda on: self.compare(unfinished=on))
        dialog.exec()
        dialog.deleteLater()


def _agree_to_unfinished(sentence: str, parent: QWidget) -> bool:
    box = QMessageBox(
        QMessageBox.Icon.Question, "Paksha", sentence, QMessageBox.StandardButton.Cancel, parent
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    compare = box.addButton("Compare unfinished", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is compare


class _Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the figures any more."""


def _compare(path: Path, unfinished: bool, task: Task) -> Agreement:
    from storage.agreement import compare_annotators

    def progress(share: float) -> None:
        if task.cancelled():
            raise _Cancelled
        task.report(round(share * _STEPS), _STEPS)

    with Project.open(path, read_only=True) as project, project.snapshot():
        return compare_annotators(project, unfinished=unfinished, progress=progress)
