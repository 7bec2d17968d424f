"""Asking why members of lists were corrected."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.edits.reasons import reasons_in
from annotation.records import Id, Reason, new_id
from gui.models.search_keys import matcher, search_key
from gui.session import Session
from gui.widgets.plain_text import one_line

_CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ChosenReason:
    """What the person chose; no reason at all is a choice, too."""

    reason: Reason | None


class ReasonChoice(QDialog):
    """The project's reasons, narrowed down by typing; Enter takes the marked one. What is typed can be added.

    Args:
        session: the session.
        parent: the widget over which it opens.
        about: the members in words.
        given: the reason that they have now.
    """

    def __init__(self, session: Session, parent: QWidget | None, about: str, given: Id | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reason")
        self._reasons = reasons_in(session.records)
        self._given = given
        title = QLabel(f"Reason for correcting “{about}”", self, wordWrap=True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        self.line = _Line(self, placeholderText="Type to find a reason, or a new one")
        self.line.setAccessibleName("Reason")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Reasons")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        lines = QVBoxLayout(self)
        for widget in (title, self.line, self.list, buttons):
            lines.addWidget(widget)
        self.line.textChanged.connect(self._show)
        self.line.stepped.connect(self._step)
        self.list.itemDoubleClicked.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        unit = self.fontMetrics().lineSpacing()
        self.resize(unit * 18, unit * 15)
        self._show("")
        self.line.setFocus()

    @classmethod
    def ask(
        cls, session: Session, parent: QWidget | None, about: str, given: Id | None
    ) -> ChosenReason | None:
        """Return what was chosen, perhaps a reason that the project lacks; None when cancelled."""
        dialog = cls(session, parent, about, given)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen() if accepted else None
        dialog.deleteLater()
        return chosen

    def chosen(self) -> ChosenReason | None:
        """Return what is marked."""
        item = self.list.currentItem()
        return item.data(_CHOICE) if item else None

    def _show(self, typed: str) -> None:
        """List the reasons in which every typed word occurs, whatever the spelling."""
        matches, name = matcher(typed), one_line(typed)
        self.list.clear()
        for reason in self._reasons:
            if matches(search_key(reason.name)):
                self._add(reason.name, reason)
        if not name:
            self._add("No reason", None)
        elif name.casefold() not in {reason.name.casefold() for reason in self._reasons}:
            position = 1 + max(reason.position for reason in self._reasons)
            self._add(f"Add “{name}” to the reasons", Reason(id=new_id(), name=name, position=position))
        self.list.setCurrentRow(0)
        for row in range(self.list.count()):
            reason = self.list.item(row).data(_CHOICE).reason
            if not name and reason is not None and reason.id == self._given:
                self.list.setCurrentRow(row)

    def _add(self, text: str, reason: Reason | None) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_CHOICE, ChosenReason(reason))

    def _step(self, by: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())


class _Line(QLineEdit):
    """Where the reason is typed.

    Signals:
        stepped(int): the reason before (-1) or after (1) shall be marked.
    """

    stepped = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
