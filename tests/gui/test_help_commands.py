"""The palette and changed shortcuts in a real window, by real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits.labels import edit_labels
from annotation.records import Entity, Mention, Status
from gui.actions import ACTIONS
from gui.dialogs.command_palette import CommandPalette
from gui.dialogs.shortcuts import ShortcutSheet
from gui.dialogs.stance_composer import StanceComposer
from gui.main_window import MainWindow
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.session import Session

Open = Callable[[], MainWindow]


@pytest.fixture
def settings_file(qapp: object) -> Iterator[Path]:
    """The settings file, absent before and after."""
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    yield Path(file)
    Path(file).unlink(missing_ok=True)


@pytest.fixture
def open_window(qtbot: QtBot, settings_file: Path, session: Session) -> Iterator[Open]:
    """Open a window on the session with the settings as they are on disk."""
    session.hand_over()

    def open_window() -> MainWindow:
        window = MainWindow(session, Settings())
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.article.setFocus()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window()


def press(window: MainWindow, *keys: str) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    for key in keys:
        QTest.keySequence(QApplication.focusWidget() or window, key)


def palette(window: MainWindow) -> CommandPalette:
    found = window.findChild(CommandPalette)
    assert found is not None
    return found


def run(window: MainWindow, typed: str) -> None:
    """Run a command from the palette."""
    press(window, "Ctrl+Shift+P")
    field = palette(window).field
    assert field.hasFocus()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)


def with_dialog(kind: type[QDialog], act: Callable[..., object], trigger: Callable[[], object]) -> None:
    """Do something that opens a dialog, act in it, and leave it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            QTimer.singleShot(5, look)
            return
        act(dialog)
        dialog.reject()

    QTimer.singleShot(0, look)
    trigger()


def change_by_keys(window: MainWindow, typed: str, keys: str) -> str:
    """Give the action that is found first other keys in the sheet; return what is said."""
    said: list[str] = []

    def act(sheet: ShortcutSheet) -> None:
        QTest.keyClicks(sheet.filter, typed)
        QTest.keyClick(sheet.filter, Qt.Key.Key_Down)
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)
        assert sheet.keys.hasFocus()
        QTest.keySequence(sheet.keys, keys)
        said.extend(label.text() for label in sheet.findChildren(QLabel) if "belongs" in label.text())

    with_dialog(ShortcutSheet, act, lambda: press(window, "F1"))
    return "".join(said)


def test_a_changed_shortcut_works_at_once_and_in_the_next_window_and_the_old_one_does_not(
    window: MainWindow, open_window: Open, session: Session
) -> None:
    assert change_by_keys(window, "done", "F11") == ""
    for opened in (window, open_window()):
        before = session.status()
        press(opened, "Ctrl+D")
        assert session.status() is before
        press(opened, "F11")
        assert session.status() is not before
        assert opened._actions["article.done"].toolTip().endswith("(F11)")
        opened.close()


def test_a_clash_is_refused_with_the_name_of_the_other_action(window: MainWindow, session: Session) -> None:
    assert "belongs to “Record a stance”. Take it" in change_by_keys(window, "done", "Ctrl+Return")
    assert "belongs to the label “Country”" in change_by_keys(window, "done", "2")
    press(window, "Ctrl+D")
    assert session.status() is Status.DONE


def test_enter_links_no_more_once_it_is_another_key(
    window: MainWindow, session: Session, tag: Callable[..., Mention]
) -> None:
    window.article.show_mention(tag("मादुरो").id)
    window._shortcuts.change("mention.link", "L")
    press(window, "Return")
    assert QApplication.activeModalWidget() is None
    asked: list[str] = []
    with_dialog(QDialog, lambda dialog: asked.append(dialog.windowTitle()), lambda: press(window, "L"))
    assert asked == ["Who or what is “मादुरो”?"]


