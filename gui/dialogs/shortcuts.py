"""The sheet of keyboard shortcuts: every key at a glance, and the way to change one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.records import Label
from gui.models.shortcut_rows import (
    COLUMNS,
    ShortcutRow,
    ShortcutTable,
    in_columns,
    matching,
    shortcut_groups,
)
from gui.models.view_rows import ViewRole
from gui.shortcuts import Shortcuts, usual_shown
from gui.theme import faint
from gui.widgets.filter_box import FilterBox
from gui.widgets.key_field import KeyField
from gui.widgets.row_painting import Row, RowDelegate, bold, paint_right, paint_text
from gui.widgets.trouble_line import TroubleLine

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_EDITING = (
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
)

_HINT = "Choose an action and press Enter to give it other keys."
_NOTHING = "No action is called so, and none has these keys."


class ShortcutSheet(QDialog):
    """Shows every shortcut, grouped as in the menus and by where it holds, and changes them at once."""

    def __init__(self, shortcuts: Shortcuts, labels: Sequence[Label], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self._shortcuts = shortcuts
        self._labels = labels
        self.filter = _NameOrKeys("Filter by name, or press keys", self)
        self.table = _Table(self)
        self._name = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._name.setFont(bold(self._name.font()))
        self._about = QLabel(textFormat=Qt.TextFormat.PlainText)
        palette = self._about.palette()
        palette.setColor(self._about.foregroundRole(), faint(palette))
        self._about.setPalette(palette)
        self._trouble = TroubleLine(self)
        self.keys = KeyField(self)
        self.keys.setAccessibleName("New keys")
        self.reset = self._button("Usual keys", self._on_reset)
        self.remove = self._button("No keys", lambda: self._change(""))
        self.reset_all = self._button("All as usual…", self._on_reset_all)
        self.close_button = self._button("Close", self.reject)
        self._lay_out()
        self.filter.filter_changed.connect(self._show)
        self.filter.left_downwards.connect(self.table.enter)
        self.table.laid_out.connect(self._show)
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.table.change_requested.connect(self._ask_for_keys)
        self.keys.pressed.connect(self._change)
        self.keys.left.connect(self._back_to_table)
        shortcuts.changed.connect(self._show)
        self._show()

    def _button(self, text: str, on_clicked: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)  # Enter is what asks for keys
        button.clicked.connect(on_clicked)
        return button

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        self.keys.setFixedWidth(unit * 12)
        about = QHBoxLayout()
        about.setSpacing(unit)
        about.addWidget(self._name)
        about.addWidget(self._about, 1)
        row = QHBoxLayout()
        for widget in (self.keys, self.reset, self.remove):
            row.addWidget(widget)
        row.addWidget(self._trouble, 1)
        row.addWidget(self.reset_all)
        row.addWidget(self.close_button)
        lines = QVBoxLayout(self)
        lines.addWidget(self.filter)
        lines.addWidget(self.table, 1)
        lines.addLayout(about)
        lines.addLayout(row)
        room = self.screen().availableGeometry()
        self.resize(min(unit * 78, room.width() - 2 * unit), min(unit * 50, room.height() - 3 * unit))

    def _show(self) -> None:
        """Show the rows that the filter lets through; the current one stays."""
        current = self.table.current()
        groups = matching(shortcut_groups(self._shortcuts, self._labels), self.filter.text())
        self.table.cells.set_columns(in_columns(groups, self.table.lines_seen()))
        self.table.go_to(self.table.cells.place_of(current))
        self.reset_all.setEnabled(self._shortcuts.any_changed)
        self._show_current()

    def _show_current(self) -> None:
        """Say what is chosen, which keys it has, and what can be done about them."""
        row = self.table.current()
        own = bool(row and row.action_id)
        self._trouble.clear()
        self._name.setText(row.text if row else "")
        hint = _HINT if self.table.cells.rowCount() else _NOTHING
        self._about.setText(self._about_row(row) if row else hint)
        self.keys.show_keys(next(iter(self._shortcuts.keys(row.action_id)), "") if row and own else "")
        self.keys.setEnabled(own)
        self.reset.setEnabled(bool(row and row.changed))
        self.remove.setEnabled(bool(row and own and row.keys))

    def _about_row(self, row: ShortcutRow) -> str:
        if not row.changed:
            return row.fixed or row.tip
        usual = usual_shown(row.action_id)
        return f"{row.tip}  ·  " * bool(row.tip) + (f"Usually {usual}" if usual else "Usually without keys")

    def _ask_for_keys(self) -> None:
        if self.keys.isEnabled():
            self._trouble.clear()
            self.keys.setFocus()

    def _back_to_table(self) -> None:
        self._show_current()
        self.table.setFocus()

    def _change(self, key: str) -> None:
        row = self.table.current()
        if row is not None:
            self._answer(self._shortcuts.change(row.action_id, key))

    def _on_reset(self) -> None:
        row = self.table.current()
        if row is not None:
            self._answer(self._shortcuts.reset(row.action_id))

    def _answer(self, refused: str) -> None:
        """Go on in the table after a change, or say why there was none and wait for other keys."""
        if not refused:
            self._back_to_table()
            return
        self._show_current()
        self._trouble.setText(refused)

    def _on_reset_all(self) -> None:
        question = QMessageBox(
            QMessageBox.Icon.Question,
            self.windowTitle(),
            "Give every action its usual keys back?",
            parent=self,
        )
        reset = question.addButton("All as usual", QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.exec()
        if question.clickedButton() is reset:
            self._shortcuts.reset_all()
            self.table.setFocus()
        question.deleteLater()


class _NameOrKeys(FilterBox):
    """A filter in which keys that write nothing are taken for what is looked for."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._writes(event) or event.key() in _HELD or any(map(event.matches, _EDITING)):
            super().keyPressEvent(event)
            return
        self.setText(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.NativeText))
        self._flush()

    def _writes(self, event: QKeyEvent) -> bool:
        """Tell whether keys write or move in a line, as those with AltGr do; Windows calls it Ctrl+Alt."""
        held = event.modifiers() & (_CONTROL | _ALT | Qt.KeyboardModifier.MetaModifier)
        if held == _CONTROL | _ALT:
            return bool(event.text()) and event.text().isprintable()
        return not held and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


