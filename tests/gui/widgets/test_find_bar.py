from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotation.text.searching import Query
from gui.widgets.find_bar import FindBar

Write = Callable[[QWidget, str], None]


@pytest.fixture
def bar(show: Callable[..., FindBar]) -> FindBar:
    bar = show(FindBar(), width=900, height=40)
    bar.activateWindow()
    bar.take_keyboard()
    return bar


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_what_is_typed_is_said_once_typing_pauses(bar: FindBar, write: Write, qtbot: QtBot) -> None:
    said: list[Query] = []
    bar.query_changed.connect(lambda: said.append(bar.query()))
    with qtbot.waitSignal(bar.query_changed):
        write(focused(), "रूस")
    assert said == [Query("रूस")]


def test_the_toggles_have_keys_and_change_the_query(bar: FindBar, qtbot: QtBot) -> None:
    for key in ("Alt+Y", "Alt+W", "Alt+X"):
        QTest.keySequence(focused(), key)
    qtbot.waitUntil(lambda: bar.query() == Query("", False, True, True), timeout=1000)
    QTest.keySequence(focused(), "Alt+Y")
    qtbot.waitUntil(lambda: bar.query() == Query("", True, True, True), timeout=1000)


def test_enter_goes_on_shift_enter_back_and_escape_closes_from_anywhere(bar: FindBar) -> None:
    said: list[str] = []
    for name in ("next_requested", "previous_requested", "closed"):
        getattr(bar, name).connect(lambda name=name: said.append(name))
    for widget in (bar._field, bar._whole_words):
        widget.setFocus()
        for key in ("Return", "Enter", "Shift+Return", "Esc"):
            QTest.keySequence(widget, key)
    assert said == ["next_requested", "next_requested", "previous_requested", "closed"] * 2


def test_shortcuts_of_what_is_around_do_not_hold_in_the_bar(
    show: Callable[..., QWidget], write: Write
) -> None:
    around, bar = QWidget(), FindBar()
    QVBoxLayout(around).addWidget(bar)
    window = QWidget()
    QVBoxLayout(window).addWidget(around)
    show(window)
    said: list[str] = []
    for key in ("Return", "Tab", "F2", "Alt+Left", "Del"):
        action = QAction(around)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False, key=key: said.append(key))
        around.addAction(action)
    window.activateWindow()
    bar.set_query(Query("ab"))
    bar.take_keyboard()
    bar.next_requested.connect(lambda: said.append("next"))
    for key in ("Return", "F2", "Alt+Left", "Del", "Tab"):
        QTest.keySequence(focused(), key)
    assert said == ["next"]
    assert bar.query().text == ""
    assert focused() is bar._any_spelling


def test_the_count_is_said_in_words(bar: FindBar) -> None:
    bar.show_count(0)
    assert bar._count.text() == ""
    bar.set_query(Query("रूस"))
    bar.show_count(0)
    assert bar._count.text() == "Nothing found"
    assert not bar._steps[0].isEnabled()
    bar.show_count(17)
    assert bar._count.text() == "17 found"
    bar.show_count(50_000, 1233, "from the start")
    assert bar._count.text() == "1,234 of 50,000 · from the start"
    bar.show_trouble("The regular expression cannot be read.")
    assert bar._trouble.isVisible()
    assert bar._count.text() == ""
    bar.show_count(1, 0)
    assert not bar._trouble.isVisible()


def test_a_search_is_said_to_go_on_only_if_it_does_for_a_while(bar: FindBar, qtbot: QtBot) -> None:
    bar.show_search()
    bar.show_count(3)
    assert not bar._searching.isActive()
    bar.show_search()
    qtbot.waitUntil(lambda: bar._count.text() == "Searching…")


def test_in_a_narrow_bar_the_options_are_below(show: Callable[..., QWidget], qtbot: QtBot) -> None:
    window, bar = QWidget(), FindBar()
    QVBoxLayout(window).addWidget(bar)
    bar.set_query(Query("रूस"))
    bar.show_count(50_000, 40_000, "from the start")

    def below() -> bool:
        top = bar._whole_words.mapTo(bar, bar._whole_words.rect().topLeft()).y()
        return top > bar._field.geometry().bottom()

    show(window, width=1200, height=100)
    assert not below()
    window.resize(350, 150)
    qtbot.waitUntil(below)
    assert window.width() == 350
    assert bar._whole_words.width() >= bar._whole_words.sizeHint().width()
    window.resize(1200, 100)
    qtbot.waitUntil(lambda: not below())


def test_in_a_regular_expression_any_spelling_is_any_case(bar: FindBar) -> None:
    assert bar._any_spelling.text() == "An&y spelling"
    bar._regular_expression.click()
    assert bar._any_spelling.text() == "An&y case"


def test_tag_all_tells_what_is_looked_for(bar: FindBar, qtbot: QtBot) -> None:
    assert not bar._tag_all.isEnabled()
    bar.set_query(Query("रूस", whole_words=True))
    with qtbot.waitSignal(bar.tag_all_requested) as told:
        QTest.keySequence(focused(), "Alt+T")
    assert told.args == [Query("रूस", whole_words=True)]
