"""The connection to a project file: how it is opened, what it is asked first, and its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from annotation.errors import PersonError, SurroundingsError
from storage.errors import NotAProject, OnlyReadable, translated
from storage.tables import APPLICATION_ID, SCHEMA_VERSION

LONG_LOG = 1_000
"""Pages of the write-ahead log from which `Database.fold_log` has something to do."""

_PAGE = 4096
"""Bytes of a page: SQLite's usual."""

_LONGEST_LOG = 10 * LONG_LOG
"""Pages at which SQLite folds the log by itself, in the middle of somebody's step."""

BUSY_SECONDS = 5.0
"""How long a transaction waits for another program that has the file locked."""


class Database:
    """A connection to a project file, used from the thread that opened it.

    Never read the file beside it with `open`: closing a file drops every lock that the process holds on it.
    """

    def __init__(self, path: Path, mode: str, *, foreign_keys: bool = True) -> None:
        """Connect.

        Args:
            path: the file.
            mode: SQLite's `rw`, `rwc` (makes the file) or `ro`; `immutable` for a file that nobody can write.
            foreign_keys: whether they are enforced; only a migration does without.
        """
        self.path = path
        self.mode = mode
        self._foreign_keys = foreign_keys
        self._begin = "BEGIN"
        self.engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        event.listen(self.engine, "begin", self._on_begin)
        with translated(path):
            self.connection: Connection = self.engine.connect()
        self._file = _identity(path)
        self._log = _identity(_log_of(path))

    def close(self) -> None:
        """Close; SQLite folds the write-ahead log into the file when nobody else has it open."""
        with translated(self.path):
            self.connection.close()
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Give the connection within one transaction that sees one state of the file.

        Within another reading it is the same transaction.
        """
        with translated(self.path), nullcontext() if self._is_reading else self._transaction("BEGIN"):
            yield self.connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Give the connection within a transaction that may write; committed at the end, undone on an error.

        Raises:
            SurroundingsError: if the file was moved or replaced since it was opened: SQLite would not notice.
        """
        if _identity(self.path) != self._file:
            raise SurroundingsError(
                f"“{self.path.name}” was moved, renamed or replaced while it was open, so nothing was saved. "
                "Put it back or open it where it is now."
            )
        self._keep_to_the_log()
        with translated(self.path), self._transaction("BEGIN IMMEDIATE"):
            yield self.connection

    def fold_log(self) -> None:
        """Write what a long write-ahead log holds into the file, between two steps rather than in one."""
        with suppress(OSError):
            if _log_of(self.path).stat().st_size > LONG_LOG * _PAGE:
                self.pragma("wal_checkpoint(PASSIVE)")

    def schema_version(self) -> int:
        """Return the schema that the file says it has."""
        version = self.pragma("user_version")
        assert isinstance(version, int)
        return version

    def pragma(self, name: str) -> str | int | None:
        """Return the value of a pragma."""
        with translated(self.path):
            row = self._driver().execute(f"PRAGMA {name}").fetchone()
        return None if row is None else row[0]

    def _keep_to_the_log(self) -> None:
        """Connect anew if somebody took the write-ahead log away, as steps in it would be lost with us.

        Whoever opens and closes the file in this process, a file dialog that looks into it for one, drops
        our locks, and the next program to close it then folds the log and removes it. What is in the log by
        now is in the file, too, or comes there when we let go of it.
        """
        log = _identity(_log_of(self.path))
        if self._log is not None and log != self._log:
            with translated(self.path):
                self.connection.close()
                self.connection = self.engine.connect()
                self.pragma("schema_version")  # makes the log
            log = _identity(_log_of(self.path))
        self._log = log

    @contextmanager
    def _transaction(self, begin: str) -> Generator[None]:
        self._begin = begin
        try:
            with self.connection.begin():
                yield
        except BaseException:
            # A commit that failed leaves SQLite within the transaction, and SQLAlchemy thinks it over.
            if self._driver().in_transaction:
                self._driver().rollback()
            raise

    @property
    def _is_reading(self) -> bool:
        return self._begin == "BEGIN" and self.connection.in_transaction()

    def _driver(self) -> sqlite3.Connection:
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def _connect(self) -> sqlite3.Connection:
        query = "mode=ro&immutable=1" if self.mode == "immutable" else f"mode={self.mode}"
        # Without an isolation level Python's driver leaves the transactions to us.
        connection = sqlite3.connect(
            f"{_uri(self.path)}?{query}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        try:
            connection.execute(f"PRAGMA foreign_keys={'ON' if self._foreign_keys else 'OFF'}")
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint={_LONGEST_LOG}")
            connection.execute("PRAGMA fullfsync=ON")  # macOS: otherwise the disk may keep it in its cache
        except BaseException:
            connection.close()
            raise
        return connection

    def _on_begin(self, connection: Connection) -> None:
        connection.exec_driver_sql(self._begin)


def check_path(path: Path, *, read_only: bool) -> None:
    """Refuse what cannot be a project file or cannot be opened, before SQLite is asked.

    Raises:
        PersonError: if there is no such file, or it is a folder or empty.
        SurroundingsError: if there is no permission.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise PersonError(f"There is no file “{path}”. It may have been moved or renamed.") from error
    except OSError as error:
        raise SurroundingsError(f"“{path}” cannot be opened: {error.strerror}.") from error
    if not path.is_file():
        raise PersonError(f"“{path}” is a folder, not a project. Choose a file ending in .paksha.")
    if size == 0:
        raise NotAProject(f"“{path.name}” is empty: it is not a Paksha project.")
    if not os.access(path, os.R_OK):
        raise SurroundingsError(f"“{path.name}” cannot be opened: you have no permission to read it.")
    if not read_only and not os.access(path, os.W_OK):
        raise OnlyReadable(f"“{path.name}” can be read but not changed: the file is read-only.")


def connect_to_write(path: Path) -> Database:
    """Open an existing project for writing, in whatever schema it is.

    Raises:
        PersonError: if it is no project, or from a newer program.
        SurroundingsError: if it is damaged.
    """
    database = Database(path, "rw")
    try:
        check_is_project(database)
        # After the check: this changes a file of somebody else's.
        database.pragma("journal_mode=WAL")
    except BaseException:
        database.close()
        raise
    return database


def connect_to_read(path: Path) -> Database:
    """Open an existing project for reading, also where nothing at all can be written.

    Raises:
        PersonError: if it is no project, or of another schema than this program's.
        SurroundingsError: if it is damaged.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and not _log_of(path).exists():
        # Not SQLite's own read-only mode: that leaves the files that it shares with other programs behind.
        # But where somebody has the project open, a reader must never be the one to take them away.
        return _connect_to_read(path, "rw")
    try:
        return _connect_to_read(path, "ro")
    except SurroundingsError:
        # Where those files are not there already and cannot be made, only this is left.
        journal = _log_of(path)
        if journal.exists() and journal.stat().st_size:
            raise SurroundingsError(
                f"The last steps of “{path.name}” still lie in “{journal.name}” beside it, and the folder is "
                "read-only. Copy both into a folder of your own and open the copy."
            ) from None
        return _connect_to_read(path, "immutable")


def _connect_to_read(path: Path, mode: str) -> Database:
    database = Database(path, mode)
    try:
        check_is_project(database)
        _check_is_not_older(database)
        database.pragma("query_only=ON")
    except BaseException:
        database.close()
        raise
    return database


def check_is_project(database: Database) -> None:
    """Refuse a file that is not a project, or is one of a newer program.

    Raises:
        NotAProject: with the reason.
    """
    name = database.path.name
    if database.pragma("schema_version") is None or database.pragma("application_id") != APPLICATION_ID:
        raise NotAProject(f"“{name}” is a database, but not a Paksha project.")
    version = database.schema_version()
    if version > SCHEMA_VERSION:
        raise NotAProject(
            f"“{name}” was made by a newer Paksha: its format is {version}, and this program knows "
            f"{SCHEMA_VERSION}. Install the newest version to open it."
        )


def _check_is_not_older(database: Database) -> None:
    if database.schema_version() < SCHEMA_VERSION:
        raise NotAProject(
            f"“{database.path.name}” was made by an older Paksha and has to be brought up to date before it "
            "can be read. Open it once where it can be changed."
        )


def _uri(path: Path) -> str:
    """Return a path as SQLite's URI: any character, a drive or a network share."""
    absolute = path.absolute()
    name = quote(os.fsencode(absolute.as_posix()))
    return f"file://{name if name.startswith('/') else '/' + name}"


def _log_of(path: Path) -> Path:
    """Return where SQLite keeps the write-ahead log of a file."""
    return path.with_name(f"{path.name}-wal")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one at the same path; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
