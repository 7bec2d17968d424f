"""The annotator's name is asked for; names that are known can be chosen, any other typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox
from pytestqt.qtbot import QtBot

from gui.dialogs.annotator_name import AnnotatorName

Show = Callable[..., AnnotatorName]
OpenDialog = Callable[..., AnnotatorName]


@pytest.fixture
def open_dialog(qapp: QApplication, show: Show) -> OpenDialog:
    return lambda suggested="", known=(): show(AnnotatorName(known, suggested, None), 400, 200)


def ok_is_enabled(dialog: AnnotatorName) -> bool:
    [box] = dialog.findChildren(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def names(dialog: AnnotatorName) -> QComboBox:
    [found] = dialog.findChildren(QComboBox)
    return found


def test_the_suggested_name_can_be_taken_or_typed_over(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("asha")
    assert dialog.name() == "asha"
    qtbot.keyClicks(names(dialog), " Asha  Rani ")
    assert dialog.name() == "Asha Rani"
    names(dialog).setEditText("आशा  रानी")
    assert dialog.name() == "आशा रानी"


def test_a_blank_name_is_none(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog()
    assert not ok_is_enabled(dialog)
    qtbot.keyClicks(names(dialog), "  ")
    assert not ok_is_enabled(dialog)
    qtbot.keyClicks(names(dialog), "Asha")
    assert ok_is_enabled(dialog)


def test_a_known_name_can_be_chosen(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("Asha", ["Asha", "Bina"])
    qtbot.keyClick(names(dialog), Qt.Key.Key_Down)
    assert dialog.name() == "Bina"


def test_a_name_that_begins_like_a_known_one_stays_as_typed(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("", ["Asha", "Bina"])
    qtbot.keyClicks(names(dialog), "Ash")
    assert dialog.name() == "Ash"


def test_asking_returns_the_name_and_cancelling_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    def press(key: Qt.Key) -> None:
        def on_shown() -> None:
            window = QApplication.activeModalWidget()
            assert isinstance(window, AnnotatorName)
            qtbot.keyClick(names(window), key)

        QTimer.singleShot(0, on_shown)

    press(Qt.Key.Key_Return)
    assert AnnotatorName.ask(None, suggested="Asha") == "Asha"
    press(Qt.Key.Key_Escape)
    assert AnnotatorName.ask(None, suggested="Asha") is None
