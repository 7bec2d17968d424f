"""Reading what a person says to be a list: heading and members, whatever they look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.suggest.selection import read_selection


def read(text: str) -> tuple[str, list[str]]:
    found = read_selection(text, 0, len(text))
    heading = text[slice(*found.heading)] if found.heading else ""
    for member in found.members:
        assert text[member.start : member.end] == member.text
    return heading, [member.text for member in found.members]


@pytest.mark.parametrize(
    ("text", "heading", "members"),
    [
        ("Behind the bridge: Kenya, Foo Bar and Chile.", "Behind the bridge", ["Kenya", "Foo Bar", "Chile"]),
        ("पुल वाले देश- रूस, फूबार और चीन", "पुल वाले देश", ["रूस", "फूबार", "चीन"]),
        ("Behind it —\nKenya\nPeru", "Behind it", ["Kenya", "Peru"]),
        (
            "The builders\n- Kenya\n• Foo\n3. Chile\n(4) Peru",
            "The builders",
            ["Kenya", "Foo", "Chile", "Peru"],
        ),
        (
            "Those who want the old bridge back\nKenya\nFoo",
            "Those who want the old bridge back",
            ["Kenya", "Foo"],
        ),
        ("Countries supporting Roy\nKenya; Foo", "Countries supporting Roy", ["Kenya", "Foo"]),
        ("Kenya, Peru and\nChile", "", ["Kenya", "Peru", "Chile"]),
        ("Kenya\nTrinidad and Tobago\tPeru", "", ["Kenya", "Trinidad and Tobago", "Peru"]),
        ("- Kenya\n- Peru", "", ["Kenya", "Peru"]),
        ("Guinea-Bissau, U.S. and Kenya 27", "", ["Guinea-Bissau", "U.S.", "Kenya"]),
        ("Foo", "", ["Foo"]),
        ("Nobody:", "Nobody", []),
        (" \n …\n", "", []),
    ],
)
def test_a_selection_is_read_as_heading_and_members(text: str, heading: str, members: list[str]) -> None:
    assert read(text) == (heading, members)


def test_only_the_selection_is_read_and_known_names_are_told_from_others() -> None:
    text = "रूस 🌊 पुल वाले देश- क्यबूा, चीन, फूबार। अमेरिका"
    start, end = text.index("पुल"), text.index("।")
    members = read_selection(text, start, end).members
    assert [(m.text, m.code, m.label, m.certain) for m in members] == [
        ("क्यबूा", "CU", "Country", False),
        ("चीन", "CN", "Country", True),
        ("फूबार", "", "Country", False),
    ]


def test_unknown_members_are_taken_for_what_the_known_ones_are() -> None:
    members = read_selection("Kenya, Foo, Peru", 0, 16).members
    assert {member.label for member in members} == {"Country"}
    assert {member.label for member in read_selection("Foo, Bar", 0, 8).members} == {"Group"}


@given(st.text(alphabet="Kआ 🌊ा,;:-–.•1)\n\tand", max_size=40), st.data())
def test_members_stand_behind_the_heading_in_their_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = read_selection(text, start, end)
    spans = [*([found.heading] if found.heading else []), *((m.start, m.end) for m in found.members)]
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert all(start <= first < last <= end for first, last in spans)
