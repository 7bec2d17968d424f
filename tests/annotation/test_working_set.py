"""The records at hand: looked up by id and field, in the order they came, following change sets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotation.changes import Change, ChangeSet, add, remove, reverse
from annotation.records import Alias, Camp, Entity, Label, Mention, Polarity, Stance, new_id
from annotation.working_set import WorkingSet

LABEL = Label(id=new_id(), name="Country", colour="#336699")
RUSSIA, CHINA = (Entity(id=new_id(), name=name, label_id=LABEL.id) for name in ("Russia", "China"))
ARTICLE_ID, ANNOTATOR_ID = new_id(), new_id()
CAMP = Camp(
    id=new_id(),
    article_id=ARTICLE_ID,
    annotator_id=ANNOTATOR_ID,
    target_id=CHINA.id,
    polarity=Polarity.OPPOSES,
)


def mention(start: int, entity: Entity | None = None) -> Mention:
    return Mention(
        id=new_id(),
        article_id=ARTICLE_ID,
        annotator_id=ANNOTATOR_ID,
        start=start,
        end=start + 1,
        label_id=LABEL.id,
        entity_id=entity.id if entity else None,
    )


def stance(camp: Camp | None, stated: Camp | None = None) -> Stance:
    return Stance(
        id=new_id(),
        article_id=ARTICLE_ID,
        annotator_id=ANNOTATOR_ID,
        holder_id=RUSSIA.id,
        camp_id=camp.id if camp else None,
        stated_camp_id=stated.id if stated else None,
    )


def test_records_are_found_by_kind_and_id() -> None:
    records = WorkingSet([LABEL, RUSSIA, CHINA])
    assert records.all(Entity) == [RUSSIA, CHINA]
    assert (records.count(Entity), records.count(Mention)) == (2, 0)
    assert records.find(Entity, CHINA.id) == records.get(Entity, CHINA.id) == CHINA
    assert records.find(Label, CHINA.id) is None
    assert records.find(Entity, None) is None
    assert list(records) == [LABEL, RUSSIA, CHINA]
    with pytest.raises(KeyError):
        records.get(Entity, LABEL.id)
    with pytest.raises(KeyError):
        records.get(Mention, LABEL.id)


def test_look_up_by_field_follows_additions_edits_and_removals() -> None:
    first, second, unlinked = mention(0, RUSSIA), mention(1, RUSSIA), mention(2)
    records = WorkingSet([first, second, unlinked])
    assert records.where(Mention, "entity_id", RUSSIA.id) == [first, second]
    assert records.where(Mention, "entity_id", None) == [unlinked]
    moved = replace(first, entity_id=CHINA.id)
    step = ChangeSet("", (Change(first, moved), remove(second), add(mention(3, CHINA))))
    records.apply(step)
    assert records.where(Mention, "entity_id", RUSSIA.id) == []
    assert records.where(Mention, "entity_id", CHINA.id) == [moved, step.changes[2].record]
    records.apply(reverse(step))
    assert {m.id for m in records.where(Mention, "entity_id", RUSSIA.id)} == {first.id, second.id}
    assert records.where(Mention, "entity_id", CHINA.id) == []


def test_an_edit_that_keeps_the_field_is_shown_by_its_look_up() -> None:
    first = mention(0, RUSSIA)
    records = WorkingSet([first])
    noted = replace(first, note="!")
    records.apply(ChangeSet("", (Change(first, noted),)))
    assert records.where(Mention, "entity_id", RUSSIA.id) == records.all(Mention) == [noted]


def test_removing_what_is_not_at_hand_does_no_harm() -> None:
    records = WorkingSet([RUSSIA])
    records.apply(ChangeSet("", (remove(mention(0)),)))
    assert list(records) == [RUSSIA]


def test_forgetting_kinds_leaves_the_others() -> None:
    records = WorkingSet([RUSSIA, mention(0, RUSSIA)])
    records.forget([Mention, Camp])
    assert list(records) == [RUSSIA]
    assert records.where(Mention, "entity_id", RUSSIA.id) == []
    again = mention(1, RUSSIA)
    records.load([again])
    assert records.where(Mention, "entity_id", RUSSIA.id) == [again]


def test_a_copy_goes_its_own_way() -> None:
    records = WorkingSet([RUSSIA])
    copy = WorkingSet(records)
    copy.apply(ChangeSet("", (add(Alias(id=new_id(), entity_id=RUSSIA.id, surface="रूस")),)))
    assert records.where(Alias, "entity_id", RUSSIA.id) == []
    assert len(copy.where(Alias, "entity_id", RUSSIA.id)) == 1
