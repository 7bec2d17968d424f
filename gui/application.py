"""Starting the window: fonts and colours, which project, who annotates; and going from project to project."""

from __future__ import annotations

import gc
import getpass
import os
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from typing_extensions import override

from annotation.changes import add, change_set
from annotation.errors import PersonError, SurroundingsError
from annotation.records import Annotator, Article, Id, new_id
from gui.dialogs.annotator_name import AnnotatorName
from gui.errors import BugReporter, tell
from gui.file_dialogs import keep_out_of_projects
from gui.garbage import GarbageCollection
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.theme import TICKED, icon, load_fonts, palette_for, ticked_palette_for
from storage.project import OnlyReadable, Project

SAMPLE_NAME = "Paksha sample.paksha"


def run(project: Path | None, annotator: str | None) -> int:
    """Open the window and return the exit status when it is closed.

    Args:
        project: the project to open; None opens the last one, or at the very first start a sample.
        annotator: who annotates; None takes the name given at the first start, or asks for it.
    """
    application = make_application()
    windows = Windows(Settings(), annotator)
    if not windows.open_first(project):
        return 1
    gc.freeze()  # what the start has made stays; looking through it again and again would be for nothing
    if os.environ.get("PAKSHA_EXIT_WHEN_READY"):
        windows.quit_when_painted()
    return application.exec()


def make_application() -> QApplication:
    """Make the application with its fonts and colours, which follow the system's."""
    keep_out_of_projects()
    application = QApplication([])
    GarbageCollection(application)
    application.setApplicationName("paksha")
    application.setApplicationDisplayName("Paksha")
    application.setStyle("Fusion")  # the same look everywhere, in colours of our own
    application.setWindowIcon(icon("paksha"))
    application.setFont(load_fonts())
    hints = QGuiApplication.styleHints()
    _on_scheme_changed(hints.colorScheme())
    hints.colorSchemeChanged.connect(_on_scheme_changed)
    return application


def _on_scheme_changed(scheme: Qt.ColorScheme) -> None:
    QApplication.setPalette(palette_for(scheme))
    for widget in TICKED:
        QApplication.setPalette(ticked_palette_for(scheme), widget)  # pyright: ignore[reportArgumentType] the stub says bytes


