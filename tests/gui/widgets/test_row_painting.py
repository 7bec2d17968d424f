"""What stands in a row can be read, whether the row is selected, under the mouse or neither."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPalette
from pytestqt.qtbot import QtBot

from annotation.records import Correction, Polarity
from gui.article.colours import READABLE, contrast
from gui.theme import correction_colour, faint, palette_for, polarity_colour
from gui.widgets.row_painting import Row, elided_lines

STATES = [(False, False, False), (False, False, True), (True, False, False), (True, True, False)]
SCHEMES = [Qt.ColorScheme.Light, Qt.ColorScheme.Dark]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_words_and_signs_can_be_read_on_every_row(
    qtbot: QtBot, scheme: Qt.ColorScheme, state: tuple[bool, bool, bool]
) -> None:
    palette = palette_for(scheme)
    row = Row(QRect(), QFont(), palette, *state)
    signs = [polarity_colour(polarity, palette) for polarity in Polarity]
    signs += [correction_colour(correction, palette) for correction in Correction]
    for colour in (row.text, row.quiet, *map(row.readable, signs)):
        assert contrast(colour, row.background) >= READABLE


@pytest.mark.parametrize("scheme", SCHEMES)
def test_faint_words_can_be_read_on_the_window_and_on_paper(qtbot: QtBot, scheme: Qt.ColorScheme) -> None:
    palette = palette_for(scheme)
    for behind in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        assert contrast(faint(palette), palette.color(behind)) >= READABLE
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    assert contrast(chosen, palette.color(QPalette.ColorRole.Highlight)) >= READABLE


def test_a_long_text_is_broken_into_lines_of_which_the_last_is_shortened(qtbot: QtBot) -> None:
    lines = elided_lines("नदी के 🌊 पानी पर विवाद " * 20, QFont(), 200, 2)
    assert len(lines) == 2
    assert lines[0].startswith("नदी के 🌊")
    assert lines[1].endswith("…")
    assert elided_lines("रूस", QFont(), 200, 2) == ["रूस"]
