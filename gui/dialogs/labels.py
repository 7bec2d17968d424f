"""The labels of the project: names, keys, colours, descriptions and order, edited together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.edits.labels import check_labels, edit_labels
from annotation.errors import PersonError
from annotation.records import Entity, Label, Mention, new_id
from gui.session import Session
from gui.shortcuts import usual_owner
from gui.theme import faint
from gui.widgets.row_painting import (
    Row,
    RowDelegate,
    chip_icon,
    chip_width,
    paint_chip,
    paint_right,
    paint_text,
)
from gui.widgets.trouble_line import TroubleLine
from storage.project import LabelsLocked

_LABEL = Qt.ItemDataRole.UserRole
_KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
"""The keys that new labels get, the first free one each."""


class LabelsDialog(QDialog):
    """A list of the labels, and beside it the fields of the one that is chosen.

    Args:
        session: the session.
        parent: the window over which it opens.
        owner_of_key: returns the name of the action that has a key in the article; empty if none has.
    """

    def __init__(
        self, session: Session, parent: QWidget | None, owner_of_key: Callable[[str], str] = usual_owner
    ) -> None:
        super().__init__(parent)
        self._owner_of_key = owner_of_key
        self.setWindowTitle("Labels")
        self._session = session
        self._before = session.labels()
        unit = self.fontMetrics().height()
        self._list = _LabelList(self)
        self._list.setMinimumWidth(unit * 13)
        self._add = QPushButton("A&dd")
        self._remove = QPushButton("&Remove")
        self._up = QPushButton("Move &up")
        self._down = QPushButton("Move do&wn")
        self._name = QLineEdit()
        self._key = QLineEdit(maxLength=1, placeholderText="none")
        self._key.setMaximumWidth(unit * 4)
        self._colour = QPushButton()
        self._colour.setMaximumWidth(unit * 8)
        self._colour.setIconSize(QSize(unit, unit))
        self._description = QPlainTextEdit(placeholderText="When to use it", tabChangesFocus=True)
        self._description.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        self._message = TroubleLine(self)
        self._message.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out(unit)
        self._connect()
        self._list.show_labels(self._before, 0)
        self.resize(unit * 44, unit * 22)

    @classmethod
    def edit(
        cls, session: Session, parent: QWidget | None, owner_of_key: Callable[[str], str] = usual_owner
    ) -> ChangeSet | None:
        """Return what the person changed, or None when there is nothing to apply."""
        dialog = cls(session, parent, owner_of_key)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        changes = dialog.changes() if accepted else None
        dialog.deleteLater()
        return changes or None

    def labels(self) -> list[Label]:
        """Return the labels as they stand in the dialog."""
        return self._list.labels()

    def changes(self) -> ChangeSet:
        """Return what was changed.

        Raises:
            PersonError: if the labels cannot stand so; the dialog cannot be accepted then.
        """
        return edit_labels(self._before, self.labels())

    def _lay_out(self, unit: int) -> None:
        moves = QHBoxLayout()
        for button in (self._add, self._remove, self._up, self._down):
            button.setAutoDefault(False)
            moves.addWidget(button)
        left = QVBoxLayout()
        left.addWidget(self._list)
        left.addLayout(moves)
        form = QFormLayout()
        form.setVerticalSpacing(unit // 2)
        form.setHorizontalSpacing(unit)
        self._colour.setAutoDefault(False)
        for text, widget in (
            ("&Name", self._name),
            ("&Key", self._key),
            ("Co&lour", self._colour),
            ("D&escription", self._description),
        ):
            form.addRow(text, widget)
        form.addRow(self._hint())
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self._message, 1)
        sides = QHBoxLayout()
        sides.setSpacing(unit)
        sides.addLayout(left, 5)
        sides.addLayout(right, 6)
        whole = QVBoxLayout(self)
        whole.addLayout(sides, 1)
        whole.addWidget(self._buttons)

    def _hint(self) -> QLabel:
        hint = QLabel("In an article, the key tags the selected text.", self, wordWrap=True)
        palette = hint.palette()
        palette.setColor(hint.foregroundRole(), faint(palette))
        hint.setPalette(palette)
        return hint

    def _connect(self) -> None:
        self._list.currentItemChanged.connect(self._on_chosen)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._name.textEdited.connect(self._on_edited)
        self._key.textEdited.connect(self._on_edited)
        self._description.textChanged.connect(self._on_edited)
        self._colour.clicked.connect(self._on_colour)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for keys, slot in (("Alt+Up", lambda: self._move(-1)), ("Alt+Down", lambda: self._move(1))):
            QShortcut(QKeySequence(keys), self, slot)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self._list,
            self._on_remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def _on_chosen(self) -> None:
        """Show the chosen label in the fields."""
        label = self._list.current()
        for widget in (self._name, self._key, self._colour, self._description, self._remove):
            widget.setEnabled(label is not None)
        self._name.setText(label.name if label else "")
        self._key.setText(label.key if label else "")
        with QSignalBlocker(self._description):  # its signal is sent for what a program writes, too
            self._description.setPlainText(label.description if label else "")
        self._show_colour(label.colour if label else "")
        self._check()
        self._lock()

    def _lock(self) -> None:
        """Let labels that are locked be read and no more."""
        if self._session.project.labels_locked:
            for button in (self._add, self._remove, self._up, self._down, self._colour):
                button.setEnabled(False)
            for field in (self._name, self._key, self._description):
                field.setReadOnly(True)
            self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)
            self._message.setText(str(LabelsLocked()))

    def _on_edited(self) -> None:
        """Take what the fields hold into the chosen label."""
        label = self._list.current()
        if label is not None:
            self._list.replace_current(
                replace(
                    label,
                    name=self._name.text(),
                    key=self._key.text().strip(),
                    description=self._description.toPlainText(),
                )
            )
            self._check()

    def _on_colour(self) -> None:
        label = self._list.current()
        if label is None:
            return
        colour = QColorDialog.getColor(QColor(label.colour), self, f"The colour of {label.name}")
        if colour.isValid():
            self._list.replace_current(replace(label, colour=colour.name()))
            self._show_colour(colour.name())
            self._check()

    def _on_add(self) -> None:
        labels = self.labels()
        taken = {label.key.casefold() for label in labels}
        key = next((key for key in _KEYS if key not in taken and not self._owner_of_key(key)), "")
        label = Label(id=new_id(), name=_free_name(labels), colour=_free_colour(labels), key=key)
        self._list.show_labels([*labels, label], len(labels))
        self._name.setFocus()
        self._name.selectAll()

    def _on_remove(self) -> None:
        label = self._list.current()
        if label is None or self._session.project.labels_locked:
            return
        users = self._users(label)
        if users:
            self._message.setText(
                f"“{label.name}” cannot be removed: it is used by {' and '.join(users)} in this project. "
                "Give them another label first."
            )
            return
        labels = self.labels()
        row = self._list.currentRow()
        del labels[row]
        self._list.show_labels(labels, min(row, len(labels) - 1))

    def _users(self, label: Label) -> list[str]:
        """Count what uses a label in the whole project, of every annotator; nothing if it is free."""
        read = self._session.project.read
        mentions, entities = len(read(Mention, label_id=label.id)), len(read(Entity, label_id=label.id))
        return [
            f"{count:,} {one if count == 1 else many}"
            for count, one, many in ((mentions, "mention", "mentions"), (entities, "entity", "entities"))
            if count
        ]

    def _move(self, by: int) -> None:
        labels, row = self.labels(), self._list.currentRow()
        if self._session.project.labels_locked:
            return
        goal = row + by
        if row >= 0 and 0 <= goal < len(labels):
            labels.insert(goal, labels.pop(row))
            self._list.show_labels(labels, goal)

    def _show_colour(self, colour: str) -> None:
        self._colour.setText(colour)
        self._colour.setIcon(chip_icon(colour, self.palette(), self._colour.iconSize().width()))
        self._colour.setAccessibleName(f"Colour {colour}, choose another")

    def _check(self) -> None:
        """Say in place what is wrong; nothing can be accepted until it is put right."""
        try:
            check_labels(self.labels())
            self._check_keys()
        except PersonError as error:
            self._message.setText(str(error))
            fine = False
        else:
            self._message.clear()
            fine = True
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)
        row = self._list.currentRow()
        movable = not self._session.project.labels_locked
        self._up.setEnabled(movable and row > 0)
        self._down.setEnabled(movable and 0 <= row < self._list.count() - 1)

    def _check_keys(self) -> None:
        """Check that no label is tagged by a key that means something else in an article.

        Raises:
            PersonError: saying which.
        """
        for label in self.labels():
            if owner := self._owner_of_key(label.key):
                raise PersonError(
                    f"The key “{label.key}” of “{label.name}” belongs to “{owner}”. Choose another key "
                    "here, or take it from there under Keyboard shortcuts."
                )


class _LabelList(QListWidget):
    """The labels in their order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_LabelDelegate(self))
        self.setMouseTracking(True)
        self.setAccessibleName("Labels")

    def labels(self) -> list[Label]:
        return [self.item(row).data(_LABEL) for row in range(self.count())]

    def current(self) -> Label | None:
        item = self.currentItem()
        return item.data(_LABEL) if item else None

    def show_labels(self, labels: Sequence[Label], row: int) -> None:
        """Show other labels, and choose one of them."""
        with QSignalBlocker(self):  # only the row that is chosen in the end is announced
            self.clear()
            for label in labels:
                item = QListWidgetItem(self)
                self._fill(item, label)
        self.setCurrentRow(row)
        if not labels:
            self.currentItemChanged.emit(None, None)

    def replace_current(self, label: Label) -> None:
        """Show the chosen label as it stands now."""
        self._fill(self.currentItem(), label)

    def _fill(self, item: QListWidgetItem, label: Label) -> None:
        item.setData(_LABEL, label)
        item.setText(f"{label.name}, key {label.key}" if label.key else label.name)  # for screen readers


