"""Showing who belongs to a group as of the article's date, and where each of them stands itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotation.group_view import GroupMemberView
from gui.widgets.plain_text import one_line

_COLUMNS = ("Member", "Code", "Stands in this article")


class GroupMembers(QDialog):
    """A list to look at. The group stays one member of its list: nothing is recorded."""

    def __init__(
        self, parent: QWidget, group: str, day: date | None, members: Sequence[GroupMemberView]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Members of the group")
        as_of = f"on {day.isoformat()}, the date of the article" if day else "now: the article has no date"
        self.title = _sentence(f"{one_line(group)}: {len(members)} members {as_of}.")
        self.list = QTreeWidget()
        self.list.setAccessibleName(f"Members of {one_line(group)}")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(_COLUMNS)
        for member in members:
            name = f"{one_line(member.name)} (suspended)" if member.suspended else one_line(member.name)
            self.list.addTopLevelItem(QTreeWidgetItem([name, member.code, ", ".join(member.stands) or "–"]))
        header = self.list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        hint = _sentence("The group stays one member; a country that the article names can be added.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        for widget in (self.title, self.list, hint, buttons):
            lines.addWidget(widget)
        unit = self.fontMetrics()
        self.resize(unit.averageCharWidth() * 70, unit.lineSpacing() * 24)
        self.list.setFocus()


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
