"""Writing a change set to the tables of the records, after checking that it fits what is stored."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from annotation.changes import Change, ChangeSet
from annotation.edits.mentions import quote
from annotation.errors import PersonError
from annotation.records import RECORD_TYPES, Article, Id, Record
from storage.codec import Row, codec
from storage.connection import Database
from storage.errors import Conflict, ReadOnly, is_foreign_key_failure
from storage.rows import (
    delete_rows,
    insert_rows,
    store_texts,
    stored_rows,
    stored_spans,
    update_rows,
)
from storage.tables import TABLES


def check_writable(path: Path, *, read_only: bool) -> None:
    """Refuse to change a project that was opened for reading only.

    Raises:
        ReadOnly: with the reason.
    """
    if read_only:
        raise ReadOnly(f"“{path.name}” is open for reading only, so it cannot be changed here.")


@contextmanager
def writing_to(database: Database) -> Generator[Connection]:
    """Give the connection within a transaction that may write, and say in a sentence what it refuses."""
    try:
        with database.writing() as connection:
            yield connection
    except DBAPIError as error:
        if not is_foreign_key_failure(error):
            raise
        raise Conflict(
            "This cannot be done: something that it refers to is no longer there, or something that it "
            "would remove is still in use elsewhere in the project."
        ) from error
    except UnicodeEncodeError as error:
        raise PersonError(
            "This cannot be saved: the text holds half of a character (a lone surrogate). Remove it "
            "and try again."
        ) from error


def write_changes(connection: Connection, changes: ChangeSet) -> None:
    """Write the records of a change set.

    A record may be changed more than once; each change must fit what the one before it left.

    Raises:
        Conflict: if a record is not stored as a change expects it. Nothing was written then.
    """
    by_kind: dict[type[Record], list[Change]] = {}
    for change in changes.changes:
        by_kind.setdefault(change.kind, []).append(change)
    stored: dict[type[Record], dict[Id, Row]] = {}
    wanted: dict[type[Record], dict[Id, Row | None]] = {}
    misfits: list[Change] = []
    for kind, of_kind in by_kind.items():
        ids = list(dict.fromkeys(change.record_id for change in of_kind))
        stored[kind] = stored_rows(connection, kind, ids)
        wanted[kind], unfit = _follow(kind, stored[kind], of_kind)
        misfits += unfit
    if misfits:
        raise Conflict(_sentence(misfits), tuple(misfits))
    if Article in by_kind:
        _check_spans(connection, by_kind)
    for kind in RECORD_TYPES:
        if kind in wanted:
            if kind is Article:
                texts = (cast(Article, change.after) for change in by_kind[kind] if change.after is not None)
                store_texts(connection, texts)
            _write_kind(connection, kind, stored[kind], wanted[kind])


def _follow(
    kind: type[Record], stored: dict[Id, Row], changes: list[Change]
) -> tuple[dict[Id, Row | None], list[Change]]:
    """Return the rows as the changes leave them (None: removed), and the changes that do not fit."""
    encode = codec(kind).encode
    rows: dict[Id, Row | None] = {}
    misfits: list[Change] = []
    for change in changes:
        record_id = change.record_id
        now = rows[record_id] if record_id in rows else stored.get(record_id)
        expected = None if change.before is None else encode(change.before)
        if now != expected:
            misfits.append(change)
        rows[record_id] = None if change.after is None else encode(change.after)
    return rows, misfits


def _check_spans(connection: Connection, by_kind: dict[type[Record], list[Change]]) -> None:
    """See that whoever replaces the text of an article has moved everything that stands in it.

    A span that the changes leave alone must cover the same characters before and after. So an Undo does not
    leave a mention on other words that was added since, whoever added it.

    Raises:
        Conflict: if a span would stand on other words.
    """
    known = {kind: {change.record_id for change in changes} for kind, changes in by_kind.items()}
    texts: dict[Id, tuple[Record | None, Record | None]] = {}
    for change in by_kind[Article]:
        first = texts[change.record_id][0] if change.record_id in texts else change.before
        texts[change.record_id] = first, change.after
    for before, after in texts.values():
        if not (isinstance(before, Article) and isinstance(after, Article)) or before.sha256 == after.sha256:
            continue
        strays = [
            (start, end)
            for kind, record_id, start, end in stored_spans(connection, before.id)
            if record_id not in known.get(kind, ()) and before.text[start:end] != after.text[start:end]
        ]
        if strays:
            which = f"“{quote(before, *min(strays))}”, which was"
            if len(strays) > 1:
                which = f"{len(strays)} places, which were"
            raise Conflict(
                f"The text of “{after.title}” was not changed: {which} annotated since, would then stand on "
                "other words. Correct the text by hand.",
                tuple(by_kind[Article]),
            )


def _write_kind(
    connection: Connection, kind: type[Record], stored: dict[Id, Row], wanted: dict[Id, Row | None]
) -> None:
    gone = [record_id for record_id, row in wanted.items() if row is None and record_id in stored]
    new = [row for record_id, row in wanted.items() if row is not None and record_id not in stored]
    edited = [
        row
        for record_id, row in wanted.items()
        if row is not None and record_id in stored and row != stored[record_id]
    ]
    if gone:
        delete_rows(connection, kind, gone)
    if edited:
        update_rows(connection, kind, edited)
    if new:
        insert_rows(connection, TABLES[kind], new)


def _sentence(misfits: list[Change]) -> str:
    name = misfits[0].kind.__name__.lower()
    if len(misfits) == 1:
        return f"This cannot be done: the {name} that it concerns has been changed in the meantime."
    return f"This cannot be done: {len(misfits)} records that it concerns have been changed in the meantime."
