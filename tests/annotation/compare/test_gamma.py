"""Mathet's gamma where its library is installed, and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotation.changes import add, change_set
from annotation.compare.gamma import gamma_of, is_installed
from annotation.compare.layers import Layer, make_layer
from annotation.edits.articles import make_article
from annotation.errors import PersonError
from annotation.records import Annotator, Mention, Progress, Status, new_id
from storage.agreement import compare_annotators
from storage.project import Project


def layer_of(annotator: str, *spans: tuple[int, int, str]) -> Layer:
    mentions = [
        Mention(id=new_id(), article_id="x", annotator_id=annotator, start=start, end=end, label_id=label)
        for start, end, label in spans
    ]
    return make_layer("x", 100, annotator, mentions)


@pytest.mark.skipif(not is_installed(), reason="pygamma-agreement is an optional extra")
def test_the_same_mentions_agree_perfectly_and_others_less() -> None:
    spans = ((0, 5, "P"), (10, 15, "Q"), (20, 28, "P"))
    assert gamma_of([layer_of("a", *spans), layer_of("b", *spans)]) == pytest.approx(1)
    other = gamma_of([layer_of("a", *spans), layer_of("b", (0, 6, "P"), (40, 45, "Q"), (20, 28, "Q"))])
    assert other is not None
    assert other < 0.5
    assert gamma_of([layer_of("a"), layer_of("b", *spans)]) is None


@pytest.mark.skipif(is_installed(), reason="pygamma-agreement is installed")
def test_without_the_library_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "pair.paksha", "Asha") as project:
        article, bea = make_article("x", "text"), Annotator(id=new_id(), name="Bea")
        done = [
            Progress(id=new_id(), article_id=article.id, annotator_id=one.id, status=Status.DONE)
            for one in (project.read(Annotator)[0], bea)
        ]
        project.apply(change_set("done", map(add, [article, bea, *done])), bea.id)
        with pytest.raises(PersonError, match="pip install pygamma-agreement"):
            compare_annotators(project, gamma=True)
        compare_annotators(project)
