from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.edits import alliances, entities, mentions, stances
from annotation.edits.articles import describe, import_articles, make_article, remove_article
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Label,
    Mention,
    Polarity,
    Progress,
    Record,
    Stance,
    Status,
    new_id,
)
from annotation.working_set import WorkingSet
from gui.session import LAYER_KINDS, NAME_KINDS, SEARCH_DELAY, Session
from storage.project import Project

HINDI = "मादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा\nमादुरो के विरोध वाले देश- अमेरिका, कनाडा, रूस"
ENGLISH = "Countries supporting Maduro: Russia, China and Cuba"
NAMES = ("रूस", "चीन", "मादुरो", "Russia", "रुस", "🌊")


def kept(records: WorkingSet) -> dict[str, Record]:
    kinds = (*NAME_KINDS, *LAYER_KINDS)
    return {record.id: record for record in records if isinstance(record, kinds)}


def found(names: NameIndex) -> dict[str, set[str]]:
    return {name: set(names.find(name)) for name in NAMES}


def state(session: Session) -> tuple[object, ...]:
    article = session.article
    return kept(session.records), found(session.names), article, session.status()


def lists_found(session: Session) -> bool:
    return bool(session.pending_lists())


def damage(project: Project) -> None:
    """Overwrite everything but the first page of the file."""
    for pragma in ("wal_checkpoint(TRUNCATE)", "shrink_memory"):
        project._database.pragma(pragma)
    with project.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"x" * (project.path.stat().st_size - 4096))


@pytest.fixture
def listed(session: Session) -> Article:
    """An article with two lists, in the project but not open."""
    article = make_article("Lists", HINDI, language="hi")
    session.apply(change_set("imported “Lists”", [add(article)]))
    return article


@pytest.fixture
def bea(session: Session) -> Iterator[Session]:
    """The session of a second annotator on the same project and article."""
    annotator = Annotator(id=new_id(), name="Bea")
    session.project.apply(change_set("Bea joined", [add(annotator)]), annotator.id, undoable=False)
    second = Session(session.project, annotator.id)
    assert session.article is not None
    second.open_article(session.article.id)
    yield second
    second.hand_over()
    second.close()


def test_the_first_edit_marks_the_article_in_the_same_step_and_undo_takes_both_back(
    session: Session, tag: Callable[..., Mention]
) -> None:
    assert session.status() is Status.NEW
    tag("मादुरो")
    assert session.status() is Status.IN_PROGRESS
    session.undo()
    assert session.status() is Status.NEW
    assert session.records.all(Mention) == []
    assert session.project.read(Progress) == []
    session.redo()
    assert session.status() is Status.IN_PROGRESS
    assert len(session.records.all(Mention)) == 1


def test_an_edit_in_several_articles_marks_each_that_is_not_begun(
    session: Session, articles: list[Article], labels: dict[str, Label]
) -> None:
    def mentions_at(start: int) -> list[Mention]:
        return [
            Mention(
                id=new_id(),
                article_id=article.id,
                annotator_id=session.annotator.id,
                start=start,
                end=start + 4,
                label_id=labels["Place"].id,
            )
            for article in articles
        ]

    def statuses() -> list[Status]:
        return [row.status for row in session.article_rows()]

    session.apply(change_set("tagged", map(add, mentions_at(0))))
    assert statuses() == [Status.IN_PROGRESS, Status.IN_PROGRESS]
    assert session.status() is Status.IN_PROGRESS
    session.undo()
    assert statuses() == [Status.NEW, Status.NEW]
    session.open_article(articles[1].id)
    session.set_status(Status.DONE)
    session.apply(change_set("tagged", map(add, mentions_at(4))))
    assert statuses() == [Status.IN_PROGRESS, Status.DONE]
    assert len(session.project.read(Progress)) == 2


def test_an_article_that_is_removed_with_what_is_in_it_is_not_marked(
    session: Session, articles: list[Article], labels: dict[str, Label]
) -> None:
    mention = Mention(
        id=new_id(),
        article_id=articles[1].id,
        annotator_id=session.annotator.id,
        start=0,
        end=4,
        label_id=labels["Place"].id,
    )
    session.project.apply(change_set("imported", [add(mention)]), session.annotator.id)
    assert session.apply(change_set("removed", [remove(mention), remove(articles[1])]))
    assert session.project.read(Progress) == []


