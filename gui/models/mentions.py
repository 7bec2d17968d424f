"""The mentions of the open article, grouped by who is mentioned: the coloured lanes as a list.

A flat list in which each group has a row of its own, followed by its mentions while it is open: Qt's tree
asks for every row at each insertion, which takes half a second at 100,000 mentions; a table does not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.mention_layer import MentionRow
from annotation.records import Alias, Article, Entity, Id, Label, Mention
from annotation.text.searching import Query, find_all
from annotation.working_set import WorkingSet
from gui.models.search_keys import matcher, search_key
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import in_context, one_line, tip

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

OpenRole = Qt.ItemDataRole.UserRole + 6
"""Whether a group shows its mentions; None for a mention."""

NOT_LINKED = "Not linked"

MANY = 200
"""Mentions touched at once from which the list is built anew instead of row by row."""

_BEFORE, _AFTER = 16, 60  # code points of the text around a mention


_Passes: TypeAlias = Callable[[MentionRow], bool]


@dataclass(eq=False, slots=True)
class _Group:
    """Who is mentioned, with the mentions that pass the filter. `key` is its place in the order."""

    entity_id: Id | None
    key: tuple[bool, str, Id]
    mentions: list[MentionRow] = field(default_factory=list)
    open: bool = False

    def height(self) -> int:
        """Return how many rows the group takes."""
        return 1 + (len(self.mentions) if self.open else 0)


class MentionsModel(QAbstractListModel):
    """Groups by name, those not linked last; within a group the mentions in the order of the text."""

    def __init__(self, records: WorkingSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self._text = ""
        self._typed = ""
        self._passes: _Passes | None = None
        self._shown: dict[Id, MentionRow] = {}
        self._groups: list[_Group] = []
        self._firsts: list[int] = []  # the row of each group, and after the last one the number of rows
        self._by_entity: dict[Id | None, _Group] = {}
        self._opened: set[Id | None] = set()

    @property
    def text(self) -> str:
        """The text of the article whose mentions are shown."""
        return self._text

    def set_article(self, article: Article | None) -> None:
        """Show the mentions at hand, which are those of `article`."""
        self._text = article.text if article else ""
        self._opened.clear()
        self._reload()

    def set_filter(self, typed: str) -> None:
        """Show only mentions in which every typed word is found, spelling aside, or in who is mentioned."""
        if typed != self._typed:
            self._typed = typed
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
        if changes.touches(Label) and self._groups:
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def count(self) -> int:
        """Return how many mentions are shown, in open groups and in closed ones."""
        return len(self._shown)

    def index_of_mention(self, mention_id: Id | None) -> QModelIndex:
        """Return the index of a mention, an invalid one if it is not shown or its group is closed."""
        mention = None if mention_id is None else self._shown.get(mention_id)
        if mention is None or not self._by_entity[mention[4]].open:
            return QModelIndex()
        group = self._by_entity[mention[4]]
        return self.index(self._first(group) + 1 + bisect_left(group.mentions, mention))

    def group_of(self, mention_id: Id | None) -> QModelIndex:
        """Return the index of the group of a mention, an invalid one if it is not shown."""
        mention = None if mention_id is None else self._shown.get(mention_id)
        return QModelIndex() if mention is None else self._header(self._by_entity[mention[4]])

    def group_above(self, index: Index) -> QModelIndex:
        """Return the index of the group that a row belongs to, its own row included."""
        return self._header(self._at(index.row())[0]) if index.isValid() else QModelIndex()

    def set_open(self, index: Index, *, opened: bool) -> None:
        """Show or hide the mentions of the group at an index."""
        group, place = self._at(index.row())
        if place is not None or group.open is opened:
            return
        first, last = index.row() + 1, index.row() + len(group.mentions)
        if opened:
            self._opened.add(group.entity_id)
            self.beginInsertRows(ROOT, first, last)
        else:
            self._opened.discard(group.entity_id)
            self.beginRemoveRows(ROOT, first, last)
        group.open = opened
        self._count_rows()
        if opened:
            self.endInsertRows()
        else:
            self.endRemoveRows()
        self._redraw(group)

    def open_all(self) -> None:
        """Show the mentions of every group."""
        self._opened.update(self._by_entity)
        self._reload()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self._firsts else self._firsts[-1]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < self.rowCount():
            return None
        group, place = self._at(index.row())
        if place is None:
            return self._group_data(group, role)
        return self._mention_data(group.mentions[place], role)

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
                words = _group_words(name, entity, label, len(group.mentions))
                return f"{words}, {'open' if group.open else 'closed'}"
            case _ if role == EntityRole:
                return entity
            case _ if role == LabelRole:
                return label
            case _ if role == CountRole:
                return len(group.mentions)
            case _ if role == OpenRole:
                return group.open
            case _:
                return None

    def _mention_data(self, mention: MentionRow, role: int) -> Any:
        start, minus_end, mention_id, label_id, entity_id, note, _ = mention
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(self._text[start:-minus_end])
            case Qt.ItemDataRole.ToolTipRole:
                before, surface, after = self._context(start, -minus_end)
                said = f"\n{note}" if note else ""
                return tip(f"{self._mention_words(mention)}\n{before}{surface}{after}{said}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._mention_words(mention)
            case _ if role == MentionRole:
                return self._records.find(Mention, mention_id)
            case _ if role == EntityRole:
                return self._records.find(Entity, entity_id)
            case _ if role == LabelRole:
                return self._records.find(Label, label_id)
            case _ if role == ContextRole:
                return self._context(start, -minus_end)
            case _:
                return None

    def _mention_words(self, mention: MentionRow) -> str:
        label = self._records.find(Label, mention[3])
        entity = self._records.find(Entity, mention[4])
        surface = one_line(self._text[mention[0] : -mention[1]])
        who = f"linked to {one_line(entity.name)}" if entity else "not linked"
        return f"{label.name if label else ''} {surface}, {who}".strip()

    def _context(self, start: int, end: int) -> tuple[str, str, str]:
        return in_context(self._text, start, end, _BEFORE, _AFTER)

    def _reload(self) -> None:
        self.beginResetModel()
        self._passes = self._filter()
        rows: Iterable[MentionRow] = self._records.mentions.in_order()
        rows = list(rows if self._passes is None else filter(self._passes, rows))
        self._shown = {row[2]: row for row in rows}
        self._by_entity = {}
        for row in rows:
            group = self._by_entity.get(row[4])
            if group is None:
                group = self._make_group(row[4])
            group.mentions.append(row)
        self._groups = sorted(self._by_entity.values(), key=lambda group: group.key)
        self._count_rows()
        self.endResetModel()

    def _filter(self) -> _Passes | None:
        """Return what tells whether a mention passes, None where every one does."""
        words = [self._word_filter(word) for word in self._typed.split()]
        return (lambda row: all(passes(row) for passes in words)) if words else None

    def _word_filter(self, word: str) -> _Passes:
        """Look the word up once in the whole text: folding 100,000 surfaces would take a second."""
        matches = matcher(word)
        entities = {entity.id for entity in self._records.all(Entity) if matches(self._search_key(entity))}
        labels = {label.id for label in self._records.all(Label) if matches(search_key(label.name))}
        hits = find_all(Query(word), self._text)

        def passes(row: MentionRow) -> bool:
            if row[4] in entities or row[3] in labels:
                return True
            place = bisect_left(hits, (row[0],))
            return place < len(hits) and hits[place][1] <= -row[1]

        return passes

    def _search_key(self, entity: Entity) -> str:
        aliases = self._records.where(Alias, "entity_id", entity.id)
        return search_key(entity.name, entity.code, *(alias.surface for alias in aliases))

    def _make_group(self, entity_id: Id | None) -> _Group:
        opened = self._passes is not None or entity_id in self._opened
        group = self._by_entity[entity_id] = _Group(entity_id, self._key(entity_id), open=opened)
        return group

    def _key(self, entity_id: Id | None) -> tuple[bool, str, Id]:
        entity = self._records.find(Entity, entity_id)
        return entity is None, entity.name.casefold() if entity else "", entity_id or ""

    def _count_rows(self) -> None:
        self._firsts = [0, *accumulate(group.height() for group in self._groups)]

    def _at(self, row: int) -> tuple[_Group, int | None]:
        """Return the group of a row, and which of its mentions the row is; None for the group's own."""
        number = bisect_right(self._firsts, row) - 1
        place = row - self._firsts[number] - 1
        return self._groups[number], None if place < 0 else place

    def _number(self, group: _Group) -> int:
        return bisect_left(self._groups, group.key, key=lambda other: other.key)

    def _first(self, group: _Group) -> int:
        return self._firsts[self._number(group)]

    def _header(self, group: _Group) -> QModelIndex:
        return self.index(self._first(group))

    def _follow_mention(self, mention_id: Id) -> None:
        before, after = self._shown.get(mention_id), self._records.mentions.row(mention_id)
        if after is not None and self._passes is not None and not self._passes(after):
            after = None
        if before is not None and after is not None and before[4] == after[4]:
            self._replace(before, after)
            return
        if before is not None:
            self._take_out(before)
        if after is not None:
            self._put_in(after)

    def _put_in(self, mention: MentionRow) -> None:
        group = self._by_entity.get(mention[4])
        self._shown[mention[2]] = mention
        if group is None:
            group = self._make_group(mention[4])
            number = self._number(group)
            row = self._firsts[number] if self._firsts else 0
            group.mentions.append(mention)
            self.beginInsertRows(ROOT, row, row + group.height() - 1)
            self._groups.insert(number, group)
            self._count_rows()
            self.endInsertRows()
            return
        place = bisect_left(group.mentions, mention)
        row = self._first(group) + 1 + place
        if group.open:
            self.beginInsertRows(ROOT, row, row)
        group.mentions.insert(place, mention)
        self._count_rows()
        if group.open:
            self.endInsertRows()
        self._redraw(group)

    def _take_out(self, mention: MentionRow) -> None:
        group = self._by_entity[mention[4]]
        number, place = self._number(group), bisect_left(group.mentions, mention)
        del self._shown[mention[2]]
        first = self._firsts[number]
        if len(group.mentions) == 1:
            self.beginRemoveRows(ROOT, first, first + group.height() - 1)
            del self._groups[number], self._by_entity[group.entity_id]
            self._count_rows()
            self.endRemoveRows()
            return
        if group.open:
            self.beginRemoveRows(ROOT, first + 1 + place, first + 1 + place)
        del group.mentions[place]
        self._count_rows()
        if group.open:
            self.endRemoveRows()
        self._redraw(group)

    def _replace(self, before: MentionRow, after: MentionRow) -> None:
        """Put the new version of a mention in the place of the old one, within its group."""
        group = self._by_entity[after[4]]
        first = self._first(group) + 1
        old = bisect_left(group.mentions, before)
        new = bisect_left(group.mentions, after)
        if new > old:
            new -= 1  # its own place falls out
        moves = group.open and new != old
        if moves:
            goal = first + new if new < old else first + new + 1
            self.beginMoveRows(ROOT, first + old, first + old, ROOT, goal)
        del group.mentions[old]
        group.mentions.insert(new, after)
        self._shown[after[2]] = after
        if moves:
            self.endMoveRows()
        if group.open:
            self.dataChanged.emit(self.index(first + new), self.index(first + new))

    def _follow_entity(self, group: _Group) -> None:
        key = self._key(group.entity_id)
        if key != group.key:
            old = self._number(group)
            others = [*self._groups[:old], *self._groups[old + 1 :]]
            new = bisect_left(others, key, key=lambda other: other.key)
            if new != old:
                first, last = self._firsts[old], self._firsts[old + 1] - 1
                self.beginMoveRows(ROOT, first, last, ROOT, self._firsts[new if new < old else new + 1])
            group.key = key
            self._groups = [*others[:new], group, *others[new:]]
            self._count_rows()
            if new != old:
                self.endMoveRows()
        self._redraw(group)

    def _redraw(self, group: _Group) -> None:
        first = self._first(group)
        self.dataChanged.emit(self.index(first), self.index(first + group.height() - 1))


def _group_words(name: str, entity: Entity | None, label: Label | None, count: int) -> str:
    parts = [name, label.name if label else "", entity.code if entity else ""]
    parts.append(f"{count} mention{'' if count == 1 else 's'}")
    return ", ".join(part for part in parts if part)
