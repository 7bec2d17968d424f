"""A plain text editor from which the text comes back character for character."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotation.text.offsets import Utf16Map
from gui.article.blocks import showable


class ExactEditor(QPlainTextEdit):
    """Follows each edit on a copy of its own: read back from Qt, no-break spaces and others would be changed.

    The copy is UTF-16, as Qt counts, two bytes a unit: to splice it costs next to nothing in a long text.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original = text
        self._units = bytearray(_units(text))
        self.setPlainText(showable(text))
        self.document().setModified(False)
        self.document().contentsChange.connect(self._on_contents_change)

    def exact_text(self) -> str:
        """Return the text as it stands."""
        if not self.document().isModified():
            return self._original
        return self._units.decode("utf-16-le", "surrogatepass")

    def place_caret(self, position: int) -> None:
        """Put the caret before a code point of the text as it came, in the middle of what is seen."""
        cursor = self.textCursor()
        cursor.setPosition(Utf16Map(self._original).to_utf16(position))
        self.setTextCursor(cursor)
        self.centerCursor()

    def _on_contents_change(self, position: int, _removed: int, added: int) -> None:
        if self.document().characterCount() - 1 == 0:
            self._units.clear()
            return
        # Qt may count the end of the document in, on both sides; the lengths tell what is true.
        length = self.document().characterCount() - 1
        added = min(added, length - position)
        removed = len(self._units) // 2 - (length - added)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        written = cursor.selectedText().replace("\u2029", "\n")
        self._units[2 * position : 2 * (position + removed)] = _units(written)


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
