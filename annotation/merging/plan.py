"""What bringing two projects together would do, before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from annotation.changes import ChangeSet
from annotation.records import Entity, Id, Record


class Outcome(StrEnum):
    """What becomes of a record of the other project."""

    ADDED = "added"
    UPDATED = "updated"  # the other project went on from what is here
    REMOVED = "removed"  # the other project removed what is here
    THERE = "there"  # it is here already, or what is here went on from it
    CONFLICT = "conflict"  # both went on from the same; what is here stays
    UNMATCHED = "unmatched"  # its article is not the same text here


@dataclass(frozen=True, slots=True)
class Line:
    """Records with the same outcome for the same reason.

    Attributes:
        outcome: what becomes of them.
        kind: what they are.
        place: the title of their article; empty for what belongs to the whole project.
        why: what is to be said of them; empty where the outcome says all.
        count: how many they are.
        ids: of a conflict that can be decided for theirs, our records by id.
    """

    outcome: Outcome
    kind: type[Record]
    place: str
    why: str
    count: int
    ids: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """An entity of the other project that may be one of ours.

    Attributes:
        entity: theirs.
        candidates: ours, the likeliest first.
        why: what makes it doubtful.
    """

    entity: Entity
    candidates: tuple[Entity, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Past:
    """What a log says of a record: every version of it, and whether its addition was taken back by Undo."""

    versions: tuple[Record, ...] = ()
    undone: bool = False


Pasts = Callable[[type[Record], Iterable[Id]], Mapping[Id, Past]]
"""Looks records up in the log; those that are not in it are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A project as far as merging sees it.

    Attributes:
        records: all, by kind, in the order in which they were added.
        pasts: its log.
        removed: the kinds of the records that were removed, by id.
    """

    records: Mapping[type[Record], list[Record]]
    pasts: Pasts
    removed: Mapping[Id, type[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What bringing another project into ours would do.

    Attributes:
        changes: what it changes; empty where ours has all of it.
        lines: what becomes of all records of the other project.
        questions: the entities that may be the same; unless answered, they are kept apart.
    """

    changes: ChangeSet
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many records have an outcome."""
        return sum(line.count for line in self.lines if line.outcome is outcome)


_Group: TypeAlias = "tuple[Outcome, type[Record], str, str]"


@dataclass(slots=True)
class Tally:
    """Counts outcomes while they are decided."""

    _counts: Counter[_Group] = field(default_factory=Counter["_Group"])
    _ids: dict[_Group, list[Id]] = field(default_factory=dict["_Group", list[Id]])

    def note(
        self, outcome: Outcome, kind: type[Record], place: str = "", why: str = "", ours: Id | None = None
    ) -> None:
        """Count one record; of a conflict that can be decided for theirs, `ours` is its id."""
        group = outcome, kind, place, why
        self._counts[group] += 1
        if ours is not None:
            self._ids.setdefault(group, []).append(ours)

    def lines(self) -> tuple[Line, ...]:
        """Return what was counted, by outcome and place."""
        order = list(Outcome)
        found = [
            Line(*group, count, tuple(self._ids.get(group, ()))) for group, count in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda line: (order.index(line.outcome), line.place == "")))
