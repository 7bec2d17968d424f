"""Lists made by hand, split and merged: what the article states is never lost, and all can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.changes import ChangeSet, reverse
from annotation.edits import alliances, doubtful, regrouping
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import (
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
)
from annotation.suggest.alliances import find_camps
from annotation.suggest.selection import read_selection
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
Camps = tuple[Camp, Camp]
Member = Callable[[str], Stance]


@pytest.fixture
def merge(records: WorkingSet, apply: Apply) -> Callable[[Camp, Camp], ChangeSet]:
    """Merge lists, see that it can be taken back, and do it again."""

    def merge(camp: Camp, into: Camp) -> ChangeSet:
        before = set(records)
        done = apply(regrouping.merge_lists(records, camp, into))
        after = set(records)
        apply(reverse(done))
        assert set(records) == before
        records.apply(done)
        assert set(records) == after
        return done

    return merge


@pytest.fixture
def same(records: WorkingSet, camps: Camps, apply: Apply) -> Camps:
    """Both lists, the second corrected to state the same as the first."""
    target = records.get(Entity, camps[0].target_id or "")
    apply(alliances.set_camp(records, camps[1], target, Polarity.SUPPORTS))
    return camps[0], records.get(Camp, camps[1].id)


def codes(records: WorkingSet, camp: Camp, field: str = "camp_id") -> list[str]:
    inside = sorted(records.where(Stance, field, camp.id), key=lambda stance: stance.position)
    return [records.get(Entity, stance.holder_id).code for stance in inside]


def test_a_list_made_of_a_selection_has_heading_members_and_mentions_in_one_step(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    labels: dict[str, Label],
    apply: Apply,
) -> None:
    start = article.text.index("निकोलस मादुरो के विरोध")
    read = read_selection(article.text, start, article.text.index("\n", start))
    target = new_entity("मादुरो", labels["Person"].id)
    made, camp = regrouping.make_list(
        records, names, article, annotator_id, target, Polarity.UNCLEAR, read.heading, read.members
    )
    apply(made)
    assert made.title == "made the list “निकोलस मादुरो के विरोध वाले देश”"
    assert records.all(Camp) == [camp]
    assert (camp.origin, camp.polarity, camp.target_id) == (Origin.TYPED, Polarity.UNCLEAR, target.id)
    assert codes(records, camp) == codes(records, camp, "stated_camp_id") == ["US", "CA", "BR"]
    assert [article.text[m.start : m.end] for m in records.all(Mention)] == ["अमेरिका", "कैनाडा", "ब्राज़ील"]
    assert not doubtful.undecided(records, find_camps(article.text))
    assert len(alliances.pending(records, find_camps(article.text))) == 1
    apply(reverse(made))
    assert not records.all(Camp)
    assert not records.all(Entity)


def test_members_that_are_split_off_are_moved_and_stay_stated(
    records: WorkingSet, article: Article, annotator_id: Id, camps: Camps, member: Member, apply: Apply
) -> None:
    target = records.get(Entity, camps[0].target_id or "")
    before = set(records)
    chosen = [member("चीन"), member("क्युबा")]
    split, camp = regrouping.split_list(records, article, annotator_id, chosen, target, Polarity.NEUTRAL)
    assert split.title == "split 2 members off to neutral निकोलस मादुरो"
    apply(split)
    assert codes(records, camp) == ["CN", "CU"]
    assert codes(records, camps[0], "stated_camp_id") == ["RU", "CN", "CU", "IR"]
    assert {member("चीन").correction, member("क्युबा").correction} == {Correction.MOVED}
    assert (camp.heading_start, records.get(Camp, camp.id).polarity) == (None, Polarity.NEUTRAL)
    apply(reverse(split))
    assert set(records) == before


def test_members_can_be_split_off_to_another_target_that_is_new(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    camps: Camps,
    member: Member,
    labels: dict[str, Label],
    apply: Apply,
) -> None:
    dam = new_entity("बाँध", labels["Group"].id)
    split, camp = regrouping.split_list(
        records, article, annotator_id, [member("चीन")], dam, Polarity.SUPPORTS
    )
    apply(split)
    assert records.get(Entity, dam.id) == dam
    assert codes(records, camp) == ["CN"]


def test_merging_two_lists_of_one_statement_rewrites_what_is_stated(
    records: WorkingSet, same: Camps, merge: Callable[[Camp, Camp], ChangeSet]
) -> None:
    into, camp = same
    done = merge(camp, into)
    assert done.title == "merged supports निकोलस मादुरो into supports निकोलस मादुरो"
    assert records.all(Camp) == [into]
    assert codes(records, into, "stated_camp_id") == ["RU", "CN", "CU", "IR", "US", "CA", "BR"]
    assert {stance.correction for stance in records.all(Stance)} == {Correction.KEPT}


def test_a_merged_list_is_not_proposed_again_and_its_doubtful_members_go_along(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    apply: Apply,
) -> None:
    first, second = find_camps(article.text)
    first, second = (
        replace(
            camp,
            members=tuple(replace(m, confidence=1.0 - 0.5 * (m.code in ("CA", "IR"))) for m in camp.members),
            polarity=first.polarity,
        )
        for camp in (first, second)
    )
    found = [first, second]
    apply(alliances.accept(records, names, article, annotator_id, found, only_certain=True))
    into, camp = records.all(Camp)
    apply(regrouping.merge_lists(records, camp, into, doubtful.undecided(records, found)))
    assert not alliances.pending(records, found)
    waiting = doubtful.undecided(records, found)
    assert [(member.camp_id, member.name.code, member.position) for member in waiting] == [
        (into.id, "IR", 3),
        (into.id, "CA", 5),
    ]
    apply(doubtful.accept_members(records, names, article, annotator_id, waiting))
    assert codes(records, into) == ["RU", "CN", "CU", "IR", "US", "CA", "BR"]


def test_a_member_moved_between_two_lists_is_kept_again_when_they_are_merged(
    records: WorkingSet, same: Camps, member: Member, apply: Apply, merge: Callable[[Camp, Camp], ChangeSet]
) -> None:
    into, camp = same
    apply(alliances.move_members(records, [member("चीन")], camp))
    apply(alliances.move_members(records, [member("कैनाडा")], into))
    apply(alliances.remove_members(records, [member("अमेरिका")]))
    merge(camp, into)
    assert member("चीन").correction is member("कैनाडा").correction is Correction.KEPT
    assert member("अमेरिका").correction is Correction.REMOVED
    assert member("अमेरिका").stated_camp_id == into.id


def test_a_list_without_a_heading_takes_that_of_the_list_merged_into_it(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    camps: Camps,
    apply: Apply,
    merge: Callable[[Camp, Camp], ChangeSet],
) -> None:
    target = records.get(Entity, camps[0].target_id or "")
    opened, camp = alliances.new_camp(records, article, annotator_id, target, Polarity.SUPPORTS)
    apply(opened)
    merge(camps[0], camp)
    after = records.get(Camp, camp.id)
    assert (after.heading_start, after.heading_end) == (camps[0].heading_start, camps[0].heading_end)
    assert not alliances.pending(records, find_camps(article.text))


def test_merging_lists_of_two_statements_moves_the_members_and_states_nothing_new(
    records: WorkingSet, camps: Camps, member: Member, merge: Callable[[Camp, Camp], ChangeSet]
) -> None:
    supporters, opponents = camps
    merge(opponents, supporters)
    assert set(records.all(Camp)) == {supporters, opponents}
    assert codes(records, opponents) == []
    assert codes(records, opponents, "stated_camp_id") == ["US", "CA", "BR"]
    assert member("अमेरिका").correction is Correction.MOVED
    assert not regrouping.merge_lists(records, opponents, supporters)


def test_one_added_by_hand_joins_the_stated_one_with_evidence_and_note(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    same: Camps,
    member: Member,
    apply: Apply,
    merge: Callable[[Camp, Camp], ChangeSet],
) -> None:
    into, camp = same
    china = records.get(Entity, member("चीन").holder_id)
    apply(alliances.add_member(records, article, annotator_id, camp, china, (0, 2)))
    [added] = [s for s in records.where(Stance, "holder_id", china.id) if s.stated_camp_id is None]
    apply(alliances.note_members(records, [added], "by hand"))
    merge(camp, into)
    [stance] = records.where(Stance, "holder_id", china.id)
    assert (stance.correction, stance.note) == (Correction.KEPT, "by hand")
    assert (0, 2) in {(e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id)}
