"""Columns of camps, shown anew as camps come and go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotation.records import Polarity
from gui.models.alliances import CampView, MemberState, MemberView
from gui.widgets.camp_columns import CampColumns
from gui.widgets.decision_buttons import Decision

KEYS = {Decision.ACCEPT: "Ctrl+L", Decision.REJECT: "Ctrl+Shift+L", Decision.ACCEPT_CERTAIN: "Ctrl+Shift+A"}


def camp(key: str) -> CampView:
    member = MemberView(key=f"{key}1", state=MemberState.KEPT, written="रूस")
    return CampView(key, key, Polarity.SUPPORTS, "मादुरो", "मादुरो के पक्ष में देश", (0, 4), (member,))


def test_tab_goes_through_the_columns_as_they_stand_side_by_side(
    show: Callable[..., CampColumns], qtbot: QtBot
) -> None:
    columns = CampColumns(KEYS)
    columns.set_views([camp("second")], editable=True)
    columns.set_views([camp("first"), camp("second"), camp("third")], editable=True)
    show(columns, 900, 400)
    columns.turn_to("first")
    columns.focus_current()
    reached: list[str] = []
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached += [view.key for view in columns.views if columns.column(view.key).members is focused]
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == ["first", "second", "third"]


def found(key: str, *names: str, doubtful: str = "") -> CampView:
    members = tuple(
        MemberView(f"{key}{name}", MemberState.DOUBTFUL if name == doubtful else MemberState.FOUND, name)
        for name in names
    )
    return CampView(key, None, Polarity.SUPPORTS, "Maduro", f"Supporting Maduro {key}", (0, 4), members)


def pressable(columns: CampColumns, key: str) -> list[QPushButton]:
    return [button for button in columns.column(key).findChildren(QPushButton) if button.isVisible()]


def search(qtbot: QtBot, columns: CampColumns, typed: str) -> None:
    box = columns.search_line.box
    box.setText(typed)
    qtbot.keyClick(box, Qt.Key.Key_Down)  # typing has come to its end
    qtbot.wait(20)


def test_no_column_is_squeezed_when_a_search_has_ended(
    show: Callable[..., CampColumns], qtbot: QtBot
) -> None:
    columns = CampColumns(KEYS)
    names = ("Russia", "Turkey", "Cuba", "Iran", "Peru", "Chile")
    views = [found(str(number), *names[: 2 + number % 5], doubtful="Cuba") for number in range(8)]
    show(columns, 400, 420)
    columns.set_views([camp("accepted"), *views], editable=True)
    search(qtbot, columns, "tur")
    search(qtbot, columns, "nobody")
    search(qtbot, columns, "")
    for view in views:
        columns.turn_to(view.key)
        qtbot.wait(20)
        column = columns.column(view.key)
        assert column.height() >= column.heights(column.width()).least
        assert all(button.height() >= button.sizeHint().height() for button in pressable(columns, view.key))


def test_columns_without_a_match_shrink_while_searching(
    show: Callable[..., CampColumns], qtbot: QtBot
) -> None:
    columns = CampColumns(KEYS)
    columns.set_views([found("one", "Russia", "Cuba"), found("two", "Turkey", "Iran")], editable=True)
    show(columns, 420, 500)
    before = columns.column("one").height()
    search(qtbot, columns, "tur")
    one, two = columns.column("one"), columns.column("two")
    assert one.height() < two.height() // 2
    assert not pressable(columns, "one")
    search(qtbot, columns, "")
    assert one.height() == two.height() == before
    assert len(pressable(columns, "one")) == 2


def test_buttons_stand_side_by_side_in_a_narrow_column_and_name_their_keys_in_a_wide_one(
    show: Callable[..., CampColumns], qtbot: QtBot
) -> None:
    columns = CampColumns(KEYS)
    columns.set_views([found("one", "Russia", "Cuba")], editable=True)
    show(columns, 185, 500)
    accept, reject = pressable(columns, "one")
    assert accept.y() == reject.y()
    assert (accept.text(), reject.text()) == ("Accept", "Reject")
    assert "Ctrl+L" in accept.toolTip()
    columns.resize(500, 500)
    qtbot.waitUntil(lambda: accept.text() == "Accept  Ctrl+L")
    assert reject.text() == "Reject  Ctrl+Shift+L"
