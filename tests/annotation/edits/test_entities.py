"""Naming, aliases and removing of entities."""

from __future__ import annotations

from collections.abc import Callable

from annotation.changes import ChangeSet, add, change_set
from annotation.edits import entities
from annotation.records import (
    Alias,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Label,
    Mention,
    Stance,
    new_id,
)
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
MakeEntity = Callable[..., Entity]


def surfaces(records: WorkingSet, entity: Entity) -> list[str]:
    return [alias.surface for alias in records.where(Alias, "entity_id", entity.id)]


def remove(records: WorkingSet, entity: Entity) -> ChangeSet:
    held = records.where(Stance, "holder_id", entity.id)
    return entities.remove_entity(
        entity,
        aliases=records.where(Alias, "entity_id", entity.id),
        memberships=[m for m in records.all(GroupMember) if entity.id in (m.group_id, m.entity_id)],
        mentions=records.where(Mention, "entity_id", entity.id),
        camps=records.where(Camp, "target_id", entity.id),
        stances=held,
        evidence=[piece for stance in held for piece in records.where(Evidence, "stance_id", stance.id)],
    )


def test_the_name_of_a_new_entity_is_on_one_line(labels: dict[str, Label]) -> None:
    made = entities.new_entity(" संयुक्त\n राष्ट्र ", labels["Organisation"].id, code="Q1065")
    assert (made.name, made.code) == ("संयुक्त राष्ट्र", "Q1065")


def test_describing_sets_everything_and_keeps_the_aliases_that_stay(
    records: WorkingSet, labels: dict[str, Label], entity: MakeEntity, apply: Apply
) -> None:
    russia = entity("Rusia", "Person", aliases=("Russia", "रुस"))
    kept = records.where(Alias, "entity_id", russia.id)[0]
    changes = entities.describe(
        records,
        russia,
        name="रूस",
        label_id=labels["Country"].id,
        code="RU",
        note="संघ",
        aliases=["Russia", " रशिया ", "", "रशिया"],
    )
    assert apply(changes).title == "edited रूस"
    after = records.get(Entity, russia.id)
    assert (after.name, after.label_id, after.code, after.note) == ("रूस", labels["Country"].id, "RU", "संघ")
    assert surfaces(records, russia) == ["Russia", "रशिया"]
    assert records.find(Alias, kept.id) == kept


def test_describing_what_is_so_already_changes_nothing(records: WorkingSet, entity: MakeEntity) -> None:
    russia = entity("रूस", "Country", code="RU", aliases=("Russia",))
    assert not entities.describe(
        records, russia, name="रूस", label_id=russia.label_id, code="RU", note="", aliases=["Russia"]
    )


def test_removing_an_entity_unlinks_mentions_and_takes_its_stances_with_their_evidence(
    records: WorkingSet, camps: tuple[Camp, Camp], member: Callable[[str], Stance], apply: Apply
) -> None:
    stance = member("क्युबा")
    cuba = records.get(Entity, stance.holder_id)
    tagged = records.where(Mention, "entity_id", cuba.id)
    pieces = records.where(Evidence, "stance_id", stance.id)
    assert tagged
    assert pieces
    assert surfaces(records, cuba) == ["क्युबा"]
    apply(remove(records, cuba))
    assert records.find(Entity, cuba.id) is None
    assert surfaces(records, cuba) == []
    assert [records.get(Mention, mention.id).entity_id for mention in tagged] == [None] * len(tagged)
    assert records.where(Stance, "holder_id", cuba.id) == []
    assert all(records.find(Evidence, piece.id) is None for piece in pieces)
    assert len(records.where(Stance, "camp_id", camps[0].id)) == 3


def test_removing_a_target_leaves_its_camps_without_one(
    records: WorkingSet, camps: tuple[Camp, Camp], apply: Apply
) -> None:
    apply(remove(records, records.get(Entity, camps[0].target_id or "")))
    assert [camp.target_id for camp in records.all(Camp)] == [None, None]
    assert records.count(Stance) == 7


def test_removing_a_group_or_a_member_ends_the_membership_only(
    records: WorkingSet, entity: MakeEntity, apply: Apply
) -> None:
    union, france, spain = entity("EU"), entity("France"), entity("Spain")
    joined = [GroupMember(id=new_id(), group_id=union.id, entity_id=member.id) for member in (france, spain)]
    apply(change_set("joined", map(add, joined)))
    apply(remove(records, france))
    assert records.all(GroupMember) == joined[1:]
    apply(remove(records, union))
    assert records.all(GroupMember) == []
    assert records.all(Entity) == [spain]
