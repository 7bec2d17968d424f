"""Handing a project out: a copy for one annotator, with the articles that they are to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotation.changes import ChangeSet, add
from annotation.edits.assigning import assign
from annotation.errors import PersonError
from annotation.records import Annotator, Article, Id, Progress, Record
from storage.creation import write_file
from storage.project import Project


def assignment(project: Project, annotator: Annotator, article_ids: Sequence[Id]) -> ChangeSet:
    """Return what records in the project itself that the annotator is to do the articles.

    Somebody new joins by it. It is to be applied before `hand_out`, so that both files know the same.
    """
    known = project.get(Annotator, annotator.id) is not None
    assigned = assign(article_ids, annotator, project.read(Progress, annotator_id=annotator.id))
    if known:
        return assigned
    return ChangeSet(assigned.title, (add(annotator), *assigned.changes))


def hand_out(
    project: Project,
    target: Path,
    annotator: Annotator,
    article_ids: Sequence[Id],
    *,
    lock_labels: bool,
    progress: Callable[[float], object] = lambda _: None,
) -> None:
    """Write a copy of a project for one annotator: all names, the chosen articles, and what they have there.

    Args:
        project: the project; it is only read.
        target: the copy, where there is nothing yet.
        annotator: who gets it.
        article_ids: the articles that are theirs to do.
        lock_labels: whether the labels, with their descriptions, cannot be changed in the copy.
        progress: is told the share of the work that is done; what it raises ends the work.

    Raises:
        PersonError: if no article is chosen, or there is something at `target` already.
        SurroundingsError: if it cannot be written there.
    """
    if not article_ids:
        raise PersonError("Choose at least one article to hand out.")
    with project.snapshot():
        records = list(_contents(project, annotator, article_ids, progress))
    start = ChangeSet(f"handed out from “{project.path.stem}”", tuple(map(add, records)))
    write_file(target, start, annotator.id, labels_locked=lock_labels)


def _contents(
    project: Project, annotator: Annotator, article_ids: Sequence[Id], progress: Callable[[float], object]
) -> Iterator[Record]:
    for record in project.names():
        if not isinstance(record, Annotator) or record.id == annotator.id:
            yield record
    for place, article_id in enumerate(article_ids):
        article = project.get(Article, article_id)
        if article is None:
            raise PersonError("An article that was chosen has been removed. Choose again.")
        yield article
        yield from project.layer(article_id, annotator.id)
        progress((place + 1) / len(article_ids))
