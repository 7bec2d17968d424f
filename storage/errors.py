"""What can go wrong with a project file, and the sentences for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from annotation.changes import Change
from annotation.errors import PersonError, SurroundingsError


class NotAProject(PersonError):  # noqa: N818  # a sentence for a person, as are the others here
    """The file is no Paksha project, or one that this program is too old for."""


class ReadOnly(PersonError):  # noqa: N818
    """The project was opened for reading only."""


class LabelsLocked(PersonError):  # noqa: N818
    """The labels of the project cannot be changed."""

    def __init__(self) -> None:
        super().__init__(
            "The labels of this project are locked: it was handed out with these. Ask whoever gave it to you."
        )


class Conflict(PersonError):  # noqa: N818
    """What a change set was made from is no longer what is stored. Nothing was written.

    `changes` are the changes that do not fit; it is empty when a record refers to one that is not there.
    """

    def __init__(self, message: str, changes: tuple[Change, ...] = ()) -> None:
        super().__init__(message)
        self.changes = changes


class OnlyReadable(SurroundingsError):  # noqa: N818
    """The project cannot be written at the moment; it may be opened with `read_only=True`."""


class ProjectLocked(OnlyReadable):
    """Another window or another program writes to the project."""


_BUSY = "“{name}” is being used by another program, so nothing was saved. Try again in a moment."

_SENTENCES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: "“{name}” cannot be written: the file or its folder is read-only.",
    sqlite3.SQLITE_PERM: "“{name}” cannot be opened: you have no permission for the file or its folder.",
    sqlite3.SQLITE_CANTOPEN: "“{name}” cannot be opened: it has gone, or you have no permission for it.",
    sqlite3.SQLITE_FULL: "The disk is full, so nothing was saved in “{name}”. Make room and try again.",
    sqlite3.SQLITE_IOERR: "The disk reported an error with “{name}”. Check the disk and the room on it.",
    sqlite3.SQLITE_CORRUPT: "“{name}” is damaged and cannot be read. Open a backup of it.",
    sqlite3.SQLITE_NOTADB: "“{name}” is not a Paksha project, or its beginning is damaged.",
    sqlite3.SQLITE_TOOBIG: "A text is too long to be saved in “{name}”. Divide it.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory for “{name}”. Close other programs and try again.",
}
"""By SQLite's primary result code."""


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Turn the errors of SQLite that come from the surroundings into sentences; others pass as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(origin, "sqlite_errorcode", 0) & 0xFF
        sentence = _SENTENCES.get(code)
        if sentence is None:
            raise
        message = sentence.format(name=path.name)
        if code == sqlite3.SQLITE_NOTADB:
            raise NotAProject(message) from error
        raise SurroundingsError(message) from error


def is_foreign_key_failure(error: DBAPIError) -> bool:
    """Tell whether a commit failed because a record refers to one that is not there."""
    origin = error.orig
    if getattr(origin, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return True
    # The deferred check at COMMIT reports the primary code only.
    return isinstance(origin, sqlite3.IntegrityError) and "FOREIGN KEY" in str(origin)
