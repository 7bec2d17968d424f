"""Writing a workbook of any length. Importing this module imports openpyxl: do it when somebody exports.

openpyxl makes the workbook without its rows; while its parts are copied into the file that is kept, the rows
are written into their sheets one by one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from storage.workbook.book import LAST_ROW, Book, Part, lists_part, parts_of
from storage.workbook.cells import canonical
from storage.workbook.exported import ExportedCells
from storage.workbook.frame import Frame, make_frame, table_name
from storage.workbook.measuring import Measured, measure, places_of
from storage.workbook.plans import ARTICLES
from storage.workbook.read_me import MOST_LINKS
from storage.workbook.row_xml import RowWriter
from storage.workbook.sheets import Row, Words

_LEVEL = 1
"""Of compression: the usual 6 takes three times as long for a fifth less."""

_ROWS_AT_ONCE = 200


def write_workbook(
    file: BinaryIO, book: Book, on_measured: Callable[[int], None], on_row: Callable[[], None]
) -> None:
    """Write a workbook to an open file.

    Args:
        file: a binary file at its beginning.
        book: what is written; text may be of any kind and length.
        on_measured: called with the number of all rows, once it is known.
        on_row: called at each row, when it is measured and when it is written; an exception that it raises
            ends the writing.
    """
    measured = [measure(sheet, on_row) for sheet in book.sheets]
    camps = dict.fromkeys(camp for one in measured for camp in one.camps)
    if camps:
        book = replace(book, words={**book.words, Words.CAMPS: tuple(camps)})
    parts = [part for one in measured for part in parts_of(one)]
    lists = [lists_part(book.words)] if book.words else []
    on_measured(sum(part.count for part in (*parts, *lists)))
    kept = sum(one.count for one in measured if one.sheet.plan.identity) + len(book.kept)
    exported_sheets = -(-max(kept, 1) // (LAST_ROW - 1))
    frame = make_frame(book, parts, lists, exported_sheets)
    with ExportedCells(book.kept, exported_sheets, LAST_ROW - 1, frame.plain) as exported:
        filling = _Filling(frame, [*parts, *lists], exported, _article_cells(measured), on_row)
        # Not `Workbook.save`, which leaves the archive open when the disk is full.
        with (
            ZipFile(io.BytesIO(frame.content)) as source,
            ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True, compresslevel=_LEVEL) as archive,
        ):
            for name in sorted(source.namelist(), key=_place_in_archive):
                with source.open(name) as before, archive.open(name, "w", force_zip64=True) as after:
                    filling.copy(name, before, after)


def _place_in_archive(name: str) -> tuple[int, str]:
    """Sort the sheets by their numbers, as the hidden one tells what was written into those before it."""
    number = _sheet_number(name)
    return (number, name) if number is not None else (0, name)


def _sheet_number(name: str) -> int | None:
    match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
    return int(match.group(1)) if match else None


def _article_cells(measured: list[Measured]) -> dict[str, str]:
    """Return the cell to which the rows of each article lead."""
    room = LAST_ROW - 1
    for one in measured:
        if one.sheet.plan.key == ARTICLES.key:
            names = [part.name for part in parts_of(one)]
            return {
                article_id: f"'{names[row // room]}'!A{row % room + 2}"
                for article_id, row in one.first_rows.items()
            }
    return {}


class _Filling:
    """Copies the parts of a workbook's file, with rows in its sheets."""

    def __init__(
        self,
        frame: Frame,
        parts: list[Part],
        exported: ExportedCells,
        article_cells: dict[str, str],
        on_row: Callable[[], None],
    ) -> None:
        self._frame = frame
        self._parts = parts
        self._exported = exported
        self._article_cells = article_cells
        self._on_row = on_row
        self._going: tuple[Measured, Iterator[Row]] | None = None

    def copy(self, name: str, before: IO[bytes], after: IO[bytes]) -> None:
        """Copy one part of the file; the sheets have to come in their order."""
        number = _sheet_number(name)
        content = before.read()
        if name.startswith("xl/tables/"):
            content = self._patched(content)
        if number is None or number == 1:  # “Read me” is whole
            after.write(content)
            return
        place = number - 2
        head, tail = content.split(b"</sheetData>")
        if place >= len(self._parts):
            after.write(re.sub(rb"<dimension [^>]*/>", b"", head))
            self._exported.copy(place - len(self._parts), after)
            after.write(b"</sheetData>" + tail)
            return
        part = self._parts[place]
        last = f"A1:{_letters_of(head)}{part.count + 1}".encode()
        after.write(re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + last + b'"', head))
        links = self._write_rows(part, place, after)
        after.write(b"</sheetData>" + tail.replace(b"<pageMargins", links + b"<pageMargins", 1))

    def _patched(self, table: bytes) -> bytes:
        """Return the XML of a table with the rows that it has."""
        name = re.findall(rb'displayName="([^"]*)"', table)[0].decode()
        (part,) = [part for part in self._parts if table_name(part) == name]
        return re.sub(rb'(ref="A1:[A-Z]+)2"', rb'\g<1>%d"' % part.last_row, table)

    def _write_rows(self, part: Part, place: int, after: IO[bytes]) -> bytes:
        """Write the rows of a part; return the XML of their links."""
        sheet = part.measured.sheet
        places = places_of(sheet)
        writer = RowWriter(
            sheet.columns, places, part.measured.cells, self._frame.styles[place], part.measured.widths
        )
        keep = self._exported.keeper(sheet)
        links = _Links(part, self._article_cells)
        written: list[str] = []
        number = 1
        for number, row in enumerate(self._rows(part), 2):
            written.append(writer.xml(number, row))
            if keep is not None:
                keep(row)
            links.add(number, row)
            if len(written) == _ROWS_AT_ONCE:
                after.write("".join(written).encode())
                written.clear()
            self._on_row()
        after.write("".join(written).encode())
        assert number == part.count + 1, f"{part.name} has changed while it was written"
        return links.xml()

    def _rows(self, part: Part) -> Iterator[Row]:
        """Go on with the rows of a sheet where the part before has ended."""
        if self._going is None or self._going[0] is not part.measured:
            self._going = part.measured, part.measured.sheet.rows()
        return islice(self._going[1], part.count)


class _Links:
    """The links from the cells with the title of an article to its row among the articles."""

    def __init__(self, part: Part, article_cells: dict[str, str]) -> None:
        plan, sheet = part.measured.sheet.plan, part.measured.sheet
        keys = [column.key for column in sheet.columns]
        self._cells = article_cells if plan.links_to_article and "article" in keys else {}
        if self._cells:
            before = sum(part.measured.cells[: keys.index("article")])
            self._letter = get_column_letter(before + 1)
            self._id_place = [column.key for column in plan.columns].index("article_id")
        self._found: list[str] = []

    def add(self, number: int, row: Row) -> None:
        """Link a row, as long as there is room."""
        if self._cells and len(self._found) < MOST_LINKS:
            cell = self._cells[canonical(row[self._id_place])]
            self._found.append(f'<hyperlink ref="{self._letter}{number}" location="{cell}"/>')

    def xml(self) -> bytes:
        """Return the links as they stand behind the rows."""
        return f"<hyperlinks>{''.join(self._found)}</hyperlinks>".encode() if self._found else b""


def _letters_of(head: bytes) -> str:
    """Return the letters of the last column that has a heading."""
    return re.findall(rb'<c r="([A-Z]+)1"', head)[-1].decode()
