"""A whole day's work in the real program, on the real article: by keyboard, killed, and found again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotation.records import Camp, Correction, Entity, Evidence, Mention, Stance
from storage.project import Project

SCRIPT = Path(__file__).with_name("a_days_work.py")


def run(home: Path, what: str, article: Path) -> subprocess.CompletedProcess[str]:
    """Play one scenario in a process with a home of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTEST"))
    }
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, str(SCRIPT), what, str(home), str(article)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_days_work_by_keyboard_survives_a_kill(tmp_path: Path, shared_data: Path) -> None:
    article = shared_data / "venezuela-hi.txt"
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))

    killed = run(tmp_path, "annotate", article)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    shown = json.loads(killed.stdout.splitlines()[-1])
    assert shown["text"] == article.read_text(encoding="utf-8")

    with Project.open(tmp_path / "work.paksha") as project:
        codes = {entity.id: entity.code for entity in project.read(Entity)}
        names = {entity.id: entity.name for entity in project.read(Entity)}
        stances = project.read(Stance)
        corrections = {names[stance.holder_id]: stance.correction for stance in stances}
        written = {
            (evidence.start, evidence.end): codes[stance.holder_id]
            for stance in stances
            if stance.stated_camp_id
            for evidence in project.read(Evidence, stance_id=stance.id)
        }
        mentions = project.read(Mention)
        camps = project.read(Camp)
    members = [member for found in gold["lists"] for member in found["members"]]
    assert written == {(member["start"], member["end"]): member["code"] for member in members}
    headings = {(camp.heading_start, camp.heading_end) for camp in camps if camp.heading_start is not None}
    assert headings == {(found["heading"]["start"], found["heading"]["end"]) for found in gold["lists"]}
    assert corrections["मैक्सिको"] is Correction.MOVED
    assert corrections["पनामा"] is Correction.REMOVED
    assert corrections["चिली"] is Correction.KEPT
    assert corrections["भारत"] is Correction.ADDED
    assert {note for note in (stance.note for stance in stances) if note} == {"27"}
    assert all(mention.entity_id for mention in mentions)
    assert (tmp_path / "work.xlsx").stat().st_size > 5_000

    again = run(tmp_path, "look_again", article)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout.splitlines()[-1]) == shown
