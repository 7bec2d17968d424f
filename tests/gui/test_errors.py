from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotation.errors import PersonError, SurroundingsError
from gui.errors import BugReporter, report, tell


@pytest.fixture
def boxes(qapp: object) -> Iterator[list[tuple[str, str, Qt.TextFormat]]]:
    """Text, details and format of every message; each is read and closed."""
    read: list[tuple[str, str, Qt.TextFormat]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            read.append((box.text(), box.detailedText(), box.textFormat()))
            box.accept()

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    yield read
    timer.stop()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def reporter(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> Iterator[BugReporter]:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    reporter = BugReporter(window)
    yield reporter
    reporter.restore()


Boxes = list[tuple[str, str, Qt.TextFormat]]


def throw(error: BaseException) -> None:
    sys.excepthook(type(error), error, None)


@pytest.mark.parametrize(
    "error", [PersonError("Choose <b>another</b>."), SurroundingsError("No room &amp;.")]
)
def test_a_known_error_says_its_sentence_letter_for_letter(
    window: QWidget, boxes: Boxes, error: Exception
) -> None:
    report(window, error)
    assert boxes == [(str(error), "", Qt.TextFormat.PlainText)]


def test_a_bug_is_not_told_as_if_it_were_known(window: QWidget, boxes: Boxes) -> None:
    with pytest.raises(KeyError):
        report(window, KeyError("x"))
    assert boxes == []


def test_details_are_shown_on_demand(window: QWidget, boxes: Boxes) -> None:
    tell(window, "A sentence.", details="all of it")
    assert boxes == [("A sentence.", "all of it", Qt.TextFormat.PlainText)]


def test_a_bug_in_a_slot_is_logged_and_told_with_its_traceback(
    qtbot: QtBot, reporter: BugReporter, window: QWidget, boxes: Boxes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "paksha"):
        throw(ValueError("ours"))
        qtbot.waitUntil(lambda: bool(boxes))
    assert "you can go on" in boxes[0][0]
    assert "ValueError: ours" in boxes[0][1]
    assert "ValueError: ours" in caplog.text
    assert window.isVisible()


def test_a_known_error_that_nobody_caught_is_told_and_not_logged(
    qtbot: QtBot, reporter: BugReporter, boxes: Boxes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "paksha"):
        throw(SurroundingsError("The disk is full."))
        qtbot.waitUntil(lambda: bool(boxes))
    assert boxes == [("The disk is full.", "", Qt.TextFormat.PlainText)]
    assert caplog.text == ""


def test_many_bugs_at_once_open_one_message(
    qtbot: QtBot, reporter: BugReporter, window: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    def close() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert (
            len([w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()])
            == 1
        )
        box.accept()

    QTimer.singleShot(100, close)
    for number in range(5):
        throw(ValueError(number))
    qtbot.wait(200)
    assert caplog.text.count("ValueError") >= 5
    assert QApplication.activeModalWidget() is None


def test_a_slot_that_raises_reaches_the_reporter_through_qt(
    qtbot: QtBot, reporter: BugReporter, window: QWidget, boxes: Boxes
) -> None:
    button = QPushButton(window)

    def bug() -> None:
        raise PersonError("Do otherwise.")

    button.clicked.connect(bug)
    hook = sys.excepthook
    button.click()
    sys.excepthook = hook
    qtbot.waitUntil(lambda: bool(boxes))
    assert boxes[0][0] == "Do otherwise."


def test_keyboard_interrupts_go_to_the_former_hook(reporter: BugReporter, boxes: Boxes) -> None:
    passed: list[object] = []
    reporter._former = lambda *arguments: passed.append(arguments[0])
    throw(KeyboardInterrupt())
    assert passed == [KeyboardInterrupt]


def test_an_error_after_the_window_has_gone_goes_to_the_former_hook(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: passed.append(kind))
    window = QWidget()
    reporter = BugReporter(window)
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    throw(ValueError("late"))
    reporter.restore()
    assert passed == [ValueError]
