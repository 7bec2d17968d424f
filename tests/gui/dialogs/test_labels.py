"""The labels dialog, as a person uses it: fields, buttons and keys; what is wrong is said in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from annotation.records import Entity, Label, Mention
from gui.dialogs.labels import LabelsDialog

if TYPE_CHECKING:
    from gui.session import Session

ShowWidget = Callable[..., LabelsDialog]


@pytest.fixture
def dialog(session: Session, show: ShowWidget) -> LabelsDialog:
    return show(LabelsDialog(session, None), 700, 400)


def button(dialog: LabelsDialog, text: str) -> QPushButton:
    [found] = [b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == text]
    return found


def field(dialog: LabelsDialog, name: str) -> QLineEdit:
    """Return the field beside a label of the form."""
    [found] = [w.buddy() for w in dialog.findChildren(QLabel) if w.text().replace("&", "") == name]
    assert isinstance(found, QLineEdit)
    return found


def rows(dialog: LabelsDialog) -> QListWidget:
    [found] = dialog.findChildren(QListWidget)
    return found


def choose(dialog: LabelsDialog, name: str) -> None:
    rows(dialog).setCurrentRow([label.name for label in dialog.labels()].index(name))


def ok(dialog: LabelsDialog) -> QPushButton:
    [box] = dialog.findChildren(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok)


def said(dialog: LabelsDialog) -> str:
    return " ".join(w.text() for w in dialog.findChildren(QLabel) if w.text().endswith("."))


def retype(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)


def names(dialog: LabelsDialog) -> list[str]:
    return [label.name for label in dialog.labels()]


def test_it_shows_the_labels_in_their_order_and_the_first_in_the_fields(
    dialog: LabelsDialog, session: Session
) -> None:
    assert dialog.labels() == session.labels()
    person = session.labels()[0]
    assert (field(dialog, "Name").text(), field(dialog, "Key").text()) == (person.name, person.key)
    assert button(dialog, person.colour).isEnabled()
    [description] = dialog.findChildren(QPlainTextEdit)
    assert description.toPlainText() == person.description
    assert not dialog.changes()
    assert ok(dialog).isEnabled()


def test_looking_through_the_labels_changes_nothing(dialog: LabelsDialog) -> None:
    for row in range(rows(dialog).count()):
        rows(dialog).setCurrentRow(row)
    assert not dialog.changes()


def test_what_is_typed_goes_into_the_chosen_label(
    dialog: LabelsDialog, session: Session, qtbot: QtBot
) -> None:
    choose(dialog, "Group")
    retype(qtbot, field(dialog, "Name"), "Crowd")
    retype(qtbot, field(dialog, "Key"), "c")
    [description] = dialog.findChildren(QPlainTextEdit)
    description.selectAll()
    qtbot.keyClicks(description, "Many people")
    assert session.apply(dialog.changes())
    [crowd] = [label for label in session.labels() if label.name == "Crowd"]
    assert (crowd.key, crowd.description, crowd.position) == ("c", "Many people", 3)
    assert len(session.project.read(Label)) == 8


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Name", "", "has no name"),
        ("Name", "country", "Two labels are called"),
        ("Key", "2", "have the same key “2”"),
    ],
)
def test_what_cannot_stand_is_said_in_place_and_cannot_be_accepted(
    dialog: LabelsDialog, qtbot: QtBot, name: str, text: str, sentence: str
) -> None:
    line = field(dialog, name)
    before = line.text()
    retype(qtbot, line, text)
    assert sentence in said(dialog)
    assert not ok(dialog).isEnabled()
    retype(qtbot, line, before)
    assert sentence not in said(dialog)
    assert ok(dialog).isEnabled()


def test_a_key_that_an_action_has_in_the_article_is_refused_with_its_name(
    session: Session, show: ShowWidget, qtbot: QtBot
) -> None:
    owners = {"n": "Note (Mention)", "9": "Done"}
    dialog = show(LabelsDialog(session, None, lambda key: owners.get(key, "")), 700, 400)
    line = field(dialog, "Key")
    retype(qtbot, line, "n")
    assert "The key “n” of “Person” belongs to “Note (Mention)”" in said(dialog)
    assert not ok(dialog).isEnabled()
    retype(qtbot, line, "m")
    assert ok(dialog).isEnabled()
    button(dialog, "Add").click()
    assert dialog.labels()[-1].key == "1"  # which Person has left, while 9 is taken
    button(dialog, "Add").click()
    assert dialog.labels()[-1].key == "0"


def test_an_added_label_is_ready_to_be_named_with_a_key_and_a_colour_of_its_own(
    dialog: LabelsDialog, session: Session, qtbot: QtBot
) -> None:
    for name in ("Treaty", "River"):
        button(dialog, "Add").click()
        qtbot.keyClicks(dialog.focusWidget(), name)
    treaty, river = dialog.labels()[-2:]
    assert (treaty.name, treaty.key, river.name, river.key) == ("Treaty", "9", "River", "0")
    colours = [label.colour for label in dialog.labels()]
    assert len(set(colours)) == len(colours)
    assert session.apply(dialog.changes())
    assert [label.name for label in session.labels()][-2:] == ["Treaty", "River"]


def test_labels_are_moved_by_buttons_and_by_keys(
    dialog: LabelsDialog, session: Session, qtbot: QtBot
) -> None:
    choose(dialog, "Country")
    button(dialog, "Move up").click()
    assert names(dialog)[:3] == ["Country", "Person", "Organisation"]
    assert not button(dialog, "Move up").isEnabled()
    dialog.activateWindow()
    rows(dialog).setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(rows(dialog), Qt.Key.Key_Down, alt)
    qtbot.keyClick(rows(dialog), Qt.Key.Key_Down, alt)
    assert names(dialog)[:3] == ["Person", "Organisation", "Country"]
    assert session.apply(dialog.changes())
    assert [label.name for label in session.labels()][:3] == ["Person", "Organisation", "Country"]
    qtbot.keyClick(rows(dialog), Qt.Key.Key_Up, alt)
    assert names(dialog)[:3] == ["Person", "Country", "Organisation"]


def test_an_unused_label_is_removed_by_its_key(dialog: LabelsDialog, session: Session, qtbot: QtBot) -> None:
    choose(dialog, "Language")
    rows(dialog).setFocus()
    qtbot.keyClick(rows(dialog), Qt.Key.Key_Delete)
    assert "Language" not in names(dialog)
    assert rows(dialog).currentRow() == 6
    assert session.apply(dialog.changes())
    assert len(session.project.read(Label)) == 7


def test_a_label_in_use_stays_and_it_is_said_how_many_use_it(
    session: Session,
    show: ShowWidget,
    tag: Callable[..., Mention],
    make_entity: Callable[..., Entity],
) -> None:
    make_entity("निकोलस मादुरो", "Person")
    tag("मादुरो")
    tag("मादुरो", occurrence=1)
    dialog = show(LabelsDialog(session, None), 700, 400)
    button(dialog, "Remove").click()
    assert "“Person” cannot be removed: it is used by 2 mentions and 1 entity" in said(dialog)
    assert names(dialog)[0] == "Person"
    choose(dialog, "Country")
    assert "cannot be removed" not in said(dialog)


def test_the_last_label_cannot_go(dialog: LabelsDialog) -> None:
    while dialog.labels():
        button(dialog, "Remove").click()
    assert "at least one label" in said(dialog)
    assert not ok(dialog).isEnabled()
    assert not field(dialog, "Name").isEnabled()
    button(dialog, "Add").click()
    assert ok(dialog).isEnabled()


def test_a_colour_is_chosen_and_leaving_the_choice_keeps_it(
    dialog: LabelsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dialog.labels()[0].colour
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor())
    button(dialog, before).click()
    assert dialog.labels()[0].colour == before
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#123456"))
    button(dialog, before).click()
    assert dialog.labels()[0].colour == "#123456"
    assert button(dialog, "#123456")


def _act(act: Callable[[LabelsDialog], None]) -> None:
    def on_shown() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, LabelsDialog)
        act(window)

    QTimer.singleShot(0, on_shown)


def test_editing_returns_the_changes_and_cancelling_nothing(session: Session, qtbot: QtBot) -> None:
    def rename_and_accept(dialog: LabelsDialog) -> None:
        retype(qtbot, field(dialog, "Name"), "Human")
        qtbot.keyClick(field(dialog, "Name"), Qt.Key.Key_Return)

    def rename_and_leave(dialog: LabelsDialog) -> None:
        retype(qtbot, field(dialog, "Name"), "Human")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    _act(rename_and_leave)
    assert LabelsDialog.edit(session, None) is None
    _act(lambda dialog: dialog.accept())
    assert LabelsDialog.edit(session, None) is None
    _act(rename_and_accept)
    changes = LabelsDialog.edit(session, None)
    assert changes is not None
    assert session.apply(changes)
    assert session.labels()[0].name == "Human"
    session.undo()
    assert session.labels()[0].name == "Person"
