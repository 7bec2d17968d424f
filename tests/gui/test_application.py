from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import Annotator, Entity, Mention
from gui.application import SAMPLE_NAME, Windows
from gui.dialogs.annotator_name import AnnotatorName
from gui.main_window import MainWindow
from gui.settings import Settings
from storage.project import Project


class Person:
    """Answers the dialogs that come up, in order; what they said is kept."""

    def __init__(self) -> None:
        self.answers: list[Callable[[Any], object]] = []
        self.saw: list[str] = []
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        self.saw.append(dialog.text() if isinstance(dialog, QMessageBox) else type(dialog).__name__)
        if self.answers:
            self.answers.pop(0)(dialog)
        else:
            dialog.reject()

    def stop(self) -> None:
        self._timer.stop()


def named(name: str) -> Callable[[AnnotatorName], None]:
    def answer(dialog: AnnotatorName) -> None:
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(name)
        dialog.accept()

    return answer


def press(text: str) -> Callable[[QMessageBox], None]:
    def answer(box: QMessageBox) -> None:
        next(button for button in box.buttons() if button.text().replace("&", "") == text).click()

    return answer


@pytest.fixture
def documents(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test; the folder for documents in it."""
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    config = Path(
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    )
    config.unlink(missing_ok=True)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


@pytest.fixture
def person(qapp: object) -> Iterator[Person]:
    person = Person()
    yield person
    person.stop()


@pytest.fixture
def start(qtbot: QtBot, documents: Path, person: Person) -> Iterator[Callable[..., Windows]]:
    """Start as `run` does: `start(path, annotator)`; what is open at the end is closed."""
    started: list[Windows] = []

    def start(path: Path | None = None, annotator: str | None = None, *, opens: bool = True) -> Windows:
        windows = Windows(Settings(), annotator)
        started.append(windows)
        assert windows.open_first(path) is opens
        return windows

    yield start
    for windows in started:
        close(windows)
        if windows._reporter is not None:
            windows._reporter.restore()


def window(windows: Windows) -> MainWindow:
    assert windows._window is not None
    return windows._window


def close(windows: Windows) -> None:
    if windows._window is not None:
        windows._window.close()
        windows._window = None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A project of Asha's with one article."""
    path = tmp_path / "work.paksha"
    with Project.create(path, "Asha") as project:
        asha = project.read(Annotator)[0]
        project.apply(change_set("imported", [add(make_article("One", "Russia supports the dam."))]), asha.id)
    return path


@pytest.fixture
def locked(work: Path) -> Iterator[Path]:
    """The project, open for writing in another process."""
    code = (
        "import sys; from pathlib import Path; from storage.project import Project\n"
        "p = Project.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); p.close()"
    )
    root = Path(__file__).resolve().parents[2]
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(work)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"open"
    yield work
    holder.communicate()


def test_the_first_start_asks_for_the_name_once_and_opens_the_sample(
    start: Callable[..., Windows], person: Person, documents: Path
) -> None:
    person.answers = [named("आशा शर्मा")]
    windows = start()
    assert person.saw == ["AnnotatorName"]
    shown = window(windows)
    assert shown.project_path == (documents / SAMPLE_NAME).resolve()
    assert shown.session.annotator.name == "आशा शर्मा"
    assert shown.session.records.all(Mention)
    assert shown.session.records.all(Entity)
    close(windows)
    assert window(start()).session.annotator.name == "आशा शर्मा"
    assert person.saw == ["AnnotatorName"]


def test_whoever_gives_no_name_gets_no_window_and_is_asked_again(
    start: Callable[..., Windows], person: Person, documents: Path
) -> None:
    windows = start(opens=False)
    assert windows._window is None
    assert not (documents / SAMPLE_NAME).exists()
    person.answers = [named("Asha")]
    start()
    assert person.saw == ["AnnotatorName", "AnnotatorName"]


def test_the_next_start_opens_the_last_project_at_the_last_article(
    start: Callable[..., Windows], person: Person, work: Path
) -> None:
    Settings().annotator_name = "Asha"
    first = start(work)
    second = make_article("Two", "Two things.")
    window(first).session.apply(change_set("imported", [add(second)]))
    window(first).session.open_article(second.id)
    close(first)
    again = window(start())
    assert again.project_path == work.resolve()
    assert again.session.article is not None
    assert again.session.article.title == "Two"
    assert person.saw == []


def test_a_last_project_that_has_gone_or_is_damaged_does_not_keep_the_window_away(
    start: Callable[..., Windows], person: Person, work: Path
) -> None:
    Settings().annotator_name = "Asha"
    close(start(work))
    work.write_bytes(b"no longer a project" * 100)
    windows = start()
    assert window(windows).project_path.name == SAMPLE_NAME
    assert len(person.saw) == 1
    assert "work.paksha" in person.saw[0]
    close(windows)
    Settings().last_project = work
    work.unlink()
    assert window(start()).project_path.name == SAMPLE_NAME
    assert len(person.saw) == 2
    assert str(work) in person.saw[1]
    assert all(said.endswith("The sample project is opened instead.") for said in person.saw)


def test_a_damaged_sample_is_left_alone_and_another_is_made(
    start: Callable[..., Windows], person: Person, documents: Path
) -> None:
    Settings().annotator_name = "Asha"
    close(start())
    (documents / SAMPLE_NAME).write_bytes(b"damaged" * 1000)
    windows = start()
    assert window(windows).project_path.name == "Paksha sample 2.paksha"
    assert (documents / SAMPLE_NAME).read_bytes() == b"damaged" * 1000


def test_an_annotator_named_at_the_start_is_asked_nothing(
    start: Callable[..., Windows], person: Person, work: Path
) -> None:
    shown = window(start(work, "Bea"))
    assert person.saw == []
    assert shown.session.annotator.name == "Bea"
    assert {a.name for a in shown.session.project.read(Annotator)} == {"Asha", "Bea"}
    assert Settings().annotator_name == ""


def test_a_project_that_is_not_there_is_made_if_the_person_wants_it(
    start: Callable[..., Windows], person: Person, tmp_path: Path
) -> None:
    person.answers = [press("Make it")]
    path = tmp_path / "new-name.paksha"
    assert window(start(path, "Asha")).project_path == path.resolve()
    assert len(person.saw) == 1
    assert str(path) in person.saw[0]


def test_a_project_that_is_not_there_is_said_and_nothing_opens(
    start: Callable[..., Windows], person: Person, tmp_path: Path
) -> None:
    start(tmp_path / "<b>none</b>.paksha", "Asha", opens=False)
    assert len(person.saw) == 1
    assert "<b>none</b>.paksha" in person.saw[0]
    assert list(tmp_path.glob("*.paksha")) == []


def test_opening_the_open_project_once_more_keeps_it(
    start: Callable[..., Windows], person: Person, work: Path
) -> None:
    windows = start(work, "Asha")
    shown = window(windows)
    link = work.with_name("link.paksha")
    link.symlink_to(work)
    for path in (work, link):
        shown.project_chosen.emit(path)
        assert window(windows) is shown
    assert person.saw == []
    assert not shown.session.read_only
    assert shown.session.apply(change_set("added", [add(make_article("Two", "Two."))]))


def test_another_project_takes_the_place_of_the_first_and_the_docks_stay_where_they_were(
    qtbot: QtBot, start: Callable[..., Windows], person: Person, work: Path, tmp_path: Path
) -> None:
    windows = start(work, "Asha")
    first = window(windows)
    docks = {dock.objectName(): dock for dock in first.findChildren(QDockWidget)}
    docks["articles"].hide()
    other = tmp_path / "other.paksha"
    first.project_wanted.emit(other)
    second = window(windows)
    assert second is not first
    assert second.project_path == other.resolve()
    assert not first.isVisible()
    assert not next(d for d in second.findChildren(QDockWidget) if d.objectName() == "articles").isVisible()
    assert Settings().last_project == other.resolve()
    with Project.open(work) as project:  # the lock is free again
        assert not project.read_only


def test_a_project_that_cannot_be_opened_leaves_the_one_that_is(
    start: Callable[..., Windows], person: Person, work: Path, tmp_path: Path
) -> None:
    windows = start(work, "Asha")
    shown = window(windows)
    broken = tmp_path / "broken.paksha"
    broken.write_bytes(b"x" * 5000)
    shown.project_chosen.emit(broken)
    shown.project_wanted.emit(work)
    assert len(person.saw) == 2
    assert window(windows) is shown
    assert shown.isVisible()
    assert shown.session.apply(change_set("added", [add(make_article("Two", "Two."))]))


def test_a_project_that_is_open_elsewhere_is_offered_for_reading(
    start: Callable[..., Windows], person: Person, locked: Path
) -> None:
    person.answers = [press("Open read only")]
    shown = window(start(locked, "Zoe"))
    assert "already open" in person.saw[0]
    assert shown.session.read_only
    assert shown.session.annotator.name == "Asha"
    assert shown._status._saved.text() == "Read only"


def test_whoever_does_not_want_to_read_only_gets_no_window(
    start: Callable[..., Windows], person: Person, locked: Path, documents: Path
) -> None:
    Settings().last_project = locked
    person.answers = [press("Cancel")]
    start(None, "Asha", opens=False)
    assert len(person.saw) == 1
    assert not (documents / SAMPLE_NAME).exists()


def test_another_annotator_goes_on_in_the_same_project_and_article(
    start: Callable[..., Windows], person: Person, work: Path
) -> None:
    windows = start(work, "Asha")
    first = window(windows)
    article = first.session.article
    first.annotator_chosen.emit("Bea")
    second = window(windows)
    assert second is not first
    assert second.session.annotator.name == "Bea"
    assert second.session.article == article
    assert second._status._annotator.text() == "Annotator: Bea"
    assert not first.isVisible()
    assert second.session.apply(change_set("added", [add(make_article("Two", "Two."))]))
    assert Settings().annotator_name == "Bea"
    assert person.saw == []


def test_anothers_work_is_looked_at_in_the_same_project_and_left_again(
    start: Callable[..., Windows], person: Person, work: Path
) -> None:
    windows = start(work, "Asha")
    window(windows).annotator_chosen.emit("Bea")
    asha = next(one for one in window(windows).session.records.all(Annotator) if one.name == "Asha")
    window(windows).layer_chosen.emit(asha.id)
    reviewing = window(windows)
    assert (reviewing.session.annotator.name, reviewing.session.author.name) == ("Asha", "Bea")
    assert reviewing._status._annotator.text() == "Annotator: Bea"
    reviewing._reviewing.banner.back.click()
    assert window(windows).session.annotator.name == "Bea"
    assert not window(windows).session.reviewing
    assert person.saw == []


def test_a_bug_in_a_slot_is_told_and_logged_and_the_window_goes_on(
    qtbot: QtBot,
    start: Callable[..., Windows],
    person: Person,
    work: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    shown = window(start(work, "Asha"))

    def bug() -> None:
        raise ValueError("<b>ours</b>")

    reporter = sys.excepthook
    with caplog.at_level(logging.ERROR, "paksha"):
        try:
            bug()
        except ValueError as error:
            reporter(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(person.saw))
    assert "Everything saved so far is safe" in person.saw[0]
    assert "ValueError: <b>ours</b>" in caplog.text
    assert shown.isVisible()
    assert shown.session.apply(change_set("added", [add(make_article("Two", "Two."))]))
