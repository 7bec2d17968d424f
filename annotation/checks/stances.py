"""Checks of stances and camps: contradictions, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, product
from typing import TypeAlias

from annotation.checks.findings import Case, Finding, Looking, evidence_of
from annotation.checks.rival_lists import in_rival_lists, members_in_rival_lists
from annotation.describe import camp_title, entity_name
from annotation.edits.mentions import quote
from annotation.group_view import known_members
from annotation.records import Article, Camp, Evidence, Id, Polarity, Stance
from annotation.working_set import WorkingSet

TWO_CAMPS = "two_camps"
GROUP_AND_MEMBER = "group_and_member"
AGAINST_LIST = "against_list"
NO_EVIDENCE = "no_evidence"
NO_TARGET = "no_target"

_Sides: TypeAlias = dict[Polarity, list[Stance]]
"""The stances of one holder towards one target by their polarity."""

_Claim: TypeAlias = tuple[Id, "Id | None"]
"""A target, and who claims the stances towards it: what one says of another contradicts no third."""


def in_two_camps(case: Case) -> Looking:
    """Find who stands on two sides: towards one target, with two that oppose each other, in rival lists."""
    records = case.records
    for (target_id, claimed_by_id), holders in _holders(records).items():
        yield None
        for holder_id, sides in holders.items():
            told = {stance.id for stance, _ in _against_lists(records, sides)}
            left = {polarity: [s for s in side if s.id not in told] for polarity, side in sides.items()}
            polarities = sorted(polarity for polarity, side in left.items() if side)
            if len(polarities) > 1:
                stances = [stance for polarity in polarities for stance in left[polarity]]
                yield _finding(
                    records,
                    TWO_CAMPS,
                    (target_id, holder_id, claimed_by_id or "", *polarities),
                    f"{_name(records, holder_id)} {' and '.join(polarities)} {_name(records, target_id)}"
                    + _claimed(records, claimed_by_id),
                    stances,
                )
    yield from _with_both_sides(records)
    yield from in_rival_lists(case, TWO_CAMPS)


def group_and_member(case: Case) -> Looking:
    """Find groups that stand otherwise than one of their members: towards a target, or in another list."""
    records = case.records
    for (target_id, claimed_by_id), holders in _holders(records).items():
        yield None
        for group_id, sides in holders.items():
            for member_id in known_members(records, group_id, case.article.published_on):
                others = holders.get(member_id, {})
                if not others or sides.keys() & others.keys():
                    continue
                group, member = _name(records, group_id), _name(records, member_id)
                yield _finding(
                    records,
                    GROUP_AND_MEMBER,
                    (target_id, group_id, member_id, claimed_by_id or "", *sorted(sides), *sorted(others)),
                    f"{group} {' and '.join(sorted(sides))} {_name(records, target_id)},"
                    f" its member {member} {' and '.join(sorted(others))}{_claimed(records, claimed_by_id)}",
                    chain(*sides.values(), *others.values()),
                )
    yield from members_in_rival_lists(case, GROUP_AND_MEMBER)


def against_list(case: Case) -> Looking:
    """Find stances recorded by hand that contradict where a list of the article has the holder."""
    records = case.records
    for (target_id, claimed_by_id), holders in _holders(records).items():
        yield None
        for holder_id, sides in holders.items():
            for stance, listed in _against_lists(records, sides):
                camp = records.find(Camp, stance.camp_id)
                home = records.find(Camp, listed.stated_camp_id)
                assert camp is not None
                assert home is not None
                yield _finding(
                    records,
                    AGAINST_LIST,
                    (stance.id, listed.id),
                    f"{_name(records, holder_id)} {camp.polarity} {_name(records, target_id)} by hand,"
                    f" but {home.polarity} in {_list_name(case.article, home)}"
                    + _claimed(records, claimed_by_id),
                    (stance, listed),
                )


def without_evidence(case: Case) -> Looking:
    """Find stances that rest on nothing in the article."""
    records = case.records
    for number, stance in enumerate(records.all(Stance)):
        if number % 200 == 0:
            yield None
        camp = records.find(Camp, stance.camp_id)
        if camp is not None and not records.where(Evidence, "stance_id", stance.id):
            message = f"{_name(records, stance.holder_id)} {camp_title(records, camp)}: on what grounds?"
            yield _finding(records, NO_EVIDENCE, (stance.id,), message, (stance,))


def without_target(case: Case) -> Looking:
    """Find camps of which it is not said towards whom they are."""
    for camp in case.records.all(Camp):
        yield None
        if camp.target_id is None:
            listed = camp.heading_start is not None and camp.heading_end is not None
            yield Finding(
                NO_TARGET,
                camp.id,
                f"{_list_name(case.article, camp)} ({camp.polarity}): whom or what?",
                spans=((camp.heading_start or 0, camp.heading_end or 0),) if listed else (),
                camp_ids=(camp.id,),
            )


def _finding(
    records: WorkingSet, check: str, subject: Iterable[str], message: str, stances: Iterable[Stance]
) -> Finding:
    about = tuple(stances)
    return Finding(
        check,
        ":".join(subject),
        message,
        spans=evidence_of(records, about),
        entity_ids=tuple(dict.fromkeys(stance.holder_id for stance in about)),
        stance_ids=tuple(stance.id for stance in about),
        camp_ids=tuple(dict.fromkeys(stance.camp_id for stance in about if stance.camp_id)),
    )


def _holders(records: WorkingSet) -> dict[_Claim, dict[Id, _Sides]]:
    """Return who is on which side of each target, as it was corrected; what is only claimed stands apart."""
    found: dict[_Claim, dict[Id, _Sides]] = {}
    for stance in records.all(Stance):
        camp = records.find(Camp, stance.camp_id)
        if camp is not None and camp.target_id is not None and camp.polarity.is_side:
            holders = found.setdefault((camp.target_id, stance.claimed_by_id), {})
            holders.setdefault(stance.holder_id, {}).setdefault(camp.polarity, []).append(stance)
    return found


def _against_lists(records: WorkingSet, sides: _Sides) -> list[tuple[Stance, Stance]]:
    """Return the stances by hand with the member of a list that each contradicts, left as it is stated."""
    if len(sides) < 2:
        return []
    found: list[tuple[Stance, Stance]] = []
    for polarity, other in product(sides, repeat=2):
        listed = [s for s in sides[other] if _is_listed(records, s, other)] if polarity is not other else []
        if listed:
            found += [(stance, listed[0]) for stance in sides[polarity] if stance.stated_camp_id is None]
    return found


def _is_listed(records: WorkingSet, stance: Stance, polarity: Polarity) -> bool:
    """Tell whether a list of the article has a stance on a side."""
    home = records.find(Camp, stance.stated_camp_id)
    return home is not None and home.heading_start is not None and home.polarity is polarity


def _with_both_sides(records: WorkingSet) -> Looking:
    """Find who supports two of whom one opposes the other."""
    supported, opposed = (_by_holder(records, side) for side in (Polarity.SUPPORTS, Polarity.OPPOSES))
    for holder_id, targets in supported.items():
        yield None
        pairs = {
            frozenset((one, other)): (one, other)
            for one in targets
            for other in opposed.get(one, ())
            if other in targets and other != one
        }
        for one, other in pairs.values():
            names = [_name(records, entity_id) for entity_id in (holder_id, one, other)]
            yield _finding(
                records,
                TWO_CAMPS,
                (holder_id, *sorted((one, other))),
                f"{names[0]} supports both {names[1]} and {names[2]}, but {names[1]} opposes {names[2]}",
                (targets[one], targets[other], opposed[one][other]),
            )


def _by_holder(records: WorkingSet, polarity: Polarity) -> Mapping[Id, dict[Id, Stance]]:
    """Return for each holder the targets towards which it has a polarity, by its own account."""
    found: dict[Id, dict[Id, Stance]] = {}
    for (target_id, claimed_by_id), holders in _holders(records).items():
        if claimed_by_id is None:
            for holder_id, sides in holders.items():
                if polarity in sides:
                    found.setdefault(holder_id, {})[target_id] = sides[polarity][0]
    return found


def _name(records: WorkingSet, entity_id: Id) -> str:
    return entity_name(records, entity_id)


def _claimed(records: WorkingSet, claimed_by_id: Id | None) -> str:
    return f", as {_name(records, claimed_by_id)} says" if claimed_by_id else ""


def _list_name(article: Article, camp: Camp) -> str:
    if camp.heading_start is None or camp.heading_end is None:
        return "A list without a heading"
    return f"“{quote(article, camp.heading_start, camp.heading_end)}”"
