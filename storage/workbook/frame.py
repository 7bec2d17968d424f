"""The workbook without its rows, made by openpyxl: headings, styles, tables, lists, colours, properties."""

from __future__ import annotations

import errno
import io
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from annotation.records import Polarity
from storage.workbook.book import LAST_ROW, Book, Part
from storage.workbook.cells import escaped
from storage.workbook.plans import EXPORTED, LISTS, MATRIX
from storage.workbook.read_me import write_read_me
from storage.workbook.row_xml import FONT, FONT_SIZE, Styles
from storage.workbook.rows.matrix import CONFLICT
from storage.workbook.sheets import Column, Kind, Words

_HEADING_FILL = PatternFill("solid", fgColor="E7EBF0")
_LINK = "1F4E8C"
_TOP = Alignment(vertical="top")

_POLARITY_COLOURS = {
    CONFLICT.strip(): ("9C5700", "FFD966"),
    Polarity.SUPPORTS.value: ("0F4C81", "CFE3F5"),
    Polarity.OPPOSES.value: ("8A3606", "F9DCC7"),
    Polarity.NEUTRAL.value: ("404040", "E3E3E3"),
    Polarity.UNCLEAR.value: ("57407A", "E9DFF7"),
}
"""Of text and ground, by what a cell begins with."""

_STRICT = frozenset({Words.LABELS, Words.POLARITIES, Words.STATUSES})
"""Lists beside which nothing else can be written; of others Excel asks whether it is meant."""

_LONGEST_IN_FORMULA = 250

_NO_ROOM: type[Exception] = import_module("lxml.etree").SerialisationError
"""What lxml says when it cannot write a file."""


class Frame(NamedTuple):
    """A workbook's file without rows, the styles of the columns of each part, and that of hidden cells."""

    content: bytes
    styles: list[list[Styles]]
    plain: int


def make_frame(book: Book, parts: Sequence[Part], lists: Sequence[Part], exported_sheets: int) -> Frame:
    """Make the workbook with every sheet and none of the rows.

    The sheets are “Read me”, the parts, the lists, and those of the exported cells, in this order.

    Args:
        book: what it is about.
        parts: the sheets of rows.
        lists: the hidden sheet of the lists of words, if there are any.
        exported_sheets: how many sheets the exported cells take.
    """
    workbook = Workbook()
    workbook.properties.creator = workbook.properties.lastModifiedBy = "Paksha"
    workbook.properties.title = escaped(book.title)
    front = workbook.active
    assert front is not None
    write_read_me(front, book, parts)
    styles = [_add_part(workbook, book, part) for part in parts]
    styles += [_add_plain(workbook, part) for part in lists]
    for number, (words, texts) in enumerate(book.words.items(), 1):
        letter, last = get_column_letter(number), min(max(2, len(texts) + 1), LAST_ROW)
        name = _list_name(words)
        workbook.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!${letter}$2:${letter}${last}")
    for number in range(1, exported_sheets + 1):
        page: Any = workbook.create_sheet(EXPORTED if number == 1 else f"{EXPORTED} {number}")
        page.sheet_state = "veryHidden"
        page.append(["Sheet", "Row", "Cells"])
    plain = Cell(front, row=1, column=1).style_id
    return Frame(_saved(workbook), styles, plain)


def _saved(workbook: Workbook) -> bytes:
    """Return the workbook as a file.

    Raises:
        OSError: if there is no room for the temporary files that openpyxl makes.
    """
    content = io.BytesIO()
    try:
        # Not `Workbook.save`, which leaves the archive open when it fails.
        with ZipFile(content, "w") as archive:
            ExcelWriter(workbook, archive).save()
    except _NO_ROOM as error:
        raise OSError(errno.EIO, f"no temporary files can be written ({error})") from error
    return content.getvalue()


def table_name(part: Part) -> str:
    """Return the name of a part's table."""
    return part.name.replace(" ", "_")


def _list_name(words: Words) -> str:
    return f"list_{words}"


def _letters(count: int) -> list[str]:
    return [get_column_letter(number) for number in range(1, count + 1)]


def _add_plain(workbook: Workbook, part: Part) -> list[Styles]:
    page: Any = workbook.create_sheet(part.name)
    page.sheet_state = "hidden"
    _add_headings(page, part)
    return [_styles(page, column, linked=False) for column in part.measured.sheet.columns]


