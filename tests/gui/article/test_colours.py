"""Names can be read and bars be seen, whatever the label's colour and the background."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from gui.article.colours import READABLE, VISIBLE, bar_colour, contrast, name_colour

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours, st.sampled_from(("#ffffff", "#fbf8f0", "#1e1e20", "#000000")))
def test_names_and_bars_stand_out_from_the_background(colour: str, background: str) -> None:
    behind = QColor(background)
    assert contrast(name_colour(colour, behind), behind) >= READABLE
    assert contrast(bar_colour(colour, behind), behind) >= VISIBLE


def test_contrast_is_as_the_guidelines_define_it() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.478, abs=0.01)


def test_a_colour_that_is_none_is_drawn_grey_and_not_left_out() -> None:
    assert name_colour("no colour", QColor("white")).saturation() == 0
