"""Looking back: any article as it was after any revision, pages of the log, and one action reverted alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.edits import alliances, article_text, mentions, stances
from annotation.edits.articles import make_article
from annotation.edits.reverting import CannotRevert, revert
from annotation.errors import PersonError
from annotation.names.lookup import NameIndex
from annotation.records import (
    RECORD_TYPES,
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
    new_id,
)
from annotation.suggest.alliances import find_camps
from annotation.working_set import WorkingSet
from storage.history import Wanted
from storage.project import Project

TEXT = "मादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा\nमादुरो के विरोध वाले देश- अमेरिका, कनाडा\nरूस ने कहा।"


class Worker:
    """Somebody who works on an article of a real project, one revision after the other."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.me = project.read(Annotator)[0].id
        self.article = make_article("बाँध", TEXT, language="hi")
        self.other = make_article("Other", "Other text.")
        project.apply(change_set("imported", [add(self.article), add(self.other)]), self.me, undoable=False)
        self.states: dict[int, frozenset[Record]] = {}

    def do(self, changes: ChangeSet) -> None:
        self.project.apply(changes, self.me)

    def layer(self) -> WorkingSet:
        return WorkingSet([*self.project.names(), *self.project.layer(self.article.id, self.me)])

    def note_state(self) -> None:
        number = self.project.revisions(1)[0].number
        article = self.project.get(Article, self.article.id)
        assert article is not None
        self.article = article
        self.states[number] = frozenset([article, *self.project.layer(article.id, self.me)])

    def act(self, deed: str, place: int) -> None:
        """Do something, at a place that is taken as far as there are any; perhaps there is nothing to do."""
        getattr(self, deed)(place)
        self.note_state()

    def tag(self, place: int) -> None:
        labels = self.layer().all(Label)
        start = place % (len(self.article.text) - 2)
        made = Mention(
            id=new_id(),
            article_id=self.article.id,
            annotator_id=self.me,
            start=start,
            end=start + 2,
            label_id=labels[place % len(labels)].id,
        )
        self.do(change_set("tagged", [add(made)]))

    def untag(self, place: int) -> None:
        for mention in _one(self.layer().mentions.all(), place):
            self.do(mentions.remove_mentions(self.article, [mention]))

    def note(self, place: int) -> None:
        for mention in _one(self.layer().mentions.all(), place):
            self.do(change_set("noted", [Change(mention, replace(mention, note=f"note {place}"))]))

    def accept(self, _place: int) -> None:
        records = self.layer()
        found = alliances.pending(records, find_camps(self.article.text))
        if found:
            self.do(alliances.accept(records, NameIndex(), self.article, self.me, found[:1]))

    def move(self, place: int) -> None:
        records = self.layer()
        camps = _one(records.all(Camp), place)
        for stance in _one(records.all(Stance), place):
            self.do(alliances.move_members(records, [stance], camps[0]))

    def remove_member(self, place: int) -> None:
        records = self.layer()
        for stance in _one(records.all(Stance), place):
            self.do(alliances.remove_members(records, [stance]))

    def record(self, place: int) -> None:
        records = self.layer()
        if len(records.all(Entity)) > 1:
            changes, _ = stances.record_stance(
                records,
                self.article,
                self.me,
                records.all(Entity)[0],
                Polarity.NEUTRAL,
                records.all(Entity)[1],
                [(place % 20, place % 20 + 2)],
            )
            self.do(changes)

    def take_evidence(self, place: int) -> None:
        for piece in _one(self.layer().all(Evidence), place):
            self.do(stances.remove_evidence(self.article, piece))

    def correct(self, place: int) -> None:
        text = self.article.text.replace("ने", f"ने {place}", 1)
        layer = self.project.layer(self.article.id, self.me)
        self.do(article_text.correct_text(article_text.follow_text(self.article, text, layer)))

    def elsewhere(self, place: int) -> None:
        before = self.project.get(Article, self.other.id)
        assert before is not None
        self.do(change_set("described", [Change(before, replace(before, source=f"s {place}"))]))

    def undo(self, _place: int) -> None:
        self.project.undo(self.me)

    def redo(self, _place: int) -> None:
        self.project.redo(self.me)


