"""Exporting a whole project to an Excel workbook, which appears complete or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotation.errors import PersonError, SurroundingsError
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Label,
    Mention,
    Progress,
    Reason,
    Record,
    Stance,
)
from annotation.working_set import WorkingSet
from storage.workbook.rows import workbook_sheets
from storage.workbook.sheets import Sheet

if TYPE_CHECKING:
    from storage.project import Project

EXPORTED: tuple[type[Record], ...] = (
    Annotator,
    Article,
    Label,
    Entity,
    Alias,
    GroupMember,
    Reason,
    Mention,
    Camp,
    Stance,
    Evidence,
    Progress,
)

_BETWEEN_REPORTS = 500


class _Cancelled(Exception):  # noqa: N818 - it is no error
    """The person cancelled the export."""


def export_workbook(
    project: Project,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bool:
    """Write a whole project to an Excel workbook, replacing an earlier one only when all is written.

    Args:
        project: what is exported.
        path: the workbook, ending in `.xlsx`.
        progress: called now and then with the rows written and the rows in all.
        cancelled: asked now and then; when it says yes, nothing is left behind.

    Returns:
        Whether the workbook was written: False when cancelled.

    Raises:
        PersonError: the path does not end in `.xlsx` or is a folder.
        SurroundingsError: the workbook cannot be written: it is open in Excel, permission or the folder is
            missing, the disk is full.
    """
    if path.suffix.lower() != ".xlsx":
        raise PersonError(f"“{path.name}” does not end in .xlsx. Choose a name for the workbook that does.")
    report = _Reporter(progress, cancelled)
    records = WorkingSet(project.read_together(EXPORTED))
    sheets = workbook_sheets(records)
    report.total = sum(len(sheet.rows) for sheet in sheets)
    try:
        if path.is_dir():
            raise PersonError(f"“{path.name}” is a folder. Choose a name for the workbook in it.")
        _write(path.resolve(), sheets, report)
    except _Cancelled:
        return False
    except OSError as error:
        raise SurroundingsError(_sentence(path, error)) from error
    return True


class _Reporter:
    """Tells how far the export is, and stops it when it was cancelled."""

    def __init__(
        self, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self.done = 0
        self.total = 0

    def row(self) -> None:
        self.done += 1
        if self.done % _BETWEEN_REPORTS == 0:
            self.step()

    def step(self) -> None:
        if self._cancelled and self._cancelled():
            raise _Cancelled
        if self._progress:
            self._progress(self.done, self.total)


def _write(path: Path, sheets: Sequence[Sheet], report: _Reporter) -> None:
    from storage.workbook.writer import write_workbook

    beside = path.with_name(f".{secrets.token_hex(8)}.xlsx.part")
    try:
        with beside.open("xb") as file:
            write_workbook(file, sheets, report.row)
            file.flush()
            os.fsync(file.fileno())
        report.step()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _sentence(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return (
            f"“{path.name}” cannot be written. If it is open in Excel or another program, close it there; "
            "or choose another name or folder."
        )
    if isinstance(error, FileNotFoundError):
        return f"“{path.name}” cannot be written: the folder “{path.parent}” does not exist."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"“{path.name}” cannot be written: the disk is full. An earlier workbook was left as it was."
    reason = error.strerror or str(error)
    return f"“{path.name}” cannot be written: {reason}. An earlier workbook was left as it was."
