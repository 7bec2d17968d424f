"""Stances that come to say the same, in each of the ways in which they may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.changes import Change, ChangeSet, change_set, reverse
from annotation.edits import alliances, regrouping, stances
from annotation.records import (
    Article,
    Camp,
    Correction,
    Entity,
    Evidence,
    Id,
    Polarity,
    Reason,
    Stance,
    new_id,
)
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
Camps = tuple[Camp, Camp]
Member = Callable[[str], Stance]
PLACE = (0, 2)


@pytest.fixture
def by_hand(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply
) -> Callable[[Camp, Id], Stance]:
    """Add a holder to a camp by hand, with evidence, a note and a reason."""

    def by_hand(camp: Camp, holder_id: Id, claimed_by_id: Id | None = None) -> Stance:
        holder = records.get(Entity, holder_id)
        changes = alliances.add_member(
            records, article, annotator_id, camp, holder, PLACE, claimed_by_id=claimed_by_id
        )
        apply(changes)
        added = next(change.record_id for change in changes.changes if change.kind is Stance)
        reason = Reason(id=new_id(), name="disputed")
        stance = records.get(Stance, added)
        noted = replace(stance, note="by hand", reason_id=reason.id)
        apply(change_set("", [Change(None, reason), Change(stance, noted)]))
        return noted

    return by_hand


def joined(records: WorkingSet, camp: Camp, holder_id: Id) -> Stance:
    """Return the one stance of a holder in a camp, which has all that was added by hand."""
    [stance] = [s for s in records.where(Stance, "camp_id", camp.id) if s.holder_id == holder_id]
    assert PLACE in {(e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id)}
    assert stance.note == "by hand"
    assert stance.reason_id
    ids = {stance.id for stance in records.all(Stance)}
    assert {piece.stance_id for piece in records.all(Evidence)} <= ids
    return stance


@pytest.mark.parametrize("how", ["moved", "restored", "polarity", "camp goes"])
def test_a_stated_member_that_comes_back_takes_up_what_was_added_by_hand(
    how: str,
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    camps: Camps,
    member: Member,
    by_hand: Callable[[Camp, Id], Stance],
    apply: Apply,
) -> None:
    apply(alliances.move_members(records, [member("चीन")], camps[1]))
    stated = member("चीन")
    by_hand(camps[0], stated.holder_id)
    before = set(records)
    match how:
        case "moved":
            changes = alliances.move_members(records, [stated], camps[0])
        case "restored":
            changes = alliances.restore_members(records, [stated])
        case "polarity":
            changes = stances.set_polarity(records, article, annotator_id, stated, Polarity.SUPPORTS)
        case _:
            changes = alliances.remove_camp(records, camps[1])
    apply(changes)
    assert joined(records, camps[0], stated.holder_id).id == stated.id
    assert member("चीन").correction is Correction.KEPT
    apply(reverse(changes))
    assert set(records) == before


def test_members_listed_twice_move_together_to_where_one_was_added_by_hand(
    records: WorkingSet, camps: Camps, member: Member, by_hand: Callable[[Camp, Id], Stance], apply: Apply
) -> None:
    china, russia = member("चीन"), member("रूस")
    apply(change_set("", [Change(russia, replace(russia, holder_id=china.holder_id))]))
    twice = [member("चीन"), member("रूस")]
    by_hand(camps[1], china.holder_id)
    apply(alliances.move_members(records, twice, camps[1]))
    inside = [s for s in records.where(Stance, "camp_id", camps[1].id) if s.holder_id == china.holder_id]
    assert {stance.id for stance in inside} == {stance.id for stance in twice}
    assert sorted(stance.note for stance in inside) == ["", "by hand"]
    by_hand(camps[0], china.holder_id)
    apply(alliances.restore_members(records, [member("चीन"), member("रूस")]))
    restored = [s for s in records.where(Stance, "camp_id", camps[0].id) if s.holder_id == china.holder_id]
    assert len(restored) == 2


def test_a_member_that_is_said_to_be_another_joins_it(
    records: WorkingSet,
    article: Article,
    camps: Camps,
    member: Member,
    by_hand: Callable[[Camp, Id], Stance],
    apply: Apply,
) -> None:
    stated = member("चीन")
    added = by_hand(camps[0], member("कैनाडा").holder_id)
    apply(alliances.change_holder(records, article, added, records.get(Entity, stated.holder_id)))
    assert joined(records, camps[0], stated.holder_id).id == stated.id


def test_a_claim_that_is_none_joins_what_the_article_says(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    by_hand: Callable[[Camp, Id, Id], Stance],
    apply: Apply,
) -> None:
    stated, claimant = member("चीन"), records.get(Entity, member("ब्राज़ील").holder_id)
    claim = by_hand(camps[0], stated.holder_id, claimant.id)
    apply(stances.set_claimant(records, claim, None))
    assert joined(records, camps[0], stated.holder_id).id == stated.id
    assert records.find(Stance, claim.id) is None


def test_two_that_said_the_same_before_are_left_alone(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    by_hand: Callable[[Camp, Id], Stance],
    apply: Apply,
) -> None:
    china, brazil = by_hand(camps[1], member("चीन").holder_id), member("ब्राज़ील")
    double = replace(china, id=new_id())
    apply(change_set("", [Change(None, double)]))
    apply(alliances.move_members(records, [brazil], camps[0]))
    apply(alliances.move_members(records, [member("ब्राज़ील")], camps[1]))
    assert {china, double} <= set(records.all(Stance))


def test_lists_without_a_target_do_not_state_the_same(
    records: WorkingSet, camps: Camps, apply: Apply
) -> None:
    for camp in camps:
        apply(alliances.set_camp(records, camp, None, Polarity.SUPPORTS))
    one, other = records.all(Camp)
    assert not regrouping.same_statement(one, other)
    apply(regrouping.merge_lists(records, other, one))
    assert len(records.all(Camp)) == 2
    moved = records.where(Stance, "stated_camp_id", other.id)
    assert {stance.correction for stance in moved} == {Correction.MOVED}
