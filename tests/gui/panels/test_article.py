from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotation.changes import Change, change_set
from annotation.edits.articles import describe, make_article
from annotation.records import Alias, Article, Entity, Label, Mention, Status
from gui.actions import ACTIONS, make_actions, typed_keys
from gui.dialogs.entity_picker import EntityPicker
from gui.panels.article import ArticlePanel
from gui.widgets.label_bar import LabelBar
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]
MakeEntity = Callable[..., Entity]


def with_keys(panel: ArticlePanel) -> ArticlePanel:
    """Give a panel the keys of the action table, as the window does."""
    specs = [spec for spec in ACTIONS if spec.place == "article"]
    handlers = panel.mentions.handlers() | panel.cards.handlers() | panel.suggestions.handlers()
    for action_id, action in make_actions(specs, {"article": panel}).items():
        action.triggered.connect(lambda _checked=False, call=handlers[action_id]: call())
    return panel


@pytest.fixture
def panel(qtbot: QtBot, session: Session, show: Any) -> ArticlePanel:
    panel = show(with_keys(ArticlePanel(session)), 700, 500)
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    return panel


@pytest.fixture
def text(session: Session) -> str:
    assert session.article is not None
    return session.article.text


@pytest.fixture
def hints(panel: ArticlePanel) -> list[str]:
    said: list[str] = []
    panel.hinted.connect(said.append)
    return said


@pytest.fixture
def esc() -> Iterator[list[str]]:
    """Closes every dialog that opens by Escape; the titles of what opened."""
    opened: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        if dialog.isActiveWindow():
            opened.append(dialog.windowTitle())
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            dialog.activateWindow()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    yield opened
    timer.stop()


def press(panel: ArticlePanel, *keys: str) -> None:
    for key in keys:
        to_the_front(panel)
        QTest.keySequence(panel.view, key)


def to_the_front(panel: ArticlePanel) -> None:
    """Do what a window manager does when a dialog closes."""
    panel.activateWindow()
    assert QTest.qWaitForWindowActive(panel)


