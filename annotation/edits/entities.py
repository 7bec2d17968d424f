"""Entities: naming, aliases, codes, removing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.records import Alias, Camp, Entity, Evidence, GroupMember, Id, Mention, Stance, new_id
from annotation.working_set import WorkingSet


def new_entity(name: str, label_id: Id, *, code: str = "") -> Entity:
    """Build the record of an entity; an edit that uses it adds it."""
    return Entity(id=new_id(), name=" ".join(name.split()), label_id=label_id, code=code)


def describe(
    records: WorkingSet,
    entity: Entity,
    *,
    name: str,
    label_id: Id,
    code: str,
    note: str,
    aliases: Sequence[str],
) -> ChangeSet:
    """Set what is known about an entity, its aliases included. A former name stays as an alias if listed."""
    changes: list[Change] = [
        Change(entity, replace(entity, name=name, label_id=label_id, code=code, note=note))
    ]
    wanted = list(dict.fromkeys(" ".join(surface.split()) for surface in aliases if surface.strip()))
    for alias in records.where(Alias, "entity_id", entity.id):
        if alias.surface in wanted:
            wanted.remove(alias.surface)
        else:
            changes.append(remove(alias))
    changes += [add(Alias(id=new_id(), entity_id=entity.id, surface=surface)) for surface in wanted]
    return change_set(f"edited {name}", changes)


def remove_entity(
    entity: Entity,
    *,
    aliases: Iterable[Alias],
    memberships: Iterable[GroupMember],
    mentions: Iterable[Mention],
    camps: Iterable[Camp],
    stances: Iterable[Stance],
    evidence: Iterable[Evidence],
) -> ChangeSet:
    """Remove an entity from the project: its mentions stay unlinked, its camps without a target.

    The records are all that refer to it, in every article and of every annotator. `stances` are those it
    holds and those it claims, which go with their `evidence`: what it claims nobody else has said.
    """
    return change_set(
        f"removed {entity.name}",
        [
            *(Change(mention, replace(mention, entity_id=None)) for mention in mentions),
            *(Change(camp, replace(camp, target_id=None)) for camp in camps),
            *map(remove, evidence),
            *map(remove, stances),
            *map(remove, memberships),
            *map(remove, aliases),
            remove(entity),
        ],
    )
