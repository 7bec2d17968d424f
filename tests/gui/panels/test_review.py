"""The review in the window: another's work corrected, the correction accepted, discussed or taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.changes import Change, add, change_set
from annotation.records import (
    Annotator,
    Article,
    Comment,
    Dismissal,
    Mention,
    Progress,
    Status,
    new_id,
)
from gui.dialogs import note
from gui.dialogs.people import PeopleDialog, shares
from gui.main_window import MainWindow
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def bea(session: Session) -> Annotator:
    bea = Annotator(id=new_id(), name="Bea")
    session.apply(change_set("Bea joined", [add(bea)]))
    return bea


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Session], MainWindow]]:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()

    def open_window(session: Session) -> MainWindow:
        session.hand_over()
        window = MainWindow(session, Settings())
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    yield open_window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[[Session], MainWindow], session: Session) -> MainWindow:
    window = open_window(session)
    window._actions["view.review"].trigger()
    return window


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    """Answer the next questions for a text; what they are about is kept."""
    asked: list[str] = []

    def answer(_parent: object, about: str, _note: str) -> str:
        asked.append(about)
        return text

    monkeypatch.setattr("gui.panels.review.ask_for_note", answer)
    assert note.ask_for_note is not answer
    return asked


def cell(dialog: PeopleDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    assert item is not None
    return item.text()


def rows(window: MainWindow) -> list[str]:
    return [str(window.review.rows.index(row).data()) for row in range(window.review.rows.rowCount())]


def correct(session: Session, bea: Annotator, mention: Mention) -> Mention:
    """Let Bea correct a mention of the session's annotator."""
    after = replace(mention, end=mention.end - 1)
    session.project.apply(change_set("moved an end", [Change(mention, after)]), bea.id)
    assert session.article is not None
    session.open_article(session.article.id)
    return after


def test_a_reviewer_corrects_anothers_work_under_their_own_name(
    session: Session, bea: Annotator, tag: Tag, open_window: Callable[[Session], MainWindow]
) -> None:
    from gui.session import Session as Opened

    mention = tag("मादुरो", "Person")
    assert session.article is not None
    review = Opened(session.project, session.annotator.id, author_id=bea.id)
    review.open_article(session.article.id)
    window = open_window(review)
    assert window._reviewing.banner.isVisible()
    assert "Asha’s annotations" in window._reviewing.banner.words.text()
    label = review.labels()[1]
    after = replace(mention, label_id=label.id)
    assert review.apply(change_set("re-labelled", [Change(mention, after)]))
    assert review.records.get(Mention, mention.id) == after
    revision = session.project.revisions(1)[0]
    assert revision.annotator_id == bea.id
    assert not session.project.read(Progress, annotator_id=bea.id)
    assert review.undo()
    assert session.project.get(Mention, mention.id) == mention
    back: list[str] = []
    window.layer_chosen.connect(back.append)
    window._reviewing.banner.back.click()
    assert back == [bea.id]


