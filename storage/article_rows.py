"""The list of articles: everything about them but their texts, for ten thousand of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, literal_column, select

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
