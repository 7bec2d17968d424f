"""The sheet shows every shortcut there is, fits on a small screen, and changes what is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from annotation.records import Label, new_id
from gui.actions import ACTIONS
from gui.dialogs.shortcuts import ShortcutSheet
from gui.models.shortcut_rows import COLUMNS, ShortcutRow
from gui.settings import Settings
from gui.shortcut_rules import native
from gui.shortcuts import Shortcuts

LABELS = (
    Label(id=new_id(), name="<b>Person", colour="#336699", key="q"),
    Label(id=new_id(), name="Keyless", colour="#336699"),
)


@pytest.fixture
def shortcuts(qapp: object) -> Iterator[Shortcuts]:
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    yield Shortcuts(Settings(), lambda: LABELS)
    Path(file).unlink(missing_ok=True)


@pytest.fixture
def sheet(shortcuts: Shortcuts, show: Callable[..., ShortcutSheet]) -> ShortcutSheet:
    dialog = show(ShortcutSheet(shortcuts, LABELS, None), 1240, 740)
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def cells(sheet: ShortcutSheet) -> list[ShortcutRow | str]:
    table = sheet.table.cells
    found = (table.cell(row, column) for column in range(COLUMNS) for row in range(table.rowCount()))
    return [cell for cell in found if cell is not None]


def rows(sheet: ShortcutSheet) -> list[ShortcutRow]:
    return [cell for cell in cells(sheet) if isinstance(cell, ShortcutRow)]


def choose(sheet: ShortcutSheet, action_id: str) -> None:
    [row] = [row for row in rows(sheet) if row.action_id == action_id]
    sheet.table.go_to(sheet.table.cells.place_of(row))
    sheet.table.setFocus()


def press_new(sheet: ShortcutSheet, qtbot: QtBot, keys: str) -> None:
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert sheet.keys.hasFocus()
    QTest.keySequence(sheet.keys, keys)


def said(sheet: ShortcutSheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def test_every_action_is_listed_with_all_its_keys_under_its_menu(sheet: ShortcutSheet) -> None:
    listed = {row.action_id: row for row in rows(sheet)}
    for spec in ACTIONS:
        assert listed[spec.id].text == spec.text.rstrip("…")
        assert listed[spec.id].keys == tuple(map(native, spec.keys))
    assert {spec.menu for spec in ACTIONS} <= set(cells(sheet))


def test_labels_are_listed_by_their_keys_and_cannot_be_changed_here(
    sheet: ShortcutSheet, qtbot: QtBot
) -> None:
    texts = [row.text for row in rows(sheet)]
    assert "Keyless" not in texts
    [person] = [row for row in rows(sheet) if row.text == "<b>Person"]
    assert person.keys == ("q",)
    sheet.table.go_to(sheet.table.cells.place_of(person))
    assert "A label has its key from Project, Labels." in said(sheet)
    [name] = [label for label in sheet.findChildren(QLabel) if label.text() == "<b>Person"]
    assert name.textFormat() is Qt.TextFormat.PlainText
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert not sheet.keys.hasFocus()


def test_it_fits_on_a_small_screen_with_a_name_and_a_key_in_each_row(
    shortcuts: Shortcuts, show: Callable[..., ShortcutSheet]
) -> None:
    sheet = show(ShortcutSheet(shortcuts, LABELS, None), 1000, 600)
    assert sheet.minimumSizeHint().width() <= 1000
    metrics = QFontMetrics(sheet.table.font())
    for row in rows(sheet):
        first = next(iter(row.keys), "")
        width = metrics.horizontalAdvance(row.text) + metrics.horizontalAdvance(first) + metrics.height() * 2
        assert width <= sheet.table.columnWidth(0), row


def test_new_keys_are_pressed_and_hold_at_once(
    sheet: ShortcutSheet, shortcuts: Shortcuts, qtbot: QtBot
) -> None:
    choose(sheet, "list.accept")
    press_new(sheet, qtbot, "Ctrl+Alt+L")
    assert shortcuts.keys("list.accept") == ("Ctrl+Alt+L",)
    assert sheet.table.hasFocus()
    current = sheet.table.current()
    assert current is not None
    assert (current.action_id, current.keys, current.changed) == (
        "list.accept",
        (native("Ctrl+Alt+L"),),
        True,
    )
    assert "Usually Ctrl+L" in said(sheet)
    qtbot.mouseClick(sheet.reset, Qt.MouseButton.LeftButton)
    assert shortcuts.keys("list.accept") == ("Ctrl+L",)
    qtbot.mouseClick(sheet.remove, Qt.MouseButton.LeftButton)
    assert shortcuts.keys("list.accept") == ()
    assert not sheet.remove.isEnabled()


def test_a_clash_is_refused_with_the_name_of_the_other_and_other_keys_can_follow(
    sheet: ShortcutSheet, shortcuts: Shortcuts, qtbot: QtBot
) -> None:
    choose(sheet, "article.done")
    press_new(sheet, qtbot, "Ctrl+L")
    assert "Ctrl+L belongs to “Accept the found list”. Take it from there first." in said(sheet)
    assert shortcuts.keys("article.done") == ("Ctrl+D",)
    QTest.keySequence(sheet.keys, "Ctrl+Right")
    assert "Ctrl+Right moves the caret" in said(sheet)
    QTest.keySequence(sheet.keys, "F11")
    assert shortcuts.keys("article.done") == ("F11",)
    assert "caret" not in said(sheet)


@pytest.mark.parametrize("keys", ["Tab", "Return", "Del", "Shift+Tab"])
def test_keys_that_usually_lead_elsewhere_are_taken_too(
    sheet: ShortcutSheet, shortcuts: Shortcuts, qtbot: QtBot, keys: str
) -> None:
    for spec in ACTIONS:
        if spec.place == "article" and keys in spec.keys:
            shortcuts.change(spec.id, "")
    choose(sheet, "mention.resize")
    press_new(sheet, qtbot, keys)
    assert shortcuts.keys("mention.resize") == (keys,)


def test_enter_that_is_held_down_is_not_taken_for_the_new_key(
    sheet: ShortcutSheet, shortcuts: Shortcuts, qtbot: QtBot
) -> None:
    choose(sheet, "mention.resize")
    shortcuts.change("mention.link", "")
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        sheet.keys, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=True)
    )
    assert shortcuts.keys("mention.resize") == ("Ctrl+R",)
    assert sheet.keys.hasFocus()
    qtbot.keyClick(sheet.keys, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert sheet.table.hasFocus()


def test_rows_are_found_by_name_and_by_keys_that_are_pressed(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    assert sheet.filter.hasFocus()
    qtbot.keyClicks(sheet.filter, "list found")
    qtbot.keyClick(sheet.filter, Qt.Key.Key_Down)
    assert [row.action_id for row in rows(sheet)] == ["list.accept", "list.reject"]
    assert sheet.table.hasFocus()
    sheet.filter.setFocus()
    QTest.keySequence(sheet.filter, "F2")
    assert [row.action_id for row in rows(sheet)] == ["mention.note", "list.note", "review.reply"]
    QTest.keySequence(sheet.filter, "Ctrl+L")
    assert [row.action_id for row in rows(sheet)] == ["list.accept"]
    QTest.keySequence(sheet.filter, "Ctrl+Shift+F12")
    assert rows(sheet) == []
    assert "none has these keys" in said(sheet)
    qtbot.keyClick(sheet.filter, Qt.Key.Key_Escape)
    assert {row.action_id for row in rows(sheet)} == {"", *(spec.id for spec in ACTIONS)}


def test_arrow_keys_visit_every_row_once(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    sheet.table.enter()
    visited = [sheet.table.current()]
    for _ in rows(sheet)[1:]:
        qtbot.keyClick(sheet.table, Qt.Key.Key_Down)
        visited.append(sheet.table.current())
    assert visited == rows(sheet)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Down)
    assert sheet.table.current() == visited[-1]
    qtbot.keyClick(sheet.table, Qt.Key.Key_Left)
    assert sheet.table.currentIndex().column() == COLUMNS - 2
    qtbot.keyClick(sheet.table, Qt.Key.Key_Home)
    assert sheet.table.current() == visited[0]


def test_all_come_back_as_usual_once_it_is_confirmed(
    sheet: ShortcutSheet, shortcuts: Shortcuts, qtbot: QtBot
) -> None:
    assert not sheet.reset_all.isEnabled()
    shortcuts.change("list.accept", "F11")
    assert sheet.reset_all.isEnabled()

    def answer(text: str) -> Callable[[], None]:
        def click() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            next(button for button in box.findChildren(QPushButton) if button.text() == text).click()

        return click

    for text, kept in (("Cancel", ("F11",)), ("All as usual", ("Ctrl+L",))):
        QTimer.singleShot(0, answer(text))
        qtbot.mouseClick(sheet.reset_all, Qt.MouseButton.LeftButton)
        assert shortcuts.keys("list.accept") == kept
    assert not sheet.reset_all.isEnabled()


def test_escape_closes_it(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.filter, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
