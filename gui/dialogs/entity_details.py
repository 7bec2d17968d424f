"""What is known about an entity: name, label, code, other names, note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.edits.entities import describe, remove_entity
from annotation.records import Alias, Camp, Entity, Evidence, GroupMember, Mention, Stance
from gui.dialogs.label_box import LabelBox
from gui.session import Session
from gui.widgets.plain_text import one_line
from gui.widgets.trouble_line import TroubleLine


class EntityDetails(QDialog):
    """Edits what is known about an entity, or removes it. Nothing is stored here."""

    def __init__(self, session: Session, entity: Entity, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._entity = entity
        self._removal: ChangeSet | None = None
        self.setWindowTitle("Entity details")
        self.name = QLineEdit(entity.name)
        self.label = LabelBox(session.labels(), entity.label_id)
        self.code = QLineEdit(entity.code, placeholderText="RU, US, … or Wikidata's Q number")
        self.aliases = _LinesEdit("\n".join(alias.surface for alias in self._stored_aliases()), 5)
        self.aliases.setPlaceholderText("One to a line, in any script. A mention so written links by itself.")
        self.note = _LinesEdit(entity.note, 3)
        self.trouble = TroubleLine()
        self.removing = QPushButton("&Remove…")
        self.buttons = QDialogButtonBox()
        self._lay_out()
        self.name.textChanged.connect(lambda: self._tell(""))
        self.removing.clicked.connect(self._ask_to_remove)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.name.selectAll()

    @classmethod
    def edit(cls, session: Session, entity: Entity, parent: QWidget | None) -> ChangeSet | None:
        """Show an entity and wait.

        Returns:
            What to apply: the new description, or the removal; None if the person changed nothing.
        """
        dialog = cls(session, entity, parent)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            return dialog.changes() or None
        finally:
            dialog.deleteLater()

    def changes(self) -> ChangeSet:
        """Return what the fields, or the removal, come to; empty if that is what is stored."""
        if self._removal is not None:
            return self._removal
        return describe(
            self._session.records,
            self._entity,
            name=one_line(self.name.text()),
            label_id=self.label.label_id(),
            code=one_line(self.code.text()).upper(),  # both kinds of code are written in capitals
            note=self.note.toPlainText() if self._is_edited(self.note) else self._entity.note,
            aliases=self._wanted_aliases(),
        )

    @override
    def accept(self) -> None:
        if one_line(self.name.text()) or self._removal is not None:
            super().accept()
        else:
            self._tell("An entity needs a name: it is how you find it again.")
            self.name.setFocus()

    def _stored_aliases(self) -> list[Alias]:
        return self._session.records.where(Alias, "entity_id", self._entity.id)

    def _wanted_aliases(self) -> list[str]:
        if not self._is_edited(self.aliases):
            return [alias.surface for alias in self._stored_aliases()]
        return self.aliases.toPlainText().splitlines()

    @staticmethod
    def _is_edited(edit: QPlainTextEdit) -> bool:
        """Tell whether a person wrote there; what nobody touched is not read back, as Qt changes it."""
        return edit.document().isModified()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Name", self.name)
        self.trouble.hide()
        form.addRow("", self.trouble)
        form.addRow("&Label", self.label)
        form.addRow("&Code", self.code)
        form.addRow("&Also written", self.aliases)
        form.addRow("N&ote", self.note)
        if self._session.read_only:
            self._lock()
        else:
            self.buttons.addButton(QDialogButtonBox.StandardButton.Save)
            self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
            self.buttons.addButton(self.removing, QDialogButtonBox.ButtonRole.ResetRole)
            self.removing.setAutoDefault(False)
        lines = QVBoxLayout(self)
        lines.addLayout(form)
        lines.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    def _lock(self) -> None:
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.removing.hide()
        for field in (self.name, self.code, self.aliases, self.note):
            field.setReadOnly(True)
        self.label.setEnabled(False)

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _ask_to_remove(self) -> None:
        removal = removal_of(self._session, self._entity)
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("Remove the entity")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(f"Remove “{one_line(self._entity.name)}” from the project?")
        question.setInformativeText(consequences(removal))
        removing = question.addButton("Remove", QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(removing)
        question.exec()
        if question.clickedButton() is removing:
            self._removal = removal
            self.accept()
        question.deleteLater()


def removal_of(session: Session, entity: Entity) -> ChangeSet:
    """Build the removal of an entity with all that refers to it, in every article and of everybody."""
    project = session.project
    held, claimed = project.read(Stance, holder_id=entity.id), project.read(Stance, claimed_by_id=entity.id)
    stances = list({stance.id: stance for stance in (*held, *claimed)}.values())
    return remove_entity(
        entity,
        aliases=project.read(Alias, entity_id=entity.id),
        memberships=[
            *project.read(GroupMember, group_id=entity.id),
            *project.read(GroupMember, entity_id=entity.id),
        ],
        mentions=project.read(Mention, entity_id=entity.id),
        camps=project.read(Camp, target_id=entity.id),
        stances=stances,
        evidence=[item for stance in stances for item in project.read(Evidence, stance_id=stance.id)],
    )


def consequences(removal: ChangeSet) -> str:
    """Say what goes along with a removed entity."""

    def number(kind: type) -> int:
        return sum(1 for change in removal.changes if change.kind is kind)

    parts = [
        _counted(number(Mention), "mention stays unlinked", "mentions stay unlinked"),
        _counted(number(Stance), "stance it takes or claims goes", "stances it takes or claims go"),
        _counted(number(Camp), "list stays without a target", "lists stay without a target"),
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said}. Undo brings everything back." if said else "Nothing refers to it."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


class _LinesEdit(QPlainTextEdit):
    """A few lines of plain text, as high as so many; it grows with the window. Tab goes on."""

    def __init__(self, text: str, lines: int) -> None:
        super().__init__(text)
        self._lines = lines
        self.setTabChangesFocus(True)

    @override
    def sizeHint(self) -> QSize:
        around = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        line = self.fontMetrics().lineSpacing()
        return QSize(20 * line, self._lines * line + around)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