T = TypeVar("T")


def _one(items: Sequence[T], place: int) -> Sequence[T]:
    """Return one of some items, or none where there is none."""
    return [items[place % len(items)]] if items else []


DEEDS = (
    "tag", "tag", "untag", "note", "accept", "accept", "move", "move", "remove_member", "record",
    "take_evidence", "correct", "elsewhere", "undo", "undo", "redo",
)  # fmt: skip


@contextmanager
def a_worker() -> Iterator[Worker]:
    with TemporaryDirectory() as folder, Project.create(Path(folder, "p.paksha"), "Asha") as project:
        yield Worker(project)


@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 99)), min_size=1, max_size=15))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=20)
def test_an_article_is_as_it_was_after_every_revision(deeds: list[tuple[str, int]]) -> None:
    with a_worker() as worker:
        for deed, place in deeds:
            worker.act(deed, place)
        project, article_id = worker.project, worker.article.id
        touching = project.revisions_of_article(article_id)
        for number, state in worker.states.items():
            found = project.article_at(article_id, worker.me, number)
            assert isinstance(found[0], Article)
            names = (Entity, Label)  # those that are gone since come along
            assert frozenset(record for record in found if not isinstance(record, names)) == state, number
        listed = project.history(Wanted(article_id=article_id), limit=1000)
        assert [revision.number for revision in listed] == touching[::-1]
        assert {number for number in touching if number > 2} <= worker.states.keys()


@given(
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 99)), min_size=1, max_size=10),
    which=st.integers(0, 9),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=20)
def test_one_action_is_reverted_alone_or_it_is_said_why_not(deeds: list[tuple[str, int]], which: int) -> None:
    with a_worker() as worker:
        for deed, place in deeds:
            worker.act(deed, place)
        project = worker.project
        revisions = project.history(Wanted(article_id=worker.article.id), limit=1000)[:-1]
        if not revisions:
            return
        number = revisions[which % len(revisions)].number
        changes = project.change_set(number)
        before = {record.id: record for record in _all(project)}
        try:
            back = revert(changes, project.get, project.users_of)
            project.apply(back, worker.me)
        except PersonError:
            assert {record.id: record for record in _all(project)} == before
            return
        after = {record.id: record for record in _all(project)}
        untouched = before.keys() - {change.record_id for change in changes.changes}
        assert all(after.get(key) == before[key] for key in untouched)
        for change in changes.changes:
            if change.before is None:
                assert change.record_id not in after
            elif change.after is None:
                assert after[change.record_id] == change.before
        assert project.undo(worker.me) is not None
        assert {record.id: record for record in _all(project)} == before


def _all(project: Project) -> list[Record]:
    return [record for kind in RECORD_TYPES for record in project.read(kind)]


def test_the_last_action_reverted_is_the_last_action_undone() -> None:
    with a_worker() as worker:
        worker.act("accept", 0)
        before = _all(worker.project)
        worker.act("tag", 3)
        number = worker.project.revisions(1)[0].number
        worker.do(revert(worker.project.change_set(number), worker.project.get, worker.project.users_of))
        assert set(_all(worker.project)) == set(before)
        assert worker.project.revisions(1)[0].title == "reverted: tagged"


def test_a_field_that_nobody_touched_since_is_reverted_whatever_else_was_changed() -> None:
    with a_worker() as worker:
        worker.act("tag", 3)
        [mention] = worker.layer().mentions.all()
        noted = replace(mention, note="first")
        worker.do(change_set("noted", [Change(mention, noted)]))
        number = worker.project.revisions(1)[0].number
        resized = replace(noted, end=noted.end + 1)
        worker.do(change_set("resized", [Change(noted, resized)]))
        project = worker.project
        worker.do(revert(project.change_set(number), project.get, project.users_of))
        assert project.get(Mention, mention.id) == replace(resized, note="")
        with pytest.raises(CannotRevert, match="mention was changed since"):
            revert(project.change_set(number), project.get, project.users_of)


