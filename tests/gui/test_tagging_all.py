"""Tag all in the window: from what is selected, from a mention, from a search; and all of it taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotation.records import Article, Entity, Label, Mention
from annotation.text.searching import Query
from gui.dialogs.tag_all import TagAll
from gui.main_window import MainWindow
from gui.panels import article as panel
from gui.session import Session
from gui.settings import Settings

Tag = Callable[..., Mention]
MakeEntity = Callable[..., Entity]


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    session.hand_over()  # the project outlives the window, for the test to look at
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.article.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Answer:
    """What a person does in the dialog: looks at it, then presses a key in the list. Keep it meanwhile."""

    def __init__(self, key: Qt.Key) -> None:
        self.typed, self.label, self.entity, self.whole_words = "", "", "", False
        self._key = key
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, TagAll) or dialog._search.is_running or not dialog.isActiveWindow():
            if dialog is not None:
                dialog.activateWindow()
            QTimer.singleShot(5, self._look)
            return
        self.typed, self.label = dialog.typed.text(), dialog.label.currentText()
        chosen = dialog.entity.chosen()
        self.entity = chosen.name if chosen else ""
        self.whole_words = dialog.whole_words.isChecked()
        QTest.keyClick(dialog.places, self._key)
        if dialog.isVisible():
            dialog.reject()


def press(window: MainWindow, keys: str) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.article.setFocus()
    QTest.keySequence(window.article.view, keys)


def select(window: MainWindow, surface: str) -> None:
    start = window.article.view.text.index(surface)
    window.article.view.select(start, start + len(surface))


def test_what_is_selected_is_tagged_everywhere_and_taken_back(
    window: MainWindow, session: Session, articles: list[Article], labels: dict[str, Label]
) -> None:
    select(window, "चीन")
    window.article.mentions.tag(labels["Country"])
    select(window, "मादुरो ")
    answer = Answer(Qt.Key.Key_Return)
    press(window, "Ctrl+Shift+F")
    assert (answer.typed, answer.label, answer.entity) == ("मादुरो", "Country", "")  # the label used last
    assert answer.whole_words
    number = articles[0].text.count("मादुरो")
    assert session.step_titles()[0] == f"tagged {number} × मादुरो as Country"
    assert len(window.article.view.span_ids_at(articles[0].text.index("मादुरो"))) == 1
    assert window.focusWidget() is window.article.view
    assert any(label.text() == f"Tagged {number} × मादुरो as Country" for label in window.findChildren(QLabel))
    press(window, "Ctrl+Z")
    assert [session.records.count(Mention), len(session.project.read(Mention))] == [1, 1]
    assert window.article.view.span_ids_at(articles[0].text.index("मादुरो")) == []
    press(window, "Ctrl+Y")
    assert session.records.count(Mention) == number + 1


def test_a_mention_gives_its_words_its_label_and_its_entity(
    window: MainWindow, session: Session, tag: Tag, make_entity: MakeEntity
) -> None:
    make_entity("Nicolás Maduro", aliases=("मादुरो",))
    mention = tag("मादुरो", "Group")
    tag("चीन", "Country")
    window.article.show_mention(mention.id)
    answer = Answer(Qt.Key.Key_Escape)
    press(window, "Ctrl+Shift+F")
    assert (answer.typed, answer.label, answer.entity) == ("मादुरो", "Group", "Nicolás Maduro")
    assert session.records.count(Mention) == 2


def test_a_search_is_taken_over_as_it_is(window: MainWindow, session: Session, tag: Tag) -> None:
    select(window, "मादुरो")
    answer = Answer(Qt.Key.Key_Return)
    window.article.mentions.tag_all(Query("चीन|रूस", regular_expression=True))
    assert (answer.typed, answer.entity, answer.whole_words) == ("चीन|रूस", "", False)
    assert session.records.count(Mention) == 3


def test_the_find_bar_hands_its_search_over(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.article.find_bar.set_query(Query("गलत"))
    press(window, "Ctrl+F")
    answer = Answer(Qt.Key.Key_Return)
    QTest.keySequence(window.article.find_bar.focusWidget(), "Alt+T")
    qtbot.waitUntil(lambda: session.records.count(Mention) == 1)
    assert (answer.typed, answer.whole_words) == ("गलत", False)


def test_nothing_selected_asks_what_to_look_for(window: MainWindow) -> None:
    window.article.view.select(0, 0)
    answer = Answer(Qt.Key.Key_Escape)
    press(window, "Ctrl+Shift+F")
    assert answer.typed == ""


def test_many_mentions_at_once_are_shown_and_taken_back(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "MANY", 30)
    answer = Answer(Qt.Key.Key_Return)
    window.article.mentions.tag_all(Query(r"\w{2,}", regular_expression=True))
    assert answer.typed
    assert session.records.count(Mention) > panel.MANY
    places = [mention.start for mention in session.records.all(Mention)]
    assert all(window.article.view.span_ids_at(place) for place in places)
    press(window, "Ctrl+Z")
    assert not any(window.article.view.span_ids_at(place) for place in places)


def test_undo_from_another_article_goes_to_one_that_was_tagged(
    window: MainWindow, session: Session, articles: list[Article]
) -> None:
    answer = Answer(Qt.Key.Key_Return)
    window.article.mentions.tag_all(Query("चीन"))
    assert answer.typed
    session.open_article(articles[1].id)
    press(window, "Ctrl+Z")
    assert session.article is not None
    assert session.article.id == articles[0].id
