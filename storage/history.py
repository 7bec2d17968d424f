"""Looking back: pages of the log, and an article as it was after any revision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, union_all

from annotation.merging.plan import Past
from annotation.records import (
    Article,
    Camp,
    Comment,
    Dismissal,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Progress,
    Reason,
    Record,
    Rejection,
    Stance,
)
from storage import tables
from storage.codec import Fields, codec
from storage.revisions import Revision, changes_of, revision_of
from storage.rows import batches, fetch_equal, fetch_evidence, tuples
from storage.tables import KINDS, TABLES, revision, revision_article, revision_change

_OF_A_LAYER = (Mention, Camp, Stance, Rejection, Dismissal, Progress, Comment)
_NAMES = {
    "label_id": Label,
    "entity_id": Entity,
    "holder_id": Entity,
    "target_id": Entity,
    "claimed_by_id": Entity,
    "reason_id": Reason,
}
"""What the records of an article call by id, and what kind it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which revisions are looked for; None and the empty text stand for all.

    Attributes:
        article_id: only those that concern the article.
        annotator_id: only those of a person.
        not_by: only those of anybody else.
        most_changes: only those that change no more records than this.
        kinds: only those that change a record of one of these kinds.
        since: only those from a moment on.
        until: only those up to a moment.
        after: only those behind a revision.
        words: only those whose title has this text, or that concern one of `entity_ids`.
        entity_ids: the entities that are called like `words`.
    """

    article_id: Id | None = None
    annotator_id: Id | None = None
    not_by: Id | None = None
    most_changes: int | None = None
    kinds: frozenset[type[Record]] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None
    words: str = ""
    entity_ids: tuple[Id, ...] = ()


def read_page(connection: Connection, wanted: Wanted, before: int | None, limit: int) -> list[Revision]:
    """Return the newest revisions that are wanted, or those before a number; the newest first."""
    number = revision.c.number
    statement = select(revision)
    if wanted.article_id is not None:
        statement = statement.join(revision_article, revision_article.c.revision == number)
        statement = statement.where(revision_article.c.article_id == wanted.article_id)
        number = revision_article.c.revision  # by which the article's are in order
    if before is not None:
        statement = statement.where(number < before)
    if wanted.after is not None:
        statement = statement.where(number > wanted.after)
    statement = statement.where(*_conditions(wanted))
    return [revision_of(row) for row in connection.execute(statement.order_by(number.desc()).limit(limit))]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold of a revision, whatever its place in the log."""
    line, here = revision_change.c, revision_change.c.revision == revision.c.number
    if wanted.annotator_id is not None:
        yield revision.c.annotator_id == wanted.annotator_id
    if wanted.not_by is not None:
        yield revision.c.annotator_id != wanted.not_by
    if wanted.since is not None:
        yield revision.c.at >= wanted.since.astimezone(UTC).isoformat()
    if wanted.until is not None:
        yield revision.c.at <= wanted.until.astimezone(UTC).isoformat()
    if wanted.most_changes is not None:
        yield ~select(line.position).where(here, line.position >= wanted.most_changes).exists()
    if wanted.kinds:
        names = [TABLES[kind].name for kind in wanted.kinds]
        yield select(line.position).where(here, line.kind.in_(names)).exists()
    if wanted.words:
        yield _about(wanted)


