from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.garbage import collect_if_due
from gui.jobs import GLANCE, PATIENCE, Job, Task, show_progress


class Outcome:
    """What a job told the window, and in which threads."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(threading.current_thread())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.append(threading.current_thread())


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Keeps a job waiting until it is set; set at the end in any case."""
    event = threading.Event()
    yield event
    event.set()


def run(qtbot: QtBot, job: Job[Any]) -> None:
    with qtbot.waitSignal(job.ended):
        job.start()


def progress_dialog() -> QProgressDialog | None:
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog) and w.isVisible())
    return next(shown, None)


def test_the_work_is_done_in_another_thread_and_its_result_comes_in_the_windows(
    qtbot: QtBot, window: QWidget, outcome: Outcome
) -> None:
    job = Job(lambda _task: threading.current_thread(), outcome.done, outcome.failed, window)
    run(qtbot, job)
    qtbot.waitUntil(lambda: bool(outcome.results))
    assert outcome.results != [threading.main_thread()]
    assert outcome.threads == [threading.main_thread()]


def test_an_error_of_the_work_is_handed_to_the_window(
    qtbot: QtBot, window: QWidget, outcome: Outcome
) -> None:
    error = ValueError("no")

    def work(_task: Task) -> None:
        raise error

    run(qtbot, Job(work, outcome.done, outcome.failed, window))
    assert (outcome.errors, outcome.results) == ([error], [])


def test_after_a_cancel_neither_result_nor_error_comes(
    qtbot: QtBot, window: QWidget, outcome: Outcome, gate: threading.Event
) -> None:
    def fails(_task: Task) -> None:
        gate.wait(10)
        raise ValueError

    for work in (lambda _task: gate.wait(10), fails):
        job: Job[Any] = Job(work, outcome.done, outcome.failed, window)
        job.start()
        job.cancel()
        with qtbot.waitSignal(job.ended):
            gate.set()
    assert (outcome.results, outcome.errors) == ([], [])


def test_a_job_is_over_before_its_result_is_used(qtbot: QtBot, window: QWidget, outcome: Outcome) -> None:
    said: list[str] = []
    job = Job(lambda _task: 1, lambda _result: said.append("done"), outcome.failed, window)
    job.ended.connect(lambda: said.append("ended"))
    run(qtbot, job)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == ["ended", "done"]


def test_a_window_that_has_gone_meanwhile_is_no_trouble(
    qtbot: QtBot, outcome: Outcome, gate: threading.Event
) -> None:
    window = QWidget()
    job = Job(lambda _task: gate.wait(10), outcome.done, outcome.failed, window)
    job.start()
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    gate.set()
    job.wait()
    qtbot.wait(10)
    assert outcome.results == []


def test_quick_work_shows_no_progress(qtbot: QtBot, window: QWidget, outcome: Outcome) -> None:
    job = Job(lambda _task: None, outcome.done, outcome.failed, window)
    show_progress(job, "Reading…", window)
    run(qtbot, job)
    qtbot.wait(PATIENCE + 200)
    assert progress_dialog() is None


def test_long_work_shows_how_far_it_is(
    qtbot: QtBot, window: QWidget, outcome: Outcome, gate: threading.Event
) -> None:
    def work(task: Task) -> bool:
        task.report(3, 7)
        return gate.wait(10)

    job = Job(work, outcome.done, outcome.failed, window)
    show_progress(job, "Reading…", window)
    job.start()
    qtbot.waitUntil(lambda: progress_dialog() is not None)
    dialog = progress_dialog()
    assert dialog is not None
    assert dialog.labelText() == "Reading…"
    bar = dialog.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (3, 7)
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert progress_dialog() is None


def test_the_cancel_button_stops_the_work(qtbot: QtBot, window: QWidget, outcome: Outcome) -> None:
    def work(task: Task) -> None:
        while not task.cancelled():
            task.report(1, 2)

    job = Job(work, outcome.done, outcome.failed, window)
    show_progress(job, "Reading…", window)
    job.start()
    qtbot.waitUntil(lambda: progress_dialog() is not None)
    dialog = progress_dialog()
    assert dialog is not None
    button = dialog.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(job.ended):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert progress_dialog() is None
    assert outcome.results == []


def test_ten_thousand_reports_are_taken_in(
    qtbot: QtBot, window: QWidget, outcome: Outcome, gate: threading.Event
) -> None:
    def work(task: Task) -> bool:
        gate.wait(10)
        for number in range(10_000):
            task.report(number, 10_000)
        return True

    job = Job(work, outcome.done, outcome.failed, window)
    show_progress(job, "Reading…", window)
    job.start()
    qtbot.waitUntil(lambda: progress_dialog() is not None)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        gate.set()
    assert outcome.results == [True]


def test_a_message_after_the_work_is_not_covered_by_its_progress(
    qtbot: QtBot, window: QWidget, outcome: Outcome
) -> None:
    seen: list[QProgressDialog | None] = []
    box = QMessageBox(window)

    def tell(_result: None) -> None:
        def look() -> None:
            seen.append(progress_dialog())
            box.accept()

        QTimer.singleShot(PATIENCE + 200, look)
        box.exec()

    job = Job(lambda _task: None, tell, outcome.failed, window)
    show_progress(job, "Reading…", window)
    run(qtbot, job)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [None]


def test_a_bug_in_what_follows_a_job_leaves_no_progress_behind(
    qtbot: QtBot, window: QWidget, outcome: Outcome, gate: threading.Event
) -> None:
    def bug(_result: object) -> None:
        raise ValueError("ours")

    job = Job(lambda _task: gate.wait(10), bug, outcome.failed, window)
    show_progress(job, "Reading…", window)
    job.start()
    qtbot.waitUntil(lambda: progress_dialog() is not None)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(job.ended):
        gate.set()
        qtbot.wait(50)
    assert [kind for kind, *_ in caught] == [ValueError]
    assert progress_dialog() is None


class Owner(QObject):
    """Owns a job that calls it back, as a session does; nothing else keeps it alive."""

    def __init__(self) -> None:
        super().__init__()
        self.job = Job(lambda _task: None, self.take, self.take, self)

    def take(self, _said: object) -> None:
        del self.job


@pytest.mark.parametrize("cancelled", [True, False])
def test_an_owner_that_is_let_go_before_its_job_is_deleted_is_deleted_once(
    qtbot: QtBot, cancelled: bool
) -> None:
    # Deleting one twice ends the process at some later moment, so there is nothing finer to look at.
    for _ in range(5):
        owner = Owner()
        job = owner.job
        job.start()
        job.wait()
        if cancelled:
            job.cancel()
        del owner, job
        qtbot.wait(3 * GLANCE)
    gc.collect()


def test_the_collector_is_due_by_pythons_own_thresholds() -> None:
    collect_if_due()
    before = gc.get_count()[0]
    kept = [[] for _ in range(gc.get_threshold()[0] + 1)]
    assert gc.get_count()[0] > before, "nothing is collected by itself"
    collect_if_due()
    assert gc.get_count()[0] < len(kept)