def test_what_others_use_since_is_not_reverted_and_the_reason_counts_them() -> None:
    with a_worker() as worker:
        entity = Entity(id=new_id(), name="रूस", label_id=worker.layer().all(Label)[0].id)
        worker.do(change_set("added रूस", [add(entity)]))
        number = worker.project.revisions(1)[0].number
        worker.act("tag", 0)
        [mention] = worker.layer().mentions.all()
        worker.do(change_set("linked", [Change(mention, replace(mention, entity_id=entity.id))]))
        project = worker.project
        with pytest.raises(CannotRevert, match="the entity “रूस” is used since, by 1 mention"):
            revert(project.change_set(number), project.get, project.users_of)
        worker.do(change_set("unlinked", [Change(replace(mention, entity_id=entity.id), mention)]))
        worker.do(revert(project.change_set(number), project.get, project.users_of))
        assert project.get(Entity, entity.id) is None


def test_names_that_are_gone_are_told_as_they_were_last() -> None:
    with a_worker() as worker:
        project = worker.project
        label = Label(id=new_id(), name="Odd", colour="#123456", position=77)
        entity = Entity(id=new_id(), name="रूस", label_id=label.id)
        mention = Mention(
            id=new_id(),
            article_id=worker.article.id,
            annotator_id=worker.me,
            start=0,
            end=2,
            label_id=label.id,
            entity_id=entity.id,
        )
        worker.do(change_set("all", map(add, [label, entity, mention])))
        number = project.revisions(1)[0].number
        worker.do(change_set("none", map(remove, [mention, entity, label])))
        found = project.article_at(worker.article.id, worker.me, number)
        assert set(found) == {worker.article, label, entity, mention}
        assert project.article_at(worker.article.id, worker.me, 1) == []


def test_pages_hold_what_is_wanted() -> None:
    with a_worker() as worker:
        for deed in ("accept", "tag", "elsewhere", "move", "note"):
            worker.act(deed, 1)
        project = worker.project
        bea = Annotator(id=new_id(), name="Bea")
        project.apply(change_set("Bea joined", [add(bea)]), bea.id)

        def titles(**wanted: object) -> list[str]:
            return [revision.title for revision in project.history(Wanted(**wanted))]  # pyright: ignore

        assert titles()[0] == "Bea joined"
        assert titles(annotator_id=bea.id) == ["Bea joined"]
        assert "described" not in titles(article_id=worker.article.id)
        assert titles(article_id=worker.other.id) == ["described", "imported"]
        assert titles(kinds=frozenset({Mention}))[:2] == ["noted", "tagged"]
        assert titles(since=datetime.now(UTC) + timedelta(days=1)) == []
        assert len(titles(since=datetime.now(UTC) - timedelta(days=1))) == len(titles())
        assert titles(words="DESCR") == ["described"]
        assert titles(words="100%") == []
        russia = next(entity for entity in project.read(Entity) if entity.code == "RU")
        assert any(title.startswith("accepted") for title in titles(words="रूस", entity_ids=(russia.id,)))
        first = project.history(Wanted(), limit=3)
        rest = project.history(Wanted(), before=first[-1].number)
        assert [revision.title for revision in [*first, *rest]] == titles()


def test_a_removed_article_can_still_be_looked_back_at() -> None:
    with a_worker() as worker:
        worker.act("tag", 1)
        number = worker.project.revisions(1)[0].number
        [mention] = worker.layer().mentions.all()
        progress = worker.project.read(Progress)
        worker.do(change_set("removed it", map(remove, [mention, *progress, worker.article])))
        found = worker.project.article_at(worker.article.id, worker.me, number)
        assert set(found) == {worker.article, mention}
