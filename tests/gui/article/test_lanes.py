"""Lanes: overlapping spans apart, nested ones nearer to the text, room for all."""

from hypothesis import given
from hypothesis import strategies as st

from gui.article.lanes import assign_lanes, lanes_per_line
from gui.article.spans import Span

ranges = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 25)), max_size=40)


def spans_of(found: list[tuple[int, int]]) -> list[Span]:
    return [Span(str(n), start, start + length, "#123456", "x") for n, (start, length) in enumerate(found)]


@given(ranges)
def test_every_span_gets_a_lane_that_it_shares_with_no_span_it_overlaps(found: list[tuple[int, int]]) -> None:
    spans = spans_of(found)
    assigned = assign_lanes(spans)
    assert {span.id for span, _ in assigned} == {span.id for span in spans}
    assert len(assigned) == len(spans)
    for one, lane in assigned:
        for other, other_lane in assigned:
            if one is not other and one.start < other.end and other.start < one.end:
                assert lane != other_lane


@given(ranges)
def test_a_span_within_another_lies_nearer_to_the_text(found: list[tuple[int, int]]) -> None:
    assigned = assign_lanes(spans_of(found))
    for inner, inner_lane in assigned:
        for outer, outer_lane in assigned:
            strictly = inner.end - inner.start < outer.end - outer.start
            if strictly and outer.start <= inner.start and inner.end <= outer.end:
                assert inner_lane < outer_lane


@given(ranges, st.sets(st.integers(1, 90), max_size=6))
def test_each_line_has_room_for_the_lanes_of_the_spans_on_it(
    found: list[tuple[int, int]], breaks: set[int]
) -> None:
    starts = [0, *sorted(breaks)]
    assigned = [(span.start, span.end, lane) for span, lane in assign_lanes(spans_of(found))]
    needed = lanes_per_line(assigned, starts)
    for number, line_start in enumerate(starts):
        line_end = starts[number + 1] if number + 1 < len(starts) else 10**6
        on_line = [lane for start, end, lane in assigned if start < line_end and end > line_start]
        assert needed[number] == max(on_line, default=-1) + 1
