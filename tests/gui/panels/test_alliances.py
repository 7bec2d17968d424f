"""The alliance panel as a person uses it: keys, mouse, drag and drop, on a real project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits import alliances as edits
from annotation.edits.entities import new_entity
from annotation.edits.reasons import give_reason
from annotation.edits.stances import set_claimant
from annotation.records import (
    Alias,
    Camp,
    Correction,
    Entity,
    Mention,
    Polarity,
    Reason,
    Stance,
    new_id,
)
from annotation.suggest.proposals import ProposedCamp, ProposedName
from gui.actions import ACTIONS, make_actions
from gui.dialogs.camp_details import CampDetails
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.group_members import GroupMembers
from gui.dialogs.note import NoteDialog
from gui.list_commands import ListCommands
from gui.member_commands import MemberCommands
from gui.models.alliances import MemberState
from gui.panels.alliances import AlliancesPanel
from gui.session import Session
from gui.widgets.camp_column import CampColumn
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.empty_state import EmptyState

FIRST, SECOND = "मादुरो के समर्थन वाले देश", "मादुरो के विरोध वाले देश"
MEMBERS = {"रूस": "RU", "चीन": "CN", "क्यूबा": "CU", "अमेरिका": "US", "कनाडा": "CA"}
Act = Callable[[QDialog], object]
OpenPanel = Callable[..., AlliancesPanel]


def proposals(text: str) -> list[ProposedCamp]:
    def name(called: str, after: int, label: str = "Country") -> ProposedName:
        start = text.index(called, after)
        return ProposedName(start, start + len(called), called, label, called, MEMBERS.get(called, ""))

    camps: list[ProposedCamp] = []
    for heading, polarity, members in (
        (FIRST, Polarity.SUPPORTS, ("रूस", "चीन", "क्यूबा")),
        (SECOND, Polarity.OPPOSES, ("अमेरिका", "कनाडा")),
    ):
        start = text.index(heading)
        camps.append(
            ProposedCamp(
                start,
                start + len(heading),
                name("मादुरो", start, "Person"),
                polarity,
                tuple(name(member, start) for member in members),
                0.9,
            )
        )
    return camps


@pytest.fixture
def found(session: Session, qtbot: QtBot) -> Session:
    """The session once the article was searched for lists, and the second one was turned down."""
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    article = session.article
    assert article is not None
    _, second = session.pending_lists()
    assert session.apply(edits.reject(article, session.annotator.id, second))
    return session


@pytest.fixture
def lists(found: Session) -> Session:
    """The session with both lists of the article accepted."""
    article = found.article
    assert article is not None
    assert found.apply(
        edits.accept(found.records, found.names, article, found.annotator.id, proposals(article.text))
    )
    return found


@pytest.fixture
def open_panel(show: Callable[..., AlliancesPanel]) -> OpenPanel:
    """Show the panel with its actions connected, as the window does it."""

    def make(session: Session, width: int = 420) -> AlliancesPanel:
        panel = AlliancesPanel(session)
        specs = [spec for spec in ACTIONS if spec.place == "alliances"]
        actions = make_actions(specs, {"alliances": panel})
        members = MemberCommands(session, panel)
        handlers = {
            **members.handlers(),
            **ListCommands(session, panel, members, lambda: None).handlers(),
            "list.add": panel.add_member,
            "list.move_left": panel.move_left,
            "list.move_right": panel.move_right,
            "list.camp": panel.edit_camp,
            "list.search": panel.search,
        }
        for action_id in list(actions):
            if action_id in handlers:
                actions.pop(action_id).triggered.connect(handlers[action_id])
        assert not actions, "an action of the panel is not connected"
        show(panel, width, 600)
        panel.setFocus()
        return panel

    return make


def columns(panel: AlliancesPanel) -> list[CampColumn]:
    return [panel.columns.column(view.key) for view in panel.columns.views]


def shown(panel: AlliancesPanel, place: int) -> list[tuple[str, MemberState]]:
    return [(member.written, member.state) for member in panel.columns.views[place].members]


def press(qtbot: QtBot, panel: AlliancesPanel, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    chord = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        chord |= modifier
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(panel.focusWidget(), key, chord)


def click(qtbot: QtBot, column: CampColumn, row: int, *modifiers: Qt.KeyboardModifier) -> None:
    members = column.members
    where = members.visualRect(members.rows.index(row)).center()
    chord = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(members.viewport(), Qt.MouseButton.LeftButton, chord, where)


def in_dialog(qtbot: QtBot, act: Act) -> None:
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


def stance(session: Session, called: str) -> Stance:
    holders = {entity.id for entity in session.records.all(Entity) if entity.name == called}
    return next(s for s in session.records.all(Stance) if s.holder_id in holders)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEPT, AWAY, HERE = MemberState.KEPT, MemberState.MOVED_AWAY, MemberState.MOVED_HERE


def test_without_lists_the_panel_says_the_next_step(
    session: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(session)
    session.open_article(None)
    assert "Open one" in _sentence(panel)
    session.open_article(session.article_rows()[1].id)
    assert "Select a heading and press Ctrl+Shift+N" in _sentence(panel)
    assert (panel.has_camp, panel.has_member, panel.has_pending) == (False, False, False)


def _sentence(panel: AlliancesPanel) -> str:
    empty = panel.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    return " ".join(label.text() for label in empty.findChildren(QLabel))


def test_a_found_list_is_shown_before_it_is_accepted_and_accepted_at_one_stroke(
    found: Session, open_panel: OpenPanel
) -> None:
    panel = open_panel(found)
    assert shown(panel, 0) == [(name, MemberState.FOUND) for name in ("रूस", "चीन", "क्यूबा")]
    texts = [label.text() for label in columns(panel)[0].findChildren(ClampedLabel)]
    assert "Found in the article: 3 members." in texts
    assert (panel.has_pending, panel.has_camp, panel.has_member) == (True, False, False)
    panel.accept()
    assert shown(panel, 0) == [(name, KEPT) for name in ("रूस", "चीन", "क्यूबा")]
    assert (panel.has_pending, panel.has_camp) == (False, True)
    found.undo()
    assert panel.has_pending


def test_the_buttons_of_a_found_list_accept_and_reject_it(
    found: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(found)
    accept, reject = (b for b in columns(panel)[0].findChildren(QPushButton) if b.isVisible())
    assert (accept.text(), reject.text()) == ("Accept  Ctrl+L", "Reject  Ctrl+Shift+L")
    qtbot.mouseClick(reject, Qt.MouseButton.LeftButton)
    assert panel.columns.views == ()
    assert not found.records.all(Camp)
    found.undo()
    qtbot.mouseClick(columns(panel)[0].findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert [camp.polarity for camp in found.records.all(Camp)] == [Polarity.SUPPORTS]


def test_keys_go_up_and_down_and_aside_and_show_the_member_in_the_article(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    spans: list[Any] = []
    panel.spans_shown.connect(spans.append)
    text = lists.article.text  # pyright: ignore[reportOptionalMemberAccess]
    press(qtbot, panel, Qt.Key.Key_Down)
    assert panel.current_stance_ids() == [stance(lists, "चीन").id]
    press(qtbot, panel, Qt.Key.Key_Right)
    assert panel.current_stance_ids() == [stance(lists, "कनाडा").id]
    assert panel.current_camp_id() == panel.columns.views[1].camp_id
    press(qtbot, panel, Qt.Key.Key_Up)
    press(qtbot, panel, Qt.Key.Key_Left)
    assert panel.current_stance_ids() == [stance(lists, "रूस").id]
    assert [text[start:end] for ((start, end),) in spans] == ["चीन", "कनाडा", "अमेरिका", "रूस"]


def test_selected_members_move_to_the_next_list_and_back_and_stay_selected(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    press(qtbot, panel, Qt.Key.Key_Down, SHIFT)
    moved = [stance(lists, "रूस").id, stance(lists, "चीन").id]
    assert panel.current_stance_ids() == moved
    press(qtbot, panel, Qt.Key.Key_Right, CTRL)
    assert shown(panel, 0) == [("रूस", AWAY), ("चीन", AWAY), ("क्यूबा", KEPT)]
    assert shown(panel, 1) == [("अमेरिका", KEPT), ("कनाडा", KEPT), ("रूस", HERE), ("चीन", HERE)]
    assert panel.current_stance_ids() == moved
    assert columns(panel)[1].members.hasFocus()
    press(qtbot, panel, Qt.Key.Key_Left, CTRL)
    assert shown(panel, 0) == [("रूस", KEPT), ("चीन", KEPT), ("क्यूबा", KEPT)]
    assert panel.current_stance_ids() == moved


def test_moving_past_the_last_list_changes_nothing(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    title = lists.step_titles()[0]
    press(qtbot, panel, Qt.Key.Key_Left, CTRL)
    assert lists.step_titles()[0] == title


def test_removed_members_stay_struck_through_and_come_back(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    click(qtbot, columns(panel)[0], 0)
    click(qtbot, columns(panel)[0], 2, CTRL)
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert shown(panel, 0) == [("रूस", MemberState.REMOVED), ("चीन", KEPT), ("क्यूबा", MemberState.REMOVED)]
    assert len(panel.current_stance_ids()) == 2
    press(qtbot, panel, Qt.Key.Key_Backspace, CTRL)
    assert {state for _, state in shown(panel, 0)} == {KEPT}
    lists.undo()
    assert stance(lists, "रूस").correction is Correction.REMOVED


def test_removing_an_added_member_selects_the_one_at_its_place(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    camp = lists.records.all(Camp)[0]
    article = lists.article
    assert article is not None
    holder = new_entity("मिस्र", lists.labels()[0].id)
    lists.apply(edits.add_member(lists.records, article, lists.annotator.id, camp, holder))
    press(qtbot, panel, Qt.Key.Key_End)
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert shown(panel, 0) == [("रूस", KEPT), ("चीन", KEPT), ("क्यूबा", KEPT)]
    assert panel.current_stance_ids() == [stance(lists, "क्यूबा").id]


def test_one_list_at_a_time_has_selected_members(lists: Session, open_panel: OpenPanel, qtbot: QtBot) -> None:
    panel = open_panel(lists)
    click(qtbot, columns(panel)[1], 1)
    assert columns(panel)[0].members.selected_keys() == []
    assert panel.current_stance_ids() == [stance(lists, "कनाडा").id]


def test_members_are_dragged_to_another_list(lists: Session, open_panel: OpenPanel, qtbot: QtBot) -> None:
    panel = open_panel(lists)
    left, right = columns(panel)
    click(qtbot, left, 1)
    data = left.members.rows.mimeData(left.members.selectionModel().selectedIndexes())
    assert not _drag_over(left, data).isAccepted(), "a member cannot be dropped where it stands"
    assert _drag_over(right, data).isAccepted()
    drop = QDropEvent(
        QPointF(20, 200), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(right, drop)
    assert drop.isAccepted()
    qtbot.waitUntil(lambda: stance(lists, "चीन").correction is Correction.MOVED)
    assert shown(panel, 1)[-1] == ("चीन", HERE)
    assert panel.current_stance_ids() == [stance(lists, "चीन").id]


def test_other_things_and_found_lists_take_no_drop(found: Session, open_panel: OpenPanel) -> None:
    panel = open_panel(found)
    column = columns(panel)[0]
    data = QMimeData()
    data.setText("रूस")
    assert not _drag_over(column, data).isAccepted()
    data = column.members.rows.mimeData([column.members.rows.index(0)])
    assert not _drag_over(column, data).isAccepted()
    assert not column.members.rows.flags(column.members.rows.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def _drag_over(column: CampColumn, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(20, 200), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    event.ignore()
    QApplication.sendEvent(column, event)
    return event


def test_changing_who_a_member_is_remembers_the_written_name(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)

    def pick(dialog: QDialog) -> None:
        assert isinstance(dialog, EntityPicker)
        assert dialog.field.typed() == "रूस"
        dialog.field.set_entity(next(e for e in lists.records.all(Entity) if e.name == "कनाडा"))
        dialog.accept()

    in_dialog(qtbot, pick)
    press(qtbot, panel, Qt.Key.Key_Return)
    first = panel.columns.views[0].members[0]
    assert (first.written, first.name, first.code) == ("रूस", "कनाडा", "CA")
    assert "रूस" in {alias.surface for alias in lists.records.all(Alias)}
    lists.undo()
    assert panel.columns.views[0].members[0].name == ""
    assert "रूस" not in {alias.surface for alias in lists.records.all(Alias)}


def test_who_was_meant_wrongly_is_no_longer_called_so(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    """The written name means the one that was chosen, unless the person does not want it to be remembered."""
    panel = open_panel(lists)
    russia, canada = (
        next(entity for entity in lists.records.all(Entity) if entity.name == name)
        for name in ("रूस", "कनाडा")
    )
    article = lists.article
    assert article is not None
    wrong = Alias(id=new_id(), entity_id=russia.id, surface="चीन", language=article.language)
    member = stance(lists, "चीन")
    lists.apply(edits.change_holder(lists.records, article, member, russia))
    lists.apply(change_set("learned", [add(wrong)]))

    def pick(remember: bool) -> Act:
        def act(dialog: QDialog) -> None:
            assert isinstance(dialog, EntityPicker)
            dialog.field.set_entity(canada)
            dialog.remember.setChecked(remember)
            dialog.accept()

        return act

    for remember, left in ((False, [wrong]), (True, [])):
        panel.columns.turn_to(panel.columns.views[0].key, [member.id])
        in_dialog(qtbot, pick(remember))
        press(qtbot, panel, Qt.Key.Key_Return)
        assert lists.records.get(Stance, member.id).holder_id == canada.id
        assert lists.records.where(Alias, "entity_id", russia.id) == left
        assert bool(lists.records.where(Alias, "entity_id", canada.id)) is remember
        lists.undo()


def test_a_note_is_written_and_shown(lists: Session, open_panel: OpenPanel, qtbot: QtBot) -> None:
    panel = open_panel(lists)

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.editor.setPlainText("लेख में ग़लत")
        dialog.accept()

    in_dialog(qtbot, write)
    press(qtbot, panel, Qt.Key.Key_F2)
    assert panel.columns.views[0].members[0].note == "लेख में ग़लत"


def test_a_typed_member_is_added_selected_and_not_added_twice(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    remarks: list[str] = []
    lists.remarked.connect(remarks.append)

    def type_name(dialog: QDialog) -> None:
        assert isinstance(dialog, EntityPicker)
        dialog.field.set_typed("अमेरिका")
        dialog.accept()

    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    press(qtbot, panel, Qt.Key.Key_Down)
    for _ in range(2):
        in_dialog(qtbot, type_name)
        press(qtbot, panel, Qt.Key.Key_Insert)
    assert len(spans[0]) == 1
    assert spans[-1] == []  # the article does not name the new member, and no longer shows the one before
    assert shown(panel, 0)[-1] == ("अमेरिका", MemberState.ADDED)
    assert len(shown(panel, 0)) == 4
    assert columns(panel)[0].members.current_member() == panel.columns.views[0].members[-1]
    assert len(remarks) == 1


def test_the_article_shows_no_member_that_has_gone(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    panel.columns.turn_to(panel.columns.views[1].key)
    press(qtbot, panel, Qt.Key.Key_Down)
    shown_before = spans[-1]
    lists.undo()
    member = columns(panel)[0].members.current_member()  # of the list that is found again
    assert member is not None
    assert spans[-1] == list(member.spans) != shown_before
    lists.redo()
    panel.columns.turn_to(panel.columns.views[0].key, [panel.columns.views[0].members[1].key])
    columns(panel)[0].members.clearFocus()
    lists.undo()
    assert spans[-1] == []


def test_the_heading_of_an_accepted_list_is_shown_in_the_article(
    found: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(found)
    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    panel.accept()
    assert found.article is not None
    assert [found.article.text[start:end] for start, end in spans[-1]] == [FIRST]
    columns(panel)[0].members.clearFocus()
    found.undo()
    assert spans[-1] == []


def test_target_and_polarity_of_a_list_are_corrected(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, CampDetails)
        assert dialog.polarity.polarity() is Polarity.SUPPORTS
        qtbot.keyClicks(dialog.focusWidget(), "0")
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    in_dialog(qtbot, correct)
    press(qtbot, panel, Qt.Key.Key_F4)
    assert panel.columns.views[0].polarity is Polarity.NEUTRAL
    assert panel.columns.views[0].target == "मादुरो"


def test_a_new_list_needs_a_polarity_and_a_target(
    found: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(found)
    text = found.article.text  # pyright: ignore[reportOptionalMemberAccess]
    start = text.index(SECOND)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CampDetails)
        assert dialog.polarity.polarity() is None
        assert dialog.choice() is None
        assert dialog.target.edit.hasFocus()
        dialog.target.set_typed("मादुरो")
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert dialog.isVisible()
        qtbot.keyClicks(dialog.focusWidget(), "-")
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    in_dialog(qtbot, fill)
    panel.new_list((start, start + len(SECOND)))
    view = panel.columns.current_view()
    assert view is not None
    assert (view.heading, view.polarity, view.target) == (SECOND, Polarity.OPPOSES, "मादुरो")
    assert view.summary == "Nobody yet"
    assert (panel.has_camp, panel.has_member) == (True, False)


def test_a_list_with_members_is_removed_after_one_question(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    in_dialog(qtbot, lambda dialog: dialog.reject())
    panel.remove_camp()
    assert len(lists.records.all(Camp)) == 2

    def say_yes(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        button = dialog.defaultButton()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    in_dialog(qtbot, say_yes)
    panel.remove_camp()
    assert [camp.polarity for camp in lists.records.all(Camp)] == [Polarity.OPPOSES]


def test_a_linked_mention_is_added_to_the_list_whose_digit_is_pressed(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    mention = next(m for m in lists.records.all(Mention) if m.entity_id == stance(lists, "कनाडा").holder_id)

    def press_digit() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        qtbot.keyClick(menu, Qt.Key.Key_1)

    QTimer.singleShot(50, press_digit)
    panel.add_from_text(mention.start, mention.end)
    view = panel.columns.views[0]
    assert (view.members[-1].written, view.members[-1].state) == ("कनाडा", MemberState.ADDED)
    assert view.members[-1].spans == ((mention.start, mention.end),)
    assert panel.current_stance_ids() == [view.members[-1].key]


def test_an_unlinked_mention_is_asked_for_and_linked_in_the_same_step(
    found: Session, open_panel: OpenPanel, tag: Callable[..., Mention], qtbot: QtBot
) -> None:
    panel = open_panel(found)
    panel.accept()
    mention = tag("विदेश मंत्रालय", "Organisation")
    assert mention.entity_id is None
    in_dialog(qtbot, lambda dialog: dialog.accept())
    panel.add_from_text(mention.start, mention.end)
    added = stance(found, "विदेश मंत्रालय")
    assert found.records.get(Mention, mention.id).entity_id == added.holder_id
    found.undo()
    assert found.records.get(Mention, mention.id).entity_id is None
    assert "विदेश मंत्रालय" not in {entity.name for entity in found.records.all(Entity)}


def test_adding_from_the_text_without_a_list_says_what_to_do(found: Session, open_panel: OpenPanel) -> None:
    remarks: list[str] = []
    found.remarked.connect(remarks.append)
    open_panel(found).add_from_text(0, 3)
    assert len(remarks) == 1
    assert "Ctrl+L" in remarks[0]


def test_the_heading_is_shown_in_the_article_when_it_is_clicked(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    heading = next(
        label for label in columns(panel)[1].findChildren(ClampedLabel) if label.text() == f"“{SECOND}”"
    )
    camp = lists.records.all(Camp)[1]
    with qtbot.waitSignal(panel.spans_shown) as shown_spans:
        qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert shown_spans.args == [[(camp.heading_start, camp.heading_end)]]
    assert panel.current_camp_id() == camp.id


def test_at_most_two_lists_stand_side_by_side_in_a_narrow_panel_and_more_in_a_wide_one(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists, 340)
    article = lists.article
    assert article is not None
    for polarity in (Polarity.NEUTRAL, Polarity.UNCLEAR):
        target = new_entity(f"लक्ष्य {polarity}", lists.labels()[0].id)
        lists.apply(edits.new_camp(lists.records, article, lists.annotator.id, target, polarity)[0])

    def rows() -> list[int]:
        tops = [column.y() for column in columns(panel)]
        return [tops.count(top) for top in sorted(set(tops))]

    assert rows() == [2, 2]
    panel.resize(900, 400)
    qtbot.waitUntil(lambda: rows() == [4])


def test_scroll_position_and_selection_survive_an_edit_elsewhere(
    session: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    article = session.article
    assert article is not None
    one = proposals(article.text)[0]
    many = tuple(ProposedName(at, at + 1, article.text[at], "Country", f"देश {at}", "") for at in range(120))
    camp = ProposedCamp(one.heading_start, one.heading_end, one.target, one.polarity, many, 0.9)
    session.apply(edits.accept(session.records, session.names, article, session.annotator.id, [camp]))
    panel = open_panel(session)
    members = columns(panel)[0].members
    press(qtbot, panel, Qt.Key.Key_End)
    scrolled, selected = members.verticalScrollBar().value(), panel.current_stance_ids()
    assert scrolled > 0
    session.apply(edits.note_members(session.records, [stance(session, "देश 60")], "नोट"))
    assert panel.current_stance_ids() == selected
    assert abs(members.verticalScrollBar().value() - scrolled) <= members.fontMetrics().height()


def test_a_name_that_looks_like_markup_is_shown_letter_for_letter(
    lists: Session, open_panel: OpenPanel
) -> None:
    panel = open_panel(lists)
    lists.apply(edits.note_members(lists.records, [stance(lists, "रूस")], "<b>bold</b>"))
    model = columns(panel)[0].members.rows
    tooltip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;bold&lt;/b&gt;" in tooltip


def test_the_context_menu_holds_the_actions_of_the_panel(
    lists: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    panel = open_panel(lists)
    texts: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts.extend(action.text() for action in menu.actions() if isinstance(action, QAction))
        menu.close()

    QTimer.singleShot(50, look)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), panel.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(columns(panel)[0].members, event)
    assert "Remove from the list" in texts
    assert "Restore as stated" in texts


def test_of_hundreds_of_lists_only_those_in_sight_are_made_and_one_edit_refreshes_only_its_own(
    session: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    article = session.article
    assert article is not None
    text, one = article.text, proposals(article.text)[0]
    named = tuple(ProposedName(at, at + 1, text[at], "Country", f"देश {at}", "") for at in (5, 9))
    lists = [
        ProposedCamp(at, at + 1, one.target, polarity, named, 0.9)
        for at, polarity in zip(range(60), list(Polarity) * 15, strict=True)
    ]
    session.apply(edits.accept(session.records, session.names, article, session.annotator.id, lists))
    panel = open_panel(session)
    assert len(panel.columns.views) >= 60
    assert 1 < len([c for c in panel.findChildren(CampColumn) if c.isVisible()]) < 20
    resets: list[int] = []
    made = columns(panel)[:3]
    for place, column in enumerate(made):
        column.members.rows.modelReset.connect(lambda place=place: resets.append(place))
    member = session.records.get(Stance, panel.columns.views[1].members[0].key)
    session.apply(edits.remove_members(session.records, [member]))
    assert resets == [1]
    last = panel.columns.views[-1]
    assert last.camp_id is not None
    panel.columns.turn_to(last.key, [last.members[0].key])
    assert not panel.columns.column(last.key).visibleRegion().isEmpty()
    assert panel.current_stance_ids() == [last.members[0].key]


def test_a_member_shows_who_claims_it_and_why_it_was_corrected(lists: Session, open_panel: OpenPanel) -> None:
    panel = open_panel(lists)
    claimant = next(entity for entity in lists.records.all(Entity) if entity.name == "अमेरिका")
    lists.apply(set_claimant(lists.records, stance(lists, "रूस"), claimant))
    outdated = next(reason for reason in lists.records.all(Reason) if reason.name == "Outdated")
    lists.apply(give_reason(lists.records, [stance(lists, "रूस")], outdated))
    rows = columns(panel)[0].members.rows
    tooltip = rows.data(rows.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "as अमेरिका says" in tooltip
    assert "Reason: Outdated" in tooltip
    members = columns(panel)[0].members
    assert members.visualRect(rows.index(0)).height() > members.visualRect(rows.index(1)).height()


def test_the_members_of_a_group_are_shown_as_of_the_articles_date_and_nothing_is_recorded(
    lists: Session, open_panel: OpenPanel, make_entity: Callable[..., Entity]
) -> None:
    panel = open_panel(lists)
    union = make_entity("यूरोपीय संघ", "Organisation", code="EU")
    camp = lists.records.all(Camp)[0]
    assert lists.article is not None
    changes = edits.add_member(lists.records, lists.article, lists.annotator.id, camp, union)
    lists.apply(changes)
    added = next(s for s in lists.records.all(Stance) if s.holder_id == union.id)
    panel.columns.turn_to(camp.id, [added.id])
    before = lists.records.count(Stance)
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, GroupMembers)
        seen.append(dialog.title.text())
        found = dialog.list.findItems("GB", Qt.MatchFlag.MatchExactly, 1)
        seen.extend(item.text(1) for item in found)
        dialog.reject()

    QTimer.singleShot(50, look)
    MemberCommands(lists, panel).show_group()
    assert "28 members on 2019-02-01" in seen[0]
    assert "GB" in seen
    assert lists.records.count(Stance) == before
