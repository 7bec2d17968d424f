"""The sheet “Read me”: what the workbook is of, and what each sheet and column means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from storage.workbook.book import Book, Part
from storage.workbook.cells import escaped, needs_quote_prefix
from storage.workbook.plans import READ_ME
from storage.workbook.row_xml import FONT, FONT_SIZE

MOST_LINKS = 65_530
"""Links that Excel allows in a sheet."""

_NOTES = (
    "Columns marked “yes” may be changed; Paksha takes the changes back in. Leave the ids as they are.",
    "A text longer than a cell holds goes on in the columns to its right, as “Text 2”.",
    "Characters that a workbook cannot hold are written as _xHHHH_ and come back as they were.",
    "Offsets count code points from 0; an end is the first code point behind.",
    f"The first {MOST_LINKS:,} rows of a sheet lead to their article: Excel allows no more links.",
    "The hidden sheets belong to the workbook: they hold the lists to choose from, and what was exported.",
)
_BOLD = Font(name=FONT, size=FONT_SIZE, bold=True)
_FILL = PatternFill("solid", fgColor="E7EBF0")


def write_read_me(page: Any, book: Book, parts: Sequence[Part]) -> None:
    """Write the sheet “Read me” into an empty page of openpyxl's."""
    page.title = READ_ME
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for letter, width in zip("ABCD", (26, 30, 90, 12), strict=True):
        page.column_dimensions[letter].width = width
    writer = _Writer(page)
    writer.row([book.title], font=Font(name=FONT, bold=True, size=16))
    for name, text in book.facts:
        writer.row([name, None, text], font=_BOLD)
    writer.row([])
    for note in _NOTES:
        writer.row([None, None, note])
    told: set[str] = set()
    for part in parts:
        plan = part.measured.sheet.plan
        if plan.key in told:
            continue
        told.add(plan.key)
        writer.row([])
        writer.heading(
            [
                part.name,
                f"{part.measured.count:,} rows",
                f"A row is {plan.meaning[0].lower()}{plan.meaning[1:]}",
                "Changed?",
            ]
        )
        page.cell(row=writer.last, column=1).hyperlink = Hyperlink(ref="", location=f"'{part.name}'!A1")
        for column in part.measured.sheet.columns:
            writer.row([None, column.name, column.meaning, "yes" if column.edited else None])


class _Writer:
    """Writes rows of text one below the other."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.last = 0

    def row(self, texts: Sequence[str | None], font: Font | None = None) -> None:
        """Write a row; the font is that of its first cell."""
        self.last += 1
        for number, text in enumerate(texts, 1):
            if text is None:
                continue
            cell = self._page.cell(row=self.last, column=number)
            cell.value = escaped(text)
            cell.data_type = "s"  # openpyxl takes “=…” for a formula and “#N/A” for an error
            cell.quotePrefix = needs_quote_prefix(text)
            cell.alignment = Alignment(vertical="top", wrap_text=number == 3)
            if number == 1 and font is not None:
                cell.font = font

    def heading(self, texts: Sequence[str | None]) -> None:
        """Write the row above the columns of a sheet."""
        self.row(texts)
        for number in range(1, 5):
            cell = self._page.cell(row=self.last, column=number)
            cell.font = _BOLD
            cell.fill = _FILL
