"""The sheets of a workbook as a person left them: headings wherever they stand, rows in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from annotation.errors import PersonError
from storage.workbook.back.archive import SheetFacts, check_workbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FURTHER = re.compile(r"(.*\S) (\d{1,3})")

Cells = list[Any]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row below the headings: its number in the sheet, from 1, and the text of each cell by heading.

    What stands in columns without a heading is under the empty text, joined.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet: its tab, its headings, and its rows, but those that are empty.

    `formulas` are the cells that hold a formula, as row number and heading; `merged` the merged ranges.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    formulas: frozenset[tuple[int, str]]
    merged: tuple[str, ...]


def read_sheets(path: Path, wanted: Callable[[str], bool]) -> dict[str, ReadSheet]:
    """Return sheets of a workbook by their tabs, also hidden ones.

    The first row that is not empty has the headings. “Note 2” behind “Note” is what goes on from it.

    Args:
        path: the workbook.
        wanted: tells by its tab whether a sheet is read.

    Raises:
        PersonError: if the file is no workbook that can be read.
        SurroundingsError: if it cannot be read at all.
    """
    facts = check_workbook(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        parts = _parts_by_name(path)
        with CalamineWorkbook.from_path(str(path)) as workbook:  # pyright: ignore[reportUnknownMemberType]
            return {
                name: _read_sheet(
                    name,
                    workbook.get_sheet_by_name(name).to_python(skip_empty_area=False),
                    facts.get(parts.get(name, ""), SheetFacts()),
                )
                for name in workbook.sheet_names
                if wanted(name)
            }
    except (CalamineError, ElementTree.ParseError, KeyError) as error:
        raise PersonError(f"“{path.name}” is damaged and cannot be read as a workbook.") from error


def text_of(value: object) -> str:
    """Return what a cell holds as `cells.canonical` writes it, whatever type the reader gives it."""
    match value:
        case None:
            return ""
        case str():
            return value.replace("\r\n", "\n")
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _read_sheet(name: str, cells: Sequence[Cells], facts: SheetFacts) -> ReadSheet:
    rows = [
        (number, row) for number, row in enumerate(cells, 1) if any(value not in ("", None) for value in row)
    ]
    if not rows:
        return ReadSheet(name, (), (), frozenset(), tuple(facts.merged))
    columns = _columns([text_of(value).strip() for value in rows[0][1]])
    read = tuple(ReadRow(number, dict(_by_heading(row, columns))) for number, row in rows[1:])
    headings = {place: heading for heading, places in columns.items() for place in places}
    formulas = frozenset(
        (row, headings[column - 1]) for row, column in facts.formulas if column - 1 in headings
    )
    return ReadSheet(
        name, tuple(heading for heading in columns if heading), read, formulas, tuple(facts.merged)
    )


def _columns(headings: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of each heading's cells: one, and those of “Note 2” and so on."""
    columns: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        further = _FURTHER.fullmatch(heading)
        if further is not None and len(columns.get(further[1], ())) == int(further[2]) - 1:
            columns[further[1]].append(place)
        elif heading:
            columns.setdefault(heading, [place])
        else:
            columns.setdefault("", []).append(place)
    return columns


def _by_heading(row: Cells, columns: dict[str, list[int]]) -> Iterator[tuple[str, str]]:
    for heading, places in columns.items():
        if len(places) == 1:
            value = row[places[0]]
            yield heading, value if type(value) is str and "\r" not in value else text_of(value)
        else:
            yield heading, "".join(text_of(row[place]) for place in places)


def _parts_by_name(path: Path) -> dict[str, str]:
    """Return the part of the zip that holds each sheet."""
    with ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    return {
        sheet.get("name", ""): str(PurePosixPath("xl") / targets.get(sheet.get(_RELATION), "")).removeprefix(
            "/"
        )
        for sheet in book.iter(f"{_MAIN}sheet")
    }
