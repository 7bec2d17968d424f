"""Exporting in the window: what is chosen, kept as a preset, written again, cancelled, refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.records import Annotator, Article, new_id
from gui.dialogs.export_workbook import ExportDialog
from gui.exporting import Exporting
from gui.jobs import Jobs
from gui.models.export_plans import ExportPlan, Scope
from gui.settings import Settings
from storage.workbook.choice import Choice, SheetChoice
from tests.gui.people import Person, choose, press

if TYPE_CHECKING:
    from gui.session import Session

ALT = Qt.KeyboardModifier.AltModifier


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
def shown() -> list[str]:
    """What the list of articles shows; a test changes it."""
    return []


@pytest.fixture
def exporting(
    qtbot: QtBot, session: Session, settings: Settings, shown: list[str], articles: list[Article]
) -> Iterator[Exporting]:
    shown += [article.id for article in articles]
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    jobs = Jobs(window)
    yield Exporting(session, settings, jobs, lambda: list(shown), window)
    jobs.wait()


@pytest.fixture
def remarks(exporting: Exporting) -> list[str]:
    said: list[str] = []
    exporting.done.connect(said.append)
    return said


def headings(path: Path, sheet: str) -> list[Any]:
    return [cell.value for cell in openpyxl.load_workbook(path)[sheet][1]]


def test_by_itself_everything_is_written_to_the_file_that_is_chosen(
    qtbot: QtBot, exporting: Exporting, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    person.answers = [press("Export…"), choose(tmp_path / "out")]
    exporting.export()
    qtbot.waitUntil(lambda: bool(remarks))
    assert remarks == [f"The workbook is in {target}"]
    assert openpyxl.load_workbook(target).sheetnames[:3] == ["Read me", "Articles", "Mentions"]


def test_a_file_that_is_there_is_replaced_only_if_the_person_says_so(
    qtbot: QtBot, exporting: Exporting, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"earlier")
    person.answers = [press("Export…"), choose(target), press("Cancel"), lambda dialog: dialog.reject()]
    exporting.export()
    assert person.read == ["“out.xlsx” is there already."]
    assert target.read_bytes() == b"earlier"
    person.answers = [press("Export…"), choose(target), press("Replace it")]
    exporting.export()
    qtbot.waitUntil(lambda: bool(remarks))
    assert target.read_bytes()[:2] == b"PK"


def test_sheets_and_columns_are_chosen_and_ordered_by_keys(
    qtbot: QtBot, exporting: Exporting, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"

    def answer(dialog: ExportDialog) -> None:
        sheets, columns = dialog.sheets, dialog.columns
        QTest.keyClick(sheets, Qt.Key.Key_Space)  # Articles
        QTest.keyClick(sheets, Qt.Key.Key_Down)
        assert dialog.columns.items_shown()[0].fixed
        columns.setCurrentRow(0)
        QTest.keyClick(columns, Qt.Key.Key_Space)  # the id stays ticked
        columns.setCurrentRow(3)
        assert columns.current_key() == "label"
        QTest.keyClick(columns, Qt.Key.Key_Up, ALT)
        QTest.keyClick(columns, Qt.Key.Key_Up, ALT)
        columns.setCurrentRow(3)
        assert columns.current_key() == "annotator"
        QTest.keyClick(columns, Qt.Key.Key_Space)
        QTest.keyClick(sheets, Qt.Key.Key_Down)
        QTest.keyClick(sheets, Qt.Key.Key_Up)  # what was ticked is still ticked
        press("Export…")(dialog)

    person.answers = [answer, choose(target)]
    exporting.export()
    qtbot.waitUntil(lambda: bool(remarks))
    assert openpyxl.load_workbook(target).sheetnames[:2] == ["Read me", "Mentions"]
    found = headings(target, "Mentions")
    assert found[:3] == ["Id", "Label", "Article"]
    assert "Annotator" not in found


def test_ticked_articles_and_annotators_are_exported_and_no_others(
    qtbot: QtBot, exporting: Exporting, session: Session, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    bea = Annotator(id=new_id(), name="Bea")
    session.apply(change_set("Bea joined", [add(bea)]))
    target = tmp_path / "out.xlsx"

    def answer(dialog: ExportDialog) -> None:
        dialog.filter.setText("river")
        qtbot.waitUntil(lambda: sum(dialog.articles.isRowHidden(row) for row in range(2)) == 1)
        row = next(row for row in range(2) if not dialog.articles.isRowHidden(row))
        dialog.articles.setCurrentRow(row)
        QTest.keyClick(dialog.articles, Qt.Key.Key_Space)
        assert dialog.scope.currentData() == Scope.CHOSEN
        dialog.annotators.setCurrentRow([item.text for item in dialog.annotators.items_shown()].index("Bea"))
        QTest.keyClick(dialog.annotators, Qt.Key.Key_Space)
        assert dialog.summary.text().startswith("1 article · 1 annotator ·")
        press("Export…")(dialog)

    person.answers = [answer, choose(target)]
    exporting.export()
    qtbot.waitUntil(lambda: bool(remarks))
    rows = list(openpyxl.load_workbook(target)["Articles"].iter_rows(min_row=2, values_only=True))
    assert {str(row[1]) for row in rows} == {"A river between two neighbours"}


def test_what_the_list_shows_is_what_it_shows_when_the_export_begins(
    qtbot: QtBot,
    exporting: Exporting,
    person: Person,
    remarks: list[str],
    shown: list[str],
    articles: list[Article],
    tmp_path: Path,
) -> None:
    target = tmp_path / "out.xlsx"
    plan = ExportPlan(scope=Scope.SHOWN)

    def titles() -> set[str]:
        rows = openpyxl.load_workbook(target)["Articles"].iter_rows(min_row=2, values_only=True)
        return {str(row[1]) for row in rows}

    shown[:] = [articles[1].id]
    exporting.export_to(target, plan)
    qtbot.waitUntil(lambda: len(remarks) == 1)
    assert titles() == {articles[1].title}
    shown[:] = [articles[0].id]
    exporting.export_again()
    qtbot.waitUntil(lambda: len(remarks) == 2)
    assert titles() == {articles[0].title}
    shown.clear()
    exporting.export_again()
    assert "shows none" in person.read[-1]
    assert titles() == {articles[0].title}


def test_tables_go_into_a_zip(
    qtbot: QtBot, exporting: Exporting, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    def answer(dialog: ExportDialog) -> None:
        dialog.kind.setCurrentIndex(1)
        press("Export…")(dialog)

    person.answers = [answer, choose(tmp_path / "tables")]
    exporting.export()
    qtbot.waitUntil(lambda: bool(remarks))
    with ZipFile(tmp_path / "tables.zip") as file:
        assert "Mentions.csv" in file.namelist()


def test_the_last_export_is_repeated_after_a_restart_without_a_question(
    qtbot: QtBot, exporting: Exporting, session: Session, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    plan = ExportPlan(choice=Choice(sheets=(SheetChoice("entities", ("name", "id")),)))
    exporting.export_to(target, plan)
    qtbot.waitUntil(lambda: len(remarks) == 1)
    target.unlink()
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    later = Exporting(session, Settings(), jobs, list, window)
    later.done.connect(remarks.append)
    later.export_again()
    qtbot.waitUntil(lambda: len(remarks) == 2)
    assert headings(target, "Entities") == ["Name", "Id"]
    assert person.read == []


def test_where_nothing_was_exported_yet_again_asks(
    exporting: Exporting, session: Session, person: Person
) -> None:
    said: list[str] = []
    session.remarked.connect(said.append)
    asked: list[object] = []
    person.answers = [lambda dialog: (asked.append(type(dialog)), dialog.reject())]
    exporting.export_again()
    assert asked == [ExportDialog]
    assert "Nothing was exported" in said[0]


def test_a_cancelled_export_and_one_that_fails_leave_the_earlier_file(
    qtbot: QtBot, exporting: Exporting, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"earlier")
    exporting.export_to(target, ExportPlan())
    exporting._jobs.wait()
    assert target.read_bytes() == b"earlier"
    exporting.export_to(tmp_path / "no folder" / "out.xlsx", ExportPlan())
    qtbot.waitUntil(lambda: bool(person.read))
    assert "does not exist" in person.read[0]
    qtbot.waitUntil(lambda: exporting._jobs.idle)
    assert remarks == []
    assert not list(tmp_path.glob(".*.part"))


def test_presets_are_kept_chosen_renamed_and_forgotten(
    qtbot: QtBot, exporting: Exporting, person: Person, settings: Settings
) -> None:
    def name_it(name: str) -> Any:
        def answer(dialog: QInputDialog) -> None:
            line = dialog.findChild(QLineEdit)
            assert isinstance(line, QLineEdit)
            line.setText(name)
            dialog.accept()

        return answer

    def keep(dialog: ExportDialog) -> None:
        dialog.sheets.setCurrentRow(2)
        QTest.keyClick(dialog.sheets, Qt.Key.Key_Space)
        assert dialog.preset.currentData() is None
        dialog.keep.click()
        assert dialog.preset.currentText() == "No entities"
        dialog.everything.click()
        assert dialog.preset.currentData() is None
        dialog.reject()

    def change(dialog: ExportDialog) -> None:
        dialog.preset.setCurrentIndex(dialog.preset.findData("No entities"))
        dialog.preset.activated.emit(dialog.preset.currentIndex())
        assert [item.text for item in dialog.sheets.items_shown() if not item.ticked] == [
            "Entities",
            "Agreement",
        ]
        dialog.rename.click()
        assert dialog.preset.currentText() == "Short"
        dialog.reject()

    def forget(dialog: ExportDialog) -> None:
        dialog.preset.setCurrentIndex(dialog.preset.findData("Short"))
        dialog.preset.activated.emit(dialog.preset.currentIndex())
        dialog.forget.click()
        assert not dialog.preset.isEnabled()
        dialog.reject()

    person.answers = [keep, name_it("No entities")]
    exporting.export()
    assert list(settings.export_presets) == ["No entities"]
    person.answers = [change, name_it("Short")]
    exporting.export()
    assert list(Settings().export_presets) == ["Short"]
    person.answers = [forget]
    exporting.export()
    assert settings.export_presets == {}


def test_what_would_export_nothing_is_said_and_cannot_be_exported(
    qtbot: QtBot, exporting: Exporting, person: Person
) -> None:
    said: list[tuple[str, bool]] = []

    def answer(dialog: ExportDialog) -> None:
        def note() -> None:
            said.append((dialog.trouble.text(), dialog.export.isEnabled()))

        dialog.scope.setCurrentIndex(2)
        note()
        dialog.scope.setCurrentIndex(0)
        dialog.sheets.selectAll()
        QTest.keyClick(dialog.sheets, Qt.Key.Key_Space)  # ticks what is not ticked at first
        QTest.keyClick(dialog.sheets, Qt.Key.Key_Space)
        note()
        QTest.keyClick(dialog.sheets, Qt.Key.Key_Space)
        dialog.annotators.selectAll()
        QTest.keyClick(dialog.annotators, Qt.Key.Key_Space)
        note()
        dialog.everything.click()
        note()
        dialog.reject()

    person.answers = [answer]
    exporting.export()
    assert [trouble.split(" ")[:2] for trouble, _ in said[:3]] == [
        ["Tick", "the"], ["Tick", "one"], ["Tick", "one"],
    ]  # fmt: skip
    assert [enabled for _, enabled in said] == [False, False, False, True]


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"scope": "all", "as_csv": 0, "choice": []}'])
def test_settings_that_cannot_be_read_are_no_plan(text: str) -> None:
    assert ExportPlan.from_json(text) is None


def test_a_plan_is_kept_as_it_is() -> None:
    choice = Choice(articles=("a",), annotators=("b",), sheets=(SheetChoice("mentions", ("id", "text")),))
    plan = ExportPlan(scope=Scope.CHOSEN, choice=choice, as_csv=True)
    assert ExportPlan.from_json(plan.to_json()) == plan
    older = json.loads(plan.to_json())
    older["choice"]["sheets"][0]["columns"] = ["no such column"]
    assert ExportPlan.from_json(json.dumps(older)) is None
    assert replace(plan, as_csv=False).suffix == ".xlsx"
