"""Stances: recording who stands how towards whom, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.describe import entity_name
from annotation.edits.alliances import add_member, move_members, new_camp, remove_members
from annotation.edits.joining import settled
from annotation.edits.mentions import quote
from annotation.records import Article, Camp, Entity, Evidence, Id, Polarity, Stance, new_id
from annotation.working_set import WorkingSet


def towards_itself(records: WorkingSet, changes: Iterable[Change]) -> Entity | None:
    """Return an entity that changes would let take a stance towards itself, or None.

    Args:
        records: the records at hand, before the changes.
        changes: the changes.
    """
    after = {change.record_id: change.after for change in changes if change.kind in (Camp, Stance, Entity)}
    held = [record for record in after.values() if isinstance(record, Stance)]
    for camp in [record for record in after.values() if isinstance(record, Camp)]:
        held += [s for s in records.where(Stance, "camp_id", camp.id) if s.id not in after]
    for stance in held:
        camp = after.get(stance.camp_id, records.find(Camp, stance.camp_id)) if stance.camp_id else None
        if isinstance(camp, Camp) and camp.target_id == stance.holder_id:
            before = records.find(Stance, stance.id)
            was = records.find(Camp, before.camp_id) if before else None
            if before is None or was is None or was.target_id != before.holder_id:
                entity = after.get(stance.holder_id, records.find(Entity, stance.holder_id))
                return entity if isinstance(entity, Entity) else None
    return None


def camps_towards(records: WorkingSet, target_id: Id, polarity: Polarity) -> list[Camp]:
    """Return the camps with a polarity towards a target; lists of the article come first."""
    camps = [camp for camp in records.where(Camp, "target_id", target_id) if camp.polarity is polarity]
    return sorted(camps, key=lambda camp: camp.heading_start is None)


def record_stance(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    holder: Entity,
    polarity: Polarity,
    target: Entity,
    evidence: Iterable[tuple[int, int]] = (),
    claimed_by: Entity | None = None,
) -> tuple[ChangeSet, Id]:
    """Record that a holder takes a polarity towards a target; unknown entities are added.

    A stance that is there already gets the evidence it lacks.

    Args:
        records: the records at hand.
        article: the article.
        annotator_id: whose stance it is.
        holder: who takes the stance.
        polarity: supports, opposes, neutral or unclear.
        target: towards whom.
        evidence: spans of the article, in code points.
        claimed_by: who says so, if the article only reports it; the same stance by itself is another one.

    Returns:
        The change set and the id of the stance.

    Raises:
        ValueError: if holder and target are the same entity.
    """
    if holder.id == target.id:
        raise ValueError("an entity takes no stance towards itself")
    title = f"recorded that {holder.name} {polarity} {target.name}"
    changes: list[Change] = []
    if claimed_by is not None:
        title += f", as {claimed_by.name} says"
        if claimed_by.id not in (holder.id, target.id) and records.find(Entity, claimed_by.id) is None:
            changes.append(add(claimed_by))
    camps = camps_towards(records, target.id, polarity)
    claimed_by_id = claimed_by.id if claimed_by else None
    stance = _stance_in(records, camps, holder, claimed_by_id)
    if stance is None:
        if not camps:
            opened, camp = new_camp(records, article, annotator_id, target, polarity)
            changes += opened.changes
            camps = [camp]
        camp = next((camp for camp in camps if _left(records, camp, holder, claimed_by_id)), camps[0])
        added = add_member(records, article, annotator_id, camp, holder, claimed_by_id=claimed_by_id)
        changes += added.changes
        stance = next(change.after for change in added.changes if isinstance(change.after, Stance))
    for start, end in dict.fromkeys(evidence):
        changes += add_evidence(records, article, stance, start, end).changes
    return change_set(title, changes), stance.id


def _stance_in(
    records: WorkingSet, camps: Iterable[Camp], holder: Entity, claimed_by_id: Id | None
) -> Stance | None:
    inside = (stance for camp in camps for stance in records.where(Stance, "camp_id", camp.id))
    return next((s for s in inside if (s.holder_id, s.claimed_by_id) == (holder.id, claimed_by_id)), None)


def _left(records: WorkingSet, camp: Camp, holder: Entity, claimed_by_id: Id | None) -> bool:
    """Tell whether a camp states a holder that was removed: recording it again puts it back there."""
    stated = records.where(Stance, "stated_camp_id", camp.id)
    return any(
        (stance.holder_id, stance.claimed_by_id, stance.camp_id) == (holder.id, claimed_by_id, None)
        for stance in stated
    )


def set_claimant(records: WorkingSet, stance: Stance, claimed_by: Entity | None) -> ChangeSet:
    """Say who claims a stance that the article only reports, or (None) that it stands by itself."""
    holder = entity_name(records, stance.holder_id)
    title = (
        f"noted that {claimed_by.name} says so of {holder}"
        if claimed_by
        else f"noted that {holder}’s is no claim"
    )
    changes = [Change(stance, replace(stance, claimed_by_id=claimed_by.id if claimed_by else None))]
    if claimed_by is not None and records.find(Entity, claimed_by.id) is None:
        changes.insert(0, add(claimed_by))
    return change_set(title, settled(records, changes))


def add_evidence(records: WorkingSet, article: Article, stance: Stance, start: int, end: int) -> ChangeSet:
    """Rest a stance on one more span; a span that is there already changes nothing."""
    title = f"added evidence “{quote(article, start, end)}”"
    there = {(e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id)}
    if (start, end) in there:
        return ChangeSet(title, ())
    return change_set(title, [add(Evidence(id=new_id(), stance_id=stance.id, start=start, end=end))])


def remove_evidence(article: Article, evidence: Evidence) -> ChangeSet:
    """Take a span out of the evidence of its stance."""
    return change_set(
        f"removed evidence “{quote(article, evidence.start, evidence.end)}”", [remove(evidence)]
    )


def set_polarity(
    records: WorkingSet, article: Article, annotator_id: Id, stance: Stance, polarity: Polarity
) -> ChangeSet:
    """Give one stance another polarity towards the same target: it moves to that camp.

    One that was removed comes back that way, from where the article puts it. Of several such camps it goes to
    the one in which the article puts it, if that is among them, or else to the first list.
    """
    camp = records.find(Camp, stance.camp_id or stance.stated_camp_id)
    if camp is None or camp.target_id is None:
        return ChangeSet("", ())
    goals = [camp] if camp.polarity is polarity else camps_towards(records, camp.target_id, polarity)
    if goals:
        goal = next((camp for camp in goals if camp.id == stance.stated_camp_id), goals[0])
        return move_members(records, [stance], goal)
    target = records.get(Entity, camp.target_id)
    opened, goal = new_camp(records, article, annotator_id, target, polarity)
    moved = move_members(records, [stance], goal)
    return ChangeSet(moved.title, (*opened.changes, *moved.changes))


def remove_stances(records: WorkingSet, stances: Sequence[Stance]) -> ChangeSet:
    """Remove stances: those stated in a list stay on record there as removed."""
    return remove_members(records, stances)
