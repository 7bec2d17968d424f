"""Whole lists and doubtful members in the window: by keys and menus, on a real project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set, remove
from annotation.edits.alliances import change_holder, new_camp
from annotation.edits.articles import make_article
from annotation.records import (
    Alias,
    Camp,
    Correction,
    Entity,
    Evidence,
    Mention,
    Polarity,
    Rejection,
    Stance,
    new_id,
)
from gui.article.spans import SpanStyle
from gui.dialogs.camp_details import CampDetails
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.list_from_text import ListFromText
from gui.main_window import MainWindow
from gui.models.alliances import MemberState
from gui.settings import Settings
from gui.widgets.menus import ChoiceMenu

if TYPE_CHECKING:
    from gui.session import Session

TEXT = (
    "बाँध का विवाद 🌊 फिर सामने आया।\n"
    "मादुरो के समर्थन वाले देश- रूस, क्यबूा, चीन, फूबार\n"
    "मादुरो के विरोध वाले देश- अमेरिका, कनाडा, पेरु\n"
    "बैठक में आए\n- भारत\n- फूबार और मिस्र\n"
)
OTHER = "गुएडो के समर्थन वाले देश- फूबार, क्यबूा, पेरु"
KEPT, WAITS = MemberState.KEPT, MemberState.DOUBTFUL
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MakeEntity = Callable[..., Entity]


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    """The window with the article above open and its two lists found."""
    listed = make_article("Lists", TEXT, language="hi")
    session.apply(change_set("imported", [add(listed)]))
    session.open_article(listed.id)
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    window.resize(1500, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: len(session.pending_lists()) == 2)
    yield window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the certain members of both lists accepted, and the keyboard in the alliances."""
    for _ in range(2):
        press(window, Qt.Key.Key_A, CTRL | SHIFT)
    window.alliances.columns.turn_to(window.alliances.columns.views[0].key)
    window.alliances.setFocus()
    return window


