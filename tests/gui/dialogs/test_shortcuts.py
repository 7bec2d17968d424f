"""The sheet shows every shortcut there is, and fits on a small screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from annotation.records import Label, new_id
from gui.actions import ACTIONS
from gui.dialogs.shortcuts import Shortcuts

Show = Callable[..., Shortcuts]

LABELS = (
    Label(id=new_id(), name="<b>Person", colour="#336699", key="q"),
    Label(id=new_id(), name="Keyless", colour="#336699"),
)


@pytest.fixture
def sheet(qapp: QApplication, qtbot: QtBot) -> Shortcuts:
    dialog = Shortcuts(ACTIONS, LABELS, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def texts(sheet: Shortcuts) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


def test_every_action_with_a_key_is_listed_with_all_its_keys(sheet: Shortcuts) -> None:
    shown = texts(sheet)
    with_keys = [spec for spec in ACTIONS if spec.keys]
    assert with_keys
    for spec in with_keys:
        assert spec.text.rstrip("…") in shown
        for key in spec.keys:
            native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            assert any(native in text.split(" or ") for text in shown)
    assert {spec.menu for spec in with_keys} <= set(shown)


def test_labels_are_listed_by_their_keys_and_never_read_as_markup(sheet: Shortcuts) -> None:
    shown = texts(sheet)
    assert "q" in shown
    assert "Keyless" not in shown
    [person] = [label for label in sheet.findChildren(QLabel) if label.text() == "<b>Person"]
    assert person.textFormat() is Qt.TextFormat.PlainText


def test_it_fits_on_a_small_screen_and_cuts_nothing_off(sheet: Shortcuts) -> None:
    assert sheet.width() <= 1280
    assert sheet.height() <= 800
    [area] = sheet.findChildren(QScrollArea)
    body = area.widget()
    assert body is not None
    assert body.width() >= body.minimumSizeHint().width()
    assert area.viewport().width() >= body.width()
    for label in sheet.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width()


def test_escape_closes_it(sheet: Shortcuts, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
