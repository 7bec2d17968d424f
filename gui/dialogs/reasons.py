"""The project's reasons for corrections: their names and their order, edited together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotation.changes import ChangeSet
from annotation.edits.reasons import edit_reasons, reasons_in
from annotation.errors import PersonError
from annotation.records import Reason, Stance
from gui.session import Session
from gui.widgets.trouble_line import TroubleLine

_RECORD = Qt.ItemDataRole.UserRole

Named = tuple[Reason | None, str]
"""A reason's record, None while it is new, and the name that it is to have."""


class ReasonsDialog(QDialog):
    """A list of the reasons, and below it the name of the one that is chosen.

    Args:
        session: the session.
        parent: the window over which it opens.
    """

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reasons for corrections")
        self._session = session
        self.list = QListWidget(self)
        self.list.setAccessibleName("Reasons")
        self.name = QLineEdit(self, placeholderText="Name of the reason")
        self.name.setAccessibleName("Name")
        self._add = QPushButton("A&dd")
        self._remove = QPushButton("&Remove")
        self._up = QPushButton("Move &up")
        self._down = QPushButton("Move do&wn")
        self._message = TroubleLine(self)
        self._message.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out()
        self._connect()
        self._show([(reason, reason.name) for reason in reasons_in(session.records)], 0)
        unit = self.fontMetrics().lineSpacing()
        self.resize(unit * 24, unit * 20)

    @classmethod
    def edit(cls, session: Session, parent: QWidget | None) -> ChangeSet | None:
        """Return what the person changed, or None when there is nothing to apply."""
        dialog = cls(session, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        changes = dialog.changes() if accepted else None
        dialog.deleteLater()
        return changes or None

    def reasons(self) -> list[Named]:
        """Return the reasons as they stand in the dialog."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [(item.data(_RECORD), item.text()) for item in items]

    def changes(self) -> ChangeSet:
        """Return what was changed.

        Raises:
            PersonError: if the reasons cannot stand so; the dialog cannot be accepted then.
        """
        return edit_reasons(self._session.records, self.reasons())

    def _lay_out(self) -> None:
        moves = QHBoxLayout()
        for button in (self._add, self._remove, self._up, self._down):
            button.setAutoDefault(False)
            moves.addWidget(button)
        lines = QVBoxLayout(self)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.name)
        lines.addLayout(moves)
        lines.addWidget(self._message)
        lines.addWidget(self._buttons)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda _item: self._edit_name())
        self.name.textEdited.connect(self._on_edited)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for keys, slot in (
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
            ("F2", self._edit_name),
        ):
            QShortcut(QKeySequence(keys), self, slot)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self.list,
            self._on_remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def _show(self, reasons: Sequence[Named], row: int) -> None:
        """Show other reasons, and choose one of them."""
        with QSignalBlocker(self.list):  # only the row that is chosen in the end is announced
            self.list.clear()
            for record, name in reasons:
                QListWidgetItem(name, self.list).setData(_RECORD, record)
            self.list.setCurrentRow(row)
        self._on_chosen()

    def _on_chosen(self) -> None:
        item = self.list.currentItem()
        self.name.setEnabled(item is not None)
        self._remove.setEnabled(item is not None)
        self.name.setText(item.text() if item else "")
        self._check()

    def _on_edited(self, text: str) -> None:
        self.list.currentItem().setText(text)
        self._check()

    def _edit_name(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _on_add(self) -> None:
        names = {name for _, name in self.reasons()}
        number = 1
        while (name := "New reason" if number == 1 else f"New reason {number}") in names:
            number += 1
        self._show([*self.reasons(), (None, name)], len(names))
        self._edit_name()

    def _on_remove(self) -> None:
        row, reasons = self.list.currentRow(), self.reasons()
        if row < 0:
            return
        record, name = reasons[row]
        number = len(self._session.project.read(Stance, reason_id=record.id)) if record else 0
        if number:
            users = f"{number:,} {'correction' if number == 1 else 'corrections'}"
            self._message.setText(
                f"“{name}” cannot be removed: it is the reason for {users} in this project. "
                "Give another reason there first, or rename it here."
            )
            return
        del reasons[row]
        self._show(reasons, min(row, len(reasons) - 1))

    def _move(self, by: int) -> None:
        reasons, row = self.reasons(), self.list.currentRow()
        goal = row + by
        if row >= 0 and 0 <= goal < len(reasons):
            reasons.insert(goal, reasons.pop(row))
            self._show(reasons, goal)

    def _check(self) -> None:
        """Say in place what is wrong; nothing can be accepted until it is put right."""
        try:
            self.changes()
        except PersonError as error:
            self._message.setText(str(error))
            fine = False
        else:
            self._message.clear()
            fine = True
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)
        row = self.list.currentRow()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < self.list.count() - 1)