def test_an_edit_of_the_project_alone_does_not_mark_the_article(
    session: Session, make_entity: Callable[..., Entity]
) -> None:
    make_entity("रूस", "Country")
    assert session.status() is Status.NEW


def test_a_later_edit_leaves_a_status_that_was_set(session: Session, tag: Callable[..., Mention]) -> None:
    session.set_status(Status.DONE)
    tag("मादुरो")
    assert session.status() is Status.DONE


def test_an_edit_that_does_not_fit_is_refused_and_leaves_everything(
    qtbot: QtBot, session: Session, tag: Callable[..., Mention]
) -> None:
    mention = tag("मादुरो")
    before = state(session)
    stale = replace(mention, note="somebody else's")
    with qtbot.waitSignal(session.refused) as refused, qtbot.assertNotEmitted(session.changed):
        assert not session.apply(change_set("noted", [Change(stale, replace(stale, note="mine"))]))
    assert refused.args
    assert refused.args[0].endswith(".")
    assert state(session) == before


def test_a_project_that_is_only_read_refuses_edits_and_undo(
    qtbot: QtBot, session: Session, tag: Callable[..., Mention]
) -> None:
    mention = tag("मादुरो")
    with Project.open(session.project.path, read_only=True) as project:
        reader = Session(project, session.annotator.id)
        assert session.article is not None
        reader.open_article(session.article.id)
        before = state(reader)
        for attempt in (
            lambda: reader.apply(change_set("noted", [Change(mention, replace(mention, note="x"))])),
            reader.undo,
            reader.redo,
        ):
            with qtbot.waitSignal(reader.refused) as refused:
                attempt()
            assert refused.args
            assert "reading only" in refused.args[0]
        assert state(reader) == before
        assert reader.read_only
        assert reader.step_titles()[0] is None


def test_nothing_is_announced_when_nothing_changes(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.changed), qtbot.assertNotEmitted(session.refused):
        assert not session.apply(ChangeSet("nothing", ()))
        session.redo()


def test_the_lists_of_the_article_are_found_after_it_was_opened(
    qtbot: QtBot, session: Session, listed: Article
) -> None:
    session.open_article(listed.id)
    assert session.pending_lists() == []
    qtbot.waitUntil(lambda: len(session.pending_lists()) == 2)


def test_what_is_found_in_an_article_that_was_left_is_dropped(
    qtbot: QtBot, session: Session, listed: Article, articles: list[Article]
) -> None:
    session.open_article(listed.id)
    qtbot.wait(SEARCH_DELAY + 5)  # the search runs, or has just ended
    session.open_article(articles[1].id)
    qtbot.wait(500)
    assert session.pending_lists() == []
    assert session._search is None


def test_an_accepted_list_waits_no_more_until_it_is_taken_back(
    qtbot: QtBot, session: Session, listed: Article
) -> None:
    session.open_article(listed.id)
    qtbot.waitUntil(lambda: lists_found(session))
    waiting = session.pending_lists()
    with qtbot.waitSignal(session.proposals_changed):
        session.apply(
            alliances.accept(session.records, session.names, listed, session.annotator.id, waiting[:1])
        )
    left = session.pending_lists()
    assert [found.heading_start for found in left] == [found.heading_start for found in waiting[1:]]
    session.undo()
    assert session.pending_lists() == waiting


def test_removing_the_open_article_closes_it_and_undo_opens_it_again(
    qtbot: QtBot, session: Session, articles: list[Article], tag: Callable[..., Mention]
) -> None:
    tag("मादुरो")
    before = state(session)
    belongings = session.project.layer(articles[0].id, session.annotator.id)
    with qtbot.waitSignal(session.article_opened):
        assert session.apply(remove_article(articles[0], belongings))
    assert session.article is None
    assert session.records.all(Mention) == []
    session.undo()
    assert state(session) == before
    session.redo()
    assert session.article is None


def test_taking_back_the_import_of_the_open_article_closes_it(session: Session) -> None:
    article = make_article("New", "Something new.")
    session.apply(import_articles([article], ())[0])
    session.open_article(article.id)
    session.undo()
    assert session.article is None
    session.redo()
    assert session.article == article


