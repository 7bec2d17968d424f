"""Finding as a person does it: in the window, with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotation.changes import Change, add, change_set
from annotation.edits.articles import make_article
from annotation.records import Article, Mention
from annotation.text.searching import Query
from gui.article.view import ArticleView
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.widgets.find_bar import FindBar

if TYPE_CHECKING:
    from gui.session import Session

Write = Callable[[QWidget, str], None]
Tag = Callable[..., Mention]


@pytest.fixture
def settings(qapp: object) -> Settings:
    """The settings of a first start."""
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    return Settings()


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, session: Session) -> Iterator[MainWindow]:
    session.hand_over()  # the project outlives the window
    window = MainWindow(session, settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.article.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def view(window: MainWindow) -> ArticleView:
    return window.article.view


@pytest.fixture
def bar(window: MainWindow) -> FindBar:
    return window.article.find_bar


def press(*keys: str) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keySequence(widget, key)


def into_field(bar: FindBar, text: str, write: Write) -> None:
    assert bar._field.hasFocus()
    write(bar._field, text)


def selected(view: ArticleView) -> str:
    return view.text[slice(*(view.selection() or (0, 0)))]


@pytest.fixture
def look_for(window: MainWindow, bar: FindBar, write: Write, qtbot: QtBot) -> Callable[[str], None]:
    """Open the bar, type, and wait for what comes of it."""

    def look_for(text: str) -> None:
        press("Ctrl+F")
        with qtbot.waitSignal(bar.query_changed):
            into_field(bar, text, write)

    return look_for


Look = Callable[[str], None]


def test_the_bar_is_hidden_until_it_is_wanted_and_escape_gives_the_keyboard_back(
    view: ArticleView, bar: FindBar, look_for: Look
) -> None:
    assert not bar.isVisible()
    look_for("मादुरो")
    assert bar.isVisible()
    assert len(view.hits) == 4
    press("Esc")
    assert not bar.isVisible()
    assert list(view.hits) == []
    assert view.hasFocus()
    assert selected(view) == "मादुरो"  # to be tagged at once


def test_typing_goes_to_the_first_hit_from_the_caret_and_enter_walks_and_wraps(
    view: ArticleView, bar: FindBar, look_for: Look
) -> None:
    places = [place for place in range(len(view.text)) if view.text.startswith("मादुरो", place)]
    view.select(places[1], places[1])
    look_for("मादुरो")
    assert bar._count.text() == "2 of 4"
    walked = [view.selection()]
    for key in ("Return", "Return", "Return", "Shift+Return", "Shift+Return"):
        press(key)
        walked.append(view.selection())
    starts = [span[0] for span in walked if span]
    assert starts == [places[n] for n in (1, 2, 3, 0, 3, 2)]
    press("Return", "Return")
    assert bar._count.text() == "1 of 4 · from the start"
    press("Shift+Return")
    assert bar._count.text() == "4 of 4 · from the end"


def test_more_letters_stay_at_the_hit_they_belong_to(
    view: ArticleView, bar: FindBar, look_for: Look, write: Write
) -> None:
    look_for("का")
    first = view.selection()
    into_field(bar, " समर्थन", write)
    press("Return")  # before typing has paused
    assert selected(view) == "का समर्थन"
    assert first is not None
    assert view.selection() != first


def test_f3_walks_from_the_text_and_from_the_caret(
    view: ArticleView, bar: FindBar, look_for: Look, window: MainWindow
) -> None:
    look_for("मादुरो")
    press("Esc", "Ctrl+Home", "F3")
    assert bar.isVisible()
    assert view.hasFocus()
    assert bar._count.text() == "1 of 4"
    press("F3", "Ctrl+G", "Shift+F3")
    assert bar._count.text() == "2 of 4"
    press("Ctrl+End")
    assert bar._count.text() == "4 found"
    press("Ctrl+Shift+G")
    assert bar._count.text() == "4 of 4"
    press("F3")
    assert "from the start" in window._status._remark.text()
    press("Esc")
    assert not bar.isVisible()


def test_f3_with_nothing_to_look_for_opens_the_bar(bar: FindBar, window: MainWindow) -> None:
    press("F3")
    assert QApplication.focusWidget() is bar._field


def test_what_is_selected_is_looked_for(view: ArticleView, bar: FindBar, window: MainWindow) -> None:
    start = view.text.index("कनाडा")
    view.select(start, start + 5)
    press("Ctrl+F")
    assert bar.query().text == "कनाडा"
    assert bar._count.text() == "1 of 2"
    press("Esc")
    view.select(0, len(view.text))  # several lines are not meant
    press("Ctrl+F")
    assert bar.query().text == "कनाडा"


def test_a_selection_is_taken_letter_for_letter_into_a_regular_expression(
    view: ArticleView, bar: FindBar, window: MainWindow, qtbot: QtBot
) -> None:
    bar.set_query(Query("", regular_expression=True))
    view.select(view.text.index("देश- रूस"), view.text.index(", चीन"))
    press("Ctrl+F")
    assert bar.query().text == "देश\\-\\ रूस"
    qtbot.waitUntil(lambda: bar._count.text() == "1 of 1" and len(view.hits) == 1)


def test_the_toggles_search_again_and_are_remembered(
    view: ArticleView, bar: FindBar, look_for: Look, qtbot: QtBot
) -> None:
    look_for("गलत")
    assert len(view.hits) == 1  # ग़लत
    with qtbot.waitSignal(bar.query_changed):
        press("Alt+Y")
    assert bar._count.text() == "Nothing found"
    assert list(view.hits) == []
    with qtbot.waitSignal(bar.query_changed):
        press("Alt+W")
    assert Settings().find_options == Query("", any_spelling=False, whole_words=True)


def test_a_broken_regular_expression_is_told_and_mended(
    view: ArticleView, bar: FindBar, look_for: Look, write: Write, qtbot: QtBot
) -> None:
    bar.set_query(Query("", regular_expression=True))
    look_for("(रूस|चीन")
    qtbot.waitUntil(bar._trouble.isVisible)
    assert "missing )" in bar._trouble.text()
    assert list(view.hits) == []
    into_field(bar, ")", write)
    qtbot.waitUntil(lambda: len(view.hits) == 3)
    assert not bar._trouble.isVisible()
    assert selected(view) == "रूस"


def test_keys_of_the_article_do_nothing_to_it_from_the_bar(
    view: ArticleView, look_for: Look, tag: Tag, session: Session
) -> None:
    tag("मादुरो")
    before = session.records.all(Mention)
    look_for("मादुरो")
    press("Del", "Alt+Left", "Ctrl+Backspace", "F2", "1", "Tab")
    assert QApplication.activeModalWidget() is None
    assert session.records.all(Mention) == before
    assert not view.hasFocus()


def test_another_article_is_searched_and_the_caret_stays_at_its_start(
    view: ArticleView, bar: FindBar, look_for: Look, session: Session, articles: list[Article]
) -> None:
    look_for("Russia")
    assert bar._count.text() == "Nothing found"
    session.open_article(articles[1].id)
    assert len(view.hits) == 1
    assert bar._count.text() == "1 found"
    assert view.selection() is None
    session.open_article(None)
    assert not bar.isVisible()
    assert list(view.hits) == []


def test_a_corrected_text_is_searched_again(
    view: ArticleView, bar: FindBar, look_for: Look, session: Session
) -> None:
    look_for("रूस")
    article = session.article
    assert article is not None
    assert len(view.hits) == 2
    corrected = replace(article, text=article.text.replace("कनाडा", "रूस"))
    # As if a text had been corrected by a person and shown by the panel.
    view.set_article(corrected.text, [])
    assert session.apply(change_set("corrected", [Change(article, corrected)]))
    assert len(view.hits) == 4


@pytest.fixture
def long_article(session: Session) -> Article:
    article = make_article("Long", "सड़क पर रूस, फिर सडक पर चीन।\n" * 4000, language="hi")
    assert session.apply(change_set("imported", [add(article)]))
    return article


def test_in_a_long_article_the_newest_search_wins_and_keys_wait_for_it(
    view: ArticleView,
    bar: FindBar,
    long_article: Article,
    session: Session,
    window: MainWindow,
    write: Write,
    qtbot: QtBot,
) -> None:
    session.open_article(long_article.id)
    press("Ctrl+F")
    into_field(bar, "चीन", write)
    press("Return", "Ctrl+A")
    into_field(bar, "सडक", write)
    press("Return", "Return")
    qtbot.waitUntil(lambda: bar._count.text() == "2 of 8,000")
    assert selected(view) == "सडक"
    assert len(view.hits) == 8000


def test_closing_while_a_search_runs_leaves_nothing(
    view: ArticleView, bar: FindBar, long_article: Article, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    session.open_article(long_article.id)
    bar.set_query(Query("रूस"))
    press("Ctrl+F")
    press("Esc")
    qtbot.wait(100)
    assert list(view.hits) == []
    assert not bar.isVisible()


def test_the_article_is_needed(session: Session, window: MainWindow, bar: FindBar) -> None:
    session.open_article(None)
    assert not window._actions["find.open"].isEnabled()
    assert not window._actions["find.next"].isEnabled()


def test_the_bar_does_not_make_the_window_wider(window: MainWindow, bar: FindBar) -> None:
    least = window.article.minimumSizeHint().width()
    press("Ctrl+F")
    bar.set_query(Query("रूस"))
    bar.show_count(50_000, 40_000, "from the start")
    assert window.article.minimumSizeHint().width() <= max(least, window.article.minimumWidth())
