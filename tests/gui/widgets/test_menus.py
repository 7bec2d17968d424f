"""Menus that are asked by keys while the widget below has shortcuts for the same keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gui.widgets.menus import ChoiceMenu, Menu, ascii_digit


@pytest.fixture
def below(qtbot: QtBot) -> QPlainTextEdit:
    """A widget with the focus and a shortcut for 2, as the article has for its labels."""
    below = QPlainTextEdit()
    below.setReadOnly(True)  # it would type the digit
    qtbot.addWidget(below)
    action = QAction("Tag", below)
    action.setShortcut(QKeySequence("2"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: below.setPlainText("tagged"))
    below.addAction(action)
    with qtbot.waitActive(below):
        below.show()
        below.activateWindow()
    below.setFocus()
    return below


def choose(below: QPlainTextEdit, text: str, key: Qt.Key = Qt.Key.Key_unknown) -> Any:
    """Ask for one of three by a menu and press a key in it, as the window system delivers it."""
    menu = ChoiceMenu(below)
    for number in range(1, 4):
        menu.add_choice(f"&{number}  Entry", f"entry {number}", str(number))

    def press() -> None:
        try:
            if key is Qt.Key.Key_unknown:
                for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
                    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                    QApplication.sendEvent(menu, event)
                    assert event.isAccepted()
            else:
                QTest.keyClick(menu, key)
        finally:
            menu.close()

    QTimer.singleShot(20, press)
    return menu.choose(QPoint(50, 50))


def test_a_digit_chooses_and_does_not_reach_the_shortcuts_below(below: QPlainTextEdit) -> None:
    assert choose(below, "2", Qt.Key.Key_2) == "entry 2"
    assert below.toPlainText() == ""
    QTest.keyClick(below, Qt.Key.Key_2)
    assert below.toPlainText() == "tagged"


@pytest.mark.parametrize("typed", ["३", "৩", "٣", "۳"])
def test_a_digit_of_another_script_chooses(below: QPlainTextEdit, typed: str) -> None:
    assert choose(below, typed) == "entry 3"


def test_leaving_the_menu_chooses_nothing(below: QPlainTextEdit) -> None:
    assert choose(below, "", Qt.Key.Key_Escape) is None


def test_no_key_leaves_a_plain_menu_for_the_widget_below(below: QPlainTextEdit) -> None:
    menu = Menu(below)
    menu.addAction("Entry")
    menu.popup(QPoint(50, 50))
    QTest.keyClick(menu, Qt.Key.Key_2)
    menu.close()
    assert below.toPlainText() == ""


def test_what_is_no_digit_stays_as_it_is() -> None:
    assert [ascii_digit(typed) for typed in ("+", "", "ab", "क", "०")] == ["+", "", "ab", "क", "0"]
