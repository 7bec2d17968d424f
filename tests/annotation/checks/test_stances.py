from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from annotation.changes import Change, change_set, reverse
from annotation.checks import stances as checks
from annotation.describe import entity_name
from annotation.edits import alliances
from annotation.edits.stances import set_claimant
from annotation.records import Camp, Entity, Evidence, Label, Polarity, Stance

if TYPE_CHECKING:
    from tests.annotation.checks.conftest import Desk, MakeDesk

SUPPORTS, OPPOSES, NEUTRAL = Polarity.SUPPORTS, Polarity.OPPOSES, Polarity.NEUTRAL


def accept_lists(desk: Desk) -> None:
    desk.apply(alliances.accept(desk.records, desk.names, desk.article, desk.annotator.id, desk.lists()))


def member(desk: Desk, name: str) -> Stance:
    holder = desk.entity(name)
    return next(stance for stance in desk.records.all(Stance) if stance.holder_id == holder.id)


def target_name(desk: Desk, stance: Stance) -> str:
    camp = desk.records.find(Camp, stance.camp_id)
    assert camp is not None
    return entity_name(desk.records, camp.target_id)


def test_one_holder_on_two_sides_of_a_target_is_found_with_its_evidence(desk: Desk) -> None:
    one = desk.record("रूस", SUPPORTS, "मादुरो", "समर्थन")
    other = desk.record("रूस", OPPOSES, "मादुरो", "विरोध")
    (finding,) = desk.look(checks.TWO_CAMPS)
    assert finding.message == "रूस opposes and supports मादुरो"
    assert set(finding.stance_ids) == {one.id, other.id}
    assert finding.spans == tuple(sorted((desk.span("समर्थन"), desk.span("विरोध"))))


def test_sides_towards_two_targets_are_no_contradiction(desk: Desk) -> None:
    desk.record("रूस", SUPPORTS, "मादुरो")
    desk.record("रूस", OPPOSES, "यूरोपीय संघ")
    desk.record("चीन", OPPOSES, "मादुरो")
    assert desk.look(checks.TWO_CAMPS) == []


def test_what_somebody_only_claims_contradicts_nothing_but_another_claim_of_theirs(desk: Desk) -> None:
    desk.record("रूस", SUPPORTS, "मादुरो")
    desk.record("रूस", OPPOSES, "मादुरो", claimed_by="गुएडो")
    assert desk.look(checks.TWO_CAMPS) == []
    desk.record("रूस", SUPPORTS, "मादुरो", claimed_by="गुएडो")
    (finding,) = desk.look(checks.TWO_CAMPS)
    assert finding.message.endswith(", as गुएडो says")


def test_what_is_unclear_contradicts_nothing(desk: Desk) -> None:
    desk.put_into("यूरोपीय संघ", "यूनान")
    desk.record("रूस", SUPPORTS, "मादुरो")
    desk.record("रूस", Polarity.UNCLEAR, "मादुरो")
    desk.record("यूरोपीय संघ", SUPPORTS, "मादुरो")
    desk.record("यूनान", Polarity.UNCLEAR, "मादुरो")
    assert desk.look(checks.TWO_CAMPS) == desk.look(checks.GROUP_AND_MEMBER) == []
    desk.record("रूस", Polarity.NEUTRAL, "मादुरो")
    assert len(desk.look(checks.TWO_CAMPS)) == 1


def test_a_member_that_two_lists_name_is_found_until_one_is_corrected(make_desk: MakeDesk) -> None:
    desk = make_desk("विवाद\nमादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा\nमादुरो के विरोध वाले देश- अमेरिका, रूस, कनाडा")
    accept_lists(desk)
    (finding,) = desk.look(checks.TWO_CAMPS)
    stances = [desk.records.get(Stance, stance_id) for stance_id in finding.stance_ids]
    assert {stance.holder_id for stance in stances} == {desk.entity("रूस").id}
    desk.apply(alliances.remove_members(desk.records, stances[:1]))
    assert desk.look(checks.TWO_CAMPS) == []


def test_who_supports_both_of_two_that_oppose_each_other_is_found_once(desk: Desk) -> None:
    desk.record("रूस", SUPPORTS, "मादुरो")
    desk.record("रूस", SUPPORTS, "गुएडो")
    assert desk.look(checks.TWO_CAMPS) == []
    desk.record("मादुरो", OPPOSES, "गुएडो")
    desk.record("गुएडो", OPPOSES, "मादुरो")
    (finding,) = desk.look(checks.TWO_CAMPS)
    assert finding.message.startswith("रूस supports both ")