def test_the_open_article_follows_its_description(session: Session) -> None:
    article = session.article
    assert article is not None
    session.apply(
        describe(article, title="Other", source="S", url="", published_on=None, language=article.language)
    )
    assert session.article is not None
    assert session.article.title == "Other"


def test_a_name_is_found_as_long_as_entity_or_alias_has_it(
    session: Session, make_entity: Callable[..., Entity]
) -> None:
    entity = make_entity("रूस", "Country", aliases=("रूस", "Russia"))
    for alias in session.records.where(Alias, "entity_id", entity.id):
        session.apply(change_set("removed a name", [Change(alias, None)]))
        assert session.names.find("रूस") == (entity.id,)
    assert session.names.find("Russia") == ()


def test_undo_opens_the_article_in_which_it_takes_something_back(
    session: Session, articles: list[Article], tag: Callable[..., Mention]
) -> None:
    mention = tag("मादुरो")
    session.open_article(articles[1].id)
    session.undo()
    assert session.article is not None
    assert session.article.id == articles[0].id
    assert session.records.find(Mention, mention.id) is None
    session.open_article(articles[1].id)
    session.redo()
    assert session.article.id == articles[0].id
    assert session.records.find(Mention, mention.id) == mention


def test_evidence_of_another_article_stays_out_of_the_records_at_hand(
    session: Session, articles: list[Article], make_entity: Callable[..., Entity], tag: Callable[..., Mention]
) -> None:
    holder, target = make_entity("रूस", "Country"), make_entity("मादुरो")
    changes, _ = stances.record_stance(
        session.records,
        articles[0],
        session.annotator.id,
        holder,
        Polarity.SUPPORTS,
        target,
        [(0, 4)],
    )
    session.apply(changes)
    assert len(session.records.all(Evidence)) == 1
    session.open_article(articles[1].id)
    assert session.records.all(Evidence) == []
    session._follow(changes)
    assert session.records.all(Evidence) == []
    assert session.status() is Status.NEW


def test_two_annotators_do_not_see_each_others_layer(
    session: Session, bea: Session, tag: Callable[..., Mention], articles: list[Article]
) -> None:
    mine = tag("मादुरो")
    bea.open_article(articles[0].id)
    assert bea.records.all(Mention) == []
    assert bea.status() is Status.NEW
    changes, hers = mentions.tag(bea.records, bea.names, articles[0], bea.annotator.id, bea.labels()[0], 0, 4)
    assert bea.apply(changes)
    session.open_article(articles[0].id)
    assert session.records.all(Mention) == [mine]
    bea.undo()
    assert bea.records.all(Mention) == []
    assert session.project.read(Mention) == [mine]
    assert bea.step_titles()[0] is None
    assert session.step_titles()[0] == "tagged मादुरो as Person"
    assert hers.annotator_id == bea.annotator.id


def test_an_article_that_cannot_be_read_leaves_the_open_one(
    qtbot: QtBot, session: Session, articles: list[Article], tag: Callable[..., Mention]
) -> None:
    tag("मादुरो")
    before = state(session)
    damage(session.project)
    with qtbot.waitSignal(session.refused), qtbot.assertNotEmitted(session.article_opened):
        session.open_article(articles[1].id)
    assert state(session) == before


def test_a_project_that_was_handed_over_stays_open(session: Session) -> None:
    second = Session(session.project, session.annotator.id)
    assert second.hand_over() is session.project
    second.close()
    assert session.project.read(Annotator) == [session.annotator]


