"""Asking for a note on something in the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QLabel, QWidget


def ask_for_note(parent: QWidget, about: str, note: str) -> str | None:
    """Return the note as edited, or None when the person cancels.

    Args:
        parent: the window that waits.
        about: a short piece of the article; it is shown letter for letter.
        note: the note so far.
    """
    dialog = QInputDialog(parent)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle("Note")
    dialog.setLabelText(f"Note on “{about}”")
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setTextValue(note)
    try:
        return dialog.textValue().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()
