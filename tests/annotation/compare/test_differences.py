"""Annotators side by side: how they differ, and deciding between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.changes import ChangeSet, reverse
from annotation.compare.differences import Difference, Item, StanceSaid, Work, compare
from annotation.compare.layers import make_layer
from annotation.edits.adjudicating import Deciding, adjudicated_layer, same_decision
from annotation.edits.articles import make_article
from annotation.records import (
    Annotator,
    Camp,
    Evidence,
    Label,
    Mention,
    Polarity,
    Record,
    Rejection,
    Role,
    Stance,
    new_id,
)

ARTICLE = make_article("सूची", "मादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा")
PEOPLE = ("asha", "bea", "chand")


@dataclass
class Room:
    """Everybody's records in the article, with the decisions applied."""

    records: dict[str, Record] = field(default_factory=dict[str, Record])

    def put(self, *records: Record) -> None:
        self.records.update((record.id, record) for record in records)

    def work(self, annotator: str) -> Work:
        records = list(self.records.values())
        stances = {
            record.id for record in records if isinstance(record, Stance) and record.annotator_id == annotator
        }
        return Work(
            layer=make_layer(ARTICLE.id, len(ARTICLE.text), annotator, records),
            evidence=[one for one in records if isinstance(one, Evidence) and one.stance_id in stances],
            rejections=[
                one for one in records if isinstance(one, Rejection) and one.annotator_id == annotator
            ],
        )

    def items(self, people: Sequence[str] = PEOPLE) -> list[Item]:
        owner, _ = self.owner()
        return compare([self.work(one) for one in people], self.work(owner.id))

    def owner(self) -> tuple[Annotator, list[object]]:
        found, changes = adjudicated_layer(one for one in self.records.values() if isinstance(one, Annotator))
        return found, list(changes)

    def deciding(self) -> Deciding:
        owner, changes = adjudicated_layer(one for one in self.records.values() if isinstance(one, Annotator))
        return Deciding(ARTICLE, self.work(owner.id), owner, changes)

    def apply(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            assert self.records.get(change.record_id) == change.before
            if change.after is None:
                del self.records[change.record_id]
            else:
                self.records[change.record_id] = change.after

    def tag(
        self, annotator: str, start: int, end: int, label: str = "P", entity: str | None = None
    ) -> Mention:
        made = Mention(
            id=new_id(), article_id=ARTICLE.id, annotator_id=annotator,
            start=start, end=end, label_id=label, entity_id=entity,
        )  # fmt: skip
        self.put(made)
        return made

    def stand(
        self, annotator: str, polarity: Polarity, *evidence: tuple[int, int], holder: str = "RU"
    ) -> Stance:
        camp = Camp(
            id=new_id(), article_id=ARTICLE.id, annotator_id=annotator, target_id="M", polarity=polarity
        )
        made = Stance(
            id=new_id(), article_id=ARTICLE.id, annotator_id=annotator, holder_id=holder, camp_id=camp.id
        )
        pieces = [Evidence(id=new_id(), stance_id=made.id, start=start, end=end) for start, end in evidence]
        self.put(camp, made, *pieces)
        return made


def told(items: Sequence[Item]) -> list[tuple[Difference, ...]]:
    return [item.differences for item in items]


def test_every_kind_of_difference_between_mentions_is_told() -> None:
    room = Room()
    for who in PEOPLE[:2]:
        room.tag(who, 0, 6)
    room.tag("asha", 7, 9)
    room.tag("asha", 10, 16)
    room.tag("bea", 10, 17)
    room.tag("asha", 18, 22, "P")
    room.tag("bea", 18, 22, "Q")
    room.tag("asha", 27, 30, "P", "RU")
    room.tag("bea", 27, 30, "P", "CN")
    assert told(room.items(PEOPLE[:2])) == [
        (),
        (Difference.MISSING,),
        (Difference.BOUNDARIES,),
        (Difference.LABEL,),
        (Difference.ENTITY,),
    ]


def test_every_kind_of_difference_between_stances_is_told() -> None:
    room = Room()
    for who, polarity, evidence in (("asha", Polarity.SUPPORTS, (0, 6)), ("bea", Polarity.OPPOSES, (0, 6))):
        room.stand(who, polarity, evidence)
        room.stand(who, Polarity.SUPPORTS, evidence, holder="CN")
    room.stand("asha", Polarity.SUPPORTS, (0, 6), holder="CU")
    room.stand("bea", Polarity.SUPPORTS, (27, 30), holder="CU")
    room.stand("asha", Polarity.SUPPORTS, holder="IR")
    by_holder = {item.key.split()[1]: item.differences for item in room.items(PEOPLE[:2])}
    assert by_holder == {
        "RU": (Difference.POLARITY,),
        "CN": (),
        "CU": (Difference.EVIDENCE,),
        "IR": (Difference.MISSING,),
    }


def test_nested_mentions_are_not_mixed_up() -> None:
    room = Room()
    for who in PEOPLE[:2]:
        room.tag(who, 0, 22, "G")
        room.tag(who, 0, 6, "P")
    room.tag("chand", 0, 6, "P")
    items = room.items()
    assert told(items) == [(), (Difference.MISSING,)] or told(items) == [(Difference.MISSING,), ()]
    assert sorted(len(item.options) for item in items) == [2, 3]


def test_a_decision_can_be_changed_and_taken_back() -> None:
    room = Room()
    first = room.tag("asha", 10, 16)
    second = room.tag("bea", 10, 17)
    [item] = room.items(PEOPLE[:2])
    changes = room.deciding().take(item, "asha", "Asha")
    assert changes.title == "took Asha’s mention “समर्थन”" or changes.title.startswith("took Asha’s mention")
    room.apply(changes)
    [item] = room.items(PEOPLE[:2])
    assert same_decision(item, "asha")
    assert isinstance(item.decided, Mention)
    assert (item.decided.start, item.decided.end) == (first.start, first.end)
    room.apply(room.deciding().take(item, "bea", "Bea"))
    [item] = room.items(PEOPLE[:2])
    assert isinstance(item.decided, Mention)
    assert item.decided.end == second.end
    again = room.deciding().reject(item)
    room.apply(again)
    [item] = room.items(PEOPLE[:2])
    assert item.rejected
    assert item.decided is None
    room.apply(reverse(again))
    [item] = room.items(PEOPLE[:2])
    assert same_decision(item, "bea")
    room.apply(room.deciding().reopen(item))
    [item] = room.items(PEOPLE[:2])
    assert not item.is_decided


def test_ones_own_mention_replaces_what_the_annotators_have() -> None:
    room = Room()
    room.tag("asha", 10, 16)
    room.tag("bea", 10, 17)
    [item] = room.items(PEOPLE[:2])
    label = Label(id="Q", name="Country", colour="#123456")
    room.apply(room.deciding().make_mention(item, (9, 17), label, "RU"))
    [item] = room.items(PEOPLE[:2])
    assert isinstance(item.decided, Mention)
    assert (item.decided.start, item.decided.end, item.decided.label_id) == (9, 17, "Q")
    room.apply(room.deciding().make_mention(None, (27, 30), label, None))
    assert [item.is_decided for item in room.items(PEOPLE[:2])] == [True, True]


def test_stances_are_taken_with_camp_and_evidence_and_empty_camps_go() -> None:
    room = Room()
    room.stand("asha", Polarity.SUPPORTS, (0, 6), (27, 30))
    room.stand("bea", Polarity.OPPOSES, (0, 6))
    [item] = room.items(PEOPLE[:2])
    room.apply(room.deciding().take(item, "asha", "Asha"))
    owner, _ = room.owner()
    [item] = room.items(PEOPLE[:2])
    assert isinstance(item.decided, StanceSaid)
    assert item.decided.spans() == {(0, 6), (27, 30)}
    assert item.decided.polarities() == {Polarity.SUPPORTS}
    room.apply(room.deciding().take(item, "bea", "Bea"))
    camps = room.work(owner.id).layer.camps.values()
    assert [camp.polarity for camp in camps] == [Polarity.OPPOSES]


def test_what_enough_agree_on_is_taken_in_one_step_and_the_rest_is_left() -> None:
    room = Room()
    for who in PEOPLE:
        room.tag(who, 0, 6)
        room.stand(who, Polarity.SUPPORTS, (0, 6))
    for who in PEOPLE[:2]:
        room.tag(who, 10, 16)
    room.tag("chand", 10, 17)
    room.tag("asha", 27, 30)
    changes = room.deciding().take_agreed(room.items(), 2)
    assert changes.title == "took 3 items on which at least 2 agree"
    room.apply(changes)
    assert sorted(item.is_decided for item in room.items()) == [False, True, True, True]
    assert not room.deciding().take_agreed(room.items(), 2).changes


def test_the_adjudicated_layer_is_made_once() -> None:
    room = Room()
    room.tag("asha", 0, 6)
    room.apply(room.deciding().take(room.items()[0], "asha", "Asha"))
    owners = [one for one in room.records.values() if isinstance(one, Annotator)]
    assert [one.role for one in owners] == [Role.ADJUDICATED]
    assert not room.owner()[1]


spans = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.integers(0, 30), st.integers(1, 8), st.sampled_from("PQ")),
    max_size=10,
    unique=True,
)
said = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(list(Polarity)),
        st.integers(0, 9),
        st.sampled_from(("RU", "CN")),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(spans, said, st.data())
