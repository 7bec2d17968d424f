from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.widgets.status_line import StatusLine


@pytest.fixture
def line(show: Any) -> StatusLine:
    return show(StatusLine(), 700, 30)


def test_it_says_who_works_how_far_and_whether_all_is_saved(line: StatusLine) -> None:
    line.set_annotator("Asha & Bea")
    line.set_progress(3, 7)
    line.set_saved("✓ Saved", "in <b>x</b>")
    assert line._annotator.text() == "Annotator: Asha && Bea"
    assert line._count.text() == "3 of 7 done"
    assert (line._bar.value(), line._bar.maximum()) == (3, 7)
    assert line._saved.text() == "✓ Saved"
    assert "&lt;b&gt;" in line._saved.toolTip()


def test_a_project_without_articles_is_not_done(line: StatusLine) -> None:
    line.set_progress(0, 0)
    assert line._count.text() == "no articles"
    assert line._bar.value() < line._bar.maximum()


def test_a_remark_goes_after_a_while_and_a_new_one_stays_its_own_time(qtbot: QtBot, line: StatusLine) -> None:
    line._hint_end.setInterval(150)
    line.hint("<b>first</b>")
    assert line._remark.textFormat() == Qt.TextFormat.PlainText
    qtbot.wait(100)
    line.hint("second")
    qtbot.wait(100)
    assert line._remark.text() == "second"
    qtbot.waitUntil(lambda: line._remark.text() == "")


def test_a_click_on_the_name_asks_for_another(qtbot: QtBot, line: StatusLine) -> None:
    button = line.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    with qtbot.waitSignal(line.annotator_pressed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
