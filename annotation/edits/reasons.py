"""Reasons for corrections: the project's list of them, and giving one to a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.describe import entity_name
from annotation.errors import PersonError
from annotation.records import Reason, Stance, new_id
from annotation.resources import load_toml, texts
from annotation.working_set import WorkingSet


def default_reasons() -> list[Reason]:
    """Return the reasons that a new project starts with, as new records.

    Raises:
        ResourceError: if their data file is missing or malformed.
    """
    names = texts(load_toml("reasons", "default.toml"), "reasons", "reasons/default.toml")
    return [Reason(id=new_id(), name=name, position=position) for position, name in enumerate(names)]


def reasons_in(records: WorkingSet) -> list[Reason]:
    """Return the project's reasons in their order; of a project that has none yet the usual ones."""
    return sorted(records.all(Reason), key=lambda reason: reason.position) or default_reasons()


def edit_reasons(records: WorkingSet, names: Sequence[tuple[Reason | None, str]]) -> ChangeSet:
    """Make the project's list of reasons this one.

    Args:
        records: the records at hand.
        names: each reason's record, or None for a new one, with the name that it is to have.

    Raises:
        PersonError: if a name is empty or there twice.
    """
    after: dict[str, Reason] = {}
    for reason, typed in names:
        name = " ".join(typed.split())
        if not name:
            raise PersonError("A reason is empty. Write one, or remove the line.")
        if name.casefold() in after:
            raise PersonError(f"The reason “{name}” is there twice. Remove one of the two.")
        after[name.casefold()] = replace(
            reason or Reason(id=new_id(), name=name), name=name, position=len(after)
        )
    kept = {reason.id for reason in after.values()}
    changes = [remove(reason) for reason in records.all(Reason) if reason.id not in kept]
    for reason in after.values():
        before = records.find(Reason, reason.id)
        changes.append(add(reason) if before is None else Change(before, reason))
    return change_set("edited the reasons for corrections", changes)


def give_reason(records: WorkingSet, stances: Sequence[Stance], reason: Reason | None) -> ChangeSet:
    """Say why stances were corrected, or (None) no longer.

    If the project has no list of reasons yet, the usual ones become its list.
    """
    changes: list[Change] = []
    if reason is not None and records.find(Reason, reason.id) is None:
        others = [] if records.all(Reason) else default_reasons()
        changes = [add(reason), *(add(other) for other in others if other.name != reason.name)]
    changes += [
        Change(stance, replace(stance, reason_id=reason.id if reason else None)) for stance in stances
    ]
    who = entity_name(records, stances[0].holder_id) if len(stances) == 1 else f"{len(stances)} members"
    given = f"gave “{reason.name}” as the reason for" if reason else "took the reason from"
    return change_set(f"{given} {who}", changes)
