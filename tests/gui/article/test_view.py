"""The view as a whole: what is drawn is what is found, and spans are picked and walked."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPalette, QTextBlock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.article.geometry import Strip
from gui.article.spans import Span, placed
from gui.article.view import ArticleView

Show = Callable[..., ArticleView]
MakeSpan = Callable[..., Span]
PlaceOf = Callable[[ArticleView, int], QPoint]
Left = Qt.MouseButton.LeftButton

TEXT = "भारत के प्रधानमंत्री नरेंद्र मोदी ने रूस से बात की।\nदूसरा अनुच्छेद अमेरिका का है।\nतीसरा चीन का।"
PIECES = (
    "भारत",
    "अमेरिका",
    " 🙂 ",
    "ट्रम्प प्रशासन",
    "Trump said.",
    "اردو میں",
    "\n",
    " ",
    "क्षत्रिय",
    "e\u0301",
    "中文 ",
)


def block_tops(view: ArticleView) -> list[tuple[QTextBlock, float]]:
    """The blocks on screen and where they begin."""
    found: list[tuple[QTextBlock, float]] = []
    block, top = view.firstVisibleBlock(), view.contentOffset().y()
    while block.isValid() and top < view.viewport().height():
        found.append((block, top))
        top += view.blockBoundingRect(block).height()
        block = block.next()
    return found


def strips_on_screen(view: ArticleView) -> list[tuple[Strip, float]]:
    """What is drawn, with the top of its block."""
    return [(strip, top) for block, top in block_tops(view) for strip in view._scene.strips(block)]


def centre_of_bar(view: ArticleView, span_id: str) -> QPoint:
    """The middle of the first segment of a span's first bar."""
    strip, top = next((strip, top) for strip, top in strips_on_screen(view) if strip.span.id == span_id)
    left, right = strip.segments[0]
    return QPoint(round((left + right) / 2 + view.contentOffset().x()), round(top + strip.bar_y) + 1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join), st.data())
def test_every_span_is_drawn_nothing_overlaps_and_a_hit_finds_what_is_drawn(
    show_article: Show, text: str, data: st.DataObject
) -> None:
    view = show_article(text, (), height=900)
    spans: list[Span] = []
    for number in range(data.draw(st.integers(1, 12))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, min(len(text), start + 40)))
        start, end = view_snapped(view, start, end)
        spans.append(Span(str(number), start, end, "#336699", f"Name {number}"))
    view.set_spans(map(placed, spans))
    drawn = strips_on_screen(view)
    bottom = view.viewport().height()
    if sum(view.blockBoundingRect(block).height() for block, _ in block_tops(view)) < bottom:
        expected = {span.id for span in spans if text[span.start : span.end].strip()}
        assert expected <= {strip.span.id for strip, _ in drawn}
    for strip, top in drawn:
        for other, other_top in drawn:
            if strip is not other and (top, strip.bar_y) == (other_top, other.bar_y):
                apart = all(
                    right <= left_2 + 0.6 or right_2 <= left + 0.6
                    for left, right in strip.segments
                    for left_2, right_2 in other.segments
                )
                assert apart
        for left, right in strip.segments:
            if right - left < 5 or top + strip.bar_y + 2 >= bottom or top + strip.bar_y < 0:
                continue
            place = QPoint(round((left + right) / 2 + view.contentOffset().x()), round(top + strip.bar_y + 1))
            found = view.strip_at(place)
            assert found is not None
            assert found.bar_y == strip.bar_y
            assert any(a - 2 <= (left + right) / 2 <= b + 2 for a, b in found.segments)


def view_snapped(view: ArticleView, start: int, end: int) -> tuple[int, int]:
    view.select(start, end)
    return view.selection() or (start, end)


def test_names_in_one_lane_do_not_run_into_the_next_strip(show_article: Show) -> None:
    text = "चीन, पेरू, रूस, ईरान, क्यूबा, चिली"
    words = text.split(", ")
    spans = [Span(w, text.index(w), text.index(w) + len(w), "#336699", "A very long label") for w in words]
    view = show_article(text, spans)
    strips = sorted((strip for strip, _ in strips_on_screen(view)), key=lambda strip: strip.x)
    assert len(strips) == len(words)
    for strip, following in pairwise(strips):
        assert strip.x + strip.name_width < following.x
    assert strips[-1].name == "A very long label"


