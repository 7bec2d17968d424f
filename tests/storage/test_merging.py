"""Several people's files: brought together in any order, as often as one likes, nothing overwritten."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotation.changes import Change, add, change_set, remove
from annotation.edits.articles import make_article
from annotation.errors import PersonError, SurroundingsError
from annotation.merging.plan import MergePlan, Outcome
from annotation.records import (
    RECORD_TYPES,
    Alias,
    Annotator,
    Article,
    Camp,
    Comment,
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
from storage.merging import plan_merge
from storage.project import Project

R = TypeVar("R", bound=Record)

TEXT = "मादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा"


class Person:
    """Somebody with a project of their own."""

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        known = {annotator.name: annotator for annotator in project.read(Annotator)}
        self.me = known.get(name) or Annotator(id=new_id(), name=name)
        if name not in known:
            self.do("joined", add(self.me))

    def do(self, title: str, *changes: Change) -> None:
        self.project.apply(change_set(title, changes), self.me.id)

    def entity(self, name: str, code: str = "", label: int = 1) -> Entity:
        for entity in self.project.read(Entity):
            if entity.name == name:
                return entity
        made = Entity(id=new_id(), name=name, code=code, label_id=self.project.read(Label)[label].id)
        self.do(f"added {name}", add(made))
        return made

    def tag(self, article: Article, start: int, entity: Entity | None = None) -> Mention:
        made = Mention(
            id=new_id(),
            article_id=article.id,
            annotator_id=self.me.id,
            start=start,
            end=start + 2,
            label_id=self.project.read(Label)[1].id,
            entity_id=entity.id if entity else None,
        )
        self.do("tagged", add(made))
        return made

    def stand(self, article: Article, holder: Entity, target: Entity, polarity: Polarity) -> Stance:
        own = {"article_id": article.id, "annotator_id": self.me.id}
        camp = next(
            (
                camp
                for camp in self.project.read(Camp, **own)
                if (camp.target_id, camp.polarity) == (target.id, polarity)
            ),
            None,
        )
        changes: list[Change] = []
        if camp is None:
            camp = Camp(
                id=new_id(),
                article_id=article.id,
                annotator_id=self.me.id,
                target_id=target.id,
                polarity=polarity,
            )
            changes.append(add(camp))
        made = Stance(
            id=new_id(),
            article_id=article.id,
            annotator_id=self.me.id,
            holder_id=holder.id,
            camp_id=camp.id,
        )
        evidence = Evidence(id=new_id(), stance_id=made.id, start=0, end=6)
        self.do("recorded", *changes, add(made), add(evidence))
        return made

    def bring_in(self, other: Person, **answers: str) -> MergePlan:
        plan = plan_merge(self.project, other.project.path, answers)
        self.project.apply(plan.changes, self.me.id)
        return plan


def one(project: Project, kind: type[R]) -> R:
    [found] = project.read(kind)
    return found


def everything(project: Project) -> set[Record]:
    return set(project.read_together(RECORD_TYPES))


def meaning(project: Project) -> Counter[tuple[object, ...]]:  # noqa: C901 - one kind after the other
    """Return what a project says, with no ids: two that say the same are equal."""
    names: dict[str | None, object] = {None: None}
    told: Counter[tuple[object, ...]] = Counter()
    called: dict[str, set[str]] = {}
    for kind in (Annotator, Label):
        for record in project.read(kind):
            names[record.id] = record.name
            told[kind, record.name] += 1
    for article in project.read(Article):
        names[article.id] = article.text
        told[Article, article.text] += 1
    for entity in project.read(Entity):
        called[entity.id] = {entity.name}
    for alias in project.read(Alias):
        called[alias.entity_id].add(alias.surface)
    for entity in project.read(Entity):
        names[entity.id] = (frozenset(called[entity.id]), entity.code, names[entity.label_id])
        told[Entity, names[entity.id]] += 1
    for mention in project.read(Mention):
        told[
            Mention,
            names[mention.article_id],
            names[mention.annotator_id],
            mention.start,
            mention.end,
            names[mention.entity_id],
            mention.note,
        ] += 1
    for camp in project.read(Camp):
        layer = names[camp.article_id], names[camp.annotator_id]
        names[camp.id] = (*layer, names[camp.target_id], camp.polarity)
        told[Camp, names[camp.id]] += 1
    for stance in project.read(Stance):
        names[stance.id] = (names[stance.holder_id], names[stance.camp_id], names[stance.stated_camp_id])
        told[Stance, names[stance.id]] += 1
    for evidence in project.read(Evidence):
        told[Evidence, names[evidence.stance_id], evidence.start, evidence.end] += 1
    for progress in project.read(Progress):
        told[Progress, names[progress.article_id], names[progress.annotator_id], progress.status] += 1
    return told


@pytest.fixture
def asha(tmp_path: Path) -> Iterator[Person]:
    with Project.create(tmp_path / "asha.paksha", "Asha") as project:
        yield Person(project, "Asha")


@pytest.fixture
def bea(tmp_path: Path) -> Iterator[Person]:
    with Project.create(tmp_path / "bea.paksha", "Bea") as project:
        yield Person(project, "Bea")


@pytest.fixture
def article(asha: Person, bea: Person) -> Article:
    """The same text in both projects, imported by each of them; Asha's record of it."""
    mine, hers = make_article("सूची", TEXT), make_article("List", TEXT)
    asha.do("imported", add(mine))
    bea.do("imported", add(hers))
    return mine