def test_whatever_is_decided_holds_until_it_is_changed_and_can_be_undone(
    tagged: list[tuple[str, int, int, str]],
    stood: list[tuple[str, Polarity, int, str]],
    data: st.DataObject,
) -> None:
    room = Room()
    for who, start, length, label in tagged:
        room.tag(who, start, start + length, label)
    for who, polarity, start, holder in stood:
        room.stand(who, polarity, (start, start + 2), holder=holder)
    items = room.items()
    assert len({item.key for item in items}) == len(items) or len(tagged) > 1
    for item in items:
        assert item.options
        assert not item.is_decided
    for _ in range(3):
        items = room.items()
        if not items:
            return
        item = data.draw(st.sampled_from(items))
        who = data.draw(st.sampled_from(PEOPLE))
        before = dict(room.records)
        changes = room.deciding().take(item, who, who)
        room.apply(changes)
        assert sum(one.is_decided for one in room.items()) >= 1
        if isinstance(item.options.get(who), StanceSaid):
            again = next(one for one in room.items() if one.key == item.key)
            assert same_decision(again, who)
        if data.draw(st.booleans()):
            room.apply(reverse(changes))
            assert room.records == before


@pytest.mark.parametrize("number", [2, 3])
def test_nothing_agreed_is_no_change(number: int) -> None:
    assert not Room().deciding().take_agreed([], number).changes
