from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from gui.models.alliances import MemberState
from gui.theme import faint
from gui.widgets.difference_strip import DifferenceStrip, widths
from gui.widgets.member_states import state_colour


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=7), st.integers(40, 900))
def test_parts_fill_the_width_in_proportion_and_each_that_is_not_empty_is_seen(
    counts: list[int], width: int
) -> None:
    shares = widths(counts, width)
    assert sum(shares) == (width if any(counts) else 0)
    assert all((share >= 4) is (count > 0) for share, count in zip(shares, counts, strict=True))
    in_order = [share for _, share in sorted(zip(counts, shares, strict=True))]
    assert all(more >= less - 1 for less, more in pairwise(in_order)), "more members take more room"


def test_what_is_kept_has_gone_and_has_come_is_painted_from_left_to_right(
    show: Callable[..., DifferenceStrip],
) -> None:
    strip = DifferenceStrip()
    counts = {MemberState.ADDED: 1, MemberState.KEPT: 2, MemberState.REMOVED: 1}
    strip.show_counts(counts, "3 stated in the article")
    show(strip, 401, 12)
    image = strip.grab().toImage()
    middle = strip.height() // 2
    assert image.pixelColor(100, middle) == faint(strip.palette(), 0.45)
    assert image.pixelColor(350, middle) == QColor(state_colour(MemberState.ADDED, strip.palette()))
    removed = {image.pixelColor(x, y).name() for x in range(220, 290) for y in range(3, strip.height() - 3)}
    assert len(removed) > 1, "what has gone is hatched"
    assert state_colour(MemberState.REMOVED, strip.palette()).name() in removed
    assert "3 stated in the article" in strip.toolTip()
    assert strip.accessibleName() == "3 stated in the article"
