"""The menus and the toolbar, made from the action table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolBar, QToolButton

from gui.actions import ACTIONS
from gui.widgets.menus import Menu

TOOLBAR = (
    "project.import", "project.export", "", "edit.undo", "edit.redo", "",
    "article.previous", "article.next", "article.done", "", "stance.record", "list.accept",
)  # fmt: skip
"""The actions on the toolbar; an empty id is a gap."""

WORDLESS = ("edit.undo", "edit.redo", "article.previous", "article.next")
"""The buttons whose icon everybody knows."""


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction], panels: Sequence[QAction]) -> None:
    """Put every action into the menu that the table names.

    Args:
        window: gets the menus.
        actions: by the id of the table.
        panels: what shows and hides each panel.
    """
    menus: dict[str, list[QAction]] = {}
    for spec in ACTIONS:
        menus.setdefault(spec.menu, []).append(actions[spec.id])
    for title, entries in menus.items():
        menu = Menu(f"&{title}", window)  # their first letters differ
        window.menuBar().addMenu(menu)
        menu.setToolTipsVisible(True)
        menu.addActions(entries)
        if title == "View":
            menu.addSeparator()
            menu.addMenu("Panels").addActions(panels)


def make_toolbar(actions: Mapping[str, QAction]) -> QToolBar:
    """Make the toolbar."""
    toolbar = QToolBar("Toolbar")
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    side = round(toolbar.fontMetrics().height() * 1.15)
    toolbar.setIconSize(QSize(side, side))
    toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for action_id in TOOLBAR:
        if not action_id:
            toolbar.addSeparator()
            continue
        toolbar.addAction(actions[action_id])
        button = toolbar.widgetForAction(actions[action_id])
        if action_id in WORDLESS and isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return toolbar
