"""What the status line says of the last step, and that it says nothing of a place that was left."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from annotation.changes import ChangeSet
from gui.panels.article import ArticlePanel
from gui.session import Session
from gui.widgets.status_line import StatusLine


class Remarks(QObject):
    """Lets the status line name each step as it is done, in place of what was said before.

    Args:
        session: the session.
        line: the status line.
        parent: the window.
    """

    def __init__(self, session: Session, line: StatusLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = line
        self._place: QWidget | None = None  # the panel that had the keyboard last
        session.changed.connect(self._on_changed)
        session.remarked.connect(line.hint)
        session.article_opened.connect(lambda: line.hint(""))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._line.hint(changes.title[:1].upper() + changes.title[1:])

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        place = now
        while place is not None and not isinstance(place, (QDockWidget, ArticlePanel)):
            place = place.parentWidget()
        if place is None or place is self._place:
            return
        if self._place is not None:
            self._line.hint("")
        self._place = place
