"""Bringing the file of an older program up to date.

The only user of Alembic, which is slow to import: a project of today's schema never gets here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from annotation.errors import SurroundingsError
from storage.connection import Database
from storage.errors import translated
from storage.tables import SCHEMA_VERSION

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(path: Path, migrations: Path = MIGRATIONS, version: int = SCHEMA_VERSION) -> Path:
    """Migrate a project file, after keeping a copy of it beside it. The caller holds the lock.

    Foreign keys are off meanwhile: SQLite alters a table by making it again, and dropping the old one would
    take every row along that refers to it.

    Args:
        path: the project.
        migrations: Alembic's folder.
        version: the schema that the last migration leads to.

    Returns:
        The copy, as it was before.

    Raises:
        SurroundingsError: if it cannot be done. The file is as it was.
    """
    database = Database(path, "rw", foreign_keys=False)
    try:
        copy = _back_up(path, database.schema_version())
        with database.writing() as connection:
            run_migrations(connection, migrations)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise SurroundingsError(
                    f"“{path.name}” is from an older Paksha and cannot be brought up to date: a line of its "
                    f"table “{broken[0]}” refers to one of “{broken[2]}” that is not there. "
                    "Nothing was changed."
                )
            connection.exec_driver_sql(f"PRAGMA user_version={version}")
    finally:
        database.close()
    return copy


def run_migrations(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Run every migration that the database has not seen, within the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _back_up(path: Path, version: int) -> Path:
    """Copy the file, with what still lies in its write-ahead log, under a name that is free."""
    copy = path.with_name(f"{path.stem} (format {version}){path.suffix}")
    number = 2
    while copy.exists():
        copy = path.with_name(f"{path.stem} (format {version}, {number}){path.suffix}")
        number += 1
    with translated(path):
        source = sqlite3.connect(path)
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
    return copy
