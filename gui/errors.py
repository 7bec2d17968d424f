"""Telling a person what went wrong, by its kind: theirs, the surroundings', or ours."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget
from shiboken6 import isValid

from annotation.errors import PersonError, SurroundingsError

log = logging.getLogger("paksha")


def tell(parent: QWidget | None, sentence: str, *, details: str = "") -> None:
    """Show a sentence that says what is wrong and what to do. It is never read as markup."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Paksha", sentence, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if details:
        box.setDetailedText(details)
    box.exec()
    box.deleteLater()


def report(parent: QWidget | None, error: Exception) -> None:
    """Tell an error of the person or the surroundings; raise any other, which is ours."""
    if isinstance(error, PersonError | SurroundingsError):
        tell(parent, str(error))
    else:
        raise error


class BugReporter(QObject):
    """Catches what nobody caught: it is logged, the person is told once at a time, the window goes on."""

    caught = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._telling = False
        self._former = sys.excepthook
        # Queued: an exception may come up in the middle of painting, where no dialog may open.
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._on_exception

    def restore(self) -> None:
        """Put back the hook that was there before."""
        sys.excepthook = self._former

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            self._former(kind, error, trace)
            return
        details = ""
        if isinstance(error, PersonError | SurroundingsError):
            sentence = str(error)
        else:
            log.error("a bug", exc_info=(kind, error, trace))
            sentence = (
                "Something went wrong inside the program. Everything saved so far is safe; you can go on."
            )
            details = "".join(traceback.format_exception(kind, error, trace))
        if isValid(self):
            self.caught.emit(sentence, details)
        else:  # the window has gone
            self._former(kind, error, trace)

    def _on_caught(self, sentence: str, details: str) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            tell(self._parent, sentence, details=details)
        finally:
            self._telling = False
