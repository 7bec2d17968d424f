"""The sentences that may voice a stance, as a person decides on them in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.edits import mentions, stances
from annotation.records import Article, Camp, Entity, Evidence, Mention, Origin, Polarity, Rejection, Stance
from gui.actions import ACTIONS, make_actions
from gui.dialogs.claimant import ClaimantDialog
from gui.dialogs.stance_composer import StanceComposer
from gui.panels.stances import StancesPanel
from gui.session import Session

SENTENCE = "रूस के विदेश मंत्रालय ने मादुरो का समर्थन किया, जबकि कनाडा ने बाँध को ग़लत बताया।"


@pytest.fixture
def panel(
    session: Session,
    show: Callable[..., StancesPanel],
    make_entity: Callable[..., Entity],
    tag: Callable[..., Mention],
    qtbot: QtBot,
) -> StancesPanel:
    """The panel with the last sentence of the article tagged, and what it voices offered."""
    for surface, label, occurrence in (("रूस", "Country", 1), ("मादुरो", "Person", 3)):
        make_entity(surface, label)
        tag(surface, label, occurrence=occurrence)
    panel = StancesPanel(session)
    specs = [spec for spec in ACTIONS if spec.place in ("stances", "offers")]
    actions = make_actions(specs, {"stances": panel.recorded, "offers": panel.offers})
    for action_id, method in {**panel.offers.handlers(), "stance.claimant": panel.change_claimant}.items():
        actions[action_id].triggered.connect(lambda _checked=False, call=method: call())
    show(panel, 400, 500)
    qtbot.waitUntil(lambda: panel.offers.any)
    panel.go_to_offer(1)
    return panel


def offered(panel: StancesPanel) -> list[str]:
    return [view.sentence for view in panel.offers.list.rows.views]


def press(qtbot: QtBot, panel: StancesPanel, key: Qt.Key, alt: bool = False) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(panel.focusWidget(), key, held)


def in_dialog(qtbot: QtBot, do: Callable[[StanceComposer | ClaimantDialog], None]) -> None:
    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, StanceComposer | ClaimantDialog)
        do(dialog)
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(50, go)


def test_the_sentence_is_offered_with_its_cue_and_shown_in_the_article(
    session: Session, panel: StancesPanel
) -> None:
    assert offered(panel) == ["रूस supports मादुरो"]
    view = panel.offers.list.rows.views[0]
    assert view.cue == "का समर्थन"
    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    panel.go_to_offer(1)
    assert session.article is not None
    (start, end) = spans[-1][0]
    assert session.article.text[start:end] == SENTENCE
    assert session.records.all(Stance) == []


def test_alt_enter_accepts_what_is_all_told(session: Session, panel: StancesPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, Qt.Key.Key_Return, alt=True)
    (stance,) = session.records.all(Stance)
    assert stance.origin is Origin.SUGGESTED
    assert not panel.offers.any
    assert panel.list.isVisible()
    session.undo()
    assert session.records.all(Stance) == []
    assert offered(panel) == ["रूस supports मादुरो"]


def test_what_is_not_told_is_not_accepted_but_said(
    session: Session, panel: StancesPanel, qtbot: QtBot
) -> None:
    mention = session.records.all(Mention)[0]
    assert session.article is not None
    session.apply(mentions.remove_mentions(session.article, [mention]))
    qtbot.waitUntil(lambda: offered(panel) == ["? supports मादुरो"])
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    press(qtbot, panel, Qt.Key.Key_Return, alt=True)
    assert "Return" in remarks[0]
    assert session.records.all(Stance) == []


def test_del_rejects_for_good_and_undo_brings_it_back(
    session: Session, panel: StancesPanel, articles: list[Article], qtbot: QtBot
) -> None:
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert not panel.offers.any
    session.open_article(articles[1].id)
    session.open_article(articles[0].id)
    qtbot.wait(400)
    assert not panel.offers.any
    session.undo()
    assert offered(panel) == ["रूस supports मादुरो"]


def test_enter_opens_the_composer_filled_in_and_enter_records(
    session: Session, panel: StancesPanel, qtbot: QtBot
) -> None:
    in_dialog(qtbot, lambda dialog: qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return))
    press(qtbot, panel, Qt.Key.Key_Return)
    (stance,) = session.records.all(Stance)
    camp = session.records.get(Camp, stance.camp_id or "")
    assert (camp.polarity, stance.origin) == (Polarity.SUPPORTS, Origin.SUGGESTED)
    (piece,) = session.records.all(Evidence)
    assert session.article is not None
    assert session.article.text[piece.start : piece.end] == SENTENCE
    assert session.records.all(Rejection) == []


def test_recording_something_else_turns_the_suggestion_down(
    session: Session, panel: StancesPanel, qtbot: QtBot
) -> None:
    def correct(dialog: StanceComposer | ClaimantDialog) -> None:
        assert isinstance(dialog, StanceComposer)
        dialog.polarity.choose_by_key("?")
        dialog.accept()

    in_dialog(qtbot, correct)
    press(qtbot, panel, Qt.Key.Key_Return)
    (stance,) = session.records.all(Stance)
    assert stance.origin is Origin.TYPED
    assert not panel.offers.any
    session.undo()
    assert offered(panel) == ["रूस supports मादुरो"]
    assert session.records.all(Stance) == []


def test_who_claims_a_stance_is_shown_and_changed_by_a_key(
    session: Session, panel: StancesPanel, make_entity: Callable[..., Entity], qtbot: QtBot
) -> None:
    holder, target, speaker = (make_entity(name) for name in ("A", "B", "C"))
    assert session.article is not None
    changes, stance_id = stances.record_stance(
        session.records, session.article, session.annotator.id, holder, Polarity.SUPPORTS, target
    )
    session.apply(changes)
    panel.select_stance(stance_id)
    panel.list.setFocus()

    def say(name: str) -> Callable[[StanceComposer | ClaimantDialog], None]:
        def do(dialog: StanceComposer | ClaimantDialog) -> None:
            assert isinstance(dialog, ClaimantDialog)
            dialog.field.set_typed(name)
            qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

        return do

    in_dialog(qtbot, say("C"))
    press(qtbot, panel, Qt.Key.Key_F4)
    assert session.records.get(Stance, stance_id).claimed_by_id == speaker.id
    assert [view.sentence for view in panel.list.rows.views] == ["A supports B, as C says"]
    in_dialog(qtbot, say(""))
    press(qtbot, panel, Qt.Key.Key_F4)
    assert session.records.get(Stance, stance_id).claimed_by_id is None