def test_what_the_panels_say_names_the_keys_as_they_are(window: MainWindow, session: Session) -> None:
    def seen(panel: QWidget) -> str:
        texts = [getattr(child, "text", None) for child in panel.findChildren(QWidget)]
        return " ".join(str(text()) for text in texts if callable(text))

    assert "Tab walks the mentions" in seen(window.article)
    assert "press Ctrl+Return" in seen(window.stances)
    for action_id, key in (("mention.next", "Ctrl+F8"), ("stance.record", "F12"), ("help.shortcuts", "")):
        assert window._shortcuts.change(action_id, key) == ""
    assert "F8 walks the mentions" in seen(window.article)
    assert "shows every key" not in seen(window.article)
    assert "press F12" in seen(window.stances)


def test_the_lists_that_were_found_name_the_keys_as_they_are(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    window._shortcuts.change("list.accept", "F11")
    window._shortcuts.change("list.reject", "")
    column = window.alliances.columns.column(window.alliances.columns.views[0].key)
    texts = [button.text() for button in column.findChildren(QPushButton) if not button.isHidden()]
    assert texts[:2] == ["Accept  F11", "Reject"]


def test_a_label_that_gets_the_key_of_an_action_keeps_it(window: MainWindow, session: Session) -> None:
    window._shortcuts.change("mention.note", "N")
    before = session.labels()
    session.apply(edit_labels(before, [replace(before[0], key="n"), *before[1:]]))
    assert window._shortcuts.keys("mention.note") == ("F2",)
    assert session.article is not None
    window.article.view.select(0, len("नदी"))
    with_dialog(QDialog, lambda _: None, lambda: press(window, "N"))
    assert [mention.label_id for mention in session.records.all(Mention)] == [before[0].id]
    session.undo()
    session.undo()
    assert window._shortcuts.keys("mention.note") == ("N",)


def test_the_palette_runs_actions_of_the_table(window: MainWindow, session: Session) -> None:
    run(window, "done")
    assert session.status() is Status.DONE
    assert window.article.view.hasFocus()
    run(window, "undo")
    assert session.status() is not Status.DONE
    press(window, "Ctrl+Shift+P")
    assert [command.id for command in palette(window).rows.views[:2]] == ["edit.undo", "article.done"]


def test_the_palette_tags_with_a_label(
    window: MainWindow, session: Session, make_entity: Callable[..., Entity]
) -> None:
    make_entity("नदी", "Place")
    assert session.article is not None
    window.article.view.select(0, len("नदी"))
    run(window, "tag place")
    [mention] = session.records.all(Mention)
    assert (mention.start, mention.end) == (0, len("नदी"))
    assert {label.id: label.name for label in session.labels()}[mention.label_id] == "Place"


def test_the_palette_hides_and_shows_a_panel(window: MainWindow) -> None:
    run(window, "hide panel articles")
    assert not window._docks["articles"].isVisible()
    run(window, "show panel articles")
    assert window._docks["articles"].isVisible()


def test_the_palette_offers_everything_and_says_what_is_missing(window: MainWindow, session: Session) -> None:
    commands = {command.id: command for command in window._help.commands()}
    assert {spec.id for spec in ACTIONS} - set(commands) == {"help.palette"}
    assert {f"label:{label.id}" for label in session.labels()} <= set(commands)
    assert {f"panel:{name}" for name in window._docks} <= set(commands)
    for spec in ACTIONS:
        if spec.id in commands:
            enabled = window._actions[spec.id].isEnabled()
            assert enabled is not bool(commands[spec.id].obstacle), spec.id
    assert commands["mention.remove"].obstacle == "go to a mention first"
    assert commands["stance.record"].keys == "Ctrl+Return"


def test_an_action_from_the_palette_sees_where_the_keyboard_was(
    window: MainWindow, make_entity: Callable[..., Entity], tag: Callable[..., Mention]
) -> None:
    make_entity("रूस", "Country")
    tag("रूस", "Country")
    press(window, "Alt+3")
    window.entities.table.setCurrentIndex(window.entities.mentions.index(0, 0))
    holders: list[str] = []

    def look(composer: StanceComposer) -> None:
        holder = composer.holder.chosen()
        holders.append(holder.name if holder else "")

    with_dialog(StanceComposer, look, lambda: run(window, "record stance"))
    assert holders == ["रूस"]
