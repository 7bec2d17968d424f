"""Asking for files, and keeping the dialogs from looking into the open project.

To draw a file's icon a dialog reads the beginning of every file whose name does not tell its kind. On systems
with POSIX locks, closing such a file drops every lock that the process holds on it, SQLite's too, and another
program may then take the project for closed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from annotation.resources import resource_path
from gui.settings import Settings


def keep_out_of_projects() -> None:
    """Tell Qt what a project is called, before the application is made.

    On Linux Qt's own dialogs are used, as those of the desktop ask a library that cannot be told.
    """
    if not sys.platform.startswith("linux"):
        return
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    folders = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    os.environ["XDG_DATA_DIRS"] = f"{resource_path()}:{folders}"


def folder_of(settings: Settings) -> str:
    """Return the folder in which a file dialog opens."""
    return str(settings.folder or Path.home())


def ask_where(parent: QWidget | None, title: str, proposed: Path, kind: str) -> Path | None:
    """Ask for a file to write, whose name gets the ending of the proposed one.

    Whether a file that is there may be replaced is not asked: the system's question would come before the
    ending is known.
    """
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, str(proposed), kind, "", QFileDialog.Option.DontConfirmOverwrite
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == proposed.suffix else path.with_name(path.name + proposed.suffix)


def agree_to_replace(parent: QWidget | None, path: Path) -> bool:
    """Ask whether a file that is there may be replaced."""
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "Paksha",
        f"“{path.name}” is there already.",
        QMessageBox.StandardButton.Cancel,
        parent,
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    replace = box.addButton("Replace it", QMessageBox.ButtonRole.DestructiveRole)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is replace
