"""Reading and writing the rows of records: a statement for each kind, however many records there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Integer,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from annotation.mention_layer import MentionRow
from annotation.records import (
    Article,
    Camp,
    Evidence,
    Id,
    Mention,
    Record,
    Rejection,
    Stance,
    sha256_of,
)
from storage import tables
from storage.codec import Row, codec, encode_value
from storage.tables import TABLES

R = TypeVar("R", bound=Record)

BATCH = 500
"""How many ids go into one SELECT."""


_INSERTS: dict[Table, str] = {}
"""SQL for rows as tuples: naming each parameter of 100,000 rows would cost as much as the rest."""


def batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a sequence into pieces of `BATCH`."""
    for first in range(0, len(values), BATCH):
        yield values[first : first + BATCH]


@cache
def _all(kind: type[Record]) -> Select[Any]:
    """Return the SELECT of every record of a kind, in the order they were added."""
    table = TABLES[kind]
    columns = [table.c[name] for name in codec(kind).columns]
    order: ColumnElement[int] = literal_column(f"{table.name}.rowid", Integer)
    if kind is Article:
        return select(*columns, tables.text.c.text).join(tables.text).order_by(order)
    return select(*columns).order_by(order)


def tuples(
    connection: Connection, statement: Executable, parameters: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Return what a SELECT finds as the driver's own tuples; every column is text or integer as it is."""
    cursor = connection.execute(statement, parameters).cursor
    assert cursor is not None
    return cursor.fetchall()  # pyright: ignore[reportReturnType]  # the driver's interface is not typed closer


def fetch(connection: Connection, kind: type[R], *conditions: ColumnElement[bool]) -> list[R]:
    """Return the records of a kind that meet the conditions, in the order they were added."""
    statement = _all(kind)
    if conditions:
        statement = statement.where(*conditions)
    return codec(kind).decode(tuples(connection, statement))


def fetch_equal(connection: Connection, kind: type[R], equals: dict[str, object]) -> list[R]:
    """Return the records of a kind whose fields have these values.

    Raises:
        KeyError: if the kind has no such field.
    """
    columns = TABLES[kind].c
    return fetch(connection, kind, *(columns[name] == encode_value(value) for name, value in equals.items()))


def fetch_evidence(connection: Connection, article_id: Id, annotator_id: Id) -> list[Evidence]:
    """Return the evidence of the stances of one annotator in one article."""
    stance = tables.stance.c
    statement = (
        _all(Evidence)
        .join(tables.stance)
        .where(stance.article_id == article_id, stance.annotator_id == annotator_id)
    )
    return codec(Evidence).decode(tuples(connection, statement))


def fetch_mention_rows(connection: Connection, article_id: Id, annotator_id: Id) -> list[MentionRow]:
    """Return the mentions of one annotator in one article as light rows, in the order of the text."""
    column = tables.mention.c
    statement = (
        select(
            column.start,
            -column.end,
            column.id,
            column.label_id,
            column.entity_id,
            column.note,
            column.origin,
        )
        .where(column.article_id == article_id, column.annotator_id == annotator_id)
        .order_by(column.start, column.end.desc(), column.id)
    )
    return tuples(connection, statement)


def stored_rows(connection: Connection, kind: type[Record], ids: Sequence[Id]) -> dict[Id, Row]:
    """Return the rows (without texts of articles) of those records that are there, by id."""
    table = TABLES[kind]
    found: dict[Id, Row] = {}
    for batch in batches(ids):
        condition = table.c.id == batch[0] if len(batch) == 1 else table.c.id.in_(batch)
        statement = select(*(table.c[name] for name in codec(kind).columns)).where(condition)
        found.update((row[0], row) for row in tuples(connection, statement))
    return found


def stored_spans(connection: Connection, article_id: Id) -> list[tuple[type[Record], Id, int, int]]:
    """Return kind, id, start and end of everything that stands at a place in the text of an article."""
    camp, stance, evidence = tables.camp.c, tables.stance.c, tables.evidence.c
    headings = select(camp.id, camp.heading_start, camp.heading_end)
    pieces = select(evidence.id, evidence.start, evidence.end).join(tables.stance)
    statements: dict[type[Record], Executable] = {
        Camp: headings.where(camp.article_id == article_id, camp.heading_start.is_not(None)),
        Evidence: pieces.where(stance.article_id == article_id),
    }
    for kind in (Mention, Rejection):
        column = TABLES[kind].c
        statement = select(column.id, column.start, column.end)
        statements[kind] = statement.where(column.article_id == article_id)
    return [(kind, *row) for kind, statement in statements.items() for row in tuples(connection, statement)]


def texts_of(connection: Connection, hashes: Sequence[str]) -> dict[str, str]:
    """Return texts of articles by their SHA-256."""
    found: dict[str, str] = {}
    for batch in batches(hashes):
        statement = select(tables.text.c.sha256, tables.text.c.text).where(tables.text.c.sha256.in_(batch))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


def store_texts(connection: Connection, articles: Iterable[Article]) -> None:
    """Keep the texts of articles that are not kept yet.

    Raises:
        ValueError: if an article's hash is not that of its text.
    """
    texts = {article.sha256: article.text for article in articles}
    known: set[str] = set()
    for batch in batches(list(texts)):
        statement = select(tables.text.c.sha256).where(tables.text.c.sha256.in_(batch))
        known.update(connection.scalars(statement))
    for sha256, text in texts.items():
        if sha256 not in known and sha256_of(text) != sha256:
            raise ValueError("the hash of an article is not that of its text")
    new = [(sha256, len(text), text) for sha256, text in texts.items() if sha256 not in known]
    if new:
        insert_rows(connection, tables.text, new)


def delete_rows(connection: Connection, kind: type[Record], ids: Sequence[Id]) -> None:
    """Remove records."""
    table = TABLES[kind]
    for batch in batches(ids):
        connection.execute(delete(table).where(table.c.id.in_(batch)))


def update_rows(connection: Connection, kind: type[Record], rows: Sequence[Row]) -> None:
    """Write records that are there already."""
    table = TABLES[kind]
    columns = codec(kind).columns[1:]
    statement = (
        update(table)
        .where(table.c.id == bindparam("record_id"))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )
    parameters = [
        {"record_id": row[0], **{f"new_{name}": value for name, value in zip(columns, row[1:], strict=True)}}
        for row in rows
    ]
    connection.execute(statement, parameters)


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Write new rows, given in the order of the table's columns."""
    sql = _INSERTS.get(table)
    if sql is None:
        statement = insert(table).compile(dialect=connection.dialect, column_keys=list(table.c.keys()))
        sql = _INSERTS[table] = str(statement)
    if found := list(rows):
        connection.exec_driver_sql(sql, found)


def count(connection: Connection, kind: type[Record]) -> int:
    """Return how many records of a kind there are."""
    return connection.scalar(select(func.count()).select_from(TABLES[kind])) or 0


def count_by_article(connection: Connection, kind: type[Record], annotator_id: Id) -> dict[Id, int]:
    """Return how many records of a kind the annotator has in each article that has any.

    A stance that was removed from its camp is on record and is not counted.
    """
    columns = TABLES[kind].c
    statement = (
        select(columns.article_id, func.count())
        .where(columns.annotator_id == annotator_id)
        .group_by(columns.article_id)
    )
    if kind is Stance:
        statement = statement.where(columns.camp_id.is_not(None))
    return dict(tuples(connection, statement))
