from __future__ import annotations

import gzip
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from annotation.changes import ChangeSet, add
from annotation.errors import SurroundingsError
from annotation.records import Alias, Annotator, Article, Entity, Label, Mention, Record, Stance, new_id
from storage.connection import Database
from storage.creation import create_schema
from storage.project import Project
from storage.tables import APPLICATION_ID, SCHEMA_VERSION
from storage.upgrade import MIGRATIONS, run_migrations, upgrade

OLD = Path(__file__).parent / "old"
"""Projects as earlier versions of the program wrote them, compressed."""

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("entity") as batch:
        batch.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="new"))
        batch.alter_column("note", new_column_name="remark")
    {more}
"""


@pytest.fixture
def empty(path: Path) -> Iterator[Database]:
    database = Database(path, "rwc", foreign_keys=False)
    yield database
    database.close()


@pytest.fixture
def next_migrations(tmp_path: Path) -> Callable[[str], Path]:
    """Alembic's folder with one more migration, as a later version of the program would have it."""

    def make(more: str = "") -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0006_next.py").write_text(NEXT.format(more=more))
        return folder

    return make


@pytest.fixture
def filled(project: Project, asha: Annotator, article: Article, label: Label) -> list[Record]:
    entity = Entity(id=new_id(), name="भारत", label_id=label.id, note="देश")
    layer: dict[str, Any] = {"article_id": article.id, "annotator_id": asha.id}
    records: list[Record] = [
        entity,
        Alias(id=new_id(), entity_id=entity.id, surface="इंडिया"),
        Mention(id=new_id(), **layer, start=0, end=4, label_id=label.id, entity_id=entity.id),
    ]
    project.apply(ChangeSet("Fill", tuple(map(add, records))), asha.id)
    return records


def schema(path: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(kind, name): parts(sql) for kind, name, sql in rows}


def parts(sql: str) -> str:
    """Return SQL without what means nothing: the order of constraints, the quotes of a table made again."""
    sql = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql)
    lines = [line.strip().rstrip(", ") for line in sql.splitlines()]
    columns = [line for line in lines if not line.startswith("CONSTRAINT")]
    return re.sub(r"\s+", " ", " ".join([*columns, *sorted(set(lines) - set(columns))]))


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()


def test_the_migrations_lead_to_the_schema_that_new_projects_have(empty: Database, tmp_path: Path) -> None:
    with empty.writing() as connection:
        run_migrations(connection)
    fresh = Database(tmp_path / "fresh", "rwc")
    with fresh.writing() as connection:
        create_schema(connection)
    fresh.close()
    migrated, made = schema(empty.path), schema(tmp_path / "fresh")
    assert migrated.keys() == made.keys()
    for name in made:
        assert migrated[name] == made[name]
    assert rows(empty.path, "alembic_version") == rows(tmp_path / "fresh", "alembic_version")


def test_the_schema_version_is_the_number_of_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head is not None
    assert int(head) == SCHEMA_VERSION


def test_opening_a_project_of_the_time_before_the_first_schema_brings_it_up_to_date(empty: Database) -> None:
    empty.pragma(f"application_id={APPLICATION_ID}")
    with empty.writing() as connection:
        run_migrations(connection)
        connection.exec_driver_sql("INSERT INTO project (id, created_at) VALUES ('p', '')")
        # What no migration has marked yet:
        connection.exec_driver_sql("PRAGMA user_version=0")
    empty.close()
    with Project.open(empty.path) as project:
        assert project.id == "p"
        assert project.names() == []
        assert project._database.schema_version() == SCHEMA_VERSION
        assert project._database.pragma("foreign_keys") == 1
    copy = empty.path.with_stem(f"{empty.path.stem} (format 0)")
    assert rows(copy, "project") == [("p", "", 0)]
    assert sorted(path.name for path in empty.path.parent.iterdir()) == sorted([copy.name, empty.path.name])


