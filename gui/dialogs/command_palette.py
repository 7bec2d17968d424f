"""The command palette: every command by its name, over the window and without leaving the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from gui.models.commands import Command, ranked
from gui.models.view_rows import ViewRole, ViewRows
from gui.theme import icon
from gui.widgets.row_painting import Row, RowDelegate, chip_width, paint_chip, paint_right, paint_text

_ROWS = 12
"""Commands that are seen at once."""

_WIDTH = 74
"""Characters of average width in a row."""

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}


class CommandPalette(QFrame):
    """A field and the commands that are meant by what is typed, laid over the upper middle of a window.

    It is no window of its own, so that the keyboard is back where it was before a command is run, which may
    depend on it.

    Signals:
        chosen(str): the id of the command to run. The palette is gone and the keyboard is back by then.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._commands: Sequence[Command] = ()
        self._recent: Sequence[str] = ()
        self._before: QWidget | None = None
        self.setFrameShape(QFrame.Shape.Box)
        self.setForegroundRole(QPalette.ColorRole.Highlight)  # of the frame
        self.setAutoFillBackground(True)
        self.field = _Field(self)
        self.list = QListView(self)
        self.rows = _Rows(self)
        self._delegate = _Delegate(self)
        self._nothing = QLabel("No command is called so.", self, textFormat=Qt.TextFormat.PlainText)
        self._lines = QVBoxLayout(self)
        self._lay_out()
        self.field.textChanged.connect(self._show)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._run_current)
        self.field.left.connect(self.leave)
        self.field.focus_lost.connect(self.hide)
        self.list.clicked.connect(self._run)
        window.installEventFilter(self)
        self.hide()

    def ask(self, commands: Sequence[Command], recent: Sequence[str]) -> None:
        """Offer these commands; `recent` are ids of what was run last, the latest first."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._commands, self._recent = commands, recent
        metrics = self.fontMetrics()
        self._delegate.group_width = max(
            (metrics.horizontalAdvance(command.group) for command in commands), default=0
        )
        self.field.clear()
        self._show()
        self.show()
        self.raise_()
        self.window().activateWindow()  # the keyboard may have been in a panel that floats
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go, and give the keyboard back."""
        before = self._before
        if before is not None and isValid(before):  # before it goes: Qt would look for another place itself
            before.activateWindow()
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Commands")
        self._nothing.setContentsMargins(space, 0, 0, 0)
        lines = self._lines
        lines.setContentsMargins(space, space, space, space)
        lines.setSpacing(space)
        lines.addWidget(self.field)
        lines.addWidget(self.list)
        lines.addWidget(self._nothing)
        lines.addStretch(1)

    def _place(self) -> None:
        """Stand in the upper middle of the window, as high as what is found needs."""
        window = self._over
        metrics = self.fontMetrics()
        row = round(metrics.lineSpacing() * RowDelegate.LINES)
        around = 2 * self.frameWidth() + 3 * self._lines.spacing()
        room = window.height() - metrics.height() - around - self.field.sizeHint().height()
        self.list.setFixedHeight(max(row, min(row * min(_ROWS, len(self.rows.views)), room)))
        width = min(metrics.averageCharWidth() * _WIDTH, window.width() - 2 * metrics.height())
        height = min(self.sizeHint().height(), window.height() - metrics.height())
        top = min(window.height() // 8, window.height() - height)
        self.setGeometry((window.width() - width) // 2, max(0, top), width, height)

    def _show(self) -> None:
        self.rows.set_views(ranked(self._commands, self.field.text(), self._recent))
        self.list.setVisible(bool(self.rows.views))
        self._nothing.setVisible(not self.rows.views)
        self._place()
        self._go_to(0)

    def _step(self, by: int) -> None:
        """Go up or down; from an end, a single step leads to the other end."""
        row, last = self.list.currentIndex().row(), len(self.rows.views) - 1
        if abs(by) == 1 and not 0 <= row + by <= last:
            self._go_to(last if by < 0 else 0)
        else:
            self._go_to(max(0, min(last, row + by)))

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row))
        self.list.scrollTo(self.rows.index(row))

    def _run_current(self) -> None:
        self._run(self.list.currentIndex())

    def _run(self, index: QModelIndex) -> None:
        command: Command | None = index.data(ViewRole)
        if command is not None and not command.obstacle:
            self.leave()
            self.chosen.emit(command.id)


class _Field(QLineEdit):
    """The line in which a person types; every key is the palette's own while it is open.

    Signals:
        stepped(int): go so many rows down the list, or up.
        entered(), left(): run what is current; run nothing.
        focus_lost(): the person went on elsewhere in the window.
    """

    stepped = Signal(int)
    entered = Signal()
    left = Signal()
    focus_lost = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Type what you want to do")
        self.setAccessibleName("Command")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # or else the window would take Ctrl+Enter and many others
            return True
        return super().event(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self.stepped.emit(1 if next else -1)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _MOVES:
            self.stepped.emit(_MOVES[Qt.Key(event.key())])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            event.accept()  # what the line does not know must not go on to the window

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.focus_lost.emit()


class _Rows(ViewRows[Command]):
    """The commands that are meant."""

    @override
    def key_of(self, view: Command) -> str:
        return view.id

    @override
    def words(self, view: Command, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.text
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (f"{view.group}: {view.text}", view.keys, view.obstacle)
                return ", ".join(part for part in parts if part)
            case _:
                return None


class _Delegate(RowDelegate):
    """Draws where a command is found, its name, what keeps it from being run, and its keys at the right."""

    group_width = 0  # pixels

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        command: Command = index.data(ViewRole)
        painter.setFont(row.font)
        metrics: QFontMetrics = painter.fontMetrics()
        space = metrics.height() // 2
        line = QRect(row.rect).adjusted(space, 0, -space, 0)
        right = paint_right(painter, line, command.keys, row.quiet)
        paint_text(painter, line, command.group, row.quiet)
        left = line.left() + self.group_width + 2 * space
        if command.colour:
            left = paint_chip(painter, left, line, command.colour, row.palette)
        line.setLeft(left)
        line.setRight(right - space)
        if not command.obstacle:
            paint_text(painter, line, command.text, row.text)
            return
        greyed = row.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        line.setLeft(paint_text(painter, line, command.text, greyed) + chip_width(metrics))
        paint_text(painter, line, f"· {command.obstacle}", greyed)
