"""Towards whom a camp stands, and how."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.records import Entity, Polarity
from gui.dialogs.entity_field import EntityField
from gui.session import Session
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.plain_text import one_line
from gui.widgets.polarity_buttons import PolarityButtons
from gui.widgets.trouble_line import TroubleLine


@dataclass(frozen=True, slots=True)
class CampChoice:
    """What a person says about a camp. The target may be an entity that is not stored yet."""

    target: Entity
    polarity: Polarity


class CampDetails(QDialog):
    """Asks for the target and the polarity of a camp. A new camp has no polarity until one is pressed."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        *,
        title: str,
        heading: str = "",
        target: Entity | None = None,
        polarity: Polarity | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        self.polarity = PolarityButtons(self)
        self.target = EntityField(session, self, hint="Towards whom or what?")
        if target is not None:
            self.target.set_entity(target)
        if polarity is not None:
            self.polarity.set_polarity(polarity)
        self._trouble = TroubleLine(self)
        self._trouble.hide()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(heading)
        self.setTabOrder(self.polarity, self.target)
        self.setTabOrder(self.target, self._buttons.button(QDialogButtonBox.StandardButton.Ok))
        self.polarity.chosen.connect(self._on_polarity_chosen)
        self.target.taken.connect(self._on_target_taken)
        self._look()
        (self.polarity if target is not None else self.target).setFocus()

    @classmethod
    def ask(
        cls,
        session: Session,
        parent: QWidget | None,
        *,
        title: str,
        heading: str = "",
        target: Entity | None = None,
        polarity: Polarity | None = None,
    ) -> CampChoice | None:
        """Ask a person; None when they cancel."""
        dialog = cls(session, parent, title=title, heading=heading, target=target, polarity=polarity)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            return dialog.choice() if accepted else None
        finally:
            dialog.deleteLater()

    def choice(self) -> CampChoice | None:
        """Return what is filled in, or None while something is missing."""
        target, polarity = self.target.chosen(), self.polarity.polarity()
        return CampChoice(target, polarity) if target is not None and polarity is not None else None

    @override
    def accept(self) -> None:
        """Close, unless the target is missing."""
        if self.polarity.polarity() is None:
            return
        if self.target.chosen() is None:
            self.trouble("Say towards whom: type a name, or pick one from the list.")
            self.target.setFocus()
            return
        super().accept()

    def trouble(self, sentence: str) -> None:
        """Say what is missing."""
        self._trouble.setText(sentence)
        self._trouble.show()

    def _on_target_taken(self) -> None:
        if self.polarity.polarity() is None:
            self.polarity.setFocus()
        else:
            self.accept()

    def _on_polarity_chosen(self) -> None:
        self._look()
        missing = self.target.chosen() is None
        (self.target if missing else self._buttons.button(QDialogButtonBox.StandardButton.Ok)).setFocus()

    def _look(self) -> None:
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(self.polarity.polarity() is not None)

    def _lay_out(self, heading: str) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if heading:
            quoted = ClampedLabel(self, lines=3)
            quoted.set_text(f"“{one_line(heading)}”")
            form.addRow("Heading", quoted)
        form.addRow("Polarity", self.polarity)
        form.addRow("&Target", self.target)
        form.addRow("", self._trouble)
        lines = QVBoxLayout(self)
        lines.addLayout(form)
        lines.addStretch(1)
        lines.addWidget(self._buttons)
