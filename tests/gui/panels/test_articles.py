from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from annotation.edits.articles import describe, import_articles, make_article
from annotation.records import Annotator, Article
from gui.models.articles import ArticleOrder, RowRole
from gui.panels.articles import ArticlesPanel
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session


@pytest.fixture
def panel(session: Session, show: Any) -> ArticlesPanel:
    return show(ArticlesPanel(session), width=260)


@pytest.fixture
def empty_session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    from gui.session import Session

    project = Project.create(tmp_path / "empty.paksha", "Asha")
    session = Session(project, project.read(Annotator)[0].id)
    yield session
    session.close()


def titles(panel: ArticlesPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def filter_line(panel: ArticlesPanel) -> QLineEdit:
    line = panel.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def visible_button(panel: ArticlesPanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_a_click_opens_the_article_under_the_mouse(
    qtbot: QtBot, panel: ArticlesPanel, articles: list[Article]
) -> None:
    place = panel.view.visualRect(panel.model.index(1)).center()
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [articles[1].id]


def test_arrow_keys_move_and_only_enter_opens(
    qtbot: QtBot, panel: ArticlesPanel, articles: list[Article]
) -> None:
    chosen: list[str] = []
    panel.article_chosen.connect(chosen.append)
    panel.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert chosen == []
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen == [articles[1].id]


def test_the_open_article_is_marked_and_followed(
    panel: ArticlesPanel, session: Session, articles: list[Article]
) -> None:
    session.open_article(articles[1].id)
    assert panel.view.currentIndex().data(RowRole).id == articles[1].id
    assert "open" in panel.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "open" not in panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_next_and_previous_follow_the_order_shown(
    panel: ArticlesPanel, session: Session, articles: list[Article]
) -> None:
    panel.article_chosen.connect(session.open_article)
    panel.previous_article()
    assert session.article is not None
    assert session.article.id == articles[0].id
    panel.next_article()
    assert session.article.id == articles[1].id
    panel.next_article()
    assert session.article.id == articles[1].id
    panel.model.set_order(ArticleOrder.TITLE)
    panel.next_article()
    assert session.article.id == articles[0].id


def test_an_edit_shows_in_the_row_at_once(panel: ArticlesPanel, tag: Any) -> None:
    tag("रूस", "Country")
    assert panel.model.index(0).data(RowRole).mentions == 1
    assert "In progress" in panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_typing_filters_down_goes_to_the_list_and_escape_shows_all(
    qtbot: QtBot, panel: ArticlesPanel, articles: list[Article]
) -> None:
    line = filter_line(panel)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "neighbours")
    qtbot.waitUntil(lambda: titles(panel) == [articles[1].title])
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert panel.view.hasFocus()
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        qtbot.keyClick(panel.view, Qt.Key.Key_Enter)
    assert chosen.args == [articles[1].id]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert len(titles(panel)) == 2


def test_a_filter_that_finds_nothing_offers_to_show_all(qtbot: QtBot, panel: ArticlesPanel) -> None:
    qtbot.keyClicks(filter_line(panel), "zzz")
    qtbot.waitUntil(lambda: not panel.view.isVisible())
    qtbot.mouseClick(visible_button(panel, "Show all articles"), Qt.MouseButton.LeftButton)
    assert panel.view.isVisible()
    assert len(titles(panel)) == 2


def test_imported_and_renamed_articles_appear(
    panel: ArticlesPanel, session: Session, articles: list[Article]
) -> None:
    brought, _ = import_articles([make_article("New one", "text")], [])
    assert session.apply(brought)
    assert titles(panel)[-1] == "New one"
    known = articles[1]
    assert session.apply(
        describe(known, title="Renamed", source="", url="", published_on=None, language="en")
    )
    assert titles(panel)[1] == "Renamed"
    session.undo()
    session.undo()
    assert titles(panel) == [article.title for article in articles]


def test_a_project_without_articles_says_what_to_do(qtbot: QtBot, empty_session: Session, show: Any) -> None:
    panel = show(ArticlesPanel(empty_session), width=240)
    assert not panel.view.isVisible()
    with qtbot.waitSignal(panel.import_requested):
        qtbot.mouseClick(visible_button(panel, "Import articles…"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.paste_requested):
        qtbot.mouseClick(visible_button(panel, "Paste an article…"), Qt.MouseButton.LeftButton)
    brought, _ = import_articles([make_article("First", "text")], [])
    assert empty_session.apply(brought)
    assert panel.view.isVisible()
    empty_session.undo()
    assert not panel.view.isVisible()


def test_the_context_menu_opens_the_article_beneath_it(qtbot: QtBot, panel: ArticlesPanel) -> None:
    place = panel.view.visualRect(panel.model.index(1)).center()
    panel.view.customContextMenuRequested.emit(QPoint(place))
    menu = panel.findChild(QMenu)
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    (opening,) = menu.actions()
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        opening.trigger()
    assert chosen.args == [panel.model.item(1).id]
    menu.close()
