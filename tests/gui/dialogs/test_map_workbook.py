"""A workbook that is not ours, in the window: guessed, mapped by keys, previewed, brought in as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotation.records import Article, Camp, Entity, Polarity, Stance
from gui.dialogs.map_workbook import MapWorkbook
from gui.dialogs.workbook_preview import WorkbookPreview
from gui.files import Files
from gui.jobs import Jobs
from gui.settings import Settings
from tests.gui.people import Person, press

if TYPE_CHECKING:
    from gui.session import Session


@pytest.fixture
def person(qapp: object) -> Iterator[Person]:
    person = Person()
    yield person
    person.stop()


@pytest.fixture
def settings(qapp: object) -> Settings:
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    return Settings()


@pytest.fixture
def files(qtbot: QtBot, session: Session, settings: Settings) -> Iterator[Files]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    jobs = Jobs(window)
    yield Files(session, settings, jobs, window)
    jobs.wait()


@pytest.fixture
def remarks(files: Files) -> list[str]:
    said: list[str] = []
    files.done.connect(said.append)
    return said


def workbook(path: Path, *rows: tuple[object, ...], name: str = "Data") -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = name
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_articles_come_in_from_a_sheet_whose_headings_tell_all(
    qtbot: QtBot, files: Files, session: Session, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "news.xlsx",
        ("Headline", "Body", "Newspaper"),
        ("बाँध", "भारत ने बाँध बनाया।", "जनपथ"),
        ("River", "Canada agreed.", "Post"),
    )

    def answer(dialog: MapWorkbook) -> None:
        assert dialog.kind.currentText() == "an article"
        assert [box.currentText() for box in dialog.columns] == ["Title", "Text *", "Source"]
        assert dialog.summary.text().startswith("2 articles will be looked at.")
        assert not dialog.label_of_new.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    before = len(session.article_rows())
    person.answers = [answer, press("Apply 2 changes")]
    files.import_workbook(path)
    qtbot.waitUntil(lambda: bool(remarks))
    assert remarks == ["2 changes of “news.xlsx” were made"]
    assert [row.title for row in session.article_rows()[before:]] == ["बाँध", "River"]
    assert session.undo()
    assert len(session.article_rows()) == before


def test_columns_are_mapped_by_hand_each_once_and_words_for_sides_are_understood(
    qtbot: QtBot,
    files: Files,
    session: Session,
    person: Person,
    remarks: list[str],
    articles: list[Article],
    tmp_path: Path,
) -> None:
    title = articles[1].title
    path = workbook(
        tmp_path / "stances.xlsx",
        ("A", "B", "C", "D"),
        (title, "Canada", "against", "dam"),
        (title, "Russia", "समर्थन", "dam"),
        (title, "Nobody", "perhaps", "dam"),
    )
    previewed: list[list[str]] = []

    def answer(dialog: MapWorkbook) -> None:
        assert not dialog.go_on.isEnabled()
        assert "“Text”" in dialog.trouble.text()
        dialog.kind.setCurrentIndex(2)
        assert (
            dialog.trouble.text()
            == "Choose above which column is “Article”, “Holder”, “Polarity” and “Target”."
        )
        for box, key in zip(dialog.columns, ("article", "target", "polarity", "target"), strict=True):
            box.setCurrentIndex(box.findData(key))
        assert dialog.columns[1].currentText() == "–"
        assert dialog.trouble.text() == "Choose above which column is “Holder”."
        dialog.columns[1].setCurrentIndex(dialog.columns[1].findData("holder"))
        dialog.label_of_new.setCurrentIndex(dialog.label_of_new.findData("Country"))
        press("Preview…")(dialog)

    def look(dialog: WorkbookPreview) -> None:
        items = [dialog.model.item(row) for row in range(dialog.model.rowCount())]
        previewed.append([f"{item.kind} {item.row} {item.reason[:14]}".strip() for item in items])
        press("Apply 2 changes")(dialog)

    person.answers = [answer, look]
    files.import_workbook(path)
    qtbot.waitUntil(lambda: bool(remarks))
    assert previewed == [["addition 2", "addition 3", "problem 4 “perhaps” is n"]]
    found = session.project
    names = {entity.id: entity.name for entity in found.read(Entity)}
    camps = {camp.id: camp for camp in found.read(Camp, article_id=articles[1].id)}
    assert {
        (names[stance.holder_id], camps[stance.camp_id or ""].polarity)
        for stance in found.read(Stance, article_id=articles[1].id)
    } == {("Canada", Polarity.OPPOSES), ("Russia", Polarity.SUPPORTS)}


def test_who_leaves_brings_nothing_in_and_finds_the_size_again(
    qtbot: QtBot, files: Files, person: Person, settings: Settings, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ("title", "text"), ("t", "a text"))
    sizes: list[object] = []

    def leave(dialog: MapWorkbook) -> None:
        sizes.append(dialog.size())
        dialog.resize(700, 500)
        dialog.reject()

    person.answers = [leave]
    files.import_workbook(path)
    qtbot.waitUntil(lambda: len(sizes) == 1 and files._jobs.idle)
    person.answers = [leave]
    files.import_workbook(path)
    qtbot.waitUntil(lambda: len(sizes) == 2 and files._jobs.idle)
    assert sizes[0] != sizes[1]
    assert not settings.layout("map workbook dialog").isEmpty()


def test_a_workbook_without_rows_is_said(qtbot: QtBot, files: Files, person: Person, tmp_path: Path) -> None:
    files.import_workbook(workbook(tmp_path / "a.xlsx", ("title", "text")))
    qtbot.waitUntil(lambda: bool(person.read))
    assert person.read == ["“a.xlsx” has no rows to bring in."]


def test_dropped_workbooks_are_taken_one_at_a_time(
    qtbot: QtBot, files: Files, person: Person, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "A.XLSX", ("title", "text"), ("t", "a text"))
    files.bring_in([path, tmp_path / "a.txt"])
    assert person.read == ["Drop one workbook at a time, and text files apart from it."]
    seen: list[object] = []
    person.answers = [lambda dialog: (seen.append(type(dialog)), dialog.reject())]
    files.bring_in([path])
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [MapWorkbook]
