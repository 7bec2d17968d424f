"""Any sequence of edits, undone and redone, closed and opened again, ends where it should."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotation.changes import Change, ChangeSet, compose, reverse
from annotation.edits.article_text import span_of
from annotation.records import (
    RECORD_TYPES,
    Alias,
    Annotator,
    Article,
    Camp,
    Comment,
    Dismissal,
    Entity,
    Evidence,
    GroupMember,
    Id,
    Label,
    Mention,
    Origin,
    Polarity,
    Progress,
    ProposalKind,
    Reason,
    Record,
    Rejection,
    Role,
    Stance,
    Status,
    new_id,
    sha256_of,
)
from storage.project import Conflict, Project

State = dict[Id, Record]

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda span: (span[0], span[0] + span[1]))

REFERENCES: dict[str, type[Record]] = {
    "article_id": Article,
    "annotator_id": Annotator,
    "label_id": Label,
    "entity_id": Entity,
    "target_id": Entity,
    "holder_id": Entity,
    "group_id": Entity,
    "camp_id": Camp,
    "stated_camp_id": Camp,
    "stance_id": Stance,
    "claimed_by_id": Entity,
    "reason_id": Reason,
}
MAY_BE_NONE = {
    (Mention, "entity_id"),
    (Camp, "target_id"),
    (Stance, "camp_id"),
    (Stance, "stated_camp_id"),
    (Stance, "claimed_by_id"),
    (Stance, "reason_id"),
}
KINDS_OF_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "polarity": st.sampled_from(Polarity),
    "origin": st.sampled_from(Origin),
    "role": st.sampled_from(Role),
    "status": st.sampled_from(Status),
    "kind": st.sampled_from(ProposalKind),
    "position": st.integers(0, 99),
    "resolved": st.booleans(),
    "published_on": st.none() | st.dates(date(1900, 1, 1)),
    "imported_at": st.datetimes(datetime(2000, 1, 1), timezones=st.just(UTC)),
    "subject_id": st.just("subject"),
}


def draw_record(data: st.DataObject, kind: type[Record], state: State, record_id: Id) -> Record | None:
    """Draw a record that refers only to what is there; None if there is nothing to refer to."""
    values: dict[str, Any] = {"id": record_id}
    for field in fields(kind):
        name = field.name
        if name in REFERENCES:
            there = [key for key, record in state.items() if type(record) is REFERENCES[name]]
            choices = [None, *there] if (kind, name) in MAY_BE_NONE else there
            if not choices:
                return None
            values[name] = data.draw(st.sampled_from(choices), label=name)
        elif name == "start":
            values["start"], values["end"] = data.draw(spans)
        elif name == "heading_start":
            values["heading_start"], values["heading_end"] = data.draw(spans | st.just((None, None)))
        elif name in KINDS_OF_FIELD:
            values[name] = data.draw(KINDS_OF_FIELD[name])
        elif name not in values:
            values[name] = data.draw(words)
    if kind is Article:
        values["sha256"] = sha256_of(values["text"])
    made: Any = kind
    return made(**values)


def fits(state: State) -> bool:
    """Tell whether every reference leads somewhere and nobody has two kinds of progress in an article."""
    progress: set[tuple[Id, Id]] = set()
    for record in state.values():
        for name, kind in REFERENCES.items():
            target = getattr(record, name, None)
            if target is not None and type(state.get(target)) is not kind:
                return False
        if isinstance(record, Progress):
            if (record.article_id, record.annotator_id) in progress:
                return False
            progress.add((record.article_id, record.annotator_id))
    return True


def after(state: State, changes: ChangeSet) -> State | None:
    """Return the state with a change set applied, by the plainest means; None if it does not fit."""
    result = dict(state)
    for change in changes.changes:
        if result.get(change.record_id) != change.before:
            return None
        if change.after is None:
            del result[change.record_id]
        else:
            result[change.record_id] = change.after
    return result


def moved_along(state: State, changes: ChangeSet) -> bool:
    """Tell whether what the changes leave alone covers the same characters of a text that they replace."""
    result = after(state, changes)
    assert result is not None
    changed = {change.record_id for change in changes.changes}
    for key, article in state.items():
        later = result.get(key)
        if not isinstance(article, Article) or not isinstance(later, Article):
            continue
        for record in state.values():
            place = getattr(record, "article_id", None)
            if isinstance(record, Evidence):
                place = getattr(state[record.stance_id], "article_id", None)
            span = span_of(record)
            if record.id in changed or place != key or span is None:
                continue
            if article.text[slice(*span)] != later.text[slice(*span)]:
                return False
    return True


class AnyHistory(RuleBasedStateMachine):
    """A project, a dictionary that predicts it, and for each annotator what can be undone and redone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "any.paksha", "First")
        self.state: State = {record.id: record for record in self.project.names()}
        self.done: dict[Id, list[ChangeSet]] = {}
        self.undone: dict[Id, list[ChangeSet]] = {}
        self.log: list[ChangeSet] = [self.project.change_set(1)]
        self.last_actor: Id = ""  # who did the last action, if it can be gone on with
        self.authors: set[Id] = {self.project.revisions()[0].annotator_id}

    def teardown(self) -> None:
        self.check_everything()
        self.project.close()
        shutil.rmtree(self.folder)

    @initialize(data=st.data())
    def fill(self, data: st.DataObject) -> None:
        """Start with one record of each kind and a second annotator, else most rules find nothing to do."""
        first = self.annotators()[0]
        state = dict(self.state)
        for kind in (Annotator, *RECORD_TYPES[1:]):
            record = draw_record(data, kind, state, new_id())
            assert record is not None
            state[record.id] = record
        new = [Change(None, record) for key, record in state.items() if key not in self.state]
        self.commit(ChangeSet("Fill", tuple(reversed(new))), first, state)

    @rule(data=st.data(), undoable=st.sampled_from([True] * 9 + [False]), goes_on=st.booleans())
    def act(self, data: st.DataObject, undoable: bool, goes_on: bool) -> None:
        """Add, edit and remove up to five records at once, or go on with the same step."""
        state = dict(self.state)
        changes: list[Change] = []
        for _ in range(data.draw(st.integers(1, 5))):
            deed = data.draw(st.sampled_from(["add", "add", "edit", "edit", "remove"]))
            before: Record | None = None
            record: Record | None = None
            if deed == "add":
                kind = data.draw(st.sampled_from(RECORD_TYPES))
                record = draw_record(data, kind, state, new_id())
            else:
                old = data.draw(st.sampled_from(list(state.values())))
                before = old
                if deed == "edit":
                    record = draw_record(data, type(old), state, old.id)
            if before is None and record is None:
                continue
            change = Change(before, record)
            following = after(state, ChangeSet("", (change,)))
            assert following is not None
            if change.before != change.after and self.can_be(following):
                state = following
                changes.append(change)
        goes_on = goes_on and undoable and self.last_actor in state
        annotator = self.last_actor if goes_on else data.draw(st.sampled_from(self.annotators()))
        done = ChangeSet(data.draw(words), tuple(changes))
        if annotator not in state or not changes:
            return
        if moved_along(self.state, done) and goes_on:
            self.go_on(done, annotator, state)
        elif moved_along(self.state, done):
            self.commit(done, annotator, state, undoable=undoable)
        else:
            with pytest.raises(Conflict):
                self.project.apply(done, annotator, undoable=undoable)

    @rule(data=st.data())
    def break_a_reference(self, data: st.DataObject) -> None:
        """Remove something that others refer to: refused, and nothing is written."""
        victim = data.draw(st.sampled_from(list(self.state.values())))
        state = {key: record for key, record in self.state.items() if key != victim.id}
        if not self.can_be(state):
            before = self.project.revisions(1)
            with pytest.raises(Conflict):
                self.project.apply(ChangeSet("Break", (Change(victim, None),)), self.annotators()[0])
            assert self.project.revisions(1) == before

    @rule(data=st.data())
    def act_on_what_is_gone(self, data: st.DataObject) -> None:
        """Edit from a state that is no longer the stored one: refused, and nothing is written."""
        stale = data.draw(
            st.sampled_from([record for record in self.state.values() if hasattr(record, "name")])
        )
        other = replace(stale, name=getattr(stale, "name", "") + "!")  # pyright: ignore[reportCallIssue]
        before = self.project.revisions(1)
        with pytest.raises(Conflict):
            self.project.apply(ChangeSet("Stale", (Change(other, stale),)), self.annotators()[0])
        assert self.project.revisions(1) == before

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        annotator = data.draw(st.sampled_from(self.annotators()))
        self.step(annotator, self.done, self.undone, self.project.undo)

    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        annotator = data.draw(st.sampled_from(self.annotators()))
        self.step(annotator, self.undone, self.done, self.project.redo)

    @precondition(lambda self: len(self.log) % 3 == 0)
    @rule()
    def close_and_open_again(self) -> None:
        path = self.project.path
        self.project.close()
        self.project = Project.open(path)

    @invariant()
    def titles_tell_what_would_be_undone_and_redone(self) -> None:
        for annotator in self.annotators():
            done, undone = self.done.get(annotator, []), self.undone.get(annotator, [])
            assert self.project.step_titles(annotator)[0] == (done[-1].title if done else None)
            assert self.project.step_titles(annotator)[1] == (undone[-1].title if undone else None)

    def can_be(self, state: State, *authors: Id) -> bool:
        """Tell whether a state fits, with all who have done something still in it."""
        return fits(state) and {*self.authors, *authors} <= state.keys()

    def annotators(self) -> list[Id]:
        return [key for key, record in self.state.items() if isinstance(record, Annotator)]

    def commit(self, changes: ChangeSet, annotator: Id, state: State, *, undoable: bool = True) -> None:
        revision = self.project.apply(changes, annotator, undoable=undoable)
        assert revision is not None
        self.state = state
        self.log.append(changes)
        assert revision.number == len(self.log)
        self.authors.add(annotator)
        self.undone[annotator] = []
        self.done.setdefault(annotator, []).append(changes)
        if not undoable:
            self.done[annotator] = []
        self.last_actor = annotator if undoable else ""

    def go_on(self, changes: ChangeSet, annotator: Id, state: State) -> None:
        """Make one step of the last action and these changes; if nothing is left of both, two steps."""
        whole = compose(self.log[-1], changes)
        if not whole:
            self.commit(changes, annotator, state)
            return
        revision = self.project.apply(changes, annotator, continues=len(self.log))
        assert revision is not None
        assert revision.number == len(self.log)
        self.state = state
        self.log[-1] = self.done[annotator][-1] = whole

    def step(
        self,
        annotator: Id,
        source: dict[Id, list[ChangeSet]],
        target: dict[Id, list[ChangeSet]],
        do: Callable[[Id], ChangeSet | None],
    ) -> None:
        stack = source.get(annotator, [])
        if not stack:
            assert do(annotator) is None
            return
        changes = reverse(stack[-1])
        state = after(self.state, changes)
        if state is None or not self.can_be(state, annotator) or not moved_along(self.state, changes):
            with pytest.raises(Conflict):
                do(annotator)
            changes = ChangeSet(changes.title, ())  # passed over
        else:
            assert do(annotator) == changes
            self.state = state
        self.last_actor = ""
        self.log.append(changes)
        target.setdefault(annotator, []).append(changes)
        stack.pop()

    def check_everything(self) -> None:
        """What is stored is what was predicted, and the log explains every record of it."""
        stored = {record.id: record for kind in RECORD_TYPES for record in self.project.read(kind)}
        assert stored == self.state
        told: State = {}
        for number, expected in enumerate(self.log, start=1):
            changes = self.project.change_set(number)
            assert changes == expected
            following = after(told, changes)
            assert following is not None
            told = following
        assert told == stored
        for annotator in self.annotators():
            for article in self.project.read(Article):
                self.check_layer(article.id, annotator)

    def check_layer(self, article: Id, annotator: Id) -> None:
        layer = self.project.layer(article, annotator)
        mine = [
            record
            for record in self.state.values()
            if getattr(record, "article_id", None) == article
            and getattr(record, "annotator_id", None) == annotator
        ]
        stances = {record.id for record in mine if isinstance(record, Stance)}
        evidence = [
            record
            for record in self.state.values()
            if isinstance(record, Evidence) and record.stance_id in stances
        ]
        assert {record.id for record in layer} == {record.id for record in (*mine, *evidence)}


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.stress
class TestAnyHistoryAtLength(AnyHistory.TestCase):
    settings = settings(
        max_examples=1500,
        stateful_step_count=80,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def test_every_kind_of_record_takes_part() -> None:
    assert set(RECORD_TYPES) == {
        *REFERENCES.values(),
        *(Alias, Comment, Dismissal, Evidence, GroupMember, Mention, Progress, Rejection),
    }
