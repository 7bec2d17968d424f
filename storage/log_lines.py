"""The log as it is written, line by line, however long it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, tuple_

from annotation.records import Id, Record
from storage import rows
from storage.codec import Fields
from storage.tables import KINDS, revision, revision_change

LINES_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class LogLine:
    """What one action did to one record.

    `before` and `after` are fields as they are stored: all but the id where the record was added or removed
    (the other is None then), those that changed where it was edited. `is_undo` and `is_redo` tell whether the
    action took another back or did it again.
    """

    revision: int
    position: int
    at: datetime
    annotator_id: Id
    title: str
    is_undo: bool
    is_redo: bool
    kind: type[Record]
    record_id: Id
    before: Fields | None
    after: Fields | None


def read_log_lines(connection: Connection, after: tuple[int, int]) -> list[LogLine]:
    """Return the first lines behind a revision's number and a position in it."""
    line, action = revision_change.c, revision.c
    statement = (
        select(
            line.revision,
            line.position,
            action.at,
            action.annotator_id,
            action.title,
            action.reverses,
            action.undo_next,
            action.redo_next,
            line.kind,
            line.record_id,
            line.before,
            line.after,
        )
        .join(revision, action.number == line.revision)
        .where(tuple_(line.revision, line.position) > after)
        .order_by(line.revision, line.position)
        .limit(LINES_AT_ONCE)
    )
    return [
        LogLine(
            revision=number,
            position=position,
            at=datetime.fromisoformat(at),
            annotator_id=annotator_id,
            title=title,
            is_undo=redo_next == number,
            is_redo=reverses is not None and undo_next == number,
            kind=KINDS[kind],
            record_id=record_id,
            before=None if before is None else json.loads(before),
            after=None if now is None else json.loads(now),
        )
        for (
            number,
            position,
            at,
            annotator_id,
            title,
            reverses,
            undo_next,
            redo_next,
            kind,
            record_id,
            before,
            now,
        ) in rows.tuples(connection, statement)
    ]
