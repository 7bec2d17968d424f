"""The stance panel as a person uses it, on a real project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits import alliances
from annotation.edits import stances as edits
from annotation.records import Camp, Correction, Entity, Evidence, Polarity, Stance
from gui.actions import ACTIONS, make_actions
from gui.panels.stances import StancesPanel
from gui.session import Session
from gui.widgets.empty_state import EmptyState

Record = Callable[..., str]
OpenPanel = Callable[[], StancesPanel]


@pytest.fixture
def record(session: Session, make_entity: Callable[..., Entity]) -> Record:
    """Record a stance towards the dam: `record("रूस", Polarity.SUPPORTS, "मादुरो का समर्थन")`."""
    dam = make_entity("बाँध", "Issue")

    def make(holder: str, polarity: Polarity, *pieces: str) -> str:
        article = session.article
        assert article is not None
        spans = [(article.text.index(piece), article.text.index(piece) + len(piece)) for piece in pieces]
        entity = make_entity(holder, "Country")
        changes, stance_id = edits.record_stance(
            session.records, article, session.annotator.id, entity, polarity, dam, spans
        )
        assert session.apply(changes)
        return stance_id

    return make


@pytest.fixture
def open_panel(session: Session, show: Callable[..., StancesPanel]) -> OpenPanel:
    """Show the panel with its actions connected, as the window does it."""

    def make() -> StancesPanel:
        panel = StancesPanel(session)
        specs = [spec for spec in ACTIONS if spec.place == "stances"]
        actions = make_actions(specs, {"stances": panel.recorded})
        for action_id, method in {
            "stance.remove_evidence": panel.remove_evidence,
            "stance.polarity": panel.change_polarity,
            "stance.claimant": panel.change_claimant,
            "stance.remove": panel.remove,
        }.items():
            actions.pop(action_id).triggered.connect(method)
        assert not actions, "an action of the panel is not connected"
        show(panel, 340, 500)
        panel.setFocus()
        return panel

    return make


def press(qtbot: QtBot, panel: StancesPanel, key: Qt.Key, control: bool = False) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    chord = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(panel.focusWidget(), key, chord)


def in_menu(qtbot: QtBot, key: Qt.Key) -> list[str]:
    """Press a key in the menu that opens next; returns what the menu will have offered."""
    texts: list[str] = []

    def go() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts.extend(action.text() for action in menu.actions())
        qtbot.keyClick(menu, key)
        if menu.isVisible():
            menu.close()

    QTimer.singleShot(50, go)
    return texts


def sentences(panel: StancesPanel) -> list[str]:
    return [view.sentence for view in panel.list.rows.views]


def polarity(session: Session, stance_id: str) -> Polarity:
    return session.records.get(Camp, session.records.get(Stance, stance_id).camp_id or "").polarity


def test_an_article_without_stances_says_how_to_record_one(session: Session, open_panel: OpenPanel) -> None:
    panel = open_panel()
    empty = panel.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    assert "Ctrl+Return" in " ".join(label.text() for label in empty.findChildren(QLabel))
    session.open_article(None)
    assert "No article is open" in " ".join(label.text() for label in empty.findChildren(QLabel))


def test_going_to_a_stance_shows_its_evidence_in_the_article(
    session: Session, open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    russia = record("रूस", Polarity.SUPPORTS, "का समर्थन", "रूस, चीन")
    canada = record("कनाडा", Polarity.OPPOSES, "ग़लत बताया")
    panel = open_panel()
    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    assert sentences(panel) == ["रूस supports बाँध", "कनाडा opposes बाँध"]
    assert panel.current_stance_id() == russia
    press(qtbot, panel, Qt.Key.Key_Down)
    assert panel.current_stance_id() == canada
    rect = panel.list.visualRect(panel.list.rows.index(0))
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert panel.current_stance_id() == russia
    text = session.article.text  # pyright: ignore[reportOptionalMemberAccess]
    cut = [[text[start:end] for start, end in shown] for shown in spans]
    assert cut[0] == ["ग़लत बताया"]
    assert cut[-1] == ["रूस, चीन", "का समर्थन"]


def test_the_current_stance_is_higher_for_its_evidence_is_quoted_beneath(
    open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    record("रूस", Polarity.SUPPORTS, "का समर्थन", "रूस, चीन")
    record("कनाडा", Polarity.OPPOSES, "ग़लत बताया")
    panel = open_panel()

    def height(row: int) -> int:
        panel.list.executeDelayedItemsLayout()
        return panel.list.visualRect(panel.list.rows.index(row)).height()

    before = height(0), height(1)
    press(qtbot, panel, Qt.Key.Key_Down)
    assert before[0] > height(0)
    assert before[1] < height(1)


def test_the_polarity_is_changed_by_enter_and_a_sign(
    session: Session, open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    stance_id = record("रूस", Polarity.SUPPORTS, "का समर्थन")
    panel = open_panel()
    for key, wanted in (
        (Qt.Key.Key_Minus, Polarity.OPPOSES),
        (Qt.Key.Key_0, Polarity.NEUTRAL),
        (Qt.Key.Key_Question, Polarity.UNCLEAR),
        (Qt.Key.Key_Plus, Polarity.SUPPORTS),
    ):
        offered = in_menu(qtbot, key)
        press(qtbot, panel, Qt.Key.Key_Return)
        assert len(offered) == 4
        assert polarity(session, stance_id) is wanted
        assert panel.current_stance_id() == stance_id


def test_the_menu_stands_on_the_present_polarity_and_marks_it(
    session: Session, open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    stance_id = record("रूस", Polarity.NEUTRAL, "का समर्थन")
    panel = open_panel()
    marked: list[tuple[str, bool]] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        marked.extend((a.data(), a is menu.activeAction()) for a in menu.actions() if a.isChecked())
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(50, look)
    press(qtbot, panel, Qt.Key.Key_Return)
    assert marked == [("neutral", True)]
    assert polarity(session, stance_id) is Polarity.NEUTRAL


def test_evidence_is_added_to_the_current_stance_once(
    session: Session, open_panel: OpenPanel, record: Record
) -> None:
    stance_id = record("रूस", Polarity.SUPPORTS, "का समर्थन")
    panel = open_panel()
    remarks: list[str] = []
    session.remarked.connect(remarks.append)
    panel.select_stance(stance_id)
    panel.add_evidence(0, 4)
    panel.add_evidence(0, 4)
    assert [(p.start, p.end) for p in session.records.where(Evidence, "stance_id", stance_id)][1:] == [(0, 4)]
    assert len(remarks) == 1
    assert panel.current_stance_id() == stance_id
    hints = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("Ctrl+Shift+Return" in hint for hint in hints)


def test_evidence_is_removed_one_passage_at_a_time(
    session: Session, open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    stance_id = record("रूस", Polarity.SUPPORTS, "का समर्थन", "रूस, चीन")
    panel = open_panel()
    panel.select_stance(stance_id)
    offered = in_menu(qtbot, Qt.Key.Key_2)
    press(qtbot, panel, Qt.Key.Key_Backspace, control=True)
    assert offered == ["&1  “रूस, चीन”", "&2  “का समर्थन”"]
    text = session.article.text  # pyright: ignore[reportOptionalMemberAccess]
    left = session.records.where(Evidence, "stance_id", stance_id)
    assert [text[piece.start : piece.end] for piece in left] == ["रूस, चीन"]
    press(qtbot, panel, Qt.Key.Key_Backspace, control=True)
    assert session.records.where(Evidence, "stance_id", stance_id) == []
    assert panel.current_stance_id() == stance_id


def test_the_article_shows_no_evidence_that_has_gone(
    session: Session, open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    stance_id = record("रूस", Polarity.SUPPORTS, "का समर्थन")
    panel = open_panel()
    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    panel.select_stance(stance_id)
    panel.add_evidence(0, 4)
    both = spans[-1]
    assert len(both) == 2
    session.undo()
    assert spans[-1] == both[1:]
    panel.remove_evidence()
    assert spans[-1] == []
    session.undo()
    assert spans[-1] == both[1:]
    session.undo()
    assert session.records.find(Stance, stance_id) is None
    assert spans[-1] == []


def test_leaving_the_question_which_evidence_goes_shows_all_of_it_again(
    open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    record("रूस", Polarity.SUPPORTS, "का समर्थन", "रूस, चीन")
    panel = open_panel()
    spans: list[list[tuple[int, int]]] = []
    panel.spans_shown.connect(spans.append)
    in_menu(qtbot, Qt.Key.Key_Down)
    press(qtbot, panel, Qt.Key.Key_Backspace, control=True)
    assert [len(shown) for shown in spans] == [1, 2]


def test_a_removed_stance_gives_its_place_to_the_next(
    session: Session, open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    record("रूस", Polarity.SUPPORTS, "रूस, चीन")
    middle = record("कनाडा", Polarity.OPPOSES, "का समर्थन")
    last = record("चीन", Polarity.OPPOSES, "ग़लत बताया")
    panel = open_panel()
    panel.select_stance(middle)
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert session.records.find(Stance, middle) is None
    assert panel.current_stance_id() == last
    session.undo()
    assert len(sentences(panel)) == 3


def test_a_stance_of_a_list_that_is_removed_stays_on_record_there(
    session: Session, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    article = session.article
    assert article is not None
    session.apply(
        alliances.accept(
            session.records, session.names, article, session.annotator.id, session.pending_lists()
        )
    )
    panel = open_panel()
    view = panel.list.rows.views[0]
    assert view.heading == "मादुरो के समर्थन वाले देश"
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert session.records.get(Stance, view.id).correction is Correction.REMOVED
    assert view.id not in {shown.id for shown in panel.list.rows.views}


def test_the_filter_narrows_and_selecting_a_hidden_stance_lifts_it(
    open_panel: OpenPanel, record: Record, qtbot: QtBot
) -> None:
    russia = record("रूस", Polarity.SUPPORTS, "रूस, चीन")
    record("कनाडा", Polarity.OPPOSES, "ग़लत बताया")
    panel = open_panel()
    panel.filter_box.setText("opp")
    qtbot.waitUntil(lambda: sentences(panel) == ["कनाडा opposes बाँध"])
    panel.select_stance(russia)
    assert panel.current_stance_id() == russia
    assert len(sentences(panel)) == 2
    panel.filter_box.setText("xyz")
    qtbot.waitUntil(lambda: sentences(panel) == [])
    assert panel.current_stance_id() is None


def test_enter_in_the_filter_goes_on_to_the_list(open_panel: OpenPanel, record: Record, qtbot: QtBot) -> None:
    record("रूस", Polarity.SUPPORTS, "रूस, चीन")
    panel = open_panel()
    panel.filter_box.setFocus()
    opened: list[QWidget] = []

    def close_popup() -> None:
        if popup := QApplication.activePopupWidget():
            opened.append(popup)
            popup.close()

    QTimer.singleShot(100, close_popup)
    press(qtbot, panel, Qt.Key.Key_Return)
    qtbot.wait(150)
    assert panel.list.hasFocus()
    assert opened == []


def test_another_article_has_stances_of_its_own(
    session: Session, open_panel: OpenPanel, record: Record
) -> None:
    record("रूस", Polarity.SUPPORTS, "रूस, चीन")
    panel = open_panel()
    first, second = session.article_rows()
    session.open_article(second.id)
    assert sentences(panel) == []
    assert panel.current_stance_id() is None
    session.open_article(first.id)
    assert sentences(panel) == ["रूस supports बाँध"]
