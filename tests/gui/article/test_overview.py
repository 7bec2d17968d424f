"""The strip as it is used: with a mouse, beside a real view, its colours read from what is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from gui.article.line_scale import LineScale
from gui.article.overview import OverviewStrip
from gui.article.spans import Span, placed
from gui.article.view import ArticleView
from gui.theme import palette_for

Left = Qt.MouseButton.LeftButton
Beside = Callable[..., OverviewStrip]

RED, BLUE = "#c03030", "#3050c0"
LINES = [f"पंक्ति {number} में एक नाम है।" for number in range(400)]
TEXT = "\n".join(LINES)


def line_start(number: int) -> int:
    return sum(len(line) + 1 for line in LINES[:number])


def span_on(number: int, colour: str = RED) -> Span:
    start = line_start(number)
    return Span(str(number), start, start + 6, colour, "Person")


@pytest.fixture
def beside(qtbot: QtBot) -> Beside:
    """Show a view with a strip beside it."""
    kept: list[QWidget] = []

    def show(text: str, spans: list[Span], width: int = 600, height: int = 500) -> OverviewStrip:
        window = QWidget()
        kept.append(window)
        qtbot.addWidget(window)
        row = QHBoxLayout(window)
        view = ArticleView(window)
        strip = OverviewStrip(view, window)
        row.addWidget(view, 1)
        row.addWidget(strip)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        view.set_article(text, map(placed, spans))
        settle(qtbot, strip)
        return strip

    return show


def settle(qtbot: QtBot, strip: OverviewStrip) -> None:
    qtbot.waitUntil(lambda: not strip._settle.isActive())
    strip.grab()


def y_of(strip: OverviewStrip, line: float) -> int:
    """Where a line is beside the scroll bar's groove."""
    groove = strip._groove()
    return groove.top() + int(line / LineScale(strip._view).total() * groove.height())


def colours_at(strip: OverviewStrip, y: int) -> set[str]:
    image = strip.grab().toImage()
    return {image.pixelColor(x, row).name() for x in range(strip.width()) for row in range(y - 2, y + 3)}


