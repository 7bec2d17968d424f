"""Keeping file dialogs from looking into the open project.

To draw a file's icon a dialog reads the beginning of every file whose name does not tell its kind. On systems
with POSIX locks, closing such a file drops every lock that the process holds on it, SQLite's too, and another
program may then take the project for closed.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, Qt

from annotation.resources import resource_path


def keep_out_of_projects() -> None:
    """Tell Qt what a project is called, before the application is made.

    On Linux Qt's own dialogs are used, as those of the desktop ask a library that cannot be told.
    """
    if not sys.platform.startswith("linux"):
        return
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    folders = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    os.environ["XDG_DATA_DIRS"] = f"{resource_path()}:{folders}"
