from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.changes import ChangeSet, add
from annotation.errors import PersonError, SurroundingsError
from annotation.records import Annotator, Article, Mention, new_id
from storage.connection import LONG_LOG
from storage.project import NotAProject, OnlyReadable, Project
from storage.tables import APPLICATION_ID, SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[2]
both_ways = pytest.mark.parametrize("read_only", [False, True])


@pytest.fixture
def closed(project: Project, article: Article) -> Path:
    project.close()
    return project.path


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@both_ways
def test_a_missing_file_is_named(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(PersonError, match=r"no file “.*gone\.paksha”"):
        Project.open(tmp_path / "gone.paksha", read_only=read_only)
    assert files_in(tmp_path) == {}


@both_ways
def test_a_folder_is_refused(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(PersonError, match="is a folder"):
        Project.open(tmp_path, read_only=read_only)


@both_ways
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"short", "not a Paksha project"),
        ("यह एक समाचार है। ".encode() * 1000, "not a Paksha project"),
        (b"SQLite format 3\0" + bytes(4096), "not a Paksha project"),
    ],
)
def test_a_file_of_something_else_is_refused_and_left_alone(
    path: Path, content: bytes, reason: str, read_only: bool
) -> None:
    path.write_bytes(content)
    with pytest.raises(NotAProject, match=reason):
        Project.open(path, read_only=read_only)
    assert files_in(path.parent) == {path.name: content}


@both_ways
def test_a_database_of_another_program_is_refused_and_left_alone(path: Path, read_only: bool) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE project (id TEXT)")
    connection.close()
    before = files_in(path.parent)
    with pytest.raises(NotAProject, match="a database, but not a Paksha project"):
        Project.open(path, read_only=read_only)
    assert files_in(path.parent) == before


@both_ways
def test_a_project_of_a_newer_program_is_refused_and_left_alone(closed: Path, read_only: bool) -> None:
    connection = sqlite3.connect(closed)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    before = files_in(closed.parent)
    with pytest.raises(NotAProject, match="newer Paksha"):
        Project.open(closed, read_only=read_only)
    assert files_in(closed.parent) == before


def test_an_older_project_is_not_opened_for_reading_as_it_would_have_to_be_changed(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION - 1}")
    connection.close()
    with pytest.raises(NotAProject, match="older Paksha"):
        Project.open(closed, read_only=True)


@both_ways
def test_a_project_cut_short_is_called_damaged(closed: Path, read_only: bool) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: len(content) // 2])
    with pytest.raises(SurroundingsError, match="is damaged"):
        Project.open(closed, read_only=read_only).close()


@both_ways
def test_a_project_with_rubbish_inside_is_called_damaged_at_the_latest_when_it_is_read(
    closed: Path, read_only: bool
) -> None:
    content = bytearray(closed.read_bytes())
    content[4096:] = random.Random(1).randbytes(len(content) - 4096)
    closed.write_bytes(content)

    def read_everything() -> None:
        with Project.open(closed, read_only=read_only) as project:
            project.names()
            project.read(Article)

    with pytest.raises(SurroundingsError, match="is damaged"):
        read_everything()


@both_ways
def test_a_project_without_its_tables_is_called_damaged(path: Path, read_only: bool) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    connection.execute("CREATE TABLE other (id TEXT)")
    connection.close()
    with pytest.raises(SurroundingsError, match="is damaged"):
        Project.open(path, read_only=read_only)


def test_closing_twice_does_no_harm(closed: Path) -> None:
    project = Project.open(closed)
    project.close()
    project.close()


def test_a_write_has_the_file_to_itself_from_its_beginning(project: Project) -> None:
    other = sqlite3.connect(project.path, timeout=0, isolation_level=None)
    with project._database.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    with project._database.reading():
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_refused_project_is_not_kept_locked(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: len(content) // 2])
    with pytest.raises(SurroundingsError):
        Project.open(closed)
    closed.write_bytes(content)
    Project.open(closed).close()


def test_create_never_replaces_a_file(closed: Path) -> None:
    before = files_in(closed.parent)
    with pytest.raises(PersonError, match="already"):
        Project.create(closed, "Bina")
    assert files_in(closed.parent) == before


def test_create_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="no folder"):
        Project.create(tmp_path / "none" / "a.paksha", "Asha")
    with pytest.raises(PersonError, match="name of its annotator"):
        Project.create(tmp_path / "a.paksha", "  ")
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize(
    "name", ["a b.paksha", "50%.paksha", "a?b#c.paksha", "“परियोजना”.paksha", "ü'\";.paksha"]
)
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    with Project.create(tmp_path / name, "Asha") as project:
        assert project.path == tmp_path / name
    with Project.open(tmp_path / name, read_only=True):
        assert [path.name for path in tmp_path.iterdir() if path.suffix == ".paksha"] == [name]