def test_a_correction_is_shown_and_accepted(
    window: MainWindow, session: Session, bea: Annotator, tag: Tag
) -> None:
    after = correct(session, bea, tag("मादुरो", "Person"))
    assert rows(window) == ["Bea moved an end"]
    assert window._docks["review"].windowTitle() == "Review (1)"
    window.review.list.setCurrentIndex(window.review.rows.index(0))
    assert "end" in window.review.detail.text()
    window.review.list.setFocus()
    QTest.keyClick(window.review.list, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert rows(window) == []
    assert session.project.get(Mention, after.id) == after
    assert session.project.count(Dismissal) == 1
    assert session.undo()
    assert rows(window) == ["Bea moved an end"]


def test_a_correction_is_taken_back_alone(
    window: MainWindow, session: Session, bea: Annotator, tag: Tag
) -> None:
    mention = tag("मादुरो", "Person")
    correct(session, bea, mention)
    other = tag("रूस", "Country")
    window.review.list.setCurrentIndex(window.review.rows.index(0))
    window.review.list.setFocus()
    QTest.keyClick(window.review.list, Qt.Key.Key_Delete)
    assert session.project.get(Mention, mention.id) == mention
    assert session.project.get(Mention, other.id) == other
    assert rows(window) == []


def test_a_correction_that_its_author_took_back_is_not_shown(
    window: MainWindow, session: Session, bea: Annotator, tag: Tag
) -> None:
    correct(session, bea, tag("मादुरो", "Person"))
    session.project.undo(bea.id)
    assert session.article is not None
    session.open_article(session.article.id)
    assert rows(window) == []
    session.project.redo(bea.id)
    session.open_article(session.article.id)
    assert rows(window) == ["Bea moved an end"]


def test_a_correction_is_discussed(
    window: MainWindow, session: Session, bea: Annotator, tag: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = say(monkeypatch, "क्यों?")
    mention = correct(session, bea, tag("मादुरो", "Person"))
    window.review.list.setCurrentIndex(window.review.rows.index(0))
    window._actions["review.reply"].trigger()
    [comment] = session.project.read(Comment)
    assert (comment.subject_id, comment.text) == (mention.id, "क्यों?")
    assert asked[0].startswith("“")
    assert len(rows(window)) == 2


def test_comments_are_on_what_is_current_answered_and_resolved(
    window: MainWindow, session: Session, tag: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = say(monkeypatch, "देखो")
    mention = tag("मादुरो", "Person")
    window.article.setFocus()
    window.article.view.set_current(None)
    window._actions["review.comment"].trigger()
    window.article.show_mention(mention.id)
    window._actions["review.comment"].trigger()
    assert asked == ["the article", "“मादुरो” Person"]
    assert session.article is not None
    assert [one.subject_id for one in session.project.read(Comment)] == [session.article.id, mention.id]
    window.review.list.setCurrentIndex(window.review.rows.index(0))
    window._actions["review.reply"].trigger()
    assert len(rows(window)) == 2
    assert window.review.detail.text() == "Asha: देखो\nAsha: देखो"
    window._actions["review.settle"].trigger()
    assert [one.resolved for one in session.project.read(Comment)] == [True, False, False]
    assert window._docks["review"].windowTitle() == "Review (1)"
    window._actions["review.take_back"].trigger()
    assert len(session.project.read(Comment)) in (1, 2)


def test_to_comment_does_not_begin_an_article(
    window: MainWindow, session: Session, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, "देखो")
    session.open_article(articles[1].id)
    window._actions["review.comment"].trigger()
    assert session.status() is Status.NEW


def test_statuses_have_keys(window: MainWindow, session: Session) -> None:
    for action, first, second in (
        ("article.reviewed", Status.REVIEWED, Status.DONE),
        ("article.disputed", Status.DISPUTED, Status.DONE),
    ):
        window._actions[action].trigger()
        assert session.status() is first
        window._actions[action].trigger()
        assert session.status() is second


def test_the_next_unreviewed_article_is_gone_to(
    window: MainWindow, session: Session, articles: list[Article]
) -> None:
    said: list[str] = []
    session.remarked.connect(said.append)
    window._actions["article.next_unreviewed"].trigger()
    assert session.article is not None
    assert session.article.id == articles[1].id
    session.set_status(Status.REVIEWED)
    window._actions["article.previous_unreviewed"].trigger()
    assert session.article.id == articles[0].id
    window._actions["article.next_unreviewed"].trigger()
    assert session.article.id == articles[0].id
    assert said == ["Every other article that is shown is reviewed."]


def test_people_get_articles_and_their_work_is_a_key_away(
    session: Session, bea: Annotator, articles: list[Article], qtbot: QtBot
) -> None:
    dialog = PeopleDialog(session, [one.id for one in articles], None)
    qtbot.addWidget(dialog)
    assert [cell(dialog, row, 0) for row in range(2)] == ["Asha", "Bea"]
    assert not dialog.review.isEnabled()
    dialog.table.setCurrentCell(1, 0)
    dialog.assign.click()
    assert len(session.project.read(Progress, annotator_id=bea.id)) == 2
    assert cell(dialog, 1, 1) == "2"
    begun = session.project.read(Progress, annotator_id=bea.id)[0]
    session.apply(change_set("begun", [Change(begun, replace(begun, status=Status.DONE))]))
    dialog.unassign.click()
    assert session.project.read(Progress, annotator_id=bea.id) == [replace(begun, status=Status.DONE)]
    wanted: list[str] = []
    dialog.layer_wanted.connect(wanted.append)
    dialog.review.click()
    assert wanted == [bea.id]


def test_shares_count_every_status(session: Session) -> None:
    me = session.annotator
    recorded = [
        Progress(id=new_id(), article_id=str(number), annotator_id=me.id, status=status)
        for number, status in enumerate(Status)
    ]
    [share] = shares([me], recorded)
    assert (share.total, share.finished) == (5, 2)
