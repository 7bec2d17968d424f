"""Who is to do which article: an article in which somebody's progress is on record is theirs to do."""

from __future__ import annotations

from collections.abc import Iterable

from annotation.changes import ChangeSet, add, change_set, remove
from annotation.records import Annotator, Id, Progress, Status, new_id


def assign(articles: Iterable[Id], annotator: Annotator, recorded: Iterable[Progress]) -> ChangeSet:
    """Give articles to an annotator to do; those that are theirs already stay as they are.

    Args:
        articles: the articles.
        annotator: who is to do them.
        recorded: the progress of that annotator.
    """
    theirs = {one.article_id for one in recorded if one.annotator_id == annotator.id}
    new = [article for article in articles if article not in theirs]
    what = "1 article" if len(new) == 1 else f"{len(new):,} articles"
    return change_set(
        f"assigned {what} to {annotator.name}",
        (
            add(Progress(id=new_id(), article_id=article, annotator_id=annotator.id, status=Status.NEW))
            for article in new
        ),
    )


def unassign(articles: Iterable[Id], annotator: Annotator, recorded: Iterable[Progress]) -> ChangeSet:
    """Take articles from an annotator again, but for those that they have begun."""
    wanted = set(articles)
    gone = [
        one
        for one in recorded
        if (one.annotator_id, one.status) == (annotator.id, Status.NEW) and one.article_id in wanted
    ]
    what = "1 article" if len(gone) == 1 else f"{len(gone):,} articles"
    return change_set(f"took {what} from {annotator.name}", map(remove, gone))
