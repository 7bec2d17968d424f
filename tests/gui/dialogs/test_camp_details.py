from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotation.records import Entity, Polarity
from gui.dialogs.camp_details import CampDetails

if TYPE_CHECKING:
    from gui.session import Session

Show = Callable[..., CampDetails]


def focused(dialog: CampDetails) -> str:
    """Say where the keyboard is."""
    focus = QApplication.focusWidget()
    assert isinstance(focus, QWidget)
    assert focus.isVisible()
    if dialog.target.isAncestorOf(focus):
        return "target" if focus is dialog.target.edit else "label"
    if dialog.polarity.isAncestorOf(focus):
        return focus.accessibleName()
    return str(focus.property("text")).replace("&", "")


def press(key: Qt.Key, chord: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, chord)


@pytest.mark.parametrize("polarity", list(Polarity))
def test_tab_goes_from_the_polarity_to_target_ok_and_cancel(
    session: Session, show: Show, make_entity: Callable[..., Entity], polarity: Polarity
) -> None:
    maduro = make_entity("मादुरो")
    dialog = show(CampDetails(session, None, title="T", target=maduro, polarity=polarity), 500, 400)
    stops: list[str] = []
    for _ in range(5):
        stops.append(focused(dialog))
        press(Qt.Key.Key_Tab)
    assert stops == [polarity.capitalize(), "target", "OK", "Cancel", polarity.capitalize()]


def test_alt_t_leads_to_the_target(session: Session, show: Show, make_entity: Callable[..., Entity]) -> None:
    maduro = make_entity("मादुरो")
    dialog = show(CampDetails(session, None, title="T", target=maduro, polarity=Polarity.SUPPORTS), 500, 400)
    press(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert focused(dialog) == "target"


def test_a_new_list_begins_at_its_target(session: Session, show: Show) -> None:
    assert focused(show(CampDetails(session, None, title="T"), 500, 400)) == "target"


def test_tab_passes_the_label_of_somebody_new(session: Session, show: Show) -> None:
    dialog = show(CampDetails(session, None, title="T", polarity=Polarity.SUPPORTS), 500, 400)
    dialog.target.edit.setText("Somebody New")
    stops: list[str] = []
    for _ in range(4):
        stops.append(focused(dialog))
        press(Qt.Key.Key_Tab)
    assert stops == ["target", "label", "OK", "Cancel"]
