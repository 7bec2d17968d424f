"""Recording a stance: who stands how towards whom, and on what evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.edits.stances import record_stance
from annotation.records import Entity, Id
from gui.dialogs.entity_field import EntityField
from gui.session import Session
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.plain_text import one_line
from gui.widgets.polarity_buttons import PolarityButtons
from gui.widgets.trouble_line import TroubleLine

LONGEST_SHOWN = 400
"""Code points of the evidence that are quoted; the whole of it is kept."""


class StanceComposer(QDialog):
    """Holder, polarity and target side by side, read like the sentence they make.

    No polarity is preset, and nothing is recorded before one is pressed.
    """

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        *,
        holder: Entity | None,
        holder_typed: str,
        target: Entity | None,
        evidence: tuple[int, int] | None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._evidence = evidence
        self.setWindowTitle("Record a stance")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 96)
        self.holder = EntityField(session, self, hint="Who takes the stance?")
        self.polarity = PolarityButtons(self, Qt.Orientation.Vertical)
        self.target = EntityField(session, self, hint="Towards whom or what?")
        self.keep_evidence = QCheckBox("Keep as &evidence", self)
        self.trouble = TroubleLine(self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("Record")
        self._lay_out()
        self._fill(holder, holder_typed, target)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.polarity.chosen.connect(self._on_polarity_chosen)
        self.holder.taken.connect(self._go_on)
        self.target.taken.connect(self._go_on)
        for field in (self.holder, self.target):
            field.chosen_changed.connect(self._look)
        self._look()
        (self.polarity if holder is not None else self.holder).setFocus()

    @classmethod
    def compose(
        cls,
        session: Session,
        parent: QWidget | None,
        *,
        holder: Entity | None,
        holder_typed: str,
        target: Entity | None,
        evidence: tuple[int, int] | None,
    ) -> Id | None:
        """Ask a person for a stance, record it and return its id; None when they cancel or it is refused.

        Args:
            session: the session, with an article open.
            parent: the window that asks.
            holder: who takes the stance, if that is known.
            holder_typed: the name to look for otherwise.
            target: towards whom, if that is known.
            evidence: the span of the article, in code points, that is offered as evidence.
        """
        dialog = cls(
            session, parent, holder=holder, holder_typed=holder_typed, target=target, evidence=evidence
        )
        try:
            return dialog.record() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def record(self) -> Id | None:
        """Record what is filled in and return the id of the stance; None while something is missing.

        A stance that is there already, with all of its evidence, is returned as it is.
        """
        holder, polarity, target = self.holder.chosen(), self.polarity.polarity(), self.target.chosen()
        article = self._session.article
        if holder is None or polarity is None or target is None or article is None or self._same():
            return None
        kept = [self._evidence] if self._evidence and self.keep_evidence.isChecked() else []
        changes, stance_id = record_stance(
            self._session.records, article, self._session.annotator.id, holder, polarity, target, kept
        )
        if changes and not self._session.apply(changes):
            return None
        return stance_id

    @override
    def accept(self) -> None:
        """Close, unless something is missing or wrong: then say what, and go there."""
        if self.polarity.polarity() is None:
            self.polarity.setFocus()
        elif self.holder.chosen() is None:
            self.trouble.setText("Say who takes the stance: type a name, or pick one from the list.")
            self.holder.setFocus()
        elif self.target.chosen() is None:
            self.trouble.setText("Say towards whom: type a name, or pick one from the list.")
            self.target.setFocus()
        elif self._same():
            self.target.setFocus()
        else:
            super().accept()

    def _same(self) -> bool:
        holder, target = self.holder.chosen(), self.target.chosen()
        return (
            holder is not None
            and target is not None
            and (
                holder.id == target.id
                or (holder.name == target.name and self._is_fresh(holder) and self._is_fresh(target))
            )
        )

    def _is_fresh(self, entity: Entity) -> bool:
        return self._session.records.find(Entity, entity.id) is None

    def _go_on(self) -> None:
        """Go to the first thing that is missing; when nothing is, record the stance."""
        if self.holder.chosen() is None:
            self.holder.setFocus()
        elif self.polarity.polarity() is None:
            self.polarity.setFocus()
        elif self.target.chosen() is None or (self._same() and not self.target.edit.hasFocus()):
            self.target.setFocus()
        else:
            self.accept()

    def _on_polarity_chosen(self) -> None:
        self._look()
        if self.holder.chosen() is None:
            self.holder.setFocus()
        elif self.target.chosen() is None or self._same():
            self.target.setFocus()
        else:
            self._ok.setFocus()

    def _look(self) -> None:
        if self._same():
            self.trouble.setText("Holder and target are the same. Pick somebody else as the target.")
        else:
            self.trouble.setText("")
        self._ok.setEnabled(self.polarity.polarity() is not None and not self._same())

    def _fill(self, holder: Entity | None, holder_typed: str, target: Entity | None) -> None:
        if holder is not None:
            self.holder.set_entity(holder)
        else:
            self.holder.set_typed(one_line(holder_typed))
        if target is not None:
            self.target.set_entity(target)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        grid = QGridLayout()
        grid.setHorizontalSpacing(space * 2)
        for column, (text, field) in enumerate(
            (("&Holder", self.holder), ("Polarity", self.polarity), ("&Target", self.target))
        ):
            title = QLabel(text, self)
            title.setBuddy(field)
            grid.addWidget(title, 0, column)
            grid.addWidget(
                field, 1, column, Qt.AlignmentFlag.AlignTop if field is self.polarity else Qt.AlignmentFlag(0)
            )
            grid.setColumnStretch(column, 0 if field is self.polarity else 1)
        grid.setRowStretch(1, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(space * 2, space * 2, space * 2, space * 2)
        lines.setSpacing(space)
        lines.addLayout(grid, 1)
        self.trouble.setMinimumHeight(self.fontMetrics().height())
        lines.addWidget(self.trouble)
        article = self._session.article
        if self._evidence is not None and article is not None:
            start, end = self._evidence
            quoted = ClampedLabel(self, lines=3)
            text = one_line(article.text[start:end])
            quoted.set_text(f"“{text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + '…'}”")
            lines.addWidget(quoted)
            self.keep_evidence.setChecked(True)
            lines.addWidget(self.keep_evidence)
        else:
            self.keep_evidence.hide()
        lines.addWidget(self.buttons)
