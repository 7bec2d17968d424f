"""Tag all with the keyboard, on a real project: in this article and in all, and what is tagged already."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import Alias, Article, Entity, Label, Mention, Origin, Progress, Status
from annotation.text.searching import Query
from gui import occurrence_search
from gui.dialogs.tag_all import TagAll
from gui.models.articles import ArticlesModel
from gui.models.occurrences import TaggedRole
from gui.session import Session

Open = Callable[..., TagAll]
Tag = Callable[..., Mention]
MakeEntity = Callable[..., Entity]
Write = Callable[[QWidget, str], None]


@pytest.fixture
def open_dialog(session: Session, labels: dict[str, Label], qtbot: QtBot) -> Open:
    """Show the dialog without waiting for an answer; the places are there."""

    def make(query: str | Query, label: str = "Person", entity: Entity | None = None) -> TagAll:
        if isinstance(query, str):
            query = Query(query, whole_words=True)
        dialog = TagAll(session, None, query, label_id=labels[label].id, entity=entity)
        qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.reject())
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        wait(dialog, qtbot)
        return dialog

    return make


def wait(dialog: TagAll, qtbot: QtBot) -> None:
    """Wait until the places are there."""
    qtbot.waitUntil(lambda: not dialog._search.is_running)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def ok(dialog: TagAll) -> QPushButton:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def surfaces(session: Session) -> list[str]:
    """What is tagged in the whole project."""
    texts = {article.id: article.text for article in session.project.read(Article)}
    return [texts[m.article_id][m.start : m.end] for m in session.project.read(Mention)]


def test_what_was_selected_is_ticked_and_enter_tags_it_as_one_step(
    session: Session, open_dialog: Open, articles: list[Article], qtbot: QtBot
) -> None:
    dialog = open_dialog("मादुरो")
    number = articles[0].text.count("मादुरो")
    assert dialog.places.hasFocus()
    assert ok(dialog).text() == f"Tag {number}"
    assert dialog.summary.text() == f"{number} places"
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.result() == TagAll.DialogCode.Accepted
    assert dialog.record() == f"tagged {number} × मादुरो as Person"
    assert surfaces(session) == ["मादुरो"] * number
    assert {mention.origin for mention in session.records.all(Mention)} == {Origin.TYPED}
    assert session.status() is Status.IN_PROGRESS
    session.undo()
    assert surfaces(session) == []
    assert session.status() is Status.NEW
    session.redo()
    assert len(session.records.all(Mention)) == number


def test_the_keyboard_unticks_ticks_and_moves(
    session: Session, open_dialog: Open, articles: list[Article], qtbot: QtBot
) -> None:
    dialog = open_dialog("रूस", "Country")
    assert ok(dialog).text() == "Tag 2"
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Space)
    assert ok(dialog).text() == "Tag 1"
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert ok(dialog).text() == "Tag 2"
    assert dialog.all.checkState() is Qt.CheckState.Checked
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert (ok(dialog).text(), ok(dialog).isEnabled()) == ("Tag", False)
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.record() == "tagged रूस as Country"
    (mention,) = session.records.all(Mention)
    assert mention.start == articles[0].text.index("रूस")


def test_what_is_tagged_already_is_shown_and_left_as_it_is(
    session: Session, open_dialog: Open, tag: Tag, make_entity: MakeEntity, qtbot: QtBot
) -> None:
    maduro = make_entity("निकोलस मादुरो", aliases=("मादुरो",))
    tag("मादुरो", "Person", occurrence=1)
    tag("मादुरो", "Group", occurrence=2)
    dialog = open_dialog("मादुरो", entity=maduro)
    said = [dialog.model.index(row).data(TaggedRole) for row in range(4)]
    assert said == ["", "tagged Person · निकोलस मादुरो", "tagged Group · निकोलस मादुरो", ""]
    assert ok(dialog).text() == "Tag 2"
    assert dialog.summary.text().endswith("1 tagged already")
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert ok(dialog).text() == "Tag 3"
    dialog.label.setCurrentText("Group")
    assert ok(dialog).text() == "Tag 2"


def test_in_all_articles_the_places_stand_under_their_titles_and_counts_follow(
    session: Session, open_dialog: Open, articles: list[Article], qtbot: QtBot
) -> None:
    rows = ArticlesModel(session.annotator.id, session.article_rows())
    session.changed.connect(rows.follow)
    dialog = open_dialog(Query("the dam|नदी", regular_expression=True), "Place")
    assert dialog.model.article_count() == 0
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(dialog.everywhere.isChecked)
    wait(dialog, qtbot)
    shown = [dialog.model.index(row).data() for row in range(dialog.model.rowCount())]
    assert shown == [articles[0].title, "नदी", articles[1].title, "the dam"]
    assert dialog.summary.text() == "2 places in 2 articles"
    dialog.accept()
    assert dialog.record() == "tagged 2 × नदी as Place"

    def counts() -> list[tuple[int, Status]]:
        return [(row.mentions, row.status) for article in articles for row in [rows.find(article.id)] if row]

    assert counts() == [(1, Status.IN_PROGRESS)] * 2
    session.undo()
    assert counts() == [(0, Status.NEW)] * 2
    session.redo()
    assert counts() == [(1, Status.IN_PROGRESS)] * 2
    assert [(row.mentions, row.status) for row in session.article_rows()] == counts()
    assert len(session.project.read(Progress)) == 2


def test_the_search_follows_what_is_typed_and_down_leads_to_the_places(
    open_dialog: Open, write: Write, qtbot: QtBot
) -> None:
    dialog = open_dialog("")
    assert dialog.typed.hasFocus()
    assert dialog.nothing.isVisible()
    write(dialog.typed, "चीन")
    qtbot.waitUntil(lambda: dialog.model.count() == 1)
    assert dialog.places.isVisible()
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.places.hasFocus()
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Escape)
    assert dialog.model.count() == 0
    assert not ok(dialog).isEnabled()


def test_toggles_change_what_is_found(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("देश")
    whole = dialog.model.count()
    press(qtbot, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not dialog.whole_words.isChecked())
    wait(dialog, qtbot)
    assert dialog.model.count() > whole


def test_what_is_nowhere_can_be_looked_for_in_all_articles(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("Canada")
    assert dialog.nothing.isVisible()
    assert dialog.typed.hasFocus()
    dialog._in_all.click()
    wait(dialog, qtbot)
    assert dialog.everywhere.isChecked()
    assert ok(dialog).text() == "Tag 1"


def test_a_bad_regular_expression_is_explained_and_tags_nothing(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(Query("(", regular_expression=True))
    assert dialog.nothing.isVisible()
    assert dialog._failure
    assert not dialog._in_all.isVisible()
    assert not ok(dialog).isEnabled()
    dialog.regular_expression.click()
    wait(dialog, qtbot)
    assert not dialog._failure


def test_everybody_is_linked_to_the_chosen_entity_which_learns_the_name(
    session: Session, open_dialog: Open, qtbot: QtBot, write: Write
) -> None:
    dialog = open_dialog("मादुरो")
    assert not dialog.remember.isEnabled()
    dialog.entity.setFocus()
    write(dialog.entity.edit, "Nicolás Maduro")
    assert dialog.remember.isEnabled()
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.result() == TagAll.DialogCode.Accepted
    dialog.record()
    (maduro,) = session.records.all(Entity)
    assert {mention.entity_id for mention in session.records.all(Mention)} == {maduro.id}
    assert [alias.surface for alias in session.records.all(Alias)] == ["मादुरो"]
    session.undo()
    assert session.records.all(Entity) == []


def test_a_name_is_not_learned_when_the_tick_is_taken_away(
    session: Session, open_dialog: Open, make_entity: MakeEntity
) -> None:
    dialog = open_dialog("मादुरो", entity=make_entity("Nicolás Maduro"))
    dialog.remember.click()
    dialog.record()
    assert session.records.all(Alias) == []


def test_somebody_new_gets_the_label_that_is_tagged_with(
    session: Session, open_dialog: Open, labels: dict[str, Label], write: Write
) -> None:
    dialog = open_dialog("बाँध")
    write(dialog.entity.edit, "The dam")
    dialog.label.setCurrentText("Place")
    dialog.record()
    assert [entity.label_id for entity in session.records.all(Entity)] == [labels["Place"].id]


def test_without_an_entity_each_is_linked_to_whom_its_name_means(
    session: Session, open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog(Query("रूस|Russia", regular_expression=True), "Country")
    dialog.everywhere.click()
    wait(dialog, qtbot)
    dialog.entity.setFocus()
    press(qtbot, Qt.Key.Key_Return)  # nobody is chosen
    assert dialog.result() == TagAll.DialogCode.Accepted
    dialog.record()
    (russia,) = session.records.all(Entity)
    assert russia.code == "RU"
    assert {mention.entity_id for mention in session.project.read(Mention)} == {russia.id}


@pytest.fixture
def many_articles(session: Session) -> list[Article]:
    """So many that searching them takes a while."""
    made = [make_article(f"{number}", f"मादुरो {number} " + "शब्द " * 3000) for number in range(120)]
    session.apply(change_set("imported", map(add, made)))
    return made


def test_a_search_that_lasts_shows_how_far_it_is_and_can_be_stopped(
    open_dialog: Open, many_articles: list[Article], qtbot: QtBot
) -> None:
    dialog = open_dialog("")
    dialog.everywhere.click()
    dialog._patience.setInterval(0)
    dialog._search.progressed.connect(lambda: dialog._stop.click())
    dialog.typed.setText("मादुरो")
    qtbot.waitUntil(lambda: dialog.trouble.text() != "")
    assert dialog.trouble.text().endswith("of 122 articles.")
    assert not dialog._progress.isVisible()
    found = dialog.model.count()
    assert 0 < found < 122
    assert ok(dialog).isEnabled()
    dialog._search.wait()
    qtbot.wait(50)
    assert dialog.model.count() == found


def test_a_new_search_takes_the_place_of_one_that_runs(
    open_dialog: Open, many_articles: list[Article], qtbot: QtBot
) -> None:
    dialog = open_dialog("")
    dialog.everywhere.click()
    dialog.typed.setText("शब्द")
    qtbot.waitUntil(lambda: dialog._search.is_running)
    dialog.typed.setText("Canada")
    dialog._look()
    wait(dialog, qtbot)
    qtbot.wait(50)
    assert dialog.summary.text() == "1 place in 1 article"


def test_no_thread_is_left_when_the_dialog_is_closed_while_it_searches(
    open_dialog: Open, many_articles: list[Article], qtbot: QtBot
) -> None:
    dialog = open_dialog("")
    threads = threading.active_count()
    dialog.everywhere.click()
    dialog.typed.setText("शब्द")
    qtbot.waitUntil(lambda: dialog._search.is_running)
    dialog.reject()
    assert threading.active_count() <= threads  # one of an earlier test may have ended meanwhile
    assert not dialog.isVisible()


def test_more_places_than_anybody_looks_through_end_the_search(
    open_dialog: Open, many_articles: list[Article], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occurrence_search, "MOST", 3500)
    dialog = open_dialog("शब्द")
    assert dialog.model.count() == 0
    dialog.everywhere.click()
    wait(dialog, qtbot)
    assert dialog.model.count() == 3500
    assert "more" in dialog.trouble.text()


def test_ask_tells_what_was_done_or_nothing_when_it_is_left(
    session: Session, labels: dict[str, Label], qtbot: QtBot
) -> None:
    def leave(key: Qt.Key) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TagAll)
        wait(dialog, qtbot)
        qtbot.keyClick(dialog.places, key)
        if dialog.isVisible():
            dialog.reject()

    window = QWidget()
    qtbot.addWidget(window)
    done: list[str | None] = []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTimer.singleShot(50, lambda key=key: leave(key))
        query = Query("चीन", whole_words=True)
        done.append(TagAll.ask(session, window, query, label_id=labels["Country"].id, entity=None))
    assert done == [None, "tagged चीन as Country"]
