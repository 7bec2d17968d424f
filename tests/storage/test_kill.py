"""The process is killed at any moment: the next start has every step that was reported as done."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from annotation.records import Article, Mention, Record
from storage.project import Project

ROOT = Path(__file__).resolve().parents[2]

EDITOR = """
import random, sys
from dataclasses import replace
from pathlib import Path
from annotation.changes import Change, ChangeSet, add, remove
from annotation.records import Annotator, Article, Label, Mention, new_id
from storage.project import Project

rng = random.Random(int(sys.argv[2]))
project = Project.open(Path(sys.argv[1]))
asha, label, article = (project.read(kind)[0] for kind in (Annotator, Label, Article))
mentions = {mention.id: mention for mention in project.read(Mention)}
print("ready", flush=True)
while True:
    changes = []
    for _ in range(rng.choice([1, 1, 1, 20])):
        deed = rng.choice(["add", "add", "edit", "remove"])
        if deed == "add" or not mentions:
            layer = {"article_id": article.id, "annotator_id": asha.id}
            new = Mention(id=new_id(), **layer, start=0, end=1, label_id=label.id)
            changes.append(add(new))
            mentions[new.id] = new
        else:
            old = mentions.pop(rng.choice(list(mentions)))
            if deed == "edit":
                mentions[old.id] = replace(old, end=old.end + 1, note="n" * rng.randrange(2000))
                changes.append(Change(old, mentions[old.id]))
            else:
                changes.append(remove(old))
    revision = project.apply(ChangeSet("Edit", tuple(changes)), asha.id)
    print(revision.number, flush=True)
    if rng.random() < 0.1:
        project.undo(asha.id)
        project.redo(asha.id)
        print(project.revisions(1)[0].number, flush=True)
"""


def edit_and_be_killed(path: Path, seed: int, seconds: float) -> int:
    """Let another process edit for a while, kill it and return the last revision it reported."""
    process = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path), str(seed)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process, process.stdout as output:
        assert output.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines = output.read().splitlines(keepends=True)
    # The last line may be cut short.
    numbers = [int(line) for line in lines if line.endswith("\n")]
    return numbers[-1] if numbers else 0


def check(path: Path, reported: int) -> int:
    """Check a project after the kill and return its last revision."""
    with Project.open(path) as project:
        (last,) = project.revisions(1)
        assert last.number >= reported, "a step that was shown is gone"
        assert last.number <= reported + 3, "there are more steps than were begun"
        told: dict[str, Record] = {}
        for number in range(1, last.number + 1):
            for change in project.change_set(number).changes:
                assert told.pop(change.record_id, None) == change.before
                if change.after is not None:
                    told[change.record_id] = change.after
        stored: list[Record] = [*project.names(), *project.read(Article), *project.read(Mention)]
        assert {record.id: record for record in stored} == told
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return last.number


def kill_often(path: Path, times: int, seed: int = 7) -> None:
    rng = random.Random(seed)
    last = 0
    for _ in range(times):
        reported = edit_and_be_killed(path, rng.randrange(10**6), rng.uniform(0, 0.25))
        last = check(path, max(reported, last))


@pytest.fixture
def with_article(project: Project, article: Article) -> Path:
    project.close()
    return project.path


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_killed_process_loses_no_step_that_it_reported(with_article: Path) -> None:
    kill_often(with_article, 8)


@pytest.mark.stress
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
@pytest.mark.parametrize("round_", range(20))  # a new project each time: replaying a long log takes long
def test_a_process_killed_two_hundred_times_loses_nothing(with_article: Path, round_: int) -> None:
    kill_often(with_article, 10, seed=round_)
