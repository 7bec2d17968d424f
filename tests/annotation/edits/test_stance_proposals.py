"""Deciding on stances that sentences voice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotation.changes import ChangeSet, reverse
from annotation.edits import stance_proposals, stances
from annotation.edits.entities import new_entity
from annotation.records import Article, Camp, Entity, Evidence, Id, Label, Origin, Polarity, Rejection, Stance
from annotation.suggest.stance_cues import Named, ProposedStance
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]


@pytest.fixture
def people(records: WorkingSet, labels: dict[str, Label]) -> list[Entity]:
    made = [new_entity(name, labels["Country"].id) for name in ("A", "B", "C")]
    records.load(made)
    return made


@pytest.fixture
def proposal(people: list[Entity]) -> ProposedStance:
    holders = tuple(Named(place, place + 1, people[place].id) for place in range(2))
    return ProposedStance(
        0, 20, 5, 9, Polarity.SUPPORTS, holders, Named(10, 12, people[2].id), None, "supports: x"
    )


def test_accepting_records_each_holder_in_one_camp_on_the_sentence(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply, proposal: ProposedStance
) -> None:
    changes = stance_proposals.accept(records, article, annotator_id, proposal)
    assert changes is not None
    apply(changes)
    made = records.all(Stance)
    assert {stance.holder_id for stance in made} == {name.entity_id for name in proposal.holders}
    assert len({stance.camp_id for stance in made}) == len(records.all(Camp)) == 1
    assert {stance.origin for stance in made} == {Origin.SUGGESTED}
    assert {(piece.start, piece.end) for piece in records.all(Evidence)} == {(0, 20)}
    assert sorted(stance.position for stance in made) == [0, 1]
    assert stance_proposals.pending(records, [proposal]) == []


def test_what_is_not_all_told_cannot_be_accepted(
    records: WorkingSet, article: Article, annotator_id: Id, people: list[Entity]
) -> None:
    holder = (Named(0, 1, people[0].id),)
    for holders, target in (((), Named(10, 12, people[2].id)), (holder, None), (holder, Named(10, 12, None))):
        half = ProposedStance(0, 20, 5, 9, Polarity.OPPOSES, holders, target, None, "k")
        assert stance_proposals.accept(records, article, annotator_id, half) is None


def test_a_rejected_one_is_not_offered_again_until_that_is_taken_back(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply, proposal: ProposedStance
) -> None:
    rejected = apply(stance_proposals.reject(article, annotator_id, proposal))
    assert stance_proposals.pending(records, [proposal]) == []
    assert records.all(Rejection)[0].proposed == "supports: x"
    apply(reverse(rejected))
    assert stance_proposals.pending(records, [proposal]) == [proposal]


def test_who_is_recorded_there_already_is_left_out(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    apply: Apply,
    people: list[Entity],
    proposal: ProposedStance,
) -> None:
    def record(holder: Entity, polarity: Polarity, evidence: tuple[int, int]) -> None:
        apply(
            stances.record_stance(records, article, annotator_id, holder, polarity, people[2], [evidence])[0]
        )

    record(people[0], Polarity.SUPPORTS, (12, 20))  # not where the cue stands
    record(people[0], Polarity.OPPOSES, (0, 20))
    assert stance_proposals.pending(records, [proposal]) == [proposal]
    record(people[0], Polarity.SUPPORTS, (4, 8))
    (left,) = stance_proposals.pending(records, [proposal])
    assert [name.entity_id for name in left.holders] == [people[1].id]
    record(people[1], Polarity.SUPPORTS, (0, 20))
    assert stance_proposals.pending(records, [proposal]) == []
