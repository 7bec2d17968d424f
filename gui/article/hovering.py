"""Notices when the mouse comes to rest on the spans of an article view, and when it moves on."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from gui.article.view import ArticleView

REST = 400
"""Milliseconds after which the mouse rests."""

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_ELSEWHERE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.FocusOut,
    QEvent.Type.Hide,
    QEvent.Type.Resize,
)


class HoverWatch(QObject):
    """Watches the mouse over a view.

    Args:
        view: the article view.

    Signals:
        rested(list[str]): the ids of the spans on which the mouse rests, innermost first.
        moved_on(): the mouse went elsewhere, or something else was done.
    """

    rested = Signal(object)
    moved_on = Signal()

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._point = QPoint()
        self._resting_on: list[str] = []
        self._held = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._on_rest)
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.move_on)
        view.current_changed.connect(self.move_on)

    def hold(self, span_ids: list[str]) -> None:
        """Stay with spans, wherever the mouse is, until something else is done."""
        self.move_on()
        self._resting_on, self._held = span_ids, True

    def move_on(self) -> None:
        """Behave as if the mouse had gone elsewhere."""
        self._rest.stop()
        self._held = False
        if self._resting_on:
            self._resting_on = []
            self.moved_on.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._on_mouse_moved(event)
        elif kind in _ELSEWHERE or (kind is QEvent.Type.Leave and not self._held):
            self.move_on()
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._resting_on:
            if event.key() not in _MODIFIERS:
                self.move_on()
            return event.key() == Qt.Key.Key_Escape
        return False

    def _on_mouse_moved(self, event: QMouseEvent) -> None:
        if event.buttons() or self._held:
            return
        self._point = event.position().toPoint()
        if not self._resting_on or self._resting_on != self._view.span_ids_under(self._point):
            self.move_on()
            self._rest.start()

    def _on_rest(self) -> None:
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return
        span_ids = self._view.span_ids_under(self._point)
        if span_ids:
            self._resting_on = span_ids
            self.rested.emit(span_ids)
