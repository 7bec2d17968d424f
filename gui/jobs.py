"""Work that may take long runs in a thread of its own, with progress and cancel.

A job gets no object of the window: what it needs is handed to it, and a project it opens for itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QProgressDialog, QWidget

T = TypeVar("T")

PATIENCE = 600
"""Milliseconds before a running job shows its progress."""


class Job(QObject, Generic[T]):
    """One piece of work in a thread.

    `work` is called in the thread with the job itself; it reports through `report` and looks at `cancelled`.
    `done` or `failed` is then called in the thread of the window; after a cancel neither is.
    """

    progressed = Signal(int, int)
    ended = Signal()
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._done = done
        self._failed = failed
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._returned.connect(self._on_returned, Qt.ConnectionType.QueuedConnection)
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; its result is thrown away."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Tell the work whether to stop."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell the window how far the work is."""
        self.progressed.emit(done, total)

    def wait(self) -> None:
        """Wait for the thread to end, as before the program closes."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work(self)
        except Exception as error:  # handed to the window, which tells the person or reports a bug
            self._emit(self._raised, error)
        else:
            self._emit(self._returned, result)

    def _emit(self, signal: object, value: object) -> None:
        try:
            signal.emit(value)  # pyright: ignore[reportAttributeAccessIssue]
        except RuntimeError:  # the window was closed meanwhile and took the job's QObject along
            return

    @Slot(object)
    def _on_returned(self, result: T) -> None:
        self._end()
        if not self.cancelled():
            self._done(result)

    @Slot(object)
    def _on_raised(self, error: Exception) -> None:
        self._end()
        if not self.cancelled():
            self._failed(error)

    def _end(self) -> None:
        """Say that the work is over, before anything is made of it: that may wait in a dialog, or raise."""
        self.ended.emit()
        self.deleteLater()


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
