"""A list of the article that the program did not find: towards whom it is, how, and who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.edits.acceptance import name_as_known
from annotation.records import Entity, Polarity
from annotation.suggest.proposals import ProposedName
from annotation.suggest.selection import ReadList
from gui.dialogs.camp_details import CampDetails
from gui.models.read_members import ReadMembersDelegate, ReadMembersModel
from gui.session import Session
from gui.widgets.tick_list import TickList

_FEWEST_LINES, _MOST_LINES = 4, 10
"""How many members are seen without scrolling."""


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What a person says about a list. The target may be an entity that is not stored yet."""

    target: Entity
    polarity: Polarity
    members: Sequence[ProposedName]


class ListFromText(CampDetails):
    """Asks for target and polarity, and which of the members that were read are in the list."""

    def __init__(self, session: Session, parent: QWidget | None, read: ReadList) -> None:
        article = session.article
        heading = article.text[slice(*read.heading)] if article and read.heading else ""
        super().__init__(session, parent, title="Make a list of the selection", heading=heading)
        known = [name_as_known(session.records, session.names, member) for member in read.members]
        self.model = ReadMembersModel(known, self)
        self.members = TickList(self)
        self.members.setModel(self.model)
        self.members.setItemDelegate(ReadMembersDelegate(self.members))
        self.members.setAccessibleName("Members read")
        self.members.setCurrentIndex(self.model.index(0))
        lines = min(max(len(known), _FEWEST_LINES), _MOST_LINES)
        row = self.members.verticalHeader().defaultSectionSize()
        self.members.setMinimumHeight(row * lines + 2 * self.members.frameWidth())
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.members, 2)
        self.setTabOrder(self.target, self.members)
        self.setTabOrder(self.members, self._buttons.button(QDialogButtonBox.StandardButton.Ok))
        self.members.toggle_requested.connect(self.model.toggle)
        self.members.all_requested.connect(self.model.toggle_all)
        self.members.taken.connect(self.accept)

    @classmethod
    def ask_for_list(cls, session: Session, parent: QWidget | None, read: ReadList) -> ListChoice | None:
        """Ask a person about a list that was read from the open article; None when they cancel."""
        dialog = cls(session, parent, read)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            choice = dialog.choice() if accepted else None
            return ListChoice(choice.target, choice.polarity, dialog.model.ticked()) if choice else None
        finally:
            dialog.deleteLater()

    @override
    def accept(self) -> None:
        """Close, unless the target, the polarity or the members are missing."""
        if self.model.ticked():
            super().accept()
        else:
            self.trouble("Tick at least one member.")
            self.members.setFocus()
