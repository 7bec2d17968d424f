"""The log: every revision with each record before and after, and from it undo and redo.

An addition or a removal keeps the whole record, an edit only the fields it changed; of an article's text
only the hash is kept. An edit is made whole again from the record as it stands now, by taking back what came
later.

Undo is linear for each annotator. Every revision says what Undo and Redo would reverse after it, so that both
are one look-up, also after a restart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, func, select

from annotation.changes import Change, ChangeSet
from annotation.records import Article, Evidence, Id, Record, Stance
from storage.codec import Fields, Row, as_json, codec
from storage.rows import batches, insert_rows, stored_rows, texts_of, tuples
from storage.tables import KINDS, TABLES, annotator, revision, revision_article, revision_change


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded action.

    `reverses` is the revision that it took back, if it was an Undo or a Redo. `undo_next` and `redo_next` are
    what the annotator's next Undo and Redo would reverse after it.
    """

    number: int
    at: datetime
    annotator_id: Id
    title: str
    reverses: int | None = None
    undo_next: int | None = None
    redo_next: int | None = None

    @property
    def is_undo(self) -> bool:
        """Whether this took an action back."""
        return self.redo_next == self.number

    @property
    def is_redo(self) -> bool:
        """Whether this did again what had been taken back."""
        return self.reverses is not None and self.undo_next == self.number


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who put a record into the project and who changed it last, by name, and when; times are in UTC."""

    added_by: str
    added_at: datetime
    changed_by: str
    changed_at: datetime


_COLUMNS = revision.c
_SELECT = select(revision)


def next_number(connection: Connection) -> int:
    """Return the number of the revision to be written."""
    return (connection.scalar(select(func.max(_COLUMNS.number))) or 0) + 1


def find_revision(connection: Connection, number: int) -> Revision | None:
    """Return a revision by its number."""
    row = connection.execute(_SELECT.where(_COLUMNS.number == number)).first()
    return None if row is None else revision_of(row)


def last_of(connection: Connection, annotator_id: Id, before: int | None = None) -> Revision | None:
    """Return the annotator's last revision, or the last one before a number."""
    statement = _SELECT.where(_COLUMNS.annotator_id == annotator_id)
    if before is not None:
        statement = statement.where(_COLUMNS.number < before)
    row = connection.execute(statement.order_by(_COLUMNS.number.desc()).limit(1)).first()
    return None if row is None else revision_of(row)


def list_revisions(
    connection: Connection, limit: int, before: int | None, annotator_id: Id | None
) -> list[Revision]:
    """Return the newest revisions first."""
    statement = _SELECT
    if before is not None:
        statement = statement.where(_COLUMNS.number < before)
    if annotator_id is not None:
        statement = statement.where(_COLUMNS.annotator_id == annotator_id)
    return [
        revision_of(row)
        for row in connection.execute(statement.order_by(_COLUMNS.number.desc()).limit(limit))
    ]


def authorship(connection: Connection, record_ids: Sequence[Id]) -> dict[Id, Authorship]:
    """Return who first added and who last changed each of some records; those not in the log are left out.

    Both come from the ends of the record's stretch of an index, however long the log is.
    """
    found: dict[Id, Authorship] = {}
    moments: dict[str, datetime] = {}
    for batch in batches(record_ids):
        lines = tuples(connection, _ends(), {"ids": batch})
        for record_id, added_by, added_at, changed_by, changed_at in lines:
            for at in (added_at, changed_at):
                if at not in moments:
                    moments[at] = datetime.fromisoformat(at)
            found[record_id] = Authorship(added_by, moments[added_at], changed_by, moments[changed_at])
    return found


@cache
def _ends() -> Executable:
    """Return the SELECT of the first and the last revision of the records `ids`.

    Made once: an export asks it for 500 of a million records at a time.
    """
    line, first, last = revision_change.c, revision.alias(), revision.alias()
    added, changed = annotator.alias(), annotator.alias()
    ends = (
        select(
            line.record_id,
            func.min(line.revision).label("first"),
            func.max(line.revision).label("last"),
        )
        .where(line.record_id.in_(bindparam("ids", expanding=True)))
        .group_by(line.record_id)
        .subquery()
    )
    return (
        select(ends.c.record_id, added.c.name, first.c.at, changed.c.name, last.c.at)
        .join(first, first.c.number == ends.c.first)
        .join(added, added.c.id == first.c.annotator_id)
        .join(last, last.c.number == ends.c.last)
        .join(changed, changed.c.id == last.c.annotator_id)
    )


