"""A read-only text whose caret never stands inside a character: selecting and copying."""

from collections.abc import Callable

from PySide6.QtCore import QBasicTimer, QMimeData, QPoint, QPointF, Qt, QTimerEvent, Signal
from PySide6.QtGui import (
    QClipboard,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from typing_extensions import override

from annotation.text.graphemes import snap_to_clusters
from annotation.text.offsets import Utf16Map
from annotation.text.words import compound_at, snap_to_words, word_at
from gui.article.blocks import Blocks, cut_into_blocks
from gui.article.movement import is_left_to_qt, movement_of

_Snap = Callable[[str, int, int], tuple[int, int]]

_BY_CLUSTER = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Held while dragging. Control too, since many window managers keep Alt and the mouse for themselves."""

_AUTOSCROLL_INTERVAL = 60  # milliseconds


class CaretView(QPlainTextEdit):
    """A read-only text whose positions are code points of the text that was put in.

    Signals:
        selection_changed: `selection()` gives something else than before.
        caret_moved: `caret()` gives something else than before.
    """

    selection_changed = Signal()
    caret_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(2)
        # What is dropped here is meant for the window: files to bring in, members to move.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._text = ""
        self._blocks = Blocks("", (0,), frozenset())
        self._offsets = Utf16Map("")
        self._announced: tuple[tuple[int, int] | None, int] = (None, 0)
        self._snapping = False
        self._pressed_at: int | None = None
        self._double_clicked: tuple[int, int] | None = None
        self._press_point = self._drag_point = QPoint()
        self._drag_modifiers = Qt.KeyboardModifier.NoModifier
        self._dragging = False
        self._autoscroll = QBasicTimer()
        self.cursorPositionChanged.connect(self._on_cursor_changed)
        self.selectionChanged.connect(self._on_cursor_changed)

    @property
    def text(self) -> str:
        """The article, character for character."""
        return self._text

    @property
    def blocks(self) -> Blocks:
        """The text as it is in the document."""
        return self._blocks

    @property
    def offsets(self) -> Utf16Map:
        """From code points of the text to positions in the document and back."""
        return self._offsets

    def set_text(self, text: str) -> Blocks:
        """Show another text, the caret at its start.

        Returns:
            The blocks as they are in the document.
        """
        self._text, self._offsets, self._blocks = text, Utf16Map(text), cut_into_blocks(text)
        self.setPlainText(self._blocks.text)
        self._on_cursor_changed()
        return self._blocks

    def caret(self) -> int:
        """Where the caret is, in code points."""
        return self._offsets.to_code_points(self.textCursor().position())

    def selection(self) -> tuple[int, int] | None:
        """Start and end of what is selected, in code points and whole clusters; None when nothing is."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return snap_to_clusters(
            self._text,
            self._offsets.to_code_points(cursor.selectionStart()),
            self._offsets.to_code_points(cursor.selectionEnd()),
        )

    def select(self, start: int, end: int) -> None:
        """Select a range of code points, widened to whole clusters; an empty one places the caret."""
        start, end = snap_to_clusters(self._text, start, end)
        self._place(start, end)

    def word_or_selection(self) -> tuple[int, int] | None:
        """What is selected or else the word at the caret, in code points; None where there is neither."""
        start, end = self.selection() or word_at(self._text, self.caret())
        return (start, end) if start < end else None

    def position_at(self, point: QPoint, on_character: bool = False) -> int:
        """The code point nearest to a place, also between the lines.

        Args:
            point: pixels in the viewport.
            on_character: give the character under the place rather than the gap that is nearest.
        """
        block, line, _ = self.line_at(point)
        if line is None:
            return len(self._text)
        how = QTextLine.CursorPosition.CursorOnCharacter if on_character else None
        x = point.x() - self.contentOffset().x()
        unit = line.xToCursor(x) if how is None else line.xToCursor(x, how)
        return self._offsets.to_code_points(block.position() + unit)

    def line_at(self, point: QPoint) -> tuple[QTextBlock, QTextLine | None, QPointF]:
        """The line whose room (its lanes included) a place is in.

        Args:
            point: pixels in the viewport; above the first or below the last line the nearest one is taken.

        Returns:
            The block, its line (None if it has none), and the place in pixels from the block's top left.
        """
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        top = offset.y()
        while block.next().isValid() and top + self.blockBoundingRect(block).height() <= point.y():
            top += self.blockBoundingRect(block).height()
            block = block.next()
        self.blockBoundingRect(block)
        layout = block.layout()
        found: QTextLine | None = None
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if found is not None and line.y() > point.y() - top:
                break
            found = line
        return block, found, QPointF(point.x() - offset.x(), point.y() - top)

    def reveal(self, position: int) -> None:
        """Scroll so far that the line of a code point and its lanes can be seen; not at all if they can."""
        unit = self._offsets.to_utf16(position)
        block = self.document().findBlock(unit)
        geometry = self.blockBoundingGeometry(block).translated(self.contentOffset())
        layout = block.layout()
        number = max(0, layout.lineForTextPosition(unit - block.position()).lineNumber())
        top = layout.lineAt(number).y()
        last = number + 1 >= layout.lineCount()
        bottom = geometry.height() if last else layout.lineAt(number + 1).y()
        if geometry.top() + top >= 0 and geometry.top() + bottom <= self.viewport().height():
            return
        wanted = top - self.viewport().height() / 3  # the place in the block that is to come to the top
        while wanted < 0 and block.previous().isValid():
            block = block.previous()
            wanted += self.blockBoundingRect(block).height()
        layout = block.layout()
        number = next(
            (n for n in range(layout.lineCount()) if layout.lineAt(n).y() >= wanted), layout.lineCount() - 1
        )
        self.verticalScrollBar().setValue(block.firstLineNumber() + max(0, number))

    def show_from(self, position: int) -> None:
        """Scroll so that the line of a code point is the first."""
        unit = self._offsets.to_utf16(position)
        block = self.document().findBlock(unit)
        self.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(unit - block.position())
        self.verticalScrollBar().setValue(block.firstLineNumber() + max(0, line.lineNumber()))

    def clicked_at(self, point: QPoint) -> None:
        """What a click that selects nothing means; the caret has been placed.

        Args:
            point: pixels in the viewport.
        """

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        # Made by Qt: the clipboard may keep it until the process ends, and one made here would then need a
        # Python that is gone. Asking for the text has Qt fill in all its formats.
        data = super().createMimeDataFromSelection()
        data.text()
        for kind in data.formats():
            data.removeFormat(kind)
        data.setText(self._text[slice(*(self.selection() or (0, 0)))])
        return data

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab is the window's: it walks the mentions.
        return False

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        right_to_left = self.textCursor().block().textDirection() is Qt.LayoutDirection.RightToLeft
        movement = movement_of(e, right_to_left)
        if movement is not None:
            target = movement.target(self._text, self.caret(), self.selection())
            self._place(self._anchor() if movement.selecting else target, target)
            self.reveal(target)
            e.accept()
        elif is_left_to_qt(e):
            super().keyPressEvent(e)
            self.reveal(self.caret())
        else:
            e.ignore()

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        if e.button() is not Qt.MouseButton.LeftButton:
            e.ignore()
            return
        position = self.position_at(e.position().toPoint())
        self._press_point, self._dragging = e.position().toPoint(), False
        if e.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pressed_at, self._dragging = self._anchor(), True
            self._drag_to(position, e.modifiers())
        else:
            self._pressed_at = position
            self._place(position, position)
        e.accept()

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        if self._pressed_at is None:
            e.ignore()
            return
        point = self._drag_point = e.position().toPoint()
        self._drag_modifiers = e.modifiers()
        moved = (point - self._press_point).manhattanLength()
        self._dragging = self._dragging or moved >= QApplication.startDragDistance()
        if self._dragging:
            self._drag_to(self.position_at(point), e.modifiers())
            if self.viewport().rect().contains(point):
                self._autoscroll.stop()
            elif not self._autoscroll.isActive():
                self._autoscroll.start(_AUTOSCROLL_INTERVAL, self)
        e.accept()

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if e.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            e.ignore()
            return
        self._autoscroll.stop()
        self._pressed_at = None
        clipboard, selection = QGuiApplication.clipboard(), self.selection()
        if selection is not None and clipboard.supportsSelection():
            clipboard.setText(self._text[slice(*selection)], QClipboard.Mode.Selection)
        if not self._dragging:
            self.clicked_at(e.position().toPoint())
        e.accept()

    @override
    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        if e.button() is not Qt.MouseButton.LeftButton:
            e.ignore()
            return
        position = self.position_at(e.position().toPoint(), on_character=True)
        self._pressed_at, self._dragging = position, True
        word = word_at(self._text, position)
        # The press before this one has let go of what was selected.
        chosen = compound_at(self._text, position) if self._double_clicked == word else word
        self._double_clicked = chosen
        self._place(*chosen)
        e.accept()

    @override
    def timerEvent(self, e: QTimerEvent) -> None:
        if e.timerId() != self._autoscroll.timerId():
            super().timerEvent(e)
            return
        point = self._drag_point
        beyond = point.y() - self.viewport().height() if point.y() > 0 else point.y()
        lines = 1 + abs(beyond) // 40
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (lines if beyond > 0 else -lines))
        self._drag_to(self.position_at(point), self._drag_modifiers)

    def _drag_to(self, position: int, modifiers: Qt.KeyboardModifier) -> None:
        assert self._pressed_at is not None
        snap: _Snap = snap_to_clusters if modifiers & _BY_CLUSTER else snap_to_words
        start, end = snap(self._text, min(self._pressed_at, position), max(self._pressed_at, position))
        self._place(*((end, start) if position < self._pressed_at else (start, end)))

    def _anchor(self) -> int:
        return self._offsets.to_code_points(self.textCursor().anchor())

    def _place(self, anchor: int, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_utf16(anchor))
        cursor.setPosition(self._offsets.to_utf16(position), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _on_cursor_changed(self) -> None:
        """Take the caret out of the middle of a cluster, however it came there, and say what is new."""
        anchor, position = self._anchor(), self.caret()
        start, end = snap_to_clusters(self._text, min(anchor, position), max(anchor, position))
        snapped = (end, start) if position < anchor else (start, end)
        if snapped != (anchor, position) and not self._snapping:
            # Once: while a text is exchanged, Qt may not have the place, and would say for ever where it is.
            self._snapping = True
            try:
                self._place(*snapped)
            finally:
                self._snapping = False
            return
        before, self._announced = self._announced, (self.selection(), position)
        if self._announced[1] != before[1]:
            self.caret_moved.emit()
        if self._announced[0] != before[0]:
            self.selection_changed.emit()