def test_a_group_and_its_member_in_two_camps_are_found(desk: Desk) -> None:
    desk.put_into("यूरोपीय संघ", "यूनान")
    desk.record("यूरोपीय संघ", OPPOSES, "मादुरो")
    desk.record("यूनान", SUPPORTS, "मादुरो")
    desk.record("रूस", SUPPORTS, "मादुरो")
    (finding,) = desk.look(checks.GROUP_AND_MEMBER)
    assert finding.message == "यूरोपीय संघ opposes मादुरो, its member यूनान supports"
    assert set(finding.entity_ids) == {desk.entity("यूरोपीय संघ").id, desk.entity("यूनान").id}


def test_a_group_and_its_member_on_one_side_are_not(desk: Desk) -> None:
    desk.put_into("यूरोपीय संघ", "यूनान")
    desk.record("यूरोपीय संघ", OPPOSES, "मादुरो")
    desk.record("यूनान", OPPOSES, "मादुरो")
    desk.record("यूनान", SUPPORTS, "गुएडो")
    assert desk.look(checks.GROUP_AND_MEMBER) == []


def test_a_stance_by_hand_against_a_list_is_found_as_that_and_not_as_two_camps(desk: Desk) -> None:
    accept_lists(desk)
    listed = member(desk, "रूस")
    by_hand = desk.record("रूस", OPPOSES, target_name(desk, listed))
    assert by_hand.stated_camp_id is None
    (finding,) = desk.look(checks.AGAINST_LIST)
    assert finding.stance_ids == (by_hand.id, listed.id)
    assert "but supports in “मादुरो के समर्थन वाले देश" in finding.message
    assert desk.look(checks.TWO_CAMPS) == []


def test_a_stance_by_hand_that_agrees_with_a_list_or_with_its_correction_is_not(desk: Desk) -> None:
    accept_lists(desk)
    listed = member(desk, "रूस")
    name = target_name(desk, listed)
    desk.record("चीन", SUPPORTS, name)
    desk.record("रूस", NEUTRAL, name)
    assert len(desk.look(checks.AGAINST_LIST)) == 1
    desk.apply(alliances.remove_members(desk.records, [listed]))
    assert desk.look(checks.AGAINST_LIST) == []


def test_stances_without_evidence_are_found_and_those_taken_out_are_not(desk: Desk) -> None:
    bare = desk.record("रूस", SUPPORTS, "मादुरो")
    desk.record("चीन", SUPPORTS, "मादुरो", "समर्थन")
    (finding,) = desk.look(checks.NO_EVIDENCE)
    assert finding.stance_ids == (bare.id,)
    accept_lists(desk)
    listed = member(desk, "क्यूबा")
    pieces = desk.records.where(Evidence, "stance_id", listed.id)
    desk.apply(change_set("", [Change(piece, None) for piece in pieces]))
    assert len(desk.look(checks.NO_EVIDENCE)) == 2
    desk.apply(alliances.remove_members(desk.records, [listed]))
    assert [finding.stance_ids for finding in desk.look(checks.NO_EVIDENCE)] == [(bare.id,)]


@pytest.mark.parametrize("listed", [True, False])
def test_camps_without_a_target_are_found(desk: Desk, listed: bool) -> None:
    accept_lists(desk)
    assert desk.look(checks.NO_TARGET) == []
    camp, *_ = desk.records.all(Camp)
    desk.apply(alliances.set_camp(desk.records, camp, None, camp.polarity))
    if not listed:
        camp = desk.records.get(Camp, camp.id)
        bare = Camp(
            id=camp.id,
            article_id=camp.article_id,
            annotator_id=camp.annotator_id,
            target_id=None,
            polarity=camp.polarity,
        )
        desk.apply(change_set("", [Change(camp, bare)]))
    (finding,) = desk.look(checks.NO_TARGET)
    assert finding.camp_ids == (camp.id,)
    assert finding.spans == (((camp.heading_start, camp.heading_end),) if listed else ())