def theirs(person: Person) -> Article:
    return one(person.project, Article)


def test_what_another_did_comes_in_and_is_told(asha: Person, bea: Person, article: Article) -> None:
    russia = asha.entity("रूस", "RU")
    hers = bea.entity("Russia", "RU")
    target = bea.entity("मादुरो", label=0)
    mention = bea.tag(theirs(bea), 28, hers)
    bea.stand(theirs(bea), hers, target, Polarity.SUPPORTS)
    plan = asha.bring_in(bea)
    came = asha.project.get(Mention, mention.id)
    assert came is not None
    assert (came.article_id, came.entity_id) == (article.id, russia.id)
    assert one(asha.project, Stance).holder_id == russia.id
    assert {alias.surface for alias in asha.project.read(Alias, entity_id=russia.id)} == {"Russia"}
    assert {annotator.name for annotator in asha.project.read(Annotator)} == {"Asha", "Bea"}
    told = {(line.outcome, line.kind, line.place): line.count for line in plan.lines}
    assert told[Outcome.ADDED, Mention, "सूची"] == 1
    assert told[Outcome.THERE, Article, ""] == 1
    assert told[Outcome.THERE, Entity, ""] == 1
    assert plan.changes.title == "brought in “bea”"


def test_bringing_in_again_changes_nothing_and_undo_takes_all_back(
    asha: Person, bea: Person, article: Article
) -> None:
    bea.tag(theirs(bea), 28, bea.entity("रूस", "RU"))
    before = everything(asha.project)
    asha.bring_in(bea)
    after = everything(asha.project)
    assert not asha.bring_in(bea).changes
    assert asha.project.undo(asha.me.id)
    assert everything(asha.project) == before
    asha.bring_in(bea)  # what Undo took back was not removed by anybody
    assert everything(asha.project) == after


def test_an_article_that_undo_took_back_comes_in_again_and_one_that_was_removed_does_not(
    asha: Person, bea: Person
) -> None:
    bea.do("imported", add(make_article("List", TEXT)))
    bea.tag(theirs(bea), 0)
    asha.bring_in(bea)
    after = everything(asha.project)
    assert asha.project.undo(asha.me.id)
    assert asha.project.count(Article) == 0
    asha.bring_in(bea)
    assert everything(asha.project) == after
    mention, article = one(asha.project, Mention), one(asha.project, Article)
    asha.do("removed", remove(mention), remove(article))
    plan = asha.bring_in(bea)
    assert not plan.changes
    assert "it was removed here" in {line.why for line in plan.lines}


def test_neither_file_is_changed_by_looking(asha: Person, bea: Person, article: Article) -> None:
    bea.tag(theirs(bea), 28)
    before = everything(asha.project), everything(bea.project)
    plan_merge(asha.project, bea.project.path)
    assert (everything(asha.project), everything(bea.project)) == before


