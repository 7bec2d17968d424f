"""The keyboard comes into a panel and out of it again, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotation.edits import alliances
from gui.panels.alliances import AlliancesPanel
from gui.panels.articles import ArticlesPanel
from gui.panels.entities import EntitiesPanel
from gui.panels.stances import StancesPanel

if TYPE_CHECKING:
    from gui.session import Session

PANELS = (ArticlesPanel, EntitiesPanel, StancesPanel, AlliancesPanel)


@pytest.mark.parametrize("panel_class", PANELS)
@pytest.mark.parametrize("back", [False, True], ids=["tab", "shift-tab"])
def test_tab_leads_through_a_panel_and_out_of_it(
    session: Session,
    show: Callable[..., QWidget],
    qtbot: QtBot,
    panel_class: Callable[[Session], QWidget],
    back: bool,
) -> None:
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    article, records = session.article, session.records
    assert article is not None
    session.apply(
        alliances.accept(records, session.names, article, session.annotator.id, session.pending_lists())
    )
    window = QWidget()
    lines = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    panel = panel_class(session)
    for widget in (before, panel, after):
        lines.addWidget(widget)
    show(window, 400, 700)
    here, there = (after, before) if back else (before, after)
    here.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    visited: list[QWidget] = []
    while not there.hasFocus() and len(visited) < 20:
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab, shift)
    assert there.hasFocus()
    assert any(panel.isAncestorOf(widget) for widget in visited)