def press(
    window: MainWindow, key: Qt.Key, chord: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is, once a dialog that was open has given it back."""
    window.activateWindow()
    for _ in range(200):
        if QApplication.focusWidget() is window.focusWidget():
            break
        QTest.qWait(10)
    QTest.keyClick(window.focusWidget() or window, key, chord)


def shown(window: MainWindow, place: int) -> list[tuple[str, MemberState]]:
    return [(member.written, member.state) for member in window.alliances.columns.views[place].members]


def selected(window: MainWindow) -> str:
    member = window.alliances.columns.current_member()
    return member.written if member else ""


def pick(window: MainWindow, written: str, place: int = 0) -> None:
    view = window.alliances.columns.views[place]
    keys = [member.key for member in view.members if member.written == written]
    window.alliances.columns.turn_to(view.key, keys)


def in_dialog(act: Callable[[QDialog], object]) -> None:
    """Do something in the dialog that opens next. It is closed whatever happens, so that no test hangs."""

    def go(tries: int = 100) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            if tries:
                QTimer.singleShot(10, lambda: go(tries - 1))
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(10, go)


def in_menu(key: Qt.Key) -> list[str]:
    """Press a key in the menu that opens next; what it holds."""
    held: list[str] = []

    def go(tries: int = 100) -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            if tries:
                QTimer.singleShot(10, lambda: go(tries - 1))
            return
        assert isinstance(menu, ChoiceMenu)
        held.extend(action.text() for action in menu.actions() if not action.isSeparator())
        QTest.keyClick(menu, key)
        menu.close()

    QTimer.singleShot(10, go)
    return held


def codes(session: Session) -> list[str]:
    camp = session.records.all(Camp)[0]
    stated = sorted(session.records.where(Stance, "stated_camp_id", camp.id), key=lambda s: s.position)
    return [session.records.get(Entity, stance.holder_id).code for stance in stated]


def test_certain_members_are_accepted_at_one_stroke_and_the_doubtful_wait_in_their_places(
    window: MainWindow, session: Session
) -> None:
    window.alliances.setFocus()
    press(window, Qt.Key.Key_A, CTRL | SHIFT)
    assert shown(window, 0) == [("रूस", KEPT), ("क्यबूा", WAITS), ("चीन", KEPT), ("फूबार", WAITS)]
    cuba = window.alliances.columns.views[0].members[1]
    assert (cuba.name, cuba.code) == ("क्यूबा", "CU")
    assert selected(window) == "क्यबूा", "the first doubtful member is turned to"
    assert window.alliances.columns.views[0].summary == "2 stated · 2 to decide"
    assert {e.code for e in session.records.all(Entity)} == {"", "RU", "CN"}
    view = window.article.view
    seen = [view.span_of(place) for places in view.places() for place in places]
    styles = {TEXT[span.start : span.end]: span.style for span in seen if span is not None}
    assert (styles["रूस"], styles["क्यबूा"]) == (SpanStyle.OWN, SpanStyle.TENTATIVE)
    session.undo()
    assert len(session.pending_lists()) == 2


def test_a_key_accepts_one_doubtful_member_after_another(panel: MainWindow, session: Session) -> None:
    pick(panel, "क्यबूा")
    press(panel, Qt.Key.Key_Return, ALT)
    assert selected(panel) == "फूबार"
    assert codes(session) == ["RU", "CU", "CN"]
    press(panel, Qt.Key.Key_Return, ALT)
    assert {state for _, state in shown(panel, 0)} == {KEPT}
    session.undo()
    session.undo()
    assert [state for _, state in shown(panel, 0)] == [KEPT, WAITS, KEPT, WAITS]


def test_a_rejected_member_is_gone_for_good_and_comes_back_by_undo(
    panel: MainWindow, session: Session
) -> None:
    pick(panel, "फूबार")
    press(panel, Qt.Key.Key_Delete)
    assert shown(panel, 0) == [("रूस", KEPT), ("क्यबूा", WAITS), ("चीन", KEPT)]
    assert selected(panel) == "क्यबूा"
    session.open_article(session.article.id if session.article else None)
    assert session.records.count(Rejection) == 1
    session.undo()
    assert session.records.count(Rejection) == 0


def test_stated_and_doubtful_members_are_taken_out_together(panel: MainWindow, session: Session) -> None:
    view = panel.alliances.columns.views[0]
    panel.alliances.columns.turn_to(view.key, [member.key for member in view.members])
    press(panel, Qt.Key.Key_Delete)
    assert shown(panel, 0) == [("रूस", MemberState.REMOVED), ("चीन", MemberState.REMOVED)]
    session.undo()
    assert len(shown(panel, 0)) == 4


def test_return_offers_who_a_doubtful_member_may_be(
    panel: MainWindow, session: Session, make_entity: MakeEntity
) -> None:
    kuba = make_entity("क्यूबन शहर", "Organisation", aliases=("क्यबा",))
    pick(panel, "क्यबूा")
    held = in_menu(Qt.Key.Key_2)
    press(panel, Qt.Key.Key_Return)
    assert held == ["&1  क्यूबा (CU)", "&2  क्यूबन शहर", "&0  Somebody else…"]
    [stance] = session.records.where(Stance, "holder_id", kuba.id)
    assert (stance.correction, stance.position) == (Correction.KEPT, 1)
    assert "क्यबूा" in {alias.surface for alias in session.records.where(Alias, "entity_id", kuba.id)}


def test_somebody_else_is_picked_and_known_in_the_next_article(
    panel: MainWindow, session: Session, make_entity: MakeEntity, qtbot: QtBot
) -> None:
    fiji = make_entity("फ़िजी", "Country", code="FJ")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, EntityPicker)
        assert dialog.field.typed() == "फूबार"
        dialog.field.set_entity(fiji)
        dialog.accept()

    pick(panel, "फूबार")
    in_menu(Qt.Key.Key_0)
    in_dialog(choose)
    press(panel, Qt.Key.Key_Return)
    assert codes(session) == ["RU", "CN", "FJ"]
    other = make_article("Other", OTHER, language="hi")
    session.apply(change_set("imported", [add(other)]))
    session.open_article(other.id)
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    first = panel.alliances.columns.views[0].members[0]
    assert (first.written, first.name, first.code, first.state) == ("फूबार", "फ़िजी", "FJ", MemberState.FOUND)


def test_what_a_key_would_do_is_offered_only_where_it_can(panel: MainWindow) -> None:
    def enabled() -> set[str]:
        ids = ("list.take", "list.entity", "list.remove_member", "list.note", "list.split", "list.merge")
        return {action_id for action_id in ids if panel._actions[action_id].isEnabled()}

    pick(panel, "क्यबूा")
    assert enabled() == {"list.take", "list.entity", "list.remove_member", "list.merge"}
    pick(panel, "रूस")
    assert enabled() == {"list.entity", "list.remove_member", "list.note", "list.split", "list.merge"}


def test_members_are_split_off_and_stay_stated(panel: MainWindow, session: Session) -> None:
    target = session.records.get(Entity, session.records.all(Camp)[0].target_id or "")

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, CampDetails)
        assert dialog.target.chosen() == target
        assert dialog.polarity.polarity() is None
        dialog.polarity.set_polarity(Polarity.NEUTRAL)
        dialog.accept()

    pick(panel, "चीन")
    in_dialog(answer)
    press(panel, Qt.Key.Key_T, CTRL)
    assert shown(panel, 0)[2] == ("चीन", MemberState.MOVED_AWAY)
    assert shown(panel, 2) == [("चीन", MemberState.MOVED_HERE)]
    assert selected(panel) == "चीन"
    session.undo()
    assert session.records.count(Camp) == 2


def test_a_list_is_merged_into_another_and_never_found_again(panel: MainWindow, session: Session) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, CampDetails)
        dialog.polarity.set_polarity(Polarity.SUPPORTS)
        dialog.accept()

    panel.alliances.columns.turn_to(panel.alliances.columns.views[1].key)
    in_dialog(answer)
    press(panel, Qt.Key.Key_F4)
    held = in_menu(Qt.Key.Key_1)
    press(panel, Qt.Key.Key_U, CTRL)
    assert held == ["&1  supports मादुरो · “मादुरो के समर्थन वाले देश”"]
    assert [written for written, _ in shown(panel, 0)] == [
        "रूस", "क्यबूा", "चीन", "फूबार", "अमेरिका", "कनाडा", "पेरु",
    ]  # fmt: skip
    assert len(panel.alliances.columns.views) == 1
    assert not session.pending_lists()
    session.undo()
    assert len(panel.alliances.columns.views) == 2


def test_merging_two_statements_says_that_it_only_moves(panel: MainWindow, session: Session) -> None:
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    panel.alliances.columns.turn_to(panel.alliances.columns.views[1].key)
    in_menu(Qt.Key.Key_1)
    press(panel, Qt.Key.Key_U, CTRL)
    assert {state for _, state in shown(panel, 1)} == {MemberState.MOVED_AWAY}
    assert "stay stated" in remarks[-1]


def test_a_list_in_which_nobody_is_decided_is_not_merged_away(panel: MainWindow, session: Session) -> None:
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    view = panel.alliances.columns.views[0]
    stances = session.records.where(Stance, "stated_camp_id", view.camp_id)
    pieces = [e for stance in stances for e in session.records.where(Evidence, "stance_id", stance.id)]
    assert session.apply(change_set("", map(remove, [*pieces, *stances])))
    assert {state for _, state in shown(panel, 0)} == {WAITS}
    panel.alliances.columns.turn_to(view.key)
    in_menu(Qt.Key.Key_1)
    press(panel, Qt.Key.Key_U, CTRL)
    assert "4 wait to be decided" in remarks[-1]
    assert len(panel.alliances.columns.views) == 2


def test_an_empty_list_of_another_statement_has_nobody_to_move(panel: MainWindow, session: Session) -> None:
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    article, target = session.article, session.records.all(Camp)[0].target_id
    assert article is not None
    opened, empty = new_camp(
        session.records,
        article,
        session.annotator.id,
        session.records.get(Entity, target or ""),
        Polarity.NEUTRAL,
    )
    assert session.apply(opened)
    panel.alliances.columns.turn_to(empty.id)
    in_menu(Qt.Key.Key_1)
    press(panel, Qt.Key.Key_U, CTRL)
    assert remarks[-1] == "There is nobody in this list to move."


def test_nobody_is_taken_for_the_target_of_the_list(
    panel: MainWindow, session: Session, make_entity: MakeEntity
) -> None:
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    target = session.records.get(Entity, session.records.all(Camp)[0].target_id or "")
    russia = panel.alliances.columns.views[0].members[0]
    stance = session.records.get(Stance, russia.key)
    assert session.article is not None
    changes = change_holder(session.records, session.article, stance, target)
    assert not session.apply(changes)
    assert remarks[-1].startswith(f"The list is about {target.name}")
    assert session.records.get(Stance, stance.id) == stance


def test_a_found_list_shows_whom_a_new_alias_means(
    window: MainWindow, session: Session, make_entity: MakeEntity
) -> None:
    entity = make_entity("काल्पनिक देश", "Country")
    assert shown(window, 0)[3] == ("फूबार", WAITS)
    alias = Alias(id=new_id(), entity_id=entity.id, surface="फूबार")
    assert session.apply(change_set("alias", [add(alias)]))
    member = window.alliances.columns.views[0].members[3]
    assert (member.name, member.state) == ("काल्पनिक देश", MemberState.FOUND)


def test_a_list_that_was_not_found_is_made_of_the_selection(window: MainWindow, session: Session) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ListFromText)
        assert [dialog.model.index(row).data() for row in range(3)] == ["भारत", "फूबार", "मिस्र"]
        dialog.target.set_typed("सेना")
        dialog.accept()
        assert dialog.isVisible(), "there is no polarity by default"
        dialog.polarity.set_polarity(Polarity.SUPPORTS)
        dialog.members.setFocus()
        QTest.keyClick(dialog.members, Qt.Key.Key_A, CTRL)
        dialog.accept()
        assert dialog.isVisible(), "nobody is ticked"
        QTest.keyClick(dialog.members, Qt.Key.Key_A, CTRL)
        QTest.keyClick(dialog.members, Qt.Key.Key_Home)
        QTest.keyClick(dialog.members, Qt.Key.Key_Down)
        QTest.keyClick(dialog.members, Qt.Key.Key_Space)
        QTest.keyClick(dialog.members, Qt.Key.Key_Return)

    window.article.setFocus()
    window.article.view.select(TEXT.index("बैठक"), len(TEXT) - 1)
    in_dialog(answer)
    press(window, Qt.Key.Key_K, CTRL)
    [camp] = session.records.all(Camp)
    assert (camp.polarity, session.records.get(Entity, camp.target_id or "").name) == (
        Polarity.SUPPORTS,
        "सेना",
    )
    assert TEXT[camp.heading_start : camp.heading_end] == "बैठक में आए"
    assert codes(session) == ["IN", "EG"]
    assert [TEXT[m.start : m.end] for m in session.records.all(Mention)] == ["भारत", "मिस्र"]
    session.undo()
    assert not session.records.all(Camp)
    assert not session.records.all(Mention)


def test_without_a_list_selected_the_window_says_what_to_select(window: MainWindow, session: Session) -> None:
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    start = TEXT.index("🌊")
    window.article.view.select(start, start + 1)
    window._lists.make_from_text()
    assert "Select the heading" in remarks[-1]


def test_a_found_list_with_doubtful_members_has_a_button_for_the_certain_ones(window: MainWindow) -> None:
    columns = window.alliances.columns
    first, _ = (columns.column(view.key) for view in columns.views)
    shown_buttons = [button for button in first.findChildren(QPushButton) if button.isVisible()]
    _, _, certain = shown_buttons
    assert certain.text().startswith("Accept the certain")
    assert "Ctrl+Shift+A" in certain.toolTip()
    QTest.mouseClick(certain, Qt.MouseButton.LeftButton)
    assert shown(window, 0) == [("रूस", KEPT), ("क्यबूा", WAITS), ("चीन", KEPT), ("फूबार", WAITS)]
    assert selected(window) == "क्यबूा"


def remark(window: MainWindow) -> str:
    return window._status._remark.text()


@pytest.mark.parametrize(
    ("key", "chord"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, ALT),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, CTRL),
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_keys_on_a_member_of_a_found_list_say_that_it_is_accepted_first(
    window: MainWindow, session: Session, key: Qt.Key, chord: Qt.KeyboardModifier
) -> None:
    window.alliances.setFocus()
    press(window, key, chord)
    assert remark(window).startswith("Accept the list first: Ctrl+L or Ctrl+Shift+A for the certain")
    assert not session.records.all(Camp)


def test_the_menu_of_a_found_list_decides_on_it(window: MainWindow, session: Session) -> None:
    columns = window.alliances.columns

    def offered(place: int) -> list[str]:
        columns.turn_to(columns.views[place].key)
        held: list[str] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            held.extend(action.text() for action in menu.actions() if action.isEnabled())
            menu.close()

        QTimer.singleShot(20, look)
        where = window.alliances.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, window.mapToGlobal(where))
        QApplication.sendEvent(window.alliances, event)
        return held

    assert offered(0) == ["Accept the found list", "Accept the certain members", "Reject the found list"]
    press(window, Qt.Key.Key_L, CTRL)
    assert "Add a member…" in offered(0)
    assert "Accept the found list" in offered(1)


def test_each_step_takes_the_place_of_what_was_said_before(window: MainWindow, session: Session) -> None:
    window.alliances.setFocus()
    press(window, Qt.Key.Key_F2)
    assert remark(window).startswith("Accept the list first")
    press(window, Qt.Key.Key_L, CTRL)
    assert remark(window).startswith("Accepted ")
    pick(window, "रूस")
    press(window, Qt.Key.Key_Delete)
    assert remark(window).startswith("Removed ")
    press(window, Qt.Key.Key_Z, CTRL)
    assert remark(window).startswith("Taken back: removed ")
    press(window, Qt.Key.Key_L, CTRL)
    assert remark(window).startswith("Accepted ")


def test_nothing_is_said_of_a_place_that_was_left(window: MainWindow, session: Session) -> None:
    window.alliances.setFocus()
    press(window, Qt.Key.Key_F2)
    press(window, Qt.Key.Key_2, ALT)
    assert remark(window) == ""
    window.alliances.setFocus()
    press(window, Qt.Key.Key_F2)
    assert remark(window)
    session.open_article(session.article_rows()[0].id)
    assert remark(window) == ""


def test_the_current_member_stays_current_when_steps_are_taken_back_and_done_again(
    window: MainWindow, session: Session
) -> None:
    for _ in range(2):
        press(window, Qt.Key.Key_L, CTRL)
    columns, alliances = window.alliances.columns, window.alliances
    first, second = (view.key for view in columns.views)
    columns.turn_to(first)
    alliances.setFocus()
    pick(window, "चीन")
    moved = alliances.current_stance_ids()

    def current() -> tuple[str | None, list[str], bool]:
        focused = QApplication.focusWidget()
        return (
            alliances.current_camp_id(),
            alliances.current_stance_ids(),
            focused
            is columns.column(columns.views[0 if alliances.current_camp_id() == first else 1].key).members,
        )

    press(window, Qt.Key.Key_Right, CTRL)
    assert current() == (second, moved, True)
    press(window, Qt.Key.Key_Z, CTRL)
    assert current() == (first, moved, True)
    press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert current() == (second, moved, True)
    press(window, Qt.Key.Key_Z, CTRL)
    alliances.move_to(moved, second)  # as by a drop
    press(window, Qt.Key.Key_Z, CTRL)
    assert current() == (first, moved, True)
    press(window, Qt.Key.Key_Delete)
    assert session.records.get(Stance, moved[0]).correction is Correction.REMOVED
    press(window, Qt.Key.Key_Z, CTRL)
    assert current() == (first, moved, True)


def test_lists_that_say_the_same_are_told_apart_by_their_headings(
    panel: MainWindow, session: Session
) -> None:
    first, second = session.records.all(Camp)
    alike = replace(first, id=new_id(), heading_start=second.heading_start, heading_end=second.heading_end)
    session.apply(change_set("added a list", [add(alike)]))
    panel.alliances.columns.turn_to(second.id)
    held = in_menu(Qt.Key.Key_Escape)
    press(panel, Qt.Key.Key_U, CTRL)
    assert len(set(held)) == 2
    assert [title.split(" · ")[1] for title in held] == [
        "“मादुरो के समर्थन वाले देश”",
        "“मादुरो के विरोध वाले देश”",
    ]


def test_where_no_stance_is_suggested_its_key_says_why(window: MainWindow) -> None:
    assert not window.stances.offers.any
    press(window, Qt.Key.Key_J, CTRL)
    assert (
        remark(window)
        == "No stance is suggested here. Suggestions come from sentences whose names are tagged."
    )


def test_lists_that_arrive_take_the_keyboard_of_a_panel_that_waits_for_them(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.open_article(session.article.id if session.article else None)
    press(window, Qt.Key.Key_5, ALT)
    assert not window.alliances.columns.views
    qtbot.waitUntil(lambda: bool(window.alliances.columns.views))
    columns = window.alliances.columns
    assert QApplication.focusWidget() is columns.column(columns.views[0].key).members
