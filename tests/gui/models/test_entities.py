from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from annotation.changes import Change, ChangeSet
from annotation.edits.entities import describe
from annotation.records import Alias, Label
from gui.models.entities import AliasesRole, EntitiesModel
from gui.models.mentions import CountRole, LabelRole

if TYPE_CHECKING:
    from gui.session import Session


def names(model: EntitiesModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_entities_stand_by_name_with_label_aliases_and_count(
    session: Session, make_entity: Any, tag: Any, qtmodeltester: Any
) -> None:
    make_entity("रूस", "Country", code="RU", aliases=("Russia", "Russian Federation"))
    make_entity("कनाडा", "Country", code="CA")
    tag("रूस", "Country")
    model = EntitiesModel(session.records)
    assert names(model) == ["कनाडा", "रूस"]
    russia = model.index(1)
    assert russia.data(AliasesRole) == "Russia, Russian Federation"
    assert russia.data(LabelRole).name == "Country"
    assert russia.data(CountRole) == 1
    said = russia.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "रूस, Country, RU, also Russia, Russian Federation, 1 mention in this article"
    qtmodeltester.check(model)


def test_the_filter_finds_aliases_and_codes_whatever_the_spelling(session: Session, make_entity: Any) -> None:
    make_entity("रूस", "Country", code="RU", aliases=("Russia",))
    make_entity("हॉन्डूरास", "Country", code="HN")
    model = EntitiesModel(session.records)
    for typed, wanted in {"russ": ["रूस"], "hn": ["हॉन्डूरास"], "होंडुरास": ["हॉन्डूरास"], "x": []}.items():
        model.set_filter(typed)
        assert names(model) == wanted, typed


def test_the_list_follows_edits_and_undo(session: Session, make_entity: Any) -> None:
    model = EntitiesModel(session.records)
    session.changed.connect(model.follow)
    russia = make_entity("रूस", "Country", code="RU")
    make_entity("चीन", "Country", code="CN")
    assert names(model) == ["चीन", "रूस"]
    described = describe(
        session.records, russia, name="आर", label_id=russia.label_id, code="RU", note="", aliases=["Russia"]
    )
    assert session.apply(described)
    assert names(model) == ["आर", "चीन"]
    model.set_filter("Russia")
    assert names(model) == ["आर"]
    session.undo()
    assert names(model) == []
    model.set_filter("")
    session.undo()
    assert names(model) == ["रूस"]


def test_a_row_is_drawn_again_when_its_mentions_or_labels_change(
    session: Session, make_entity: Any, tag: Any, labels: dict[str, Label]
) -> None:
    make_entity("रूस", "Country")
    model = EntitiesModel(session.records)
    session.changed.connect(model.follow)
    drawn: list[int] = []
    model.dataChanged.connect(lambda first, last: drawn.append(first.row()))
    tag("रूस", "Country")
    assert drawn == [0]
    label = labels["Country"]
    assert session.apply(ChangeSet("recoloured", (Change(label, replace(label, colour="#123456")),)))
    assert len(drawn) > 1
    assert session.records.count(Alias) == 0
