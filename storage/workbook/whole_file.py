"""Writing a file that appears complete or not at all, with progress and a way to stop."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from annotation.errors import PersonError, SurroundingsError

BETWEEN_REPORTS = 500
"""Rows from one report to the next."""


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person stopped the writing."""


class Reporter:
    """Tells how far the writing is, and ends it when it was cancelled."""

    def __init__(
        self, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None
    ) -> None:
        """Begin; how many rows there are is not known yet, which is told as 0 of 0.

        Args:
            progress: called now and then with the rows written and the rows in all.
            cancelled: asked now and then.
        """
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        self._total = 0

    def begin(self, total: int) -> None:
        """Start to count towards a number of rows."""
        self._done, self._total = 0, total

    def row(self) -> None:
        """Count a row."""
        self._done += 1
        if self._done % BETWEEN_REPORTS == 0:
            self.step()

    def step(self) -> None:
        """Tell how far it is.

        Raises:
            Cancelled: if the person wants it to end.
        """
        if self._cancelled and self._cancelled():
            raise Cancelled
        if self._progress:
            self._progress(self._done if self._total else 0, self._total)


def check_name(path: Path, suffix: str) -> None:
    """Refuse a path that cannot be of such a file.

    Raises:
        PersonError: if it does not end in the suffix or is a folder.
    """
    if path.suffix.lower() != suffix:
        raise PersonError(f"“{path.name}” does not end in {suffix}. Choose a name that does.")
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise SurroundingsError(_sentence(path, error)) from error
    if is_folder:
        raise PersonError(f"“{path.name}” is a folder. Choose a name for the file in it.")


def write_whole(path: Path, write: Callable[[BinaryIO], None], report: Reporter) -> bool:
    """Write a file beside the one at `path`, and put it in its place when all is written.

    Returns:
        Whether it was written: False when `write` or the last report said `Cancelled`.

    Raises:
        SurroundingsError: if it cannot be written: it is open in Excel, permission or the folder is missing,
            the disk is full.
    """
    try:
        _write(path.resolve(), write, report)
    except Cancelled:
        return False
    except OSError as error:
        raise SurroundingsError(_sentence(path, error)) from error
    return True


def _write(path: Path, write: Callable[[BinaryIO], None], report: Reporter) -> None:
    beside = path.with_name(f".{secrets.token_hex(8)}{path.suffix}.part")
    try:
        with beside.open("xb") as file:
            write(file)
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
        return f"“{path.name}” cannot be written: the disk is full. An earlier file was left as it was."
    reason = error.strerror or str(error)
    return f"“{path.name}” cannot be written: {reason}. An earlier file was left as it was."
