"""Recording stances, their evidence and their polarity."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotation.changes import ChangeSet, add
from annotation.edits import alliances, stances
from annotation.edits.entities import new_entity
from annotation.records import (
    Article,
    Camp,
    Correction,
    Entity,
    Evidence,
    Id,
    Label,
    Origin,
    Polarity,
    Stance,
    new_id,
)
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
Camps = tuple[Camp, Camp]
MakeEntity = Callable[..., Entity]
Member = Callable[[str], Stance]
Record = Callable[..., Stance]
Span = Callable[..., tuple[int, int]]


@pytest.fixture
def record(records: WorkingSet, article: Article, annotator_id: Id, apply: Apply) -> Record:
    def record(holder: Entity, polarity: Polarity, target: Entity, *evidence: tuple[int, int]) -> Stance:
        changes, stance_id = stances.record_stance(
            records, article, annotator_id, holder, polarity, target, evidence
        )
        apply(changes)
        return records.get(Stance, stance_id)

    return record


@pytest.fixture
def set_polarity(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply
) -> Callable[..., None]:
    def set_polarity(stance: Stance, polarity: Polarity) -> None:
        apply(stances.set_polarity(records, article, annotator_id, stance, polarity))

    return set_polarity


def spans(records: WorkingSet, stance: Stance) -> list[tuple[int, int]]:
    return [(piece.start, piece.end) for piece in records.where(Evidence, "stance_id", stance.id)]


def target_of(records: WorkingSet, camp: Camp) -> Entity:
    return records.get(Entity, camp.target_id or "")


def test_a_stance_opens_a_camp_and_rests_on_its_evidence(
    records: WorkingSet, labels: dict[str, Label], span: Span, record: Record
) -> None:
    holder = new_entity("कनाडा", labels["Country"].id)
    target = new_entity("बाँध", labels["Group"].id)
    stance = record(holder, Polarity.OPPOSES, target, span("बाँध को ग़लत बताया"), span("कनाडा"))
    assert (stance.holder_id, stance.correction, stance.origin) == (
        holder.id,
        Correction.ADDED,
        Origin.TYPED,
    )
    camp = records.get(Camp, stance.camp_id or "")
    assert (camp.target_id, camp.polarity, camp.heading_start) == (target.id, Polarity.OPPOSES, None)
    assert spans(records, stance) == [span("बाँध को ग़लत बताया"), span("कनाडा")]
    assert set(records.all(Entity)) == {holder, target}


def test_recording_is_one_step_with_a_title(
    records: WorkingSet, article: Article, annotator_id: Id, entity: MakeEntity
) -> None:
    changes, _ = stances.record_stance(
        records, article, annotator_id, entity("चीन"), Polarity.NEUTRAL, entity("बाँध")
    )
    assert changes.title == "recorded that चीन neutral बाँध"


def test_a_stance_joins_the_list_of_the_article(
    records: WorkingSet, camps: Camps, entity: MakeEntity, record: Record
) -> None:
    stance = record(entity("भारत"), Polarity.SUPPORTS, target_of(records, camps[0]))
    assert stance.camp_id == camps[0].id
    assert stance.stated_camp_id is None
    assert records.count(Camp) == 2


def test_a_list_is_joined_rather_than_a_camp_opened_by_hand(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    entity: MakeEntity,
    span: Span,
    apply: Apply,
    record: Record,
) -> None:
    target = entity("बाँध")
    for heading in (None, span("विवाद")):
        opened, camp = alliances.new_camp(records, article, annotator_id, target, Polarity.SUPPORTS, heading)
        apply(opened)
    assert (
        record(entity("भारत"), Polarity.SUPPORTS, target).camp_id == camp.id
    )  # the last one: with a heading


@pytest.fixture
def two_lists(
    records: WorkingSet, article: Article, annotator_id: Id, camps: Camps, entity: MakeEntity, apply: Apply
) -> tuple[Camp, Stance]:
    """A second list of supporters below the first, and its one member, भारत."""
    opened, second = alliances.new_camp(
        records, article, annotator_id, target_of(records, camps[0]), Polarity.SUPPORTS, (5, 9)
    )
    apply(opened)
    stance = Stance(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        holder_id=entity("भारत", "Country").id,
        stated_camp_id=second.id,
        camp_id=second.id,
    )
    apply(ChangeSet("stated", (add(stance),)))
    return second, stance


def test_a_stance_that_is_in_the_second_of_two_lists_is_not_recorded_in_the_first_as_well(
    records: WorkingSet, camps: Camps, two_lists: tuple[Camp, Stance], span: Span, record: Record
) -> None:
    listed = two_lists[1]
    holder = records.get(Entity, listed.holder_id)
    assert record(holder, Polarity.SUPPORTS, target_of(records, camps[0]), span("विवाद")) == listed
    assert spans(records, listed) == [span("विवाद")]


def test_the_polarity_that_the_article_states_leads_back_to_the_list_that_states_it(
    records: WorkingSet, two_lists: tuple[Camp, Stance], set_polarity: Callable[..., None]
) -> None:
    listed = two_lists[1]
    set_polarity(listed, Polarity.OPPOSES)
    set_polarity(records.get(Stance, listed.id), Polarity.SUPPORTS)
    assert records.get(Stance, listed.id) == listed


def test_recording_again_adds_only_the_evidence_that_is_missing(
    records: WorkingSet, camps: Camps, member: Member, span: Span, record: Record
) -> None:
    russia = member("रूस")
    holder, target = records.get(Entity, russia.holder_id), target_of(records, camps[0])
    listed = spans(records, russia)
    again = record(holder, Polarity.SUPPORTS, target, *listed, span("मादुरो का समर्थन किया"))
    assert again == russia
    assert spans(records, russia) == [*listed, span("मादुरो का समर्थन किया")]


def test_the_same_evidence_given_twice_counts_once(
    records: WorkingSet, entity: MakeEntity, span: Span, record: Record
) -> None:
    stance = record(entity("चीन"), Polarity.SUPPORTS, entity("बाँध"), span("विवाद"), span("विवाद"))
    assert spans(records, stance) == [span("विवाद")]


def test_recording_what_is_recorded_changes_nothing(
    records: WorkingSet, article: Article, annotator_id: Id, entity: MakeEntity, span: Span, record: Record
) -> None:
    holder, target = entity("चीन"), entity("बाँध")
    stance = record(holder, Polarity.SUPPORTS, target, span("विवाद"))
    changes, stance_id = stances.record_stance(
        records, article, annotator_id, holder, Polarity.SUPPORTS, target, [span("विवाद")]
    )
    assert not changes
    assert stance_id == stance.id


def test_one_holder_may_stand_differently_towards_two_targets(
    records: WorkingSet, entity: MakeEntity, record: Record
) -> None:
    holder = entity("चीन")
    first = record(holder, Polarity.SUPPORTS, entity("बाँध"))
    second = record(holder, Polarity.OPPOSES, entity("संधि"))
    assert first.camp_id != second.camp_id
    assert len(records.where(Stance, "holder_id", holder.id)) == 2


def test_nobody_takes_a_stance_towards_themselves(
    records: WorkingSet, article: Article, annotator_id: Id, entity: MakeEntity
) -> None:
    china = entity("चीन")
    with pytest.raises(ValueError, match="itself"):
        stances.record_stance(records, article, annotator_id, china, Polarity.SUPPORTS, china)


def test_evidence_is_not_doubled_and_can_be_taken_out(
    records: WorkingSet, article: Article, entity: MakeEntity, span: Span, record: Record, apply: Apply
) -> None:
    stance = record(entity("चीन"), Polarity.SUPPORTS, entity("बाँध"))
    added = apply(stances.add_evidence(records, article, stance, *span("विवाद")))
    assert added.title == "added evidence “विवाद”"
    assert not stances.add_evidence(records, article, stance, *span("विवाद"))
    [piece] = records.where(Evidence, "stance_id", stance.id)
    apply(stances.remove_evidence(article, piece))
    assert spans(records, stance) == []


def test_another_polarity_moves_the_stance_to_that_camp_with_its_evidence(
    records: WorkingSet, camps: Camps, member: Member, set_polarity: Callable[..., None]
) -> None:
    before = spans(records, member("रूस"))
    set_polarity(member("रूस"), Polarity.OPPOSES)
    assert member("रूस").camp_id == camps[1].id
    assert member("रूस").correction is Correction.MOVED
    assert spans(records, member("रूस")) == before
    set_polarity(member("रूस"), Polarity.SUPPORTS)
    assert member("रूस").correction is Correction.KEPT


def test_a_polarity_without_a_camp_opens_one_towards_the_same_target(
    records: WorkingSet, camps: Camps, member: Member, set_polarity: Callable[..., None]
) -> None:
    set_polarity(member("रूस"), Polarity.NEUTRAL)
    opened = records.get(Camp, member("रूस").camp_id or "")
    assert (opened.polarity, opened.target_id) == (Polarity.NEUTRAL, camps[0].target_id)
    assert records.count(Camp) == 3


def test_the_polarity_that_a_stance_has_changes_nothing(
    records: WorkingSet, article: Article, annotator_id: Id, camps: Camps, member: Member
) -> None:
    same = stances.set_polarity(records, article, annotator_id, member("रूस"), Polarity.SUPPORTS)
    assert not same


def test_a_removed_stance_comes_back_with_the_polarity_it_is_given(
    records: WorkingSet, camps: Camps, member: Member, apply: Apply, set_polarity: Callable[..., None]
) -> None:
    apply(stances.remove_stances(records, [member("रूस"), member("चीन")]))
    set_polarity(member("रूस"), Polarity.OPPOSES)
    set_polarity(member("चीन"), Polarity.SUPPORTS)
    assert member("रूस").camp_id == camps[1].id
    assert member("चीन").correction is Correction.KEPT


def test_removing_a_stated_stance_keeps_it_on_record_and_drops_one_that_was_added(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    entity: MakeEntity,
    span: Span,
    record: Record,
    apply: Apply,
) -> None:
    added = record(entity("भारत"), Polarity.SUPPORTS, target_of(records, camps[0]), span("विवाद"))
    apply(stances.remove_stances(records, [member("रूस"), added]))
    assert member("रूस").correction is Correction.REMOVED
    assert records.find(Stance, added.id) is None
    assert spans(records, added) == []


def test_what_somebody_claims_is_another_stance_than_what_the_article_says(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply, labels: dict[str, Label]
) -> None:
    holder, target, claimant = (
        new_entity(name, labels["Person"].id) for name in ("पद्रिनो", "मादुरो", "बोल्टन")
    )

    def recorded(claimed_by: Entity | None) -> Stance:
        changes, stance_id = stances.record_stance(
            records, article, annotator_id, holder, Polarity.SUPPORTS, target, claimed_by=claimed_by
        )
        apply(changes)
        return records.get(Stance, stance_id)

    plain, claimed = recorded(None), recorded(claimant)
    assert (plain.claimed_by_id, claimed.claimed_by_id) == (None, claimant.id)
    assert plain.camp_id == claimed.camp_id
    assert recorded(claimant) == claimed
    apply(stances.set_claimant(records, claimed, None))
    assert [stance for stance in records.all(Stance) if stance.holder_id == holder.id] == [plain]
    assert recorded(claimant).claimed_by_id == claimant.id
    apply(stances.set_claimant(records, plain, claimant))
    assert [s.claimed_by_id for s in records.all(Stance) if s.holder_id == holder.id] == [claimant.id]


def test_a_removed_member_that_is_recorded_again_comes_back_to_its_own_list(
    records: WorkingSet, article: Article, annotator_id: Id, camps: tuple[Camp, Camp], apply: Apply
) -> None:
    supporters, opponents = camps
    target = records.get(Entity, supporters.target_id or "")
    apply(alliances.set_camp(records, opponents, target, Polarity.SUPPORTS))
    canada = records.where(Stance, "stated_camp_id", opponents.id)[1]
    apply(alliances.remove_members(records, [canada]))
    holder = records.get(Entity, canada.holder_id)
    changes, stance_id = stances.record_stance(
        records, article, annotator_id, holder, Polarity.SUPPORTS, target
    )
    apply(changes)
    assert stance_id == canada.id
    assert records.get(Stance, canada.id).correction is Correction.KEPT


def test_whoever_would_stand_towards_itself_is_told_in_whichever_way_it_comes_about(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    camps: tuple[Camp, Camp],
    labels: dict[str, Label],
) -> None:
    supporters, opponents = camps
    maduro = records.get(Entity, supporters.target_id or "")
    russia = records.where(Stance, "camp_id", supporters.id)[0]
    holder = records.get(Entity, russia.holder_id)

    def told(changes: ChangeSet) -> Entity | None:
        return stances.towards_itself(records, changes.changes)

    assert told(alliances.add_member(records, article, annotator_id, supporters, maduro)) == maduro
    assert told(alliances.change_holder(records, article, russia, maduro)) == maduro
    assert told(alliances.set_camp(records, supporters, holder, Polarity.SUPPORTS)) == holder
    opened, camp = alliances.new_camp(records, article, annotator_id, holder, Polarity.SUPPORTS)
    moved = alliances.move_members(records, [russia], camp)
    assert told(ChangeSet("", (*opened.changes, *moved.changes))) == holder
    assert told(alliances.move_members(records, [russia], opponents)) is None
    assert told(alliances.remove_members(records, [russia])) is None
    records.apply(alliances.change_holder(records, article, russia, maduro))
    itself = records.get(Stance, russia.id)
    assert told(alliances.note_members(records, [itself], "as it was before")) is None