class _Painted(QObject):
    """Waits for the first painting of a widget, says “ready” and quits."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._say_ready)
        return False

    def _say_ready(self) -> None:
        print("ready", flush=True)
        QApplication.quit()


class Windows(QObject):
    """The one window at a time, and how a person comes from one project to another."""

    def __init__(self, settings: Settings, annotator: str | None) -> None:
        super().__init__()
        self._settings = settings
        self._annotator = annotator
        self._window: MainWindow | None = None
        self._painted: _Painted | None = None
        self._reporter: BugReporter | None = None

    def open_first(self, path: Path | None) -> bool:
        """Open the project asked for, or the last one, or make the sample; False when it cannot be done."""
        if path is not None:
            if not os.path.lexists(path):
                return _agree_to_make(path) and self._make(path)
            return self._open(path)
        last = self._settings.last_project
        if last is not None:
            instead = "The sample project is opened instead."
            if not os.path.exists(last):  # noqa: PTH110 - never raises
                tell(None, f"{last} is not there any more: it was moved or deleted. {instead}")
            else:
                try:
                    return self._open_project(last)
                except (PersonError, SurroundingsError) as error:
                    tell(None, f"{error} {instead}")  # without a window nobody could open another
        name = self._name()
        return name is not None and self._open_sample(name, failed=last)

    def quit_when_painted(self) -> None:
        """Say “ready” and quit once the article has been painted, for the benchmark of the start."""
        if self._window is not None:
            self._painted = _Painted(self._window.article)

    def _open_sample(self, name: str, failed: Path | None) -> bool:
        """Make the sample project in the person's documents folder, or open the one that is there."""
        from storage.sample import create_sample_project

        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        try:
            documents.mkdir(parents=True, exist_ok=True)
            path = documents / SAMPLE_NAME
            if path.exists() and path != failed:
                return self._open_project(path)
            for number in count(2):
                if not path.exists():
                    break
                path = documents / f"{Path(SAMPLE_NAME).stem} {number}.paksha"
            project, article_id = create_sample_project(path, name)
            self._show(project, name, article_id)
        except (PersonError, SurroundingsError, OSError) as error:
            tell(None, f"The sample project cannot be opened: {error}")
            return False
        return True

    def _open(self, path: Path) -> bool:
        """Open a project in place of the one before, or say why not."""
        try:
            return self._is_open(path) or self._open_project(path)
        except (PersonError, SurroundingsError) as error:
            tell(self._window, str(error))
            return False

    def _open_project(self, path: Path) -> bool:
        """Open a project in place of the one before; False if the person would rather not.

        Raises:
            PersonError, SurroundingsError: if it cannot be opened.
        """
        project = open_project(path, self._window)
        if project is None:
            return False
        name = self._name()
        if name is None:
            project.close()
            return False
        self._show(project, name, None)
        return True

    def _is_open(self, path: Path) -> bool:
        """Tell whether the window has this file open for writing; its lock keeps out ourselves as well."""
        window = self._window
        try:
            same = window is not None and window.project_path.samefile(path)
        except OSError:
            return False
        if window is None or not same or window.session.read_only:
            return False
        window.activateWindow()
        return True

    def _make(self, path: Path) -> bool:
        """Make a project and open it; False when that cannot be done."""
        name = self._name()
        if name is None:
            return False
        try:
            self._show(Project.create(path, name), name, None)
        except (PersonError, SurroundingsError) as error:
            tell(self._window, str(error))
            return False
        return True

    def _name(self) -> str | None:
        """Return who annotates, asking once and for all when nobody has said so."""
        name = self._annotator or self._settings.annotator_name
        if not name:
            name = AnnotatorName.ask(self._window, suggested=_user_name()) or ""
            self._settings.annotator_name = name
        return name or None

    def _show(self, project: Project, name: str, article_id: Id | None, layer_id: Id | None = None) -> None:
        """Put a window on a project, in place of the one before.

        Args:
            project: the project.
            name: who works in it.
            article_id: the article to open; None: the last one.
            layer_id: whose annotations are shown; None: their own.

        Raises:
            PersonError, SurroundingsError: if the project cannot be read or joined. It is closed then, and
                the window before stays.
        """
        former = self._window
        if former is not None:
            former.keep_layout()
        try:
            author = find_annotator(project, name)
            session = Session(project, layer_id or author.id, author_id=author.id)
            shown = article_id or self._article_to_show(project)
            window = MainWindow(session, self._settings)
        except (PersonError, SurroundingsError):
            if former is None or former.session.project is not project:
                project.close()
            raise
        session.setParent(window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.project_chosen.connect(self._open)
        window.project_wanted.connect(self._make)
        window.annotator_chosen.connect(self._on_annotator_chosen)
        window.layer_chosen.connect(self._on_layer_chosen)
        if self._reporter is not None:
            self._reporter.restore()
        self._reporter = BugReporter(window)
        self._window = window
        self._settings.last_project = project.path
        session.open_article(shown)
        window.show()
        window.article.setFocus()
        if former is not None:
            if former.session.project is project:
                former.session.hand_over()
            former.close()

    def _article_to_show(self, project: Project) -> Id | None:
        """Return the article that was open last, or else the first."""
        last = self._settings.last_article(project.id)
        if last and project.get(Article, last) is not None:
            return last
        rows = project.article_rows("")
        return rows[0].id if rows else None

    def _on_annotator_chosen(self, name: str) -> None:
        assert self._window is not None
        session = self._window.session
        try:
            self._show(session.project, name, session.article.id if session.article else None)
        except (PersonError, SurroundingsError) as error:
            tell(self._window, str(error))
            return
        self._annotator = name
        self._settings.annotator_name = name

    def _on_layer_chosen(self, annotator_id: Id) -> None:
        """Show another person's annotations, or one's own again."""
        assert self._window is not None
        session = self._window.session
        article_id = session.article.id if session.article else None
        try:
            self._show(session.project, session.author.name, article_id, annotator_id)
        except (PersonError, SurroundingsError) as error:
            tell(self._window, str(error))


def open_project(path: Path, parent: QWidget | None) -> Project | None:
    """Open a project, to look at only if it cannot be written and the person agrees; None if not.

    Raises:
        PersonError, SurroundingsError: if it cannot be opened at all.
    """
    try:
        return Project.open(path)
    except OnlyReadable as error:  # also when somebody else has it open
        if not _agree_to_read_only(str(error), parent):
            return None
    return Project.open(path, read_only=True)


def find_annotator(project: Project, name: str) -> Annotator:
    """Return the annotator of that name; somebody new joins the project.

    In a project that is only read, somebody new looks at the first annotator's work.
    """
    annotators = project.read(Annotator)
    found = next((annotator for annotator in annotators if annotator.name == name), None)
    if found is not None:
        return found
    if project.read_only:
        return annotators[0]
    joined = Annotator(id=new_id(), name=name)
    project.apply(change_set(f"{name} joined", [add(joined)]), joined.id, undoable=False)
    return joined


def _agree_to_read_only(sentence: str, parent: QWidget | None) -> bool:
    box = QMessageBox(
        QMessageBox.Icon.Information, "Paksha", sentence, QMessageBox.StandardButton.Cancel, parent
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("You can open it to look at it; nothing can be changed then.")
    look = box.addButton("Open read only", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(look)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is look


def _agree_to_make(path: Path) -> bool:
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "Paksha",
        f"There is no file {path.absolute()}.",
        QMessageBox.StandardButton.Cancel,
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("Shall a new project be made there?")
    make = box.addButton("Make it", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(make)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is make


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return ""