def in_dialog(act: Callable[[QDialog], None]) -> None:
    """Do something in the dialog that opens next."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isActiveWindow():
            act(dialog)
            return
        if dialog is not None:
            dialog.activateWindow()
        QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def select(panel: ArticlePanel, text: str, surface: str) -> None:
    start = text.index(surface)
    panel.view.select(start, start + len(surface))


def spans(session: Session) -> list[str]:
    assert session.article is not None
    text = session.article.text
    return sorted(text[m.start : m.end] for m in session.records.all(Mention))


def label_of(session: Session, mention: Mention) -> str:
    stored = session.records.get(Mention, mention.id)
    return session.records.get(Label, stored.label_id).name


def key_of(session: Session, name: str) -> str:
    return next(label.key for label in session.labels() if label.name == name)


def test_a_labels_key_tags_the_selection_in_one_step(
    panel: ArticlePanel, session: Session, text: str, esc: list[str]
) -> None:
    select(panel, text, "निकोलस मादुरो")
    press(panel, key_of(session, "Person"))
    assert spans(session) == ["निकोलस मादुरो"]
    mention = panel.mentions.current()
    assert mention is not None
    assert label_of(session, mention) == "Person"
    assert mention.entity_id is None  # Escape left it unlinked
    assert len(esc) == 1
    session.undo()
    assert spans(session) == []


def test_digits_of_every_keyboard_tag(panel: ArticlePanel, session: Session) -> None:
    keys = [[sequence.toString() for sequence in action.shortcuts()] for action in panel.view.actions()]
    assert keys == [typed_keys(label.key) for label in session.labels()]
    assert keys[0] == ["1", "१", "১", "١", "۱"]


def test_without_a_selection_the_word_under_the_caret_is_tagged(
    panel: ArticlePanel, session: Session, text: str, esc: list[str]
) -> None:
    place = text.index("वेनेजुएला") + 3
    panel.view.select(place, place)
    press(panel, key_of(session, "Place"))
    assert spans(session) == ["वेनेजुएला"]


def test_the_current_mention_gets_another_label_instead(
    panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    press(panel, key_of(session, "Group"))
    assert label_of(session, mention) == "Group"
    assert len(session.records.all(Mention)) == 1
    session.undo()
    assert label_of(session, mention) == "Person"


def test_white_space_at_the_ends_of_a_selection_is_not_tagged(
    panel: ArticlePanel, session: Session, text: str, esc: list[str], hints: list[str]
) -> None:
    select(panel, text, " मादुरो ")
    press(panel, key_of(session, "Person"))
    assert spans(session) == ["मादुरो"]
    space = text.index(" ")
    panel.view.select(space, space + 1)
    press(panel, key_of(session, "Person"))
    assert spans(session) == ["मादुरो"]
    assert "Select some text" in hints[-1]


def test_a_full_stop_that_the_keyboard_selects_on_its_way_is_not_tagged(
    panel: ArticlePanel, session: Session, text: str, esc: list[str]
) -> None:
    end = text.index("।")
    panel.view.select(end, end)
    press(panel, "Ctrl+Shift+Right", key_of(session, "Person"))
    [mention] = session.records.all(Mention)
    assert text[mention.start : mention.end] == text[end + 1 :].split()[0]


def test_a_known_name_links_by_itself_and_no_picker_opens(
    panel: ArticlePanel, session: Session, text: str, make_entity: MakeEntity, esc: list[str]
) -> None:
    entity = make_entity("Venezuela", "Country", aliases=("वेनेजुएला",))
    select(panel, text, "वेनेजुएला")
    press(panel, key_of(session, "Country"))
    mention = panel.mentions.current()
    assert mention is not None
    assert mention.entity_id == entity.id
    assert esc == []


def test_the_picker_makes_somebody_new_and_the_mention_is_linked(
    panel: ArticlePanel, session: Session, text: str
) -> None:
    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, EntityPicker)
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        QTest.keyClick(line, Qt.Key.Key_Return)

    in_dialog(take)
    select(panel, text, "मादुरो")
    press(panel, key_of(session, "Person"))
    mention = panel.mentions.current()
    assert mention is not None
    assert session.records.get(Entity, mention.entity_id or "").name == "मादुरो"
    to_the_front(panel)
    assert panel.view.hasFocus()


def test_enter_links_the_current_mention_and_ctrl_backspace_unlinks_it(
    panel: ArticlePanel, session: Session, tag: Tag, make_entity: MakeEntity
) -> None:
    mention = tag("मादुरो")
    entity = make_entity("Nicolás Maduro")
    panel.show_mention(mention.id)

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, EntityPicker)
        dialog.field.set_typed("Nicolás Maduro")
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        QTest.keyClick(line, Qt.Key.Key_Return)

    in_dialog(take)
    press(panel, "Return")
    assert session.records.get(Mention, mention.id).entity_id == entity.id
    assert [a.surface for a in session.records.where(Alias, "entity_id", entity.id)] == ["मादुरो"]
    press(panel, "Ctrl+Backspace")
    assert session.records.get(Mention, mention.id).entity_id is None


def test_f2_writes_a_note_and_shows_the_text_letter_for_letter(
    panel: ArticlePanel, session: Session, text: str
) -> None:
    article = session.article
    assert article is not None
    marked = make_article("Marked", "AT&amp;T and <b>bold</b> words", language="en")
    session.apply(change_set("imported", [Change(None, marked)]))
    session.open_article(marked.id)
    with_picker_left(panel, session, marked.text, "<b>bold</b>")
    seen: list[tuple[str, Qt.TextFormat]] = []

    def write(dialog: QDialog) -> None:
        label = dialog.findChild(QLabel)
        line = dialog.findChild(QPlainTextEdit)
        assert isinstance(label, QLabel)
        assert isinstance(line, QPlainTextEdit)
        seen.append((label.text(), label.textFormat()))
        line.setPlainText("look twice ")
        dialog.accept()

    in_dialog(write)
    press(panel, "F2")
    assert seen == [("Note on “<b>bold</b>”", Qt.TextFormat.PlainText)]
    (mention,) = session.records.all(Mention)
    assert mention.note == "look twice"
    assert lane_name(panel, mention) == "Person ✎"
    session.undo()
    assert lane_name(panel, mention) == "Person"


def lane_name(panel: ArticlePanel, mention: Mention) -> str:
    return lane_names(panel)[mention.id]


def lane_names(panel: ArticlePanel) -> dict[str, str]:
    scene = panel.view._scene
    spans = map(scene.span_of, scene.index.in_order())
    return {span.id: span.name for span in spans if span is not None}


def with_picker_left(panel: ArticlePanel, session: Session, text: str, surface: str) -> None:
    """Tag a piece of text and leave the picker that opens."""
    in_dialog(lambda dialog: dialog.reject())
    select(panel, text, surface)
    press(panel, key_of(session, "Person"))


def test_del_removes_the_mention_and_leaves_the_caret(
    panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    caret = panel.view.caret()
    press(panel, "Del")
    assert spans(session) == []
    assert panel.view.caret() == caret
    assert panel.mentions.current() is None


@pytest.mark.parametrize(
    ("surface", "key", "expected"),
    [
        ("मादुरो", "Alt+Right", "मादुरो ने"),
        ("मादुरो ने", "Alt+Left", "मादुरो"),
        ("मादुरो", "Alt+Left", "मादुरो"),
        ("मादुरो", "Alt+Shift+Left", "निकोलस मादुरो"),
        ("निकोलस मादुरो", "Alt+Shift+Right", "मादुरो"),
        ("मादुरो", "Alt+Shift+Right", "मादुरो"),
        ("रूस, चीन", "Alt+Left", "रूस"),
        ("रूस, चीन", "Alt+Shift+Right", "चीन"),
        ("रूस", "Alt+Right", "रूस, चीन"),
        ("बताया", "Alt+Right", "बताया"),
        ("नदी", "Alt+Shift+Left", "नदी"),
    ],
)
def test_keys_move_both_ends_by_words_and_take_in_no_punctuation(
    panel: ArticlePanel, session: Session, tag: Tag, surface: str, key: str, expected: str
) -> None:
    mention = tag(surface)
    panel.show_mention(mention.id)
    press(panel, key)
    assert spans(session) == [expected]
    assert panel.view.current == mention.id


def test_a_key_that_is_held_down_is_one_step_for_undo(
    panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    press(panel, *["Alt+Right"] * 5)
    assert len(spans(session)[0].split()) == 6
    session.undo()
    assert spans(session) == ["मादुरो"]
    session.redo()
    assert len(spans(session)[0].split()) == 6


def test_a_text_that_begins_and_ends_with_punctuation_keeps_it_out(
    panel: ArticlePanel, session: Session
) -> None:
    quoted = make_article("Quoted", "“रूस।”", language="hi")
    session.apply(change_set("imported", [Change(None, quoted)]))
    session.open_article(quoted.id)
    with_picker_left(panel, session, quoted.text, "रूस")
    for key in ("Alt+Right", "Alt+Shift+Left"):
        press(panel, key)
        assert spans(session) == ["रूस"]


def test_keys_resize_to_a_selection_that_was_made_from_the_mention(
    panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    panel.view.select(mention.end, mention.end)
    panel.view.set_current(mention.id, reveal=False)
    press(panel, "Ctrl+Shift+Left", "Ctrl+Shift+Left")
    press(panel, "Ctrl+R")
    assert spans(session) == ["निकोलस मादुरो"]
    assert panel.view.current == mention.id


def test_the_mouse_can_select_what_a_mention_is_resized_to(
    qtbot: QtBot, panel: ArticlePanel, session: Session, tag: Tag, text: str
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    start = text.index("निकोलस")
    drag(qtbot, panel, mention.end - 1, start + 1)
    assert panel.view.selection() == (start, mention.end)
    press(panel, "Ctrl+R")
    assert spans(session) == ["निकोलस मादुरो"]


def place_of(panel: ArticlePanel, position: int) -> QPoint:
    """Where a code point is in the viewport."""
    view = panel.view
    caret, scrolled = view.textCursor(), view.verticalScrollBar().value()
    cursor = view.textCursor()
    cursor.setPosition(view._offsets.to_utf16(position))
    rect = view.cursorRect(cursor)
    assert (view.textCursor(), view.verticalScrollBar().value()) == (caret, scrolled)
    return rect.center() + QPoint(2, 0)


def drag(qtbot: QtBot, panel: ArticlePanel, start: int, end: int) -> None:
    viewport = panel.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place_of(panel, start))
    qtbot.mouseMove(viewport, place_of(panel, (start + end) // 2))
    qtbot.mouseMove(viewport, place_of(panel, end))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place_of(panel, end))


def test_resizing_to_a_selection_says_what_is_missing(
    panel: ArticlePanel, session: Session, tag: Tag, text: str, hints: list[str]
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    press(panel, "Ctrl+R")
    assert "Select the text" in hints[-1]
    select(panel, text, "वेनेजुएला")
    panel.view.set_current(None)
    press(panel, "Ctrl+R")
    assert "no mention" in hints[-1]
    assert spans(session) == ["मादुरो"]


def test_tab_walks_the_mentions_and_comes_round(
    panel: ArticlePanel, session: Session, tag: Tag, hints: list[str]
) -> None:
    press(panel, "Tab")
    assert "no mentions yet" in hints[-1]
    first, third, second = tag("नदी", "Place"), tag("मादुरो"), tag("निकोलस")
    walked: list[str | None] = []
    for _ in range(4):
        press(panel, "Tab")
        walked.append(panel.view.current)
    assert walked == [first.id, second.id, third.id, first.id]
    press(panel, "Shift+Tab", "Shift+Tab")
    assert panel.view.current == second.id
    to_the_front(panel)
    assert panel.view.hasFocus()


def test_ctrl_space_picks_outward_among_nested_mentions(
    panel: ArticlePanel, tag: Tag, hints: list[str], text: str
) -> None:
    panel.view.select(0, 0)
    press(panel, "Ctrl+Space")
    assert "no mention" in hints[-1]
    inner, outer = tag("मादुरो"), tag("राष्ट्रपति निकोलस मादुरो")
    for caret in (inner.start + 1, inner.end):  # at its end too, where the caret is after tagging
        panel.view.select(caret, caret)
        panel.view.set_current(None)
        picked: list[str | None] = []
        for _ in range(3):
            press(panel, "Ctrl+Space")
            picked.append(panel.view.current)
        assert picked == [inner.id, outer.id, inner.id]


def test_a_click_picks_the_inner_mention_and_a_second_one_the_outer(
    qtbot: QtBot, panel: ArticlePanel, tag: Tag
) -> None:
    inner, outer = tag("मादुरो"), tag("निकोलस मादुरो")
    shown: list[object] = []
    panel.mention_shown.connect(shown.append)
    for expected in (inner.id, outer.id):
        qtbot.mouseClick(
            panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, inner.start + 2)
        )
        assert panel.view.current == expected
    assert shown == [inner.id, outer.id]


def test_the_caret_lets_go_of_the_mention_that_it_leaves_but_not_to_select(
    panel: ArticlePanel, tag: Tag
) -> None:
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    press(panel, "Shift+Left")
    assert panel.view.current == mention.id
    press(panel, "Left")
    assert panel.view.current is None


def test_the_spans_name_the_label_and_who_is_meant_where_the_text_does_not(
    panel: ArticlePanel, session: Session, tag: Tag, make_entity: MakeEntity
) -> None:
    russia = make_entity("रूस", "Country", aliases=("मादुरो",))
    plain, other = tag("रूस", "Country"), tag("मादुरो", "Country")
    assert lane_names(panel) == {plain.id: "Country", other.id: "Country · रूस"}
    session.apply(change_set("renamed", [Change(russia, replace(russia, name="Russia"))]))
    assert lane_names(panel) == {plain.id: "Country · Russia", other.id: "Country · Russia"}


def test_the_head_shows_title_source_date_language_and_status_and_follows(
    panel: ArticlePanel, session: Session, articles: list[Article]
) -> None:
    assert panel._title.text() == articles[0].title
    assert panel._byline.text() == "जनपथ समाचार · 1 Feb 2019 · Hindi · new"
    session.set_status(Status.DONE)
    assert panel._byline.text().endswith("· done")
    session.undo()
    session.apply(
        describe(
            articles[0], title="<b>Other</b>", source="", url="", published_on=date(2020, 3, 4), language=""
        )
    )
    assert panel._title.text() == "<b>Other</b>"
    assert panel._byline.text() == "4 Mar 2020 · new"


def test_the_detail_line_says_what_the_current_mention_is(
    panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    assert "Select text" in panel._detail.text()
    mention = tag("मादुरो")
    panel.show_mention(mention.id)
    assert panel._detail.text() == "मादुरो · Person not linked: Return says who it is"
    stored = session.records.get(Mention, mention.id)
    session.apply(change_set("noted", [Change(stored, replace(stored, note="sic"))]))
    assert panel._detail.text().endswith("· sic")


def test_without_an_article_two_buttons_bring_one_in(
    qtbot: QtBot, panel: ArticlePanel, session: Session
) -> None:
    session.open_article(None)
    buttons = {b.text(): b for b in panel.findChildren(QPushButton) if b.isVisible()}
    for text, signal in (
        ("Import articles…", panel.import_requested),
        ("Paste an article…", panel.paste_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(buttons[text], Qt.MouseButton.LeftButton)
    assert not panel.view.isVisible()
    for key in ("1", "Tab", "Ctrl+R", "Del", "F2", "Return"):
        press(panel, key)
    assert session.records.all(Mention) == []


def test_a_click_on_a_label_tags_and_leaves_the_focus_in_the_text(
    qtbot: QtBot, panel: ArticlePanel, session: Session, text: str, esc: list[str]
) -> None:
    select(panel, text, "नदी")
    bar = panel.findChild(LabelBar)
    assert isinstance(bar, LabelBar)
    chip = next(w for w in bar.findChildren(QWidget) if "Place" in w.accessibleName())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert spans(session) == ["नदी"]
    to_the_front(panel)
    assert panel.view.hasFocus()


def test_a_changed_key_tags_at_once_and_the_former_one_no_more(
    panel: ArticlePanel, session: Session, labels: dict[str, Label], text: str, esc: list[str]
) -> None:
    person = labels["Person"]
    session.apply(
        change_set("edited labels", [Change(person, replace(person, key="w", name="R&D <i>x</i>"))])
    )
    select(panel, text, "मादुरो")
    press(panel, person.key)
    assert spans(session) == []
    press(panel, "w")
    assert spans(session) == ["मादुरो"]
    shown = [action.text() for action in panel.view.actions()]
    assert "R&&D <i>x</i>" in shown
    assert "Person" not in shown


def test_a_project_that_is_only_read_refuses_without_a_crash(
    qtbot: QtBot, session: Session, tag: Tag, show: Any
) -> None:
    from gui.session import Session as Opened

    mention = tag("मादुरो")
    with Project.open(session.project.path, read_only=True) as project:
        reader = Opened(project, session.annotator.id)
        assert session.article is not None
        reader.open_article(session.article.id)
        refused: list[str] = []
        reader.refused.connect(refused.append)
        panel = show(with_keys(ArticlePanel(reader)), 700, 500)
        hints: list[str] = []
        panel.hinted.connect(hints.append)
        panel.activateWindow()
        panel.setFocus()
        qtbot.waitUntil(panel.view.hasFocus)
        panel.show_mention(mention.id)
        press(panel, "1", "Del", "Alt+Right", "Ctrl+Backspace", "Return")
        assert spans(reader) == ["मादुरो"]
        assert any("can only be read" in hint for hint in hints)
        assert refused
        assert all("reading only" in sentence for sentence in refused)
        reader.hand_over()
        reader.close()
