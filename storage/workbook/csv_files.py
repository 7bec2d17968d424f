"""The tables of the workbook as CSV files in a zip, which appears complete or not at all.

UTF-8 with a byte order mark, commas, CRLF: what Excel opens by a double click. A spreadsheet takes a text
that begins with =, +, -, @, a tab or a carriage return for a formula, so it gets an apostrophe before it; so
does one that has apostrophes and then such a character, for the first apostrophe always to be ours.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from storage.workbook.cells import canonical
from storage.workbook.choice import Choice
from storage.workbook.measuring import places_of
from storage.workbook.project_sheets import sheets_of
from storage.workbook.sheets import Sheet, Value
from storage.workbook.whole_file import Reporter, check_name, write_whole

if TYPE_CHECKING:
    from storage.project import Project

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")

READ_ME = """Tables of a Paksha project: UTF-8 with byte order mark, commas, lines end with CR LF.

A text that begins with = + - @ tab or carriage return has an apostrophe (') put before it, so that no
spreadsheet takes it for a formula. To get the text back, take away the first apostrophe where apostrophes are
followed by one of these characters.
"""


def export_csv(
    project: Project,
    path: Path,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bool:
    """Write the tables of a project to a zip of CSV files, replacing an earlier one only when all is written.

    How many rows there will be is not known, so progress is told as 0 of 0. Otherwise as `export_workbook`.
    """
    check_name(path, ".zip")
    report = Reporter(progress, cancelled)

    def write(file: BinaryIO) -> None:
        sheets = sheets_of(project, choice or Choice())
        with ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            archive.writestr("Read me.txt", READ_ME.replace("\n", "\r\n"))
            for sheet in sheets:
                with (
                    archive.open(f"{sheet.plan.name}.csv", "w", force_zip64=True) as binary,
                    io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as text,
                ):
                    _write_sheet(sheet, text, report)

    with project.snapshot():
        return write_whole(path, write, report)


def _write_sheet(sheet: Sheet, file: io.TextIOWrapper, report: Reporter) -> None:
    places = places_of(sheet)
    writer = csv.writer(file)
    writer.writerow([harmless(column.name) for column in sheet.columns])
    for row in sheet.rows():
        writer.writerow([_cell(row[place]) for place in places])
        report.row()


def _cell(value: Value) -> str:
    return str(value) if isinstance(value, int | float) else harmless(canonical(value))


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text
