"""What the program remembers of a person's choices between starts; never anything of a project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Settings:
    """Typed access to the settings file of the user. A value that cannot be read counts as not set."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha")

    @property
    def annotator_name(self) -> str:
        """The name given at the first start; empty before."""
        return str(self._store.value("annotator/name", ""))

    @annotator_name.setter
    def annotator_name(self, name: str) -> None:
        self._store.setValue("annotator/name", name)

    @property
    def last_project(self) -> Path | None:
        """The project that was open last."""
        value = str(self._store.value("project/last", ""))
        return Path(value) if value else None

    @last_project.setter
    def last_project(self, path: Path) -> None:
        self._store.setValue("project/last", str(path))

    def last_article(self, project_id: str) -> str:
        """Return the id of the article that was open last in a project; empty if none was."""
        return str(self._store.value(f"article/{project_id}", ""))

    def set_last_article(self, project_id: str, article_id: str) -> None:
        """Remember the article that is open in a project."""
        self._store.setValue(f"article/{project_id}", article_id)

    @property
    def folder(self) -> Path | None:
        """The folder from which files were taken, or to which they were written, last."""
        value = str(self._store.value("files/folder", ""))
        return Path(value) if value and Path(value).is_dir() else None

    @folder.setter
    def folder(self, path: Path) -> None:
        self._store.setValue("files/folder", str(path))

    @property
    def zoom(self) -> int:
        """Points by which the article's text is larger than usual."""
        try:
            return max(-8, min(40, int(str(self._store.value("view/zoom", 0)))))
        except ValueError:
            return 0

    @zoom.setter
    def zoom(self, steps: int) -> None:
        self._store.setValue("view/zoom", steps)

    def layout(self, name: str) -> QByteArray:
        """Return the kept geometry or dock arrangement of a window; empty if there is none."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Keep the geometry or dock arrangement of a window."""
        self._store.setValue(f"window/{name}", state)
