"""Tagging, linking, re-labelling, resizing, noting and removing mentions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotation.changes import ChangeSet
from annotation.edits import mentions
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import Alias, Article, Entity, Id, Label, Mention, Origin
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
MakeEntity = Callable[..., Entity]
Span = Callable[..., tuple[int, int]]
Tag = Callable[..., Mention]


def test_a_tag_covers_the_span_and_is_typed_by_hand(tag: Tag, article: Article, records: WorkingSet) -> None:
    mention = tag("निकोलस मादुरो")
    assert records.all(Mention) == [mention]
    assert article.text[mention.start : mention.end] == "निकोलस मादुरो"
    assert (mention.entity_id, mention.origin) == (None, Origin.TYPED)


def test_tagging_twice_with_one_label_changes_nothing(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    labels: dict[str, Label],
    span: Span,
    tag: Tag,
) -> None:
    first = tag("रूस", "Country")
    changes, again = mentions.tag(records, names, article, annotator_id, labels["Country"], *span("रूस"))
    assert not changes
    assert again == first


def test_one_span_takes_several_labels(tag: Tag, records: WorkingSet) -> None:
    tag("निकोलस मादुरो", "Person")
    tag("निकोलस मादुरो", "Group")
    tag("मादुरो", "Person")
    assert records.count(Mention) == 3


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 3), (0, 100_000)])
def test_a_span_outside_the_text_or_empty_is_refused(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    labels: dict[str, Label],
    tag: Tag,
    start: int,
    end: int,
) -> None:
    with pytest.raises(ValueError, match="not within"):
        mentions.tag(records, names, article, annotator_id, labels["Person"], start, end)
    with pytest.raises(ValueError, match="not within"):
        mentions.resize(article, tag("रूस"), start, end)


def test_a_known_name_links_by_itself(entity: MakeEntity, tag: Tag, records: WorkingSet) -> None:
    maduro = entity("निकोलस मादुरो")
    assert tag("निकोलस मादुरो").entity_id == maduro.id
    assert records.all(Entity) == [maduro]


def test_an_alias_links_by_itself(entity: MakeEntity, tag: Tag) -> None:
    maduro = entity("Nicolás Maduro", aliases=("मादुरो",))
    assert tag("मादुरो").entity_id == maduro.id


def test_of_several_entities_with_one_name_the_one_with_the_label_is_linked(
    entity: MakeEntity, tag: Tag
) -> None:
    entity("रूस", "Organisation")
    country = entity("रूस", "Country")
    assert tag("रूस", "Country").entity_id == country.id
    assert tag("रूस", "Person").entity_id is None


def test_a_name_of_two_entities_with_the_label_is_left_to_the_person(
    entity: MakeEntity, tag: Tag, records: WorkingSet
) -> None:
    entity("रूस", "Country")
    entity("रूस", "Country")
    assert tag("रूस", "Country").entity_id is None
    assert records.count(Entity) == 2


def test_a_country_is_added_with_its_code_and_named_in_the_language_of_the_article(
    tag: Tag, records: WorkingSet
) -> None:
    mention = tag("क्युबा", "Country")
    cuba = records.get(Entity, mention.entity_id or "")
    assert (cuba.name, cuba.code) == ("क्यूबा", "CU")
    assert [(a.surface, a.language) for a in records.all(Alias)] == [("क्युबा", "hi")]


def test_a_misspelt_country_links_to_the_entity_with_the_code(
    entity: MakeEntity, tag: Tag, records: WorkingSet
) -> None:
    cuba = entity("Cuba", "Country", code="CU")
    assert tag("क्युबा", "Country").entity_id == cuba.id
    assert [alias.surface for alias in records.where(Alias, "entity_id", cuba.id)] == ["क्युबा"]
    assert records.all(Entity) == [cuba]


def test_countries_are_looked_up_under_their_label_only(tag: Tag, records: WorkingSet) -> None:
    assert tag("रूस", "Organisation").entity_id is None
    assert records.count(Entity) == 0


def test_linking_adds_a_new_entity_and_remembers_how_it_was_written(
    tag: Tag, article: Article, records: WorkingSet, labels: dict[str, Label], apply: Apply
) -> None:
    mention = tag("मादुरो", occurrence=1)
    maduro = new_entity("निकोलस मादुरो", labels["Person"].id)
    apply(mentions.link(records, article, mention, maduro))
    assert records.get(Mention, mention.id).entity_id == maduro.id
    assert [alias.surface for alias in records.where(Alias, "entity_id", maduro.id)] == ["मादुरो"]
    assert tag("मादुरो", occurrence=2).entity_id == maduro.id


def test_linking_without_remembering_learns_no_alias(
    tag: Tag, article: Article, records: WorkingSet, entity: MakeEntity, apply: Apply
) -> None:
    apply(mentions.link(records, article, tag("मादुरो"), entity("निकोलस मादुरो"), remember=False))
    assert records.count(Alias) == 0


def test_an_alias_is_not_learned_twice_nor_for_another_spelling_of_the_name(
    tag: Tag, article: Article, records: WorkingSet, entity: MakeEntity, apply: Apply
) -> None:
    brazil = entity("ब्राजील", "Country")
    apply(mentions.link(records, article, tag("ब्राज़ील", "Group"), brazil))
    assert records.count(Alias) == 0
    russia = entity("Russia", "Country")
    for occurrence in range(2):
        apply(mentions.link(records, article, tag("रूस", "Group", occurrence), russia))
    assert [alias.surface for alias in records.all(Alias)] == ["रूस"]


def test_a_sign_without_letters_is_learned_as_an_alias(
    tag: Tag, article: Article, records: WorkingSet, entity: MakeEntity, apply: Apply
) -> None:
    wave = entity("〰", "Group")
    apply(mentions.link(records, article, tag("🌊", "Group"), wave))
    assert [alias.surface for alias in records.all(Alias)] == ["🌊"]


def test_unlinking_keeps_the_mention_and_the_entity(
    tag: Tag, article: Article, records: WorkingSet, entity: MakeEntity, apply: Apply
) -> None:
    entity("मादुरो")
    mention = tag("मादुरो")
    apply(mentions.link(records, article, mention, None))
    assert [m.entity_id for m in records.all(Mention)] == [None]
    assert records.count(Entity) == 1
    assert not mentions.link(records, article, records.get(Mention, mention.id), None)


def test_relabelling_keeps_the_entity(
    tag: Tag, article: Article, labels: dict[str, Label], records: WorkingSet, apply: Apply
) -> None:
    mention = tag("रूस", "Country")
    changes = apply(mentions.relabel(article, mention, labels["Group"]))
    after = records.get(Mention, mention.id)
    assert (after.label_id, after.entity_id) == (labels["Group"].id, mention.entity_id)
    assert changes.title == "labelled रूस Group"
    assert not mentions.relabel(article, after, labels["Group"])


def test_resizing_and_noting_change_nothing_else(
    tag: Tag, article: Article, span: Span, records: WorkingSet, apply: Apply
) -> None:
    mention = tag("मादुरो")
    whole = span("निकोलस मादुरो")
    apply(mentions.resize(article, mention, *whole))
    apply(mentions.note(article, records.get(Mention, mention.id), "राष्ट्रपति"))
    after = records.get(Mention, mention.id)
    assert (after.start, after.end, after.note) == (*whole, "राष्ट्रपति")
    assert (after.label_id, after.entity_id, after.origin) == (
        mention.label_id,
        mention.entity_id,
        mention.origin,
    )


def test_removing_mentions_says_how_many(
    tag: Tag, article: Article, records: WorkingSet, apply: Apply
) -> None:
    one, two, three = tag("रूस"), tag("चीन"), tag("ईरान")
    assert apply(mentions.remove_mentions(article, [one])).title == "removed the mention रूस"
    assert apply(mentions.remove_mentions(article, [two, three])).title == "removed 2 mentions"
    assert records.count(Mention) == 0


def test_a_title_quotes_on_one_line_and_shortened(article: Article) -> None:
    quoted = mentions.quote(article, 0, len(article.text))
    assert len(quoted) == mentions.LONGEST_QUOTE
    assert quoted.endswith("…")
    assert "\n" not in quoted
