from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from annotation.changes import ChangeSet, add
from annotation.records import Entity, Label
from gui.dialogs.entity_field import EntityField

Write = Callable[[QWidget, str], None]

if TYPE_CHECKING:
    from gui.session import Session


@pytest.fixture
def field(session: Session, labels: dict[str, Label], make_entity: Any, show: Any) -> EntityField:
    """A field for a person, in a project with two Maduros and Russia."""
    make_entity("निकोलस मादुरो", aliases=("Nicolás Maduro",))
    make_entity("मादुरो सरकार", "Organisation")
    make_entity("रूस", "Country", code="RU", aliases=("Russia",))
    shown = show(EntityField(session, label_id=labels["Person"].id), height=300)
    shown.setFocus()
    return shown


def offered(field: EntityField) -> list[str]:
    return [field.model.choice(row).words() for row in range(field.model.rowCount())]


def selected(field: EntityField) -> str:
    return field.view.currentIndex().data()


def chosen_name(field: EntityField) -> str:
    entity = field.chosen()
    assert entity is not None
    return entity.name


def label_box(field: EntityField) -> QComboBox:
    box = field.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    return box


def test_the_offered_rows_pass_qt_s_model_test(field: EntityField, qtmodeltester: Any) -> None:
    field.set_typed("मादुरो")
    qtmodeltester.check(field.model)


def test_typing_finds_whatever_the_spelling_and_the_best_is_chosen(
    qtbot: QtBot, field: EntityField, write: Write
) -> None:
    write(field.edit, "मादूरो")
    assert offered(field)[-1] == "New entity “मादूरो”"
    assert set(offered(field)[:-1]) == {"निकोलस मादुरो, Person", "मादुरो सरकार, Organisation"}
    assert field.chosen() is not None
    assert selected(field) == offered(field)[0]


def test_an_alias_that_matched_is_said(qtbot: QtBot, field: EntityField, write: Write) -> None:
    write(field.edit, "Russ")
    assert offered(field)[0] == "रूस, also Russia, Country, RU"
    assert chosen_name(field) == "रूस"


def test_up_and_down_move_while_the_caret_stays_in_the_line(
    qtbot: QtBot, field: EntityField, write: Write
) -> None:
    write(field.edit, "मादुरो")
    qtbot.waitUntil(field.edit.hasFocus)
    for _ in range(2):
        qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert selected(field) == "New entity “मादुरो”"
    assert field.edit.hasFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert chosen_name(field) in {"निकोलस मादुरो", "मादुरो सरकार"}
    assert field.edit.accessibleDescription() == selected(field)


def test_a_name_nobody_has_becomes_a_new_entity_with_the_expected_label(
    qtbot: QtBot, field: EntityField, session: Session, labels: dict[str, Label], write: Write
) -> None:
    write(field.edit, "  जुआन   गुएडो ")
    entity = field.chosen()
    assert entity is not None
    assert (entity.name, entity.label_id, entity.code) == ("जुआन गुएडो", labels["Person"].id, "")
    assert session.records.find(Entity, entity.id) is None
    assert field.chosen() is entity


def test_the_label_of_somebody_new_can_be_chosen(
    qtbot: QtBot, field: EntityField, labels: dict[str, Label], write: Write
) -> None:
    write(field.edit, "सेना")
    box = label_box(field)
    assert box.isVisible()
    box.setCurrentIndex(box.findText("Group"))
    entity = field.chosen()
    assert entity is not None
    assert entity.label_id == labels["Group"].id


def test_a_country_of_the_world_is_offered_once_and_named_as_the_article_does(
    qtbot: QtBot, field: EntityField, session: Session, labels: dict[str, Label], write: Write
) -> None:
    write(field.edit, "Canada")
    assert offered(field) == ["New: कनाडा CA", "New entity “Canada”"]
    assert not label_box(field).isVisible()
    entity = field.chosen()
    assert entity is not None
    assert (entity.name, entity.code, entity.label_id) == ("कनाडा", "CA", labels["Country"].id)
    assert session.apply(ChangeSet("added", (add(entity),)))
    assert offered(field)[0] == "कनाडा, Country, CA"
    assert field.chosen() == entity


