"""What bringing another project in would do, and which entities are the same, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.merging.plan import Line, MergePlan, Outcome
from annotation.merging.words import TITLES, line_words
from annotation.records import Id
from gui.settings import Settings
from gui.widgets.row_painting import bold

_LAYOUT = "bring together"

_OPEN = (Outcome.CONFLICT, Outcome.UNMATCHED, Outcome.REMOVED)
"""What somebody will want to read first."""

_MOST_QUESTIONS_SEEN = 5


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided before another project is brought in.

    Attributes:
        answers: which of ours each entity is that was asked about; those kept apart are left out.
        taken: of our records that both changed, those whose other version is taken.
    """

    answers: Mapping[Id, Id]
    taken: tuple[Id, ...] = ()


class BringTogether(QDialog):
    """The outcomes as a tree, doubtful entities below it, each with a choice.

    Args:
        plan: what would be done as long as nothing is answered.
        name: what the other project is called.
        settings: remembers the size.
        parent: the window over which it opens.
    """

    def __init__(self, plan: MergePlan, name: str, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._plan = plan
        self.setWindowTitle(f"Bring together: {name}")
        self.headline = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.tree = QTreeWidget()
        self.choices: dict[Id, QComboBox] = {}
        self._conflicts: list[tuple[Line, QTreeWidgetItem]] = []
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.bring = self.buttons.addButton("&Bring in", QDialogButtonBox.ButtonRole.AcceptRole)
        self.bring.setEnabled(bool(plan.changes))
        self.bring.setDefault(True)
        self._fill(name)
        self._lay_out()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.tree.itemChanged.connect(self._show_state)
        self.tree.setFocus()

    @classmethod
    def ask(cls, plan: MergePlan, name: str, settings: Settings, parent: QWidget) -> Decisions | None:
        """Show a plan and wait for the person.

        Returns:
            What the person decided; None if they left.
        """
        dialog = cls(plan, name, settings, parent)
        try:
            return dialog.decisions() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def decisions(self) -> Decisions:
        """Return what is chosen: who is who, and of which conflicts theirs is taken."""
        return Decisions(self.answers(), self.taken())

    def taken(self) -> tuple[Id, ...]:
        """Return our records whose other version is taken."""
        return tuple(
            one
            for line, item in self._conflicts
            if item.checkState(0) is Qt.CheckState.Checked
            for one in line.ids
        )

    def answers(self) -> dict[Id, Id]:
        """Return which of ours each entity is that was asked about; those kept apart are left out."""
        return {theirs: box.currentData() for theirs, box in self.choices.items() if box.currentData()}

    @override
    def done(self, result: int) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().done(result)

    def _show_state(self) -> None:
        self.bring.setEnabled(bool(self._plan.changes) or bool(self.taken()))

    def _fill(self, name: str) -> None:
        plan = self._plan
        if not plan.changes:
            told = f"Everything in “{name}” is here already, or cannot come. Nothing will be changed."
        else:
            told = (
                f"{len(plan.changes.changes):,} changes would be made, as one step that can be undone. "
                "Nothing that is here is overwritten, and the other file stays as it is."
            )
        self.headline.setText(told)
        titles: dict[Outcome, QTreeWidgetItem] = {}
        for line in plan.lines:
            if line.outcome not in titles:
                count = plan.count(line.outcome)
                item = QTreeWidgetItem(self.tree, [f"{count:,}  {_title(line.outcome)}"])
                item.setFont(0, bold(self.font()))
                titles[line.outcome] = item
            item = _item(line)
            titles[line.outcome].addChild(item)
            if line.ids:
                item.setCheckState(0, Qt.CheckState.Unchecked)
                item.setToolTip(0, f"{item.text(0)}\nTick it to take theirs.")
                self._conflicts.append((line, item))
        for outcome, item in titles.items():
            item.setExpanded(outcome in _OPEN or item.childCount() < 12)
        for question in plan.questions:
            box = QComboBox()
            box.addItem("keep it apart", None)
            for candidate in question.candidates:
                code = f" {candidate.code}" if candidate.code else ""
                box.addItem(f"it is our {candidate.name}{code}", candidate.id)
            box.setAccessibleName(f"Who {question.entity.name} is")
            box.setToolTip(question.why)
            self.choices[question.entity.id] = box

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("What would be done")
        self.tree.setUniformRowHeights(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addWidget(self.headline)
        lines.addWidget(self.tree, 1)
        if self.choices:
            lines.addWidget(QLabel("These may be the same as ours. Say which are:"))
            lines.addWidget(self._questions(unit))
        lines.addWidget(self.buttons)
        if not self.restoreGeometry(self._settings.layout(_LAYOUT)):
            self.resize(unit * 42, unit * 34)

    def _questions(self, unit: int) -> QScrollArea:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, unit // 2, 0)
        for question in self._plan.questions:
            label = QLabel(f"their {question.entity.name}: {question.why}", wordWrap=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            form.addRow(label, self.choices[question.entity.id])
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        rows = min(len(self.choices), _MOST_QUESTIONS_SEEN)
        area.setFixedHeight(min(inside.sizeHint().height(), rows * 2 * unit + unit))
        return area


def _title(outcome: Outcome) -> str:
    words = TITLES[outcome]
    return words.removeprefix("is ").capitalize() if words.startswith("is ") else words.capitalize()


def _item(line: Line) -> QTreeWidgetItem:
    text = line_words(line)
    item = QTreeWidgetItem([text])
    item.setToolTip(0, text)
    return item
