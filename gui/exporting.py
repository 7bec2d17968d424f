"""The export as a person asks for it in the window: what, where to, and the same once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotation.errors import PersonError
from annotation.records import Annotator, Id
from gui.dialogs.export_workbook import Exportable, ExportDialog
from gui.errors import report, tell
from gui.file_dialogs import agree_to_replace, ask_where, folder_of
from gui.jobs import Jobs, Task
from gui.models.export_plans import ExportPlan
from gui.session import Session
from gui.settings import Settings
from storage.project import Project
from storage.workbook.choice import Choice

_KINDS = {".xlsx": "Excel workbooks (*.xlsx)", ".zip": "CSV tables in a zip (*.zip)"}


class Exporting(QObject):
    """Exports for one session; each runs as a job that reads the project through a connection of its own.

    Args:
        session: the session.
        settings: remembers the last export of each project.
        jobs: runs the exports.
        shown: returns the articles that the list shows as it is filtered.
        window: dialogs open over it.

    Signals:
        done(str): a remark on what was done, for the status bar.
    """

    done = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        jobs: Jobs,
        shown: Callable[[], Sequence[Id]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._jobs = jobs
        self._shown = shown
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {"project.export": self.export, "project.export_again": self.export_again}

    def export(self) -> None:
        """Ask what to export and where to, and write it."""
        there = Exportable(
            self._session.project.article_rows(self._session.annotator.id),
            self._shown(),
            self._session.records.all(Annotator),
        )
        target, last = self._last()
        plan = ExportDialog.ask(there, last or ExportPlan(), self._settings, self._window)
        if plan is None:
            return
        path = self._ask_where(plan, target)
        if path is not None:
            self.export_to(path, plan)

    def export_again(self) -> None:
        """Write what was exported last to the same file, as the project is now; the first time, ask."""
        target, plan = self._last()
        if target is None or plan is None:
            self._session.remarked.emit("Nothing was exported from this project yet: say what and where to.")
            self.export()
        else:
            self.export_to(target, plan)

    def export_to(self, target: Path, plan: ExportPlan) -> None:
        """Write a file, replacing an earlier one only when all is written."""
        self._settings.folder = target.parent
        try:
            choice = plan.choice_with(self._shown())
        except PersonError as error:
            tell(self._window, str(error))
            return
        self._settings.set_last_export(self._session.project.id, target, plan.to_json())
        source = self._session.project.path
        self._jobs.start(
            lambda task: _write(source, target, choice, task),
            lambda path: self.done.emit(f"The {'tables are' if plan.as_csv else 'workbook is'} in {path}"),
            lambda error: report(self._window, error),
            "Writing the tables…" if plan.as_csv else "Writing the workbook…",
        )

    def _ask_where(self, plan: ExportPlan, last: Path | None) -> Path | None:
        """Ask for the file until there is none of that name, or it may be replaced."""
        name = f"{self._session.project.path.stem}{plan.suffix}"
        proposed = Path(folder_of(self._settings), name)
        if last is not None and last.suffix == plan.suffix:
            proposed = last
        while True:
            path = ask_where(self._window, "Export workbook", proposed, _KINDS[plan.suffix])
            if path is None or not path.exists() or agree_to_replace(self._window, path):
                return path
            proposed = path

    def _last(self) -> tuple[Path | None, ExportPlan | None]:
        target, text = self._settings.last_export(self._session.project.id)
        return target, ExportPlan.from_json(text)


def _write(source: Path, target: Path, choice: Choice, task: Task) -> Path:
    from storage.workbook.csv_files import export_csv
    from storage.workbook.export import export_workbook

    write = export_csv if target.suffix.lower() == ".zip" else export_workbook
    with Project.open(source, read_only=True) as project:
        write(project, target, choice, task.report, task.cancelled)
    return target
