"""The palette as it is used: type, go, run, leave; and where the keyboard is then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.command_palette import CommandPalette
from gui.models.commands import Command
from gui.models.view_rows import ViewRole

COMMANDS = [
    Command("one", "Edit", "First <b>thing</b>", "Ctrl+1"),
    Command("two", "Edit", "Second thing", obstacle="not now"),
    *(Command(f"more{number}", "View", f"Thing number {number}") for number in range(30)),
]


@pytest.fixture
def window(show: Callable[..., QWidget]) -> QWidget:
    window = QWidget()
    lines = QVBoxLayout(window)
    for name in ("above", "below"):
        field = QLineEdit()
        field.setObjectName(name)
        lines.addWidget(field)
    show(window, 800, 600)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window


def line(window: QWidget, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


@pytest.fixture
def palette(window: QWidget) -> CommandPalette:
    palette = CommandPalette(window)
    line(window, "below").setFocus()
    palette.ask(COMMANDS, ())
    return palette


def current(palette: CommandPalette) -> str:
    return palette.list.currentIndex().data(ViewRole).id


def test_enter_runs_what_is_meant_with_the_keyboard_back_where_it_was(
    palette: CommandPalette, window: QWidget, qtbot: QtBot
) -> None:
    seen: list[tuple[str, QWidget | None, bool]] = []
    palette.chosen.connect(lambda name: seen.append((name, QApplication.focusWidget(), palette.isVisible())))
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "numb 17")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert seen == [("more17", line(window, "below"), False)]


def test_escape_leaves_everything_as_it_was(palette: CommandPalette, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClicks(palette.field, "first")
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert line(window, "below").hasFocus()
    palette.ask(COMMANDS, ())
    assert palette.field.text() == ""


def test_what_cannot_be_done_now_comes_last_and_is_not_run(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert current(palette) == "two"
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_arrows_and_pages_go_through_the_list_and_around(palette: CommandPalette, qtbot: QtBot) -> None:
    reached = []
    for key in ("Down", "Down", "PageDown", "Up", "PageUp", "Up", "Down"):
        qtbot.keyClick(palette.field, getattr(Qt.Key, f"Key_{key}"))
        reached.append(current(palette))
    assert reached == ["more0", "more1", "more13", "more12", "more0", "one", "more0"]


def test_what_was_run_last_is_offered_first(palette: CommandPalette) -> None:
    palette.ask(COMMANDS, ("more5", "two", "one"))
    assert [command.id for command in palette.rows.views[:3]] == ["more5", "one", "more0"]


def test_a_click_runs_and_one_elsewhere_leaves(
    palette: CommandPalette, window: QWidget, qtbot: QtBot
) -> None:
    place = palette.list.visualRect(palette.rows.index(3)).center()
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["more2"]
    palette.ask(COMMANDS, ())
    above = line(window, "above")
    above.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not palette.isVisible()
    assert above.hasFocus()


def test_the_keys_of_the_window_rest_while_it_is_open(
    palette: CommandPalette, window: QWidget, qtbot: QtBot
) -> None:
    heard: list[str] = []
    for keys in ("Ctrl+D", "Tab", "F4", "7"):
        QShortcut(QKeySequence(keys), window, lambda keys=keys: heard.append(keys))
    for keys in ("Ctrl+D", "Tab", "F4", "7"):
        QTest.keySequence(palette.field, keys)
    assert heard == []
    assert palette.isVisible()
    assert palette.field.text() == "7"
    palette.leave()
    QTest.keySequence(line(window, "below"), "F4")
    assert heard == ["F4"]


def test_that_nothing_is_found_is_said(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "zzz")
    said = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    assert said == ["No command is called so."]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.isVisible()


def test_the_keyboard_goes_back_only_to_what_is_still_there(
    palette: CommandPalette, window: QWidget, qtbot: QtBot
) -> None:
    line(window, "below").deleteLater()
    qtbot.waitUntil(lambda: window.findChild(QLineEdit, "below") is None)
    with qtbot.waitSignal(palette.chosen):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (420, 260)])
def test_it_stays_within_the_window(
    palette: CommandPalette, window: QWidget, width: int, height: int
) -> None:
    window.resize(width, height)
    assert window.rect().contains(palette.geometry())
    assert abs(palette.geometry().center().x() - window.rect().center().x()) <= 1
    QTest.qWait(1)  # until it is laid out
    assert palette.rect().contains(palette.list.geometry())
