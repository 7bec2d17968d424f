from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gui.widgets.label_bar import LabelBar, LabelChip

CHIPS = [LabelChip(str(n), name, "#336699", str(n), f"Tag as {name}") for n, name in enumerate("ABCDEF")]


@pytest.fixture
def bar(show: Any) -> LabelBar:
    bar = LabelBar()
    bar.set_labels(CHIPS)
    return show(bar, 600, 40)


def buttons(bar: LabelBar) -> list[QAbstractButton]:
    return [button for button in bar.findChildren(QAbstractButton) if button.isVisible()]


def test_a_click_says_which_label(qtbot: QtBot, bar: LabelBar) -> None:
    with qtbot.waitSignal(bar.label_pressed) as pressed:
        qtbot.mouseClick(buttons(bar)[2], Qt.MouseButton.LeftButton)
    assert pressed.args == ["2"]


def test_other_labels_replace_them_at_once(bar: LabelBar) -> None:
    bar.set_labels(CHIPS[:2])
    assert len(buttons(bar)) == 2


def test_no_chip_takes_the_focus_or_a_key(bar: LabelBar) -> None:
    bar.set_labels([LabelChip("1", "R&D", "#336699", "r", "R&D <b>x</b>")])
    (chip,) = buttons(bar)
    assert chip.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert chip.shortcut().isEmpty()
    assert "&lt;b&gt;" in chip.toolTip()
    assert chip.accessibleName() == "Tag as R&D, key r"


def test_chips_go_on_in_the_next_line_and_stay_within_the_bar(bar: LabelBar) -> None:
    bar.set_labels([*CHIPS, LabelChip("x", "a very long name " * 20, "#336699", "x", "")])
    for width in (600, 200, 90):
        height = bar.heightForWidth(width)
        bar.resize(width, height)
        places = [button.geometry() for button in buttons(bar)]
        assert all(bar.rect().contains(place) for place in places), width
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])
    assert bar.heightForWidth(90) > bar.heightForWidth(600)
