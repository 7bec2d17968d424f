"""Asking who claims a stance that the article only reports."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from annotation.records import Entity
from gui.dialogs.entity_field import EntityField
from gui.session import Session


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims it; None: nobody, as the article says so itself."""

    entity: Entity | None


class ClaimantDialog(QDialog):
    """A line for a name. Enter takes it; left empty, nobody claims it."""

    def __init__(self, session: Session, parent: QWidget, sentence: str, present: Entity | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Claimed by")
        title = QLabel(f"Who says that {sentence}?", self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        hint = QLabel("Leave the line empty where the article says so itself.", self)
        self.field = EntityField(session, self, hint="Who says so?")
        self.field.set_entity(present)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.field.taken.connect(self.accept)
        self.field.passed.connect(self.accept)
        lines = QVBoxLayout(self)
        for widget in (title, hint, self.field, buttons):
            lines.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
        self.field.setFocus()

    @classmethod
    def ask(cls, session: Session, parent: QWidget, sentence: str, present: Entity | None) -> Claimant | None:
        """Ask who claims a stance; None when the person cancels.

        Args:
            session: the session.
            parent: the window that waits.
            sentence: the stance in words.
            present: who claims it so far.
        """
        dialog = cls(session, parent, sentence, present)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            return Claimant(dialog.field.chosen()) if accepted else None
        finally:
            dialog.deleteLater()
