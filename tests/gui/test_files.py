from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotation.changes import Change, ChangeSet, change_set
from annotation.records import Article, Mention
from gui.dialogs.article_details import ArticleDetails
from gui.files import Files, ask_for_new_project
from gui.jobs import Jobs
from gui.settings import Settings
from storage.workbook.back.preview import Item, ItemKind, Preview
from storage.workbook.export import export_workbook
from tests.gui.people import Person, choose

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


def titles(session: Session) -> list[str]:
    return [row.title for row in session.article_rows()][2:]


def idle(files: Files) -> Callable[[], bool]:
    return lambda: files._jobs.idle


def test_chosen_files_come_in_as_one_step_and_the_first_is_opened(
    qtbot: QtBot, files: Files, session: Session, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_bytes(b"\xef\xbb\xbfFirst\r\nline")
    two.write_bytes("दूसरा".encode("utf-16"))
    person.answers = [choose(one, two)]
    files.choose_and_import()
    qtbot.waitUntil(lambda: bool(remarks))
    assert remarks == ["2 articles came in"]
    assert titles(session) == ["First", "two"]
    assert session.article is not None
    assert session.article.text == "First\nline"
    assert session.step_titles()[0] == "imported 2 articles"
    session.undo()
    assert titles(session) == []
    assert person.read == []


def test_of_many_files_the_good_come_in_and_the_bad_are_listed_with_the_reason(
    qtbot: QtBot, files: Files, session: Session, person: Person, tmp_path: Path
) -> None:
    good, pdf, empty, old = (tmp_path / n for n in ("good.txt", "<b>x.pdf", "empty.txt", "old.txt"))
    good.write_text("Good text", encoding="utf-8")
    pdf.write_bytes(b"%PDF-1.7")
    empty.write_bytes(b"")
    old.write_bytes("übel".encode("latin-1"))
    files.import_paths([pdf, good, empty, old, tmp_path, tmp_path / "none.txt"])
    qtbot.waitUntil(lambda: bool(person.read))
    said = person.read[0]
    assert titles(session) == ["good"]
    assert said.startswith("1 came in, 5 did not:")
    for part in (
        "“<b>x.pdf” is a PDF",
        "“empty.txt” is empty",
        "“old.txt” is not in UTF-8",
        "is a folder",
    ):
        assert part in said
    assert "“none.txt” does not exist" in said


def test_the_same_text_twice_is_noticed_and_shown(
    qtbot: QtBot, files: Files, session: Session, person: Person, articles: list[Article], tmp_path: Path
) -> None:
    again = tmp_path / "again.txt"
    again.write_text(articles[1].text, encoding="utf-8")
    files.import_paths([again])
    qtbot.waitUntil(lambda: bool(person.read))
    assert person.read == [f"“again.txt” is in the project already, as “{articles[1].title}”."]
    assert session.article is not None
    assert session.article.id == articles[1].id
    assert titles(session) == []


def test_a_long_list_of_refusals_is_cut_and_kept_whole_in_the_details(
    qtbot: QtBot, files: Files, person: Person, tmp_path: Path
) -> None:
    details: list[str] = []

    def read(box: QMessageBox) -> None:
        details.append(box.detailedText())
        box.accept()

    person.answers = [read]
    files.import_paths([tmp_path / f"{number}.txt" for number in range(30)])
    qtbot.waitUntil(lambda: bool(details))
    assert "… and 20 more." in person.read[0]
    assert details[0].count("\n") == 29


def test_an_import_while_one_is_running_waits_its_turn(
    qtbot: QtBot, files: Files, session: Session, person: Person, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"text {name}", encoding="utf-8")
    files.import_paths([tmp_path / "a.txt"])
    files.import_paths([tmp_path / "b.txt", tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: len(titles(session)) == 2 and bool(person.read))
    assert person.read == ["1 came in, 1 did not:\n\n“a.txt” is in the project already, as “a”."]
    qtbot.waitUntil(idle(files))


def test_an_import_that_is_cancelled_brings_nothing_in(
    qtbot: QtBot, files: Files, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    files.import_paths([tmp_path / "a.txt"] * 50)
    files._jobs._running[0].cancel()
    qtbot.waitUntil(idle(files))
    assert titles(session) == []


@pytest.mark.parametrize("text", ["a\u00a0b\u2028c\u200d\u0301", "क्‍ष \u2029 🌊", "  spaces kept  \n"])
def test_a_paste_keeps_every_character(
    files: Files, session: Session, person: Person, text: str, remarks: list[str]
) -> None:
    QApplication.clipboard().setText(text)

    def take(dialog: ArticleDetails) -> None:
        dialog._title.setText("Pasted")
        dialog.accept()

    person.answers = [take]
    files.paste()
    assert session.article is not None
    assert (session.article.title, session.article.text) == ("Pasted", text)
    assert remarks == ["1 article came in"]


def test_an_empty_clipboard_is_said_and_a_left_dialog_brings_nothing(
    files: Files, session: Session, person: Person
) -> None:
    QApplication.clipboard().clear()
    files.paste()
    assert person.read == ["The pasted text is empty."]
    QApplication.clipboard().setText("text")
    files.paste()
    assert titles(session) == []


def test_a_new_project_gets_its_ending_and_replaces_nothing(
    files: Files, person: Person, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "there.paksha").write_bytes(b"x")
    person.answers = [choose(tmp_path / "there")]
    assert ask_for_new_project(None, settings) == tmp_path / "there.paksha"
    assert person.read == []
    person.answers = [lambda dialog: dialog.reject()]
    assert ask_for_new_project(None, settings) is None


def test_a_bug_in_a_job_reaches_the_hook_for_bugs(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    with qtbot.captureExceptions() as caught:
        files.import_paths([tmp_path / "a.txt", None])  # pyright: ignore[reportArgumentType] - the bug
        qtbot.waitUntil(idle(files))
        qtbot.wait(20)
    assert [kind for kind, *_ in caught] == [AttributeError]


def edited(*items: Item, session: Session, refuse: tuple[int, ...] = ()) -> Preview:
    """A preview whose items each rename the first article; those in `refuse` cannot be applied after all."""
    article = session.project.read(Article)[0]

    def changes(numbers: Collection[int]) -> tuple[ChangeSet, tuple[Item, ...]]:
        good = [item for item in items if item.number in numbers and item.number not in refuse]
        left = tuple(
            replace(item, reason="Its entity was not ticked.")
            for item in items
            if item.number in numbers and item.number in refuse
        )
        renamed = replace(article, title=good[-1].workbook) if good else article
        return change_set("took back river.xlsx", [Change(article, renamed)] if good else []), left

    return Preview("river.xlsx", items, changes)


def change(number: int) -> Item:
    return Item(
        number=number,
        kind=ItemKind.CHANGE,
        sheet="Articles",
        row=number + 1,
        what="दो देश",
        column="Title",
        workbook=f"Title {number}",
    )


def test_what_is_ticked_of_a_workbook_is_one_step_that_can_be_undone(
    qtbot: QtBot, files: Files, session: Session, person: Person, remarks: list[str], articles: list[Article]
) -> None:
    person.answers = [lambda dialog: dialog.accept()]
    files._on_workbook_read(edited(change(1), change(2), session=session))
    qtbot.waitUntil(lambda: bool(remarks))
    assert session.article_rows()[0].title == "Title 2"
    assert session.step_titles()[0] == "took back river.xlsx"
    assert remarks == ["2 changes of “river.xlsx” were made"]
    assert person.read == []
    session.undo()
    assert session.article_rows()[0].title == articles[0].title


def test_what_could_not_be_applied_after_all_is_listed(
    qtbot: QtBot, files: Files, session: Session, person: Person, remarks: list[str]
) -> None:
    person.answers = [lambda dialog: dialog.accept()]
    files._on_workbook_read(edited(change(1), change(2), session=session, refuse=(2,)))
    qtbot.waitUntil(lambda: bool(person.read))
    assert session.article_rows()[0].title == "Title 1"
    assert remarks == ["1 change of “river.xlsx” was made"]
    assert person.read == [
        "1 of 2 changes made. Not made:\n\nArticles, row 3, Title: दो देश. Its entity was not ticked."
    ]


def test_when_nothing_can_be_applied_nothing_is_recorded(
    qtbot: QtBot, files: Files, session: Session, person: Person, remarks: list[str]
) -> None:
    before = session.step_titles()
    person.answers = [lambda dialog: dialog.accept()]
    files._on_workbook_read(edited(change(1), session=session, refuse=(1,)))
    qtbot.waitUntil(lambda: bool(person.read))
    assert person.read[0].startswith("Not made:\n\nArticles, row 2")
    assert remarks == []
    assert session.step_titles() == before


def test_what_the_project_changed_meanwhile_is_not_overwritten(
    qtbot: QtBot, files: Files, session: Session, person: Person, remarks: list[str]
) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    preview = edited(change(1), session=session)
    article = session.project.read(Article)[0]
    session.apply(change_set("renamed", [Change(article, replace(article, title="Mine"))]))
    person.answers = [lambda dialog: dialog.accept()]
    files._on_workbook_read(preview)
    qtbot.waitUntil(lambda: bool(refused))
    assert session.article_rows()[0].title == "Mine"
    assert remarks == []


def test_a_preview_that_is_left_changes_nothing(
    files: Files, session: Session, person: Person, remarks: list[str]
) -> None:
    before = session.step_titles()
    files._on_workbook_read(edited(change(1), session=session))
    assert (session.step_titles(), remarks, person.read) == (before, [], [])


def test_an_edited_workbook_is_chosen_read_and_taken_back(
    qtbot: QtBot,
    files: Files,
    session: Session,
    person: Person,
    remarks: list[str],
    tag: Callable[..., Mention],
    tmp_path: Path,
) -> None:
    mention = tag("मादुरो")
    path = tmp_path / "river.xlsx"
    export_workbook(session.project, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Mentions"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Note")
    sheet.cell(2, column, "written in the workbook")
    book.save(path)
    person.answers = [choose(path), lambda dialog: dialog.accept()]
    files.choose_and_import_workbook()
    qtbot.waitUntil(lambda: bool(remarks))
    assert remarks == ["1 change of “river.xlsx” was made"]
    assert session.records.get(Mention, mention.id).note == "written in the workbook"
    session.undo()
    assert session.records.get(Mention, mention.id).note == ""


def test_a_file_that_is_no_workbook_is_said(
    qtbot: QtBot, files: Files, person: Person, remarks: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "none.xlsx"
    path.write_bytes(b"no workbook")
    files.import_workbook(path)
    qtbot.waitUntil(lambda: bool(person.read))
    assert "none.xlsx" in person.read[0]
    assert remarks == []
    qtbot.waitUntil(idle(files))


def test_a_workbook_whose_reading_is_cancelled_is_not_shown(
    qtbot: QtBot, files: Files, session: Session, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "river.xlsx"
    export_workbook(session.project, path)
    shown: list[object] = []
    person.answers = [shown.append]
    files.import_workbook(path)
    files._jobs._running[0].cancel()
    qtbot.waitUntil(idle(files))
    qtbot.wait(20)
    assert (shown, person.read) == ([], [])
