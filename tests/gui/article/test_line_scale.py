from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gui.article.line_scale import LineScale
from gui.article.view import ArticleView

Show = Callable[..., ArticleView]

PIECES = ("शब्द ", "🙂 ", "हाँ।\n", "\n", "Trump said. ", "اردو ", "क्षत्रिय" * 9 + " ")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=200).map("".join), st.data())
def test_the_places_of_lines_go_through_the_text_in_order_and_every_character_is_on_its_line(
    show_article: Show, text: str, data: st.DataObject
) -> None:
    scale = LineScale(show_article(text, width=300))
    for position in range(0, len(text), 7):
        scale.line_of(position)  # so that all is laid out
    position = data.draw(st.integers(0, len(text) - 1))
    line = scale.line_of(position)
    lines = scale._view.document().lineCount()
    places = [scale.position_at(step / 2) for step in range(2 * lines + 3)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(text))
    number = scale._view.document().findBlock(scale._view.offsets.to_utf16(position)).blockNumber()
    assert 0 <= line < lines
    assert scale.position_at(line) >= scale._view.blocks.starts[number]


def test_within_a_long_paragraph_a_line_in_the_middle_is_half_way(show_article: Show) -> None:
    text = "शब्द " * 150
    scale = LineScale(show_article(text))
    lines = scale._view.document().lineCount()
    assert lines > 5
    assert abs(scale.position_at(lines / 2) - len(text) / 2) <= 1
    for line in range(lines):
        assert abs(scale.line_of(scale.position_at(line + 0.5)) - line) <= 1


def test_what_is_in_sight_follows_the_scroll_bar(show_article: Show) -> None:
    scale = LineScale(show_article("\n".join("पंक्ति" for _ in range(300))))
    first, end = scale.in_sight()
    assert (first, end > 5) == (0, True)
    scale._view.verticalScrollBar().setValue(100)
    assert scale.in_sight() == (100, 100 + end)
    scale._view.verticalScrollBar().setValue(299)
    assert scale.in_sight() == (299, 300)
