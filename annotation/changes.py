"""A change is a pair of records; what a person does is a set of changes with a title.

From this one mechanism come undo, history, refreshing views, merging and conflicts: there is no second way
to write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotation.records import Id, Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after: `before` None adds, `after` None removes, both present edit.

    Raises:
        ValueError: if both are None, or if they are not two versions of one record.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a record before or after")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("before and after must be versions of one record")

    @property
    def record(self) -> Record:
        """The record as it stands after the change, or as it stood when it was removed."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    @property
    def kind(self) -> type[Record]:
        """The type of the record."""
        return type(self.record)

    @property
    def record_id(self) -> Id:
        """The id of the record."""
        return self.record.id


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one action of a person changes. `title` says it in the history and in the undo menu."""

    title: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def touches(self, *kinds: type[Record]) -> bool:
        """Tell whether a record of one of `kinds` is added, removed or edited."""
        return any(change.kind in kinds for change in self.changes)


def add(record: Record) -> Change:
    """Return the change that adds `record`."""
    return Change(None, record)


def remove(record: Record) -> Change:
    """Return the change that removes `record`."""
    return Change(record, None)


def change_set(title: str, changes: Iterable[Change]) -> ChangeSet:
    """Build a change set, leaving out edits that change nothing."""
    return ChangeSet(title, tuple(change for change in changes if change.before != change.after))


def compose(first: ChangeSet, second: ChangeSet) -> ChangeSet:
    """Return one change set that does what two do one after the other, under the title of the second."""
    ends: dict[Id, tuple[Record | None, Record | None]] = {}
    for change in (*first.changes, *second.changes):
        before = ends[change.record_id][0] if change.record_id in ends else change.before
        ends[change.record_id] = before, change.after
    return ChangeSet(
        second.title, tuple(Change(before, after) for before, after in ends.values() if before != after)
    )


def reverse(changes: ChangeSet, title: str | None = None) -> ChangeSet:
    """Return the change set that takes `changes` back."""
    return ChangeSet(
        changes.title if title is None else title,
        tuple(Change(change.after, change.before) for change in reversed(changes.changes)),
    )