def test_a_later_migration_keeps_every_row_that_refers_to_a_table_made_again(
    project: Project, filled: list[Record], next_migrations: Callable[[str], Path]
) -> None:
    path = project.path
    project.close()
    tables = ("alias", "mention", "annotator", "revision", "revision_change")
    before = {table: rows(path, table) for table in tables}
    entity = filled[0]
    assert isinstance(entity, Entity)
    copy = upgrade(path, next_migrations(""), version=5)
    assert {table: rows(path, table) for table in tables} == before
    assert rows(path, "entity") == [(entity.id, entity.name, entity.label_id, "", "देश", "new")]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (5,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0006",)]
    with Project.open(copy) as old:
        assert old.get(Entity, entity.id) == entity


def test_the_copy_before_an_upgrade_has_the_steps_that_were_not_folded_in(
    project: Project, filled: list[Record], next_migrations: Callable[[str], Path], tmp_path: Path
) -> None:
    killed = tmp_path / "killed"
    killed.mkdir()
    for suffix in ("", "-wal"):
        source = project.path.with_name(project.path.name + suffix)
        shutil.copy(source, killed / source.name)
    copy = upgrade(killed / project.path.name, next_migrations(""), version=5)
    assert len(rows(copy, "mention")) == 1
    assert copy.parent == killed


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ('op.execute("DELETE FROM label")', SurroundingsError, "Nothing was changed"),
        ('raise RuntimeError("half way")', RuntimeError, "half way"),
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    project: Project,
    filled: list[Record],
    next_migrations: Callable[[str], Path],
    more: str,
    error: type[Exception],
    message: str,
) -> None:
    path = project.path
    project.close()
    before = schema(path), rows(path, "entity"), rows(path, "label")
    migrations = next_migrations(more)
    with pytest.raises(error, match=message):
        upgrade(path, migrations, version=5)
    assert (schema(path), rows(path, "entity"), rows(path, "label")) == before
    with Project.open(path) as again:
        assert again.read(Entity) == filled[:1]


@pytest.mark.parametrize("stored", sorted(OLD.glob("*.gz")), ids=lambda path: path.stem)
def test_a_project_of_every_earlier_schema_opens_with_the_same_annotations(
    stored: Path, tmp_path: Path
) -> None:
    old = tmp_path / stored.stem
    old.write_bytes(gzip.decompress(stored.read_bytes()))
    kept = {table: rows(old, table) for table in ("mention", "camp", "evidence", "entity", "revision_change")}
    stances = rows(old, "stance")
    with Project.open(old) as project:
        assert project._database.schema_version() == SCHEMA_VERSION
        assert len(project.read(Mention)) == len(kept["mention"]) > 5
        assert len(project.read(Stance)) == len(stances)
        claims = {stance.claimed_by_id for stance in project.read(Stance)}
        assert (claims == {None}) == (stored.stem == "schema-1.paksha")
        asha = project.read(Annotator)[0]
        undone = project.undo(asha.id)
        assert undone is not None
        assert undone.title == ("noted" if stored.stem == "schema-1.paksha" else "why")
        for article in project.read(Article):  # the history of each is found, also of the time before
            numbers = project.revisions_of_article(article.id)
            assert numbers
            layer = [article, *project.layer(article.id, asha.id)]
            assert set(project.article_at(article.id, asha.id, numbers[-1])) == set(layer)
        assert project.redo(asha.id) is not None
    assert {table: rows(old, table)[: len(kept[table])] for table in kept} == kept
    assert [row[: len(stances[0])] for row in rows(old, "stance")] == stances


def test_copies_before_upgrades_do_not_replace_one_another(
    project: Project, filled: list[Record], next_migrations: Callable[[str], Path]
) -> None:
    path = project.path
    project.close()
    migrations = next_migrations("")
    content = path.read_bytes()
    first = upgrade(path, migrations, version=5)
    path.write_bytes(content)
    second = upgrade(path, migrations, version=5)
    assert first != second
    assert rows(first, "mention") == rows(second, "mention")
