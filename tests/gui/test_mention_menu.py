"""The context menu, opened on real places of the article; what it holds and what choosing does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotation.records import Label, Mention
from gui.main_window import MainWindow
from gui.settings import Settings
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]
Choose = Callable[[QMenu], QAction | None]


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    yield shown_window(qtbot, session)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown_window(qtbot: QtBot, session: Session) -> MainWindow:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    window.resize(1400, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.article.setFocus()
    qtbot.waitUntil(window.article.view.hasFocus)
    return window


def entries(menu: QMenu) -> list[str]:
    """The texts of a menu and of its submenus, without keys; everything in it can be chosen."""
    found: list[str] = []
    for action in menu.actions():
        if action.isSeparator():
            continue
        assert action.isEnabled()
        text = action.text().split("\t")[0]
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            assert not submenu.isEmpty()
            found += [f"{text}: {below}" for below in entries(submenu)]
        else:
            found.append(text)
    return found


def action_of(menu: QMenu, path: str) -> QAction:
    first, _, rest = path.partition(": ")
    for action in menu.actions():
        if action.text().split("\t")[0] == first:
            submenu = action.menu()
            return action_of(submenu, rest) if isinstance(submenu, QMenu) else action
    raise AssertionError(f"{path} is not in {entries(menu)}")


def with_menu(open_menu: Callable[[], object], *paths: str) -> list[list[str]]:
    """Open the menu and choose entries, one in each menu that opens; what each of them held."""
    held: list[list[str]] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(5, look)
            return
        try:
            held.append(entries(menu))
            chosen = action_of(menu, paths[len(held) - 1]) if len(held) <= len(paths) else None
        except AssertionError:
            menu.close()
            raise
        if chosen is None:
            menu.close()
            return
        owner = chosen.parent()
        QTimer.singleShot(0, look if len(held) < len(paths) or chosen.data() else lambda: None)
        if isinstance(owner, QMenu) and owner is not menu:
            menu.setActiveAction(owner.menuAction())
            owner.setActiveAction(chosen)
            press_enter(owner)
        else:
            menu.setActiveAction(chosen)
            press_enter(menu)

    QTimer.singleShot(0, look)
    open_menu()
    return held


def press_enter(menu: QMenu) -> None:
    QTest.keyClick(menu, Qt.Key.Key_Return)


def right_click(window: MainWindow, point: QPoint) -> Callable[[], object]:
    viewport = window.article.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    return lambda: QApplication.sendEvent(viewport, event)


def menu_key(window: MainWindow) -> Callable[[], object]:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    return lambda: QApplication.sendEvent(window.article.view, event)


def on(window: MainWindow, mention: Mention) -> QPoint:
    return window.article.view.box_of(mention.id).topLeft() + QPoint(6, 6)


def label_of(session: Session, mention: Mention) -> str:
    return session.records.get(Label, session.records.get(Mention, mention.id).label_id).name


def select(window: MainWindow, surface: str) -> None:
    start = window.article.view.text.index(surface)
    window.article.view.select(start, start + len(surface))


def test_a_mention_offers_what_can_be_done_with_it(
    qtbot: QtBot, window: MainWindow, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    [held] = with_menu(right_click(window, on(window, mention)))
    assert held == [
        "Link to an entity…",
        "Note…",
        "Who, what and when",
        *(f"Label as: {label.name}" for label in session.labels() if label.name != "Person"),
        "Move its ends: End one word later",
        "Move its ends: End one word earlier",
        "Move its ends: Start one word earlier",
        "Move its ends: Start one word later",
        "Move its ends: End one character later",
        "Move its ends: End one character earlier",
        "Move its ends: Start one character earlier",
        "Move its ends: Start one character later",
        "Remove mention",
        "Record a stance…",
        "Add to a list…",
        "Tag all…",
    ]
    assert window.article.view.current == mention.id


def test_a_linked_mention_can_be_unlinked(
    qtbot: QtBot, window: MainWindow, session: Session, tag: Tag, make_entity: Callable[..., object]
) -> None:
    make_entity("मादुरो")
    mention = tag("मादुरो")
    with_menu(right_click(window, on(window, mention)), "Unlink")
    assert session.records.get(Mention, mention.id).entity_id is None


def test_a_mention_is_labelled_anew_from_the_submenu(
    qtbot: QtBot, window: MainWindow, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    with_menu(right_click(window, on(window, mention)), "Label as: Group")
    assert label_of(session, mention) == "Group"
    assert len(session.records.all(Mention)) == 1


def test_one_of_nested_mentions_is_picked_and_its_menu_opens(
    qtbot: QtBot, window: MainWindow, session: Session, tag: Tag
) -> None:
    inner, outer = tag("मादुरो"), tag("निकोलस मादुरो", "Group")
    first, second = with_menu(right_click(window, on(window, inner)), "2 mentions here: Group · निकोलस मादुरो")
    picks = ["2 mentions here: Person · मादुरो", "2 mentions here: Group · निकोलस मादुरो"]
    assert first[:2] == second[:2] == picks
    assert "Label as: Person" not in first
    assert "Label as: Person" in second
    assert window.article.view.current == outer.id


def test_a_lane_means_its_own_mention(qtbot: QtBot, window: MainWindow, tag: Tag) -> None:
    tag("मादुरो")
    outer = tag("निकोलस मादुरो", "Group")
    view = window.article.view
    box = view.box_of(outer.id)
    places = (QPoint(box.right() - 8, y) for y in range(box.top(), box.bottom()))
    lane = next(place for place in places if (strip := view.strip_at(place)) and strip.span.id == outer.id)
    [held] = with_menu(right_click(window, lane))
    assert not any(entry.startswith("2 mentions") for entry in held)
    assert view.current == outer.id


def test_a_selection_offers_tagging_and_what_needs_a_selection(
    qtbot: QtBot, window: MainWindow, session: Session, tag: Tag
) -> None:
    select(window, "वेनेजुएला")
    [held] = with_menu(menu_key(window))
    assert held == [
        *(f"Tag as: {label.name}" for label in session.labels()),
        "Record a stance…",
        "Add to a list…",
        "Make a list of the selection…",
        "New list…",
        "Tag all…",
        "Copy",
    ]
    with_menu(menu_key(window), "Copy")
    assert QApplication.clipboard().text() == "वेनेजुएला"
    assert window.article.view.selection() is not None
    tag("वेनेजुएला", "Country")
    [held] = with_menu(menu_key(window))
    assert "Resize to the selection" in held


def test_a_selection_of_nothing_but_a_space_can_only_be_copied(qtbot: QtBot, window: MainWindow) -> None:
    select(window, " ")
    assert with_menu(menu_key(window)) == [["Copy"]]


def test_beside_the_selection_the_menu_is_of_the_word_there(
    qtbot: QtBot, window: MainWindow, session: Session, tag: Tag
) -> None:
    here = tag("मादुरो")
    window.article.show_mention(here.id)
    point = on(window, here)
    other = tag("वेनेजुएला", "Country")
    word = on(window, other)
    session.undo()
    select(window, "रूस")
    [held] = with_menu(right_click(window, word))
    assert held == [
        *(f"Tag “वेनेजुएला” as: {label.name}" for label in session.labels()),
        "Record a stance…",
    ]
    assert window.article.view.selection() is None
    assert window.article.view.current is None
    select(window, "रूस")
    [held] = with_menu(right_click(window, point))
    assert "Remove mention" in held


def test_where_nothing_can_be_changed_the_menu_says_and_copies_only(
    qtbot: QtBot, session: Session, tag: Tag
) -> None:
    from gui.session import Session as Opened

    mention = tag("मादुरो")
    with Project.open(session.project.path, read_only=True) as project:
        reader = Opened(project, session.annotator.id)
        assert session.article is not None
        reader.open_article(session.article.id)
        window = shown_window(qtbot, reader)
        assert with_menu(right_click(window, on(window, mention))) == [["Who, what and when"]]
        select(window, "वेनेजुएला")
        assert with_menu(menu_key(window)) == [["Copy"]]
        window.article.view.select(0, 0)
        menu_key(window)()  # nothing applies: nothing opens
        assert QApplication.activePopupWidget() is None