def _about(wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition that a revision is called so, or concerns what is linked to the entities."""
    called = revision.c.title.icontains(wanted.words, autoescape=True)
    if not wanted.entity_ids:
        return called
    ids = wanted.entity_ids
    linked = union_all(
        select(tables.entity.c.id).where(tables.entity.c.id.in_(ids)),
        select(tables.alias.c.id).where(tables.alias.c.entity_id.in_(ids)),
        select(tables.mention.c.id).where(tables.mention.c.entity_id.in_(ids)),
        select(tables.stance.c.id).where(tables.stance.c.holder_id.in_(ids)),
        select(tables.camp.c.id).where(tables.camp.c.target_id.in_(ids)),
    )
    line = revision_change.c
    return or_(called, revision.c.number.in_(select(line.revision).where(line.record_id.in_(linked))))


def users_of(connection: Connection, record: Record) -> list[tuple[type[Record], Id]]:
    """Return what refers to a record, by kind and id."""
    found: list[tuple[type[Record], Id]] = []
    for kind, table in TABLES.items():
        for column in table.c:
            if any(key.column.table is TABLES[type(record)] for key in column.foreign_keys):
                statement = select(table.c.id).where(column == record.id)
                found += [(kind, user_id) for (user_id,) in tuples(connection, statement)]
    return found


def removed_records(connection: Connection) -> dict[Id, type[Record]]:
    """Return the kinds of the records that were ever removed, by id; some may have been added again.

    What Undo took back was removed by nobody.
    """
    line, action = revision_change.c, revision.c
    is_undo = and_(action.reverses.is_not(None), func.coalesce(action.redo_next, 0) == action.number)
    statement = select(line.record_id, line.kind).where(line.after.is_(None), ~is_undo)
    statement = statement.join(revision, action.number == line.revision)
    return {record_id: KINDS[kind] for record_id, kind in tuples(connection, statement)}


def pasts(connection: Connection, kind: type[Record], ids: Iterable[Id]) -> dict[Id, Past]:
    """Return every version that the log has of some records, the oldest first; of articles none."""
    if kind is Article:
        return {}
    found: dict[Id, list[Fields]] = {}
    undone: set[Id] = set()
    line = revision_change.c
    for batch in batches(list(ids)):
        statement = (
            select(line.record_id, line.before, line.after, revision.c.reverses)
            .join(revision, revision.c.number == line.revision)
            .where(line.record_id.in_(batch), line.kind == TABLES[kind].name)
            .order_by(line.revision, line.position)
        )
        for record_id, before, after, reverses in tuples(connection, statement):
            versions = found.setdefault(record_id, [])
            undone.discard(record_id)
            if before is None:
                versions.append({"id": record_id, **json.loads(after)})
            elif after is not None and versions:
                versions.append({**versions[-1], **json.loads(after)})
            elif reverses is not None and len(versions) == 1:
                undone.add(record_id)
    wholes = [((kind, one), version) for one, versions in found.items() for version in versions]
    records = iter(_records(connection, wholes))
    return {
        record_id: Past(tuple(next(records) for _ in versions), record_id in undone)
        for record_id, versions in found.items()
    }


def numbers_of_article(connection: Connection, article_id: Id) -> list[int]:
    """Return the revisions that concern an article, the oldest first."""
    place = revision_article.c
    statement = select(place.revision).where(place.article_id == article_id).order_by(place.revision)
    return [number for (number,) in tuples(connection, statement)]


def article_at(connection: Connection, article_id: Id, annotator_id: Id, number: int) -> list[Record]:
    """Return an article and what an annotator had in it after a revision, with the names it needs.

    The state of now is taken back line by line. Names are those of now; of what was removed since, the last.

    Args:
        connection: the connection, within a transaction.
        article_id: the article, which may have been removed since.
        annotator_id: whose layer.
        number: the revision.

    Returns:
        The article, the layer, and labels, entities and reasons that are no longer in the project. Empty if
        the article was not there.
    """
    state = _state_of_now(connection, article_id, annotator_id)
    line, place = revision_change.c, revision_article.c
    later = (
        select(line.kind, line.record_id, line.before, line.after)
        .join(revision_article, place.revision == line.revision)
        .where(place.article_id == article_id, place.revision > number)
        .order_by(line.revision.desc(), line.position.desc())
    )
    for kind_name, record_id, before, after in tuples(connection, later):
        key = KINDS[kind_name], record_id
        if before is None:
            state.pop(key, None)
        elif after is None:
            state[key] = {"id": record_id, **json.loads(before)}
        elif key in state:  # what is not there is in another's layer, or in another article
            state[key].update(json.loads(before))
    here = {
        key: fields
        for key, fields in state.items()
        if fields.get("article_id", article_id) == article_id
        and fields.get("annotator_id", annotator_id) == annotator_id
        and (key[0] in _OF_A_LAYER or key == (Article, article_id))
    }
    pieces = {
        key: fields
        for key, fields in state.items()
        if key[0] is Evidence and (Stance, str(fields["stance_id"])) in here
    }
    if (Article, article_id) not in here:
        return []
    wholes = sorted({**here, **pieces}.items(), key=lambda whole: whole[0][0] is not Article)
    return [*_records(connection, wholes), *_missing_names(connection, here.values())]


_Key = tuple[type[Record], Id]


def _state_of_now(connection: Connection, article_id: Id, annotator_id: Id) -> dict[_Key, Fields]:
    equals: dict[str, object] = {"article_id": article_id, "annotator_id": annotator_id}
    records: list[Record] = list(fetch_equal(connection, Article, {"id": article_id}))
    for kind in _OF_A_LAYER:
        records += fetch_equal(connection, kind, equals)
    records += fetch_evidence(connection, article_id, annotator_id)
    state: dict[_Key, Fields] = {}
    for record in records:
        columns, _, encode, _ = codec(type(record))
        state[type(record), record.id] = dict(zip(columns, encode(record), strict=True))
    return state


def _missing_names(connection: Connection, wholes: Iterable[Fields]) -> list[Record]:
    """Return labels, entities and reasons that records name and that are gone since, as they were last."""
    called: dict[type[Record], dict[Id, None]] = {}
    for fields in wholes:
        for field, kind in _NAMES.items():
            name = fields.get(field)
            if name is not None:
                called.setdefault(kind, {})[str(name)] = None
    gone: list[tuple[_Key, Fields]] = []
    for kind, ids in called.items():
        table, line = TABLES[kind], revision_change.c
        for batch in batches(list(ids)):
            there = {row[0] for row in tuples(connection, select(table.c.id).where(table.c.id.in_(batch)))}
            left = [record_id for record_id in batch if record_id not in there]
            if not left:
                continue
            removed = select(line.record_id, line.before).where(
                line.record_id.in_(left), line.kind == table.name, line.after.is_(None)
            )
            last = dict(tuples(connection, removed.order_by(line.revision)))
            gone += [((kind, key), {"id": key, **json.loads(before)}) for key, before in last.items()]
    if not gone:
        return []
    # An entity that is gone may have a label that is gone as well.
    further = _missing_names(connection, [fields for (kind, _), fields in gone if kind is Entity])
    return [*further, *_records(connection, gone)]


def _records(connection: Connection, wholes: Iterable[tuple[_Key, Fields]]) -> list[Record]:
    changes = changes_of(connection, [(kind, None, fields) for (kind, _), fields in wholes])
    return [change.record for change in changes]
