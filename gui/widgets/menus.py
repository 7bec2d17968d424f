"""Menus that hear every key while they are open, and menus that ask for one of several things."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override


class Menu(QMenu):
    """A menu to which the keys belong while it is open.

    The focus stays with the widget below, whose shortcuts would win over the letters and digits of the menu.
    """

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Of a menu of the menu bar, Qt offers what no entry is called by to the shortcuts below once more.
        if event.text().isprintable() and event.text().strip() and not self._calls_entry(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _calls_entry(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return True  # of another menu, perhaps
        typed = QKeySequence(f"Alt+{event.text()}")
        return any(QKeySequence.mnemonic(action.text()) == typed for action in self.actions())


class ChoiceMenu(Menu):
    """Asks for one of several things, each of which has keys of its own; digits in whatever script."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._by_key: dict[str, QAction] = {}
        self._typed: QAction | None = None

    def add_choice(self, text: str, data: object, keys: Iterable[str] = ()) -> QAction:
        """Add an entry.

        Args:
            text: as Qt reads it, with a mnemonic.
            data: what `choose` returns for the entry.
            keys: characters that choose it.
        """
        action = self.addAction(text)
        action.setData(data)
        self._by_key.update(dict.fromkeys(keys, action))
        return action

    def choose(self, place: QPoint) -> Any:
        """Ask at a place on the screen; None when the person leaves the menu. It can be asked once."""
        chosen = self.exec(place) or self._typed
        self.deleteLater()
        return chosen.data() if chosen is not None else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._typed = self._by_key.get(ascii_digit(event.text()))
        if self._typed is None:
            super().keyPressEvent(event)
        else:
            self.close()


def ascii_digit(typed: str) -> str:
    """Return the ASCII digit for a digit of any script; anything else as it is."""
    return str(unicodedata.digit(typed, typed)) if len(typed) == 1 else typed
