from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from annotation.text.offsets import Utf16Map
from gui.widgets.exact_editor import ExactEditor

ODD = "क\u00a0ख\u2028ग\ufffcघ\tङ 🙂\u200dच\u2029छ\r\ufdd0ज"
PIECES = st.text(st.sampled_from("कि् \n\t\u00a0\u2028\u200d🙂aé।"), max_size=20)


def test_what_is_not_touched_comes_back_character_for_character(qtbot: Any) -> None:
    editor = ExactEditor(ODD)
    qtbot.addWidget(editor)
    assert editor.exact_text() == ODD
    editor.place_caret(ODD.index("च"))
    QTest.keyClicks(editor, "x")
    assert editor.exact_text() == ODD.replace("च", "xच")
    editor.undo()
    assert editor.exact_text() == ODD


def test_everything_can_be_replaced(qtbot: Any) -> None:
    editor = ExactEditor("one\ntwo")
    qtbot.addWidget(editor)
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.exact_text() == ""
    QTest.keyClicks(editor, "ab")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.exact_text() == "ab\n"


@pytest.mark.usefixtures("qapp")
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES, st.lists(st.tuples(st.integers(0, 25), st.integers(0, 6), PIECES), max_size=6))
def test_any_edits_come_out_as_on_a_plain_string(text: str, edits: list[tuple[int, int, str]]) -> None:
    editor = ExactEditor(text)
    model = text
    for start, length, typed in edits:
        start = min(start, len(model))
        end = min(len(model), start + length)
        to_utf16 = Utf16Map(model).to_utf16
        cursor = QTextCursor(editor.document())
        cursor.setPosition(to_utf16(start))
        cursor.setPosition(to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(typed)
        model = model[:start] + typed.replace("\u2029", "\n") + model[end:]
        assert editor.exact_text() == model