def plain(number: int, annotator_id: Id, title: str, *, undoable: bool) -> Revision:
    """Return the revision of an action. One that is not undoable ends what Undo can reach."""
    undo_next = number if undoable else None
    return Revision(number, datetime.now(UTC), annotator_id, title, undo_next=undo_next)


def undoing(connection: Connection, number: int, reversed_: Revision) -> Revision:
    """Return the revision that takes back `reversed_`."""
    before = last_of(connection, reversed_.annotator_id, reversed_.number)
    return Revision(
        number,
        datetime.now(UTC),
        reversed_.annotator_id,
        reversed_.title,
        reverses=reversed_.number,
        undo_next=before.undo_next if before else None,
        redo_next=number,
    )


def redoing(connection: Connection, number: int, reversed_: Revision) -> Revision:
    """Return the revision that takes back the Undo `reversed_`."""
    before = last_of(connection, reversed_.annotator_id, reversed_.number)
    return Revision(
        number,
        datetime.now(UTC),
        reversed_.annotator_id,
        reversed_.title,
        reverses=reversed_.number,
        undo_next=number,
        redo_next=before.redo_next if before else None,
    )


def write_revision(connection: Connection, new: Revision, changes: Iterable[Change]) -> None:
    """Write a revision and what it changed to the log."""
    at = new.at.isoformat()
    row = (new.number, at, new.annotator_id, new.title, new.reverses, new.undo_next, new.redo_next)
    insert_rows(connection, revision, [row])
    changes = tuple(changes)
    lines = (_log_row(new.number, position, change) for position, change in enumerate(changes))
    insert_rows(connection, revision_change, lines)
    places = ((article_id, new.number) for article_id in _places(connection, changes))
    insert_rows(connection, revision_article, places)


def _places(connection: Connection, changes: Sequence[Change]) -> dict[Id, None]:
    """Return the articles that changes concern."""
    places: dict[Id, None] = {}
    stance_ids: dict[Id, None] = {}
    for change in changes:
        record = change.record
        if isinstance(record, Article):
            places[record.id] = None
        elif isinstance(record, Evidence):
            stance_ids[record.stance_id] = None
        else:
            place: Id | None = getattr(record, "article_id", None)
            if place is not None:
                places[place] = None
            stance_ids.pop(record.id, None)  # it has just said where it is
    for row in stored_rows(connection, Stance, list(stance_ids)).values():
        places[str(row[codec(Stance).columns.index("article_id")])] = None
    return places


def remove_revision(connection: Connection, number: int) -> None:
    """Take the last revision out of the log, for one in its place that holds its changes too."""
    connection.execute(delete(revision_article).where(revision_article.c.revision == number))
    connection.execute(delete(revision_change).where(revision_change.c.revision == number))
    connection.execute(delete(revision).where(_COLUMNS.number == number))


def read_change_set(connection: Connection, number: int) -> ChangeSet | None:
    """Return the change set of a revision, made whole again from the log."""
    found = find_revision(connection, number)
    if found is None:
        return None
    columns = revision_change.c
    statement = select(columns.kind, columns.record_id, columns.before, columns.after)
    logged = connection.execute(statement.where(columns.revision == number).order_by(columns.position)).all()
    entries = [_Entry(KINDS[row[0]], row[1], _fields(row[2]), _fields(row[3])) for row in logged]
    edits = [entry for entry in entries if entry.before is not None and entry.after is not None]
    states = _states_after(connection, number, edits)
    pairs: list[tuple[type[Record], Fields | None, Fields | None]] = []
    for entry in reversed(entries):
        after = entry.after
        before = entry.before
        if before is not None and after is not None:
            after = states[entry.key]
            before = {**after, **before}
        if before is not None:
            states[entry.key] = before
        pairs.append((entry.kind, before, after))
    pairs.reverse()
    return ChangeSet(found.title, changes_of(connection, pairs))