@settings(max_examples=12)
@given(data=st.data())
def test_records_and_names_stay_those_of_a_fresh_session_after_any_edits(
    qapp: object, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, Project.create(Path(folder, "p.paksha"), "Asha") as project:
        texts = [make_article("A", HINDI, language="hi"), make_article("B", ENGLISH, language="en")]
        asha = project.read(Annotator)[0]
        project.apply(change_set("imported", map(add, texts)), asha.id)
        session = Session(project, asha.id)
        session.open_article(texts[0].id)
        for _ in range(data.draw(st.integers(1, 12))):
            name = data.draw(st.sampled_from(sorted(STEPS)))
            STEPS[name](session, data)
            fresh = Session(project, asha.id)
            fresh.open_article(session.article.id if session.article else None)
            assert state(session) == state(fresh), name
            fresh.hand_over()
            fresh.close()
        session.hand_over()
        session.close()


def _tag(session: Session, data: st.DataObject) -> None:
    if session.article is None:
        return
    start = data.draw(st.integers(0, min(20, len(session.article.text) - 1)))
    end = min(start + 4, len(session.article.text))
    label = data.draw(st.sampled_from(session.labels()))
    changes, _ = mentions.tag(
        session.records, session.names, session.article, session.annotator.id, label, start, end
    )
    session.apply(changes)


def _link(session: Session, data: st.DataObject) -> None:
    marked = session.records.all(Mention)
    if session.article is None or not marked:
        return
    known = session.records.all(Entity)
    new = entities.new_entity(data.draw(st.sampled_from(NAMES)), session.labels()[0].id)
    entity = data.draw(st.sampled_from([*known, new, None]))
    mention = data.draw(st.sampled_from(marked))
    session.apply(mentions.link(session.records, session.article, mention, entity))


def _unmark(session: Session, data: st.DataObject) -> None:
    marked = session.records.all(Mention)
    if session.article is not None and marked:
        session.apply(mentions.remove_mentions(session.article, [data.draw(st.sampled_from(marked))]))


def _rename(session: Session, data: st.DataObject) -> None:
    known = session.records.all(Entity)
    if not known:
        return
    entity = data.draw(st.sampled_from(known))
    name = data.draw(st.sampled_from(NAMES))
    old = session.records.where(Alias, "entity_id", entity.id)
    changes = [Change(entity, replace(entity, name=name))]
    if old and data.draw(st.booleans()):
        changes.append(Change(old[0], None))
    else:
        alias = data.draw(st.sampled_from(NAMES))
        changes.append(add(Alias(id=new_id(), entity_id=entity.id, surface=alias)))
    session.apply(change_set("renamed", changes))


def _camp(session: Session, data: st.DataObject) -> None:
    if session.article is None:
        return
    target = entities.new_entity(data.draw(st.sampled_from(NAMES)), session.labels()[0].id)
    changes, _ = alliances.new_camp(
        session.records,
        session.article,
        session.annotator.id,
        target,
        data.draw(st.sampled_from(list(Polarity))),
        (0, 6),
    )
    session.apply(changes)


def _member(session: Session, data: st.DataObject) -> None:
    camps = session.records.all(Camp)
    if session.article is None or not camps:
        return
    holder = entities.new_entity(data.draw(st.sampled_from(NAMES)), session.labels()[0].id)
    session.apply(
        alliances.add_member(
            session.records,
            session.article,
            session.annotator.id,
            data.draw(st.sampled_from(camps)),
            holder,
            data.draw(st.sampled_from([None, (1, 5)])),
        )
    )


def _evidence(session: Session, data: st.DataObject) -> None:
    held = session.records.all(Stance)
    if held:
        stance = data.draw(st.sampled_from(held))
        session.apply(
            change_set("evidence", [add(Evidence(id=new_id(), stance_id=stance.id, start=0, end=4))])
        )


def _mark(session: Session, data: st.DataObject) -> None:
    session.set_status(data.draw(st.sampled_from([Status.DONE, Status.IN_PROGRESS, Status.NEW])))


def _open(session: Session, data: st.DataObject) -> None:
    ids = [row.id for row in session.article_rows()]
    session.open_article(data.draw(st.sampled_from([*ids, None])))


def _import(session: Session, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["one", "two", "three"]))
    article = make_article(text, text)
    known = session.project.article_ids_by_sha256([article.sha256])
    session.apply(import_articles([article], known)[0])


def _undo(session: Session, _data: st.DataObject) -> None:
    session.undo()


def _redo(session: Session, _data: st.DataObject) -> None:
    session.redo()


STEPS: dict[str, Callable[[Session, st.DataObject], None]] = {
    "tag": _tag,
    "link": _link,
    "unmark": _unmark,
    "rename": _rename,
    "camp": _camp,
    "member": _member,
    "evidence": _evidence,
    "mark": _mark,
    "open": _open,
    "import": _import,
    "undo": _undo,
    "redo": _redo,
}
