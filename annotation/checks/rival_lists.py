"""Checks across lists of an article that support different ones.

These are sides if the lists share hardly anybody and support two of a kind that can be on opposite sides: two
people, or two countries, but not a person and a resolution, and no two resolutions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from annotation.checks.findings import Case, Finding, Looking, evidence_of
from annotation.describe import camp_title, entity_name
from annotation.group_view import known_members
from annotation.records import Camp, Entity, Id, Label, Polarity, Stance
from annotation.working_set import WorkingSet

_MOST_SHARED = 1 / 5
"""The share of the smaller list that both may name: lists that name many alike are no sides."""

_NO_SIDES = frozenset(("Issue", "Event"))
"""Labels of what one can support beside any other of it."""

_Members = dict[Id, Stance]
"""The stances of a list's members by holder."""


def in_rival_lists(case: Case, check: str) -> Looking:
    """Find who is in two lists that support different ones."""
    for one, other in _rivals(case.records):
        yield None
        for holder_id in one[1].keys() & other[1].keys():
            who = entity_name(case.records, holder_id)
            yield _finding(
                case.records, check, (one, other), (holder_id, holder_id), f"{who} is in two lists"
            )


def members_in_rival_lists(case: Case, check: str) -> Looking:
    """Find groups in one list with a member in another that supports somebody else."""
    records = case.records
    for pair in _rivals(records):
        for one, other in (pair, pair[::-1]):
            yield None
            for group_id in one[1]:
                for member_id in known_members(records, group_id, case.article.published_on):
                    if member_id in other[1]:
                        group, member = entity_name(records, group_id), entity_name(records, member_id)
                        message = f"{group} and its member {member} are in two lists"
                        yield _finding(records, check, (one, other), (group_id, member_id), message)


_List = tuple[Camp, _Members]


def _rivals(records: WorkingSet) -> Iterator[tuple[_List, _List]]:
    """Yield the pairs of rival lists. Their order follows the text: that of the records changes with Undo."""
    supporting = [
        (camp.heading_start, camp.id, camp)
        for camp in records.all(Camp)
        if camp.heading_start is not None
        and camp.polarity is Polarity.SUPPORTS
        and camp.target_id is not None
    ]
    lists = [(camp, _own_members(records, camp)) for _, _, camp in sorted(supporting, key=lambda it: it[:2])]
    for one, other in combinations(lists, 2):
        fewest = min(len(one[1]), len(other[1]))
        shared = len(one[1].keys() & other[1].keys())
        if shared <= fewest * _MOST_SHARED and _are_opposed(records, one[0], other[0]):
            yield one, other


def _own_members(records: WorkingSet, camp: Camp) -> _Members:
    """Return the members of a list by holder, but those of whom somebody only claims it."""
    inside = records.where(Stance, "camp_id", camp.id)
    return {stance.holder_id: stance for stance in inside if stance.claimed_by_id is None}


def _are_opposed(records: WorkingSet, one: Camp, other: Camp) -> bool:
    if one.target_id is None or other.target_id is None or one.target_id == other.target_id:
        return False
    label_ids = {records.get(Entity, target_id).label_id for target_id in (one.target_id, other.target_id)}
    return len(label_ids) == 1 and records.get(Label, label_ids.pop()).name not in _NO_SIDES


def _finding(
    records: WorkingSet, check: str, lists: tuple[_List, _List], holders: tuple[Id, Id], message: str
) -> Finding:
    stances = [members[holder_id] for (_, members), holder_id in zip(lists, holders, strict=True)]
    camps = [camp for camp, _ in lists]
    titles = " · ".join(camp_title(records, camp) for camp in camps)
    return Finding(
        check,
        ":".join([*sorted(camp.id for camp in camps), *dict.fromkeys(holders)]),
        f"{message}: {titles}",
        spans=evidence_of(records, stances),
        entity_ids=tuple(dict.fromkeys(holders)),
        stance_ids=tuple(stance.id for stance in stances),
        camp_ids=tuple(camp.id for camp in camps),
    )
