"""Articles: bringing them in, renaming, removing, and how far an annotator is with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.records import Article, Id, Progress, Record, Status, new_id, sha256_of


def make_article(
    title: str,
    text: str,
    *,
    source: str = "",
    url: str = "",
    published_on: date | None = None,
    language: str = "",
) -> Article:
    """Build the record of a text that comes in now; line ends must be normalised already."""
    return Article(
        id=new_id(),
        title=title,
        source=source,
        url=url,
        published_on=published_on,
        language=language,
        text=text,
        sha256=sha256_of(text),
        imported_at=datetime.now(UTC),
    )


def import_articles(articles: Sequence[Article], known: Collection[str]) -> tuple[ChangeSet, list[Article]]:
    """Add articles, leaving out texts that are there already.

    Args:
        articles: what was read, in order.
        known: SHA-256 of the texts that the project holds.

    Returns:
        The change set, and the articles left out because their text is in the project or came twice.
    """
    seen = set(known)
    new: list[Article] = []
    repeated: list[Article] = []
    for article in articles:
        (repeated if article.sha256 in seen else new).append(article)
        seen.add(article.sha256)
    title = f"imported “{new[0].title}”" if len(new) == 1 else f"imported {len(new)} articles"
    return change_set(title, map(add, new)), repeated


def describe(
    article: Article, *, title: str, source: str, url: str, published_on: date | None, language: str
) -> ChangeSet:
    """Change what is known about an article; its text stays."""
    after = replace(
        article, title=title, source=source, url=url, published_on=published_on, language=language
    )
    return change_set(f"described “{title}”", [Change(article, after)])


def remove_article(article: Article, belongings: Iterable[Record]) -> ChangeSet:
    """Remove an article with every annotator's records in it."""
    return change_set(f"removed “{article.title}”", [*map(remove, belongings), remove(article)])


def set_status(article: Article, annotator_id: Id, progress: Progress | None, status: Status) -> ChangeSet:
    """Set how far an annotator is with an article; `progress` is what was recorded before."""
    if progress is None:
        changes = [
            add(Progress(id=new_id(), article_id=article.id, annotator_id=annotator_id, status=status))
        ]
    else:
        changes = [Change(progress, replace(progress, status=status))]
    return change_set(f"marked “{article.title}” {status}", changes)


def begin(article_ids: Iterable[Id], annotator_id: Id, recorded: Iterable[Progress]) -> list[Change]:
    """Return the changes that mark articles as in progress, but for those that the annotator has begun.

    Args:
        article_ids: the articles in which the annotator does something.
        annotator_id: the annotator.
        recorded: how far the annotator is, at least with those of the articles where that is on record.
    """
    progress = {record.article_id: record for record in recorded}
    changes: list[Change] = []
    for article_id in article_ids:
        before = progress.get(article_id)
        if before is None:
            begun = Progress(
                id=new_id(), article_id=article_id, annotator_id=annotator_id, status=Status.IN_PROGRESS
            )
            changes.append(add(begun))
        elif before.status is Status.NEW:
            changes.append(Change(before, replace(before, status=Status.IN_PROGRESS)))
    return changes
