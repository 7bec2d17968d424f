from __future__ import annotations

from typing import TYPE_CHECKING

from annotation.changes import Change, change_set
from annotation.checks.lists import UNDECIDED_LIST
from annotation.records import Polarity, Stance

if TYPE_CHECKING:
    from tests.annotation.checks.conftest import Desk


def test_a_list_that_waits_is_found_once_one_of_its_members_has_a_stance(desk: Desk) -> None:
    desk.pending = desk.lists()
    assert desk.look(UNDECIDED_LIST) == []
    stance = desk.record("रूस", Polarity.SUPPORTS, "मादुरो")
    (finding,) = desk.look(UNDECIDED_LIST)
    first = desk.pending[0]
    assert finding.spans == ((first.heading_start, first.heading_end),)
    assert finding.stance_ids == (stance.id,)
    assert finding.message.endswith("1 of its 3 members have stances")


def test_it_is_told_how_many_stand_otherwise_than_the_list_says(desk: Desk) -> None:
    desk.pending = desk.lists()
    desk.record("रूस", Polarity.SUPPORTS, "मादुरो")
    desk.record("चीन", Polarity.OPPOSES, "मादुरो")
    (finding,) = desk.look(UNDECIDED_LIST)
    assert finding.message.endswith("2 of its 3 members have stances, 1 otherwise")


def test_other_holders_other_targets_and_decided_lists_are_no_matter(desk: Desk) -> None:
    desk.record("रूस", Polarity.SUPPORTS, "मादुरो")
    assert desk.look(UNDECIDED_LIST) == []
    desk.pending = desk.lists()[1:]
    desk.record("कनाडा", Polarity.OPPOSES, "यूरोपीय संघ")
    assert desk.look(UNDECIDED_LIST) == []


def test_a_member_is_known_by_its_code_whatever_it_is_called(desk: Desk) -> None:
    desk.pending = desk.lists()
    russia = desk.entity("Russian Federation", code="RU")
    stance = desk.record("चीन", Polarity.OPPOSES, "मादुरो")
    desk.apply(
        change_set(
            "",
            [
                Change(
                    stance,
                    Stance(
                        id=stance.id,
                        article_id=stance.article_id,
                        annotator_id=stance.annotator_id,
                        holder_id=russia.id,
                        camp_id=stance.camp_id,
                    ),
                )
            ],
        )
    )
    (finding,) = desk.look(UNDECIDED_LIST)
    assert finding.entity_ids == (russia.id,)
