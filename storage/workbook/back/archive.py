"""Whether a file is a workbook that can be read safely, looked at before anything is taken from it.

A workbook is a zip of XML. A small one may unpack to gigabytes, declare millions of empty rows, or hold
entities that grow; a library that reads it whole would hang the program. So its parts are gone through once,
piece by piece, before: sizes, declarations, the last cell that holds something, formulas, merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotation.errors import PersonError, SurroundingsError

MOST_UNPACKED = 2_000_000_000
"""Bytes that a workbook may unpack to: one of a million mentions needs half of it."""

MOST_RATIO = 200
"""How many times as large the parts of a workbook may be as the file; XML of tables shrinks to a tenth."""

SMALL = 50_000_000
"""Bytes of parts that are read whatever the ratio."""

MOST_CELLS = 60_000_000
"""Cells of the rectangle that a sheet spans: a reader holds all of them, also the empty ones."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_NEAR_ROW, _NEAR_COLUMN = 9_999, 26
_OVERLAP = 4096
_FORMULA = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<f\b')
_CELL_ROW = re.compile(rb' r="[A-Z]{0,3}([0-9]{5,})"')  # of what stands below row 9,999
_CELL_COLUMN = re.compile(rb' r="([A-Z]{2,3})[0-9]')  # of what stands right of column Z
_MERGED = re.compile(rb'<mergeCell\b[^>]*?\bref="([A-Z0-9:]+)"')
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(slots=True)
class SheetFacts:
    """What a sheet holds besides values: cells with formulas as (row, column) from 1, and merged ranges."""

    formulas: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    merged: list[str] = field(default_factory=list[str])


def check_workbook(path: Path) -> dict[str, SheetFacts]:
    """Return facts of each sheet by the name of its part in the zip, if the file can be read.

    Raises:
        PersonError: if it is no workbook, one with a password or of the old format, or one that would
            unpack to more than can be.
        SurroundingsError: if it cannot be read.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            begin = file.read(len(_OLE))
        if begin == _OLE:
            raise PersonError(
                f"“{name}” is protected by a password or in the old .xls format. Open it in your spreadsheet "
                "program and save it as .xlsx without a password."
            )
        with ZipFile(path) as archive:
            return _facts(name, archive)
    except BadZipFile:
        raise PersonError(f"“{name}” is no Excel workbook, or it is damaged. Choose an .xlsx file.") from None
    except (RuntimeError, NotImplementedError):  # the zip itself is encrypted, or packed in an unknown way
        raise PersonError(f"“{name}” is protected or packed in a way that Paksha cannot read.") from None
    except FileNotFoundError:
        raise PersonError(f"There is no file “{path}”.") from None
    except OSError as error:
        raise SurroundingsError(f"“{name}” cannot be read: {error.strerror or error}.") from error


def _facts(name: str, archive: ZipFile) -> dict[str, SheetFacts]:
    parts = archive.infolist()
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise PersonError(f"“{name}” is no Excel workbook. Choose an .xlsx file.")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * max(1, packed)):
        raise PersonError(
            f"“{name}” would unpack to {unpacked // 1_000_000:,} MB, more than any annotation needs. "
            "It was not read."
        )
    return {part.filename: _look_through(name, archive, part) for part in parts if _is_xml(part)}


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels", ".vml"))


def _look_through(name: str, archive: ZipFile, part: ZipInfo) -> SheetFacts:
    facts = SheetFacts()
    is_sheet = part.filename.startswith("xl/worksheets/")
    last_row, last_column, read = _NEAR_ROW, _NEAR_COLUMN, 0
    for chunk, fresh in _chunks(archive, part):
        read += fresh
        if read > part.file_size:
            raise PersonError(f"“{name}” is damaged: a part of it is larger than it says. It was not read.")
        if _DECLARED.search(chunk) is not None:
            raise PersonError(f"“{name}” declares XML entities, which no spreadsheet does. It was not read.")
        if not is_sheet:
            continue
        last_row = max(last_row, *map(int, set(_CELL_ROW.findall(chunk))), 0)
        last_column = max(last_column, *map(_number, set(_CELL_COLUMN.findall(chunk))), 0)
        if b"<f" in chunk:
            facts.formulas.update((int(row), _number(column)) for column, row in _FORMULA.findall(chunk))
        if b"<mergeCell" in chunk:
            facts.merged += [
                ref for one in _MERGED.findall(chunk) if (ref := one.decode()) not in facts.merged
            ]
    if last_row * last_column > MOST_CELLS:
        raise PersonError(
            f"“{name}” has a sheet that reaches to row {last_row:,} and column {last_column:,}. Delete what "
            "stands far out, and save it again."
        )
    return facts


def _chunks(archive: ZipFile, part: ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield a part in pieces that overlap, so that no tag is cut, each with how much of it is new."""
    kept = b""
    with archive.open(part) as stream:
        while fresh := stream.read(_CHUNK):
            yield kept + fresh, len(fresh)
            kept = fresh[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
