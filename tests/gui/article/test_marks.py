from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.article.marks import cuts, samples

PLACES = st.lists(st.integers(0, 300)).map(lambda starts: [(start,) for start in sorted(starts)])
EDGES = st.lists(st.integers(0, 300), min_size=2).map(sorted)


@given(PLACES, EDGES)
def test_rows_hold_what_starts_in_them_and_nothing_twice(places: list[tuple[int]], edges: list[int]) -> None:
    found = cuts(places, edges)
    for row in range(len(edges) - 1):
        expected = [place for place in places if edges[row] <= place[0] < edges[row + 1]]
        assert places[found[row] : found[row + 1]] == expected


@given(PLACES, EDGES, st.integers(1, 5))
def test_of_many_places_in_a_row_as_many_are_shown_as_fit(
    places: list[tuple[int]], edges: list[int], most: int
) -> None:
    shown = dict(samples(places, edges, most))
    for row in range(len(edges) - 1):
        there = [place for place in places if edges[row] <= place[0] < edges[row + 1]]
        some = list(shown.get(row, ()))
        assert len(some) == min(most, len(there))
        assert some == there or all(place in there for place in some)


def test_samples_come_from_all_over_the_row() -> None:
    places = [(start,) for start in range(100)]
    assert list(samples(places, [0, 100], 4)) == [(0, [(0,), (25,), (50,), (75,)])]