def test_segments_lie_under_exactly_the_tagged_glyphs_where_directions_mix(
    show_article: Show, make_span: MakeSpan
) -> None:
    text = "The name پاکستان مسلم لیگ stands here"
    view = show_article(
        text, [make_span(text, "name پاکستان", id="mixed"), make_span(text, "لیگ", id="last")]
    )
    strips = {strip.span.id: strip for strip, _ in strips_on_screen(view)}
    assert len(strips["mixed"].segments) == 2
    (name_left, name_right), (arabic_left, arabic_right) = strips["mixed"].segments
    (last,) = strips["last"].segments
    # The Arabic runs from right to left: its last word is the one next to "name", its first the furthest.
    assert name_left < name_right <= last[0] < last[1] <= arabic_left < arabic_right


def test_letters_between_which_qt_puts_no_caret_have_a_bar_each(show_article: Show) -> None:
    text = "ஸ்ரீ"
    view = show_article(text, [Span("first", 0, 2, "#336699", "x"), Span("last", 2, 4, "#336699", "x")])
    strips = {strip.span.id: strip for strip, _ in strips_on_screen(view)}
    for strip in strips.values():
        assert strip.segments[-1][1] - strip.segments[0][0] > 3


def test_a_right_to_left_paragraph_begins_at_the_right_edge(show_article: Show, make_span: MakeSpan) -> None:
    text = "یہ اردو ہے"
    view = show_article(text, [make_span(text, "یہ")])
    ((strip, _),) = strips_on_screen(view)
    assert strip.segments[-1][1] > view.viewport().width() - 40


def test_a_span_over_several_lines_is_open_where_it_goes_on(show_article: Show) -> None:
    text = "लोग सड़कों पर उतर आए हैं और " * 12
    view = show_article(text, [Span("long", 3, len(text) - 20, "#336699", "Event")])
    strips = sorted((strip for strip, _ in strips_on_screen(view)), key=lambda strip: strip.bar_y)
    assert len(strips) > 2
    assert [strip.opens_left for strip in strips] == [False] + [True] * (len(strips) - 1)
    assert [strip.opens_right for strip in strips] == [True] * (len(strips) - 1) + [False]


def test_lines_without_mentions_keep_the_same_distance(show_article: Show, make_span: MakeSpan) -> None:
    text = "लोग सड़कों पर उतर आए हैं और " * 12
    view = show_article(text)
    view.grab()
    layout = view.document().firstBlock().layout()
    plain = [layout.lineAt(n).y() for n in range(layout.lineCount())]
    assert len({after - before for before, after in pairwise(plain)}) == 1
    view.put_span(placed(make_span(text, "सड़कों")))
    view.grab()
    spaced = [layout.lineAt(n).y() for n in range(layout.lineCount())]
    assert spaced[:1] == plain[:1]
    assert {after - before for before, after in zip(plain[1:], spaced[1:], strict=True)} == {
        spaced[1] - plain[1]
    }
    assert spaced[1] > plain[1]


def test_the_bar_is_painted_in_the_spans_colour(show_article: Show, make_span: MakeSpan) -> None:
    view = show_article(TEXT, [make_span(TEXT, "भारत", colour="#2e8b57")])
    place = view.viewport().mapTo(view, centre_of_bar(view, "भारत"))
    assert view.grab().toImage().pixelColor(place).name() == "#2e8b57"
    view.drop_span("भारत")
    assert view.grab().toImage().pixelColor(place) == view.palette().base().color()


