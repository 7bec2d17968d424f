"""The mouse over a real view: when it rests, and what counts as moving on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.article.hovering import HoverWatch
from gui.article.spans import Span, placed
from gui.article.view import ArticleView

Show = Callable[..., ArticleView]
PlaceOf = Callable[[ArticleView, int], QPoint]

TEXT = "भारत के प्रधानमंत्री नरेंद्र मोदी ने रूस से बात की। " * 3
INNER, OUTER = TEXT.index("मोदी"), TEXT.index("नरेंद्र")
SPANS = [
    Span("inner", INNER, INNER + 4, "#336699", "Person"),
    Span("outer", OUTER, INNER + 4, "#993333", "Group"),
]


def move(view: ArticleView, point: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


@pytest.fixture
def view(show_article: Show) -> ArticleView:
    return show_article(TEXT, SPANS)


@pytest.fixture
def watch(view: ArticleView) -> HoverWatch:
    watch = HoverWatch(view)
    watch._rest.setInterval(1)
    return watch


def test_resting_on_the_glyphs_names_the_mentions_there_innermost_first(
    qtbot: QtBot, view: ArticleView, watch: HoverWatch, place_of: PlaceOf
) -> None:
    with qtbot.waitSignal(watch.rested) as rested:
        move(view, place_of(view, INNER))
    assert rested.args == [["inner", "outer"]]
    with qtbot.waitSignal(watch.moved_on):
        move(view, place_of(view, 1))


def test_resting_on_a_lane_names_its_mention_alone(
    qtbot: QtBot, view: ArticleView, watch: HoverWatch
) -> None:
    for span_id in ("inner", "outer"):
        [point] = [
            QPoint(10 + x, y)
            for x in range(view.viewport().width())
            for y in (view.box_of(span_id).bottom() - 3,)
            if (strip := view.strip_at(QPoint(10 + x, y))) is not None and strip.span.id == span_id
        ][:1]
        with qtbot.waitSignal(watch.rested) as rested:
            move(view, point)
        assert rested.args == [[span_id]]


def test_nothing_is_said_over_plain_text_nor_while_selecting(
    qtbot: QtBot, view: ArticleView, watch: HoverWatch, place_of: PlaceOf
) -> None:
    said: list[object] = []
    watch.rested.connect(said.append)
    move(view, place_of(view, 1))
    qtbot.wait(20)
    move(view, place_of(view, INNER), Qt.MouseButton.LeftButton)
    qtbot.wait(20)
    assert said == []


def test_staying_on_the_same_mentions_is_no_moving_on(
    qtbot: QtBot, view: ArticleView, watch: HoverWatch, place_of: PlaceOf
) -> None:
    said: list[bool] = []
    watch.moved_on.connect(lambda: said.append(True))
    with qtbot.waitSignal(watch.rested):
        move(view, place_of(view, INNER))
    move(view, place_of(view, INNER) + QPoint(2, 1))
    assert said == []


@pytest.mark.parametrize("act", ["key", "click", "scroll", "current", "leave"])
def test_whatever_is_done_next_is_moving_on(
    qtbot: QtBot, view: ArticleView, watch: HoverWatch, place_of: PlaceOf, act: str
) -> None:
    view.set_article(TEXT * 20, map(placed, SPANS))
    view.grab()
    with qtbot.waitSignal(watch.rested):
        move(view, place_of(view, INNER))
    with qtbot.waitSignal(watch.moved_on):
        match act:
            case "key":
                qtbot.keyClick(view, Qt.Key.Key_Right)
            case "click":
                qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, 1))
            case "scroll":
                view.verticalScrollBar().setValue(3)
            case "current":
                view.set_current("outer")
            case _:
                QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))


def test_what_is_held_stays_under_a_moving_mouse_until_escape(
    qtbot: QtBot, view: ArticleView, watch: HoverWatch, place_of: PlaceOf
) -> None:
    said: list[bool] = []
    watch.moved_on.connect(lambda: said.append(True))
    watch.hold(["inner"])
    move(view, place_of(view, 1))
    qtbot.keyClick(view, Qt.Key.Key_Shift)
    assert said == []
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert said == [True]


def test_the_box_of_a_mention_holds_its_glyphs_and_lane_and_is_empty_out_of_sight(
    view: ArticleView, place_of: PlaceOf
) -> None:
    box = view.box_of("inner")
    assert box.contains(place_of(view, INNER))
    assert not box.contains(place_of(view, OUTER))
    strip = view.strip_at(QPoint(box.center().x(), box.bottom() - 4))
    assert strip is not None
    assert view.box_of("nowhere").isEmpty()
