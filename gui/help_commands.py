"""Finding commands and keys: the command palette and the sheet of shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QWidget

from annotation.records import Label
from gui.actions import ACTIONS, Need
from gui.dialogs.command_palette import CommandPalette
from gui.dialogs.shortcuts import ShortcutSheet
from gui.models.commands import Command, obstacle
from gui.session import Session
from gui.settings import Settings
from gui.shortcuts import Shortcuts

_MOST_RECENT = 8
_LABEL, _PANEL = "label:", "panel:"
"""What the ids of commands begin with that are not in the action table."""


class HelpCommands(QObject):
    """Gathers what can be done in a window, shows it, and does what is chosen.

    Args:
        window: over which everything opens.
        session: whose labels are offered.
        settings: remember what was chosen last.
        shortcuts: the keys of the actions.
        actions: of the table, by their ids.
        docks: the panels by their names.
        here: returns what is there for an action to make sense.
        tag: tags with a label.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        shortcuts: Shortcuts,
        actions: Mapping[str, QAction],
        docks: Mapping[str, QDockWidget],
        here: Callable[[], Need],
        tag: Callable[[Label], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._shortcuts = shortcuts
        self._actions = actions
        self._docks = docks
        self._here = here
        self._tag = tag
        self._palette = CommandPalette(window)
        self._palette.chosen.connect(self._on_chosen)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {"help.palette": self.open_palette, "help.shortcuts": self.open_sheet}

    def open_palette(self) -> None:
        """Let the person choose a command by its name."""
        self._palette.ask(self.commands(), self._settings.recent_commands)

    def open_sheet(self) -> None:
        """Show every key, and let the person change it."""
        sheet = ShortcutSheet(self._shortcuts, self._session.labels(), self._window)
        sheet.exec()
        sheet.deleteLater()

    def commands(self) -> list[Command]:
        """Return everything that can be done, in the order of the menus."""
        here = self._here()
        tagging = obstacle(Need.ANNOTATE, here)
        labels = [
            Command(_LABEL + label.id, "Label", f"Tag as {label.name}", label.key, "", tagging, label.colour)
            for label in self._session.labels()
        ]
        actions = [
            Command(
                spec.id,
                spec.menu,
                self._actions[spec.id].text().replace("&&", "&"),  # undo says what it takes back
                self._shortcuts.shown(spec.id),
                spec.tip,
                obstacle(spec.needs, here),
            )
            for spec in ACTIONS
            if spec.id != "help.palette"
        ]
        panels = [
            Command(_PANEL + name, "View", f"{'Hide' if shown else 'Show'} the panel {dock.windowTitle()}")
            for name, dock in self._docks.items()
            for shown in [dock.toggleViewAction().isChecked()]
        ]
        return [*labels, *actions, *panels]

    def _on_chosen(self, command_id: str) -> None:
        others = [other for other in self._settings.recent_commands if other != command_id]
        self._settings.recent_commands = [command_id, *others][:_MOST_RECENT]
        kind, _, name = command_id.partition(":")
        if f"{kind}:" == _LABEL:
            self._tag(self._session.records.get(Label, name))
        elif f"{kind}:" == _PANEL:
            self._docks[name].toggleViewAction().trigger()
        else:
            self._actions[command_id].trigger()
