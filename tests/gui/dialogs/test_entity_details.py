from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits.stances import record_stance
from annotation.records import Alias, Entity, Evidence, Label, Mention, Polarity, Stance
from gui.dialogs.entity_details import EntityDetails, consequences, removal_of
from storage.project import Project

Write = Callable[[QWidget, str], None]

if TYPE_CHECKING:
    from gui.session import Session


@pytest.fixture
def maduro(make_entity: Any) -> Entity:
    return make_entity("निकोलस मादुरो", "Person", code="Q12345", aliases=("मादुरो", "Maduro"))


@pytest.fixture
def dialog(session: Session, maduro: Entity, show: Any) -> EntityDetails:
    return show(EntityDetails(session, maduro, None), width=420, height=420)


def press(qtbot: QtBot, dialog: EntityDetails, which: QDialogButtonBox.StandardButton) -> None:
    qtbot.mouseClick(dialog.buttons.button(which), Qt.MouseButton.LeftButton)


def answer(qtbot: QtBot, text: str, seen: list[str]) -> None:
    """Press a button of the question that is about to be asked."""

    def act() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        seen.append(f"{question.text()} {question.informativeText()}")
        button = next(b for b in question.buttons() if b.text().replace("&", "") == text)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, act)


def test_what_is_known_is_shown_and_untouched_changes_nothing(qtbot: QtBot, dialog: EntityDetails) -> None:
    assert dialog.name.text() == "निकोलस मादुरो"
    assert dialog.label.currentText() == "Person"
    assert dialog.code.text() == "Q12345"
    assert dialog.aliases.toPlainText() == "मादुरो\nMaduro"
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Save)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert not dialog.changes()


def test_everything_can_be_changed_in_one_step(
    qtbot: QtBot,
    session: Session,
    dialog: EntityDetails,
    maduro: Entity,
    labels: dict[str, Label],
    write: Write,
) -> None:
    write(dialog.name, "निकोलस  मादुरो मोरोस")
    dialog.label.setCurrentIndex(dialog.label.findText("Group"))
    dialog.code.clear()
    write(dialog.code, "q9")
    dialog.aliases.selectAll()
    write(dialog.aliases, "Maduro")
    qtbot.keyClick(dialog.aliases, Qt.Key.Key_Return)
    write(dialog.aliases, "Nicolas")
    write(dialog.note, "president")
    assert session.apply(dialog.changes())
    after = session.records.get(Entity, maduro.id)
    assert (after.name, after.code, after.note) == ("निकोलस मादुरो मोरोस", "Q9", "president")
    assert after.label_id == labels["Group"].id
    aliases = session.records.where(Alias, "entity_id", maduro.id)
    assert {alias.surface for alias in aliases} == {"Maduro", "Nicolas"}
    session.undo()
    assert session.records.get(Entity, maduro.id) == maduro


def test_an_empty_name_is_told_in_place_and_keeps_the_dialog_open(
    qtbot: QtBot, dialog: EntityDetails, write: Write
) -> None:
    dialog.name.setText("   ")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Save)
    assert dialog.isVisible()
    assert dialog.trouble.isVisible()
    assert "needs a name" in dialog.trouble.text()
    write(dialog.name, "x")
    assert not dialog.trouble.isVisible()


def test_a_removed_entity_takes_what_it_claims_along_and_undo_brings_it_back(
    session: Session, maduro: Entity, make_entity: Any
) -> None:
    holder, target = make_entity("रूस", "Country"), make_entity("चीन", "Country")
    assert session.article is not None
    changes, stance_id = record_stance(
        session.records,
        session.article,
        session.annotator.id,
        holder,
        Polarity.SUPPORTS,
        target,
        [(0, 3)],
        claimed_by=maduro,
    )
    assert session.apply(changes)
    removal = removal_of(session, maduro)
    assert consequences(removal).startswith("1 stance it takes or claims goes.")
    assert session.apply(removal)
    assert session.records.find(Stance, stance_id) is None
    assert session.undo()
    assert session.records.get(Stance, stance_id).claimed_by_id == maduro.id


def test_removing_says_what_goes_along_and_undo_brings_it_back(
    qtbot: QtBot, session: Session, dialog: EntityDetails, maduro: Entity, make_entity: Any, tag: Any
) -> None:
    mention = tag("मादुरो", "Person")
    other = make_entity("रूस", "Country")
    assert session.article is not None
    for holder, target in ((maduro, other), (other, maduro)):
        changes, _ = record_stance(
            session.records,
            session.article,
            session.annotator.id,
            holder,
            Polarity.SUPPORTS,
            target,
            [(0, 3)],
        )
        assert session.apply(changes)
    seen: list[str] = []
    answer(qtbot, "Remove", seen)
    qtbot.mouseClick(dialog.removing, Qt.MouseButton.LeftButton)
    assert "1 mention stays unlinked" in seen[0]
    assert "1 stance it takes or claims goes" in seen[0]
    assert "1 list stays without a target" in seen[0]
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert session.apply(dialog.changes())
    assert session.records.find(Entity, maduro.id) is None
    assert session.records.get(Mention, mention.id).entity_id is None
    assert [stance.holder_id for stance in session.records.all(Stance)] == [other.id]
    session.undo()
    assert session.records.get(Entity, maduro.id) == maduro
    assert session.records.count(Stance) == 2
    assert session.records.count(Evidence) == 2


def test_a_removal_that_is_not_confirmed_leaves_the_entity(qtbot: QtBot, dialog: EntityDetails) -> None:
    seen: list[str] = []
    answer(qtbot, "Cancel", seen)
    qtbot.mouseClick(dialog.removing, Qt.MouseButton.LeftButton)
    assert "Nothing refers to it" in seen[0]
    assert dialog.isVisible()
    assert not dialog.changes()


def test_edit_returns_the_change_and_leaves_no_dialog_behind(
    qtbot: QtBot, session: Session, maduro: Entity, show: Any, write: Write
) -> None:
    window = show(QWidget())

    def act(key: Qt.Key) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, EntityDetails)
        write(dialog.name, "मादुरो जी")
        qtbot.keyClick(dialog.name, key)

    QTimer.singleShot(50, lambda: act(Qt.Key.Key_Return))
    changes = EntityDetails.edit(session, maduro, window)
    assert changes is not None
    assert changes.title == "edited मादुरो जी"
    QTimer.singleShot(50, lambda: act(Qt.Key.Key_Escape))
    assert EntityDetails.edit(session, maduro, window) is None
    qtbot.waitUntil(lambda: not window.findChildren(EntityDetails))


def test_a_project_open_for_reading_shows_the_details_only(
    qapp: object, project: Project, session: Session, maduro: Entity, show: Any
) -> None:
    from gui.session import Session

    with Project.open(project.path, read_only=True) as reading:
        reader = Session(reading, session.annotator.id)
        dialog = show(EntityDetails(reader, maduro, None))
        assert dialog.name.isReadOnly()
        assert dialog.aliases.isReadOnly()
        assert not dialog.removing.isVisible()
        assert dialog.buttons.button(QDialogButtonBox.StandardButton.Save) is None