class _LabelDelegate(RowDelegate):
    """Draws a label: its colour, its name, and its key at the right."""

    @override
    def paint_row(self, painter: QPainter, row: Row, index: QModelIndex | QPersistentModelIndex) -> None:
        label: Label = index.data(_LABEL)
        painter.setFont(row.font)
        side = chip_width(painter.fontMetrics())
        line = row.rect.adjusted(side, 0, -side, 0)
        left = paint_chip(painter, line.left(), line, label.colour, row.palette)
        right = paint_right(painter, line, label.key, row.quiet)
        line.setLeft(left)
        line.setRight(right - side)
        paint_text(painter, line, label.name, row.text)


def _free_name(labels: Sequence[Label]) -> str:
    names = {label.name for label in labels}
    number = 1
    while (name := "New label" if number == 1 else f"New label {number}") in names:
        number += 1
    return name


def _free_colour(labels: Sequence[Label]) -> str:
    """Return the colour in the middle of the widest gap between the hues of the labels."""
    hues = sorted({QColor(label.colour).hslHue() for label in labels} - {-1}) or [0]
    gap, start = max((after - hue, hue) for hue, after in zip(hues, [*hues[1:], hues[0] + 360], strict=True))
    return QColor.fromHsl((start + gap // 2) % 360, 140, 130).name()
