"""Names that are too wide for their room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.article.scene import abbreviate


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        ("Country", 5, "Coun."),
        ("Country", 2.9, ""),
        ("Country", 3, "Co."),
        ("Country · Chile", 8, "Country"),
        ("Country · Chile", 10, "Country"),
        ("Country · Chile", 12, "Country · C."),
        ("Country · Chile", 7, "Country"),
        ("व्यक्ति", 4, ""),
    ],
)
def test_a_name_is_cut_at_a_character_with_a_full_stop(name: str, room: float, short: str) -> None:
    assert abbreviate(name, room, len)[0] == short


@given(st.text("व्यक्तिab· ", min_size=1, max_size=12), st.floats(0, 12))
def test_what_is_left_of_a_name_fits_and_is_its_beginning(name: str, room: float) -> None:
    short, width = abbreviate(name, room, len)
    assert width == len(short) <= room
    assert name.startswith(short.removesuffix("."))
