"""Bringing articles in, and an edited workbook back, as a person asks for it in the window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotation.changes import ChangeSet
from annotation.edits.articles import import_articles, make_article
from annotation.errors import PersonError
from annotation.records import Article
from gui.dialogs.article_details import ArticleDetails, Details
from gui.dialogs.map_workbook import MapWorkbook
from gui.dialogs.workbook_preview import WorkbookPreview
from gui.errors import report, tell
from gui.file_dialogs import ask_where, folder_of
from gui.jobs import Jobs, Task
from gui.models.workbook_items import place_of
from gui.session import Session
from gui.settings import Settings
from gui.widgets.plain_text import one_line
from storage.formats.text_files import ImportedText, pasted_text, read_text_files
from storage.project import Project
from storage.workbook.back.preview import Item, Preview
from storage.workbook.back.tables import ReadSheet

TEXTS = "Text files (*.txt);;All files (*)"
PROJECTS = "Paksha projects (*.paksha)"
WORKBOOKS = "Excel workbooks (*.xlsx)"

_MOST_LISTED = 10
"""Sentences that a message shows; all are in its details."""


def ask_for_project(parent: QWidget | None, settings: Settings) -> Path | None:
    """Ask which project to open."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Open project", folder_of(settings), PROJECTS)
    return Path(chosen) if chosen else None


def ask_for_new_project(parent: QWidget | None, settings: Settings) -> Path | None:
    """Ask where to put a new project."""
    return ask_where(parent, "New project", Path(folder_of(settings), "articles.paksha"), PROJECTS)


