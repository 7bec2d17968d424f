"""Asking why a finding of the checks is no mistake."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gui.widgets.plain_text import one_line


class DismissFinding(QDialog):
    """A line to write a reason in; the reasons given last can be chosen."""

    def __init__(self, message: str, recent: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Let it stand")
        unit = self.fontMetrics().height()
        found = QLabel(message, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        question = QLabel("&Why is this no mistake?")
        self.reason_box = QComboBox(editable=True)
        self.reason_box.addItems(list(recent))
        self.reason_box.setMinimumWidth(unit * 20)
        self.reason_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )  # a long reason must not make the dialog wide
        self.reason_box.setAccessibleName("Why is this no mistake?")
        completer = self.reason_box.completer()
        if completer is not None:  # completed inline, a shorter reason could not be given
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        question.setBuddy(self.reason_box)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(unit // 2)
        for widget in (found, question, self.reason_box, self._buttons):
            column.addWidget(widget)
        self.reason_box.editTextChanged.connect(self._on_text_changed)
        self._on_text_changed()
        edit = self.reason_box.lineEdit()
        if edit is not None:
            edit.end(False)
            edit.home(True)
        self.reason_box.setFocus()

    @classmethod
    def ask(cls, message: str, recent: Sequence[str], parent: QWidget) -> str | None:
        """Return the reason, or None when the person cancels.

        Args:
            message: what was found; it is shown letter for letter.
            recent: reasons to choose from; the first one is suggested.
            parent: the window that waits.
        """
        dialog = cls(message, recent, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason()
        dialog.deleteLater()
        return reason if accepted else None

    def reason(self) -> str:
        """Return the reason as typed, on one line."""
        return one_line(self.reason_box.currentText())

    def _on_text_changed(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.reason()))
