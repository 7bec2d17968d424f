"""Whom the picker expects when a member is added to a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits import alliances as edits
from annotation.records import Camp, Entity, Label, Polarity, Stance
from gui.dialogs.add_to_camp import add_span_to_camp, add_to_camp, usual_label
from gui.dialogs.entity_picker import EntityPicker
from gui.panels.alliances import AlliancesPanel

if TYPE_CHECKING:
    from gui.session import Session

MakeCamp = Callable[..., Camp]


@pytest.fixture
def make_camp(session: Session, make_entity: Any) -> MakeCamp:
    """Make a list of those who support Maduro: `make_camp(("रूस", "Country"), ("निकोलस मादुरो", "Person"))`."""

    def make(*members: tuple[str, str]) -> Camp:
        article = session.article
        assert article is not None
        target = make_entity("मादुरो")
        changes, camp = edits.new_camp(
            session.records, article, session.annotator.id, target, Polarity.SUPPORTS, None
        )
        assert session.apply(changes)
        for name, label in members:
            add_to_camp(session, camp, make_entity(name, label))
        return camp

    return make


def take_from_picker(qtbot: QtBot, typed: str | None = None) -> list[str]:
    """Take what the picker that opens next preselects; say what was taken."""
    taken: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, EntityPicker)
        if typed is not None:
            dialog.field.set_typed(typed)
        taken.append(dialog.field.view.currentIndex().data())
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

    QTimer.singleShot(50, act)
    return taken


def entity(session: Session, name: str) -> Entity:
    return next(entity for entity in session.records.all(Entity) if entity.name == name)


def test_the_label_of_most_members_is_expected(
    session: Session, make_camp: MakeCamp, labels: dict[str, Label]
) -> None:
    camp = make_camp(("जुआन गुएडो", "Person"), ("रूस", "Country"), ("चीन", "Country"))
    assert usual_label(session.records, camp.id) == labels["Country"].id


def test_no_label_is_expected_while_nobody_is_in_the_list(session: Session, make_camp: MakeCamp) -> None:
    assert usual_label(session.records, make_camp().id) is None


def test_who_is_added_to_a_list_of_countries_becomes_a_country(
    qtbot: QtBot, session: Session, make_camp: MakeCamp, labels: dict[str, Label], show: Any
) -> None:
    make_camp(("रूस", "Country"), ("चीन", "Country"))
    panel = show(AlliancesPanel(session), 420, 600)
    for typed, offered in (("क्यबूा", "New: क्यूबा CU"), ("गोंडोलैंड", "New entity “गोंडोलैंड”")):
        taken = take_from_picker(qtbot, typed)
        panel.add_member()
        assert taken == [offered]
    assert entity(session, "क्यूबा").code == "CU"
    assert entity(session, "गोंडोलैंड").label_id == labels["Country"].id


@pytest.mark.parametrize(("tagged", "label"), [("", "Country"), ("Organisation", "Organisation")])
def test_a_span_that_is_added_gets_its_mention_s_label_and_else_that_of_most_members(
    qtbot: QtBot,
    session: Session,
    make_camp: MakeCamp,
    labels: dict[str, Label],
    tag: Any,
    show: Any,
    tagged: str,
    label: str,
) -> None:
    camp = make_camp(("रूस", "Country"))
    assert session.article is not None
    surface = "विदेश मंत्रालय"
    start = session.article.text.index(surface)
    if tagged:
        tag(surface, tagged)
    taken = take_from_picker(qtbot)
    assert add_span_to_camp(session, show(QWidget()), camp.id, start, start + len(surface))
    assert taken == [f"New entity “{surface}”"]
    assert entity(session, surface).label_id == labels[label].id


def test_a_known_name_is_added_without_a_question(
    qtbot: QtBot, session: Session, make_camp: MakeCamp, make_entity: Any, show: Any
) -> None:
    camp = make_camp()
    cuba = make_entity("क्यूबा", "Country")
    panel = show(AlliancesPanel(session), 420, 600)
    assert session.article is not None
    start = session.article.text.index("क्यूबा")
    [stance_id] = add_span_to_camp(session, panel, camp.id, start, start + len("क्यूबा"))
    assert session.records.get(Stance, stance_id).holder_id == cuba.id


def test_nobody_is_added_to_the_list_about_themselves(
    qtbot: QtBot, session: Session, make_camp: MakeCamp
) -> None:
    camp = make_camp()
    with qtbot.waitSignal(session.remarked) as remark:
        assert add_to_camp(session, camp, entity(session, "मादुरो")) == []
    assert "about मादुरो" in str(remark.args)
    assert session.records.where(Stance, "camp_id", camp.id) == []