class _Table(QTableView):
    """The rows side by side in columns, gone through by the arrow keys.

    Signals:
        change_requested(): Enter, F2 or a double click on a row.
        laid_out(): there is another number of rows to be seen.
    """

    change_requested = Signal()
    laid_out = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = ShortcutTable(self)
        self._line = round(self.fontMetrics().lineSpacing() * 1.15)
        self.setModel(self.cells)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Shortcuts")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self._line)
        self.verticalHeader().setDefaultSectionSize(self._line)
        self.verticalHeader().hide()
        self.doubleClicked.connect(lambda: self.change_requested.emit())

    def lines_seen(self) -> int:
        """Return how many rows of a column fit."""
        return max(1, self.viewport().height() // self._line)

    def current(self) -> ShortcutRow | None:
        """Return the chosen row."""
        cell = self.currentIndex().data(ViewRole)
        return cell if isinstance(cell, ShortcutRow) else None

    def go_to(self, place: tuple[int, int] | None) -> None:
        """Choose a row by its place."""
        if place is not None:
            self.setCurrentIndex(self.cells.index(*place))

    def enter(self) -> None:
        """Take the keyboard, and choose the first row if none is."""
        if self.current() is None:
            self.go_to(self._next_in((-1, 0), 1))
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.change_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        place = (self.currentIndex().row(), self.currentIndex().column())
        go = QAbstractItemView.CursorAction
        page = self.lines_seen()
        match action:
            case go.MoveDown | go.MoveNext:
                goal = self._next_in(place, 1)
            case go.MoveUp | go.MovePrevious:
                goal = self._next_in(place, -1)
            case go.MoveLeft | go.MoveRight:
                goal = self._nearest(place[0], place[1] + (1 if action is go.MoveRight else -1))
            case go.MovePageDown | go.MovePageUp:
                goal = self._nearest(place[0] + (page if action is go.MovePageDown else -page), place[1])
            case go.MoveHome:
                goal = self._next_in((-1, 0), 1)
            case _:
                goal = self._next_in((self.cells.rowCount(), COLUMNS - 1), -1)
        return self.cells.index(*(goal or place))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.laid_out.emit()

    def _next_in(self, place: tuple[int, int], step: int) -> tuple[int, int] | None:
        """Return the next row in reading order that can be chosen; None at the end."""
        rows = self.cells.rowCount()
        number = place[1] * rows + place[0] + step
        while 0 <= number < rows * COLUMNS:
            column, row = divmod(number, rows)
            if isinstance(self.cells.cell(row, column), ShortcutRow):
                return row, column
            number += step
        return None

    def _nearest(self, row: int, column: int) -> tuple[int, int] | None:
        """Return the row of a column that is nearest to a height; None where there is none."""
        rows = range(self.cells.rowCount())
        there = [at for at in rows if isinstance(self.cells.cell(at, column), ShortcutRow)]
        return (min(there, key=lambda at: abs(at - row)), column) if there else None


class _Delegate(RowDelegate):
    """Draws a heading, or the name of an action and its keys; keys that were changed are bold."""

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        cell: object = index.data(ViewRole)
        space = painter.fontMetrics().height() // 2
        line = QRect(row.rect).adjusted(space, 0, -space, 0)
        if isinstance(cell, str):
            painter.setFont(bold(row.font))
            # It cannot be chosen, but is not greyed for that.
            paint_text(
                painter, line, cell, row.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
            )
        elif isinstance(cell, ShortcutRow):
            painter.setFont(bold(row.font) if cell.changed else row.font)
            metrics = painter.fontMetrics()
            room = line.width() - metrics.horizontalAdvance(cell.text) - space
            # The first of its keys is enough where there is no room for all of them.
            keys = cell.shown if metrics.horizontalAdvance(cell.shown) <= room else next(iter(cell.keys), "")
            colour = row.text if cell.changed else row.quiet
            line.setRight(paint_right(painter, line, keys, colour) - space)
            painter.setFont(row.font)
            paint_text(painter, line, cell.text, row.text)
