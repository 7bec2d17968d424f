from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from gui.window_layout import first_place


@pytest.mark.parametrize("screen", [QRect(0, 0, 1280, 800), QRect(0, 25, 1366, 743), QRect(0, 0, 1600, 900)])
def test_a_first_window_takes_the_whole_of_a_small_screen(screen: QRect) -> None:
    assert first_place(screen) is None


@pytest.mark.parametrize("screen", [QRect(0, 0, 1920, 1080), QRect(1920, 30, 2560, 1410)])
def test_a_first_window_is_in_the_middle_of_a_large_screen(screen: QRect) -> None:
    place = first_place(screen)
    assert place is not None
    assert (place.width(), place.height()) == (1280, 800)
    assert screen.contains(place)
    assert abs(place.center().x() - screen.center().x()) <= 1
    assert abs(place.center().y() - screen.center().y()) <= 1
