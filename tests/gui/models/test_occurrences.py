"""Places in a list: what is ticked, what can be, and how big a list may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot
from typing_extensions import override

from annotation.edits.tagging_all import Occurrence
from annotation.records import Entity, Label, Mention, new_id
from annotation.working_set import WorkingSet
from gui.models.occurrence_delegate import OccurrenceDelegate
from gui.models.occurrences import FoundArticle, LabelRole, OccurrencesModel, Place, TaggedRole
from gui.widgets.row_painting import Row
from gui.widgets.tick_list import TickList, tick_column

PERSON, GROUP = (
    Label(id=new_id(), name=name, colour="#336699", position=place)
    for place, name in enumerate(("Person", "Group"))
)
MADURO = Entity(id=new_id(), name="निकोलस  मादुरो", label_id=PERSON.id)
RECORDS = WorkingSet([PERSON, GROUP, MADURO])
CHECKED, UNCHECKED, PARTLY = (
    Qt.CheckState.Checked,
    Qt.CheckState.Unchecked,
    Qt.CheckState.PartiallyChecked,
)


def mention(start: int, end: int, label: Label = PERSON, entity: Entity | None = None) -> Mention:
    entity_id = entity.id if entity else None
    return Mention(
        id=new_id(),
        article_id="a",
        annotator_id="b",
        start=start,
        end=end,
        label_id=label.id,
        entity_id=entity_id,
    )


def place(*mentions: Mention, start: int = 10) -> Place:
    occurrence = Occurrence("a", "hi", start, start + 6, "मादुरो", mentions)
    return Place(occurrence, "राष्ट्रपति ", "मादुरो", " ने कहा")


@pytest.fixture
def model(qapp: object) -> OccurrencesModel:
    model = OccurrencesModel(RECORDS, PERSON.id)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert tester.model() is model
    return model


def states(model: OccurrencesModel) -> list[Qt.CheckState]:
    return [
        Qt.CheckState(model.index(row).data(Qt.ItemDataRole.CheckStateRole))
        for row in range(model.rowCount())
    ]


def can_be_ticked(model: OccurrencesModel, row: int) -> bool:
    return bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsUserCheckable)


def test_what_meets_no_mention_is_ticked_and_what_is_tagged_so_already_cannot_be(
    model: OccurrencesModel,
) -> None:
    tagged, otherwise, around = mention(10, 16, PERSON, MADURO), mention(10, 16, GROUP), mention(0, 30)
    model.append([FoundArticle(None, [place(), place(tagged), place(otherwise), place(around, tagged)])])
    model.append([FoundArticle(None, [place(around)])])
    assert states(model) == [CHECKED, UNCHECKED, UNCHECKED, UNCHECKED, UNCHECKED]
    assert [can_be_ticked(model, row) for row in range(5)] == [True, False, True, False, True]
    assert [model.index(row).data(TaggedRole) for row in range(5)] == [
        "",
        "tagged Person · निकोलस मादुरो",
        "tagged Group",
        "tagged Person · निकोलस मादुरो",
        "overlaps Person",
    ]
    assert model.index(2).data(LabelRole) == GROUP
    assert (model.count(), model.tagged_count(), model.ticked_count()) == (5, 2, 1)
    model.toggle([1])
    assert states(model)[1] == UNCHECKED


def test_with_another_label_other_places_can_be_ticked(model: OccurrencesModel) -> None:
    model.append([FoundArticle(None, [place(mention(10, 16, PERSON)), place(mention(10, 16, GROUP))])])
    model.toggle([0, 1])
    assert states(model) == [UNCHECKED, CHECKED]
    model.set_label(GROUP.id)
    assert states(model) == [UNCHECKED, UNCHECKED]
    model.toggle([0, 1])
    assert states(model) == [CHECKED, UNCHECKED]


def test_a_title_ticks_what_is_below_it(model: OccurrencesModel) -> None:
    model.append(
        [FoundArticle("एक", [place(), place()]), FoundArticle("दो", [place(), place(mention(0, 30))])]
    )
    assert states(model) == [CHECKED, CHECKED, CHECKED, PARTLY, CHECKED, UNCHECKED]
    assert [model.index(row).data(TaggedRole) for row in (0, 3)] == ["2 of 2", "1 of 2"]
    model.toggle([0])
    assert states(model) == [UNCHECKED, UNCHECKED, UNCHECKED, PARTLY, CHECKED, UNCHECKED]
    model.toggle([3])
    assert states(model)[3:] == [CHECKED, CHECKED, CHECKED]
    model.toggle([4])
    assert states(model)[3:] == [PARTLY, UNCHECKED, CHECKED]


def test_all_are_ticked_then_none(model: OccurrencesModel) -> None:
    model.append([FoundArticle("एक", [place(), place(mention(0, 30)), place(mention(10, 16))])])
    model.toggle_all()
    assert states(model) == [PARTLY, CHECKED, CHECKED, UNCHECKED]
    model.toggle_all()
    assert model.ticked() == []


def test_a_screen_reader_hears_the_words_in_their_place_and_how_they_are_tagged(
    model: OccurrencesModel,
) -> None:
    model.append([FoundArticle("A <b>", [place(mention(10, 16))])])
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert said == ["A <b>, 0 of 1 ticked", "राष्ट्रपति मादुरो ने कहा, tagged Person"]
    assert "&lt;b&gt;" in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_tick_redraws_its_row_and_the_title_above(model: OccurrencesModel, qtbot: QtBot) -> None:
    model.append([FoundArticle("एक", [place()]), FoundArticle("दो", [place(), place()])])
    redrawn: list[int] = []
    model.dataChanged.connect(lambda first, _last: redrawn.append(first.row()))
    with qtbot.waitSignal(model.ticks_changed):
        model.toggle([4])
    assert sorted(redrawn) == [2, 4]


@given(data=st.data())
def test_ticks_are_those_of_a_plain_list(data: st.DataObject) -> None:
    kinds = st.sampled_from(["free", "person", "group", "around"])
    found = data.draw(st.lists(st.lists(kinds, min_size=1, max_size=4), max_size=4))
    model = OccurrencesModel(RECORDS, PERSON.id)
    meeting = {
        "free": (),
        "person": (mention(10, 16, PERSON),),
        "group": (mention(10, 16, GROUP),),
        "around": (mention(0, 30),),
    }
    rows: list[tuple[int, str]] = []  # which article, and what kind of place; a title has none
    ticks: dict[int, bool] = {}
    for number, article in enumerate(found):
        rows.append((number, ""))
        for kind in article:
            ticks[len(rows)] = kind == "free"
            rows.append((number, kind))
        model.append([FoundArticle(f"{number}", [place(*meeting[kind]) for kind in article])])
    label = PERSON
    for _ in range(data.draw(st.integers(0, 6))):
        blocked = {row for row in ticks if rows[row][1] == label.name.lower()}
        match data.draw(st.sampled_from(["toggle", "all", "label"])):
            case "toggle" if rows:
                row = data.draw(st.integers(0, len(rows) - 1))
                meant = [r for r in ticks if r == row or (not rows[row][1] and rows[r][0] == rows[row][0])]
                model.toggle([row])
            case "label":
                label = GROUP if label is PERSON else PERSON
                model.set_label(label.id)
                ticks.update((row, False) for row in ticks if rows[row][1] == label.name.lower())
                continue
            case _:
                meant = list(ticks)
                model.toggle_all()
        meant = [row for row in meant if row not in blocked]
        ticks.update(dict.fromkeys(meant, not all(ticks[row] for row in meant)))
    shown = states(model)
    assert {row: shown[row] == CHECKED for row in ticks} == ticks
    assert model.ticked_count() == sum(ticks.values()) == len(model.ticked())


@pytest.fixture
def show_list(model: OccurrencesModel, qtbot: QtBot) -> Callable[[], TickList]:
    def show() -> TickList:
        view = TickList()
        qtbot.addWidget(view)
        view.setModel(model)
        view.setItemDelegate(OccurrenceDelegate(view))
        view.toggle_requested.connect(model.toggle)
        view.all_requested.connect(model.toggle_all)
        view.resize(700, 300)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return show


def test_space_turns_the_selected_rows_round_and_a_click_only_on_the_tick(
    model: OccurrencesModel, show_list: Callable[[], TickList], qtbot: QtBot
) -> None:
    model.append([FoundArticle(None, [place(), place(), place()])])
    view = show_list()
    view.setCurrentIndex(model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert states(model) == [UNCHECKED, CHECKED, CHECKED]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert states(model) == [UNCHECKED, UNCHECKED, UNCHECKED]
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert states(model) == [CHECKED, CHECKED, CHECKED]
    row = view.visualRect(model.index(1))
    tick = tick_column(row, view.fontMetrics())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert states(model) == [CHECKED, CHECKED, CHECKED]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=tick.center())
    assert states(model) == [CHECKED, UNCHECKED, CHECKED]
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert states(model) == [CHECKED, CHECKED, CHECKED]


class Counting(OccurrenceDelegate):
    """Remembers of which rows the view wanted anything."""

    def __init__(self, view: TickList) -> None:
        super().__init__(view)
        self.rows: set[int] = set()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        self.rows.add(index.row())
        return super().sizeHint(option, index)

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        self.rows.add(index.row())
        super().paint_row(painter, row, index)


def test_of_fifty_thousand_rows_only_those_in_sight_are_looked_at(
    model: OccurrencesModel, show_list: Callable[[], TickList]
) -> None:
    view = show_list()
    delegate = Counting(view)
    view.setItemDelegate(delegate)
    model.append([FoundArticle(f"{number}", [place()] * 50) for number in range(1000)])
    model.toggle_all()
    view.scrollToBottom()
    view.grab()
    assert max(delegate.rows) == model.rowCount() - 1
    assert len(delegate.rows) < 100
