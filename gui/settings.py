"""What the program remembers of a person's choices between starts; never anything of a project."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from annotation.suggest.mentions import Layer, Wanted
from annotation.text.searching import Query
from gui.article.appearance import SPACINGS, Appearance, Display

ZOOMS = range(-6, 31)
"""Every one of them still changes the size of the text, so that each step can be taken back."""


class Settings:
    """Typed access to the settings file of the user. A value that cannot be read counts as not set."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha")

    def _text(self, key: str) -> str:
        value = self._store.value(key)  # whatever a hand or a crash has left in the file
        return value if isinstance(value, str) and "\0" not in value else ""

    @property
    def annotator_name(self) -> str:
        """The name given at the first start; empty before."""
        return self._text("annotator/name")

    @annotator_name.setter
    def annotator_name(self, name: str) -> None:
        self._store.setValue("annotator/name", name)

    @property
    def last_project(self) -> Path | None:
        """The project that was open last."""
        value = self._text("project/last")
        return Path(value) if value else None

    @last_project.setter
    def last_project(self, path: Path) -> None:
        self._store.setValue("project/last", str(path))

    def last_article(self, project_id: str) -> str:
        """Return the id of the article that was open last in a project; empty if none was."""
        return self._text(f"article/{project_id}")

    def set_last_article(self, project_id: str, article_id: str) -> None:
        """Remember the article that is open in a project."""
        self._store.setValue(f"article/{project_id}", article_id)

    @property
    def folder(self) -> Path | None:
        """The folder from which files were taken, or to which they were written, last."""
        value = self._text("files/folder")
        return Path(value) if value and os.path.isdir(value) else None  # noqa: PTH112 - never raises

    @folder.setter
    def folder(self, path: Path) -> None:
        self._store.setValue("files/folder", str(path))

    @property
    def zoom(self) -> int:
        """Points by which the article's text is larger than usual, within `ZOOMS`."""
        try:
            return _within_zooms(int(str(self._store.value("view/zoom", 0))))
        except ValueError:
            return 0

    @zoom.setter
    def zoom(self, steps: int) -> None:
        self._store.setValue("view/zoom", _within_zooms(steps))

    @property
    def appearance(self) -> Appearance:
        """How the article looks."""
        try:
            display = Display(self._text("view/display"))
        except ValueError:
            display = Display.LANES
        spacing = SPACINGS.get(self._text("view/spacing"), Appearance().spacing)
        return Appearance(display, spacing, self._text("view/font"))

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        names = {factor: name for name, factor in SPACINGS.items()}
        self._store.setValue("view/display", appearance.display.value)
        self._store.setValue("view/spacing", names[appearance.spacing])
        self._store.setValue("view/font", appearance.family)

    def shortcuts(self) -> dict[str, str]:
        """Return the keys that the person has given to actions, by their ids; empty for none."""
        self._store.beginGroup("shortcuts")
        kept = {key: self._store.value(key) for key in self._store.childKeys()}
        self._store.endGroup()
        return {key: value for key, value in kept.items() if isinstance(value, str)}

    def set_shortcut(self, action_id: str, keys: str | None) -> None:
        """Keep the keys of an action, as portable text; empty: it has none; None: it has the usual ones."""
        if keys is None:
            self._store.remove(f"shortcuts/{action_id}")
        else:
            self._store.setValue(f"shortcuts/{action_id}", keys)

    def forget_shortcuts(self) -> None:
        """Let every action have its usual keys."""
        self._store.remove("shortcuts")

    @property
    def recent_commands(self) -> list[str]:
        """The commands that were run from the palette last, the latest first."""
        return self._text("palette/recent").split()

    @recent_commands.setter
    def recent_commands(self, ids: list[str]) -> None:
        self._store.setValue("palette/recent", " ".join(ids))

    @property
    def find_options(self) -> Query:
        """How a text was looked for last; without the text."""
        value = self._store.value("find/options")
        on = value.split() if isinstance(value, str) else ["any_spelling"]
        return Query("", "any_spelling" in on, "whole_words" in on, "regular_expression" in on)

    @find_options.setter
    def find_options(self, query: Query) -> None:
        options = ("any_spelling", "whole_words", "regular_expression")
        self._store.setValue("find/options", " ".join(name for name in options if getattr(query, name)))

    @property
    def suggestions(self) -> Wanted:
        """Which suggested mentions are shown."""
        layers, _, threshold = self._text("suggestions/wanted").partition(";")
        try:
            chosen = frozenset(Layer(name) for name in layers.split(",") if name)
            return Wanted(chosen, min(max(float(threshold), 0.0), 1.0))
        except ValueError:
            return Wanted()

    @suggestions.setter
    def suggestions(self, wanted: Wanted) -> None:
        layers = ",".join(layer for layer in Layer if layer in wanted.layers)
        self._store.setValue("suggestions/wanted", f"{layers};{wanted.threshold:.2f}")

    def last_seen(self, project_id: str, annotator_id: str, article_id: str) -> int:
        """Return the newest revision of an article when a person looked at it last; 0 if they never did."""
        text = self._text(f"seen/{project_id}/{annotator_id}/{article_id}")
        return int(text) if text.isascii() and text.isdecimal() else 0

    def set_last_seen(self, project_id: str, annotator_id: str, article_id: str, number: int) -> None:
        """Remember the newest revision that a person has seen of an article."""
        self._store.setValue(f"seen/{project_id}/{annotator_id}/{article_id}", str(number))

    @property
    def export_presets(self) -> dict[str, str]:
        """What is exported under each name, as text. They are the person's, for whichever project."""
        try:
            kept = json.loads(self._text("export/presets") or "{}")
        except (ValueError, RecursionError):
            return {}
        pairs: Iterable[tuple[object, object]] = kept.items() if isinstance(kept, dict) else ()
        return {name: text for name, text in pairs if isinstance(name, str) and isinstance(text, str)}

    @export_presets.setter
    def export_presets(self, presets: dict[str, str]) -> None:
        self._store.setValue("export/presets", json.dumps(presets))

    def last_export(self, project_id: str) -> tuple[Path | None, str]:
        """Return where a project was exported to last, and what, as text; None and empty if it was not."""
        path = self._text(f"export/{project_id}/path")
        return (Path(path) if path else None), self._text(f"export/{project_id}/plan")

    def set_last_export(self, project_id: str, path: Path, plan: str) -> None:
        """Remember where a project was exported to, and what."""
        self._store.setValue(f"export/{project_id}/path", str(path))
        self._store.setValue(f"export/{project_id}/plan", plan)

    def layout(self, name: str) -> QByteArray:
        """Return the kept geometry or dock arrangement of a window; empty if there is none."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Keep the geometry or dock arrangement of a window."""
        self._store.setValue(f"window/{name}", state)


def _within_zooms(steps: int) -> int:
    return max(ZOOMS.start, min(ZOOMS.stop - 1, steps))
