"""Accepting alliance lists, and correcting them: stated and corrected are kept apart for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.changes import Change, ChangeSet
from annotation.edits import alliances
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Article,
    Camp,
    Correction,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Origin,
    Polarity,
    Stance,
    new_id,
)
from annotation.suggest.alliances import find_camps
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
Camps = tuple[Camp, Camp]
MakeEntity = Callable[..., Entity]
Member = Callable[[str], Stance]
Span = Callable[..., tuple[int, int]]
Tag = Callable[..., Mention]


@pytest.fixture
def proposals(article: Article) -> list[ProposedCamp]:
    return list(find_camps(article.text))


@pytest.fixture
def accept(
    records: WorkingSet, names: NameIndex, article: Article, annotator_id: Id, apply: Apply
) -> Callable[[list[ProposedCamp]], ChangeSet]:
    return lambda proposals: apply(alliances.accept(records, names, article, annotator_id, proposals))


@pytest.fixture
def add_member(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply
) -> Callable[..., ChangeSet]:
    def add_member(camp: Camp, holder: Entity, span: tuple[int, int] | None = None) -> ChangeSet:
        return apply(alliances.add_member(records, article, annotator_id, camp, holder, span))

    return add_member


def holders(records: WorkingSet, camp: Camp) -> list[str]:
    inside = sorted(records.where(Stance, "camp_id", camp.id), key=lambda stance: stance.position)
    return [records.get(Entity, stance.holder_id).name for stance in inside]


def test_an_accepted_list_has_its_members_in_order_each_with_its_name_as_evidence(
    records: WorkingSet, article: Article, camps: Camps
) -> None:
    supporters, opponents = camps
    assert (supporters.polarity, opponents.polarity) == (Polarity.SUPPORTS, Polarity.OPPOSES)
    assert holders(records, supporters) == ["रूस", "चीन", "क्यूबा", "ईरान"]
    assert holders(records, opponents) == ["अमेरिका", "कनाडा", "ब्राज़ील"]
    written = [article.text[e.start : e.end] for e in records.all(Evidence)]
    assert written == ["रूस", "चीन", "क्युबा", "ईरान", "अमेरिका", "कैनाडा", "ब्राज़ील"]
    for stance in records.all(Stance):
        assert (stance.correction, stance.origin) == (Correction.KEPT, Origin.SUGGESTED)
        assert stance.stated_camp_id == stance.camp_id


def test_accepting_tags_members_and_targets_and_links_them(
    records: WorkingSet, article: Article, camps: Camps
) -> None:
    assert camps[0].target_id == camps[1].target_id
    target = records.get(Entity, camps[0].target_id or "")
    assert target.name == "निकोलस मादुरो"
    tagged = records.all(Mention)
    assert len(tagged) == 9
    assert all(mention.entity_id and mention.origin is Origin.SUGGESTED for mention in tagged)
    assert len([m for m in tagged if m.entity_id == target.id]) == 2


def test_accepting_adds_each_entity_once(records: WorkingSet, camps: Camps) -> None:
    names = [entity.name for entity in records.all(Entity)]
    assert len(names) == len(set(names)) == 8
    assert {e.code for e in records.all(Entity)} == {"", "RU", "CN", "CU", "IR", "US", "CA", "BR"}


def test_accepting_one_list_after_the_other_gives_the_same_entities(
    records: WorkingSet, accept: Callable[[list[ProposedCamp]], ChangeSet], proposals: list[ProposedCamp]
) -> None:
    first = accept(proposals[:1])
    assert first.title.startswith("accepted the list “निकोलस मादुरो")
    accept(proposals[1:])
    assert records.count(Entity) == 8
    assert len({camp.target_id for camp in records.all(Camp)}) == 1


def test_accepting_reuses_entities_by_code_and_by_name(
    records: WorkingSet,
    entity: MakeEntity,
    accept: Callable[[list[ProposedCamp]], ChangeSet],
    proposals: list[ProposedCamp],
) -> None:
    canada = entity("Canada", "Country", code="CA")
    maduro = entity("Nicolás Maduro", aliases=("निकोलस मादुरो",))
    iran = entity("ईरान", "Country")
    accept(proposals)
    assert records.count(Entity) == 8
    assert {camp.target_id for camp in records.all(Camp)} == {maduro.id}
    assert len(records.where(Stance, "holder_id", canada.id)) == 1
    assert len(records.where(Stance, "holder_id", iran.id)) == 1
    assert [alias.surface for alias in records.where(Alias, "entity_id", canada.id)] == ["कैनाडा"]


def test_of_two_entities_with_the_name_accepting_takes_the_one_with_the_label(
    records: WorkingSet,
    entity: MakeEntity,
    accept: Callable[[list[ProposedCamp]], ChangeSet],
    proposals: list[ProposedCamp],
) -> None:
    entity("निकोलस मादुरो", "Group")
    person = entity("निकोलस मादुरो", "Person")
    accept(proposals)
    assert {camp.target_id for camp in records.all(Camp)} == {person.id}


def test_accepting_links_the_mention_that_is_there(
    records: WorkingSet,
    tag: Tag,
    accept: Callable[[list[ProposedCamp]], ChangeSet],
    proposals: list[ProposedCamp],
) -> None:
    iran = tag("ईरान", "Group")
    assert iran.entity_id is None
    accept(proposals)
    after = records.get(Mention, iran.id)
    assert records.get(Entity, after.entity_id or "").code == "IR"
    assert after.label_id == iran.label_id
    assert len([m for m in records.all(Mention) if m.start == iran.start]) == 1


def test_a_project_without_the_proposed_label_takes_its_first(
    records: WorkingSet,
    labels: dict[str, Label],
    apply: Apply,
    accept: Callable[[list[ProposedCamp]], ChangeSet],
    proposals: list[ProposedCamp],
) -> None:
    country = labels["Country"]
    apply(ChangeSet("renamed", (Change(country, replace(country, name="राज्य")),)))
    accept(proposals)
    assert {entity.label_id for entity in records.all(Entity)} == {labels["Person"].id}


def test_a_decided_list_is_not_pending_any_more(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    apply: Apply,
    accept: Callable[[list[ProposedCamp]], ChangeSet],
    proposals: list[ProposedCamp],
) -> None:
    assert alliances.pending(records, proposals) == proposals
    accept(proposals[:1])
    assert alliances.pending(records, proposals) == proposals[1:]
    apply(alliances.reject(article, annotator_id, proposals[1]))
    assert alliances.pending(records, proposals) == []


def test_a_camp_without_a_heading_decides_nothing(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    entity: MakeEntity,
    apply: Apply,
    proposals: list[ProposedCamp],
) -> None:
    opened, _ = alliances.new_camp(records, article, annotator_id, entity("निकोलस मादुरो"), Polarity.SUPPORTS)
    apply(opened)
    assert alliances.pending(records, proposals) == proposals


def test_a_moved_member_stays_stated_where_it_was_and_moving_back_restores_it(
    records: WorkingSet, camps: Camps, member: Member, apply: Apply
) -> None:
    supporters, opponents = camps
    before = member("चीन")
    moved = apply(alliances.move_members(records, [before], opponents))
    assert moved.title == "moved चीन from supports निकोलस मादुरो to opposes निकोलस मादुरो"
    assert member("चीन").correction is Correction.MOVED
    assert member("चीन").stated_camp_id == supporters.id
    apply(alliances.move_members(records, [member("चीन")], supporters))
    assert member("चीन") == before


def test_moving_to_where_a_member_is_changes_nothing(
    records: WorkingSet, camps: Camps, member: Member
) -> None:
    assert not alliances.move_members(records, [member("चीन"), member("रूस")], camps[0])


def test_a_removed_member_stays_on_record_and_is_restored(
    records: WorkingSet, camps: Camps, member: Member, apply: Apply
) -> None:
    before = [member("चीन"), member("अमेरिका")]
    assert apply(alliances.remove_members(records, before)).title == "removed 2 members from the list"
    assert [member("चीन").correction, member("अमेरिका").correction] == [Correction.REMOVED] * 2
    assert not alliances.remove_members(records, [member("चीन")])
    apply(alliances.restore_members(records, [member("चीन"), member("अमेरिका")]))
    assert [member("चीन"), member("अमेरिका")] == before


def test_restoring_brings_moved_members_back_and_leaves_added_ones(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    apply: Apply,
    entity: MakeEntity,
    add_member: Callable[..., ChangeSet],
) -> None:
    add_member(camps[1], entity("भारत", "Country", code="IN"))
    apply(alliances.move_members(records, [member("चीन")], camps[1]))
    apply(alliances.restore_members(records, records.where(Stance, "camp_id", camps[1].id)))
    assert member("चीन").correction is Correction.KEPT
    assert "भारत" in holders(records, camps[1])


def test_a_removed_member_that_is_moved_counts_as_moved(
    records: WorkingSet, camps: Camps, member: Member, apply: Apply
) -> None:
    apply(alliances.remove_members(records, [member("चीन")]))
    apply(alliances.move_members(records, [member("चीन")], camps[1]))
    assert member("चीन").correction is Correction.MOVED


def test_an_added_member_is_last_with_its_evidence_and_goes_when_removed(
    records: WorkingSet,
    camps: Camps,
    entity: MakeEntity,
    span: Span,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    india = entity("भारत", "Country", code="IN")
    add_member(camps[0], india, span("विवाद"))
    assert holders(records, camps[0])[-1] == "भारत"
    [stance] = records.where(Stance, "holder_id", india.id)
    assert stance.correction is Correction.ADDED
    assert [(e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id)] == [span("विवाद")]
    apply(alliances.remove_members(records, [stance]))
    assert records.find(Stance, stance.id) is None
    assert records.where(Evidence, "stance_id", stance.id) == []


def test_adding_a_new_entity_adds_it_to_the_project(
    records: WorkingSet, camps: Camps, labels: dict[str, Label], add_member: Callable[..., ChangeSet]
) -> None:
    india = new_entity(" भारत  गणराज्य ", labels["Country"].id)
    add_member(camps[0], india)
    assert records.get(Entity, india.id).name == "भारत गणराज्य"


def test_adding_a_member_that_is_in_the_camp_changes_nothing(
    records: WorkingSet, camps: Camps, member: Member, add_member: Callable[..., ChangeSet]
) -> None:
    russia = records.get(Entity, member("रूस").holder_id)
    assert not add_member(camps[0], russia)
    assert add_member(camps[1], russia)
    assert not add_member(camps[1], russia)


def test_adding_a_stated_member_that_was_removed_puts_it_back(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    span: Span,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    before = member("रूस")
    apply(alliances.remove_members(records, [before]))
    add_member(camps[0], records.get(Entity, before.holder_id), span("रूस"))
    assert records.where(Stance, "holder_id", before.holder_id) == [before]
    assert len(records.where(Evidence, "stance_id", before.id)) == 2


def test_a_member_added_after_the_last_was_moved_away_still_comes_after_it(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    entity: MakeEntity,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    apply(alliances.move_members(records, [member("ईरान")], camps[1]))
    add_member(camps[0], entity("भारत", "Country"))
    apply(alliances.restore_members(records, [member("ईरान")]))
    assert holders(records, camps[0])[-2:] == ["ईरान", "भारत"]


def test_removing_a_camp_gives_members_back_and_keeps_those_that_moved_away(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    entity: MakeEntity,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    supporters, opponents = camps
    add_member(opponents, entity("भारत", "Country"))
    apply(alliances.move_members(records, [member("चीन")], opponents))
    apply(alliances.move_members(records, [member("कैनाडा")], supporters))
    apply(alliances.remove_members(records, [member("ब्राज़ील")]))
    tagged = records.count(Mention)
    apply(alliances.remove_camp(records, opponents))
    assert records.all(Camp) == [supporters]
    assert sorted(holders(records, supporters)) == sorted(["रूस", "चीन", "क्यूबा", "ईरान", "कनाडा"])
    by_name = {records.get(Entity, s.holder_id).name: s for s in records.all(Stance)}
    assert by_name["चीन"].correction is Correction.KEPT
    assert by_name["कनाडा"].correction is Correction.ADDED
    assert set(by_name) == {"रूस", "चीन", "क्यूबा", "ईरान", "कनाडा"}
    stance_ids = {stance.id for stance in records.all(Stance)}
    assert {piece.stance_id for piece in records.all(Evidence)} == stance_ids
    assert records.count(Mention) == tagged


def test_changing_a_holder_takes_the_mentions_of_the_list_along_and_no_others(
    records: WorkingSet,
    article: Article,
    camps: Camps,
    member: Member,
    tag: Tag,
    labels: dict[str, Label],
    apply: Apply,
) -> None:
    elsewhere = tag("रूस", "Country", occurrence=0)
    stance = member("रूस")
    assert elsewhere.entity_id == stance.holder_id
    ministry = new_entity("रूस का विदेश मंत्रालय", labels["Organisation"].id)
    apply(alliances.change_holder(records, article, stance, ministry))
    assert member("रूस").holder_id == ministry.id
    assert member("रूस").correction is Correction.KEPT
    [listed] = records.where(Mention, "entity_id", ministry.id)
    assert article.text[: listed.start].endswith("समर्थन वाले देश- ")
    assert listed.label_id == labels["Organisation"].id
    assert records.get(Mention, elsewhere.id) == elsewhere
    assert not alliances.change_holder(records, article, member("रूस"), ministry)


def test_setting_target_and_polarity_of_a_camp_takes_all_members_along(
    records: WorkingSet, camps: Camps, labels: dict[str, Label], apply: Apply
) -> None:
    guaido = new_entity("हुआन गुएडो", labels["Person"].id)
    apply(alliances.set_camp(records, camps[0], guaido, Polarity.OPPOSES))
    after = records.get(Camp, camps[0].id)
    assert (after.target_id, after.polarity, after.heading_start) == (
        guaido.id,
        Polarity.OPPOSES,
        camps[0].heading_start,
    )
    assert records.find(Entity, guaido.id) == guaido
    assert len(holders(records, after)) == 4
    assert not alliances.set_camp(records, after, guaido, Polarity.OPPOSES)


def test_a_camp_opened_by_hand_keeps_its_heading_and_adds_its_target(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    labels: dict[str, Label],
    span: Span,
    apply: Apply,
) -> None:
    target = new_entity("बाँध", labels["Group"].id)
    opened, camp = alliances.new_camp(records, article, annotator_id, target, Polarity.UNCLEAR, span("विवाद"))
    apply(opened)
    assert records.all(Camp) == [camp]
    assert (camp.heading_start, camp.heading_end) == span("विवाद")
    assert records.all(Entity) == [target]


def test_a_member_keeps_its_note_apart_from_its_name(
    records: WorkingSet, camps: Camps, member: Member, apply: Apply
) -> None:
    apply(alliances.note_members(records, [member("रूस")], "संशोधित"))
    assert member("रूस").note == "संशोधित"
    assert not alliances.note_members(records, [member("रूस")], "संशोधित")


def test_several_members_get_one_note_in_one_step(
    records: WorkingSet, camps: Camps, member: Member, apply: Apply
) -> None:
    changes = alliances.note_members(records, [member("रूस"), member("चीन")], "लेख में ग़लत")
    assert changes.title == "noted 2 members"
    apply(changes)
    assert [member(name).note for name in ("रूस", "चीन", "क्युबा")] == ["लेख में ग़लत", "लेख में ग़लत", ""]


def test_the_number_beside_a_member_becomes_its_note(
    records: WorkingSet, names: NameIndex, annotator_id: Id, article: Article, apply: Apply
) -> None:
    text = "Countries supporting Ana Roy: Kenya, Peru, European Union 27 and Chile"
    other = replace(article, id=new_id(), text=text, language="en")
    apply(alliances.accept(records, names, other, annotator_id, find_camps(text)))
    notes = {records.get(Entity, s.holder_id).code: s.note for s in records.all(Stance)}
    assert notes == {"KE": "", "PE": "", "EU": "27", "CL": ""}


def test_a_tag_elsewhere_links_to_the_member_of_the_list(
    records: WorkingSet, camps: Camps, tag: Tag, member: Member
) -> None:
    assert tag("कनाडा", "Country").entity_id == member("कैनाडा").holder_id


@pytest.mark.parametrize("how", ["moved away", "restored", "removed"])
def test_a_camp_that_is_no_list_goes_with_its_last_member(
    how: str,
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    camps: Camps,
    member: Member,
    entity: MakeEntity,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    maduro = records.get(Entity, camps[0].target_id or "")
    opened, neutral = alliances.new_camp(records, article, annotator_id, maduro, Polarity.NEUTRAL)
    apply(opened)
    apply(alliances.move_members(records, [member("चीन"), member("रूस")], neutral))
    apply(alliances.move_members(records, [member("रूस")], camps[0]))
    assert records.find(Camp, neutral.id), "one member is left"
    match how:
        case "moved away":
            apply(alliances.move_members(records, [member("चीन")], camps[1]))
        case "restored":
            apply(alliances.restore_members(records, [member("चीन")]))
        case _:
            apply(alliances.remove_members(records, [member("चीन")]))
    assert records.find(Camp, neutral.id) is None
    assert set(records.all(Camp)) == set(camps)


def test_a_member_added_by_hand_joins_the_one_that_is_moved_to_its_camp(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    span: Span,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    stated = member("चीन")
    add_member(camps[1], records.get(Entity, stated.holder_id), span("विवाद"))
    apply(alliances.move_members(records, [stated], camps[1]))
    [one] = [s for s in records.where(Stance, "camp_id", camps[1].id) if s.holder_id == stated.holder_id]
    assert (one.id, one.correction) == (stated.id, Correction.MOVED)
    assert span("विवाद") in {(e.start, e.end) for e in records.where(Evidence, "stance_id", one.id)}


def test_a_member_added_by_hand_that_is_moved_joins_the_one_that_is_there(
    records: WorkingSet,
    camps: Camps,
    member: Member,
    span: Span,
    apply: Apply,
    add_member: Callable[..., ChangeSet],
) -> None:
    stated = member("चीन")
    add_member(camps[1], records.get(Entity, stated.holder_id), span("विवाद"))
    [added] = [s for s in records.where(Stance, "camp_id", camps[1].id) if s.holder_id == stated.holder_id]
    apply(alliances.move_members(records, [added], camps[0]))
    assert records.find(Stance, added.id) is None
    assert member("चीन") == stated
    assert span("विवाद") in {(e.start, e.end) for e in records.where(Evidence, "stance_id", stated.id)}
