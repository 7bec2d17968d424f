"""A field that takes the keys that are pressed in it, whatever they usually do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

_HELD = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
)  # fmt: skip
"""What is only held while another key is pressed, or is none."""


class KeyField(QLineEdit):
    """Waits for one stroke, Tab and Enter included; Escape leaves it.

    Signals:
        pressed(str): the keys that were pressed, as portable text.
        left(): Escape was pressed.
    """

    pressed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText("Press the new keys")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_keys(self, key: str) -> None:
        """Show keys, given as portable text."""
        self.setText(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self.keyPressEvent(event)  # QWidget would take Tab for itself
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        # Enter brings a person here, and may still be held down.
        if event.isAutoRepeat() or event.key() in _HELD:
            return
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            return
        keys = QKeySequence(_stroke(event))
        self.pressed.emit(keys.toString(QKeySequence.SequenceFormat.PortableText))


def _stroke(event: QKeyEvent) -> QKeyCombination:
    """Return what was pressed, without what does not count: Shift where it only gives another sign."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    text = event.text()
    if len(text) == 1 and text.isprintable() and not text.isalpha() and not text.isspace():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(held, Qt.Key(event.key()))
