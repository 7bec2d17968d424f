from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits.mentions import link
from annotation.records import Alias, Label, Mention
from gui.dialogs.entity_picker import EntityPicker, Picked, beside

Write = Callable[[QWidget, str], None]

if TYPE_CHECKING:
    from gui.session import Session


@pytest.fixture
def window(show: Any) -> QWidget:
    return show(QWidget(), width=800, height=600)


@pytest.fixture
def pick(session: Session, window: QWidget, qtbot: QtBot) -> Callable[..., Picked | None]:
    """Open the picker, do something in it, and return what it gave."""

    def pick(act: Callable[[EntityPicker], None], **how: Any) -> Picked | None:
        acted: list[EntityPicker] = []

        def do() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, EntityPicker)
            acted.append(dialog)
            act(dialog)

        QTimer.singleShot(50, do)
        picked = EntityPicker.pick(session, window, title="Who is it?", **how)
        assert acted
        return picked

    return pick


def test_typing_replaces_the_proposal_and_enter_takes(
    qtbot: QtBot, pick: Callable[..., Picked | None], make_entity: Any, write: Write
) -> None:
    russia = make_entity("रूस", "Country")

    def act(dialog: EntityPicker) -> None:
        write(dialog.field.edit, "रूस")
        assert dialog.field.typed() == "रूस"
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

    assert pick(act, typed="मादुरो") == Picked(russia, remember=False)


def test_escape_leaves_everything_as_it_is(
    qtbot: QtBot, pick: Callable[..., Picked | None], make_entity: Any
) -> None:
    make_entity("रूस", "Country")
    assert pick(lambda dialog: qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Escape), typed="रूस") is None


def test_a_new_way_to_write_a_name_is_remembered_unless_unticked(
    qtbot: QtBot, pick: Callable[..., Picked | None], make_entity: Any
) -> None:
    maduro = make_entity("निकोलस मादुरो")

    def take(dialog: EntityPicker) -> None:
        assert dialog.remember.isVisible()
        assert "राष्ट्रपति" in dialog.remember.text()
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

    def untick(dialog: EntityPicker) -> None:
        box = dialog.findChild(QCheckBox)
        assert isinstance(box, QCheckBox)
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
        dialog.field.setFocus()
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

    how = {"typed": "मादुरो", "remember_surface": "राष्ट्रपति"}
    assert pick(take, **how) == Picked(maduro, remember=True)
    assert pick(untick, **how) == Picked(maduro, remember=False)


def test_a_name_that_is_known_is_not_asked_about(
    qtbot: QtBot, pick: Callable[..., Picked | None], make_entity: Any
) -> None:
    maduro = make_entity("निकोलस मादुरो", aliases=("मादुरो",))

    def act(dialog: EntityPicker) -> None:
        assert not dialog.remember.isVisible()
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

    assert pick(act, typed="मादूरो", remember_surface="मादुरो") == Picked(maduro, remember=False)


def test_what_is_picked_for_a_mention_links_it_in_one_undoable_step(
    qtbot: QtBot,
    pick: Callable[..., Picked | None],
    session: Session,
    tag: Any,
    labels: dict[str, Label],
    write: Write,
) -> None:
    mention = tag("मादुरो", "Person")

    def act(dialog: EntityPicker) -> None:
        write(dialog.field.edit, "निकोलस मादुरो")
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)

    picked = pick(act, typed="मादुरो", label_id=labels["Person"].id, remember_surface="मादुरो")
    assert picked is not None
    assert session.article is not None
    assert session.apply(
        link(session.records, session.article, mention, picked.entity, remember=picked.remember)
    )
    assert session.records.get(Mention, mention.id).entity_id == picked.entity.id
    assert [alias.surface for alias in session.records.all(Alias)] == ["मादुरो"]
    session.undo()
    assert session.records.get(Mention, mention.id).entity_id is None


def test_nothing_can_be_taken_before_somebody_is_chosen(
    qtbot: QtBot, pick: Callable[..., Picked | None]
) -> None:
    def act(dialog: EntityPicker) -> None:
        qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)
        assert dialog.isVisible()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert pick(act) is None


def test_the_picker_opens_below_the_mention_and_leaves_nothing_behind(
    qtbot: QtBot, pick: Callable[..., Picked | None], window: QWidget
) -> None:
    near = QRect(100, 100, 60, 20)
    places: list[QPoint] = []

    def act(dialog: EntityPicker) -> None:
        places.append(dialog.pos())
        dialog.reject()

    pick(act, near=near)
    assert places[0].x() == near.left()
    assert places[0].y() > near.bottom()
    qtbot.waitUntil(lambda: not window.findChildren(EntityPicker))


@given(
    left=st.integers(-50, 1300),
    top=st.integers(-50, 900),
    size=st.builds(QSize, st.integers(50, 600), st.integers(50, 500)),
)
def test_the_picker_stays_on_the_screen(left: int, top: int, size: QSize) -> None:
    screen = QRect(0, 0, 1280, 800)
    near = QRect(left, top, 80, 20)
    placed = QRect(beside(near, size, screen, 5), size)
    assert screen.contains(placed)
    room_beside = near.bottom() + 5 + size.height() < 800 or near.top() - 5 - size.height() >= 0
    if screen.contains(near) and room_beside:
        assert not placed.intersects(near)
