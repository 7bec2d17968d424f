"""A person at the keyboard, for the real program: presses keys, types, waits to see something, and goes on.

A scenario is a generator. What it yields is waited for: a condition that must come true. Keys are delivered
from the event loop, never from the scenario's own stack, so that they reach dialogs that a key opened.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui import application
from gui.main_window import MainWindow
from main import main

PATIENCE = 30.0
"""Seconds for which a condition may be waited for."""

Scenario = Callable[["Robot"], Iterator[Callable[[], object]]]


class Robot:
    """Plays a scenario once the application is there."""

    def __init__(self, scenario: Scenario) -> None:
        self._steps = scenario(self)
        self._condition: Callable[[], object] = lambda: True
        self._number = 0
        self._pending = 0
        self._since = time.monotonic()
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    @property
    def window(self) -> MainWindow:
        """The program's window."""
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

    def has_window(self) -> bool:
        """Tell whether the program's window is up and nothing stands before it."""
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        return len(windows) == 1 and QApplication.activeModalWidget() is None

    def dialog(self, kind: str) -> QDialog | None:
        """Return the open dialog whose class is called so."""
        modal = QApplication.activeModalWidget()
        return modal if isinstance(modal, QDialog) and type(modal).__name__ == kind else None

    def press(self, *keys: str) -> Callable[[], object]:
        """Press keys one after the other, each where the focus then is; yield it to wait for that."""
        self._pending += len(keys)
        for key in keys:
            QTimer.singleShot(0, lambda key=key: self._press(QKeySequence(key)))
        return lambda: self._pending == 0

    def type(self, text: str) -> Callable[[], object]:
        """Type text where the focus is; yield it to wait for that."""
        self._pending += 1

        def deliver() -> None:
            self._pending -= 1
            # As an input method does: QTest's own typing knows only Latin letters.
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self._focus(), event)

        QTimer.singleShot(0, deliver)
        return lambda: self._pending == 0

    def _press(self, sequence: QKeySequence) -> None:
        self._pending -= 1  # before: a key that opens a dialog returns only when it is closed
        QTest.keySequence(self._focus(), sequence)

    def _focus(self) -> QWidget:
        """Return what has the focus; without a window manager a window must be brought to the front."""
        front = QApplication.activeModalWidget() or self.window
        if QApplication.activeWindow() is not front:
            front.activateWindow()
            QApplication.setActiveWindow(front)
        return QApplication.focusWidget() or front

    def _on_timeout(self) -> None:
        try:
            self._go_on()
        except StopIteration:
            self._timer.stop()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(3)

    def _go_on(self) -> None:
        if self._condition():
            self._condition = next(self._steps)
            self._number += 1
            self._since = time.monotonic()
        elif time.monotonic() - self._since > PATIENCE:
            in_front = QApplication.activeModalWidget() or QApplication.activeWindow()
            raise TimeoutError(f"waited in vain for step {self._number}; in front: {in_front}")


def play(scenario: Scenario, arguments: list[str]) -> int:
    """Run the real program with arguments while a scenario is played in it."""
    robots: list[Robot] = []
    make_application = application.make_application

    def made() -> QApplication:
        app = make_application()
        robots.append(Robot(scenario))
        return app

    application.make_application = made
    return main(arguments)
