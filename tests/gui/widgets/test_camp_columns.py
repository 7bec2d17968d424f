"""Columns of camps, shown anew as camps come and go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.records import Polarity
from gui.models.alliances import CampView, MemberState, MemberView
from gui.widgets.camp_columns import CampColumns


def camp(key: str) -> CampView:
    member = MemberView(key=f"{key}1", state=MemberState.KEPT, written="रूस")
    return CampView(key, key, Polarity.SUPPORTS, "मादुरो", "मादुरो के पक्ष में देश", (0, 4), (member,))


def test_tab_goes_through_the_columns_as_they_stand_side_by_side(
    show: Callable[..., CampColumns], qtbot: QtBot
) -> None:
    columns = CampColumns("Accept", "Reject")
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