def test_a_link_to_a_project_is_the_same_project(closed: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.paksha"
    link.symlink_to(closed)
    with Project.open(link), pytest.raises(OnlyReadable, match="already open"):
        Project.open(closed)


def test_settings_that_keep_the_file_safe_are_on(project: Project, closed: Path) -> None:
    with Project.open(closed) as again:
        database = again._database
        assert database.pragma("journal_mode") == "wal"
        assert database.pragma("synchronous") == 2  # FULL: a power cut loses nothing either
        assert database.pragma("fullfsync") == 1  # … on macOS as well
        assert database.pragma("foreign_keys") == 1
        assert database.pragma("trusted_schema") == 0
        assert database.pragma("busy_timeout") == 5000


def test_a_full_disk_is_said_and_loses_nothing(
    project: Project,
    asha: Annotator,
    make_mention: Callable[..., Mention],
    make_article: Callable[..., Article],
) -> None:
    mention = make_mention()
    project.apply(ChangeSet("Tag", (add(mention),)), asha.id)
    pages = project._database.pragma("page_count")
    project._database.pragma(f"max_page_count={pages}")  # SQLite then answers as it does on a full disk
    with pytest.raises(SurroundingsError, match="disk is full"):
        project.apply(ChangeSet("Import", (add(make_article("लंबा " * 50_000)),)), asha.id)
    project._database.pragma("max_page_count=1000000")
    assert project.read(Mention) == [mention]
    project.apply(ChangeSet("Import", (add(make_article("लंबा " * 50_000)),)), asha.id)
    assert len(project.read(Article)) == 2


def test_another_program_that_holds_the_file_is_waited_for_and_then_named(
    project: Project, asha: Annotator, make_mention: Callable[..., Mention]
) -> None:
    other = sqlite3.connect(project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    project._database.pragma("busy_timeout=50")
    with pytest.raises(SurroundingsError, match="used by another program"):
        project.apply(ChangeSet("Tag", (add(make_mention()),)), asha.id)
    other.close()
    project.apply(ChangeSet("Tag", (add(make_mention()),)), asha.id)
    assert len(project.read(Mention)) == 1


AS_NOBODY = """
import os, sys
from pathlib import Path
from annotation.errors import PersonError, SurroundingsError
from annotation.records import Article
from storage import creation, upgrade
import filelock
from storage.project import Project
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
for read_only in (False, True):
    try:
        with Project.open(path, read_only=read_only) as project:
            print("opened", len(project.read(Article)), project.read_only)
    except (PersonError, SurroundingsError) as error:
        print(type(error).__name__, error)
try:
    Project.create(path.with_name("new.paksha"), "Nobody")
except SurroundingsError as error:
    print(type(error).__name__, error)
"""


def open_as_nobody(path: Path) -> list[str]:
    """Try to open a project, for writing and for reading, as a user whom permissions concern."""
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.fixture
def reachable(closed: Path) -> Path:
    """The project, in folders that everybody may enter."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of this kind are Unix's")
    for folder in closed.parents:
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    return closed


def test_a_project_in_a_read_only_folder_can_be_read(reachable: Path) -> None:
    reachable.chmod(0o444)
    reachable.parent.chmod(0o555)
    try:
        writing, reading, _ = open_as_nobody(reachable)
    finally:
        reachable.parent.chmod(0o755)
    assert writing.startswith("OnlyReadable ")
    assert reading == "opened 1 True"


def test_a_writable_project_in_a_read_only_folder_can_be_read(reachable: Path) -> None:
    reachable.chmod(0o666)
    reachable.parent.chmod(0o555)
    try:
        writing, reading, creating = open_as_nobody(reachable)
    finally:
        reachable.parent.chmod(0o755)
    assert writing.startswith("OnlyReadable ")
    assert "folder is read-only" in writing
    assert creating.startswith("SurroundingsError You have no permission to make a file in ")
    assert reading == "opened 1 True"


def test_a_project_without_permission_to_read_says_so(reachable: Path) -> None:
    reachable.chmod(0o000)
    for line in open_as_nobody(reachable)[:2]:
        assert line.startswith("SurroundingsError ")
        assert "no permission" in line


def test_steps_not_folded_in_are_not_silently_left_out_in_a_read_only_folder(
    project: Project, asha: Annotator, make_article: Callable[..., Article], tmp_path: Path
) -> None:
    project.apply(ChangeSet("Import", (add(make_article()),)), asha.id)
    copy = tmp_path / "copy"
    copy.mkdir()
    for suffix in ("", "-wal"):  # as copied from a machine that was switched off
        source = project.path.with_name(project.path.name + suffix)
        (copy / source.name).write_bytes(source.read_bytes())
        (copy / source.name).chmod(0o444)
    for folder in (copy, *copy.parents):
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    copy.chmod(0o555)
    try:
        _, reading, _ = open_as_nobody(copy / project.path.name)
    finally:
        copy.chmod(0o755)
    assert reading.startswith("SurroundingsError The last steps of"), reading


def test_opening_is_quick(closed: Path) -> None:
    import time

    Project.open(closed).close()
    start = time.perf_counter()
    Project.open(closed).close()
    assert time.perf_counter() - start < 0.25  # 5 ms where nothing else runs


def test_ids_of_projects_differ(tmp_path: Path) -> None:
    ids = set()
    for _ in range(2):
        with Project.create(tmp_path / f"{new_id()}.paksha", "Asha") as project:
            ids.add(project.id)
    assert len(ids) == 2


def test_a_long_log_is_folded_into_the_file_between_two_steps(
    project: Project, asha: Annotator, make_article: Callable[..., Article], tmp_path: Path
) -> None:
    def pages_in_the_file_alone() -> int:
        return project.path.stat().st_size // 4096

    before = pages_in_the_file_alone()
    project.apply(ChangeSet("Short", (add(make_article("क" * 100)),)), asha.id)
    project.fold_log()
    assert pages_in_the_file_alone() == before
    # Three bytes each: more than LONG_LOG pages, and fewer than SQLite waits for.
    project.apply(ChangeSet("Long", (add(make_article("क" * 2048 * LONG_LOG)),)), asha.id)
    assert pages_in_the_file_alone() == before
    project.fold_log()
    assert pages_in_the_file_alone() > before + LONG_LOG
