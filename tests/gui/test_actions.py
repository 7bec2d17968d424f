from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.actions import ACTIONS, Need, make_actions, typed_keys
from gui.menus import TOOLBAR, WORDLESS
from gui.shortcuts import usual_shown

if TYPE_CHECKING:
    from gui.session import Session

PLACES = {spec.place for spec in ACTIONS}


def test_ids_are_unique() -> None:
    assert [spec_id for spec_id, number in Counter(s.id for s in ACTIONS).items() if number > 1] == []


@pytest.mark.parametrize("place", sorted(PLACES))
def test_no_two_actions_that_can_be_meant_in_a_place_have_the_same_key(qapp: object, place: str) -> None:
    keys = Counter(
        QKeySequence(key).toString() for spec in ACTIONS if spec.place in ("", place) for key in spec.keys
    )
    assert [key for key, number in keys.items() if number > 1] == []


def test_every_key_is_one_that_qt_knows(qapp: object) -> None:
    for spec in ACTIONS:
        for key in spec.keys:
            assert QKeySequence(key).toString() == key, spec.id


def test_no_label_is_tagged_by_the_key_of_an_action(session: Session) -> None:
    taken = {QKeySequence(key) for spec in ACTIONS for key in spec.keys}
    for label in session.labels():
        assert not taken & {QKeySequence(key) for key in typed_keys(label.key)}


def test_tooltips_say_what_and_by_which_key(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = make_actions(ACTIONS, dict.fromkeys(PLACES, owner))
    for spec in ACTIONS:
        action = actions[spec.id]
        assert action.toolTip().startswith(spec.tip or spec.text.rstrip("…")), spec.id
        assert action.toolTip().endswith(f" ({usual_shown(spec.id)})") is bool(spec.keys)
        assert action.shortcuts() == [QKeySequence(key) for key in spec.keys]
        expected = (
            Qt.ShortcutContext.WidgetWithChildrenShortcut if spec.place else Qt.ShortcutContext.WindowShortcut
        )
        assert action.shortcutContext() == expected


def test_every_tip_is_a_phrase_that_says_more_than_the_text() -> None:
    for spec in ACTIONS:
        assert spec.tip, spec.id
        assert spec.tip[0].isupper(), spec.id
        assert spec.tip[-1] not in ".…", spec.id
        assert spec.tip != spec.text.rstrip("…"), spec.id
        assert not any(key in spec.tip for key in ("Ctrl", "Alt", "Shift", "Enter")), spec.id


def test_what_edits_needs_a_project_that_can_be_written() -> None:
    reading = {"mention.next", "mention.previous", "mention.pick", "mention.card", "project.export"}
    reading |= {"stance.next_found", "stance.previous_found", "list.search", "list.group"}
    for spec in ACTIONS:
        menu = spec.id.split(".")[0]
        if menu in ("mention", "stance", "list", "edit") and spec.id not in reading:
            assert Need.WRITABLE in spec.needs, spec.id


def test_the_toolbar_shows_actions_of_the_table_with_icons() -> None:
    icons = {spec.id: spec.icon for spec in ACTIONS}
    for action_id in (*filter(None, TOOLBAR), *WORDLESS):
        assert icons[action_id], action_id


@pytest.mark.parametrize("key", ["1", "9", "०", "७", "٣"])
def test_a_digit_is_typed_on_keyboards_of_five_scripts(key: str) -> None:
    typed = typed_keys(key)
    assert typed[0] == key
    assert len(set(typed)) == 5
    assert {unicodedata.digit(character) for character in typed} == {unicodedata.digit(key)}


@pytest.mark.parametrize("key", ["p", "क", "+", ","])
def test_any_other_key_is_typed_in_one_way(key: str) -> None:
    assert typed_keys(key) == [key]
