"""Asking for a note on something in the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from gui.theme import faint

SAVING_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class NoteDialog(QDialog):
    """A few lines to write in. Enter begins a new line, Ctrl+Enter saves, Tab goes on to the buttons."""

    def __init__(self, parent: QWidget, about: str, note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Note")
        title = QLabel(f"Note on “{about}”")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName("Note")
        self.editor.setPlainText(note)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        hint = QLabel("Ctrl+Enter saves")
        palette = hint.palette()
        palette.setColor(hint.foregroundRole(), faint(palette))
        hint.setPalette(palette)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for keys in SAVING_KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        lines = QVBoxLayout(self)
        for widget in (title, self.editor, hint, buttons):
            lines.addWidget(widget)
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.setTabOrder(self.editor, ok)
        self.setTabOrder(ok, buttons.button(QDialogButtonBox.StandardButton.Cancel))
        unit = self.fontMetrics()
        self.resize(unit.averageCharWidth() * 60, unit.lineSpacing() * 12)
        self.editor.setFocus()

    def note(self) -> str:
        """Return the note as it stands."""
        return self.editor.toPlainText().strip()


def ask_for_note(parent: QWidget, about: str, note: str) -> str | None:
    """Return the note as edited, or None when the person cancels.

    Args:
        parent: the window that waits.
        about: a short piece of the article; it is shown letter for letter.
        note: the note so far.
    """
    dialog = NoteDialog(parent, about, note)
    try:
        return dialog.note() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()
