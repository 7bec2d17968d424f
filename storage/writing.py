"""Writing a change set to the tables of the records, after checking that it fits what is stored."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection

from annotation.changes import Change, ChangeSet
from annotation.records import RECORD_TYPES, Article, Id, Record
from storage.codec import Row, codec
from storage.errors import Conflict
from storage.rows import delete_rows, insert_rows, store_texts, stored_rows, update_rows
from storage.tables import TABLES


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