class Files(QObject):
    """Imports for one session; long ones run as jobs.

    Signals:
        done(str): a remark on what was done, for the status bar.
    """

    done = Signal(str)

    def __init__(self, session: Session, settings: Settings, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._jobs = jobs
        self._window = window

    def choose_and_import(self) -> None:
        """Ask for text files and bring them in."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, "Import articles", folder_of(self._settings), TEXTS
        )
        self.import_paths([Path(name) for name in chosen])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring in what was dropped on the window: text files, or one workbook."""
        if not any(path.suffix.lower() == ".xlsx" for path in paths):
            self.import_paths(paths)
        elif len(paths) == 1:
            self.import_workbook(paths[0])
        else:
            tell(self._window, "Drop one workbook at a time, and text files apart from it.")

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Bring text files in: the good ones as one step; those refused are listed with the reason."""
        if not paths:
            return
        self._settings.folder = paths[0].parent

        def read(
            task: Task,
        ) -> tuple[list[ImportedText], list[tuple[Path, str]]]:
            texts: list[ImportedText] = []
            bad: list[tuple[Path, str]] = []
            for number, path in enumerate(paths):
                if task.cancelled():
                    break
                good, refused = read_text_files([path])
                texts += good
                bad += refused
                task.report(number + 1, len(paths))
            return texts, bad

        self._jobs.start(read, self._on_texts_read, self._on_failed, "Reading the files…")

    def paste(self) -> None:
        """Make an article of the text on the clipboard."""
        try:
            imported = pasted_text(QApplication.clipboard().text())
        except PersonError as error:
            tell(self._window, str(error))
            return
        details = ArticleDetails.edit(
            "Paste an article",
            Details(title=imported.title, language=imported.language, text=imported.text),
            self._window,
        )
        if details is None:
            return
        article = make_article(
            details.title,
            imported.text,
            source=details.source,
            url=details.url,
            published_on=details.published_on,
            language=details.language,
        )
        self._bring_in([(article, article.title)], [])

    def choose_and_import_workbook(self) -> None:
        """Ask for an edited workbook and take back of it what the person then ticks."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Import workbook", folder_of(self._settings), WORKBOOKS
        )
        if chosen:
            self.import_workbook(Path(chosen))

    def import_workbook(self, path: Path) -> None:
        """Compare a workbook with the project in a job with a connection of its own; show what comes out.

        Of one that is not ours the person says first what it holds.
        """
        self._settings.folder = path.parent
        source, annotator_id = self._session.project.path, self._session.annotator.id

        def read(task: Task) -> Preview | dict[str, ReadSheet] | None:
            from storage.workbook.back.foreign import foreign_sheets
            from storage.workbook.back.importing import NotExportedError, preview_workbook

            with Project.open(source, read_only=True) as project:
                try:
                    return preview_workbook(project, path, annotator_id, task.report, task.cancelled)
                except NotExportedError:
                    return foreign_sheets(path)

        def done(found: Preview | dict[str, ReadSheet] | None) -> None:
            if isinstance(found, dict):
                self._map_workbook(path, found)
            else:
                self._on_workbook_read(found)

        self._jobs.start(read, done, self._on_failed, "Reading the workbook…")

    def _map_workbook(self, path: Path, sheets: dict[str, ReadSheet]) -> None:
        """Ask what a workbook that is not ours holds, and show what bringing it in would do."""
        if not sheets:
            tell(self._window, f"“{path.name}” has no rows to bring in.")
            return
        mapped = MapWorkbook.ask(path.name, sheets, self._session.labels(), self._settings, self._window)
        if mapped is None:
            return
        source, annotator_id = self._session.project.path, self._session.annotator.id

        def read(_task: Task) -> Preview:
            from storage.workbook.back.foreign import preview_foreign

            with Project.open(source, read_only=True) as project, project.snapshot():
                return preview_foreign(project, path, sheets, mapped, annotator_id)

        self._jobs.start(read, self._on_workbook_read, self._on_failed, "Comparing with the project…")

    def _on_texts_read(self, result: tuple[list[ImportedText], list[tuple[Path, str]]]) -> None:
        texts, bad = result
        named = [
            (
                make_article(text.title, text.text, language=text.language),
                text.path.name if text.path else text.title,
            )
            for text in texts
        ]
        self._bring_in(named, [reason for _, reason in bad])

    def _bring_in(self, named: Sequence[tuple[Article, str]], refused: Sequence[str]) -> None:
        """Add articles to the project, open the first, and say which were left out and why.

        Args:
            named: the articles, each with what the person calls it: the name of its file.
            refused: sentences on what could not be read.
        """
        articles = [article for article, _ in named]
        known = self._session.project.article_ids_by_sha256([article.sha256 for article in articles])
        changes, repeated = import_articles(articles, known)
        name_of = {article.id: name for article, name in named}
        title_of = {article.sha256: article.title for article in reversed(articles)}
        for sha256, article_id in known.items():
            there = self._session.project.get(Article, article_id)
            title_of[sha256] = there.title if there else title_of[sha256]
        left_out = [
            *refused,
            *(
                f"“{name_of[article.id]}” is in the project already, as “{title_of[article.sha256]}”."
                for article in repeated
            ),
        ]
        added = len(articles) - len(repeated)
        if added and not self._session.apply(changes):
            return
        if added:
            first = changes.changes[0].record_id
            self._session.open_article(first)
            self.done.emit("1 article came in" if added == 1 else f"{added} articles came in")
        elif repeated:
            self._session.open_article(known.get(repeated[0].sha256))
        if left_out:
            self._tell_all(f"{added} came in, {len(left_out)} did not:" if added else "", left_out)

    def _on_workbook_read(self, preview: Preview | None) -> None:
        """Let the person tick what the workbook says; another job makes the changes of what is ticked."""
        numbers = WorkbookPreview.ask(preview, self._settings, self._window) if preview is not None else []
        if preview is None or not numbers:
            return
        make = preview.changes
        self._jobs.start(
            lambda _task: make(numbers),
            partial(self._take_back, preview.name, len(numbers)),
            self._on_failed,
            "Making the changes…",
        )

    def _take_back(self, name: str, wanted: int, made: tuple[ChangeSet, tuple[Item, ...]]) -> None:
        """Apply the changes of a workbook as one step, and say what was left out."""
        changes, left_out = made
        if changes and not self._session.apply(changes):
            return
        number = wanted - len(left_out) if changes else 0
        if number:
            self.done.emit(f"{_changes(number)} of “{name}” {'was' if number == 1 else 'were'} made")
        elif not left_out:
            self.done.emit(f"The project has all of “{name}” already")
        if left_out:
            headline = f"{number:,} of {_changes(wanted)} made. Not made:" if number else "Not made:"
            self._tell_all(headline, [_why_not(item) for item in left_out])

    def _tell_all(self, headline: str, sentences: Sequence[str]) -> None:
        """Tell the first of some sentences below a headline, if there is one; all are in the details."""
        lines = list(sentences[:_MOST_LISTED])
        more = len(sentences) - len(lines)
        if more:
            lines.append(f"… and {more} more.")
        head = f"{headline}\n\n" if headline else ""
        tell(self._window, head + "\n".join(lines), details="\n".join(sentences) if more else "")

    def _on_failed(self, error: Exception) -> None:
        report(self._window, error)


def _changes(number: int) -> str:
    return f"{number:,} {'change' if number == 1 else 'changes'}"


def _why_not(item: Item) -> str:
    return f"{place_of(item)}: {one_line(item.what)}. {item.reason}"
