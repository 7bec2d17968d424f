"""What a project's earlier mentions teach: the memory of one annotator, read article by article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotation.compare.layers import FINISHED
from annotation.records import Article, Id, Progress, ProposalKind, Rejection, Status
from annotation.suggest.memory import Memory, Tagged
from storage.project import Project


def learn_project(
    project: Project,
    annotator_id: Id,
    *,
    but: Id | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Memory:
    """Return what an annotator's mentions teach.

    Args:
        project: the project.
        annotator_id: whose mentions and rejections count.
        but: an article that does not count, as the one that is annotated just now.
        cancelled: tells whether to stop; what was learned so far is returned then.
    """
    memory = Memory()
    finished: list[_Example] = []
    for row in project.article_rows(annotator_id):
        if cancelled():
            return memory
        if row.id == but:
            continue
        example = _example(project, annotator_id, row.id)
        if example is not None:
            memory.learn(example.text, example.tagged, example.rejected)
            if example.finished:
                finished.append(example)
    for example in finished:
        if cancelled():
            break
        memory.learn_untagged(example.text, example.tagged)
    return memory


def learn_article(
    project: Project, memory: Memory, annotator_id: Id, article_id: Id, *, times: int = 1
) -> None:
    """Take what an annotator has in one article into a memory, or forget it again (`times` -1)."""
    example = _example(project, annotator_id, article_id)
    if example is not None:
        memory.learn(example.text, example.tagged, example.rejected, times=times)
        if example.finished:
            memory.learn_untagged(example.text, example.tagged, times=times)


def finished_examples(project: Project, annotator_id: Id) -> list[tuple[str, list[Tagged]]]:
    """Return text and mentions of every article that an annotator has finished, in their order."""
    found: list[tuple[str, list[Tagged]]] = []
    for row in project.article_rows(annotator_id):
        if row.status in FINISHED:
            example = _example(project, annotator_id, row.id)
            if example is not None:
                found.append((example.text, example.tagged))
    return found


@dataclass(frozen=True, slots=True)
class _Example:
    """What an article teaches."""

    text: str
    tagged: list[Tagged]
    rejected: list[tuple[int, int]]
    finished: bool


def _example(project: Project, annotator_id: Id, article_id: Id) -> _Example | None:
    """Return what an annotator has in an article; None if nothing."""
    here = {"article_id": article_id, "annotator_id": annotator_id}
    rows = project.mention_rows(article_id, annotator_id)
    rejections = project.read(Rejection, **here)
    status = next((one.status for one in project.read(Progress, **here)), Status.NEW)
    if not rows and not rejections and status not in FINISHED:
        return None
    article = project.get(Article, article_id)
    if article is None:
        return None
    return _Example(
        article.text,
        [(start, -minus_end, label, entity) for start, minus_end, _, label, entity, *_ in rows],
        [(one.start, one.end) for one in rejections if one.kind is ProposalKind.MENTION],
        status in FINISHED,
    )
