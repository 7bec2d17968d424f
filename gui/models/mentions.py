"""The mentions of the open article, grouped by who is mentioned: the coloured lanes as a list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Article, Entity, Id, Label, Mention
from annotation.working_set import WorkingSet
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip

MentionRole = Qt.ItemDataRole.UserRole + 1
"""The `Mention` of a row, None for a group."""

EntityRole = Qt.ItemDataRole.UserRole + 2
"""The `Entity` of a row, None where nobody is linked."""

LabelRole = Qt.ItemDataRole.UserRole + 3
"""The `Label` of a row, None for those not linked as a group."""

CountRole = Qt.ItemDataRole.UserRole + 4
"""How many mentions a group has."""

ContextRole = Qt.ItemDataRole.UserRole + 5
"""What stands before the mention, the mention, and what stands after it, each on one line."""

NOT_LINKED = "Not linked"

MANY = 200
"""Mentions touched at once from which the tree is built anew instead of row by row."""

_BEFORE, _AFTER = 16, 60  # code points of the text around a mention


@dataclass(eq=False, slots=True)
class _Group:
    """A top-level row. `number` is what the indexes of its mentions carry, `key` its place in the order."""

    number: int
    entity_id: Id | None
    key: tuple[bool, str, Id]
    row: int = 0
    mentions: list[Mention] = field(default_factory=list)

    def position(self, mention: Mention) -> int:
        return bisect_left(self.mentions, _place(mention), key=_place)


class MentionsModel(QAbstractItemModel):
    """Groups by name, those not linked last; within a group the mentions in the order of the text."""

    def __init__(self, records: WorkingSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self._text = ""
        self._mentions: dict[Id, Mention] = {}
        self._groups: list[_Group] = []
        self._by_entity: dict[Id | None, _Group] = {}
        self._by_number: dict[int, _Group] = {}
        self._numbers = 0

    def set_article(self, article: Article | None) -> None:
        """Show the mentions at hand, which are those of `article`."""
        self._text = article.text if article else ""
        self._reload()

    def follow(self, changes: ChangeSet) -> None:
        """Bring the rows up to date with what was applied; the records show it already."""
        touched = {change.record_id: None for change in changes.changes if change.kind is Mention}
        if len(touched) >= MANY:
            self._reload()
            return
        for mention_id in touched:
            self._follow_mention(mention_id)
        for change in changes.changes:
            if change.kind is Entity and change.record_id in self._by_entity:
                self._follow_entity(self._by_entity[change.record_id])
        if changes.touches(Label):
            for group in self._groups:
                self._redraw(group)

    def count(self) -> int:
        """Return how many mentions there are."""
        return len(self._mentions)

    def index_of_mention(self, mention_id: Id | None) -> QModelIndex:
        """Return the index of a mention, an invalid one if it is not there."""
        mention = None if mention_id is None else self._mentions.get(mention_id)
        if mention is None:
            return QModelIndex()
        group = self._by_entity[mention.entity_id]
        return self._child(group, group.position(mention))

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].mentions)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 1

    @override
    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = self._groups[parent.row()].number if parent.isValid() else 0
        return self.createIndex(row, column, number)

    @override
    def parent(self, index: Index) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride] QObject has one too
        number = index.internalId() if index.isValid() else 0
        return self._top(self._by_number[number]) if number else QModelIndex()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number = index.internalId()
        if number:
            return self._mention_data(self._by_number[number].mentions[index.row()], role)
        return self._group_data(self._groups[index.row()], role)

    def _group_data(self, group: _Group, role: int) -> Any:
        entity = self._records.find(Entity, group.entity_id)
        label = self._records.find(Label, entity.label_id) if entity else None
        name = one_line(entity.name) if entity else NOT_LINKED
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_group_words(name, entity, label, len(group.mentions)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return _group_words(name, entity, label, len(group.mentions))
            case _ if role == EntityRole:
                return entity
            case _ if role == LabelRole:
                return label
            case _ if role == CountRole:
                return len(group.mentions)
            case _:
                return None

    def _mention_data(self, mention: Mention, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(self._text[mention.start : mention.end])
            case Qt.ItemDataRole.ToolTipRole:
                before, surface, after = self._context(mention)
                note = f"\n{mention.note}" if mention.note else ""
                return tip(f"{self._mention_words(mention)}\n{before}{surface}{after}{note}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._mention_words(mention)
            case _ if role == MentionRole:
                return mention
            case _ if role == EntityRole:
                return self._records.find(Entity, mention.entity_id)
            case _ if role == LabelRole:
                return self._records.find(Label, mention.label_id)
            case _ if role == ContextRole:
                return self._context(mention)
            case _:
                return None

    def _mention_words(self, mention: Mention) -> str:
        label = self._records.find(Label, mention.label_id)
        entity = self._records.find(Entity, mention.entity_id)
        surface = one_line(self._text[mention.start : mention.end])
        who = f"linked to {one_line(entity.name)}" if entity else "not linked"
        return f"{label.name if label else ''} {surface}, {who}".strip()

    def _context(self, mention: Mention) -> tuple[str, str, str]:
        text, start, end = self._text, mention.start, mention.end
        before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
        if start > _BEFORE and len(before) == _BEFORE:
            before = "…" + before.partition(" ")[2]  # the word that was cut through is left out
        after = text[end : end + _AFTER].partition("\n")[0]
        return _spaced(before), one_line(text[start:end]), _spaced(after)

    def _reload(self) -> None:
        self.beginResetModel()
        self._mentions = {mention.id: mention for mention in self._records.all(Mention)}
        self._groups, self._by_entity, self._by_number = [], {}, {}
        for mention in self._mentions.values():
            group = self._by_entity.get(mention.entity_id) or self._make_group(mention.entity_id)
            group.mentions.append(mention)
        self._groups = sorted(self._by_entity.values(), key=lambda group: group.key)
        for group in self._groups:
            group.mentions.sort(key=_place)
        self._count_rows()
        self.endResetModel()

    def _make_group(self, entity_id: Id | None) -> _Group:
        self._numbers += 1
        group = _Group(self._numbers, entity_id, self._key(entity_id))
        self._by_entity[entity_id] = self._by_number[group.number] = group
        return group

    def _key(self, entity_id: Id | None) -> tuple[bool, str, Id]:
        entity = self._records.find(Entity, entity_id)
        return entity is None, entity.name.casefold() if entity else "", entity_id or ""

    def _count_rows(self) -> None:
        for row, group in enumerate(self._groups):
            group.row = row

    def _top(self, group: _Group) -> QModelIndex:
        return self.createIndex(group.row, 0, 0)

    def _child(self, group: _Group, row: int) -> QModelIndex:
        return self.createIndex(row, 0, group.number)

    def _follow_mention(self, mention_id: Id) -> None:
        before, after = self._mentions.get(mention_id), self._records.find(Mention, mention_id)
        if before is not None and after is not None and before.entity_id == after.entity_id:
            self._replace(before, after)
            return
        if before is not None:
            self._take_out(before)
        if after is not None:
            self._put_in(after)

    def _put_in(self, mention: Mention) -> None:
        group = self._by_entity.get(mention.entity_id)
        if group is None:
            group = self._make_group(mention.entity_id)
            row = self._row_for(group)
            self.beginInsertRows(ROOT, row, row)
            self._groups.insert(row, group)
            self._count_rows()
            self.endInsertRows()
        row = group.position(mention)
        self.beginInsertRows(self._top(group), row, row)
        group.mentions.insert(row, mention)
        self._mentions[mention.id] = mention
        self.endInsertRows()
        self.dataChanged.emit(self._top(group), self._top(group))

    def _take_out(self, mention: Mention) -> None:
        group = self._by_entity[mention.entity_id]
        row = group.position(mention)
        self.beginRemoveRows(self._top(group), row, row)
        del group.mentions[row], self._mentions[mention.id]
        self.endRemoveRows()
        if group.mentions:
            self.dataChanged.emit(self._top(group), self._top(group))
            return
        self.beginRemoveRows(ROOT, group.row, group.row)
        del self._groups[group.row], self._by_entity[group.entity_id], self._by_number[group.number]
        self._count_rows()
        self.endRemoveRows()

    def _replace(self, before: Mention, after: Mention) -> None:
        """Put the new version of a mention in the place of the old one, within its group."""
        group = self._by_entity[after.entity_id]
        old = group.position(before)
        new = bisect_left(group.mentions, _place(after), key=_place)
        if new > old:
            new -= 1  # its own place falls out
        parent = self._top(group)
        if new != old:
            self.beginMoveRows(parent, old, old, parent, new if new < old else new + 1)
        del group.mentions[old]
        group.mentions.insert(new, after)
        self._mentions[after.id] = after
        if new != old:
            self.endMoveRows()
        self.dataChanged.emit(self._child(group, new), self._child(group, new))

    def _follow_entity(self, group: _Group) -> None:
        key = self._key(group.entity_id)
        if key != group.key:
            group.key = key
            new = self._row_for(group)
            if new != group.row:
                goal = new if new < group.row else new + 1
                self.beginMoveRows(ROOT, group.row, group.row, ROOT, goal)
                del self._groups[group.row]
                self._groups.insert(new, group)
                self._count_rows()
                self.endMoveRows()
        self._redraw(group)

    def _row_for(self, group: _Group) -> int:
        others: Iterator[_Group] = (other for other in self._groups if other is not group)
        return sum(1 for other in others if other.key < group.key)

    def _redraw(self, group: _Group) -> None:
        self.dataChanged.emit(self._top(group), self._top(group))
        if group.mentions:
            self.dataChanged.emit(self._child(group, 0), self._child(group, len(group.mentions) - 1))


def _place(mention: Mention) -> tuple[int, int, Id]:
    return mention.start, -mention.end, mention.id  # of two that begin together the one around comes first


def _spaced(text: str) -> str:
    """Return a text with runs of white space as one space, those at its ends included."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{one_line(text)}{' ' if text[-1].isspace() else ''}"


def _group_words(name: str, entity: Entity | None, label: Label | None, count: int) -> str:
    parts = [name, label.name if label else "", entity.code if entity else ""]
    parts.append(f"{count} mention{'' if count == 1 else 's'}")
    return ", ".join(part for part in parts if part)
