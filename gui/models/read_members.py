"""The members that were read from a selection, with ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from annotation.suggest.proposals import ProposedName
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip
from gui.widgets.row_painting import Row, RowDelegate, paint_right, paint_text
from gui.widgets.tick_list import LINES, paint_tick

NameRole = Qt.ItemDataRole.UserRole + 1
"""The `ProposedName` of a row."""


class ReadMembersModel(QAbstractListModel):
    """The members in their order, all ticked at first."""

    def __init__(self, members: Sequence[ProposedName], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members = members
        self._ticks = [True] * len(members)

    def ticked(self) -> list[ProposedName]:
        """Return the members that are ticked."""
        return [member for member, ticked in zip(self._members, self._ticks, strict=True) if ticked]

    def toggle(self, rows: Iterable[int]) -> None:
        """Turn ticks round; of several rows, tick all unless they are already."""
        chosen = list(rows)
        state = not all(self._ticks[row] for row in chosen)
        for row in chosen:
            self._ticks[row] = state
        self.dataChanged.emit(self.index(0), self.index(len(self._members) - 1))

    def toggle_all(self) -> None:
        """Tick all; when they are, none."""
        self.toggle(range(len(self._members)))

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._members)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._members):
            return None
        member = self._members[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(member.text)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self._ticks[index.row()] else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return tip(in_words(member))
            case Qt.ItemDataRole.AccessibleTextRole:
                state = "ticked" if self._ticks[index.row()] else "not ticked"
                return f"{in_words(member)}, {state}"
            case _ if role == NameRole:
                return member
            case _:
                return None


class ReadMembersDelegate(RowDelegate):
    """Draws a member: as written, whom it is taken for where that is another name, and the code."""

    LINES = LINES

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        member: ProposedName = index.data(NameRole)
        painter.setFont(row.font)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        left = paint_tick(painter, row.rect, state, row.palette, enabled=True)
        space = painter.fontMetrics().lineSpacing() // 2
        line = QRect(left, row.rect.top(), row.rect.right() - space - left, row.rect.height())
        right = paint_right(painter, line, _known_as(member), row.quiet) - space
        line.setRight(right)
        paint_text(painter, line, index.data(), row.text)


def in_words(member: ProposedName) -> str:
    """Say what was read and who that is."""
    return ", ".join(filter(None, (one_line(member.text), _known_as(member))))


def _known_as(member: ProposedName) -> str:
    """Say whom a member is taken for, with a question mark where that is doubtful."""
    name = member.name if member.name != member.text else ""
    known = " ".join(filter(None, (name, member.code)))
    if member.certain:
        return one_line(known)
    return one_line(f"{known} ?" if known else "? new")
