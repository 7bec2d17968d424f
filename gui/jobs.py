"""Work that may take long runs in a thread of its own, with progress and cancel.

The thread knows nothing of Qt: it gets plain data and leaves what it has to say in a queue, which the window
looks into. So nothing of Qt is ever touched, or deleted, in a thread that did not make it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QProgressDialog, QWidget

T = TypeVar("T")

PATIENCE = 600
"""Milliseconds before a running job shows its progress."""

GLANCE = 15
"""Milliseconds between two looks at what a job's thread has said."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the work sees of its job: how to say how far it is, and whether to stop.

    `said` holds what goes to the window: pairs of "progress", "returned" or "raised" and a value.
    """

    said: SimpleQueue[tuple[str, Any]] = field(default_factory=SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)

    def report(self, done: int, total: int) -> None:
        """Tell the window how far the work is."""
        self.said.put(("progress", (done, total)))

    def cancelled(self) -> bool:
        """Tell the work whether to stop."""
        return self.stop.is_set()


class Job(QObject, Generic[T]):
    """One piece of work in a thread.

    `work` is called in the thread, with its `Task`; it must hold no object of Qt. `done` or `failed` is then
    called in the thread of the window; after a cancel neither is.

    Signals:
        progressed(int, int): the work has reported.
        ended(): the work is over, in whichever way.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._done: Callable[[T], object] = done
        self._failed: Callable[[Exception], object] = failed
        self._task = Task()
        self._thread = threading.Thread(target=_carry_out, args=(work, self._task), daemon=True)
        self._glance = QTimer(self)
        self._glance.setInterval(GLANCE)
        self._glance.timeout.connect(self._on_glance)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._glance.start()

    def cancel(self) -> None:
        """Ask the work to stop; its result is thrown away."""
        self._task.stop.set()
        self._forget()

    def wait(self) -> None:
        """Wait for the thread to end, as before the program closes."""
        if self._thread.is_alive():
            self._thread.join()

    def _on_glance(self) -> None:
        progress: tuple[int, int] | None = None
        while True:
            try:
                what, said = self._task.said.get_nowait()
            except Empty:
                break
            if what == "progress":
                progress = said
                continue
            self._glance.stop()
            self._finish(what, said)
            return
        if progress is not None:
            self.progressed.emit(*progress)

    def _finish(self, what: str, said: Any) -> None:
        """Say that the work is over, before anything is made of it: that may wait in a dialog, or raise."""
        call = self._done if what == "returned" else self._failed
        cancelled = self._task.cancelled()
        self._forget()
        self.ended.emit()
        self.deleteLater()
        if not cancelled:
            call(said)

    def _forget(self) -> None:
        """Let go of whoever waits: as they own the job, Qt would delete it twice if it kept them alive."""
        self._done = self._failed = _ignore


def _ignore(_said: object) -> None:
    """Take what nobody waits for any more."""


def _carry_out(work: Callable[[Task], object], task: Task) -> None:
    """Do the work in the job's thread; what it raises is handed to the window, which knows whom to tell."""
    try:
        result = work(task)
    except Exception as error:
        task.said.put(("raised", error))
    else:
        task.said.put(("returned", result))


def show_progress(job: Job[T], title: str, parent: QWidget) -> None:
    """Show a job's progress with a cancel button once it has lasted a while."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    dialog = QProgressDialog(title, "Cancel", 0, 0, parent)
    dialog.setBar(bar)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    patience = QTimer(dialog, singleShot=True, interval=PATIENCE)
    patience.timeout.connect(dialog.show)

    def on_progressed(done: int, total: int) -> None:
        # Not through the dialog: its own `setValue` delivers other events meanwhile, and so calls itself.
        bar.setRange(0, total)
        bar.setValue(done)

    def on_ended() -> None:
        patience.stop()
        dialog.cancel()  # hides it and stops a timer of its own; a dialog that follows is not covered by it
        dialog.deleteLater()

    job.progressed.connect(on_progressed)
    job.ended.connect(on_ended)
    dialog.canceled.connect(patience.stop)
    dialog.canceled.connect(job.cancel)
    patience.start()


class Jobs(QObject):
    """The jobs of one window, each with its progress shown over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._running: list[Job[Any]] = []

    def start(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        title: str,
    ) -> None:
        """Begin a piece of work, as `Job` describes it, under a title."""
        job = Job(work, done, failed, self)
        self._running.append(job)
        job.ended.connect(lambda: self._running.remove(job))
        show_progress(job, title, self._window)
        job.start()

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return not self._running

    def wait(self) -> None:
        """Let running jobs end, cancelled, before the project is closed."""
        for job in self._running:
            job.cancel()
            job.wait()
