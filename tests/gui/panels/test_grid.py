"""The stance grid as a person uses it, on a real project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits.stances import record_stance
from annotation.records import Annotator, Article, Entity, Polarity, Stance, new_id
from annotation.stance_grid import Cell
from gui.models.stance_grid import CellRole
from gui.panels.grid import PAUSE, GridPanel
from gui.session import Session

YES, NO = Polarity.SUPPORTS, Polarity.OPPOSES
Record = Callable[..., Stance]
MakeEntity = Callable[..., Entity]


@pytest.fixture
def panel(session: Session, show: Callable[..., GridPanel]) -> GridPanel:
    return show(GridPanel(session), 500, 400)


@pytest.fixture
def record(session: Session) -> Record:
    def record(holder: Entity, polarity: Polarity, target: Entity, *spans: tuple[int, int]) -> Stance:
        assert session.article is not None
        changes, stance_id = record_stance(
            session.records, session.article, session.annotator.id, holder, polarity, target, spans
        )
        assert session.apply(changes)
        return session.records.get(Stance, stance_id)

    return record


def shown(panel: GridPanel) -> dict[tuple[str, str], tuple[Polarity, ...]]:
    model = panel.model
    found: dict[tuple[str, str], tuple[Polarity, ...]] = {}
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell: Cell | None = model.index(row, column).data(CellRole)
            if cell is not None:
                names = (
                    model.headerData(row, Qt.Orientation.Vertical),
                    model.headerData(column, Qt.Orientation.Horizontal),
                )
                found[names] = cell.polarities
    return found


def choose(panel: GridPanel, box: str, text: str) -> None:
    combo = getattr(panel, box)
    combo.setCurrentIndex(combo.findText(text, Qt.MatchFlag.MatchContains))


def test_the_grid_follows_what_is_recorded_and_says_so_while_there_is_nothing(
    panel: GridPanel, session: Session, make_entity: MakeEntity, record: Record, qtbot: QtBot
) -> None:
    assert panel.model.rowCount() == 0
    russia, canada, maduro = make_entity("रूस"), make_entity("कनाडा"), make_entity("मादुरो")
    record(russia, YES, maduro, (3, 9))
    record(canada, NO, maduro)
    qtbot.waitUntil(lambda: shown(panel) == {("रूस", "मादुरो"): (YES,), ("कनाडा", "मादुरो"): (NO,)})
    tip = panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "रूस supports मादुरो: 1 stance, 1 passage, in 1 article." in tip
    session.undo()
    qtbot.waitUntil(lambda: shown(panel) == {("रूस", "मादुरो"): (YES,)})


def test_contradicting_stances_are_both_seen_in_their_cell(
    panel: GridPanel, make_entity: MakeEntity, record: Record, qtbot: QtBot
) -> None:
    russia, maduro = make_entity("रूस"), make_entity("मादुरो")
    record(russia, YES, maduro)
    record(russia, NO, maduro)
    qtbot.waitUntil(lambda: shown(panel) == {("रूस", "मादुरो"): (YES, NO)})
    assert "contradict each other" in panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    choose(panel, "polarity", "Opposes")
    assert shown(panel) == {("रूस", "मादुरो"): (NO,)}


def test_enter_goes_to_the_stance_and_each_time_to_the_next(
    panel: GridPanel, make_entity: MakeEntity, record: Record, qtbot: QtBot
) -> None:
    russia, maduro = make_entity("रूस"), make_entity("मादुरो")
    first, second = record(russia, YES, maduro), record(russia, NO, maduro)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    chosen: list[str] = []
    panel.stance_chosen.connect(chosen.append)
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    for _ in range(3):
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert chosen == [first.id, second.id, first.id]


def test_the_whole_project_shows_other_articles_and_enter_opens_them(
    panel: GridPanel,
    session: Session,
    articles: list[Article],
    make_entity: MakeEntity,
    record: Record,
    qtbot: QtBot,
) -> None:
    russia, maduro, dam = make_entity("रूस"), make_entity("मादुरो"), make_entity("Dam")
    record(russia, YES, maduro)
    session.open_article(articles[1].id)
    stance = record(russia, NO, dam)
    qtbot.waitUntil(lambda: shown(panel) == {("रूस", "Dam"): (NO,)})
    session.open_article(articles[0].id)
    choose(panel, "scope", "Whole project")
    qtbot.waitUntil(lambda: len(shown(panel)) == 2)
    panel.filter_box.setText("dam")
    qtbot.waitUntil(lambda: shown(panel) == {("रूस", "Dam"): (NO,)})
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    with qtbot.waitSignal(panel.stance_chosen) as said:
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert said.args == [stance.id]
    assert session.article is not None
    assert session.article.id == articles[1].id


def test_another_annotators_stances_are_shown_when_asked_for_with_their_evidence(
    panel: GridPanel, session: Session, make_entity: MakeEntity, qtbot: QtBot
) -> None:
    russia, maduro = make_entity("रूस"), make_entity("मादुरो")
    bina = Annotator(id=new_id(), name="Bina")
    assert session.apply(change_set("joined", [add(bina)]))
    assert session.article is not None
    changes, _ = record_stance(session.records, session.article, bina.id, russia, NO, maduro, [(3, 9)])
    session.project.apply(changes, bina.id)
    assert shown(panel) == {}
    choose(panel, "whose", "Bina")
    assert shown(panel) == {("रूस", "मादुरो"): (NO,)}
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    with qtbot.waitSignal(panel.spans_shown) as said:
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert said.args == [[(3, 9)]]
    choose(panel, "whose", "Everybody")
    assert len(shown(panel)) == 1


@pytest.mark.parametrize("scope", ["This article", "Whole project"])
def test_nothing_is_read_any_more_once_the_project_is_closed(
    panel: GridPanel, session: Session, record: Record, make_entity: MakeEntity, qtbot: QtBot, scope: str
) -> None:
    choose(panel, "scope", scope)
    record(make_entity("रूस"), YES, make_entity("मादुरो"))  # the grid would follow after its pause
    session.close()
    qtbot.wait(2 * PAUSE)  # what goes wrong in the meantime fails the test
