"""Where columns stand, and that only those that are seen are made."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.columns_area import ColumnsArea, Heights, places

HEIGHTS = st.lists(
    st.builds(Heights, st.integers(50, 120), st.integers(60, 2000), st.booleans()), min_size=1, max_size=40
)


@given(HEIGHTS, st.integers(1, 5), st.integers(150, 900))
def test_rows_stand_below_one_another_no_column_too_low_or_higher_than_the_view(
    heights: list[Heights], across: int, height: int
) -> None:
    space = 6
    found = places(heights, QSize(700, height), across, space)
    assert len(found) == len(heights)
    for place, (rect, column) in enumerate(zip(found, heights, strict=True)):
        assert rect.height() >= column.least
        assert column.grows or rect.height() == column.least
        assert rect.left() >= space
        assert rect.right() < 700
        assert not any(rect.intersects(other) for other in found[place + 1 :])
    if len(heights) <= across and heights[0].grows:
        needs_more = max(column.least for column in heights) > height - 2 * space
        assert needs_more or found[0].height() == height - 2 * space, "the height is used"


class Hundreds:
    """An area of 400 columns that counts which are made."""

    def __init__(self) -> None:
        self.made: dict[int, QWidget] = {}
        self.area = ColumnsArea(lambda _place, _width: Heights(80, 200), self._make)
        self.area.set_columns(400, {})

    def _make(self, place: int) -> QWidget:
        return self.made.setdefault(place, QWidget())


def test_columns_are_made_when_they_come_into_sight_and_only_then(
    show: Callable[..., ColumnsArea], qtbot: QtBot
) -> None:
    hundreds = Hundreds()
    assert not hundreds.made
    area = show(hundreds.area, 420, 500)
    first = set(hundreds.made)
    assert 0 in first
    assert max(first) < 12
    area.reveal(399)
    assert 399 in hundreds.made
    assert 200 not in hundreds.made
    assert hundreds.made[399].visibleRegion().boundingRect().height() == hundreds.made[399].height()
    assert len(hundreds.made) < 30
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2)
    assert any(150 < place < 250 for place in hundreds.made)


def test_what_is_revealed_before_anything_is_seen_is_in_sight_afterwards(
    show: Callable[..., ColumnsArea],
) -> None:
    hundreds = Hundreds()
    hundreds.area.reveal(300)
    show(hundreds.area, 420, 500)
    assert not hundreds.made[300].visibleRegion().isEmpty()


def test_dragging_to_the_lower_edge_scrolls_and_stops_when_it_is_over(
    show: Callable[..., ColumnsArea], qtbot: QtBot
) -> None:
    area = show(Hundreds().area, 420, 500)
    bar = area.verticalScrollBar()
    QCursor.setPos(area.viewport().mapToGlobal(QPoint(100, area.viewport().height() - 5)))
    area.follow_drag(True)
    qtbot.waitUntil(lambda: bar.value() > 60)
    QCursor.setPos(area.viewport().mapToGlobal(QPoint(100, area.viewport().height() // 2)))
    qtbot.wait(100)
    middle = bar.value()
    QCursor.setPos(area.viewport().mapToGlobal(QPoint(100, 5)))
    qtbot.waitUntil(lambda: bar.value() < middle)
    area.follow_drag(False)
    over = bar.value()
    qtbot.wait(100)
    assert bar.value() == over