def test_the_page_follows_the_palette(show_article: Show, make_span: MakeSpan) -> None:
    view = show_article(TEXT, [make_span(TEXT, "भारत", colour="#101018")])
    dark = QPalette(QColor("#2d2d30"), QColor("#1e1e20"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#1e1e20"))
    view.setPalette(dark)
    image = view.grab().toImage()
    assert image.pixelColor(3, 3).name() == "#1e1e20"
    assert image.pixelColor(view.viewport().mapTo(view, centre_of_bar(view, "भारत"))).lightness() > 60


def test_adding_and_removing_computes_only_the_touched_blocks_anew(
    show_article: Show, make_span: MakeSpan
) -> None:
    spans = [make_span(TEXT, word) for word in ("भारत", "अमेरिका", "चीन")]
    view = show_article(TEXT, spans)
    view.grab()
    before = [view._scene.strips(block) for block, _ in block_tops(view)]
    view.put_span(placed(make_span(TEXT, "दूसरा")))
    after = [view._scene.strips(block) for block, _ in block_tops(view)]
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, False, True]
    assert {strip.span.id for strip in after[1]} == {"अमेरिका", "दूसरा"}
    view.drop_span("चीन")
    last = [view._scene.strips(block) for block, _ in block_tops(view)]
    assert [new is old for new, old in zip(last, after, strict=True)] == [True, True, False]
    assert last[2] == ()


def test_clicking_picks_the_innermost_then_the_next_outer_one_and_beside_all_none(
    qtbot: QtBot, show_article: Show, make_span: MakeSpan, place_of: PlaceOf
) -> None:
    inner = make_span(TEXT, "मोदी")
    middle = make_span(TEXT, "नरेंद्र मोदी")
    outer = make_span(TEXT, "प्रधानमंत्री नरेंद्र मोदी")
    view = show_article(TEXT, [outer, inner, middle])
    said: list[object] = []
    view.current_changed.connect(said.append)
    place = place_of(view, TEXT.index("मोदी"))
    for _ in range(4):
        qtbot.mouseClick(view.viewport(), Left, pos=place)
        qtbot.wait(1)
    qtbot.mouseClick(view.viewport(), Left, pos=place_of(view, TEXT.index("रूस")))
    assert said == [inner.id, middle.id, outer.id, inner.id, None]
    qtbot.mouseClick(view.viewport(), Left, pos=centre_of_bar(view, outer.id))
    assert view.current == outer.id
    assert view.selection() is None


def test_a_double_click_on_a_lane_activates(qtbot: QtBot, show_article: Show, make_span: MakeSpan) -> None:
    view = show_article(TEXT, [make_span(TEXT, "भारत"), make_span(TEXT, "रूस")])
    said: list[str] = []
    view.span_activated.connect(said.append)
    qtbot.mouseDClick(view.viewport(), Left, pos=centre_of_bar(view, "रूस"))
    assert (said, view.selection(), view.current) == (["रूस"], None, "रूस")


def test_the_context_menu_is_asked_for_at_the_character_under_the_mouse_and_at_the_caret(
    qtbot: QtBot, show_article: Show, place_of: PlaceOf
) -> None:
    russia = TEXT.index("रूस")
    view = show_article(TEXT, [Span("रूस", russia, russia + 3, "#336699", "Country")])
    said: list[tuple[int, list[str]]] = []
    view.context_menu_requested.connect(lambda _, position, here: said.append((position, here)))
    place = place_of(view, russia)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)
    view.set_current("रूस", reveal=False)  # the caret is elsewhere
    QApplication.sendEvent(
        view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place)
    )
    assert said == [(russia, ["रूस"]), (0, []), (0, ["रूस"])]


def test_walking_starts_at_the_caret_and_visits_each_once(show_article: Show, make_span: MakeSpan) -> None:
    words = ["भारत", "नरेंद्र मोदी", "नरेंद्र", "रूस", "अमेरिका", "चीन"]
    view = show_article(TEXT, [make_span(TEXT, word) for word in reversed(words)])
    view.select(TEXT.index("रूस") - 1, TEXT.index("रूस") - 1)
    visited: list[str | None] = []
    for _ in words:
        view.set_current(view.next_span())
        visited.append(view.current)
        assert view.caret() == TEXT.index(str(view.current))
    assert visited == words[3:] + words[:3]
    view.set_current(view.next_span(backward=True))
    assert view.current == "नरेंद्र मोदी"
    assert show_article(TEXT).next_span() is None


