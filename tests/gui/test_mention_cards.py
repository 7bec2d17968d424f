"""The card over the real panel: what it says of a mention, by mouse and by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QLocale, QPointF, Qt, QTime
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits import mentions as edits
from annotation.records import Annotator, Mention, new_id
from gui.article.hovering import HoverWatch
from gui.mention_cards import made_words, time_words
from gui.panels.article import ArticlePanel
from gui.widgets.clamped_label import ClampedLabel
from storage.project import Authorship

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def panel(qtbot: QtBot, session: Session, show: Any) -> ArticlePanel:
    panel = show(ArticlePanel(session), 700, 500)
    panel.findChild(HoverWatch)._rest.setInterval(1)
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    return panel


def texts(panel: ArticlePanel) -> list[str]:
    card = panel.cards.card
    return [label.text() for label in card.findChildren(ClampedLabel) if label.isVisible()]


def rest_on(panel: ArticlePanel, mention: Mention) -> None:
    viewport = panel.view.viewport()
    point = panel.view.box_of(mention.id).topLeft()
    place = QPointF(point.x() + 6, point.y() + 6)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(viewport.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def test_the_card_says_what_the_mention_is_who_tagged_it_and_when(
    qtbot: QtBot, panel: ArticlePanel, session: Session, tag: Tag, make_entity: Callable[..., Any]
) -> None:
    make_entity("निकोलस मादुरो", "Person", code="Q19837", aliases=("मादुरो",))
    mention = tag("मादुरो")
    assert session.article is not None
    session.apply(edits.note(session.article, mention, "<i>राष्ट्रपति</i>"))
    rest_on(panel, mention)
    qtbot.waitUntil(panel.cards.card.isVisible)
    *what, made = texts(panel)
    assert what == ["Person", "निकोलस मादुरो", "Q19837", "<i>राष्ट्रपति</i>"]
    assert made.startswith("Asha · ")
    box = panel.view.box_of(mention.id)
    box.moveTopLeft(panel.view.viewport().mapToGlobal(box.topLeft()))
    assert not panel.cards.card.geometry().intersects(box)
    assert panel.isActiveWindow()
    session.undo()
    assert not panel.cards.card.isVisible()


def test_nested_mentions_are_told_innermost_first_and_three_at_most(
    qtbot: QtBot, panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    inner = tag("मादुरो", "Person")
    for surface, label in (("निकोलस मादुरो", "Group"), ("निकोलस मादुरो ने", "Event")):
        tag(surface, label)
    rest_on(panel, inner)
    qtbot.waitUntil(panel.cards.card.isVisible)
    shown = texts(panel)
    assert [shown.index(name) for name in ("Person", "Group", "Event")] == [0, 3, 6]
    assert shown[1] == "not linked to an entity"
    assert not any("more" in text for text in shown)
    tag("राष्ट्रपति निकोलस मादुरो ने", "Issue")
    tag("राष्ट्रपति निकोलस मादुरो ने कहा", "Place")
    rest_on(panel, inner)
    qtbot.waitUntil(panel.cards.card.isVisible)
    assert "Issue" not in texts(panel)
    assert texts(panel)[-1] == "and 2 more"


def test_the_key_shows_the_current_mentions_card_and_escape_takes_it_away(
    qtbot: QtBot, panel: ArticlePanel, tag: Tag
) -> None:
    hints: list[str] = []
    panel.hinted.connect(hints.append)
    show_card = panel.cards.handlers()["mention.card"]
    show_card()
    assert hints == ["There is no mention under the caret"]
    mention, other = tag("मादुरो"), tag("रूस", "Country")
    panel.show_mention(mention.id)
    show_card()
    assert texts(panel)[0] == "Person"
    assert "not linked to an entity" in panel.cards.card.accessibleName()
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not panel.cards.card.isVisible()
    assert panel.view.current == mention.id
    show_card()
    show_card()
    assert not panel.cards.card.isVisible()
    show_card()
    panel.show_mention(other.id)
    assert not panel.cards.card.isVisible()


def test_the_current_mention_is_said_to_screen_readers(panel: ArticlePanel, tag: Tag) -> None:
    panel.show_mention(tag("मादुरो").id)
    assert "मादुरो" in panel.view.accessibleDescription()
    assert "Person" in panel.view.accessibleDescription()


def test_another_persons_change_is_told_beside_who_added(
    qtbot: QtBot, panel: ArticlePanel, session: Session, tag: Tag
) -> None:
    mention = tag("मादुरो")
    assert session.article is not None
    bina = Annotator(id=new_id(), name="Bina")
    session.project.apply(change_set("added Bina", [add(bina)]), bina.id)
    session.project.apply(edits.note(session.article, mention, "x"), bina.id)
    rest_on(panel, mention)
    qtbot.waitUntil(panel.cards.card.isVisible)
    added, changed = texts(panel)[-2:]
    assert added.startswith("Added by Asha · ")
    assert changed.startswith("Changed by Bina · ")


def test_times_are_told_in_local_time_as_the_reader_writes_them() -> None:
    noon = datetime(2026, 11, 26, 12, 0).astimezone().astimezone(UTC)
    clock = QLocale().toString(QTime(12, 0), QLocale.FormatType.ShortFormat)
    assert time_words(noon) == f"26 Nov 2026, {clock}"
    later = datetime(2026, 11, 27, 12, 0).astimezone().astimezone(UTC)
    assert made_words(Authorship("Asha", noon, "Asha", later)) == [f"Asha · 27 Nov 2026, {clock}"]
