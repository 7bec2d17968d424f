"""Selecting, moving and copying with real keys and a real mouse."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from annotation.text.graphemes import cluster_at
from annotation.text.words import next_word_end, previous_word_start
from gui.article.view import ArticleView

Show = Callable[..., ArticleView]
PlaceOf = Callable[[ArticleView, int], QPoint]
Key, Modifier, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton

HINDI = "इसके बाद क्षत्रिय रूस ने कहा है।अमेरिका ने नहीं।"


def drag(view: ArticleView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier) -> None:
    """`qtbot.mouseMove` cannot hold buttons or modifiers: send the events that the mouse would make."""
    page, none = view.viewport(), Qt.MouseButton.NoButton
    for kind, place, button, held in (
        (QEvent.Type.MouseButtonPress, start, Left, Left),
        (QEvent.Type.MouseMove, (start + end) / 2, none, Left),
        (QEvent.Type.MouseMove, end, none, Left),
        (QEvent.Type.MouseButtonRelease, end, Left, none),
    ):
        at = QPointF(place)
        event = QMouseEvent(kind, at, QPointF(page.mapToGlobal(place)), button, held, modifier)
        QApplication.sendEvent(page, event)


def test_a_drag_from_the_middle_of_one_word_to_the_middle_of_another_takes_both_whole(
    show_article: Show, place_of: PlaceOf
) -> None:
    view = show_article(HINDI)
    start, end = HINDI.index("बाद") + 1, HINDI.index("रूस") + 1
    for one, other in ((start, end), (end, start)):
        drag(view, place_of(view, one), place_of(view, other), Modifier.NoModifier)
        assert HINDI[slice(*(view.selection() or (0, 0)))] == "बाद क्षत्रिय रूस"
    assert view.caret() == HINDI.index("बाद")


@pytest.mark.parametrize("modifier", [Modifier.AltModifier, Modifier.ControlModifier])
def test_with_a_modifier_a_drag_takes_clusters_and_never_half_a_one(
    show_article: Show, place_of: PlaceOf, modifier: Qt.KeyboardModifier
) -> None:
    view = show_article(HINDI)
    word = HINDI.index("क्षत्रिय")
    drag(view, place_of(view, word - 2), place_of(view, word + 2) + QPoint(1, 0), modifier)
    selection = view.selection()
    assert selection is not None
    assert selection[0] > HINDI.index("बाद")
    assert selection[1] <= word + len("क्षत्रि")
    for edge in selection:
        assert cluster_at(HINDI, edge)[0] == edge


def test_a_double_click_takes_one_word_though_no_space_follows_the_danda(
    qtbot: QtBot, show_article: Show, place_of: PlaceOf
) -> None:
    view = show_article(HINDI)
    for word in ("है", "अमेरिका"):
        qtbot.mouseDClick(view.viewport(), Left, pos=place_of(view, HINDI.index(word)))
        assert HINDI[slice(*(view.selection() or (0, 0)))] == word


def test_arrows_go_by_cluster_and_by_our_words(qtbot: QtBot, show_article: Show) -> None:
    view = show_article(HINDI)
    word = HINDI.index("क्षत्रिय")
    view.select(word, word)
    qtbot.keyClick(view, Key.Key_Right, Modifier.ShiftModifier)
    assert HINDI[slice(*(view.selection() or (0, 0)))] == "क्ष"
    qtbot.keyClick(view, Key.Key_Right, Modifier.ShiftModifier | Modifier.ControlModifier)
    assert HINDI[slice(*(view.selection() or (0, 0)))] == "क्षत्रिय"
    qtbot.keyClick(view, Key.Key_Left, Modifier.ShiftModifier)
    assert HINDI[slice(*(view.selection() or (0, 0)))] == "क्षत्रि"
    qtbot.keyClick(view, Key.Key_Right)
    assert (view.selection(), view.caret()) == (None, word + len("क्षत्रि"))
    verb = HINDI.index("है।")
    view.select(verb, verb)
    qtbot.keyClick(view, Key.Key_Right, Modifier.ShiftModifier | Modifier.ControlModifier)
    assert HINDI[slice(*(view.selection() or (0, 0)))] == "है"
    qtbot.keyClick(view, Key.Key_Right, Modifier.ControlModifier)
    qtbot.keyClick(view, Key.Key_Left, Modifier.ControlModifier)
    assert (view.selection(), view.caret()) == (None, HINDI.index("अमेरिका"))


def test_in_a_right_to_left_paragraph_the_left_arrow_goes_on_in_the_text(
    qtbot: QtBot, show_article: Show
) -> None:
    view = show_article("اردو میں")
    qtbot.keyClick(view, Key.Key_Left)
    assert view.caret() == 1
    qtbot.keyClick(view, Key.Key_Right)
    assert view.caret() == 0


def test_a_selection_set_behind_our_back_is_widened_to_whole_clusters(show_article: Show) -> None:
    view = show_article("नमस्ते दुनिया")
    cursor = view.textCursor()
    cursor.setPosition(5)  # between the virama's cluster parts: स् + ते
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selection() == (2, 6)
    assert (view.textCursor().selectionStart(), view.textCursor().selectionEnd()) == (2, 6)


def test_offsets_are_code_points_beside_emoji(qtbot: QtBot, show_article: Show) -> None:
    text = "🙂🙂 रूस 👩‍👩‍👧 ने"
    view = show_article(text)
    start = text.index("रूस")
    view.select(start, start + 3)
    assert view.textCursor().selectedText() == "रूस"
    assert view.selection() == (start, start + 3)
    view.select(text.index("👩") + 1, text.index("👩") + 2)
    assert text[slice(*(view.selection() or (0, 0)))] == "👩‍👩‍👧"
    view.select(0, 0)
    for _ in range(4):
        qtbot.keyClick(view, Key.Key_Right)
    assert view.caret() == text.index("रूस") + len("रू")


def test_copying_gives_the_very_characters_of_the_article(qtbot: QtBot, show_article: Show) -> None:
    text = "one\u00a0two\u2028three\u2029four\u00ad 🙂\nfive\ttail"
    view = show_article(text)
    qtbot.keyClick(view, Key.Key_A, Modifier.ControlModifier)
    qtbot.keyClick(view, Key.Key_C, Modifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text(QClipboard.Mode.Clipboard) == text
    assert clipboard.mimeData().formats() == ["text/plain"]


def test_word_or_selection_is_the_word_at_the_caret_until_something_is_selected(show_article: Show) -> None:
    view = show_article("पहला दूसरा  ")
    view.select(1, 1)
    assert view.word_or_selection() == (0, 4)
    view.select(2, 8)
    assert view.word_or_selection() == view.selection() != (0, 4)
    view.select(12, 12)
    assert view.word_or_selection() is None


def test_selection_changed_is_said_once_for_each_change(qtbot: QtBot, show_article: Show) -> None:
    view = show_article(HINDI)
    said: list[tuple[int, int] | None] = []
    view.selection_changed.connect(lambda: said.append(view.selection()))
    view.select(0, 4)
    view.select(0, 4)
    qtbot.keyClick(view, Key.Key_Right)
    qtbot.keyClick(view, Key.Key_Right)
    assert said == [(0, 4), None]


def test_tab_and_printable_keys_are_the_windows(qtbot: QtBot) -> None:
    window, view, other = QMainWindow(), ArticleView(), QLineEdit()
    qtbot.addWidget(window)
    window.setCentralWidget(view)
    window.setMenuWidget(other)
    pressed: list[str] = []
    for shortcut in ("Tab", "Shift+Tab", "P", "Space", "1", "Delete"):
        action = QAction(window)
        action.setShortcut(shortcut)
        action.triggered.connect(lambda _=False, which=shortcut: pressed.append(which))
        window.addAction(action)
    with qtbot.waitExposed(window):
        window.show()
    view.set_article(HINDI, [])
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Key.Key_Tab)
    qtbot.keyClick(view, Key.Key_Backtab, Modifier.ShiftModifier)
    for key in (Key.Key_P, Key.Key_Space, Key.Key_1, Key.Key_Delete):
        qtbot.keyClick(view, key)
    assert pressed == ["Tab", "Shift+Tab", "P", "Space", "1", "Delete"]
    tab = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Tab, Modifier.NoModifier)
    view.event(tab)
    assert not tab.isAccepted()
    assert view.hasFocus()


@pytest.mark.parametrize("text", [HINDI, "है।अमेरिका", "", "...", "a" * 3000 + " b", "नाम\n\nदूसरा"])
def test_walking_by_words_ends_at_the_edges_of_the_text(text: str) -> None:
    position, steps = 0, 0
    while position < len(text):
        following = next_word_end(text, position)
        assert following > position
        position, steps = following, steps + 1
    while position > 0:
        preceding = previous_word_start(text, position)
        assert preceding < position
        position, steps = preceding, steps - 1
    assert abs(steps) <= 1


def test_dragging_beyond_the_edge_scrolls_and_goes_on_selecting(
    qtbot: QtBot, show_article: Show, place_of: PlaceOf
) -> None:
    text = "\n".join(f"पंक्ति {number} है।" for number in range(200))
    view = show_article(text)
    page, start = view.viewport(), place_of(view, 1)
    beyond = QPoint(start.x(), page.height() + 30)
    for kind, at, button, held in (
        (QEvent.Type.MouseButtonPress, start, Left, Left),
        (QEvent.Type.MouseMove, beyond, Qt.MouseButton.NoButton, Left),
    ):
        place = QPointF(at)
        QApplication.sendEvent(
            page, QMouseEvent(kind, place, QPointF(page.mapToGlobal(at)), button, held, Modifier.NoModifier)
        )
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 20)
    qtbot.mouseRelease(page, Left, pos=beyond)
    selection = view.selection()
    assert selection is not None
    assert selection[0] == 0
    assert selection[1] > text.index(" 20 ")
    scrolled = view.verticalScrollBar().value()
    qtbot.wait(150)
    assert view.verticalScrollBar().value() == scrolled


def test_vertical_keys_move_the_caret_and_keep_it_on_screen(qtbot: QtBot, show_article: Show) -> None:
    text = "\n".join(f"पंक्ति {number} क्षत्रिय है।" for number in range(200))
    view = show_article(text)
    qtbot.keyClick(view, Key.Key_Down)
    assert text[view.caret() - 1] == "\n"
    assert view.caret() > 0
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_Down, Key.Key_PageUp, Key.Key_Up):
        before = view.caret()
        qtbot.keyClick(view, key)
        assert (view.caret() > before) is (key in (Key.Key_PageDown, Key.Key_Down))
        assert view.viewport().rect().contains(view.cursorRect().center())
    view.select(text.index(" 150 "), text.index(" 150 "))
    qtbot.keyClick(view, Key.Key_Right)
    assert view.viewport().rect().contains(view.cursorRect().center())
    qtbot.keyClick(view, Key.Key_End, Modifier.ShiftModifier)
    selection = view.selection()
    assert selection is not None
    assert text[slice(*selection)].endswith("है।")


def test_a_process_that_has_copied_something_ends_well(repository: Path) -> None:
    program = (
        "from PySide6.QtWidgets import QApplication; from gui.article.view import ArticleView\n"
        "application = QApplication([]); view = ArticleView(); view.set_article('copied', [])\n"
        "view.select(0, 6); view.copy(); assert application.clipboard().text() == 'copied'"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=repository, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_alt_and_up_or_down_go_and_select_by_sentence(qtbot: QtBot, show_article: Show) -> None:
    text = "पहला वाक्य। दूसरा 🙂 वाक्य है।तीसरा यह है।"
    view = show_article(text)
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Down, alt)
    assert view.caret() == text.index("दूसरा")
    qtbot.keyClick(view, Qt.Key.Key_Down, alt | shift)
    assert text[slice(*(view.selection() or (0, 0)))] == "दूसरा 🙂 वाक्य है।"
    qtbot.keyClick(view, Qt.Key.Key_Up, alt)
    assert view.caret() == text.index("दूसरा")
    assert view.selection() is None
    qtbot.keyClick(view, Qt.Key.Key_Up, alt | shift)
    assert view.selection() == (0, text.index("दूसरा"))


def test_a_second_double_click_takes_the_compound_and_the_next_the_word_again(
    qtbot: QtBot, show_article: Show, place_of: PlaceOf
) -> None:
    text = "वह गिनी-बिसाऊ गया है।"
    view = show_article(text)
    place = place_of(view, text.index("बिसाऊ"))
    taken: list[str] = []
    for _ in range(3):
        for click in (qtbot.mouseClick, qtbot.mouseDClick):
            click(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        taken.append(text[slice(*(view.selection() or (0, 0)))])
    assert taken == ["बिसाऊ", "गिनी-बिसाऊ", "बिसाऊ"]


MOVE = (QTextCursor.MoveMode.MoveAnchor, QTextCursor.MoveMode.KeepAnchor)
WILD = st.text(
    st.sampled_from("कि्ा \n\r\0\u2028\u2029\ufdd0\ufffc\u200d🙂a\u0301ا\ud83d\u200f-।"), max_size=60
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WILD, WILD, st.lists(st.integers(0, 70), min_size=1, max_size=8))
def test_whatever_the_text_and_wherever_qt_puts_the_caret_it_comes_to_rest_on_a_cluster(
    show_article: Show, first: str, second: str, places: list[int]
) -> None:
    view = show_article(first)
    for text in (first, second):
        view.set_article(text, [])
        for place in places:
            cursor = view.textCursor()
            cursor.setPosition(min(place, view.document().characterCount() - 1), MOVE[place % 2])
            view.setTextCursor(cursor)
            caret = view.caret()
            assert caret in (len(text), *(cluster_at(text, at)[0] for at in range(len(text))))
