"""What is done with the selected members of lists, by keys and dialogs, on a real project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits import alliances as edits
from annotation.records import Camp, Entity, Polarity, Reason, Stance
from gui.actions import ACTIONS, make_actions
from gui.dialogs.note import NoteDialog
from gui.dialogs.reason_choice import ReasonChoice
from gui.dialogs.reasons import ReasonsDialog
from gui.member_commands import MemberCommands
from gui.panels.alliances import AlliancesPanel

if TYPE_CHECKING:
    from gui.session import Session

MakeEntity = Callable[..., Entity]
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
FOR, AGAINST = ("रूस", "चीन", "क्यूबा"), ("अमेरिका", "कनाडा")


@pytest.fixture
def panel(session: Session, make_entity: MakeEntity, show: Callable[..., AlliancesPanel]) -> AlliancesPanel:
    """The panel with two camps of five members added by hand, and the actions of members connected."""
    session.open_article(session.article_rows()[1].id)  # in which no list is found
    target, article = make_entity("मादुरो"), session.article
    assert article is not None
    for polarity, names in ((Polarity.SUPPORTS, FOR), (Polarity.OPPOSES, AGAINST)):
        changes, camp = edits.new_camp(session.records, article, session.annotator.id, target, polarity)
        session.apply(changes)
        for name in names:
            holder = make_entity(name, "Country")
            session.apply(edits.add_member(session.records, article, session.annotator.id, camp, holder))
    shown = AlliancesPanel(session)
    handlers = {**MemberCommands(session, shown).handlers(), "list.search": shown.search}
    specs = [spec for spec in ACTIONS if spec.id in handlers]
    for action_id, action in make_actions(specs, {"alliances": shown, "": shown}).items():
        action.triggered.connect(handlers[action_id])
    show(shown, 420, 600)
    shown.setFocus()
    return shown


def press(qtbot: QtBot, panel: AlliancesPanel, key: Qt.Key, chord: Qt.KeyboardModifier) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(panel.focusWidget(), key, chord)


def in_dialog(act: Callable[[QDialog], object]) -> None:
    """Do something in the dialog that opens next. It is closed whatever happens, so that no test hangs."""

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(50, go)


def members(session: Session) -> dict[str, Stance]:
    return {session.records.get(Entity, s.holder_id).name: s for s in session.records.all(Stance)}


def said(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_several_members_get_one_reason_by_keys_and_lose_it_again(
    session: Session, panel: AlliancesPanel, qtbot: QtBot, write: Callable[[QWidget, str], None]
) -> None:
    def type_reason(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonChoice)
        assert "रूस, चीन" in said(dialog)
        write(dialog.line, "outd")
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)

    def none(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonChoice)
        assert dialog.list.currentItem().text() == "Outdated"
        while dialog.list.currentItem().text() != "No reason":
            qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)

    press(qtbot, panel, Qt.Key.Key_Down, SHIFT)
    in_dialog(type_reason)
    press(qtbot, panel, Qt.Key.Key_F2, SHIFT)
    outdated = next(reason for reason in session.records.all(Reason) if reason.name == "Outdated")
    assert [members(session)[name].reason_id for name in FOR] == [outdated.id, outdated.id, None]
    assert [member.reason for member in panel.columns.views[0].members] == ["Outdated", "Outdated", ""]
    in_dialog(none)
    press(qtbot, panel, Qt.Key.Key_F2, SHIFT)
    assert not any(stance.reason_id for stance in members(session).values())
    session.undo()
    assert members(session)["रूस"].reason_id == outdated.id


def test_a_reason_that_the_project_lacks_is_added_as_it_is_given(
    session: Session, panel: AlliancesPanel, qtbot: QtBot, write: Callable[[QWidget, str], None]
) -> None:
    def type_new(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonChoice)
        write(dialog.line, "अनुवाद की भूल")
        assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
            "Add “अनुवाद की भूल” to the reasons"
        ]
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)

    in_dialog(type_new)
    press(qtbot, panel, Qt.Key.Key_F2, SHIFT)
    reasons = sorted(session.records.all(Reason), key=lambda reason: reason.position)
    assert reasons[-1].name == "अनुवाद की भूल"
    assert len({reason.position for reason in reasons}) == len(reasons) == 6
    assert panel.columns.views[0].members[0].reason == "अनुवाद की भूल"


def test_several_members_get_one_note_and_unlike_notes_are_put_together(
    session: Session, panel: AlliancesPanel, qtbot: QtBot
) -> None:
    session.apply(edits.note_members(session.records, [members(session)["चीन"]], "पहला"))
    title = session.step_titles()[0]
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        seen.append(dialog.editor.toPlainText())
        dialog.accept()

    def write_more(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.editor.setPlainText("दूसरा")
        dialog.accept()

    press(qtbot, panel, Qt.Key.Key_Down, SHIFT)
    in_dialog(look)
    press(qtbot, panel, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    assert seen == ["पहला"]
    assert session.step_titles()[0] == title, "nothing was written, so nothing is changed"
    in_dialog(write_more)
    press(qtbot, panel, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    assert [members(session)[name].note for name in FOR] == ["दूसरा", "दूसरा", ""]


def test_the_list_of_reasons_is_edited_from_the_action_table(
    session: Session, panel: AlliancesPanel, qtbot: QtBot
) -> None:
    def rename(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonsDialog)
        dialog.name.selectAll()
        qtbot.keyClicks(dialog.name, "Misprint")
        dialog.accept()

    in_dialog(rename)
    press(qtbot, panel, Qt.Key.Key_F2, CTRL | SHIFT)
    assert min(session.records.all(Reason), key=lambda reason: reason.position).name == "Misprint"


def test_the_context_menu_offers_reason_and_search(panel: AlliancesPanel, qtbot: QtBot) -> None:
    texts: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts.extend(action.text() for action in menu.actions())
        menu.close()

    QTimer.singleShot(50, look)
    place = panel.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, panel.mapToGlobal(place))
    QApplication.sendEvent(panel.columns.column(panel.columns.views[0].key).members, event)
    assert {"Reason…", "Note…", "Search in the lists"} <= set(texts)


def shown(panel: AlliancesPanel) -> list[list[str]]:
    columns = [panel.columns.column(view.key) for view in panel.columns.views]
    return [[member.written for member in column.members.rows.views] for column in columns]


def test_searching_shows_who_matches_whatever_the_spelling_and_escape_shows_all_again(
    session: Session, panel: AlliancesPanel, qtbot: QtBot, write: Callable[[QWidget, str], None]
) -> None:
    press(qtbot, panel, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
    box = panel.columns.search_line.box
    assert box.hasFocus()
    write(box, "क्युबा")
    qtbot.waitUntil(lambda: shown(panel) == [["क्यूबा"], []])
    assert panel.columns.views[0].summary == "3 added", "what is counted is the whole list"
    assert "1 in 1 list" in [label.text() for label in panel.findChildren(QLabel)]
    press(qtbot, panel, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert panel.current_stance_ids() == [members(session)["क्यूबा"].id]
    press(qtbot, panel, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert shown(panel) == [list(FOR), list(AGAINST)]
    assert box.text() == ""
    assert panel.current_stance_ids() == [members(session)["क्यूबा"].id]


def test_who_a_search_hides_is_not_selected_any_more(
    session: Session, panel: AlliancesPanel, qtbot: QtBot, write: Callable[[QWidget, str], None]
) -> None:
    press(qtbot, panel, Qt.Key.Key_A, CTRL)
    assert len(panel.current_stance_ids()) == 3
    press(qtbot, panel, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
    write(panel.columns.search_line.box, "चीन")
    qtbot.waitUntil(lambda: panel.current_stance_ids() == [members(session)["चीन"].id])


def test_going_on_from_a_search_turns_to_the_list_that_has_a_match(
    session: Session, panel: AlliancesPanel, qtbot: QtBot, write: Callable[[QWidget, str], None]
) -> None:
    press(qtbot, panel, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
    write(panel.columns.search_line.box, "कनाडा")
    press(qtbot, panel, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert panel.current_stance_ids() == [members(session)["कनाडा"].id]
    press(qtbot, panel, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
    assert panel.current_camp_id() == session.records.all(Camp)[1].id, "there is nobody in the list before"


def test_who_is_added_during_a_search_is_seen(
    session: Session, panel: AlliancesPanel, qtbot: QtBot, make_entity: MakeEntity
) -> None:
    panel.columns.search_line.box.setText("चीन")
    qtbot.waitUntil(lambda: shown(panel) == [["चीन"], []])
    article, camp, peru = session.article, session.records.all(Camp)[1], make_entity("पेरू", "Country")
    assert article is not None
    session.apply(edits.add_member(session.records, article, session.annotator.id, camp, peru))
    panel.columns.turn_to(camp.id, [members(session)["पेरू"].id])
    assert shown(panel) == [list(FOR), [*AGAINST, "पेरू"]]
    assert panel.current_stance_ids() == [members(session)["पेरू"].id]
