"""Asking for the annotator's name: once at the first start, and when somebody else sits down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gui.widgets.plain_text import one_line

EXPLANATION = (
    "Every annotation carries the name of the person who made it, so that several people can work on the "
    "same articles and their work can be compared."
)


class AnnotatorName(QDialog):
    """Asks who annotates."""

    def __init__(self, known: Sequence[str], suggested: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who is annotating?")
        unit = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setSpacing(unit // 2)
        question = QLabel("Your &name")
        self._name = QComboBox(editable=True)
        self._name.addItems(list(known))
        self._name.setCurrentText(suggested)
        completer = self._name.completer()
        if completer is not None:  # completed inline, “Ash” could not sign in beside “Asha”
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._name.setMinimumWidth(unit * 20)
        question.setBuddy(self._name)
        explanation = QLabel(EXPLANATION, wordWrap=True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        for widget in (question, self._name, explanation, self._buttons):
            column.addWidget(widget)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._name.editTextChanged.connect(self._on_text_changed)
        self._on_text_changed(suggested)
        edit = self._name.lineEdit()
        if edit is not None:
            edit.selectAll()

    @classmethod
    def ask(cls, parent: QWidget | None, *, known: Sequence[str] = (), suggested: str = "") -> str | None:
        """Return the name, or None when the person would rather not say."""
        dialog = cls(known, suggested, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name = dialog.name()
        dialog.deleteLater()
        return name if accepted else None

    def name(self) -> str:
        """Return the name as typed, without white space around it."""
        return one_line(self._name.currentText())

    def _on_text_changed(self, _text: str) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.name()))
