"""Recording a stance: who stands how towards whom, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.edits import stance_proposals
from annotation.edits.stances import record_stance
from annotation.records import Entity, Id, Polarity
from annotation.suggest.stance_cues import ProposedStance
from gui.dialogs.entity_field import EntityField
from gui.session import Session
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.plain_text import one_line
from gui.widgets.polarity_buttons import PolarityButtons
from gui.widgets.trouble_line import TroubleLine

_WITH_OTHERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
"""What is held for keys that are no characters."""

LONGEST_SHOWN = 400
"""Code points of the evidence that are quoted; the whole of it is kept."""


@dataclass(frozen=True, slots=True)
class StanceDraft:
    """What is known of a stance before a person is asked.

    Attributes:
        holder: who takes the stance, if that is known.
        holder_typed: the name to look for otherwise; so for the others.
        polarity: only where a suggestion says it.
        target: towards whom.
        claimed_by: who says so.
        evidence: the span of the article, in code points, that is offered as evidence.
        proposal: the suggestion from which all this comes.
    """

    holder: Entity | None = None
    holder_typed: str = ""
    polarity: Polarity | None = None
    target: Entity | None = None
    target_typed: str = ""
    claimed_by: Entity | None = None
    claimed_by_typed: str = ""
    evidence: tuple[int, int] | None = None
    proposal: ProposedStance | None = None


class StanceComposer(QDialog):
    """Holder, polarity and target side by side, read like the sentence they make.

    No polarity is preset but by a suggestion, and nothing is recorded before one is chosen. The target of the
    stance before is the first choice; who claims the stance can be said and is passed by otherwise.
    """

    def __init__(self, session: Session, parent: QWidget | None, draft: StanceDraft) -> None:
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self.setWindowTitle("Record a stance")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 96)
        self.holder = EntityField(session, self, hint="Who takes the stance?")
        self.polarity = PolarityButtons(self, Qt.Orientation.Vertical)
        self.target = EntityField(session, self, hint="Towards whom or what?")
        self.claimed_by = EntityField(
            session, self, hint="Who says so, if the article only reports it", folded=True
        )
        self.keep_evidence = QCheckBox("Keep as &evidence", self)
        self.trouble = TroubleLine(self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("Record")
        self._lay_out()
        self._fill()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.polarity.chosen.connect(self._on_polarity_chosen)
        for field in (self.holder, self.target, self.claimed_by):
            field.edit.installEventFilter(self)
            field.taken.connect(self._go_on)
            field.chosen_changed.connect(self._look)
        self.claimed_by.passed.connect(self._go_on)
        self._look()
        self._focus_missing()

    @classmethod
    def compose(cls, session: Session, parent: QWidget | None, draft: StanceDraft) -> Id | None:
        """Ask a person for a stance, record it and return its id; None when they cancel or it is refused.

        Args:
            session: the session, with an article open.
            parent: the window that asks.
            draft: what is known before.
        """
        dialog = cls(session, parent, draft)
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
        evidence = self._draft.evidence if self.keep_evidence.isChecked() else None
        changes, stance_id = record_stance(
            self._session.records,
            article,
            self._session.annotator.id,
            holder,
            polarity,
            target,
            [evidence] if evidence else [],
            self.claimed_by.chosen(),
        )
        proposal = self._draft.proposal
        if proposal is not None:
            agrees = evidence is not None and stance_proposals.agrees(proposal, holder, polarity, target)
            decided = (
                stance_proposals.suggested(changes.changes)
                if agrees
                else [
                    *changes.changes,
                    *stance_proposals.reject(article, self._session.annotator.id, proposal).changes,
                ]
            )
            changes = ChangeSet(changes.title, tuple(decided))
        if changes and not self._session.apply(changes):
            return None
        self._session.last_target_id = target.id
        return stance_id

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let an empty line take the keys of the polarities for the buttons."""
        return (
            isinstance(watched, QLineEdit)
            and not watched.text()
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not event.modifiers() & _WITH_OTHERS
            and self.polarity.choose_by_key(event.text())
        ) or super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & _WITH_OTHERS or not self.polarity.choose_by_key(event.text()):
            super().keyPressEvent(event)

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
        if self.holder.chosen() is None or self.polarity.polarity() is None:
            self._focus_missing()
        elif self.target.chosen() is None or (self._same() and not self.target.edit.hasFocus()):
            self.target.setFocus()
        elif self.holder.edit.hasFocus() and not self.target.typed():
            self.target.setFocus()  # its first choice was not looked at yet
        else:
            self.accept()

    def _on_polarity_chosen(self) -> None:
        self._look()
        self._focus_missing()

    def _focus_missing(self) -> None:
        """Go to the first field that is not filled in, or to the button that records."""
        if self.holder.chosen() is None:
            self.holder.setFocus()
        elif self.polarity.polarity() is None:
            self.polarity.setFocus()
        elif not self.target.typed() or self._same():
            self.target.setFocus()
        else:
            self._ok.setFocus()

    def _look(self) -> None:
        if self._same():
            self.trouble.setText("Holder and target are the same. Pick somebody else as the target.")
        else:
            self.trouble.setText("")
        self._ok.setEnabled(self.polarity.polarity() is not None and not self._same())

    def _fill(self) -> None:
        draft = self._draft
        for field, entity, typed in (
            (self.holder, draft.holder, draft.holder_typed),
            (self.target, draft.target, draft.target_typed),
            (self.claimed_by, draft.claimed_by, draft.claimed_by_typed),
        ):
            if entity is not None:
                field.set_entity(entity)
            elif typed:
                field.set_typed(one_line(typed))
        if draft.polarity is not None:
            self.polarity.set_polarity(draft.polarity)
        last = self._session.records.find(Entity, self._session.last_target_id)
        holder = self.holder.chosen()
        if last is not None and (holder is None or holder.id != last.id):
            self.target.set_first(last)

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
        claim = QHBoxLayout()
        claim.setSpacing(space)
        title = QLabel("Claimed &by", self)
        title.setBuddy(self.claimed_by)
        claim.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        claim.addWidget(self.claimed_by, 1)
        lines.addLayout(claim)
        self.trouble.setMinimumHeight(self.fontMetrics().height())
        lines.addWidget(self.trouble)
        article = self._session.article
        if self._draft.evidence is not None and article is not None:
            start, end = self._draft.evidence
            quoted = ClampedLabel(self, lines=3)
            text = one_line(article.text[start:end])
            quoted.set_text(f"“{text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + '…'}”")
            lines.addWidget(quoted)
            self.keep_evidence.setChecked(True)
            lines.addWidget(self.keep_evidence)
        else:
            self.keep_evidence.hide()
        lines.addWidget(self.buttons)