def test_the_current_span_scrolls_into_view_with_its_lane_and_leaves_with_its_span(
    show_article: Show,
) -> None:
    text = "\n".join(f"पंक्ति {number} में एक नाम है।" for number in range(300))
    spans = [
        Span(str(n), text.index(f" {n} "), text.index(f" {n} ") + 3, "#336699", "x") for n in range(10, 300)
    ]
    view = show_article(text, spans)
    for span_id in ("299", "10", "150", "151"):
        view.set_current(span_id)
        drawn = {strip.span.id: (strip, top) for strip, top in strips_on_screen(view)}
        strip, top = drawn[span_id]
        assert top + strip.top >= 0
        assert top + strip.bar_y + view._scene.metrics.lane_height <= view.viewport().height()
    view.drop_span("151")
    assert view.current is None
    view.set_current("not there")
    assert view.current is None


def test_highlights_are_seen_and_cleared(show_article: Show) -> None:
    text = "\n".join(f"पंक्ति {number} है।" for number in range(200))
    view = show_article(text)
    start = text.index("180")
    plain = view.grab().toImage()
    view.highlight([(start, start + 3), (0, 4)], reveal=False)
    assert view.grab().toImage() != plain
    view.highlight([], reveal=False)
    assert view.grab().toImage() == plain
    view.highlight([(start, start + 3)])
    assert any(view._scene.boxes(block) for block, _ in block_tops(view))
    assert view.caret() == 0


def test_zooming_and_resizing_keep_the_spans_under_their_words(
    qtbot: QtBot, show_article: Show, make_span: MakeSpan, place_of: PlaceOf
) -> None:
    view = show_article(TEXT * 5, [make_span(TEXT, "मोदी")])
    for change in (lambda: view.zoom(4), lambda: view.resize(420, 600), lambda: view.zoom(-6)):
        change()
        view.grab()
        qtbot.mouseClick(view.viewport(), Left, pos=place_of(view, 1))
        assert view.current is None
        qtbot.mouseClick(view.viewport(), Left, pos=place_of(view, TEXT.index("मोदी")))
        assert view.current == "मोदी"
        bar = centre_of_bar(view, "मोदी")
        word = place_of(view, TEXT.index("मोदी"))
        assert 0 < bar.y() - word.y() < 60


def test_lines_stay_short_enough_to_read_in_a_wide_window(show_article: Show) -> None:
    view = show_article(TEXT, width=2400)
    assert view.viewport().width() < 1000
    left = view.viewport().geometry().left()
    right = view.width() - view.viewport().geometry().right()
    assert abs(left - right) < 40


@pytest.mark.parametrize("width", [300, 700, 1200, 2400])
def test_the_text_fills_the_width_there_is_and_names_may_use_it(
    qtbot: QtBot, show_article: Show, width: int
) -> None:
    text = "रूस और चीन, " * 80
    spans = [Span(str(n), n, n + 3, "#336699", "x") for n in range(0, len(text) - 12, 12)]
    view = show_article(text, spans, width=width)
    for wider in (0, 150):
        view.resize(width + wider, 500)
        view.grab()
        line = view.document().firstBlock().layout().lineAt(0)
        assert line.width() == view.viewport().width() - 2 * view.document().documentMargin()
        assert all(strip.name == "x" for strip, _ in strips_on_screen(view))


def test_an_article_that_fits_does_not_scroll_and_a_longer_one_shows_its_last_lane(
    qtbot: QtBot, show_article: Show, make_span: MakeSpan
) -> None:
    view = show_article(TEXT, [make_span(TEXT, "चीन")])
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    longer = TEXT * 12 + "अंत"
    view.set_article(longer, [placed(make_span(longer, "अंत"))])
    view.grab()
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    strip, top = next((strip, top) for strip, top in strips_on_screen(view) if strip.span.id == "अंत")
    assert top + strip.bar_y + view._scene.metrics.lane_height <= view.viewport().height()


