"""Ten thousand articles: everything about them but their texts at once, and their texts one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Integer, literal_column, select

from annotation.records import Camp, Id, Mention, Stance, Status
from storage import rows, tables


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text, with how far one annotator is with it. `characters` counts code points."""

    id: Id
    title: str
    source: str
    language: str
    published_on: date | None
    imported_at: datetime
    characters: int
    status: Status
    mentions: int
    stances: int
    camps: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What is searched of an article."""

    id: Id
    title: str
    language: str
    text: str


def read_article_rows(connection: Connection, annotator_id: Id) -> list[ArticleRow]:
    """Return every article in the order they were added."""
    mentions = rows.count_by_article(connection, Mention, annotator_id)
    stances = rows.count_by_article(connection, Stance, annotator_id)
    camps = rows.count_by_article(connection, Camp, annotator_id)
    progress = tables.progress.c
    statement = select(progress.article_id, progress.status).where(progress.annotator_id == annotator_id)
    statuses: dict[Id, str] = dict(rows.tuples(connection, statement))
    status_of = {status.value: status for status in Status}
    article = tables.article.c
    statement = (
        select(
            article.id,
            article.title,
            article.source,
            article.language,
            article.published_on,
            article.imported_at,
            tables.text.c.characters,
        )
        .join(tables.text)
        .order_by(literal_column("article.rowid"))
    )
    return [
        ArticleRow(
            id=article_id,
            title=title,
            source=source,
            language=language,
            published_on=None if published_on is None else date.fromisoformat(published_on),
            imported_at=datetime.fromisoformat(imported_at),
            characters=characters,
            status=status_of[statuses.get(article_id, Status.NEW.value)],
            mentions=mentions.get(article_id, 0),
            stances=stances.get(article_id, 0),
            camps=camps.get(article_id, 0),
        )
        for article_id, title, source, language, published_on, imported_at, characters in rows.tuples(
            connection, statement
        )
    ]


def read_article_texts(connection: Connection, after: int, limit: int) -> tuple[list[ArticleText], int]:
    """Return the texts of the first articles that were added after a certain one.

    Args:
        connection: to the project.
        after: the row number of that article; 0 for the first articles.
        limit: how many at most.

    Returns:
        The texts in the order the articles were added, and the row number of the last.
    """
    article, number = tables.article.c, literal_column("article.rowid", Integer)
    statement = (
        select(number, article.id, article.title, article.language, tables.text.c.text)
        .join(tables.text)
        .where(number > after)
        .order_by(number)
        .limit(limit)
    )
    found = rows.tuples(connection, statement)
    return [ArticleText(*row[1:]) for row in found], found[-1][0] if found else after
