"""The history in the window: found, gone to, reverted alone, and the article as it was."""

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
from annotation.edits import mentions
from annotation.edits.alliances import move_members
from annotation.records import Annotator, Article, Camp, Entity, Mention, Stance, new_id
from gui.main_window import MainWindow
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    window.resize(1300, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window._actions["view.history"].trigger()
    yield window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def titles(window: MainWindow) -> list[str]:
    rows = window.history.rows
    return [str(rows.index(row).data()) for row in range(rows.rowCount())]


def choose(window: MainWindow, title: str) -> None:
    row = next(row for row, found in enumerate(titles(window)) if title in found)
    window.history.list.setCurrentIndex(window.history.rows.index(row))


def test_what_is_done_comes_on_top_and_the_current_action_stays(
    window: MainWindow, session: Session, tag: Tag
) -> None:
    tag("मादुरो", "Person")
    choose(window, "tagged")
    tag("रूस", "Country")
    assert "रूस" in titles(window)[0]
    assert window.history.list.currentIndex().row() == 1
    assert "मादुरो" in str(window.history.list.currentIndex().data())
    assert window.history.detail.text().startswith("+ mention “मादुरो”")
    session.undo()
    assert titles(window)[0].startswith("took back: tagged रूस")


def test_actions_are_found_by_place_person_kind_and_words(
    window: MainWindow, session: Session, tag: Tag, articles: list[Article], qtbot: QtBot
) -> None:
    tag("मादुरो", "Person")
    bea = Annotator(id=new_id(), name="Bea")
    session.apply(change_set("Bea joined", [add(bea)]))
    panel = window.history
    assert not any("Bea" in title for title in titles(window))
    panel.scope.setCurrentIndex(1)
    panel.scope.activated.emit(1)
    assert "Bea joined" in titles(window)
    panel.subject.setCurrentIndex(1)
    panel.subject.activated.emit(1)
    assert all("tagged" in title for title in titles(window))
    panel.subject.setCurrentIndex(0)
    panel.person.setCurrentIndex(panel.person.findData(bea.id))
    panel.person.activated.emit(0)
    assert titles(window) == []
    assert panel._pages.currentWidget() is panel._empty
    panel.person.setCurrentIndex(0)
    panel.filter.setText("joined")
    qtbot.waitUntil(lambda: titles(window) == ["Bea joined"])


def test_one_action_is_reverted_alone_and_undo_brings_it_back(
    window: MainWindow, session: Session, tag: Tag
) -> None:
    first, second = tag("मादुरो", "Person"), tag("रूस", "Country")
    choose(window, "tagged मादुरो")
    window.history.list.setFocus()
    QTest.keyClick(window.history.list, Qt.Key.Key_Delete)
    assert session.records.find(Mention, first.id) is None
    assert session.records.find(Mention, second.id) is not None
    assert titles(window)[0].startswith("reverted: tagged मादुरो")
    assert session.undo()
    assert session.records.find(Mention, first.id) is not None


def test_what_cannot_be_reverted_alone_is_said(window: MainWindow, session: Session, tag: Tag) -> None:
    said: list[str] = []
    session.remarked.connect(said.append)
    mention = tag("मादुरो", "Person")
    session.apply(change_set("noted", [Change(mention, replace(mention, note="x"))]))
    choose(window, "tagged")
    window._actions["review.revert"].trigger()
    assert said == ["It cannot be reverted by itself: the mention was changed since."]
    assert session.records.find(Mention, mention.id) is not None


def test_enter_goes_to_the_change_in_its_article(
    window: MainWindow, session: Session, tag: Tag, articles: list[Article]
) -> None:
    mention = tag("मादुरो", "Person")
    shown: list[object] = []
    window.history.spans_shown.connect(shown.append)
    session.open_article(articles[1].id)
    window.history.scope.setCurrentIndex(1)
    window.history.scope.activated.emit(1)
    choose(window, "tagged")
    window._actions["review.go"].trigger()
    assert session.article is not None
    assert session.article.id == articles[0].id
    assert shown[-1] == [(mention.start, mention.end)]


def test_a_click_shows_the_change_in_its_article_and_stays_in_the_list(
    window: MainWindow, session: Session, tag: Tag, articles: list[Article]
) -> None:
    mention = tag("मादुरो", "Person")
    session.open_article(articles[1].id)
    window.history.scope.setCurrentIndex(1)
    window.history.scope.activated.emit(1)
    row = next(row for row, title in enumerate(titles(window)) if "मादुरो" in title)
    index = window.history.rows.index(row)
    shown: list[object] = []
    window.history.spans_shown.connect(shown.append)
    place = window.history.list.visualRect(index).center()
    QTest.mouseClick(window.history.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.article is not None
    assert session.article.id == articles[0].id
    assert shown[-1] == [(mention.start, mention.end)]
    assert window.history.list.currentIndex().row() == row


def test_the_article_is_shown_as_it_was_and_nothing_can_be_changed(
    window: MainWindow, session: Session, tag: Tag, qtbot: QtBot
) -> None:
    first = tag("मादुरो", "Person")
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    while session.pending_lists():
        window.alliances.accept()
    camps, russia = session.records.all(Camp), session.records.all(Stance)[0]
    session.apply(move_members(session.records, [russia], camps[1]))
    second = tag("पड़ोसी", "Person")
    now = set(session.records)
    choose(window, "tagged मादुरो")
    marked: list[object] = []
    window.history.spans_shown.connect(marked.append)
    window._actions["review.look_back"].trigger()
    qtbot.waitUntil(lambda: session.past is not None)
    assert marked == [[(first.start, first.end)]]
    assert [mention.id for mention in session.records.mentions.all()] == [first.id]
    assert session.records.all(Camp) == []
    assert window._past.isVisible()
    assert not window._actions["mention.remove"].isEnabled()
    said: list[str] = []
    session.remarked.connect(said.append)
    assert not session.apply(mentions.remove_mentions(session.article, [first]))  # type: ignore[arg-type]
    assert "as it was" in said[0]
    slider = window.history.slider
    slider.setValue(slider.maximum() - 2)
    qtbot.waitUntil(lambda: session.records.count(Camp) == 2)
    assert session.records.get(Stance, russia.id).camp_id == camps[0].id
    assert window.history.moment.text().startswith("As it was on")
    window._actions["review.now"].trigger()
    assert session.past is None
    assert set(session.records) == now
    assert not window._past.isVisible()
    assert session.records.find(Mention, second.id) is not None
    assert session.apply(mentions.remove_mentions(session.article, [first]))  # type: ignore[arg-type]


def test_undo_leads_back_to_now(window: MainWindow, session: Session, tag: Tag, qtbot: QtBot) -> None:
    tag("मादुरो", "Person")
    tag("रूस", "Country")
    assert session.look_back(window.history._numbers[-2])
    assert session.undo()
    assert session.past is None
    assert len(session.records.mentions.all()) == 1


def test_names_that_are_gone_are_there_while_one_looks_back_and_no_longer(
    window: MainWindow, session: Session, tag: Tag
) -> None:
    entity = Entity(id=new_id(), name="रूस", label_id=session.labels()[0].id)
    mention = tag("रूस", "Country")
    before = session.records.get(Mention, mention.id)
    session.apply(change_set("linked", [add(entity), Change(before, replace(before, entity_id=entity.id))]))
    number = session.project.revisions(1)[0].number
    linked = session.records.get(Mention, mention.id)
    session.apply(change_set("gone", [Change(linked, before), Change(entity, None)]))
    assert session.look_back(number)
    assert session.records.find(Entity, entity.id) == entity
    session.return_to_now()
    assert session.records.find(Entity, entity.id) is None


def test_what_others_did_since_one_looked_is_new(
    window: MainWindow, session: Session, tag: Tag, articles: list[Article], qtbot: QtBot
) -> None:
    tag("मादुरो", "Person")
    bea = Annotator(id=new_id(), name="Bea")
    session.apply(change_set("Bea joined", [add(bea)]))
    session.open_article(articles[1].id)
    theirs = Mention(
        id=new_id(),
        article_id=articles[0].id,
        annotator_id=bea.id,
        start=0,
        end=3,
        label_id=session.labels()[0].id,
    )
    session.project.apply(change_set("tagged by Bea", [add(theirs)]), bea.id)
    session.open_article(articles[0].id)
    panel = window.history
    rows = [panel.rows.revision(row) for row in range(panel.rows.rowCount())]
    assert [row.title for row in rows if row and panel.rows.is_new(row)] == ["tagged by Bea"]
    panel.when.setCurrentIndex(panel.when.count() - 1)
    panel.when.activated.emit(0)
    assert titles(window) == ["tagged by Bea"]
    session.open_article(articles[1].id)
    session.open_article(articles[0].id)
    panel.when.activated.emit(0)
    assert titles(window) == []