def test_a_similar_name_is_offered_but_not_chosen(qtbot: QtBot, field: EntityField, write: Write) -> None:
    write(field.edit, "Rushia")
    assert offered(field) == ["New entity “Rushia”", "रूस, also Russia, Country, RU"]
    assert selected(field) == "New entity “Rushia”"


def test_somebody_new_and_the_best_that_is_known_are_one_key_apart(
    qtbot: QtBot, field: EntityField, write: Write
) -> None:
    write(field.edit, "मादुरो")
    assert chosen_name(field) == "निकोलस मादुरो"
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert selected(field) == "New entity “मादुरो”"
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert chosen_name(field) == "निकोलस मादुरो"
    field.set_typed("निकोलस")
    assert selected(field) == "New entity “निकोलस”"
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert chosen_name(field) == "निकोलस मादुरो"


def test_what_stands_in_the_article_is_a_whole_name_and_what_is_typed_may_be_unfinished(
    qtbot: QtBot, field: EntityField, write: Write
) -> None:
    field.set_typed("निको")
    assert selected(field) == "New entity “निको”"
    write(field.edit, "नि")
    assert chosen_name(field) == "निकोलस मादुरो"


def test_of_one_name_the_entity_with_the_expected_label_comes_first(
    qtbot: QtBot, field: EntityField, make_entity: Any, write: Write
) -> None:
    make_entity("अमन", "Place")
    person = make_entity("अमन", "Person")
    write(field.edit, "अमन")
    assert field.chosen() == person


def test_with_nothing_typed_those_of_the_article_are_offered_and_nobody_is_chosen(
    qtbot: QtBot, field: EntityField, tag: Any
) -> None:
    tag("रूस", "Country")
    assert offered(field) == ["रूस, Country, RU"]
    assert field.chosen() is None
    with qtbot.assertNotEmitted(field.taken):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert chosen_name(field) == "रूस"


def test_enter_and_a_double_click_take(qtbot: QtBot, field: EntityField, write: Write) -> None:
    write(field.edit, "रूस")
    with qtbot.waitSignal(field.taken):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    place = field.view.visualRect(field.model.index(1)).center()
    with qtbot.waitSignal(field.taken):
        qtbot.mouseClick(field.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(field.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert selected(field) == "New entity “रूस”"


def test_an_entity_that_is_set_is_chosen_and_typing_replaces_it(
    qtbot: QtBot, field: EntityField, make_entity: Any, write: Write
) -> None:
    second = make_entity("रूस", "Organisation")
    field.set_entity(second)
    assert field.chosen() == second
    write(field.edit, "मादुरो सर")
    assert chosen_name(field) == "मादुरो सरकार"
    field.set_entity(None)
    assert field.chosen() is None


def test_somebody_new_gets_the_label_that_the_article_tells_unless_a_person_says_another(
    session: Session, labels: dict[str, Label], tag: Any, show: Any, write: Write
) -> None:
    tag("विदेश मंत्रालय", "Organisation")
    field = show(EntityField(session), height=300)
    field.set_typed("विदेश मंत्रालय")
    assert label_box(field).currentText() == "Organisation"
    field.set_typed("बाँध")
    assert label_box(field).currentText() == "Person"
    field.set_typed("NATO")  # known by itself
    entity = field.chosen()
    assert entity is not None
    assert entity.label_id == labels["Organisation"].id
    field.set_typed("विदेश मंत्रालय")
    label_box(field).setCurrentIndex(label_box(field).findText("Event"))
    label_box(field).activated.emit(label_box(field).currentIndex())
    write(field.edit, "य")
    assert label_box(field).currentText() == "Event"


@pytest.mark.parametrize(("typed", "country"), [("Serb", "RS"), ("Mongol", "MN"), ("रोमा", "RO")])
def test_the_beginning_of_a_country_means_it_before_somebody_new(
    session: Session, show: Any, write: Write, typed: str, country: str
) -> None:
    field = show(EntityField(session), height=300)
    write(field.edit, typed)
    entity = field.chosen()
    assert entity is not None
    assert entity.code == country
    assert offered(field)[-1] == f"New entity “{typed}”"
    write(field.edit, "xyz")
    assert selected(field) == f"New entity “{typed}xyz”"


def test_a_person_is_not_taken_for_a_country_that_begins_alike(field: EntityField, write: Write) -> None:
    write(field.edit, "Serb")
    assert offered(field) == ["New entity “Serb”"]
