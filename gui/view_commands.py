"""How the article looks and what is seen in it: the commands, and what of it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from annotation.records import Annotator
from annotation.suggest.mentions import Wanted
from gui.article.appearance import Appearance, Display
from gui.dialogs.view_options import ViewOptions
from gui.panels.article import ArticlePanel
from gui.session import Session
from gui.settings import Settings

_SAID = {
    Display.LANES: "Mentions are shown as lanes",
    Display.TINT: "Mentions are shown by their tint only",
    Display.PLAIN: "The text is shown without mentions",
}


class ViewCommands:
    """Changes how the article looks.

    Args:
        session: the session.
        panel: shows the article.
        settings: where size, spacing, font and display are remembered.
        window: over which dialogs open.
    """

    def __init__(self, session: Session, panel: ArticlePanel, settings: Settings, window: QWidget) -> None:
        self._session = session
        self._panel = panel
        self._settings = settings
        self._window = window
        panel.suggestions.show_only(settings.suggestions)
        panel.suggestions.wanted_changed.connect(self._keep_suggestions)
        panel.view.zoom(settings.zoom)
        panel.view.set_appearance(settings.appearance)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "view.larger": lambda: self._zoom(1),
            "view.smaller": lambda: self._zoom(-1),
            "view.usual": lambda: self._zoom(-self._settings.zoom),
            "view.display": self._next_display,
            "view.options": self._choose,
        }

    def _keep_suggestions(self, wanted: Wanted) -> None:
        self._settings.suggestions = wanted

    def _zoom(self, steps: int) -> None:
        before = self._settings.zoom
        self._settings.zoom += steps
        self._panel.view.zoom(self._settings.zoom - before)

    def _next_display(self) -> None:
        displays, appearance = list(Display), self._panel.view.appearance
        following = displays[(displays.index(appearance.display) + 1) % len(displays)]
        self._look(replace(appearance, display=following))
        self._panel.hinted.emit(_SAID[following])

    def _choose(self) -> None:
        annotators = self._session.records.all(Annotator)
        dialog = ViewOptions(
            self._session.labels(),
            [annotator for annotator in annotators if annotator.id != self._session.annotator.id],
            self._panel.view.appearance,
            self._panel.shown,
            self._look,
            self._panel.show_only,
            self._window,
        )
        dialog.exec()
        dialog.deleteLater()

    def _look(self, appearance: Appearance) -> None:
        self._settings.appearance = appearance
        self._panel.view.set_appearance(appearance)
