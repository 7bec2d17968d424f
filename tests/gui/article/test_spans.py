"""The index of spans against a plain list."""

from hypothesis import given
from hypothesis import strategies as st

from gui.article.spans import Span, SpanIndex, inner_first, text_order

STARTS = (0, 10, 11, 30, 70)
LENGTH = 100

span = st.builds(
    lambda number, start, length: Span(str(number), start, start + length, "#000000", ""),
    st.integers(0, 15),
    st.integers(0, 110),
    st.integers(1, 60),
)
steps = st.lists(st.tuples(st.just("put"), span) | st.tuples(st.just("drop"), span), max_size=40)


def overlapping_blocks(one: Span) -> set[int]:
    ends = [*STARTS[1:], LENGTH + 1]
    return {
        n
        for n, (start, end) in enumerate(zip(STARTS, ends, strict=True))
        if one.start < end and one.end > start
    }


@given(st.lists(span, max_size=15), steps)
def test_the_index_agrees_with_a_plain_list(first: list[Span], then: list[tuple[str, Span]]) -> None:
    index, model = SpanIndex(STARTS, LENGTH), dict[str, Span]()
    index.put_all(first)
    for one in first:
        if one.end <= LENGTH:
            model[one.id] = one
    for what, one in then:
        assert index.beside(0) is not None or not model  # lets the order be built before the steps
        before = model.pop(one.id, None)
        if what == "put" and one.end <= LENGTH:
            model[one.id] = one
        touched = index.put(one) if what == "put" else index.drop(one.id)
        expected = overlapping_blocks(before) if before else set[int]()
        if one.id in model:
            expected |= overlapping_blocks(one)
        assert touched == expected
    assert len(index) == len(model)
    for number in range(len(STARTS)):
        here = {one for one in model.values() if number in overlapping_blocks(one)}
        assert set(index.of_block(number)) == here
        assert len(index.of_block(number)) == len(here)
    for position in range(LENGTH):
        over = [one for one in model.values() if one.start <= position < one.end]
        assert index.at(position) == sorted(over, key=inner_first)


@given(st.lists(span, min_size=1, max_size=15, unique_by=lambda one: one.id), st.integers(0, LENGTH))
def test_walking_visits_each_span_once_in_text_order_either_way(spans: list[Span], caret: int) -> None:
    index = SpanIndex(STARTS, LENGTH)
    index.put_all(spans)
    if not len(index):
        assert index.beside(caret) is None
        return
    order = sorted((one for one in spans if one.end <= LENGTH), key=text_order)
    for backward in (False, True):
        here = index.beside(caret, backward)
        assert here is not None
        visited = [here]
        while len(visited) < len(order):
            visited.append(index.after(visited[-1], backward))
        assert set(visited) == set(order)
        assert index.after(visited[-1], backward) == visited[0]
        first = order.index(visited[0])
        forward = order[first:] + order[:first]
        assert visited == ([forward[0], *reversed(forward[1:])] if backward else forward)
