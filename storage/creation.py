"""Making a new project file."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from annotation.changes import ChangeSet, add
from annotation.edits.reasons import default_reasons
from annotation.errors import PersonError, SurroundingsError
from annotation.records import Annotator, Id, Label, new_id
from annotation.resources import entry, load_toml
from annotation.resources import tables as tables_in
from storage import revisions, tables
from storage.connection import Database
from storage.writing import write_changes


def create_file(path: Path, annotator_name: str) -> None:
    """Make a project file with one annotator and the default labels.

    Raises:
        PersonError: if the name is blank, or there is something at `path` already.
        SurroundingsError: if it cannot be written there.
    """
    name = annotator_name.strip()
    if not name:
        raise PersonError("A project needs the name of its annotator.")
    annotator = Annotator(id=new_id(), name=name)
    start = ChangeSet("New project", tuple(map(add, [annotator, *default_labels(), *default_reasons()])))
    write_file(path, start, annotator.id)


def write_file(path: Path, start: ChangeSet, annotator_id: Id, *, labels_locked: bool = False) -> None:
    """Make a project file that holds what its first revision adds.

    It is made under another name first, so that there is never half a project at `path`.

    Args:
        path: where there is nothing yet.
        start: what the project holds.
        annotator_id: whose the first revision is; nobody can take it back.
        labels_locked: whether the labels cannot be changed in it.

    Raises:
        PersonError: if there is something at `path` already.
        SurroundingsError: if it cannot be written there.
    """
    if path.exists():
        raise PersonError(f"There is a file “{path.name}” already. Choose another name, or open it.")
    if not path.parent.is_dir():
        raise PersonError(f"There is no folder “{path.parent}”. Make it first, or choose another one.")
    if not os.access(path.parent, os.W_OK):
        raise SurroundingsError(
            f"You have no permission to make a file in “{path.parent}”. Choose another folder."
        )
    draft = path.with_name(f".{path.name}.{new_id()[:8]}.new")
    try:
        _fill(draft, start, annotator_id, labels_locked)
        _rename(draft, path)
    except SurroundingsError as error:
        raise SurroundingsError(str(error).replace(draft.name, path.name)) from error
    finally:
        for leftover in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                draft.with_name(draft.name + leftover).unlink()


def default_labels() -> list[Label]:
    """Return the labels that a new project starts with.

    Raises:
        ResourceError: if their data file is missing or malformed.
    """
    where = "labels/default.toml"
    return [
        Label(
            id=new_id(),
            name=entry(table, "name", str, where),
            colour=entry(table, "colour", str, where),
            key=entry(table, "key", str, where),
            description=entry(table, "description", str, where),
            position=position,
        )
        for position, table in enumerate(tables_in(load_toml("labels", "default.toml"), "label", where))
    ]


def create_schema(connection: Connection) -> None:
    """Make every table, marked as of the newest schema."""
    tables.metadata.create_all(connection)
    connection.execute(insert(tables.alembic_version), {"version_num": f"{tables.SCHEMA_VERSION:04}"})
    connection.exec_driver_sql(f"PRAGMA application_id={tables.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={tables.SCHEMA_VERSION}")


def _fill(path: Path, start: ChangeSet, annotator_id: Id, labels_locked: bool) -> None:
    database = Database(path, "rwc")
    try:
        database.pragma("journal_mode=WAL")
        with database.writing() as connection:
            create_schema(connection)
            now = datetime.now(UTC).isoformat()
            project = {"id": new_id(), "created_at": now, "labels_locked": int(labels_locked)}
            connection.execute(insert(tables.project), project)
            write_changes(connection, start)
            first = revisions.plain(1, annotator_id, start.title, undoable=False)
            revisions.write_revision(connection, first, start.changes)
    finally:
        database.close()


def _rename(draft: Path, path: Path) -> None:
    """Give the draft its name, unless somebody else took it in the meantime."""
    try:
        if os.name == "nt":
            draft.rename(path)  # refuses to replace a file there
        else:
            os.link(draft, path)
    except FileExistsError as error:
        raise PersonError(
            f"There is a file “{path.name}” already. Choose another name, or open it."
        ) from error
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise SurroundingsError(f"“{path.name}” cannot be made: {error.strerror}.") from error
        draft.rename(path)  # a file system without links