def test_a_copy_that_went_on_updates_what_it_began_with(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    kept, moved, gone = (asha.tag(article, start) for start in (0, 8, 12))
    with copied(asha, tmp_path / "copy.paksha") as copy:
        copy.do("moved", Change(moved, replace(moved, end=moved.end + 1)))
        copy.do("gone", remove(gone))
        plan = asha.bring_in(copy)
    assert asha.project.get(Mention, moved.id) == replace(moved, end=moved.end + 1)
    assert asha.project.get(Mention, gone.id) is None
    assert asha.project.get(Mention, kept.id) == kept
    assert (plan.count(Outcome.UPDATED), plan.count(Outcome.REMOVED)) == (1, 1)


def test_what_went_on_here_is_not_turned_back_by_an_old_copy(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    moved, gone = (asha.tag(article, start) for start in (8, 12))
    with copied(asha, tmp_path / "copy.paksha") as copy:
        asha.do("moved", Change(moved, replace(moved, end=moved.end + 1)))
        asha.do("gone", remove(gone))
        plan = asha.bring_in(copy)
    assert not plan.changes
    reasons = {line.why for line in plan.lines if line.outcome is Outcome.THERE}
    assert {"changed here since", "removed here since"} <= reasons


def test_what_both_changed_is_a_conflict_and_ours_stays(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    both, ours, hers = (asha.tag(article, start) for start in (0, 8, 12))
    with copied(asha, tmp_path / "copy.paksha") as copy:
        asha.do("noted", Change(both, replace(both, note="here")))
        copy.do("noted", Change(both, replace(both, note="there")))
        asha.do("gone", remove(ours))
        copy.do("noted", Change(ours, replace(ours, note="there")))
        asha.do("noted", Change(hers, replace(hers, note="here")))
        copy.do("gone", remove(hers))
        plan = asha.bring_in(copy)
    assert not plan.changes
    reasons = {line.why for line in plan.lines if line.outcome is Outcome.CONFLICT}
    assert reasons == {
        "characters 0–2; note: here here, there there; ours stays",
        "removed here, and changed there",
        "removed there, and changed here; ours stays",
    }


def test_a_removed_name_comes_back_only_with_what_needs_it(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    used, unused = asha.entity("रूस", "RU"), asha.entity("चीन", "CN")
    with copied(asha, tmp_path / "copy.paksha") as copy:
        asha.do("gone", remove(used), remove(unused))
        copy.tag(article, 28, used)
        asha.bring_in(copy)
        assert [entity.name for entity in asha.project.read(Entity)] == ["रूस"]
        assert not asha.bring_in(copy).changes


def test_what_they_removed_stays_while_something_here_needs_it(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    russia = asha.entity("रूस", "RU")
    with copied(asha, tmp_path / "copy.paksha") as copy:
        copy.do("gone", remove(russia))
        asha.tag(article, 28, russia)
        plan = asha.bring_in(copy)
    assert one(asha.project, Entity) == russia
    assert [line.why for line in plan.lines if line.outcome is Outcome.CONFLICT] == [
        "removed there, and in use here; ours stays"
    ]


def test_an_article_that_they_removed_keeps_its_annotations_here(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    mention = asha.tag(article, 0)
    with copied(asha, tmp_path / "copy.paksha") as copy:
        copy.do("gone", remove(mention), remove(article))
        assert not asha.bring_in(copy).changes
    assert one(asha.project, Mention) == mention


def test_a_text_that_differs_by_a_space_does_not_match_and_says_so(asha: Person, bea: Person) -> None:
    asha.do("imported", add(make_article("सूची", TEXT)))
    bea.do("imported", add(make_article("List", f"{TEXT} ")))
    bea.tag(theirs(bea), 0)
    plan = asha.bring_in(bea)
    assert asha.project.count(Mention) == 0
    assert asha.project.count(Article) == 1
    unmatched = {(line.kind, line.why) for line in plan.lines if line.outcome is Outcome.UNMATCHED}
    assert unmatched == {
        (Article, "its text differs from “सूची” here in white space only"),
        (Mention, "its article does not match"),
    }


def test_the_same_article_with_another_text_does_not_match_and_says_so(asha: Person, tmp_path: Path) -> None:
    article = make_article("सूची", TEXT)
    asha.do("imported", add(article))
    with copied(asha, tmp_path / "copy.paksha") as copy:
        other = make_article("सूची", f"{TEXT}, ईरान")
        copy.do("corrected", Change(article, replace(other, id=article.id)))
        copy.tag(article, 0)
        plan = asha.bring_in(copy)
    assert not plan.changes
    assert "its text is not the same here, though it is the same article" in {line.why for line in plan.lines}


def test_an_entity_that_may_be_the_same_is_asked_about(asha: Person, bea: Person, article: Article) -> None:
    ours = asha.entity("रूस", label=1)
    hers = bea.entity("रूस", label=2)
    mention = bea.tag(theirs(bea), 28, hers)
    plan = plan_merge(asha.project, bea.project.path)
    [question] = plan.questions
    assert (question.entity.name, question.candidates) == ("रूस", (ours,))
    assert question.why == "it has another label here"
    asha.bring_in(bea, **{hers.id: ours.id})
    came = asha.project.get(Mention, mention.id)
    assert came is not None
    assert came.entity_id == ours.id


def test_an_entity_that_was_not_answered_about_is_kept_apart_for_good(
    asha: Person, bea: Person, article: Article
) -> None:
    asha.entity("रूस", label=1)
    bea.tag(theirs(bea), 28, bea.entity("रूस", label=2))
    asha.bring_in(bea)
    assert asha.project.count(Entity) == 2
    plan = asha.bring_in(bea)
    assert not plan.changes
    assert not plan.questions


def test_people_labels_and_keys_are_matched_by_name(asha: Person, bea: Person, article: Article) -> None:
    taken = asha.project.read(Label)[0].key
    bea.do("added", add(Label(id=new_id(), name="Treaty", colour="#123456", key=taken, position=99)))
    also_asha = Person(bea.project, "Asha")
    also_asha.tag(theirs(bea), 0)
    labels = asha.project.count(Label)
    asha.bring_in(bea)
    assert one(asha.project, Mention).annotator_id == asha.me.id
    assert asha.project.count(Label) == labels + 1
    new = asha.project.read(Label)[-1]
    assert (new.name, new.key, new.position) == ("Treaty", "", labels)


def test_the_same_work_done_twice_is_there_once(asha: Person, bea: Person, article: Article) -> None:
    """Asha has tagged in her own project and again, as Asha, in Bea's."""
    again = Person(bea.project, "Asha")
    for person, text in ((asha, article), (again, theirs(bea))):
        russia, maduro = person.entity("रूस", "RU"), person.entity("मादुरो", label=0)
        person.tag(text, 28, russia)
        person.stand(text, russia, maduro, Polarity.SUPPORTS)
        progress = Progress(id=new_id(), article_id=text.id, annotator_id=person.me.id, status=Status.DONE)
        person.do("done", add(progress))
    plan = asha.bring_in(bea)
    kinds = (Mention, Camp, Stance, Evidence, Progress)
    assert [asha.project.count(kind) for kind in kinds] == [1, 1, 1, 1, 1]
    assert {change.kind for change in plan.changes.changes} == {Annotator}


def test_comments_follow_what_they_are_about(asha: Person, bea: Person, article: Article) -> None:
    again = Person(bea.project, "Asha")
    asha.tag(article, 28)
    mention = again.tag(theirs(bea), 28)
    comment = Comment(
        id=new_id(),
        article_id=mention.article_id,
        annotator_id=bea.me.id,
        subject_id=mention.id,
        text="क्यों?",
    )
    bea.do("asked", add(comment))
    asha.bring_in(bea)
    assert one(asha.project, Comment).subject_id == one(asha.project, Mention).id


def test_what_cannot_be_brought_in_is_said_and_changes_nothing(asha: Person, tmp_path: Path) -> None:
    before = everything(asha.project)
    with pytest.raises(PersonError, match="is this very project"):
        plan_merge(asha.project, asha.project.path)
    with pytest.raises(PersonError, match="There is no file"):
        plan_merge(asha.project, tmp_path / "nothing.paksha")
    foreign = tmp_path / "notes.paksha"
    foreign.write_text("no project at all " * 100)
    with pytest.raises(PersonError, match="not a Paksha project"):
        plan_merge(asha.project, foreign)
    damaged = tmp_path / "damaged.paksha"
    Project.create(damaged, "Bea").close()
    content = bytearray(damaged.read_bytes())
    for place in range(4096, len(content), 7):
        content[place] ^= 0x5A
    damaged.write_bytes(bytes(content))
    with pytest.raises((PersonError, SurroundingsError), match=r"damaged|not a Paksha project"):
        plan_merge(asha.project, damaged)
    assert damaged.read_bytes() == bytes(content)
    assert everything(asha.project) == before


def test_a_project_of_a_newer_program_is_refused(asha: Person, tmp_path: Path) -> None:
    newer = tmp_path / "newer.paksha"
    Project.create(newer, "Bea").close()
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(PersonError, match="newer"):
        plan_merge(asha.project, newer)


def test_progress_is_told_and_a_cancel_leaves_nothing_behind(
    asha: Person, bea: Person, article: Article
) -> None:
    bea.tag(theirs(bea), 28)
    told: list[float] = []
    plan_merge(asha.project, bea.project.path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] > 0.9
    before = everything(asha.project)

    class Cancelled(Exception):  # noqa: N818
        pass

    def cancel(share: float) -> None:
        if share > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_merge(asha.project, bea.project.path, progress=cancel)
    assert everything(asha.project) == before
    assert asha.bring_in(bea).changes


ACTIONS = ("tag", "untag", "note", "link", "stand", "unstand", "add", "alias", "done")
NAMES = (("रूस", "RU"), ("चीन", "CN"), ("क्यूबा", ""), ("ईरान", ""))

steps = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12
)


def act(person: Person, deed: str, first: int, second: int) -> None:  # noqa: C901 - one deed after the other
    """Do something in one's own layer, or add a name; with nothing to do it on, nothing is done."""
    project, articles = person.project, person.project.read(Article)
    article = articles[first % len(articles)]
    name, code = NAMES[second % len(NAMES)]
    own = {"annotator_id": person.me.id}
    mentions = project.read(Mention, **own)
    stances = project.read(Stance, **own)
    match deed:
        case "tag":
            person.tag(article, (first * 3 + second) % (len(article.text) - 2))
        case "untag" if mentions:
            person.do("untagged", remove(mentions[first % len(mentions)]))
        case "note" if mentions:
            mention = mentions[first % len(mentions)]
            person.do("noted", Change(mention, replace(mention, note=f"note {second}")))
        case "link" if mentions:
            mention = mentions[first % len(mentions)]
            person.do("linked", Change(mention, replace(mention, entity_id=person.entity(name, code).id)))
        case "stand":
            holder, target = person.entity(name, code), person.entity("मादुरो", label=0)
            person.stand(article, holder, target, list(Polarity)[first % 4])
        case "unstand" if stances:
            stance = stances[first % len(stances)]
            pieces = project.read(Evidence, stance_id=stance.id)
            person.do("removed", *map(remove, pieces), remove(stance))
        case "add":
            text = f"{TEXT} {first}"
            if text not in {known.text for known in articles}:
                person.do("imported", add(make_article(f"No. {first}", text)))
        case "alias":
            entity = person.entity(name, code)
            surface = f"{name} {first}"
            if not project.read(Alias, entity_id=entity.id, surface=surface):
                person.do("alias", add(Alias(id=new_id(), entity_id=entity.id, surface=surface)))
        case "done":
            found = project.read(Progress, article_id=article.id, **own)
            status = list(Status)[second % 5]
            if found:
                person.do("marked", Change(found[0], replace(found[0], status=status)))
            else:
                made = Progress(id=new_id(), article_id=article.id, annotator_id=person.me.id, status=status)
                person.do("marked", add(made))
        case _:
            pass


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@example([("tag", 0, 0)], [("tag", 0, 0)], [("tag", 0, 0), ("tag", 0, 0), ("note", 0, 0)], False)
@given(steps, steps, steps, st.booleans())
def test_in_whichever_order_and_however_often_people_are_brought_together_it_says_the_same(
    base: Sequence[tuple[str, int, int]],
    one_did: Sequence[tuple[str, int, int]],
    other_did: Sequence[tuple[str, int, int]],
    copies: bool,
) -> None:
    """Two people go on from a copy of a project, or begin afresh; each works in their own layer."""
    with TemporaryDirectory() as folder:
        people: list[Person] = []
        with Project.create(Path(folder, "base.paksha"), "Asha") as project:
            asha = Person(project, "Asha")
            asha.do("imported", add(make_article("सूची", TEXT)), add(make_article("B", TEXT[::-1])))
            for step in base:
                act(asha, *step)
            for name, did in (("Bea", one_did), ("Chand", other_did)):
                path = Path(folder, f"{name}.paksha")
                if copies:
                    person = copied(asha, path, name)
                else:
                    person = Person(Project.create(path, name), name)
                    person.do("imported", add(make_article("Same", TEXT)))
                people.append(person)
                for step in did:
                    act(person, *step)
            said: list[Counter[tuple[object, ...]]] = []
            for number, order in enumerate((people, people[::-1])):
                with copied(asha, Path(folder, f"{number}.paksha"), "Asha") as taking_in:
                    for person in order:
                        plan = taking_in.bring_in(person)
                        assert plan.count(Outcome.CONFLICT) == 0, plan.lines
                    once = everything(taking_in.project)
                    for person in order:
                        assert not taking_in.bring_in(person).changes
                    assert everything(taking_in.project) == once
                    said.append(meaning(taking_in.project))
            assert said[0] == said[1]
            for person in people:
                person.project.close()


class copied(Person):  # noqa: N801 - reads as what it is: a copy of a project, closed at the end
    """Somebody's project copied as a file, opened by them or by somebody else."""

    def __init__(self, owner: Person, path: Path, name: str | None = None) -> None:
        source = owner.project._database.connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(path)) as target:
            source.backup(target)
        super().__init__(Project.open(path), name or owner.me.name)

    def __enter__(self) -> copied:
        return self

    def __exit__(self, *_: object) -> None:
        self.project.close()