def click(strip: OverviewStrip, y: int) -> None:
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        place = QPointF(5, y)
        event = QMouseEvent(
            kind, place, QPointF(strip.mapToGlobal(place)), Left, Left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(strip, event)


def lines_in_view(view: ArticleView) -> range:
    return range(*LineScale(view).in_sight())


def test_a_mention_is_marked_in_its_colour_where_the_scroll_bar_would_be(
    qtbot: QtBot, beside: Beside
) -> None:
    strip = beside(TEXT, [span_on(100), span_on(300, BLUE)])
    assert RED in colours_at(strip, y_of(strip, 100))
    assert BLUE in colours_at(strip, y_of(strip, 300))
    assert not {RED, BLUE} & colours_at(strip, y_of(strip, 200))


def test_the_marks_follow_the_mentions(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [span_on(100)])
    view = strip._view
    view.put_span(placed(span_on(200, BLUE)))
    view.drop_span("100")
    settle(qtbot, strip)
    assert RED not in colours_at(strip, y_of(strip, 100))
    assert BLUE in colours_at(strip, y_of(strip, 200))
    view.set_article("छोटा", [])
    settle(qtbot, strip)
    assert strip.what_is_at(y_of(strip, 0)) == ""


def test_uneven_lines_stand_where_the_scroll_bar_has_them(qtbot: QtBot, beside: Beside) -> None:
    """One half of the characters is a paragraph of a few lines; the other half is of many short ones."""
    long, short = "शब्द " * 600, "हाँ।\n" * 600
    text = long + "\n" + short
    start = len(long) + 1 + 5 * 300
    strip = beside(text, [Span("x", start, start + 3, RED, "Person")])
    line = LineScale(strip._view).line_of(start)
    assert RED in colours_at(strip, y_of(strip, line))
    strip._view.verticalScrollBar().setValue(line)
    assert LineScale(strip._view).in_sight()[0] == line


def test_a_click_brings_the_place_to_the_middle(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [])
    for line in (150, 320, 60):
        click(strip, y_of(strip, line))
        seen = lines_in_view(strip._view)
        assert abs(line - (seen.start + seen.stop) / 2) <= 3


def test_a_click_on_a_mark_of_a_long_article_shows_the_mention_itself(qtbot: QtBot, beside: Beside) -> None:
    lines = [f"पंक्ति {number} में एक नाम है।" for number in range(20_000)]
    text = "\n".join(lines)
    start = text.index(f" {12_345} ")
    strip = beside(text, [Span("x", start, start + 4, RED, "Person")])
    click(strip, y_of(strip, 12_345) + 1)
    assert 12_345 in lines_in_view(strip._view)


def test_dragging_and_the_wheel_scroll(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [])
    bar = strip._view.verticalScrollBar()
    click(strip, y_of(strip, 100))
    first = bar.value()
    place = QPointF(5, y_of(strip, 250))
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(strip.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(strip, move)
    assert bar.value() - first == pytest.approx(150, abs=3)
    before = bar.value()
    wheel = QWheelEvent(
        place,
        QPointF(strip.mapToGlobal(place)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, wheel)
    assert bar.value() > before


def test_the_tooltip_says_what_is_there(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [span_on(100), span_on(101)])
    strip._view.highlight([(line_start(100), line_start(102))], reveal=False)
    y = y_of(strip, 100)
    assert strip.what_is_at(y) == "2 mentions · 1 highlight"
    assert strip.what_is_at(y_of(strip, 300)) == ""
    place = QPoint(4, y)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, place, strip.mapToGlobal(place)))
    assert QToolTip.text() == "2 mentions · 1 highlight"
    QToolTip.hideText()


def test_hits_are_marked_told_and_gone_to(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [span_on(100)])
    hits = [(start := TEXT.index(f" {number} "), start + 2) for number in (100, 101, 300)]
    y = y_of(strip, 300)
    before = colours_at(strip, y)
    strip.set_hits(hits)
    assert colours_at(strip, y) - before
    assert strip.what_is_at(y_of(strip, 100)) == "1 mention · 2 hits"
    click(strip, y)
    assert 300 in lines_in_view(strip._view)
    strip.set_hits([])
    assert strip.what_is_at(y) == ""


def test_a_highlight_and_the_current_mention_are_seen(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [span_on(100), span_on(300)])
    plain = strip.grab().toImage()
    strip._view.highlight([(line_start(200), line_start(210))], reveal=False)
    lit = strip.grab().toImage()
    assert lit != plain
    assert lit.pixelColor(1, y_of(strip, 203)) != plain.pixelColor(1, y_of(strip, 203))
    strip._view.highlight([], reveal=False)
    assert strip.grab().toImage() == plain
    strip._view.set_current("300", reveal=False)
    assert strip.grab().toImage() != plain


def test_the_colours_follow_the_palette_and_an_empty_article_has_no_marks(
    qtbot: QtBot, beside: Beside
) -> None:
    strip = beside("", [])
    strip.window().setPalette(palette_for(Qt.ColorScheme.Dark))
    assert strip.grab().toImage().pixelColor(1, 2) == QColor("#1a1d20")
    click(strip, 100)
    assert strip.what_is_at(100) == ""


def test_the_strip_is_no_stop_of_the_keyboard_and_has_a_name(qtbot: QtBot, beside: Beside) -> None:
    strip = beside(TEXT, [])
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert strip.accessibleName() == "Overview of the article"


def test_hits_of_the_view_are_marked(beside: Beside, qtbot: QtBot) -> None:
    strip = beside(TEXT, [])
    before = strip.grab().toImage()
    strip._view.set_hits([(line_start(200), line_start(200) + 6)])
    assert strip.grab().toImage() != before
    strip._view.set_hits(())
    assert strip.grab().toImage() == before
