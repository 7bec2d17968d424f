"""Records in words: who and which camp, and where the article names a member."""

from __future__ import annotations

from dataclasses import replace

from annotation.describe import camp_title, entity_name, written_span
from annotation.records import Camp, Entity, Evidence, Polarity, Stance, new_id
from annotation.working_set import WorkingSet

LABEL_ID, ARTICLE_ID, ANNOTATOR_ID = new_id(), new_id(), new_id()
RUSSIA, CHINA = (Entity(id=new_id(), name=name, label_id=LABEL_ID) for name in ("Russia", "China"))
CAMP = Camp(
    id=new_id(),
    article_id=ARTICLE_ID,
    annotator_id=ANNOTATOR_ID,
    target_id=CHINA.id,
    polarity=Polarity.OPPOSES,
)
MEMBER = Stance(
    id=new_id(),
    article_id=ARTICLE_ID,
    annotator_id=ANNOTATOR_ID,
    holder_id=RUSSIA.id,
    stated_camp_id=CAMP.id,
    camp_id=CAMP.id,
)


def test_camps_are_said_in_words() -> None:
    records = WorkingSet([RUSSIA, CHINA, CAMP])
    assert entity_name(records, RUSSIA.id) == "Russia"
    assert entity_name(records, None) == entity_name(records, new_id()) == "–"
    assert camp_title(records, CAMP) == "opposes China"
    assert camp_title(records, replace(CAMP, target_id=None)) == "opposes –"


def test_a_member_is_written_where_the_list_names_it_whatever_other_evidence_there_is() -> None:
    listed = replace(CAMP, heading_start=10, heading_end=20)
    before, name, later = (2, 8), (30, 36), (50, 90)
    evidence = [Evidence(id=new_id(), stance_id=MEMBER.id, start=s, end=e) for s, e in (later, before, name)]
    records = WorkingSet([RUSSIA, CHINA, listed, MEMBER, *evidence])
    assert written_span(records, MEMBER, ()) == name
    assert written_span(records, MEMBER, {later}) == later
    assert written_span(records, MEMBER, {before}) == name


def test_who_was_added_by_hand_is_written_only_where_that_is_tagged() -> None:
    added = replace(MEMBER, stated_camp_id=None)
    evidence = [Evidence(id=new_id(), stance_id=added.id, start=start, end=start + 5) for start in (40, 7)]
    records = WorkingSet([RUSSIA, CHINA, CAMP, added, *evidence])
    assert written_span(records, added, ()) is None
    assert written_span(records, added, {(40, 45)}) == (40, 45)
