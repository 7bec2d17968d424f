"""The working set: the records at hand while one person works on one article.

Edits look records up here; views draw from here. It is kept current by the change sets that were applied,
never by reloading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from annotation.changes import ChangeSet
from annotation.mention_layer import MentionLayer
from annotation.records import (
    Alias,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Id,
    Mention,
    Record,
    Stance,
)

R = TypeVar("R", bound=Record)

INDEXED: dict[type[Record], tuple[str, ...]] = {
    Entity: ("code",),
    Alias: ("entity_id",),
    GroupMember: ("group_id",),
    Camp: ("target_id",),
    Stance: ("camp_id", "stated_camp_id", "holder_id"),
    Evidence: ("stance_id",),
}
"""The fields by which `WorkingSet.where` finds records; mentions it finds by `entity_id`."""


MANY = 200
"""Mentions changed at once from which it is quicker to sort them all when they are next asked for."""


class WorkingSet:
    """Records by kind and id, in the order in which they were added, with look-up by the `INDEXED` fields.

    Mentions are kept in `mentions`, where there may be a great many of them.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.mentions = MentionLayer()
        self._records: dict[type[Record], dict[Id, Record]] = {}
        self._index: dict[tuple[type[Record], str], dict[Id | None, dict[Id, None]]] = {}
        self.load(records)

    def all(self, kind: type[R]) -> list[R]:
        """Return every record of a kind."""
        if kind is Mention:
            return self.mentions.all()  # pyright: ignore[reportReturnType]
        return list(self._records.get(kind, {}).values())  # pyright: ignore[reportReturnType]

    def count(self, kind: type[Record]) -> int:
        """Return how many records of a kind there are."""
        if kind is Mention:
            return len(self.mentions)
        return len(self._records.get(kind, {}))

    def find(self, kind: type[R], record_id: Id | None) -> R | None:
        """Return the record with an id, or None."""
        if kind is Mention:
            return self.mentions.find(record_id)  # pyright: ignore[reportReturnType]
        if record_id is None:
            return None
        return self._records.get(kind, {}).get(record_id)  # pyright: ignore[reportReturnType]

    def get(self, kind: type[R], record_id: Id) -> R:
        """Return the record with an id.

        Raises:
            KeyError: if there is none.
        """
        record = self.find(kind, record_id)
        if record is None:
            raise KeyError(record_id)
        return record

    def where(self, kind: type[R], field: str, value: Id | None) -> list[R]:
        """Return the records of a kind whose `field` (one of `INDEXED`) has a value."""
        if kind is Mention:
            assert field == "entity_id"
            return self.mentions.of_entity(value)  # pyright: ignore[reportReturnType]
        ids = self._index.get((kind, field), {}).get(value, {})
        records = self._records.get(kind, {})
        return [records[record_id] for record_id in ids]  # pyright: ignore[reportReturnType]

    def __iter__(self) -> Iterator[Record]:
        for records in self._records.values():
            yield from records.values()
        yield from self.mentions.all()

    def forget(self, kinds: Iterable[type[Record]]) -> None:
        """Let go of every record of some kinds, as when another article is opened."""
        for kind in kinds:
            if kind is Mention:
                self.mentions.load("", "", ())
            self._records.pop(kind, None)
            for field in INDEXED.get(kind, ()):
                self._index.pop((kind, field), None)

    def load(self, records: Iterable[Record]) -> None:
        """Take records in, as they stand in the project."""
        mentions: list[Mention] = []
        for record in records:
            if isinstance(record, Mention):
                mentions.append(record)
            else:
                self._put(record)
        if mentions:
            self.mentions.put_all(mentions)

    def apply(self, changes: ChangeSet) -> None:
        """Follow a change set that was applied to the project."""
        if sum(change.kind is Mention for change in changes.changes) >= MANY:
            self.mentions.forget_order()
        for change in changes.changes:
            after = change.after
            if change.kind is not Mention:
                if after is None:
                    self._drop(change.record)
                else:
                    self._put(after)
            elif isinstance(after, Mention):
                self.mentions.put(after)
            else:
                self.mentions.drop(change.record_id)

    def _put(self, record: Record) -> None:
        kind = type(record)
        records = self._records.setdefault(kind, {})
        before = records.get(record.id)
        for field in INDEXED.get(kind, ()):
            index = self._index.setdefault((kind, field), {})
            value: Id | None = getattr(record, field)
            if before is not None:
                old: Id | None = getattr(before, field)
                if old == value:
                    continue
                index[old].pop(record.id, None)
            index.setdefault(value, {})[record.id] = None
        records[record.id] = record

    def _drop(self, record: Record) -> None:
        kind = type(record)
        before = self._records.get(kind, {}).pop(record.id, None)
        if before is None:
            return
        for field in INDEXED.get(kind, ()):
            self._index[(kind, field)][getattr(before, field)].pop(record.id, None)
