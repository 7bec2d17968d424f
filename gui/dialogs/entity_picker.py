"""A small window beside a mention: who or what is it?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotation.edits.linking import learn_alias
from annotation.records import Entity, Id
from gui.dialogs.entity_field import EntityField
from gui.session import Session
from gui.widgets.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Picked:
    """The entity, perhaps not stored yet, and whether the surface is to be another name of it."""

    entity: Entity
    remember: bool


class EntityPicker(QDialog):
    """Asks for an entity. Enter takes it, Escape leaves everything as it is."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        *,
        title: str,
        typed: str = "",
        label_id: Id | None = None,
        remember_surface: str | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._session = session
        self._surface = one_line(remember_surface or "")
        self.setWindowTitle(title)
        self.field = EntityField(session, label_id=label_id)
        self.remember = QCheckBox()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._taking = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._lay_out(title)
        self.field.chosen_changed.connect(self._show_chosen)
        self.field.taken.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.field.set_typed(one_line(typed))
        self.field.setFocus()
        self._show_chosen()

    @classmethod
    def pick(
        cls,
        session: Session,
        parent: QWidget,
        *,
        title: str,
        typed: str = "",
        label_id: Id | None = None,
        remember_surface: str | None = None,
        near: QRect | None = None,
    ) -> Picked | None:
        """Ask for an entity and wait for the answer.

        Args:
            session: the session.
            parent: the window that waits.
            title: what is asked.
            typed: what stands in the line at first, selected.
            label_id: the label that is expected, and that somebody new gets unless another is chosen.
            remember_surface: a written name that may be remembered as another name of the entity.
            near: beside what the window opens, in global pixels; None: in the middle of `parent`.

        Returns:
            The answer; None if the person left it.
        """
        dialog = cls(
            session,
            parent,
            title=title,
            typed=typed,
            label_id=label_id,
            remember_surface=remember_surface,
        )
        try:
            if near is not None:
                dialog.place(near)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            return dialog.picked()
        finally:
            dialog.deleteLater()

    def picked(self) -> Picked | None:
        """Return the answer as it stands; None while nobody is chosen."""
        entity = self.field.chosen()
        if entity is None:
            return None
        return Picked(entity, self._is_new_name(entity) and self.remember.isChecked())

    def place(self, near: QRect) -> None:
        """Move to just below a rectangle in global pixels, or above it where there is no room."""
        screen = QGuiApplication.screenAt(near.center()) or self.screen()
        self.move(beside(near, self.sizeHint(), screen.availableGeometry(), self.fontMetrics().height() // 3))

    def _lay_out(self, title: str) -> None:
        heading = QLabel()
        heading.setTextFormat(Qt.TextFormat.PlainText)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        width = self.fontMetrics().averageCharWidth() * 46
        heading.setText(
            heading.fontMetrics().elidedText(one_line(title), Qt.TextElideMode.ElideMiddle, width)
        )
        self.remember.setChecked(True)
        shown = self.fontMetrics().elidedText(self._surface, Qt.TextElideMode.ElideRight, width // 2)
        self.remember.setText(f"Remember “{shown}” as another name".replace("&", "&&"))
        self._taking.setText("Take")
        self._taking.setDefault(True)
        space = self.fontMetrics().height() // 2
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(space, space, space, space)
        inner.setSpacing(space)
        inner.addWidget(heading)
        inner.addWidget(self.field, 1)
        if self._surface:
            inner.addWidget(self.remember)
        inner.addWidget(self.buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setMinimumWidth(width + 4 * space)

    def _show_chosen(self) -> None:
        entity = self.field.chosen()
        self._taking.setEnabled(entity is not None)
        if self._surface:
            self.remember.setVisible(entity is not None and self._is_new_name(entity))

    def _is_new_name(self, entity: Entity) -> bool:
        return bool(self._surface) and bool(learn_alias(self._session.records, entity, self._surface))


def beside(near: QRect, size: QSize, available: QRect, gap: int) -> QPoint:
    """Return where a window goes: below a rectangle, above it where there is no room, on the screen.

    All are in global pixels; `gap` is kept free between the two.
    """
    left = max(available.left(), min(near.left(), available.right() + 1 - size.width()))
    lowest = available.bottom() + 1 - size.height()
    top = near.bottom() + 1 + gap
    above = near.top() - gap - size.height()
    if top > lowest and above >= available.top():
        top = above
    return QPoint(left, max(available.top(), min(top, lowest)))
