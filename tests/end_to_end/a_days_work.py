"""A day's work on one article, played in the real program by keyboard; run by `test_a_days_work.py`.

Usage: a_days_work.py annotate|look_again FOLDER ARTICLE. What the window holds at the end is printed as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from robot import Robot, play

from annotation.describe import entity_name
from annotation.records import Camp, Entity, Mention, Stance
from gui.session import LAYER_KINDS, Session

Step = Callable[[], object]


def session_of(robot: Robot) -> Session:
    return robot.window.article._session


def state(session: Session) -> dict[str, object]:
    """What the window holds of the open article and of the project's names."""
    return {
        "text": session.article.text if session.article else "",
        "annotator": session.annotator.name,
        "undo": session.step_titles()[0],
        "layer": sorted(repr(r) for r in session.records if isinstance(r, LAYER_KINDS)),
        "entities": sorted(repr(asdict(entity)) for entity in session.records.all(Entity)),
    }


def fill_file_dialog(robot: Robot, path: Path) -> Iterator[Step]:
    yield lambda: robot.dialog("QFileDialog")
    yield robot.press("Ctrl+A")
    yield robot.type(str(path))
    yield robot.press("Return")
    yield robot.has_window


def locks() -> int:
    """How many POSIX locks this process holds; told on Linux only."""
    table = Path("/proc/locks")
    lines = table.read_text().splitlines() if table.exists() else []
    return sum("POSIX" in line and f" {os.getpid()} " in line for line in lines)


def go_to_member(robot: Robot, name: str) -> Iterator[Step]:
    """Walk the alliances with the arrow keys until a member is the current one."""
    session, panel = session_of(robot), robot.window.alliances

    def holders() -> list[str]:
        stances = [session.records.get(Stance, stance_id) for stance_id in panel.current_stance_ids()]
        return [entity_name(session.records, stance.holder_id) for stance in stances]

    for column in ("Left", "Right"):
        yield robot.press("Alt+5", column, "Home")
        for _ in range(30):
            if holders() == [name]:
                return
            yield robot.press("Down")
    raise AssertionError(f"{name} is not to be reached by the arrow keys")


def annotate(robot: Robot, folder: Path, article: Path) -> Iterator[Step]:
    # The first start: a name, then the sample; then a project of one's own with the article.
    yield lambda: robot.dialog("AnnotatorName")
    yield robot.press("Ctrl+A")
    yield robot.type("आशा शर्मा")
    yield robot.press("Return")
    yield robot.has_window
    yield lambda: robot.window.project_path.name == "Paksha sample.paksha"
    yield robot.press("Ctrl+N")
    yield from fill_file_dialog(robot, folder / "work.paksha")
    yield lambda: robot.has_window() and robot.window.project_path.name == "work.paksha"
    held = locks()
    yield robot.press("Ctrl+I")
    yield from fill_file_dialog(robot, article)
    session = session_of(robot)
    yield lambda: session.article is not None and len(session.pending_lists()) == 2

    # Both lists are accepted, then corrected.
    yield robot.press("Ctrl+L", "Ctrl+L")
    assert not session.pending_lists(), [p.heading_start for p in session.pending_lists()]
    assert len(session.records.all(Stance)) == 27
    yield from go_to_member(robot, "मैक्सिको")
    yield robot.press("Ctrl+Left")
    yield from go_to_member(robot, "पनामा")
    yield robot.press("Del")
    yield from go_to_member(robot, "चिली")
    yield robot.press("Del", "Ctrl+Backspace")
    yield from go_to_member(robot, "चीन")
    yield robot.press("Ins")
    yield lambda: robot.dialog("EntityPicker")
    yield robot.type("भारत")
    yield robot.press("Return")
    yield robot.has_window

    # Tagging: a country that is known by itself, a person that is linked in the picker, a longer span.
    yield robot.press("Alt+2", "Ctrl+Home", "Ctrl+Shift+Right", "2")
    yield robot.has_window
    first = min(session.records.all(Mention), key=lambda mention: mention.start)
    assert session.records.get(Entity, first.entity_id or "").code == "VE", first
    assert session.article is not None
    place = session.article.text.index("निकोलस मादुरो")
    view = robot.window.article.view
    while view.caret() < place - 1:  # Ctrl+Right goes to the end of a word
        yield robot.press("Ctrl+Right")
    yield robot.press("Ctrl+Shift+Right", "Ctrl+Shift+Right", "1")
    yield lambda: robot.dialog("EntityPicker")
    yield robot.press("Ctrl+A")
    yield robot.type("मादुरो")
    yield robot.press("Return")
    yield robot.has_window
    mention = robot.window.article.mentions.current()
    assert mention is not None
    assert session.article.text[mention.start : mention.end] == "निकोलस मादुरो"
    assert entity_name(session.records, mention.entity_id) == "मादुरो"
    yield robot.press("Alt+Right", "Alt+Left", "Alt+Shift+Right", "Alt+Shift+Left")
    resized = session.records.get(Mention, mention.id)
    assert (resized.start, resized.end) == (mention.start, mention.end)

    # A stance of the first mention, taken back and done again.
    yield robot.press("Ctrl+Home", "Tab", "Ctrl+Return")
    yield lambda: robot.dialog("StanceComposer")
    yield robot.press("-")
    yield robot.type("मादुरो")
    yield robot.press("Return")
    yield robot.has_window
    opposed = [camp for camp in session.records.all(Camp) if camp.polarity == "opposes"]
    assert len(opposed) == 1, session.records.all(Camp)
    yield robot.press("Ctrl+Z")
    assert not session.records.find(Camp, opposed[0].id)
    yield robot.press("Ctrl+Y")
    assert session.records.find(Camp, opposed[0].id)
    yield robot.press("Ctrl+D", "Ctrl+E")
    yield lambda: robot.dialog("ExportDialog")
    yield robot.press("Return")
    yield from fill_file_dialog(robot, folder / "work.xlsx")
    yield lambda: (folder / "work.xlsx").exists() and robot.window._jobs.idle
    assert locks() == held, "the dialog looked into the project, which drops the locks on it"
    print(json.dumps(state(session), ensure_ascii=False), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def look_again(robot: Robot, folder: Path, _article: Path) -> Iterator[Step]:
    """The next start, without arguments: everything is there, and undo reaches back across the kill."""
    yield robot.has_window
    session = session_of(robot)
    assert robot.window.project_path == folder / "work.paksha"
    print(json.dumps(state(session), ensure_ascii=False), flush=True)
    camps = session.records.count(Camp)
    yield robot.press("Ctrl+Z", "Ctrl+Z")
    assert session.records.count(Camp) == camps - 1
    yield robot.press("Ctrl+Y", "Ctrl+Y")
    assert session.records.count(Camp) == camps
    yield robot.press("Ctrl+Q")


if __name__ == "__main__":
    name, folder, article = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    scenario = {"annotate": annotate, "look_again": look_again}[name]
    sys.exit(play(lambda robot: scenario(robot, folder, article), []))
