"""Saying who or what: a line to type in and the entities that fit, wherever an entity is asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Alias, Entity, Id, Label, Mention
from gui.dialogs.label_box import LabelBox
from gui.models.entity_choices import (
    Choice,
    ChoiceDelegate,
    ChoiceKind,
    ChoicesModel,
    choices,
    entity_of,
    preselected,
)
from gui.models.told_labels import told_label
from gui.session import Session

_MOVING_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class EntityField(QWidget):
    """A line to type a name in, and beneath it the entities that fit, first who is probably meant.

    Somebody new is among them. Typing stays in the line; Down and Up move in the list, round its ends.
    Nothing is stored here: who uses the field adds what `chosen` gives when it is new.

    A folded field shows its list only while a name is typed or looked for in it.

    Signals:
        chosen_changed(): `chosen` gives another entity, or none.
        taken(): the person pressed Enter or clicked an entity twice; `chosen` is not None.
        passed(): the person pressed Enter while nobody is chosen.
    """

    chosen_changed = Signal()
    taken = Signal()
    passed = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        label_id: Id | None = None,
        hint: str = "",
        folded: bool = False,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._label_id = label_id
        self._fresh: tuple[Choice, Id, Entity] | None = None
        self._given = ""
        self._first: Entity | None = None
        self._folded = folded
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint or "Type a name")
        self.edit.setAccessibleName(hint or "Name")
        self.edit.installEventFilter(self)
        self.model = ChoicesModel(self)
        self.view = _ChoiceList()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        self._label_box = LabelBox(session.labels(), label_id)
        self._label_given = label_id is not None
        self._label_line = QWidget()
        self._lay_out()
        self.edit.textChanged.connect(self._offer)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.doubleClicked.connect(self._take)
        self._label_box.activated.connect(self._on_label_picked)
        self._label_box.currentIndexChanged.connect(lambda: self.chosen_changed.emit())
        session.changed.connect(self._on_changed)
        self.setFocusProxy(self.edit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # without one a label's mnemonic does not lead here
        self._offer()

    def chosen(self) -> Entity | None:
        """Return the entity that is meant: a stored one, or a fresh one to be added; None if nobody is."""
        choice = self._choice()
        if choice is None:
            return None
        if choice.entity is not None:
            return choice.entity
        label_id = self._label_box.label_id()
        if self._fresh is None or self._fresh[:2] != (choice, label_id):
            self._fresh = (choice, label_id, entity_of(choice, label_id))
        return self._fresh[2]

    def typed(self) -> str:
        """Return what stands in the line."""
        return self.edit.text()

    def set_typed(self, typed: str) -> None:
        """Put text into the line, selected, so that typing replaces it; its words count as finished."""
        self._given = typed
        self.edit.setText(typed)
        self.edit.selectAll()

    def set_entity(self, entity: Entity | None) -> None:
        """Choose a stored entity, or nobody."""
        self.set_typed(entity.name if entity else "")
        for row in range(self.model.rowCount()):
            if entity is not None and self.model.choice(row).entity == entity:
                self._select(row)

    def set_first(self, entity: Entity | None) -> None:
        """Mean a stored entity while nothing is typed."""
        self._first = entity
        self._offer()

    def set_label(self, label_id: Id) -> None:
        """Expect another label, which somebody new then gets; who is chosen stays if they still fit."""
        self._label_id = label_id
        self._label_given = True
        self._label_box.setCurrentIndex(self._label_box.findData(label_id))
        self._offer_again()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVING_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._move(Qt.Key(event.key()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
                event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ):
                self._take()
                return True
        if watched is self.edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if event.type() is QEvent.Type.FocusOut:
                self._write_chosen()
            self._unfold(event.type() is QEvent.Type.FocusIn and bool(self.edit.text()))
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 3
        label = QLabel("&Label of the new entity")
        label.setBuddy(self._label_box)
        label_line = QHBoxLayout(self._label_line)
        label_line.setContentsMargins(0, 0, 0, 0)
        label_line.addWidget(label)
        label_line.addWidget(self._label_box, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(space)
        lines.addWidget(self.edit)
        lines.addWidget(self.view, 1)
        lines.addWidget(self._label_line)

    def _offer(self) -> None:
        article = self._session.article
        offered = choices(
            self._session.records,
            self._session.names,
            self.edit.text(),
            label_id=self._label_id,
            language=(article.language if article else "") or "en",
            typing=self.edit.text() != self._given,
            first=self._first,
        )
        self.model.set_choices(offered)
        if not self._label_given:
            told = told_label(
                self._session.records, article, self._session.pending_lists(), self.edit.text().strip()
            )
            self._label_box.setCurrentIndex(max(0, self._label_box.findData(told)))
        self._select(preselected(offered))
        self._unfold(self.edit.hasFocus() and bool(self.edit.text()))

    def _on_label_picked(self) -> None:
        self._label_given = True

    def _write_chosen(self) -> None:
        """Let the line name who was chosen without typing, before the list that shows it is folded."""
        choice = self._choice()
        if self._folded and choice is not None and not self.edit.text():
            self.set_entity(choice.entity)

    def _unfold(self, unfolded: bool) -> None:
        self.view.setVisible(unfolded or not self._folded)

    def _select(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self._show_current()

    def _move(self, key: Qt.Key) -> None:
        rows = self.model.rowCount()
        if not rows:
            return
        self._unfold(True)
        row = self.view.currentIndex().row()
        page = max(1, self.view.height() // max(1, self.view.sizeHintForRow(0)) - 1)
        match key:
            case Qt.Key.Key_Down:
                row = (row + 1) % rows
            case Qt.Key.Key_Up:
                row = (row if row > 0 else rows) - 1
            case Qt.Key.Key_PageDown:
                row = min(row + page, rows - 1)
            case _:
                row = max(row - page, 0)
        self.view.setCurrentIndex(self.model.index(row))

    def _take(self) -> None:
        if self.chosen() is not None:
            self.taken.emit()
        else:
            self.passed.emit()

    def _choice(self) -> Choice | None:
        index = self.view.currentIndex()
        return self.model.choice(index.row()) if index.isValid() else None

    def _on_current_changed(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        choice = self._choice()
        self._label_line.setVisible(choice is not None and choice.kind is ChoiceKind.NEW)
        # focus stays in the line, so the line tells a screen reader what the list would
        self.edit.setAccessibleDescription(choice.words() if choice else "")
        self.chosen_changed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Entity, Alias, Label, Mention):
            self._offer_again()

    def _offer_again(self) -> None:
        chosen = self._choice()
        self._offer()
        if chosen is not None and chosen.entity is not None:
            for row in range(self.model.rowCount()):
                entity = self.model.choice(row).entity
                if entity is not None and entity.id == chosen.entity.id:
                    self._select(row)


class _ChoiceList(QListView):
    """The list beneath the line; it never takes the focus."""

    ROWS = 7

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Entities that fit")

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(20 * line, round(1.45 * line * self.ROWS) + 2 * self.frameWidth())

    @override
    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(10 * line, round(1.45 * line * 3) + 2 * self.frameWidth())
