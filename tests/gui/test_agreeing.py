"""Agreement in the window: computed in the background, shown, and unfinished work only when wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.records import Annotator, Article, Mention, Progress, Status, new_id
from gui.agreeing import Agreeing
from gui.dialogs.agreement import AgreementDialog
from gui.jobs import Jobs
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def second(session: Session, tag: Tag, articles: list[Article]) -> Annotator:
    """Somebody else who has tagged the same in the open article, and is done with it."""
    mention = tag("मादुरो", "Person")
    bea = Annotator(id=new_id(), name="Bea")
    theirs = Mention(
        id=new_id(),
        article_id=articles[0].id,
        annotator_id=bea.id,
        start=mention.start,
        end=mention.end,
        label_id=mention.label_id,
    )
    done = Progress(id=new_id(), article_id=articles[0].id, annotator_id=bea.id, status=Status.DONE)
    session.apply(change_set("Bea worked", map(add, [bea, theirs, done])))
    return bea


@pytest.fixture
def agreeing(qtbot: QtBot, session: Session) -> Agreeing:
    window = QDialog()
    qtbot.addWidget(window)
    window.show()
    return Agreeing(session, Settings(), Jobs(window), window)


def when_open(kind: type[QDialog], act: Callable[[QDialog], object]) -> QTimer:
    timer = QTimer(interval=20)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            act(dialog)

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_the_figures_are_shown_with_what_they_say(
    agreeing: Agreeing, session: Session, second: Annotator, qtbot: QtBot
) -> None:
    session.set_status(Status.DONE)
    seen: list[tuple[str, ...]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, AgreementDialog)
        model = dialog.model
        for row in range(model.rowCount()):
            seen.append(tuple(str(model.index(row, column).data()) for column in range(3)))
        assert "Share of the first annotator’s mentions" in dialog.meaning.text()
        assert "Compared are 1 articles" in dialog.scope.text()
        assert not dialog.picture.image().isNull()
        dialog.reject()

    timer = when_open(AgreementDialog, look)
    agreeing.compare()
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    assert ("F1, same span", "1.000", "2 mentions of both in 1 articles") in seen
    del timer


def test_unfinished_work_is_offered_when_nothing_is_finished(
    agreeing: Agreeing, session: Session, second: Annotator, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def agree(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == "Compare unfinished").click()

    shown: list[bool] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, AgreementDialog)
        shown.append(dialog.unfinished.isChecked())
        dialog.reject()

    first = when_open(QMessageBox, agree)
    second_timer = when_open(AgreementDialog, look)
    agreeing.compare()
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert "No article is marked as done by two" in asked[0]
    assert shown == [True]
    del first, second_timer


def test_one_annotator_is_told_why_there_is_nothing(agreeing: Agreeing, qtbot: QtBot) -> None:
    told: list[str] = []

    def close(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        box.accept()

    timer = when_open(QMessageBox, close)
    agreeing.compare()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == ["Agreement needs at least two annotators who have begun an article."]
    del timer
