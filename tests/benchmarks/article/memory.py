"""How much memory the article takes, each measured in a process of its own."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.benchmarks.article.program import opened
from tests.benchmarks.article.texts import Size, make_text

BARE, WITHOUT, WITH = "bare", "without", "with"
"""A bare text edit beside the window with nothing in it; the window with a nearly empty article; with all."""

STATM = Path("/proc/self/statm")


def measure_memory(script: str, project: Path, size: str) -> dict[str, float]:
    """Return the megabytes that each of the processes holds; empty where the system does not tell."""
    if not STATM.exists():
        return {}
    return {
        what: float(
            subprocess.run(
                [sys.executable, script, "--memory", what, str(project), size],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()[-1]
        )
        for what in (BARE, WITHOUT, WITH)
    }


def hold(what: str, project: Path, size: Size, font: QFont) -> None:
    """Hold what is to be measured, and print how much memory that takes."""
    with opened(project) as program:
        edit = QPlainTextEdit()
        edit.setFont(font)
        if what == WITH:
            program.open()
        else:
            program.open("Nearly empty")
        program.wait_for_lists()
        if what == BARE:
            edit.setPlainText(make_text(size))
            edit.show()
        QApplication.processEvents()
        gc.collect()
        pages = int(STATM.read_text().split()[1])
        print(pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000, flush=True)
