"""The project file: the one door to what is kept.

A project is read as records and written by change sets, each in one transaction with its revision. There is
no second way to write. A `Project` is used from the thread that opened it; a job opens the file for itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from annotation.changes import ChangeSet, compose, reverse
from annotation.errors import SurroundingsError
from annotation.mention_layer import MentionRow
from annotation.merging.plan import Past
from annotation.records import (
    Alias,
    Annotator,
    Camp,
    Comment,
    Dismissal,
    Entity,
    GroupMember,
    Id,
    Label,
    Mention,
    Progress,
    Reason,
    Record,
    Rejection,
    Stance,
)
from annotation.stance_grid import StanceRow
from storage import revisions, rows, tables
from storage.article_rows import ArticleRow, ArticleText, read_article_rows, read_article_texts
from storage.connection import Database, check_path, connect_to_read, connect_to_write
from storage.errors import (
    Conflict,
    LabelsLocked,
    NotAProject,
    OnlyReadable,
    ProjectLocked,
    ReadOnly,
)
from storage.history import (
    Wanted,
    article_at,
    numbers_of_article,
    pasts,
    read_page,
    removed_records,
    users_of,
)
from storage.locking import WriterLock
from storage.log_lines import LogLine, read_log_lines
from storage.models import StoredModel, read_model, write_model
from storage.revisions import Authorship, Revision
from storage.stance_rows import read_stance_rows
from storage.writing import check_writable, write_changes, writing_to

__all__ = [
    "ArticleRow",
    "ArticleText",
    "Authorship",
    "Conflict",
    "LogLine",
    "NotAProject",
    "OnlyReadable",
    "Project",
    "ProjectLocked",
    "ReadOnly",
    "Revision",
]

R = TypeVar("R", bound=Record)

TEXTS_AT_ONCE = 16
"""How many texts of articles are read in one transaction when all are gone through."""

_NAME_KINDS: tuple[type[Record], ...] = (Annotator, Label, Entity, Alias, GroupMember, Reason)


class Project:
    """An open project file."""

    def __init__(self, path: Path, database: Database, lock: WriterLock | None) -> None:
        """Take over an open database; `create` and `open` are the ways in. Without a lock it is read only."""
        self.path = path
        self.read_only = lock is None
        self._database = database
        self._lock = lock
        self.id, self.labels_locked = _identity(database)

    @classmethod
    def create(cls, path: Path, annotator_name: str) -> Project:
        """Make a new project with one annotator and the default labels, and open it.

        Raises:
            PersonError: if there is something at `path` already.
            SurroundingsError: if it cannot be written there.
        """
        from storage.creation import create_file

        path = path.absolute()
        create_file(path, annotator_name)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Project:
        """Open a project, for writing unless `read_only`. One of an older program is brought up to date.

        Raises:
            PersonError: if there is no such file, or it is no project, or one of a newer program.
            ProjectLocked: if somebody else writes to it; it may be opened `read_only`.
            OnlyReadable: if file or folder are read-only; it may be opened `read_only`.
            SurroundingsError: if it is damaged or cannot be reached.
        """
        path = path.resolve()
        check_path(path, read_only=read_only)
        if read_only:
            database = connect_to_read(path)
            lock = None
        else:
            lock = WriterLock(path)
            try:
                database = _open_current(path)
            except BaseException:
                lock.release()
                raise
        try:
            return cls(path, database, lock)
        except BaseException:
            database.close()
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the file and let others write to it. Everything applied is on disk already."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def read(self, kind: type[R], **equals: object) -> list[R]:
        """Return the records of a kind, in the order they were added, whose fields have the given values."""
        with self._database.reading() as connection:
            return rows.fetch_equal(connection, kind, equals)

    def read_together(self, kinds: Iterable[type[Record]]) -> list[Record]:
        """Return all records of some kinds as they stand at one moment, whoever writes meanwhile."""
        with self._database.reading() as connection:
            return [record for kind in kinds for record in rows.fetch(connection, kind)]

    def get(self, kind: type[R], record_id: Id) -> R | None:
        """Return the record with an id, or None."""
        found = self.read(kind, id=record_id)
        return found[0] if found else None

    def names(self) -> list[Record]:
        """Return what belongs to the whole project: annotators, labels, names of entities, reasons."""
        return self.read_together(_NAME_KINDS)

    def mention_rows(self, article_id: Id, annotator_id: Id) -> list[MentionRow]:
        """Return the mentions that one annotator has in one article, in the order of the text.

        Of 100,000 mentions few are ever asked for, and to make records of all takes as long as to read them.
        """
        with self._database.reading() as connection:
            return rows.fetch_mention_rows(connection, article_id, annotator_id)

    def layer(self, article_id: Id, annotator_id: Id, *, mentions: bool = True) -> list[Record]:
        """Return everything that one annotator has in one article, or all of it but the mentions."""
        equals: dict[str, object] = {"article_id": article_id, "annotator_id": annotator_id}
        with self._database.reading() as connection:
            records: list[Record] = []
            for kind in (Mention, Camp, Stance) if mentions else (Camp, Stance):
                records += rows.fetch_equal(connection, kind, equals)
            records += rows.fetch_evidence(connection, article_id, annotator_id)
            for kind in (Rejection, Dismissal, Progress, Comment):
                records += rows.fetch_equal(connection, kind, equals)
        return records

    def article_rows(self, annotator_id: Id) -> list[ArticleRow]:
        """Return every article without its text, in the order they were added, with the annotator's part."""
        with self._database.reading() as connection:
            return read_article_rows(connection, annotator_id)

    def stance_rows(self, article_id: Id | None = None, annotator_id: Id | None = None) -> list[StanceRow]:
        """Return the stances that stand in a camp with a target, of one or all articles and annotators."""
        with self._database.reading() as connection:
            return read_stance_rows(connection, article_id, annotator_id)

    def article_texts(self) -> Generator[ArticleText]:
        """Yield every article's text in the order they were added, with few of them in memory at a time.

        Between two of them the project may be read as usual.
        """
        last = 0
        while True:
            with self._database.reading() as connection:
                texts, last = read_article_texts(connection, last, TEXTS_AT_ONCE)
            if not texts:
                return
            yield from texts

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Let all that is read meanwhile be of one moment, whoever writes; nothing can be written here."""
        with self._database.reading():
            yield

    def count(self, kind: type[Record]) -> int:
        """Return how many records of a kind there are."""
        with self._database.reading() as connection:
            return rows.count(connection, kind)

    def article_ids_by_sha256(self, hashes: Iterable[str]) -> dict[str, Id]:
        """Return the first article for each of those hashes of texts that the project has."""
        column = tables.article.c
        found: dict[str, Id] = {}
        with self._database.reading() as connection:
            for batch in rows.batches(list(hashes)):
                statement = select(column.sha256, column.id).where(column.sha256.in_(batch))
                for sha256, article_id in connection.execute(statement):
                    found.setdefault(sha256, article_id)
        return found

    def apply(
        self, changes: ChangeSet, annotator_id: Id, *, undoable: bool = True, continues: int | None = None
    ) -> Revision | None:
        """Write a change set and its revision in one transaction. On return it is on disk.

        Args:
            changes: what to change; nothing is written if it is empty.
            annotator_id: who does it.
            undoable: False for what Undo should not reach, nor anything before it.
            continues: the annotator's undoable revision that this goes on with, as while a key is held down.
                If nothing was recorded since, the two become one step.

        Returns:
            The revision; None if there was nothing to change.

        Raises:
            ReadOnly: if the project was opened for reading.
            LabelsLocked: if it would change the labels of a project that was handed out with these.
            Conflict: if a record is not stored as a change expects it, or refers to one that is not there.
            SurroundingsError: if the disk is full and the like. In every case nothing was written.
        """
        check_writable(self.path, read_only=self.read_only)
        if self.labels_locked and changes.touches(Label):
            raise LabelsLocked
        if not changes:
            return None
        with writing_to(self._database) as connection:
            number = revisions.next_number(connection)
            earlier = revisions.read_change_set(connection, number - 1) if continues == number - 1 else None
            write_changes(connection, changes)
            if earlier is not None and (whole := compose(earlier, changes)):
                number, changes = number - 1, whole
                revisions.remove_revision(connection, number)
            revision = revisions.plain(number, annotator_id, changes.title, undoable=undoable)
            revisions.write_revision(connection, revision, changes.changes)
        return revision

    def fold_log(self) -> None:
        """Do now, while nobody waits, what SQLite would do in the middle of a step: fold a long log."""
        if not self.read_only:
            self._database.fold_log()

    def undo(self, annotator_id: Id) -> ChangeSet | None:
        """Take back the annotator's last action, as a revision of its own.

        Returns:
            The change set that was applied; None if there is nothing to take back.

        Raises:
            ReadOnly, SurroundingsError: as `apply`.
            Conflict: if somebody has changed the records since. The step is passed over, and stays as it is.
        """
        return self._step(annotator_id, back=True)

    def redo(self, annotator_id: Id) -> ChangeSet | None:
        """Do again what the annotator's last Undo took back; otherwise as `undo`."""
        return self._step(annotator_id, back=False)

    def step_titles(self, annotator_id: Id) -> tuple[str | None, str | None]:
        """Return what `undo` would take back and what `redo` would do again, as the history calls them."""
        if self.read_only:
            return None, None
        with self._database.reading() as connection:
            last = revisions.last_of(connection, annotator_id)
            numbers = (last.undo_next, last.redo_next) if last else (None, None)
            found = [revisions.find_revision(connection, number) if number else None for number in numbers]
        undo, redo = (revision.title if revision else None for revision in found)
        return undo, redo

    def revisions(
        self, limit: int = 100, *, before: int | None = None, annotator_id: Id | None = None
    ) -> list[Revision]:
        """Return the newest revisions first, optionally those before a number and those of one annotator."""
        with self._database.reading() as connection:
            return revisions.list_revisions(connection, limit, before, annotator_id)

    def history(self, wanted: Wanted, *, before: int | None = None, limit: int = 100) -> list[Revision]:
        """Return the newest revisions that are wanted, or those before a number; the newest first."""
        with self._database.reading() as connection:
            return read_page(connection, wanted, before, limit)

    def users_of(self, record: Record) -> list[tuple[type[Record], Id]]:
        """Return what refers to a record, by kind and id."""
        with self._database.reading() as connection:
            return users_of(connection, record)

    def revisions_of_article(self, article_id: Id) -> list[int]:
        """Return the numbers of the revisions that concern an article, the oldest first."""
        with self._database.reading() as connection:
            return numbers_of_article(connection, article_id)

    def article_at(self, article_id: Id, annotator_id: Id, number: int) -> list[Record]:
        """Return an article as it was after a revision, with an annotator's layer and names gone since."""
        with self._database.reading() as connection:
            return article_at(connection, article_id, annotator_id, number)

    def removed(self) -> dict[Id, type[Record]]:
        """Return the kinds of the records that were ever removed but by Undo; some may be there again."""
        with self._database.reading() as connection:
            return removed_records(connection)

    def pasts(self, kind: type[Record], ids: Iterable[Id]) -> dict[Id, Past]:
        """Return what the log says of some records."""
        with self._database.reading() as connection:
            return pasts(connection, kind, ids)

    def model(self, annotator_id: Id) -> StoredModel | None:
        """Return the tagger that an annotator's finished articles have taught, if there is a sound one."""
        with self._database.reading() as connection:
            return read_model(connection, annotator_id)

    def keep_model(self, annotator_id: Id, model: StoredModel) -> None:
        """Keep a trained tagger in place of the annotator's former one.

        Raises:
            ReadOnly, SurroundingsError: as `apply`.
        """
        check_writable(self.path, read_only=self.read_only)
        with writing_to(self._database) as connection:
            write_model(connection, annotator_id, model)

    def log_lines(self) -> Generator[LogLine]:
        """Yield every line of the log in its order, with few of them in memory at a time."""
        after = (0, -1)
        while True:
            with self._database.reading() as connection:
                lines = read_log_lines(connection, after)
            if not lines:
                return
            yield from lines
            after = lines[-1].revision, lines[-1].position

    def authorship(self, record_ids: Sequence[Id]) -> dict[Id, Authorship]:
        """Return who added and who last changed each of some records, and when; from the log."""
        with self._database.reading() as connection:
            return revisions.authorship(connection, record_ids)

    def change_set(self, number: int) -> ChangeSet:
        """Return what a revision changed, from the log.

        Raises:
            KeyError: if there is no such revision.
        """
        with self._database.reading() as connection:
            changes = revisions.read_change_set(connection, number)
        if changes is None:
            raise KeyError(number)
        return changes

    def _step(self, annotator_id: Id, *, back: bool) -> ChangeSet | None:
        check_writable(self.path, read_only=self.read_only)
        try:
            return self._reverse_next(annotator_id, back=back)
        except Conflict as conflict:
            self._reverse_next(annotator_id, back=back, passing_over=True)
            what = "Undo goes on with the step before it." if back else "Redo goes on with the step after it."
            raise Conflict(f"{conflict} {what}", conflict.changes) from conflict

    def _reverse_next(self, annotator_id: Id, *, back: bool, passing_over: bool = False) -> ChangeSet | None:
        """Reverse the next step as a revision of its own; one that is passed over changes nothing."""
        with writing_to(self._database) as connection:
            reversed_ = _next_reversed(connection, annotator_id, back=back)
            if reversed_ is None:
                return None
            logged = revisions.read_change_set(connection, reversed_.number)
            assert logged is not None
            changes = ChangeSet(logged.title, ()) if passing_over else reverse(logged)
            number = revisions.next_number(connection)
            make = revisions.undoing if back else revisions.redoing
            revision = make(connection, number, reversed_)
            write_changes(connection, changes)
            revisions.write_revision(connection, revision, changes.changes)
        return changes


def _identity(database: Database) -> tuple[Id, bool]:
    """Return the project's own id, and whether its labels are locked.

    Raises:
        SurroundingsError: if the file is marked as ours, but its tables are not there.
    """
    column = tables.project.c
    with suppress(OperationalError), database.reading() as connection:
        found = connection.execute(select(column.id, column.labels_locked)).first()
        if found is not None:
            return found[0], bool(found[1])
    raise SurroundingsError(f"“{database.path.name}” is damaged and cannot be read. Open a backup of it.")


def _next_reversed(connection: Connection, annotator_id: Id, *, back: bool) -> Revision | None:
    """Return the revision that the annotator's next Undo (or Redo) reverses."""
    last = revisions.last_of(connection, annotator_id)
    number = None if last is None else last.undo_next if back else last.redo_next
    return None if number is None else revisions.find_revision(connection, number)


def _open_current(path: Path) -> Database:
    """Open a project for writing, bringing one of an older program up to date first."""
    database = connect_to_write(path)
    if database.schema_version() == tables.SCHEMA_VERSION:
        return database
    database.close()
    from storage.upgrade import upgrade

    upgrade(path)
    return connect_to_write(path)
