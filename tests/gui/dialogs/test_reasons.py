"""The dialog for the project's list of reasons, as a person uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits.entities import new_entity
from annotation.edits.reasons import give_reason, reasons_in
from annotation.records import Annotator, Reason, Stance, new_id
from gui.dialogs.reasons import ReasonsDialog
from gui.widgets.trouble_line import TroubleLine

if TYPE_CHECKING:
    from gui.session import Session

USUAL = ["Error in the article", "Wrongly read by the program", "Outdated", "Disputed", "Other"]


@pytest.fixture
def dialog(session: Session, show: Callable[..., ReasonsDialog]) -> ReasonsDialog:
    return show(ReasonsDialog(session, None), 400, 400)


def click(qtbot: QtBot, dialog: ReasonsDialog, text: str) -> None:
    [found] = [b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == text]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def names(dialog: ReasonsDialog) -> list[str]:
    return [name for _, name in dialog.reasons()]


def trouble(dialog: ReasonsDialog) -> str:
    [line] = dialog.findChildren(TroubleLine)
    return line.text()


def ok(dialog: ReasonsDialog) -> QPushButton:
    [box] = dialog.findChildren(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok)


def test_reasons_are_added_renamed_moved_and_removed_in_one_step(
    session: Session, dialog: ReasonsDialog, qtbot: QtBot
) -> None:
    assert names(dialog) == USUAL
    assert not dialog.changes()
    click(qtbot, dialog, "Add")
    qtbot.keyClicks(dialog.name, "Translated wrongly")
    qtbot.keyClick(dialog, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.list.setCurrentRow(0)
    click(qtbot, dialog, "Remove")
    assert names(dialog) == [*USUAL[1:4], "Translated wrongly", "Other"]
    assert session.apply(dialog.changes())
    assert [reason.name for reason in reasons_in(session.records)] == names(dialog)


@pytest.mark.parametrize(("name", "said"), [("", "empty"), ("outdated", "twice")])
def test_what_cannot_stand_is_said_at_once(dialog: ReasonsDialog, qtbot: QtBot, name: str, said: str) -> None:
    dialog.name.selectAll()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Delete)
    qtbot.keyClicks(dialog.name, name)
    assert said in trouble(dialog)
    assert not ok(dialog).isEnabled()
    qtbot.keyClicks(dialog.name, "x")
    assert trouble(dialog) == ""
    assert ok(dialog).isEnabled()


def test_a_reason_that_is_given_anywhere_in_the_project_is_not_removed(
    session: Session, dialog: ReasonsDialog, qtbot: QtBot
) -> None:
    other = Annotator(id=new_id(), name="Ravi")
    holder = new_entity("रूस", session.labels()[0].id)
    elsewhere = session.article_rows()[1].id
    stance = Stance(id=new_id(), article_id=elsewhere, annotator_id=other.id, holder_id=holder.id)
    session.apply(change_set("two", map(add, (other, holder, stance))))
    outdated = next(reason for reason in session.records.all(Reason) if reason.name == "Outdated")
    session.apply(give_reason(session.records, [stance], outdated))
    dialog.list.setCurrentRow(USUAL.index("Outdated"))
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert names(dialog) == USUAL
    assert "“Outdated” cannot be removed: it is the reason for 1 correction" in trouble(dialog)
    dialog.list.setCurrentRow(USUAL.index("Disputed"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert "Disputed" not in names(dialog)