def _add_part(workbook: Workbook, book: Book, part: Part) -> list[Styles]:
    sheet = part.measured.sheet
    page: Any = workbook.create_sheet(part.name)
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0  # as many pages down as it takes, one across
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    _add_headings(page, part)
    letters = _letters(len(part.columns))
    # openpyxl makes every cell of a table, so it is given one row; `writer` puts the true range in its place.
    table = Table(displayName=table_name(part), ref=f"A1:{letters[-1]}2")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    in_matrix = sheet.plan.key == MATRIX.key
    validations: dict[Words, Any] = {}
    for letter, (column, _) in zip(letters, part.columns, strict=True):
        cells = f"{letter}2:{letter}{part.last_row}"
        if column.words is not None and column.words in book.words:
            validations.setdefault(column.words, _validation(column.words)).add(cells)
        if column.words is Words.LABELS:
            _colour_labels(page, cells, book.colours)
        if column.words is Words.POLARITIES and not in_matrix:
            _colour_polarities(page, cells, f"{letter}2")
    if in_matrix and len(letters) > 1:
        _colour_polarities(page, f"B2:{letters[-1]}{part.last_row}", "B2")
    for validation in validations.values():
        page.add_data_validation(validation)
    return [
        _styles(page, column, linked=sheet.plan.links_to_article and column.key == "article")
        for column in sheet.columns
    ]


def _add_headings(page: Any, part: Part) -> None:
    page.freeze_panes = "A2"
    for number, (heading, (_, width)) in enumerate(zip(part.headings, part.columns, strict=True), 1):
        cell = page.cell(row=1, column=number)
        cell.value = escaped(heading)
        cell.data_type = "s"
        cell.font = Font(name=FONT, size=FONT_SIZE, bold=True)
        cell.fill = _HEADING_FILL
        cell.alignment = _TOP
        page.column_dimensions[get_column_letter(number)].width = width


def _styles(page: Any, column: Column, *, linked: bool) -> Styles:
    text, quoted, value, empty = (Cell(page, row=1, column=1) for _ in range(4))
    for cell in (text, quoted):
        if column.clipped:
            cell.alignment = Alignment(horizontal="fill", vertical="top")
        else:
            cell.alignment = Alignment(vertical="top", wrap_text=column.wrapped)
        if linked:
            cell.font = Font(name=FONT, size=FONT_SIZE, color=_LINK, underline="single")
    # LibreOffice merges empty cells that are to be filled into the one on their left.
    empty.alignment = Alignment(vertical="top", wrap_text=column.wrapped)
    quoted.quotePrefix = True  # pyright: ignore[reportAttributeAccessIssue]
    if column.kind is Kind.NUMBER:
        value.alignment = Alignment(horizontal="right", vertical="top", indent=1)
    elif column.kind is Kind.FIGURE:
        value.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        value.number_format = "0.000"
    else:
        value.alignment = Alignment(horizontal="left", vertical="top")
        value.number_format = "yyyy-mm-dd hh:mm:ss" if column.kind is Kind.INSTANT else "yyyy-mm-dd"
    return Styles(text.style_id, quoted.style_id, value.style_id, empty.style_id)


def _validation(words: Words) -> DataValidation:
    validation = DataValidation(type="list", formula1=_list_name(words), allow_blank=True)
    validation.errorStyle = "stop" if words in _STRICT else "warning"
    validation.errorTitle = "Not in the list"
    validation.error = f"This is not one of the {words} in the list."
    validation.showErrorMessage = True
    return validation


def _colour_labels(page: Any, cells: str, colours: Mapping[str, str]) -> None:
    for name, colour in colours.items():
        if escaped(name) == name and name.isprintable() and len(name) < _LONGEST_IN_FORMULA:
            quoted = name.replace('"', '""')
            look = _look(_readable_on(colour), colour.removeprefix("#").upper())
            rule = Rule(type="cellIs", operator="equal", formula=[f'"{quoted}"'], dxf=look)
            page.conditional_formatting.add(cells, rule)


def _colour_polarities(page: Any, cells: str, first: str) -> None:
    for beginning, (text, ground) in _POLARITY_COLOURS.items():
        formula = f'LEFT({first},{len(beginning)})="{beginning}"'
        rule = Rule(type="expression", formula=[formula], dxf=_look(text, ground), stopIfTrue=True)
        page.conditional_formatting.add(cells, rule)


def _look(text: str, ground: str) -> DifferentialStyle:
    return DifferentialStyle(font=Font(color=text), fill=PatternFill("solid", bgColor=ground))


def _readable_on(colour: str) -> str:
    """Return black or white, whichever is told apart from a colour `#rrggbb` (ITU-R BT.601 luma)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "FFFFFF"
