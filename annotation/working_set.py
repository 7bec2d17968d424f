"""The working set: the records at hand while one person works on one article.

Edits look records up here; views draw from here. It is kept current by the change sets that were applied,
never by reloading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from annotation.changes import ChangeSet
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
    Mention: ("entity_id",),
    Camp: ("target_id",),
    Stance: ("camp_id", "stated_camp_id", "holder_id"),
    Evidence: ("stance_id",),
}
"""The fields by which `WorkingSet.where` finds records."""


class WorkingSet:
    """Records by kind and id, in the order in which they were added, with look-up by the `INDEXED` fields."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[type[Record], dict[Id, Record]] = {}
        self._index: dict[tuple[type[Record], str], dict[Id | None, dict[Id, None]]] = {}
        for record in records:
            self._put(record)

    def all(self, kind: type[R]) -> list[R]:
        """Return every record of a kind."""
        return list(self._records.get(kind, {}).values())  # pyright: ignore[reportReturnType]

    def count(self, kind: type[Record]) -> int:
        """Return how many records of a kind there are."""
        return len(self._records.get(kind, {}))

    def find(self, kind: type[R], record_id: Id | None) -> R | None:
        """Return the record with an id, or None."""
        if record_id is None:
            return None
        return self._records.get(kind, {}).get(record_id)  # pyright: ignore[reportReturnType]

    def get(self, kind: type[R], record_id: Id) -> R:
        """Return the record with an id.

        Raises:
            KeyError: if there is none.
        """
        return self._records[kind][record_id]  # pyright: ignore[reportReturnType]

    def where(self, kind: type[R], field: str, value: Id | None) -> list[R]:
        """Return the records of a kind whose `field` (one of `INDEXED`) has a value."""
        ids = self._index.get((kind, field), {}).get(value, {})
        records = self._records.get(kind, {})
        return [records[record_id] for record_id in ids]  # pyright: ignore[reportReturnType]

    def __iter__(self) -> Iterator[Record]:
        for records in self._records.values():
            yield from records.values()

    def forget(self, kinds: Iterable[type[Record]]) -> None:
        """Let go of every record of some kinds, as when another article is opened."""
        for kind in kinds:
            self._records.pop(kind, None)
            for field in INDEXED.get(kind, ()):
                self._index.pop((kind, field), None)

    def load(self, records: Iterable[Record]) -> None:
        """Take records in, as they stand in the project."""
        for record in records:
            self._put(record)

    def apply(self, changes: ChangeSet) -> None:
        """Follow a change set that was applied to the project."""
        for change in changes.changes:
            if change.after is None:
                self._drop(change.record)
            else:
                self._put(change.after)

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
