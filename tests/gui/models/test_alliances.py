"""What the alliance panel shows, told without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.changes import Change, ChangeSet, add, change_set
from annotation.edits import alliances as edits
from annotation.edits import stances as stance_edits
from annotation.edits.entities import new_entity
from annotation.edits.reasons import give_reason
from annotation.names.lookup import NameIndex
from annotation.records import (
    Article,
    Camp,
    Entity,
    Label,
    Mention,
    Polarity,
    Reason,
    Stance,
    new_id,
    sha256_of,
)
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.working_set import WorkingSet
from gui.models.alliances import CampView, MemberState, found_key
from gui.models.camp_views import CampViews

TEXT = (
    "राष्ट्रपति के पक्ष में देश- रूस, चिन, क्यूबा, यूरोपियन यूनियन 27\n"
    "राष्ट्रपति के विरोध में देश- अमेरिका, कनाडा, पेरु\n"
    "बाद में मिस्र ने भी राष्ट्रपति का विरोध किया।"
)
LABEL = Label(id=new_id(), name="Country", colour="#cc6622")
FIRST, SECOND = "राष्ट्रपति के पक्ष में देश", "राष्ट्रपति के विरोध में देश"


def name(
    text: str, called: str = "", *, code: str = "", note: str = "", confidence: float = 1.0
) -> ProposedName:
    start = TEXT.index(text)
    return ProposedName(start, start + len(text), text, "Country", called or text, code, note, confidence)


def proposal(heading: str, polarity: Polarity, *members: ProposedName) -> ProposedCamp:
    start = TEXT.index(heading)
    target = ProposedName(start, start + 10, TEXT[start : start + 10], "Person", "राष्ट्रपति", "")
    return ProposedCamp(start, start + len(heading), target, polarity, members, 0.9)


def two_lists() -> list[ProposedCamp]:
    return [
        proposal(
            FIRST,
            Polarity.SUPPORTS,
            name("रूस", code="RU"),
            name("चिन", "चीन", code="CN", confidence=0.85),
            name("क्यूबा", code="CU"),
            name("यूरोपियन यूनियन", "यूरोपीय संघ", code="EU", note="27"),
        ),
        proposal(SECOND, Polarity.OPPOSES, name("अमेरिका"), name("कनाडा"), name("पेरु", "पेरू")),
    ]


class Desk:
    """An article with records that follow every edit at once, without a project."""

    def __init__(self) -> None:
        self.article = Article(
            id=new_id(),
            title="दो सूचियाँ",
            language="hi",
            text=TEXT,
            sha256=sha256_of(TEXT),
            imported_at=datetime(2024, 5, 1, tzinfo=UTC),
        )
        self.records = WorkingSet([LABEL])
        self.annotator_id = new_id()
        self.found = two_lists()
        self.shown = CampViews(self.records)

    def apply(self, changes: ChangeSet) -> None:
        self.records.apply(changes)
        self.shown.follow(changes)

    def accept(self) -> tuple[Camp, Camp]:
        index = NameIndex()
        self.apply(edits.accept(self.records, index, self.article, self.annotator_id, two_lists()))
        first, second = self.records.all(Camp)
        return first, second

    def views(self) -> tuple[CampView, ...]:
        """Return the columns as they were kept current: the same as made from nothing."""
        pending = edits.pending(self.records, self.found)
        views = self.shown.views(self.article, pending)
        assert views == CampViews(self.records).views(self.article, pending)
        return views

    def stance(self, called: str) -> Stance:
        holders = {e.id for e in self.records.all(Entity) if e.name == called}
        return next(s for s in self.records.all(Stance) if s.holder_id in holders)

    def add(self, camp: Camp, called: str, span: tuple[int, int] | None = None) -> None:
        holder = new_entity(called, LABEL.id)
        self.apply(edits.add_member(self.records, self.article, self.annotator_id, camp, holder, span))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_found_lists_are_tentative_columns_with_their_doubtful_members_marked(desk: Desk) -> None:
    first, second = desk.views()
    assert (first.tentative, second.tentative) == (True, True)
    assert first.key == found_key(two_lists()[0].heading_start)
    assert (first.heading, first.target, first.polarity) == (FIRST, "राष्ट्रपति", Polarity.SUPPORTS)
    assert [member.state for member in first.members] == [
        MemberState.FOUND,
        MemberState.DOUBTFUL,
        MemberState.FOUND,
        MemberState.FOUND,
    ]
    assert first.summary == "4 found · 1 doubtful"


def test_an_accepted_list_shows_as_written_the_entity_where_it_differs_code_and_note(desk: Desk) -> None:
    desk.accept()
    first, second = desk.views()
    assert [(m.written, m.name, m.code, m.note) for m in first.members] == [
        ("रूस", "", "RU", ""),
        ("चिन", "चीन", "CN", ""),
        ("क्यूबा", "", "CU", ""),
        ("यूरोपियन यूनियन", "यूरोपीय संघ", "EU", "27"),
    ]
    assert first.summary == "4 stated"
    assert [m.written for m in second.members] == ["अमेरिका", "कनाडा", "पेरु"]
    start = TEXT.index("चिन")
    assert first.members[1].spans == ((start, start + 3),)


def test_a_moved_member_stays_in_its_stated_place_and_says_where_it_went(desk: Desk) -> None:
    _, camp = desk.accept()
    desk.apply(edits.move_members(desk.records, [desk.stance("चीन")], camp))
    first, second = desk.views()
    assert [m.written for m in first.members] == ["रूस", "चिन", "क्यूबा", "यूरोपियन यूनियन"]
    assert (first.members[1].state, first.members[1].elsewhere) == (
        MemberState.MOVED_AWAY,
        "opposes राष्ट्रपति",
    )
    assert [m.written for m in second.members] == ["अमेरिका", "कनाडा", "पेरु", "चिन"]
    assert (second.members[3].state, second.members[3].elsewhere) == (
        MemberState.MOVED_HERE,
        "supports राष्ट्रपति",
    )
    assert (first.summary, second.summary) == ("4 stated · 1 moved out", "3 stated · 1 moved in")


def test_a_member_that_was_moved_and_restored_is_at_its_old_place(desk: Desk) -> None:
    _, camp = desk.accept()
    before = desk.views()
    desk.apply(edits.move_members(desk.records, [desk.stance("रूस")], camp))
    desk.apply(edits.restore_members(desk.records, [desk.stance("रूस")]))
    assert desk.views() == before


def test_removed_and_added_members_are_told_apart(desk: Desk) -> None:
    _, camp = desk.accept()
    desk.apply(edits.remove_members(desk.records, [desk.stance("कनाडा")]))
    desk.add(camp, "मिस्र")
    view = desk.views()[1]
    assert [(m.written, m.state) for m in view.members] == [
        ("अमेरिका", MemberState.KEPT),
        ("कनाडा", MemberState.REMOVED),
        ("पेरु", MemberState.KEPT),
        ("मिस्र", MemberState.ADDED),
    ]
    assert view.summary == "3 stated · 1 removed · 1 added"
    assert view.difference == "3 stated in the article: 2 kept, 1 removed\nNot stated in this list: 1 added"


def test_a_sentence_as_further_evidence_does_not_become_the_name_as_written(desk: Desk) -> None:
    first, _ = desk.accept()
    start = TEXT.index("बाद में")
    stance = desk.stance("रूस")
    desk.apply(stance_edits.add_evidence(desk.records, desk.article, stance, 0, 12))
    desk.apply(stance_edits.add_evidence(desk.records, desk.article, stance, start, len(TEXT)))
    desk.add(first, "मिस्र", (start, len(TEXT)))
    view = desk.views()[0]
    assert [m.written for m in view.members] == ["रूस", "चिन", "क्यूबा", "यूरोपियन यूनियन", "मिस्र"]
    assert len(view.members[0].spans) == 3


def test_who_claims_it_and_why_it_was_corrected_are_shown_and_follow_their_names(desk: Desk) -> None:
    desk.accept()
    claimant, reason = new_entity("वक्ता", LABEL.id), Reason(id=new_id(), name="पुराना")
    desk.apply(stance_edits.set_claimant(desk.records, desk.stance("चीन"), claimant))
    desk.apply(give_reason(desk.records, [desk.stance("चीन"), desk.stance("पेरू")], reason))
    first, second = desk.views()
    assert [(m.claimed_by, m.reason) for m in (first.members[1], second.members[2])] == [
        ("वक्ता", "पुराना"),
        ("", "पुराना"),
    ]
    desk.apply(change_set("rename", [Change(claimant, replace(claimant, name="प्रवक्ता"))]))
    desk.apply(change_set("rename", [Change(reason, replace(reason, name="विवादित"))]))
    member = desk.views()[0].members[1]
    assert (member.claimed_by, member.reason) == ("प्रवक्ता", "विवादित")


def test_a_change_of_one_member_makes_its_own_line_anew_and_no_other_column(desk: Desk) -> None:
    desk.accept()
    first, second = desk.views()
    desk.apply(edits.note_members(desk.records, [desk.stance("चीन")], "नोट"))
    changed, same = desk.views()
    assert same is second
    assert [now is before for now, before in zip(changed.members, first.members, strict=True)] == [
        True,
        False,
        True,
        True,
    ]


def test_tagging_who_is_in_no_list_makes_no_column_anew(desk: Desk) -> None:
    desk.accept()
    before = desk.views()
    other, start = new_entity("मिस्र", LABEL.id), TEXT.index("मिस्र")
    mention = Mention(
        id=new_id(),
        article_id=desk.article.id,
        annotator_id=desk.annotator_id,
        start=start,
        end=start + 5,
        label_id=LABEL.id,
        entity_id=other.id,
    )
    desk.apply(change_set("tagged", map(add, (other, mention))))
    assert all(now is then for now, then in zip(desk.views(), before, strict=True))


def test_a_found_list_that_is_the_same_stays_the_same_column(desk: Desk) -> None:
    before = desk.views()
    desk.apply(edits.reject(desk.article, desk.annotator_id, desk.found[0]))
    assert desk.views()[0] is before[1]
    assert before[0].difference == "4 found, 1 of them doubtful"


def test_a_rejected_list_is_no_longer_shown(desk: Desk) -> None:
    desk.apply(edits.reject(desk.article, desk.annotator_id, two_lists()[0]))
    assert [view.heading for view in desk.views()] == [SECOND]


def test_lists_come_in_the_order_of_the_text_and_camps_without_a_heading_last(desk: Desk) -> None:
    target = new_entity("बाँध", LABEL.id)
    changes, _camp = edits.new_camp(desk.records, desk.article, desk.annotator_id, target, Polarity.NEUTRAL)
    desk.apply(changes)
    lists = two_lists()
    desk.apply(edits.accept(desk.records, NameIndex(), desk.article, desk.annotator_id, lists[1:]))
    views = desk.views()
    assert [view.heading for view in views] == [FIRST, SECOND, ""]
    assert [view.tentative for view in views] == [True, False, False]
    assert views[2].summary == "Nobody yet"


STEPS = st.lists(
    st.tuples(st.sampled_from(["move", "remove", "restore", "add"]), st.integers(0, 30), st.integers(0, 1)),
    max_size=25,
)


@given(STEPS)
def test_after_any_corrections_each_member_stands_where_stated_and_once_where_corrected(
    steps: list[tuple[str, int, int]],
) -> None:
    desk = Desk()
    camps = desk.accept()
    stated = {s.id: s.stated_camp_id for s in desk.records.all(Stance)}
    order = [[m.key for m in view.members] for view in desk.views()]
    for what, which, side in steps:
        stances = desk.records.all(Stance)
        one = [stances[which % len(stances)]]
        match what:
            case "move":
                changes = edits.move_members(desk.records, one, camps[side])
            case "remove":
                changes = edits.remove_members(desk.records, one)
            case "restore":
                changes = edits.restore_members(desk.records, one)
            case _:
                holder = new_entity(f"देश {which}", LABEL.id)
                changes = edits.add_member(desk.records, desk.article, desk.annotator_id, camps[side], holder)
        desk.apply(changes)
        _check(desk, stated, order)


def _check(desk: Desk, stated: dict[str, str | None], order: list[list[str]]) -> None:
    views = desk.views()
    shown = {view.camp_id: [m.key for m in view.members] for view in views}
    standing = [(m.key, view.camp_id) for view in views for m in view.members if not m.state.gone]
    for view, keys in zip(views, order, strict=True):
        assert [m.key for m in view.members if m.state.stated] == keys
        count = {state: sum(m.state is state for m in view.members) for state in MemberState}
        words = {
            f"{sum(count[s] for s in MemberState if s.stated)} stated": len(keys),
            f"{count[MemberState.MOVED_AWAY]} moved out": count[MemberState.MOVED_AWAY],
            f"{count[MemberState.REMOVED]} removed": count[MemberState.REMOVED],
            f"{count[MemberState.MOVED_HERE]} moved in": count[MemberState.MOVED_HERE],
            f"{count[MemberState.ADDED]} added": count[MemberState.ADDED],
        }
        assert view.summary.split(" · ") == [word for word, number in words.items() if number]
    for stance in desk.records.all(Stance):
        if stance.id in stated:
            assert shown[stated[stance.id]].count(stance.id) == 1
        expected = [(stance.id, stance.camp_id)] if stance.camp_id else []
        assert [place for place in standing if place[0] == stance.id] == expected
    for member in (m for view in views for m in view.members):
        moved = member.state in (MemberState.MOVED_AWAY, MemberState.MOVED_HERE)
        assert bool(member.elsewhere) is moved
