from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.note import NoteDialog, ask_for_note


@pytest.fixture
def below(qtbot: QtBot) -> QWidget:
    """The window that waits."""
    below = QWidget()
    qtbot.addWidget(below)
    return below


@pytest.fixture
def dialog(qtbot: QtBot, below: QWidget) -> NoteDialog:
    """The dialog on a note of one line, with the keyboard in it."""
    dialog = NoteDialog(below, "<b>bold</b>", "sic")
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_saves_and_enter_begins_a_line(below: QWidget, key: Qt.Key) -> None:
    def write() -> None:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QPlainTextEdit)
        QTest.keyClicks(editor, ", twice")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QTest.keyClicks(editor, "seen ")
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(50, write)
    assert ask_for_note(below, "रूस", "sic") == "sic, twice\nseen"


def test_tab_goes_from_the_text_to_ok_and_cancel(dialog: NoteDialog) -> None:
    stops: list[str] = []
    for _ in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        stops.append(focus.text().replace("&", "") if isinstance(focus, QPushButton) else "text")
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert stops == ["text", "OK", "Cancel", "text"]
    assert dialog.note() == "sic"


def test_it_says_which_key_saves_and_reads_nothing_as_markup(dialog: NoteDialog) -> None:
    labels = dialog.findChildren(QLabel)
    assert [label.text() for label in labels] == ["Note on “<b>bold</b>”", "Ctrl+Enter saves"]
    assert labels[0].textFormat() is Qt.TextFormat.PlainText
