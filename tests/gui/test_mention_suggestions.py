"""Suggested mentions in the window: shown dashed, and one key for each decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import Article, Entity, Mention, Origin, Rejection, Status, new_id
from annotation.suggest.mentions import Layer, Wanted
from annotation.suggest.training import Figures
from gui.article.spans import SpanStyle
from gui.dialogs.suggestions import SuggestionsDialog, tagger_words
from gui.main_window import MainWindow
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.session import Session

TEXT = "रूस ने हवाना में कहा। पेत्रोव आए। फिर रूस।"


@pytest.fixture
def opened(session: Session) -> Article:
    """An article with a country twice, a city, and a name that an earlier article has taught."""
    earlier = make_article("पहले", "पेत्रोव पेत्रोव पेत्रोव", language="hi")
    article = make_article("बाद में", TEXT, language="hi")
    label = next(label for label in session.labels() if label.name == "Person")
    petrov = Entity(id=new_id(), name="पेत्रोव", label_id=label.id)
    tagged = [
        Mention(
            id=new_id(),
            article_id=earlier.id,
            annotator_id=session.annotator.id,
            start=start,
            end=start + 7,
            label_id=label.id,
            entity_id=petrov.id,
        )
        for start in (0, 8, 16)
    ]
    session.apply(change_set("taught", map(add, [earlier, article, petrov, *tagged])))
    session.open_article(article.id)
    return article


@pytest.fixture
def window(qtbot: QtBot, session: Session, opened: Article) -> Iterator[MainWindow]:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.article.setFocus()
    qtbot.waitUntil(lambda: len(window.article.suggestions.pending()) == 4, timeout=10_000)
    yield window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window.article.view, key)


def words(window: MainWindow) -> list[str]:
    return [TEXT[one.start : one.end] for one in window.article.suggestions.pending()]


def tagged(session: Session) -> list[tuple[str, str]]:
    names = {entity.id: entity.name for entity in session.records.all(Entity)}
    return [
        (TEXT[m.start : m.end], names.get(m.entity_id or "", "–")) for m in session.records.mentions.all()
    ]


def test_suggestions_are_dashed_and_say_why(window: MainWindow) -> None:
    assert words(window) == ["रूस", "हवाना", "पेत्रोव", "रूस"]
    spans = [window.article.view.span_of(place) for place in window.article.view.places()[1]]
    assert {span.style for span in spans if span} == {SpanStyle.TENTATIVE}
    press(window, Qt.Key.Key_Space)
    assert "a known name · Space accepts · X rejects" in window.article.view.accessibleDescription()
    press(window, Qt.Key.Key_F4, Qt.Key.Key_F4)
    assert "tagged 3 times of 3 in 1 article" in window.article.view.accessibleDescription()


def test_space_accepts_and_goes_on_until_all_is_decided(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_Space)  # goes to the first
    assert tagged(session) == []
    press(window, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert tagged(session) == [
        ("रूस", "रूस"), ("हवाना", "–"), ("पेत्रोव", "पेत्रोव"), ("रूस", "रूस")
    ]  # fmt: skip
    assert {mention.origin for mention in session.records.mentions.all()} == {Origin.SUGGESTED}
    assert "Every suggestion is decided" in window._status._remark.text()
    assert session.undo()
    qtbot.waitUntil(lambda: words(window) == ["रूस"], timeout=10_000)


def test_x_rejects_for_good(window: MainWindow, session: Session, opened: Article, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_Space, Qt.Key.Key_X)
    assert tagged(session) == []
    [rejection] = session.project.read(Rejection)
    assert (rejection.start, rejection.end) == (0, 3)
    assert words(window) == ["हवाना", "पेत्रोव", "रूस"]
    current = window.article.suggestions.current
    assert current is not None
    assert current.start == TEXT.index("हवाना")
    session.open_article(None)
    session.open_article(opened.id)
    qtbot.waitUntil(lambda: words(window) == ["हवाना", "पेत्रोव", "रूस"], timeout=10_000)


def test_enter_accepts_and_asks_who_it_is(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Mention] = []
    monkeypatch.setattr("gui.dialogs.entity_picker.EntityPicker.pick", lambda *_, **_k: asked.append)
    picked: list[object] = []
    monkeypatch.setattr(
        "gui.mention_commands.EntityPicker.pick", lambda *_, **options: picked.append(options["typed"])
    )
    press(window, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert [surface for surface, _ in tagged(session)] == ["रूस"]
    assert picked == ["रूस"]


def test_all_that_is_certain_is_accepted_in_one_step(window: MainWindow, session: Session) -> None:
    window._actions["mention.accept_certain"].trigger()
    assert [surface for surface, _ in tagged(session)] == ["रूस", "रूस"]
    assert session.step_titles()[0] == "accepted 2 suggestions"
    assert session.undo()
    assert tagged(session) == []


def test_a_mention_that_is_tagged_is_suggested_no_more_and_teaches_the_rest(
    window: MainWindow, session: Session, opened: Article, qtbot: QtBot
) -> None:
    label = next(label for label in session.labels() if label.name == "Organisation")
    mention = Mention(
        id=new_id(),
        article_id=opened.id,
        annotator_id=session.annotator.id,
        start=0,
        end=3,
        label_id=label.id,
    )
    session.apply(change_set("tagged", [add(mention)]))
    qtbot.waitUntil(lambda: words(window) == ["हवाना", "पेत्रोव", "रूस"], timeout=10_000)
    session.set_status(Status.DONE)
    assert session.records.get(Mention, mention.id) == replace(mention)


def test_the_key_of_a_label_accepts_under_that_label(window: MainWindow, session: Session) -> None:
    place = next(label for label in session.labels() if label.name == "Group")
    press(window, Qt.Key.Key_Space)
    QTest.keyClicks(window.article.view, place.key)
    [mention] = session.records.mentions.all()
    assert (mention.label_id, mention.start, mention.end) == (place.id, 0, 3)
    current = window.article.suggestions.current
    assert current is not None
    assert TEXT[current.start : current.end] == "हवाना"


def test_a_name_is_accepted_everywhere_in_one_step(window: MainWindow, session: Session) -> None:
    press(window, Qt.Key.Key_Space)
    QTest.keyClick(window.article.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert [surface for surface, _ in tagged(session)] == ["रूस", "रूस"]
    assert words(window) == ["हवाना", "पेत्रोव"]
    current = window.article.suggestions.current
    assert current is not None
    assert TEXT[current.start : current.end] == "हवाना"
    assert session.undo()
    assert tagged(session) == []


def test_layers_and_confidence_are_chosen_and_remembered(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Wanted(frozenset({Layer.NAMES}), 0.9)
    monkeypatch.setattr(SuggestionsDialog, "ask", lambda *_: chosen)
    window._actions["mention.suggestions"].trigger()
    qtbot.waitUntil(lambda: words(window) == ["रूस", "रूस"], timeout=10_000)
    assert Settings().suggestions == chosen
    nothing = Wanted(frozenset(), 0.5)
    monkeypatch.setattr(SuggestionsDialog, "ask", lambda *_: nothing)
    window._actions["mention.suggestions"].trigger()
    qtbot.waitUntil(lambda: words(window) == [], timeout=10_000)
    assert Settings().suggestions == nothing


def test_the_dialog_says_what_the_tagger_is_worth(qtbot: QtBot) -> None:
    dialog = SuggestionsDialog(Wanted(), None, None)
    qtbot.addWidget(dialog)
    assert dialog.wanted() == Wanted()
    assert "once 10 articles are marked as done" in dialog.tagger.text()
    dialog.layers[Layer.TAGGER].click()
    dialog.threshold.setValue(80)
    assert dialog.value.text() == "80 %"
    assert dialog.wanted() == Wanted(frozenset(Layer) - {Layer.TAGGER}, 0.8)
    good = Figures(articles=12, items=40, hits=30, guesses=40)
    assert "precision 0.75, recall 0.75, F1 0.75" in tagger_words(good)
    assert tagger_words(Figures(articles=12, items=40, hits=1, guesses=40)).endswith("so it is off.")


def test_where_nothing_can_be_changed_nothing_is_suggested(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert session.look_back(session.project.revisions(1)[0].number)
    qtbot.waitUntil(lambda: words(window) == [])
