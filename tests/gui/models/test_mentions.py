from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotation.changes import Change, ChangeSet, add, remove
from annotation.records import Article, Entity, Label, Mention, Record, sha256_of
from annotation.working_set import WorkingSet
from gui.models.mentions import (
    ContextRole,
    CountRole,
    EntityRole,
    LabelRole,
    MentionRole,
    MentionsModel,
    OpenRole,
)

TEXT = "रूस ने कहा\nऔर चीन ने भी कहा कि <b>Russia</b> सुनता है।"
RUSSIA = TEXT.index("Russia")
LABEL = Label(id="l", name="Country", colour="#d9702a")
OTHER_LABEL = Label(id="m", name="Place", colour="#a08c1e")


def article() -> Article:
    return Article(
        id="a", title="t", text=TEXT, sha256=sha256_of(TEXT), imported_at=datetime(2024, 1, 1, tzinfo=UTC)
    )


def entity(number: int, name: str) -> Entity:
    return Entity(id=f"e{number}", name=name, label_id="l")


def mention(number: int, start: int, end: int, entity_id: str | None = None) -> Mention:
    return Mention(
        id=f"m{number}",
        article_id="a",
        annotator_id="p",
        start=start,
        end=end,
        label_id="l",
        entity_id=entity_id,
    )


def model_of(records: WorkingSet) -> MentionsModel:
    model = MentionsModel(records)
    model.set_article(article())
    model.open_all()
    return model


def rows(model: MentionsModel) -> list[Any]:
    """Everything that the model shows."""
    roles = (Qt.ItemDataRole.AccessibleTextRole, MentionRole, CountRole)
    return [[model.index(row).data(role) for role in roles] for row in range(model.rowCount())]


def open_each(model: MentionsModel) -> None:
    row = 0
    while row < model.rowCount():
        model.set_open(model.index(row), opened=True)
        row += 1


def groups(model: MentionsModel) -> list[str]:
    indexes = (model.index(row) for row in range(model.rowCount()))
    return [index.data() for index in indexes if index.data(OpenRole) is not None]


def small_records() -> WorkingSet:
    return WorkingSet(
        [
            LABEL,
            OTHER_LABEL,
            entity(1, "रूस"),
            entity(2, "चीन"),
            mention(1, 0, 3, "e1"),
            mention(2, 14, 17, "e2"),
            mention(3, RUSSIA, RUSSIA + 6, "e1"),
            mention(4, 4, 6),
        ]
    )


def test_mentions_stand_in_text_order_under_their_entity_and_the_unlinked_ones_last(
    qapp: object, qtmodeltester: Any
) -> None:
    model = model_of(small_records())
    assert groups(model) == ["चीन", "रूस", "Not linked"]
    shown = [model.index(row).data(MentionRole) for row in range(model.rowCount())]
    assert [mention and mention.id for mention in shown] == [None, "m2", None, "m1", "m3", None, "m4"]
    assert [model.index(row).data(CountRole) for row in (0, 2, 5)] == [1, 2, 1]
    qtmodeltester.check(model)


def test_a_screen_reader_hears_label_surface_and_entity(qapp: object) -> None:
    model = model_of(small_records())
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of_mention("m3").data(said) == "Country Russia, linked to रूस"
    assert model.index_of_mention("m4").data(said) == "Country ने, not linked"
    assert model.group_of("m3").data(said) == "रूस, Country, 2 mentions, open"


def test_the_context_stays_within_the_line_of_the_text(qapp: object) -> None:
    model = model_of(small_records())
    assert model.index_of_mention("m2").data(ContextRole)[0] == "और "
    assert model.index_of_mention("m1").data(ContextRole) == ("", "रूस", " ने कहा")


def test_text_that_looks_like_markup_is_escaped_in_the_tooltip(qapp: object) -> None:
    model = model_of(small_records())
    assert "&lt;b&gt;" in model.index_of_mention("m3").data(Qt.ItemDataRole.ToolTipRole)


def test_a_linked_mention_moves_to_its_entity_and_the_empty_group_goes(qapp: object) -> None:
    records = small_records()
    model = model_of(records)
    before = records.get(Mention, "m4")
    change = ChangeSet("linked", (Change(before, replace(before, entity_id="e2")),))
    records.apply(change)
    model.follow(change)
    assert groups(model) == ["चीन", "रूस"]
    assert model.group_of("m4").data(EntityRole).id == "e2"


def test_an_edit_of_another_annotator_or_article_leaves_the_rows_alone(qapp: object) -> None:
    records = small_records()
    model = model_of(records)
    before = rows(model)
    model.follow(ChangeSet("elsewhere", (add(mention(9, 0, 3, "e1")),)))
    assert rows(model) == before


def test_a_label_that_is_recoloured_is_drawn_again(qapp: object) -> None:
    records = small_records()
    model = model_of(records)
    drawn: list[int] = []
    model.dataChanged.connect(lambda first, last: drawn.extend(range(first.row(), last.row() + 1)))
    change = ChangeSet("recoloured", (Change(LABEL, replace(LABEL, colour="#000000")),))
    records.apply(change)
    model.follow(change)
    assert model.index_of_mention("m1").row() in drawn
    assert model.index_of_mention("m1").data(LabelRole).colour == "#000000"


Step = tuple[str, int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["mention", "mention", "link", "resize", "unmention", "name", "unname", "relabel"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 20),
    ),
    max_size=25,
)


def change_of(records: WorkingSet, step: Step) -> list[Change]:
    """Make the changes of a step; none where it makes no sense as the records stand."""
    kind, one, two, place = step
    there = records.find(Mention, f"m{one}")
    named = records.find(Entity, f"e{two}")
    makers: dict[str, Callable[[], Record | None]] = {
        "mention": lambda: mention(one, place, place + 1 + two, named.id if named else None),
        "link": lambda: there and replace(there, entity_id=named.id if named else None),
        "resize": lambda: there and replace(there, start=place, end=place + 1 + two),
        "relabel": lambda: there and replace(there, label_id="m"),
        "name": lambda: replace(named, name=chr(0x915 + place)) if named else entity(two, chr(0x915 + place)),
    }
    if kind == "unmention":
        return [remove(there)] if there else []
    if kind == "unname":
        mine = records.where(Mention, "entity_id", f"e{two}")
        unlinked = [Change(each, replace(each, entity_id=None)) for each in mine]
        return [*unlinked, remove(named)] if named else []
    after = makers[kind]()
    if after is None:
        return []
    return [Change(records.find(type(after), after.id), after)]


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60)
@given(steps=STEPS, together=st.integers(1, 6))
def test_after_any_changes_the_rows_are_those_of_a_fresh_model(steps: list[Step], together: int) -> None:
    records = small_records()
    model = model_of(records)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    pending: list[Change] = []
    ahead = WorkingSet(records)
    for number, step in enumerate(steps, 1):
        changes = change_of(ahead, step)
        ahead.apply(ChangeSet("", tuple(changes)))
        pending += changes
        if number % together == 0 or number == len(steps):
            change_set = ChangeSet("", tuple(pending))
            pending = []
            records.apply(change_set)
            model.follow(change_set)
            open_each(model)  # a group that comes is closed
            assert rows(model) == rows(model_of(records))
    for each in records.all(Mention):
        assert model.index_of_mention(each.id).data(MentionRole) == each
    assert tester.model() is model
