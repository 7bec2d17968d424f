"""The shortcuts as they are kept, changed and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotation.records import Label, new_id
from gui.actions import ACTIONS, make_actions
from gui.settings import Settings
from gui.shortcuts import Shortcuts, usual_owner, usual_shown, way_to


@pytest.fixture
def settings(qapp: object) -> Iterator[Settings]:
    """The settings of a first start, and none left behind."""
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    yield Settings()
    Path(file).unlink(missing_ok=True)


@pytest.fixture
def labels() -> list[Label]:
    return [Label(id=new_id(), name="Person", colour="#336699", key="1")]


@pytest.fixture
def shortcuts(settings: Settings, labels: list[Label]) -> Shortcuts:
    return Shortcuts(settings, lambda: labels)


def test_a_change_is_told_and_is_there_at_the_next_start(
    shortcuts: Shortcuts, settings: Settings, labels: list[Label], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(shortcuts.changed, timeout=0):
        assert shortcuts.change("list.accept", "ctrl+alt+,") == ""
    assert shortcuts.change("stance.record", "") == ""
    settings._store.sync()
    for now in (shortcuts, Shortcuts(Settings(), lambda: labels)):
        assert now.keys("list.accept") == ("Ctrl+Alt+,",)
        assert now.keys("stance.record") == ()
        assert now.shown("stance.record") == ""
        assert now.is_changed("list.accept")
        assert now.is_changed("stance.record")
        assert not now.is_changed("list.reject")


def test_what_is_as_usual_is_not_kept(shortcuts: Shortcuts, settings: Settings) -> None:
    shortcuts.change("list.accept", "F11")
    assert settings.shortcuts() == {"list.accept": "F11"}
    assert shortcuts.change("list.accept", "Ctrl+L") == ""
    assert settings.shortcuts() == {}
    shortcuts.change("stance.record", "F11")
    shortcuts.change("list.accept", "")
    shortcuts.reset_all()
    assert settings.shortcuts() == {}
    assert shortcuts.keys("stance.record") == ("Ctrl+Return", "Ctrl+Enter")
    assert not shortcuts.any_changed


def test_what_is_refused_changes_nothing(shortcuts: Shortcuts, settings: Settings, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(shortcuts.changed):
        assert "“Accept the found list”" in shortcuts.change("article.done", "Ctrl+L")
        assert "cannot be a shortcut" in shortcuts.change("article.done", "Foo")
    assert settings.shortcuts() == {}


def test_usual_keys_that_another_action_has_by_now_do_not_come_back(
    shortcuts: Shortcuts,
) -> None:
    shortcuts.change("list.accept", "F11")
    assert shortcuts.change("article.done", "Ctrl+L") == ""
    assert "“Done”" in shortcuts.reset("list.accept")
    assert shortcuts.keys("list.accept") == ("F11",)
    assert shortcuts.reset("article.done") == ""
    assert shortcuts.reset("list.accept") == ""
    assert not shortcuts.any_changed


def test_a_label_of_another_project_with_the_same_key_wins_there_only(
    shortcuts: Shortcuts, settings: Settings, labels: list[Label]
) -> None:
    assert shortcuts.change("mention.note", "N") == ""
    assert shortcuts.owner_of_label_key("n") == "Note (Mention)"
    labels.append(Label(id=new_id(), name="Newspaper", colour="#336699", key="n"))
    shortcuts.refresh()
    assert shortcuts.keys("mention.note") == ("F2",)
    assert settings.shortcuts() == {"mention.note": "N"}
    assert Shortcuts(settings, lambda: labels[:1]).keys("mention.note") == ("N",)


def test_actions_and_their_tooltips_follow_at_once(shortcuts: Shortcuts, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = make_actions(ACTIONS, dict.fromkeys({spec.place for spec in ACTIONS}, owner))
    shortcuts.change("list.accept", "F11")
    shortcuts.give_to(actions)
    accept = actions["list.accept"]
    assert [keys.toString() for keys in accept.shortcuts()] == ["F11"]
    assert accept.toolTip().endswith("(F11)")
    shortcuts.change("list.accept", "")
    assert (accept.shortcuts(), "(" in accept.toolTip()) == ([], False)
    shortcuts.reset("list.accept")
    assert accept.toolTip().endswith("(Ctrl+L)")


def test_a_sentence_tells_the_key_or_else_the_menu(shortcuts: Shortcuts) -> None:
    assert way_to("list.new", shortcuts.shown) == "press Ctrl+Shift+N"
    shortcuts.change("list.new", "")
    assert way_to("list.new", shortcuts.shown) == "choose “New list” in the menu List"
    assert usual_shown("list.new") == "Ctrl+Shift+N"
    assert usual_owner("1") == ""