@dataclass(slots=True)
class _Entry:
    """A line of the log: whole records with their ids, or, of an edit, the fields that it changed."""

    kind: type[Record]
    record_id: Id
    before: Fields | None
    after: Fields | None

    def __post_init__(self) -> None:
        if self.before is None or self.after is None:
            for whole in (self.before, self.after):
                if whole is not None:
                    whole["id"] = self.record_id

    @property
    def key(self) -> tuple[type[Record], Id]:
        return self.kind, self.record_id


def _states_after(
    connection: Connection, number: int, edits: Sequence[_Entry]
) -> dict[tuple[type[Record], Id], Fields]:
    """Return the records of `edits` as they stood after the revision `number`.

    A record that was added again later starts anew there: what counts is the first line after the revision
    that keeps it whole, or else the record as it is stored.
    """
    states: dict[tuple[type[Record], Id], Fields] = {}
    by_kind: dict[type[Record], list[Id]] = {}
    for entry in edits:
        by_kind.setdefault(entry.kind, []).append(entry.record_id)
    for kind, ids in by_kind.items():
        columns = codec(kind).columns
        wanted = list(dict.fromkeys(ids))
        for record_id, row in stored_rows(connection, kind, wanted).items():
            states[kind, record_id] = dict(zip(columns, row, strict=True))
        later = revision_change.c
        statement = select(later.record_id, later.before, later.after).where(
            later.record_id.in_(bindparam("ids", expanding=True)),
            later.kind == TABLES[kind].name,
            later.revision > number,
        )
        statement = statement.order_by(later.revision.desc(), later.position.desc())
        for batch in batches(wanted):
            for record_id, before, after in connection.execute(statement, {"ids": batch}):
                if before is not None:
                    # A removal starts from the whole record; an edit puts the earlier values back.
                    known = {"id": record_id} if after is None else states[kind, record_id]
                    states[kind, record_id] = {**known, **json.loads(before)}
    return states


def changes_of(
    connection: Connection, pairs: Sequence[tuple[type[Record], Fields | None, Fields | None]]
) -> tuple[Change, ...]:
    """Return changes for records given as fields; the texts of articles are looked up."""
    articles = [whole for kind, *both in pairs if kind is Article for whole in both if whole is not None]
    texts = texts_of(connection, list({str(whole["sha256"]) for whole in articles}))
    wholes: dict[type[Record], list[Fields]] = {}
    for kind, before, after in pairs:
        wholes.setdefault(kind, []).extend(whole for whole in (before, after) if whole is not None)
    records: dict[type[Record], Iterator[Record]] = {}
    for kind, of_kind in wholes.items():
        columns, defaults, *_ = codec(kind)
        # A record that was logged by an older program lacks the fields that came later.
        rows = [[whole[name] if name in whole else defaults[name] for name in columns] for whole in of_kind]
        if kind is Article:
            rows = [[*row, texts[str(whole["sha256"])]] for row, whole in zip(rows, of_kind, strict=True)]
        records[kind] = iter(codec(kind).decode(rows))
    return tuple(
        Change(
            None if before is None else next(records[kind]),
            None if after is None else next(records[kind]),
        )
        for kind, before, after in pairs
    )


def _log_row(number: int, position: int, change: Change) -> Row:
    kind = change.kind
    columns, _, encode, _ = codec(kind)
    before: Row | None = None if change.before is None else encode(change.before)
    after: Row | None = None if change.after is None else encode(change.after)
    if before is not None and after is not None:
        changed = [index for index, value in enumerate(before) if value != after[index]]
    else:
        changed = range(1, len(columns))  # the id has a column of its own

    def kept(row: Row | None) -> str | None:
        return None if row is None else as_json({columns[index]: row[index] for index in changed})

    return number, position, TABLES[kind].name, change.record_id, kept(before), kept(after)


def _fields(logged: str | None) -> Fields | None:
    return None if logged is None else json.loads(logged)


def revision_of(row: Sequence[Any]) -> Revision:
    """Return the revision that a row of its table holds."""
    return Revision(row[0], datetime.fromisoformat(row[1]), *row[2:])
