"""All entities of the project as a list, kept current by change sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Alias, Entity, Id, Label, Mention
from annotation.working_set import WorkingSet
from gui.models.mentions import CountRole, EntityRole, LabelRole
from gui.models.sorted_rows import Index, SortedRows
from gui.widgets.plain_text import one_line, tip

AliasesRole = Qt.ItemDataRole.UserRole + 10
"""The other names of an entity, in one line."""

MANY = 200
"""Entities touched at once from which the list is arranged anew instead of row by row."""


class EntitiesModel(SortedRows[Entity]):
    """The entities by name. Labels, aliases and counts are looked up when a row is drawn."""

    def __init__(self, records: WorkingSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self.set_items(records.all(Entity))

    @override
    def id_of(self, item: Entity) -> Id:
        return item.id

    @override
    def sort_key(self, item: Entity) -> tuple[Any, ...]:
        return item.name.casefold(), item.id

    @override
    def search_texts(self, item: Entity) -> Iterable[str]:
        return item.name, item.code, *self._aliases(item)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entity = self.item(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(entity.name)
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(part for part in (self._words(entity), entity.note) if part))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._words(entity)
            case _ if role == EntityRole:
                return entity
            case _ if role == LabelRole:
                return self._records.find(Label, entity.label_id)
            case _ if role == AliasesRole:
                return ", ".join(map(one_line, self._aliases(entity)))
            case _ if role == CountRole:
                return self._count(entity)
            case _:
                return None

    def follow(self, changes: ChangeSet) -> None:
        """Bring the rows up to date with what was applied; the records show it already."""
        described, counted = _concerned(changes)
        if len(described) >= MANY:
            self.set_items(self._records.all(Entity))
        else:
            for entity_id in described:
                entity = self._records.find(Entity, entity_id)
                if entity is None:
                    self.drop(entity_id)
                else:
                    self.put(entity)
        if len(counted) >= MANY or changes.touches(Label):
            self.refresh_all()
        else:
            for entity_id in counted:
                self.refresh(entity_id)

    def _aliases(self, entity: Entity) -> list[str]:
        return [alias.surface for alias in self._records.where(Alias, "entity_id", entity.id)]

    def _count(self, entity: Entity) -> int:
        return self._records.mentions.count_of_entity(entity.id)

    def _words(self, entity: Entity) -> str:
        label = self._records.find(Label, entity.label_id)
        aliases = ", ".join(map(one_line, self._aliases(entity)))
        count = self._count(entity)
        parts = (
            one_line(entity.name),
            label.name if label else "",
            entity.code,
            f"also {aliases}" if aliases else "",
            f"{count} mention{'' if count == 1 else 's'} in this article" if count else "",
        )
        return ", ".join(part for part in parts if part)


def _concerned(changes: ChangeSet) -> tuple[set[Id], set[Id]]:
    """Return the entities that are described anew, and those whose count of mentions changes."""
    described: set[Id] = set()
    counted: set[Id] = set()
    for change in changes.changes:
        for record in (change.before, change.after):
            if isinstance(record, Entity):
                described.add(record.id)
            elif isinstance(record, Alias):
                described.add(record.entity_id)
            elif isinstance(record, Mention) and record.entity_id:
                counted.add(record.entity_id)
    return described, counted
