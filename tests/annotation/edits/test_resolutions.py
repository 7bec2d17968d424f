"""A person corrects once who is meant by a name; from then on it means that one, in every article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.changes import ChangeSet, reverse
from annotation.edits import alliances
from annotation.edits.acceptance import as_known
from annotation.edits.articles import make_article
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import Alias, Article, Camp, Entity, Id, Label, Mention, Stance
from annotation.suggest.alliances import find_camps
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]
MakeEntity = Callable[..., Entity]
FIRST = "मादुरो के समर्थन वाले देश- रूस, चीन, क्यबूा, फूबार"
SECOND = "गुएडो के समर्थन वाले देश- फूबार, क्यबूा, पेरु"


@pytest.fixture
def accept(
    records: WorkingSet, names: NameIndex, annotator_id: Id, apply: Apply
) -> Callable[[str], tuple[Article, dict[str, Stance]]]:
    """Accept the list of an article and return its members by what is written."""

    def accept(text: str) -> tuple[Article, dict[str, Stance]]:
        article = make_article("", text, language="hi")
        [found] = find_camps(text)
        before = {stance.id for stance in records.all(Stance)}
        apply(alliances.accept(records, names, article, annotator_id, [found]))
        new = [stance for stance in records.all(Stance) if stance.id not in before]
        records.forget([Mention])  # another article is opened
        return article, dict(zip([member.text for member in found.members], new, strict=True))

    return accept


@pytest.fixture
def correct(records: WorkingSet, names: NameIndex, apply: Apply) -> Callable[..., ChangeSet]:
    def correct(article: Article, stance: Stance, holder: Entity, surface: str) -> ChangeSet:
        changes = alliances.change_holder(records, article, stance, holder, surface)
        for change in changes.changes:
            if isinstance(change.before, Alias) and change.after is None:
                names.discard(change.before.surface, change.before.entity_id)
        return apply(changes)

    return correct


def found(records: WorkingSet, names: NameIndex, text: str) -> list[tuple[str, str, bool]]:
    [camp] = find_camps(text)
    return [(m.name, m.code, m.certain) for m in as_known(records, names, camp).members]


def test_a_correction_holds_in_the_next_article_before_what_the_program_thinks(
    records: WorkingSet,
    names: NameIndex,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
    correct: Callable[..., ChangeSet],
    labels: dict[str, Label],
) -> None:
    article, members = accept(FIRST)
    wrong = records.get(Entity, members["क्यबूा"].holder_id)
    assert wrong.code == "CU"
    right = new_entity("क़ुबा शहर", labels["Organisation"].id)
    correct(article, members["क्यबूा"], right, "क्यबूा")
    assert not records.where(Alias, "entity_id", wrong.id)
    assert [alias.surface for alias in records.where(Alias, "entity_id", right.id)] == ["क्यबूा"]
    assert ("क़ुबा शहर", "", True) in found(records, names, SECOND)
    _, second = accept(SECOND)
    assert second["क्यबूा"].holder_id == right.id
    assert records.get(Stance, members["क्यबूा"].id).holder_id == right.id


def test_a_correction_to_a_known_name_that_is_spelled_alike_holds_too(
    records: WorkingSet,
    names: NameIndex,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
    correct: Callable[..., ChangeSet],
    labels: dict[str, Label],
) -> None:
    article, members = accept(FIRST)
    right = new_entity("रूसी सरकार", labels["Organisation"].id)
    correct(article, members["रूस"], right, "रूस")
    text = "गुएडो के समर्थन वाले देश- रूस, पेरु, चीन"
    assert found(records, names, text)[0] == ("रूसी सरकार", "", True)


def test_one_that_the_program_named_after_what_is_written_no_longer_gets_in_the_way(
    records: WorkingSet,
    names: NameIndex,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
    correct: Callable[..., ChangeSet],
    entity: MakeEntity,
) -> None:
    article, members = accept(FIRST)
    assert records.get(Entity, members["फूबार"].holder_id).name == "फूबार"
    fiji = entity("फ़िजी", "Country", code="FJ")
    correct(article, members["फूबार"], fiji, "फूबार")
    assert found(records, names, SECOND)[0] == ("फ़िजी", "FJ", True)
    assert accept(SECOND)[1]["फूबार"].holder_id == fiji.id


def test_without_remembering_only_this_member_is_another(
    records: WorkingSet,
    names: NameIndex,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
    correct: Callable[..., ChangeSet],
    entity: MakeEntity,
) -> None:
    article, members = accept(FIRST)
    fiji = entity("फ़िजी", "Country", code="FJ")
    correct(article, members["क्यबूा"], fiji, "")
    assert not records.where(Alias, "entity_id", fiji.id)
    assert accept(SECOND)[1]["क्यबूा"].holder_id == members["क्यबूा"].holder_id


def test_a_name_that_a_person_wrote_down_stays(
    records: WorkingSet,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
    correct: Callable[..., ChangeSet],
    entity: MakeEntity,
) -> None:
    cuba = entity("क्यूबा", "Country", code="CU", aliases=("क्यबूा",))
    article, members = accept(FIRST)
    assert members["क्यबूा"].holder_id == cuba.id
    correct(article, members["क्यबूा"], entity("फ़िजी", "Country"), "क्यबूा")
    assert [alias.surface for alias in records.where(Alias, "entity_id", cuba.id)] == ["क्यबूा"]


def test_what_is_learned_and_forgotten_is_taken_back_in_one_step(
    records: WorkingSet,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
    correct: Callable[..., ChangeSet],
    entity: MakeEntity,
    apply: Apply,
) -> None:
    article, members = accept(FIRST)
    fiji = entity("फ़िजी", "Country", code="FJ")
    before = set(records)
    done = correct(article, members["क्यबूा"], fiji, "क्यबूा")
    assert set(records) != before
    apply(reverse(done))
    assert set(records) == before


def test_the_target_of_a_found_list_is_shown_as_the_project_knows_it(
    records: WorkingSet, names: NameIndex, entity: MakeEntity
) -> None:
    entity("निकोलस मादुरो", "Person", aliases=("मादुरो",))
    [camp] = find_camps(FIRST)
    known = as_known(records, names, camp)
    assert known.target is not None
    assert known.target.name == "निकोलस मादुरो"
    assert replace(known, target=camp.target).members == camp.members


def test_of_two_with_an_alias_the_label_decides_and_otherwise_the_program(
    records: WorkingSet,
    names: NameIndex,
    entity: MakeEntity,
    accept: Callable[[str], tuple[Article, dict[str, Stance]]],
) -> None:
    entity("एक", "Organisation", aliases=("चीन",))
    entity("दो", "Organisation", aliases=("चीन",))
    _, members = accept(FIRST)
    assert records.get(Entity, members["चीन"].holder_id).code == "CN"
    assert records.count(Camp) == 1
