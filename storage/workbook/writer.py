"""Writing sheets with openpyxl. Importing this module imports openpyxl: do it when somebody exports."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from storage.workbook.cells import escaped, needs_quote_prefix, pieces
from storage.workbook.sheets import Column, Row, Sheet, Value

LAST_ROW = 1_048_576
"""The last row of a sheet, by Excel's limits; what does not fit goes on in a further sheet."""

FIRST_DATE = date(1900, 3, 1)
"""Dates before this one are written as text: Excel has none before 1900, and a 29 February too many in it."""

_MEASURED_ROWS = 1000


def write_workbook(file: BinaryIO, sheets: Sequence[Sheet], on_row: Callable[[], None]) -> None:
    """Write sheets to an open file.

    Args:
        file: a binary file at its beginning.
        sheets: what is written; text may be of any kind and length.
        on_row: called after each row; an exception that it raises ends the writing.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "Paksha"
    for sheet in sheets:
        for part in _within_limits(sheet):
            _write_sheet(workbook, part, on_row)
    # Not `workbook.save`, which leaves the archive open when the disk is full.
    with ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(workbook, archive).save()


def _within_limits(sheet: Sheet) -> Iterator[Sheet]:
    """Cut long texts into further columns, and rows that are too many into further sheets."""
    wide = _with_continuations(sheet)
    room = LAST_ROW - 1
    for number, start in enumerate(range(0, max(1, len(wide.rows)), room), 1):
        name = wide.name if number == 1 else f"{wide.name} {number}"
        yield Sheet(name, wide.columns, wide.rows[start : start + room])


def _with_continuations(sheet: Sheet) -> Sheet:
    """Give texts that are too long for a cell further columns, “Text 2”, “Text 3”."""
    needed = [1] * len(sheet.columns)
    for row in sheet.rows:
        for number, value in enumerate(row):
            if isinstance(value, str):
                needed[number] = max(needed[number], len(pieces(value)))
    if max(needed) == 1:
        return sheet
    columns = [
        replace(column, name=f"{column.name} {part}") if part > 1 else column
        for column, parts in zip(sheet.columns, needed, strict=True)
        for part in range(1, parts + 1)
    ]
    return Sheet(sheet.name, tuple(columns), [_spread(row, needed) for row in sheet.rows])


def _spread(row: Row, needed: Sequence[int]) -> Row:
    values: list[Value] = []
    for value, parts in zip(row, needed, strict=True):
        cells: list[Value] = [value]
        if parts > 1 and isinstance(value, str):
            cells = [*pieces(value)]
        values += cells + [None] * (parts - len(cells))
    return tuple(values)


def _write_sheet(workbook: Workbook, sheet: Sheet, on_row: Callable[[], None]) -> None:
    page = workbook.create_sheet(sheet.name)
    page.freeze_panes = "A2"  # like the widths, this is lost when it is set after the first row
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0  # as many pages down as it takes, one across
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    for number, column in enumerate(sheet.columns, 1):
        values = [row[number - 1] for row in islice(sheet.rows, _MEASURED_ROWS)]
        page.column_dimensions[get_column_letter(number)].width = column_width(column, values)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    styles = _Styles(page)
    page.append([styles.heading(column.name) for column in sheet.columns])
    for row in sheet.rows:
        page.append([styles.cell(value, column) for value, column in zip(row, sheet.columns, strict=True)])
        on_row()
    page.close()


class _Styles:
    """Makes the cells of a sheet; a style is worked out once and shared, which takes a third of the time."""

    def __init__(self, page: WriteOnlyWorksheet) -> None:
        self._page = page
        self._made: dict[tuple[Column, str], Any] = {}
        self._plain = Alignment(vertical="top")
        self._bold = Font(bold=True)
        self._fill = PatternFill("solid", fgColor="E7EBF0")

    def heading(self, name: str) -> Cell:
        cell: Any = WriteOnlyCell(self._page, name)
        cell.font = self._bold
        cell.fill = self._fill
        cell.alignment = self._plain
        return cell

    def cell(self, value: Value, column: Column) -> Cell | None:
        if value is None or value == "":
            return None
        if isinstance(value, date):
            kind = "date" if value >= FIRST_DATE else "text"
            cell: Any = WriteOnlyCell(
                self._page, datetime.combine(value, time()) if kind == "date" else value.isoformat()
            )
        elif isinstance(value, str):
            kind = "quoted" if needs_quote_prefix(value) else "text"
            cell = WriteOnlyCell(self._page, escaped(value))
            cell.data_type = "s"  # openpyxl takes “=…” for a formula and “#N/A” for an error
        else:
            kind = "number"
            cell = WriteOnlyCell(self._page, value)
        if (column, kind) not in self._made:
            self._dress(cell, column, kind)
            self._made[column, kind] = cell._style
        cell._style = self._made[column, kind]
        return cell

    def _dress(self, cell: Any, column: Column, kind: str) -> None:
        if kind == "date":
            cell.number_format = "yyyy-mm-dd"
            cell.alignment = Alignment(horizontal="left", vertical="top")
        elif kind == "number":
            cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        elif column.clipped:
            cell.alignment = Alignment(horizontal="fill", vertical="top")
        else:
            cell.alignment = Alignment(vertical="top", wrap_text=column.wrapped)
        if kind == "quoted":
            cell.quotePrefix = True


def column_width(column: Column, values: Sequence[Value]) -> float:
    """Return the width of a column in characters of the workbook's standard font.

    Devanagari and other scripts are wider than Latin, their combining marks take no room, and Chinese takes
    two places. The heading has its filter button beside it.
    """
    widest = len(column.name) + 4.0
    for value in values:
        if isinstance(value, str):
            for line in value[: 4 * column.widest].split("\n"):
                widest = max(widest, 2 + sum(map(_character_width, line)))
        elif value is not None:
            widest = max(widest, 2.0 + len(str(value)))
    return float(min(widest, max(column.widest, len(column.name) + 4)))


def _character_width(character: str) -> float:
    if character < "\u0300":
        return 1.0
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if category == "Mc":
        return 0.6
    return 2.0 if unicodedata.east_asian_width(character) in "WF" else 1.25