def test_lanes_have_room_at_any_size_of_the_font(show_article: Show) -> None:
    text = "लोग सड़कों पर उतर आए हैं और " * 12
    view = show_article(text, [Span("long", 0, len(text), "#336699", "Event")])
    for steps in (0, 20, -24):
        view.zoom(steps)
        view.grab()
        layout = view.document().firstBlock().layout()
        strips = sorted((strip for strip, _ in strips_on_screen(view)), key=lambda strip: strip.bar_y)
        for strip, number in zip(strips, range(1, layout.lineCount()), strict=False):
            assert strip.bar_y + view._scene.metrics.lane_height <= layout.lineAt(number).y()
            assert layout.lineAt(number).y() - strip.bar_y < 2.5 * view._scene.metrics.lane_height


def test_the_next_article_takes_nothing_along(show_article: Show, make_span: MakeSpan) -> None:
    view = show_article(TEXT * 30, [make_span(TEXT, "भारत")])
    view.set_current("भारत")
    view.highlight([(0, 40)])
    view.verticalScrollBar().setValue(20)
    view.set_article("छोटा", [])
    view.grab()
    assert (view.current, view.caret(), view.selection()) == (None, 0, None)
    assert view.firstVisibleBlock().blockNumber() == 0
    assert strips_on_screen(view) == []
    view.set_article("", [])
    view.grab()
    assert view.span_ids_at(0) == []
    assert view.word_or_selection() is None


def test_the_real_article_with_its_79_mentions(show_article: Show, shared_data: Path) -> None:
    text = (shared_data / "venezuela-hi.txt").read_text(encoding="utf-8")
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))
    spans = [
        Span(str(n), one["start"], one["end"], "#336699", one["type"])
        for n, one in enumerate(gold["entities"])
    ]
    view = show_article(text, spans, height=4000)
    assert {strip.span.id for strip, _ in strips_on_screen(view)} == {span.id for span in spans}
    assert len(spans) == 79
    country = next(span for span in spans if text[span.start : span.end] == "अमेरिका")
    assert view.span_ids_at(country.start) == [country.id]


@pytest.mark.parametrize("text", ["a" * 5000, "क" * 3000, "शब्द " * 2000])
def test_one_endless_paragraph_can_be_shown_and_walked_to_its_end(
    qtbot: QtBot, show_article: Show, text: str
) -> None:
    view = show_article(text, [Span("last", len(text) - 10, len(text), "#336699", "x")])
    view.set_current("last")
    assert any(strip.span.id == "last" for strip, _ in strips_on_screen(view))
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.caret() == len(text)


def test_hundreds_of_blocks_can_be_scrolled_through_and_back(
    qtbot: QtBot, show_article: Show, place_of: PlaceOf
) -> None:
    text = "\n".join(f"पंक्ति {number} में एक नाम है।" for number in range(900))
    spans = [
        Span(str(n), text.index(f" {n} ") + 1, text.index(f" {n} ") + 3, "#336699", "x")
        for n in range(10, 900)
    ]
    view = show_article(text, spans)
    bar = view.verticalScrollBar()
    for value in (*range(0, 880, 7), *range(880, 0, -50), 0):
        bar.setValue(value)
        view.grab()
    assert bar.maximum() == 899
    for span_id in ("12", "600", "12"):
        view.set_current(span_id)
        place = place_of(view, text.index(f" {span_id} ") + 1)
        assert view.rect().contains(place)
        view.set_current(None)
        qtbot.mouseClick(view.viewport(), Left, pos=place)
        assert view.current == span_id


def test_an_error_while_drawing_is_reported_and_the_program_lives(
    qtbot: QtBot, show_article: Show, make_span: MakeSpan
) -> None:
    view = show_article(TEXT, [make_span(TEXT, "भारत")])
    with qtbot.captureExceptions() as reported:
        view.put_span(placed(Span("broken", 0, 4, "#336699", object())))  # pyright: ignore[reportArgumentType] on purpose
        view.grab()
    assert reported
    view.drop_span("broken")
    view.grab()
    assert {strip.span.id for strip, _ in strips_on_screen(view)} == {"भारत"}
