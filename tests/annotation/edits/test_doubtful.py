"""Members that are left to be decided wait until they are accepted, at their places, or turned down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.changes import ChangeSet, reverse
from annotation.edits import alliances, doubtful
from annotation.edits.entities import new_entity
from annotation.edits.regrouping import merge_lists
from annotation.edits.stances import remove_evidence
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
    Rejection,
    Stance,
)
from annotation.suggest.alliances import find_camps
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
MakeEntity = Callable[..., Entity]


@pytest.fixture
def found(article: Article) -> list[ProposedCamp]:
    """Both lists of the article; of the first China and Cuba are doubtful, of the second Canada."""

    def doubt(member: ProposedName) -> ProposedName:
        if member.text not in ("चीन", "क्युबा", "कैनाडा"):
            return member
        return replace(member, confidence=0.85, alternatives=(("पेरु", "PE"),))

    return [replace(camp, members=tuple(map(doubt, camp.members))) for camp in find_camps(article.text)]


@pytest.fixture
def supporters(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    apply: Apply,
    found: list[ProposedCamp],
) -> Camp:
    """The first list, accepted without its doubtful members."""
    apply(alliances.accept(records, names, article, annotator_id, found[:1], only_certain=True))
    [camp] = records.all(Camp)
    return camp


@pytest.fixture
def take(
    records: WorkingSet, names: NameIndex, article: Article, annotator_id: Id, apply: Apply
) -> Callable[..., ChangeSet]:
    def take(*members: doubtful.Undecided, holder: Entity | None = None) -> ChangeSet:
        return apply(doubtful.accept_members(records, names, article, annotator_id, members, holder))

    return take


def waiting(records: WorkingSet, found: list[ProposedCamp]) -> list[tuple[str, int]]:
    return [(member.name.text, member.position) for member in doubtful.undecided(records, found)]


def listed(records: WorkingSet, camp: Camp) -> list[str]:
    stated = sorted(records.where(Stance, "stated_camp_id", camp.id), key=lambda stance: stance.position)
    return [records.get(Entity, stance.holder_id).code for stance in stated]


def test_only_certain_members_are_recorded_and_the_doubtful_wait(
    records: WorkingSet, article: Article, supporters: Camp, found: list[ProposedCamp]
) -> None:
    assert listed(records, supporters) == ["RU", "IR"]
    assert waiting(records, found) == [("चीन", 1), ("क्युबा", 2)]
    assert alliances.pending(records, found) == found[1:]
    tagged = {article.text[m.start : m.end] for m in records.all(Mention)}
    assert tagged == {"निकोलस मादुरो", "रूस", "ईरान"}


def test_members_accepted_later_stand_at_their_places(
    records: WorkingSet, supporters: Camp, found: list[ProposedCamp], take: Callable[..., ChangeSet]
) -> None:
    china, cuba = doubtful.undecided(records, found)
    assert take(cuba).title == "accepted “क्युबा” in supports निकोलस मादुरो"
    assert listed(records, supporters) == ["RU", "CU", "IR"]
    assert waiting(records, found) == [("चीन", 1)]
    take(china)
    assert listed(records, supporters) == ["RU", "CN", "CU", "IR"]
    assert not waiting(records, found)
    assert {stance.correction for stance in records.all(Stance)} == {Correction.KEPT}
    assert {stance.origin for stance in records.all(Stance)} == {Origin.SUGGESTED}


def test_several_are_accepted_in_one_step_that_can_be_taken_back(
    records: WorkingSet,
    supporters: Camp,
    found: list[ProposedCamp],
    take: Callable[..., ChangeSet],
    apply: Apply,
) -> None:
    before = set(records)
    done = take(*doubtful.undecided(records, found))
    assert done.title == "accepted 2 members in supports निकोलस मादुरो"
    apply(reverse(done))
    assert set(records) == before
    assert len(waiting(records, found)) == 2


def test_rejected_members_never_come_again(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    supporters: Camp,
    found: list[ProposedCamp],
    apply: Apply,
) -> None:
    [china, _] = doubtful.undecided(records, found)
    done = apply(doubtful.reject_members(article, annotator_id, [china]))
    assert done.title == "rejected “चीन”"
    assert waiting(records, found) == [("क्युबा", 2)]
    apply(alliances.remove_camp(records, supporters))
    [again, _] = alliances.pending(records, found)
    assert [m.text for m in doubtful.without_rejected(records, again).members] == ["रूस", "क्युबा", "ईरान"]
    apply(alliances.accept(records, names, article, annotator_id, [again]))
    assert listed(records, records.all(Camp)[0]) == ["RU", "CU", "IR"]


def test_a_member_taken_for_somebody_else_is_known_by_what_is_written_from_then_on(
    records: WorkingSet,
    names: NameIndex,
    supporters: Camp,
    found: list[ProposedCamp],
    take: Callable[..., ChangeSet],
) -> None:
    _, cuba = doubtful.undecided(records, found)
    peru = doubtful.entity_called(records, names, cuba.name, *cuba.name.alternatives[0])
    assert take(cuba, holder=peru).title == "accepted “क्युबा” as पेरु in supports निकोलस मादुरो"
    assert listed(records, supporters) == ["RU", "PE", "IR"]
    assert records.get(Entity, peru.id).name == "पेरु"
    assert [alias.surface for alias in records.where(Alias, "entity_id", peru.id)] == ["क्युबा"]
    assert doubtful.entity_called(records, names, cuba.name, "पेरू", "PE") == peru
    assert doubtful.entity_called(records, names, cuba.name, "पेरु", "") == peru


def test_one_that_was_added_by_hand_becomes_stated_with_all_it_has(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    supporters: Camp,
    entity: MakeEntity,
    found: list[ProposedCamp],
    take: Callable[..., ChangeSet],
    apply: Apply,
) -> None:
    china = entity("चीन", "Country", code="CN")
    apply(alliances.add_member(records, article, annotator_id, supporters, china, (0, 2)))
    [added] = records.where(Stance, "holder_id", china.id)
    apply(alliances.note_members(records, [added], "a note"))
    take(doubtful.undecided(records, found)[0])
    [stance] = records.where(Stance, "holder_id", china.id)
    assert (stance.id, stance.note, stance.position) == (added.id, "a note", 1)
    assert stance.correction is Correction.KEPT
    assert len(records.where(Evidence, "stance_id", stance.id)) == 2


def test_members_that_were_moved_or_removed_are_decided(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    supporters: Camp,
    found: list[ProposedCamp],
    take: Callable[..., ChangeSet],
    apply: Apply,
) -> None:
    take(*doubtful.undecided(records, found))
    apply(alliances.accept(records, names, article, annotator_id, found[1:], only_certain=True))
    opponents = records.all(Camp)[1]
    first, second = sorted(records.where(Stance, "camp_id", supporters.id), key=lambda s: s.position)[:2]
    apply(alliances.move_members(records, [first], opponents))
    apply(alliances.remove_members(records, [second]))
    assert waiting(records, found) == [("कैनाडा", 1)]


def test_in_a_camp_opened_by_hand_nobody_waits(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    labels: dict[str, Label],
    found: list[ProposedCamp],
    apply: Apply,
) -> None:
    heading = (found[0].heading_start, found[0].heading_end)
    target = new_entity("मादुरो", labels["Person"].id)
    opened = alliances.new_camp(records, article, annotator_id, target, Polarity.SUPPORTS, heading)[0]
    apply(opened)
    assert not waiting(records, found)
    assert not records.all(Rejection)


def test_a_decided_member_that_lost_its_passage_does_not_wait_again(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    supporters: Camp,
    found: list[ProposedCamp],
    take: Callable[..., ChangeSet],
    apply: Apply,
) -> None:
    china, _ = doubtful.undecided(records, found)
    take(china)
    assert [name for name, _ in waiting(records, found)] == ["क्युबा"]
    for piece in records.all(Evidence):
        if (piece.start, piece.end) == (china.name.start, china.name.end):
            apply(remove_evidence(article, piece))
    assert [name for name, _ in waiting(records, found)] == ["क्युबा"]


def test_members_wait_in_the_list_made_by_hand_into_which_theirs_was_merged(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    supporters: Camp,
    found: list[ProposedCamp],
    apply: Apply,
) -> None:
    target = records.get(Entity, supporters.target_id or "")
    heading = (found[1].heading_start, found[1].heading_end)
    opened, by_hand = alliances.new_camp(records, article, annotator_id, target, supporters.polarity, heading)
    apply(opened)
    before = doubtful.undecided(records, found)
    apply(merge_lists(records, supporters, by_hand, before))
    after = doubtful.undecided(records, found)
    assert [member.name for member in after] == [member.name for member in before] != []
    assert {member.camp_id for member in after} == {by_hand.id}


def test_a_list_that_names_its_own_target_leaves_it_undecided(
    records: WorkingSet, names: NameIndex, article: Article, annotator_id: Id, apply: Apply
) -> None:
    article = replace(article, text="Countries supporting Russia: Russia, China, Cuba", language="en")
    found = find_camps(article.text)
    apply(alliances.accept(records, names, article, annotator_id, found))
    [camp] = records.all(Camp)
    assert listed(records, camp) == ["CN", "CU"]
    [member] = doubtful.undecided(records, found)
    assert member.name.text == "Russia"
