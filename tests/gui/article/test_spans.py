"""The index of spans against a plain list."""

from hypothesis import given
from hypothesis import strategies as st

from gui.article.spans import Place, Span, SpanIndex, inner_first, placed

STARTS = (0, 10, 11, 30, 70)
LENGTH = 100

place = st.builds(
    lambda number, start, length: placed(Span(str(number), start, start + length, "#000000", "")),
    st.integers(0, 15),
    st.integers(0, 110),
    st.integers(1, 60),
)
many = st.lists(place, max_size=15, unique_by=lambda one: one[2])
steps = st.lists(st.tuples(st.just("put"), place) | st.tuples(st.just("drop"), place), max_size=40)


def within(one: Place) -> bool:
    return -one[1] <= LENGTH


def overlapping_blocks(one: Place) -> set[int]:
    ends = [*STARTS[1:], LENGTH + 1]
    return {
        n for n, (start, end) in enumerate(zip(STARTS, ends, strict=True)) if one[0] < end and -one[1] > start
    }


def innermost_first(places: list[Place]) -> list[str]:
    return [span.id for span in sorted((Span(p[2], p[0], -p[1], "", "") for p in places), key=inner_first)]


@given(many, steps, st.integers(0, LENGTH), st.integers(1, 40))
def test_the_index_agrees_with_a_plain_list(
    first: list[Place], then: list[tuple[str, Place]], start: int, length: int
) -> None:
    index = SpanIndex(STARTS, LENGTH)
    index.put_all(first)
    model = {one[2]: one for one in first if within(one)}
    for what, one in then:
        before = model.pop(one[2], None)
        if what == "put" and within(one):
            model[one[2]] = one
        touched = index.put(one) if what == "put" else index.drop(one[2])
        expected = overlapping_blocks(before) if before else set[int]()
        if one[2] in model:
            expected |= overlapping_blocks(one)
        assert touched == expected
    assert len(index) == len(model)
    assert list(index.in_order()) == sorted(model.values(), key=lambda one: one[:3])
    for number in range(len(STARTS)):
        here = {one[2] for one in model.values() if number in overlapping_blocks(one)}
        assert sorted(one[2] for one in index.of_block(number)) == sorted(here)
    for position in range(LENGTH):
        over = [one for one in model.values() if one[0] <= position < -one[1]]
        assert [one[2] for one in index.at(position)] == innermost_first(over)
    end = min(LENGTH, start + length)
    met = [one for one in model.values() if one[0] < end and start < -one[1]]
    assert [one[2] for one in index.meeting(start, end)] == innermost_first(met)


@given(many, st.integers(0, LENGTH), st.integers(0, 15))
def test_walking_visits_each_span_once_in_text_order_either_way(
    places: list[Place], caret: int, chosen: int
) -> None:
    index = SpanIndex(STARTS, LENGTH)
    index.put_all(places)
    order = sorted((one for one in places if within(one)), key=lambda one: one[:3])
    for backward in (False, True):
        visited = list(index.walk(None, caret, backward))
        after = [one for one in order if one[0] >= caret]
        before = [one for one in order if one[0] < caret]
        assert visited == ([*reversed(before), *reversed(after)] if backward else [*after, *before])
    if str(chosen) in index:
        walk = [one[2] for one in index.walk(str(chosen), 0)]
        assert walk[-1] == str(chosen)
        assert sorted(walk) == sorted(one[2] for one in order)
        assert [one[2] for one in index.walk(str(chosen), 0, backward=True)] == [
            *reversed(walk[:-1]),
            walk[-1],
        ]