def test_who_belongs_to_a_known_group_on_the_day_of_the_article_is_found(make_desk: MakeDesk) -> None:
    desk = make_desk("यूरोपीय संघ और यूनान")
    union, greece = desk.entity("यूरोपीय संघ", code="EU"), desk.entity("यूनान", code="GR")
    desk.record(union.name, OPPOSES, "मादुरो")
    desk.record(greece.name, SUPPORTS, "मादुरो")
    (finding,) = desk.look(checks.GROUP_AND_MEMBER)
    assert finding.message.startswith("यूरोपीय संघ opposes मादुरो, its member यूनान supports")
    desk.article = replace(desk.article, published_on=date(1970, 1, 1))  # Greece joined in 1981
    assert desk.look(checks.GROUP_AND_MEMBER) == []


SIDES = (
    "विवाद\nगुएडो के पक्ष में देश- अमेरिका, यूरोपीय संघ, {more}, पेरू, चिली\n"
    "मादुरो के समर्थन वाले देश- रूस, यूनान, चीन, क्यूबा, ईरान"
)


def test_a_group_in_one_list_and_its_member_in_the_other_are_found(make_desk: MakeDesk) -> None:
    desk = make_desk(SIDES.format(more="कनाडा"))
    accept_lists(desk)
    (finding,) = desk.look(checks.GROUP_AND_MEMBER)
    assert finding.message.startswith("यूरोपीय संघ and its member यूनान are in two lists: supports")
    assert [desk.article.text[slice(*span)] for span in finding.spans] == ["यूरोपीय संघ", "यूनान"]
    assert desk.look(checks.TWO_CAMPS) == []


def test_who_is_in_two_lists_that_are_sides_is_found_but_not_where_the_lists_name_many_alike(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(SIDES.format(more="चीन"))
    accept_lists(desk)
    (finding,) = desk.look(checks.TWO_CAMPS)
    assert finding.message.startswith("चीन is in two lists")
    alike = make_desk(SIDES.format(more="चीन, क्यूबा, रूस"))
    accept_lists(alike)
    assert alike.look(checks.TWO_CAMPS) == []


def test_a_member_in_its_groups_list_and_in_the_other_is_found_both_ways(make_desk: MakeDesk) -> None:
    desk = make_desk(SIDES.format(more="यूनान"))
    accept_lists(desk)
    (finding,) = desk.look(checks.GROUP_AND_MEMBER)
    assert finding.message.startswith("यूरोपीय संघ and its member यूनान are in two lists: supports")
    assert [found.message.split(":")[0] for found in desk.look(checks.TWO_CAMPS)] == ["यूनान is in two lists"]


def test_who_is_only_claimed_to_be_in_a_rival_list_is_in_one(make_desk: MakeDesk) -> None:
    desk = make_desk(SIDES.format(more="चीन"))
    accept_lists(desk)
    (finding,) = desk.look(checks.TWO_CAMPS)
    stance = desk.records.get(Stance, finding.stance_ids[1])
    claimant = desk.entity("गुएडो", "Person")
    desk.apply(set_claimant(desk.records, stance, claimant))
    assert desk.look(checks.TWO_CAMPS) == []


def test_a_dismissed_finding_is_known_again_after_a_list_was_removed_and_brought_back(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(SIDES.format(more="चीन"))
    accept_lists(desk)
    before = desk.subjects()
    messages = {finding.message for finding in desk.look()}
    removed = alliances.remove_camp(desk.records, desk.records.all(Camp)[0])
    desk.apply(removed)
    desk.apply(reverse(removed))
    assert desk.subjects() == before
    assert {finding.message for finding in desk.look()} == messages


@pytest.mark.parametrize("labels", [("Person", "Issue"), ("Issue", "Issue")])
def test_lists_about_matters_that_do_not_exclude_each_other_are_no_sides(
    make_desk: MakeDesk, labels: tuple[str, str]
) -> None:
    desk = make_desk(SIDES.format(more="चीन"))
    accept_lists(desk)
    assert desk.look(checks.GROUP_AND_MEMBER) != []
    ids = {label.name: label.id for label in desk.records.all(Label)}
    targets = [desk.records.get(Entity, camp.target_id or "") for camp in desk.records.all(Camp)]
    relabelled = zip(targets, labels, strict=True)
    changes = [Change(target, replace(target, label_id=ids[name])) for target, name in relabelled]
    desk.apply(change_set("", [change for change in changes if change.before != change.after]))
    assert desk.look(checks.GROUP_AND_MEMBER) == []
    assert desk.look(checks.TWO_CAMPS) == []
