"""Members of groups as of a day."""

from __future__ import annotations

from datetime import date

from annotation.group_view import group_members, known_members
from annotation.records import Camp, Entity, GroupMember, Polarity, Stance, new_id
from annotation.working_set import WorkingSet

LABEL = new_id()


def entity(name: str, code: str = "") -> Entity:
    return Entity(id=new_id(), name=name, label_id=LABEL, code=code)


def test_a_known_group_has_the_members_of_that_day_with_where_they_stand_themselves() -> None:
    union, greece, maduro = entity("यूरोपीय संघ", "EU"), entity("यूनान", "GR"), entity("मादुरो")
    article_id, annotator_id = new_id(), new_id()
    camp = Camp(
        id=new_id(),
        article_id=article_id,
        annotator_id=annotator_id,
        target_id=maduro.id,
        polarity=Polarity.SUPPORTS,
    )
    stance = Stance(
        id=new_id(),
        article_id=article_id,
        annotator_id=annotator_id,
        holder_id=greece.id,
        camp_id=camp.id,
    )
    records = WorkingSet([union, greece, maduro, camp, stance])
    before, after = (group_members(records, union, date(year, 6, 1), "hi") for year in (2019, 2021))
    assert (len(before), len(after)) == (28, 27)
    assert {member.code for member in before} - {member.code for member in after} == {"GB"}
    (seen,) = [member for member in before if member.code == "GR"]
    assert (seen.name, seen.stands) == ("यूनान", ("supports मादुरो",))
    (germany,) = [member for member in before if member.code == "DE"]
    assert (germany.name, germany.stands) == ("जर्मनी", ())
    assert known_members(records, union.id, date(2019, 6, 1)) == [greece.id]
    assert group_members(records, greece, None, "hi") == ()


def test_a_group_without_a_code_is_known_by_its_name_and_the_projects_own_members_come_first() -> None:
    group, guest = entity("लीमा समूह"), entity("अतिथि")
    lima = entity("Lima Group")
    records = WorkingSet([group, guest, lima, GroupMember(id=new_id(), group_id=lima.id, entity_id=guest.id)])
    members = group_members(records, lima, date(2019, 2, 1), "en")
    assert members[0].name == "अतिथि"
    assert {"CA", "BR", "PE"} <= {member.code for member in members[1:]}
    assert known_members(records, lima.id, date(2019, 2, 1)) == [guest.id]


def test_what_is_no_group_has_no_members() -> None:
    assert group_members(WorkingSet(), entity("कोई"), None, "hi") == ()
