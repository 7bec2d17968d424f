"""A person who answers dialogs, for tests of what waits in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QProgressDialog,
)


class Person:
    """Answers the dialogs in order; a message that nobody expected is read and closed."""

    def __init__(self) -> None:
        self.answers: list[Callable[[Any], object]] = []
        self.read: list[str] = []
        self._answering: list[QDialog] = []
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or isinstance(dialog, QProgressDialog):
            return
        if dialog in self._answering:
            return
        if isinstance(dialog, QMessageBox):
            self.read.append(dialog.text())
        if self.answers:
            self._answering.append(dialog)
            # Not from here: a timer rests while it is answered, and another dialog may come up meanwhile.
            QTimer.singleShot(0, partial(self._answer, self.answers.pop(0), dialog))
        else:
            dialog.reject()

    def _answer(self, answer: Callable[[Any], object], dialog: QDialog) -> None:
        try:
            answer(dialog)
        except BaseException:
            dialog.reject()  # the test fails now; it would wait for ever
            raise
        finally:
            self._answering.remove(dialog)

    def stop(self) -> None:
        self._timer.stop()


def choose(path: Path, *others: Path) -> Callable[[QFileDialog], None]:
    """Write names into the file dialog, as a person does, and take them."""

    def answer(dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(" ".join(f'"{each}"' for each in (path, *others)) if others else str(path))
        dialog.accept()

    return answer


def press(text: str) -> Callable[[QDialog], None]:
    """Press the button of a dialog that is called so."""

    def answer(dialog: QDialog) -> None:
        buttons = dialog.buttons() if isinstance(dialog, QMessageBox) else _box(dialog).buttons()
        button = next(button for button in buttons if button.text().replace("&", "") == text)
        assert isinstance(button, QAbstractButton)
        button.click()

    return answer


def _box(dialog: QDialog) -> QDialogButtonBox:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    return box
