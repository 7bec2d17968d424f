"""Taking back one action of the past without what came after it, where that is possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

from annotation.changes import Change, ChangeSet, change_set
from annotation.errors import PersonError
from annotation.records import Article, Id, Record

Find = Callable[[type[Record], Id], Record | None]


class CannotRevert(PersonError):  # noqa: N818 - what it says, not that it is an error
    """The action cannot be taken back by itself; the sentence says why."""


Users = Callable[[Record], Iterable[tuple[type[Record], Id]]]


def revert(changes: ChangeSet, find: Find, users: Users) -> ChangeSet:
    """Return the changes that take an action back, while what was done since stays.

    A record that it added is removed if nothing that was added since uses it; one that it removed is added
    again if it is not there; of one that it edited, the fields that it changed get their earlier values, if
    nobody has changed these since.

    Args:
        changes: what the action changed.
        find: returns a record as it is now.
        users: returns what refers to a record now.

    Raises:
        CannotRevert: if something else was made of it since.
    """
    back = [_back(change, find) for change in reversed(changes.changes)]
    gone = {change.record_id for change in back if change.after is None}
    for change in back:
        if change.after is None and change.before is not None:
            _check_unused(change.before, users, gone)
    done = change_set(f"reverted: {changes.title}", back)
    if not done:
        raise CannotRevert("There is nothing to revert: it is as it was before.")
    return done


def _back(change: Change, find: Find) -> Change:
    now = find(change.kind, change.record_id)
    what = _called(change.record)
    if change.after is None:
        if now is not None:
            raise CannotRevert(f"It cannot be reverted by itself: {what} is there again.")
        return Change(None, change.before)
    if now is None:
        raise CannotRevert(f"It cannot be reverted by itself: {what} was removed since.")
    if change.before is None:
        if now != change.after:
            raise CannotRevert(f"It cannot be reverted by itself: {what} was changed since.")
        return Change(now, None)
    changed = [
        field.name
        for field in fields(change.after)
        if getattr(change.before, field.name) != getattr(change.after, field.name)
    ]
    if isinstance(now, Article) and "text" in changed:
        raise CannotRevert("A correction of the text moves all that stands in it: correct the text again.")
    if any(getattr(now, name) != getattr(change.after, name) for name in changed):
        raise CannotRevert(f"It cannot be reverted by itself: {what} was changed since.")
    earlier: dict[str, Any] = {name: getattr(change.before, name) for name in changed}
    return Change(now, replace(now, **earlier))


def _check_unused(record: Record, users: Users, gone: set[Id]) -> None:
    left = Counter(kind.__name__.lower() for kind, user_id in users(record) if user_id not in gone)
    if left:
        listed = ", ".join(f"{number} {kind}{'s' if number > 1 else ''}" for kind, number in left.items())
        raise CannotRevert(f"It cannot be reverted by itself: {_called(record)} is used since, by {listed}.")


def _called(record: Record) -> str:
    """Return what a record is called in a sentence."""
    name = getattr(record, "name", "") or getattr(record, "title", "") or getattr(record, "surface", "")
    kind = type(record).__name__.lower()
    return f"the {kind} “{name}”" if name else f"the {kind}"
