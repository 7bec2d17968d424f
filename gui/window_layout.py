"""Where the window and its docks are: at the first start, as a person left them, and as usual again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from gui.settings import Settings

LAYOUT_VERSION = 4
"""Raised when the docks change, so that an arrangement kept by an older program is not misread."""

USUAL_SIZE = QSize(1280, 800)
ROOMY = QSize(1400, 900)
"""Pixels of a screen from which on the usual size, its frame and some desktop beside it have room."""


def make_docks(window: QMainWindow, panels: Mapping[str, QWidget]) -> dict[str, QDockWidget]:
    """Put each panel into a dock of its name, in the usual places."""
    docks: dict[str, QDockWidget] = {}
    for name, panel in panels.items():
        dock = QDockWidget(name.capitalize(), window)
        dock.setObjectName(name)
        dock.setWidget(panel)
        docks[name] = dock
    arrange_as_usual(window, docks)
    return docks


def arrange_as_usual(window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
    """Show all docks in their usual places: articles and history on the left, the others on the right."""
    for name, dock in docks.items():
        left = name in ("articles", "history")
        dock.setFloating(False)
        window.removeDockWidget(dock)
        window.addDockWidget(
            Qt.DockWidgetArea.LeftDockWidgetArea if left else Qt.DockWidgetArea.RightDockWidgetArea, dock
        )
        dock.show()
    window.tabifyDockWidget(docks["entities"], docks["stances"])
    window.tabifyDockWidget(docks["stances"], docks["checks"])
    window.tabifyDockWidget(docks["checks"], docks["review"])
    window.tabifyDockWidget(docks["articles"], docks["history"])
    window.tabifyDockWidget(docks["alliances"], docks["grid"])
    for name in ("articles", "entities", "alliances"):
        docks[name].raise_()
    unit = window.fontMetrics().height()
    window.resizeDocks(
        [docks["articles"], docks["entities"]], [unit * 14, unit * 23], Qt.Orientation.Horizontal
    )
    window.resizeDocks(
        [docks["entities"], docks["alliances"]], [unit * 14, unit * 26], Qt.Orientation.Vertical
    )


def restore_layout(window: QMainWindow, settings: Settings) -> None:
    """Put a window that is not shown yet where the last one was; the first one where it fits."""
    if not window.restoreGeometry(settings.layout("geometry")):
        _place(window, window.screen().availableGeometry())
    window.restoreState(settings.layout("docks"), LAYOUT_VERSION)


def keep_layout(window: QMainWindow, settings: Settings) -> None:
    """Remember where everything is, for the next window."""
    settings.set_layout("geometry", window.saveGeometry())
    settings.set_layout("docks", window.saveState(LAYOUT_VERSION))


def first_place(available: QRect) -> QRect | None:
    """Return where a first window goes on a screen, in pixels; None: it takes the whole screen."""
    if available.width() <= ROOMY.width() or available.height() <= ROOMY.height():
        return None
    place = QRect(available.topLeft(), USUAL_SIZE)
    place.moveCenter(available.center())
    return place


def _place(window: QMainWindow, available: QRect) -> None:
    place = first_place(available)
    if place is None:
        window.resize(USUAL_SIZE.boundedTo(available.size() * 0.9))  # for when it is no longer maximised
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        window.setGeometry(place)
