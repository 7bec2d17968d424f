"""POSIX locks go when the process closes any descriptor of the file; what was said to be saved must stay."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotation.changes import add, change_set
from annotation.records import Annotator, Entity, Label, new_id
from storage.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no POSIX locks")

LOOK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM entity").fetchall()
connection.close()
"""

READ = """
import sys
from pathlib import Path
from storage.project import Project
Project.open(Path(sys.argv[1]), read_only=True).close()
"""


def entity_in(project: Project, name: str) -> None:
    entity = Entity(id=new_id(), name=name, label_id=project.read(Label)[0].id)
    project.apply(change_set(f"added {name}", [add(entity)]), project.read(Annotator)[0].id)


def drop_locks(folder: Path) -> None:
    """Look into every file of the folder, as some file dialogs do to tell what each is."""
    for path in folder.iterdir():
        path.read_bytes()


def in_another_process(script: str, path: Path) -> None:
    """Open and close the project in a process that sees no lock of ours."""
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=root, check=True)


def names_on_disk(path: Path, folder: Path) -> list[str]:
    """What a project holds if the process that has it open is killed now: the files as they lie there."""
    folder.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        if not file.name.endswith((".lock", "-shm")):
            (folder / file.name).write_bytes(file.read_bytes())
    copy = sqlite3.connect(folder / path.name)
    try:
        return [name for (name,) in copy.execute("SELECT name FROM entity ORDER BY rowid")]
    finally:
        copy.close()


def test_steps_after_somebody_took_the_log_away_are_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "project" / "a.paksha"
    path.parent.mkdir()
    with Project.create(path, "Asha") as project:
        entity_in(project, "before")
        drop_locks(path.parent)
        in_another_process(LOOK, path)
        assert not path.with_name("a.paksha-wal").exists(), "the log is gone, as this test needs it"
        entity_in(project, "after")
        assert names_on_disk(path, tmp_path / "copy") == ["before", "after"]
        assert project.undo(project.read(Annotator)[0].id)
    with Project.open(path) as again:
        assert [entity.name for entity in again.read(Entity)] == ["before"]


def test_our_own_readers_never_take_the_log_away(tmp_path: Path) -> None:
    path = tmp_path / "a.paksha"
    with Project.create(path, "Asha") as project:
        entity_in(project, "before")
        drop_locks(tmp_path)
        in_another_process(READ, path)
        assert path.with_name("a.paksha-wal").stat().st_size
