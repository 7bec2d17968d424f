"""A copy for one annotator: only their articles and work, labels that stay, and back again without loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from annotation.changes import Change, add, change_set
from annotation.edits.articles import make_article
from annotation.edits.assigning import assign, unassign
from annotation.errors import PersonError
from annotation.records import Annotator, Article, Entity, Label, Mention, Progress, Status, new_id
from storage import team_commands as commands
from storage.errors import LabelsLocked
from storage.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "office.paksha", "Asha") as project:
        articles = [make_article(f"लेख {number}", f"रूस और चीन {number}") for number in range(3)]
        entity = Entity(id=new_id(), name="रूस", label_id=project.read(Label)[1].id)
        asha = project.read(Annotator)[0]
        mention = mention_of(project, articles[0], asha)
        project.apply(change_set("filled", map(add, [*articles, entity, mention])), asha.id)
        yield project


def mention_of(project: Project, article: Article, owner: Annotator) -> Mention:
    return Mention(
        id=new_id(),
        article_id=article.id,
        annotator_id=owner.id,
        start=0,
        end=3,
        label_id=project.read(Label)[1].id,
    )


def hand_out(project: Project, target: Path, *articles: str, lock: bool = False) -> str:
    """Hand out by the command, for which the project has to be closed."""
    project.close()
    out = StringIO()
    commands.hand_out(project.path, target, "Bea", articles or None, out, lock_labels=lock)
    return out.getvalue()


def test_a_copy_has_the_chosen_articles_the_names_and_nobody_elses_work(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "bea.paksha"
    said = hand_out(project, target, "लेख 0", "लेख 2")
    assert said == "handed 2 articles out to Bea in “bea.paksha”\n"
    with Project.open(target) as copy:
        assert [article.title for article in copy.read(Article)] == ["लेख 0", "लेख 2"]
        assert [annotator.name for annotator in copy.read(Annotator)] == ["Bea"]
        assert [entity.name for entity in copy.read(Entity)] == ["रूस"]
        assert copy.read(Mention) == []
        assert [one.status for one in copy.read(Progress)] == [Status.NEW, Status.NEW]
        assert not copy.labels_locked
    with Project.open(project.path) as again:
        assert [annotator.name for annotator in again.read(Annotator)] == ["Asha", "Bea"]
        assert len(again.read(Progress)) == 2
        assert len(again.read(Mention)) == 1


def test_labels_are_locked_only_in_a_copy_that_was_handed_out_so(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "bea.paksha"
    hand_out(project, target, lock=True)
    with Project.open(target) as copy:
        label, bea = copy.read(Label)[0], copy.read(Annotator)[0]
        renamed = change_set("renamed", [Change(label, replace(label, name="Other"))])
        with pytest.raises(LabelsLocked, match="are locked"):
            copy.apply(renamed, bea.id)
        assert copy.read(Label)[0] == label
        copy.apply(change_set("tagged", [add(mention_of(copy, copy.read(Article)[0], bea))]), bea.id)
    with Project.open(project.path) as again:
        assert again.apply(renamed, again.read(Annotator)[0].id)


def test_what_was_done_in_the_copy_comes_back(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "bea.paksha"
    hand_out(project, target, "लेख 0")
    with Project.open(target) as copy:
        bea, article, progress = copy.read(Annotator)[0], copy.read(Article)[0], copy.read(Progress)[0]
        theirs = mention_of(copy, article, bea)
        done = Change(progress, replace(progress, status=Status.DONE))
        copy.apply(change_set("worked", [add(theirs), done]), bea.id)
    out = StringIO()
    commands.merge(project.path, target, out, preview_only=True)
    assert "2 changes would be made" in out.getvalue()
    out = StringIO()
    commands.merge(project.path, target, out)
    said = out.getvalue()
    assert "What is added:\n  1 mention in “लेख 0”" in said
    assert "What is updated, as they went on from what is here:\n  1 progress in “लेख 0”" in said
    with Project.open(project.path) as again:
        assert theirs in again.read(Mention)
        assert [one.status for one in again.read(Progress)] == [Status.DONE]
        assert again.revisions(1)[0].title == "brought in “bea”"


def test_a_file_that_is_there_and_no_articles_are_refused_and_nothing_is_recorded(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "there.paksha"
    target.write_text("mine")
    with pytest.raises(PersonError, match="already"):
        hand_out(project, target)
    with pytest.raises(PersonError, match="no article “Nothing”"):
        hand_out(project, tmp_path / "bea.paksha", "Nothing")
    assert target.read_text() == "mine"
    with Project.open(project.path) as again:
        assert again.count(Annotator) == 1


def test_entities_that_may_be_the_same_are_said_and_can_be_named(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "bea.paksha"
    with Project.create(target, "Bea") as other:
        entity = Entity(id=new_id(), name="रूस", label_id=other.read(Label)[3].id)
        other.apply(change_set("added", [add(entity)]), other.read(Annotator)[0].id)
    project.close()
    out = StringIO()
    commands.merge(project.path, target, out, preview_only=True)
    assert "their “रूस” and our “रूस”: it has another label here" in out.getvalue()
    with pytest.raises(PersonError, match="does not name an entity"):
        commands.merge(project.path, target, StringIO(), same=["रूस=चीन"])
    commands.merge(project.path, target, StringIO(), same=["रूस=रूस"])
    with Project.open(project.path) as again:
        assert again.count(Entity) == 1


def test_articles_are_assigned_once_and_taken_back_unless_begun() -> None:
    bea = Annotator(id=new_id(), name="Bea")
    given = assign(["x", "y"], bea, [])
    assert given.title == "assigned 2 articles to Bea"
    recorded = [one for change in given.changes if isinstance(one := change.after, Progress)]
    assert not assign(["x", "y"], bea, recorded).changes
    begun = [recorded[0], replace(recorded[1], status=Status.IN_PROGRESS)]
    taken = unassign(["x", "y"], bea, begun)
    assert [change.before for change in taken.changes] == [recorded[0]]
    assert taken.title == "took 1 article from Bea"
