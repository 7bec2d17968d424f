"""Tagging every place at once comes to what tagging one after the other comes to, as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.changes import ChangeSet, reverse
from annotation.edits import mentions
from annotation.edits.articles import make_article
from annotation.edits.entities import new_entity
from annotation.edits.tagging_all import Occurrence, mentions_meeting, tag_all
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Entity,
    Id,
    Label,
    Mention,
    Origin,
    Record,
    new_id,
)
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
Tag = Callable[..., Mention]

WORDS = ("रूस", "Russia", "चीन", "मादुरो", "बाँध", "🌊")
ANNOTATOR = Annotator(id=new_id(), name="Asha")
LABELS = tuple(
    Label(id=new_id(), name=name, colour="#336699", key=str(position), position=position)
    for position, name in enumerate(("Person", "Country"))
)


def places_of(
    article: Article, surface: str, mentions_there: tuple[Mention, ...] | list[Mention] = ()
) -> list[Occurrence]:
    """Where a word stands in an article, with the mentions that it meets."""
    starts = [start for start in range(len(article.text)) if article.text.startswith(surface, start)]
    spans = [(start, start + len(surface)) for start in starts]
    met = mentions_meeting(mentions_there, spans)
    return [
        Occurrence(article.id, article.language, start, end, surface, those)
        for (start, end), those in zip(spans, met, strict=True)
    ]


@pytest.fixture
def places(article: Article, records: WorkingSet) -> Callable[[str], list[Occurrence]]:
    return lambda surface: places_of(article, surface, records.all(Mention))


Places = Callable[[str], list[Occurrence]]


def test_every_place_gets_a_mention_typed_by_hand_in_one_titled_step(
    records: WorkingSet,
    names: NameIndex,
    annotator_id: Id,
    labels: dict[str, Label],
    places: Places,
    article: Article,
    apply: Apply,
) -> None:
    changes = apply(tag_all(records, names, annotator_id, labels["Person"], places("मादुरो")))
    made = records.all(Mention)
    assert changes.title == f"tagged {len(made)} × मादुरो as Person"
    assert len(made) == article.text.count("मादुरो")
    assert {article.text[m.start : m.end] for m in made} == {"मादुरो"}
    assert {(m.origin, m.label_id, m.entity_id) for m in made} == {(Origin.TYPED, labels["Person"].id, None)}


def test_one_place_is_titled_as_when_it_is_tagged_alone(
    records: WorkingSet, names: NameIndex, annotator_id: Id, labels: dict[str, Label], places: Places
) -> None:
    changes = tag_all(records, names, annotator_id, labels["Country"], places("ईरान"))
    assert changes.title == "tagged ईरान as Country"


def test_what_has_the_label_already_is_left_out_and_another_label_is_no_hindrance(
    records: WorkingSet,
    names: NameIndex,
    annotator_id: Id,
    labels: dict[str, Label],
    places: Places,
    tag: Tag,
    apply: Apply,
) -> None:
    first = tag("रूस", "Country")
    everywhere = places("रूस")
    assert everywhere[0].mentions == (first,)
    apply(tag_all(records, names, annotator_id, labels["Country"], everywhere))
    assert sorted((m.start, m.end) for m in records.all(Mention)) == [(p.start, p.end) for p in everywhere]
    assert not tag_all(records, names, annotator_id, labels["Country"], places("रूस"))
    as_groups = tag_all(records, names, annotator_id, labels["Group"], places("रूस"))
    assert len(as_groups.changes) == len(everywhere)


def test_the_chosen_entity_is_added_if_it_is_new_and_learns_how_it_is_written(
    records: WorkingSet,
    names: NameIndex,
    annotator_id: Id,
    labels: dict[str, Label],
    places: Places,
    apply: Apply,
) -> None:
    maduro = new_entity("निकोलस मादुरो", labels["Person"].id)
    changes = tag_all(records, names, annotator_id, labels["Person"], places("मादुरो"), maduro)
    apply(changes)
    assert records.all(Entity) == [maduro]
    assert [(alias.surface, alias.language) for alias in records.all(Alias)] == [("मादुरो", "hi")]
    assert {mention.entity_id for mention in records.all(Mention)} == {maduro.id}


def test_nothing_is_remembered_when_it_shall_not_be(
    records: WorkingSet, names: NameIndex, annotator_id: Id, labels: dict[str, Label], places: Places
) -> None:
    maduro = new_entity("निकोलस मादुरो", labels["Person"].id)
    changes = tag_all(records, names, annotator_id, labels["Person"], places("मादुरो"), maduro, remember=False)
    assert not changes.touches(Alias)


def test_a_country_written_in_two_scripts_is_added_once(
    records: WorkingSet,
    names: NameIndex,
    annotator_id: Id,
    labels: dict[str, Label],
    places: Places,
    apply: Apply,
) -> None:
    english = make_article("A river", "Russia supports it.", language="en")
    records.load([english])
    everywhere = [*places("रूस"), *places_of(english, "Russia")]
    apply(tag_all(records, names, annotator_id, labels["Country"], everywhere))
    (russia,) = records.all(Entity)
    assert (russia.code, russia.name) == ("RU", "रूस")
    assert [(alias.surface, alias.language) for alias in records.all(Alias)] == [("Russia", "en")]
    assert {mention.entity_id for mention in records.all(Mention)} == {russia.id}


drawn_spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda drawn: (drawn[0], sum(drawn))), max_size=12
)


@given(spans=drawn_spans.map(sorted), tagged=drawn_spans)
def test_the_mentions_that_a_span_meets_are_those_that_share_a_character(
    spans: list[tuple[int, int]], tagged: list[tuple[int, int]]
) -> None:
    there = [
        Mention(id=new_id(), article_id="a", annotator_id="b", start=start, end=start + length, label_id="c")
        for start, length in tagged
    ]
    for (start, end), met in zip(spans, mentions_meeting(there, spans), strict=True):
        expected = {m.id for m in there if set(range(m.start, m.end)) & set(range(start, end))}
        assert {mention.id for mention in met} == expected


class Desk:
    """Records, names and articles that follow what is applied, as the window's session does."""

    def __init__(self, articles: list[Article], known: list[Record]) -> None:
        self.articles = articles
        self.records = WorkingSet([ANNOTATOR, *LABELS, *articles, *known])
        self.names = NameIndex()
        self._learn(known)

    def apply(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            assert self.records.find(change.kind, change.record_id) == change.before
            if isinstance(change.after, Mention):
                assert change.after.entity_id is None or self.records.get(Entity, change.after.entity_id)
            self.records.apply(ChangeSet("", (change,)))
            self._learn([] if change.after is None else [change.after])

    def tagged(self) -> set[tuple[Id, int, int, Id, str]]:
        """Every mention with the name of its entity."""
        names = {entity.id: entity.name for entity in self.records.all(Entity)}
        return {
            (m.article_id, m.start, m.end, m.label_id, names[m.entity_id] if m.entity_id else "")
            for m in self.records.all(Mention)
        }

    def called(self) -> set[tuple[str, str]]:
        """Every name of every entity."""
        aliases = {(self.records.get(Entity, a.entity_id).name, a.surface) for a in self.records.all(Alias)}
        return aliases | {(entity.name, entity.name) for entity in self.records.all(Entity)}

    def _learn(self, records: list[Record]) -> None:
        for record in records:
            if isinstance(record, Entity):
                self.names.add(record.name, record.id)
            elif isinstance(record, Alias):
                self.names.add(record.surface, record.entity_id)


def tag_one_by_one(desk: Desk, label: Label, places: list[Occurrence]) -> None:
    """What an annotator would do without it: open each article and tag each place."""
    for place in places:
        article = desk.records.get(Article, place.article_id)
        layer = [m for m in desk.records.all(Mention) if m.article_id == article.id]
        at_hand = WorkingSet([*desk.records.all(Entity), *desk.records.all(Alias), *layer])
        changes, _ = mentions.tag(at_hand, desk.names, article, ANNOTATOR.id, label, place.start, place.end)
        desk.apply(changes)


@given(data=st.data())
def test_all_at_once_is_one_after_the_other_and_can_be_taken_back(data: st.DataObject) -> None:
    texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
    articles = [
        make_article(f"{number}", text, language=data.draw(st.sampled_from(("hi", "en"))))
        for number, text in enumerate(data.draw(st.lists(texts, min_size=1, max_size=3)))
    ]
    # A country has its code: another that is so called would come beside it, and the name be doubtful.
    codes = {"रूस": "RU", "चीन": "CN", "मादुरो": "", "बाँध": ""}
    named = data.draw(st.lists(st.sampled_from(list(codes)), unique=True, max_size=2))
    known: list[Record] = [
        new_entity(name, data.draw(st.sampled_from(LABELS)).id, code=codes[name]) for name in named
    ]
    at_once, one_by_one = Desk(articles, known), Desk(articles, known)
    for _ in range(data.draw(st.integers(1, 4))):
        label = data.draw(st.sampled_from(LABELS))
        surfaces = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
        there = at_once.records.all(Mention)
        places = [
            place
            for article in articles
            for surface in surfaces
            for place in places_of(article, surface, [m for m in there if m.article_id == article.id])
        ]
        before = set(at_once.records)
        changes = tag_all(at_once.records, at_once.names, ANNOTATOR.id, label, places)
        at_once.apply(changes)
        tag_one_by_one(one_by_one, label, [replace(place, mentions=()) for place in places])
        assert at_once.tagged() == one_by_one.tagged()
        assert at_once.called() == one_by_one.called()
        after = set(at_once.records)
        taken_back = WorkingSet(at_once.records)
        taken_back.apply(reverse(changes))
        assert set(taken_back) == before
        assert len(after - before) == len(changes.changes)
