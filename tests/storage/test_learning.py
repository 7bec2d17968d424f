"""What a project teaches: an annotator's own mentions, rejections, and what they left alone when done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import (
    Annotator,
    Article,
    Label,
    Mention,
    Progress,
    ProposalKind,
    Rejection,
    Status,
    new_id,
)
from annotation.suggest.memory import Memory
from storage.learning import learn_article, learn_project
from storage.project import Project

TEXT = "राम और श्याम। राम गया।"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        yield project


def annotate(project: Project, title: str, *starts: int, status: Status, rejected: bool = False) -> Article:
    """Add an article in which राम is tagged at some places."""
    me = project.read(Annotator)[0]
    article = make_article(title, f"{TEXT} {title}")
    label = project.read(Label)[0]
    records = [
        Mention(
            id=new_id(),
            article_id=article.id,
            annotator_id=me.id,
            start=start,
            end=start + 3,
            label_id=label.id,
        )
        for start in starts
    ]
    progress = Progress(id=new_id(), article_id=article.id, annotator_id=me.id, status=status)
    turned_down = [
        Rejection(
            id=new_id(), article_id=article.id, annotator_id=me.id, kind=ProposalKind.MENTION, start=0, end=3
        )
    ]
    everything = [article, *records, progress, *(turned_down if rejected else [])]
    project.apply(change_set("annotated", map(add, everything)), me.id)
    return article


def found(memory: Memory) -> tuple[int, int] | None:
    one = next(iter(memory.find("राम", share=0)), None)
    return (one.tagged, one.seen) if one else None


def test_only_finished_articles_tell_what_is_left_alone(project: Project) -> None:
    me = project.read(Annotator)[0].id
    annotate(project, "one", 0, status=Status.IN_PROGRESS)
    assert found(learn_project(project, me)) == (1, 1)
    annotate(project, "two", 0, status=Status.DONE)
    assert found(learn_project(project, me)) == (2, 3)
    annotate(project, "three", status=Status.REVIEWED, rejected=True)
    assert found(learn_project(project, me)) == (2, 6)
    assert found(learn_project(project, "somebody else")) is None


def test_an_article_is_left_out_and_taken_in_and_forgotten(project: Project) -> None:
    me = project.read(Annotator)[0].id
    annotate(project, "one", 0, status=Status.DONE)
    last = annotate(project, "two", 0, 14, status=Status.DONE)
    memory = learn_project(project, me, but=last.id)
    assert found(memory) == (1, 2)
    learn_article(project, memory, me, last.id)
    assert found(memory) == found(learn_project(project, me)) == (3, 4)
    learn_article(project, memory, me, last.id, times=-1)
    assert found(memory) == (1, 2)


def test_a_cancelled_reading_stops(project: Project) -> None:
    annotate(project, "one", 0, status=Status.DONE)
    me = project.read(Annotator)[0].id
    assert len(learn_project(project, me, cancelled=lambda: True)) == 0
