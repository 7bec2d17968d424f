"""Who belongs to a group, and where each of them stands in the open article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from annotation.describe import camp_title
from annotation.names.countries import country_name
from annotation.names.groups import organisations
from annotation.names.memberships import group_called, members_on, suspended_on
from annotation.records import Camp, Entity, GroupMember, Id, Stance
from annotation.working_set import WorkingSet


@dataclass(frozen=True, slots=True)
class GroupMemberView:
    """A member of a group.

    Attributes:
        name: its name in the project, or else in the language of the article.
        code: its code, or empty.
        stands: the camps of the article in which it is itself, in words.
        suspended: whether its rights in the group were suspended then.
    """

    name: str
    code: str
    stands: tuple[str, ...]
    suspended: bool = False


def group_members(
    records: WorkingSet, group: Entity, day: date | None, language: str
) -> tuple[GroupMemberView, ...]:
    """Return the members of a group: those that the project knows, then those that the program knows.

    Args:
        records: the records at hand.
        group: the group.
        day: as of when its members are wanted; None for the latest state that is known.
        language: in which names are given that the project does not have.

    Returns:
        The members; none of one that is no group.
    """
    views = {
        entity.id: GroupMemberView(entity.name, entity.code, _stands(records, entity.id))
        for member in records.where(GroupMember, "group_id", group.id)
        if (entity := records.find(Entity, member.entity_id)) is not None
    }
    code = group_code(group)
    suspended = suspended_on(code, day)
    for member in members_on(code, day):
        entity = next(iter(records.where(Entity, "code", member)), None)
        name = entity.name if entity else _name(member, language)
        stands = _stands(records, entity.id) if entity else ()
        views[entity.id if entity else member] = GroupMemberView(name, member, stands, member in suspended)
    return tuple(views.values())


def known_members(records: WorkingSet, group_id: Id, day: date | None) -> list[Id]:
    """Return the entities of the project that belong to a group, by the project or by what is known of it."""
    found = dict.fromkeys(member.entity_id for member in records.where(GroupMember, "group_id", group_id))
    group = records.find(Entity, group_id)
    if group is not None:
        for code in members_on(group_code(group), day):
            found.update(dict.fromkeys(entity.id for entity in records.where(Entity, "code", code)))
    return list(found)


def group_code(group: Entity) -> str:
    """Return by what the members of a group are looked up; nothing is found by it if it is none."""
    return group.code or group_called(group.name) or ""


def _name(code: str, language: str) -> str:
    body = next((body for body in organisations() if code in (body.code, body.key)), None)
    return body.name(language) if body else country_name(code, language)


def _stands(records: WorkingSet, entity_id: Id) -> tuple[str, ...]:
    camps = (records.find(Camp, stance.camp_id) for stance in records.where(Stance, "holder_id", entity_id))
    return tuple(dict.fromkeys(camp_title(records, camp) for camp in camps if camp is not None))
