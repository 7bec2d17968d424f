"""A first pass over the rows of a sheet, for what stands in the file before them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.workbook.cells import LONGEST_ESCAPE, canonical, pieces
from storage.workbook.plans import ARTICLES
from storage.workbook.sheets import Column, Emphasis, Kind, Sheet, Value, Words

_TELLING_ROWS = 1000
"""The rows by which widths are chosen."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sheet and what its rows need.

    Attributes:
        sheet: the sheet.
        count: how many rows it has.
        widths: of each wanted column, in characters.
        cells: how many cells side by side each wanted column needs for its longest text.
        camps: every title of a camp in it, in the order in which they come.
        first_rows: in the sheet of articles, the number of the first row of each, from 0.
    """

    sheet: Sheet
    count: int
    widths: tuple[float, ...]
    cells: tuple[int, ...]
    camps: tuple[str, ...]
    first_rows: dict[str, int]


def measure(sheet: Sheet, on_row: Callable[[], None]) -> Measured:
    """Go through the rows of a sheet once.

    Args:
        sheet: the sheet.
        on_row: called at each row; an exception that it raises ends the measuring.
    """
    places = places_of(sheet)
    camp_places = [p for p, c in zip(places, sheet.columns, strict=True) if c.words is Words.CAMPS]
    id_place = 0 if sheet.plan.key == ARTICLES.key else None
    samples: list[tuple[Value, ...]] = []
    cells = dict.fromkeys(places, 1)
    camps: dict[str, None] = {}
    first_rows: dict[str, int] = {}
    count = 0
    for row in (sheet.drafts or sheet.rows)():
        for place in places:
            value = row[place]
            if type(value) is str and len(value) > LONGEST_ESCAPE:
                cells[place] = max(cells[place], len(pieces(value)))
        for place in camp_places:
            if row[place]:
                camps[canonical(row[place])] = None
        if id_place is not None:
            first_rows.setdefault(canonical(row[id_place]), count)
        if count < _TELLING_ROWS:
            samples.append(tuple(row[place] for place in places))
        count += 1
        on_row()
    by_column = list(zip(*samples, strict=True)) or [()] * len(places)
    widths = tuple(map(column_width, sheet.columns, by_column))
    return Measured(sheet, count, widths, tuple(cells[place] for place in places), tuple(camps), first_rows)


def places_of(sheet: Sheet) -> list[int]:
    """Return where in a row the values of the wanted columns stand."""
    of_plan = {column.key: place for place, column in enumerate(sheet.plan.columns)}
    return [of_plan[column.key] for column in sheet.columns]


def column_width(column: Column, values: Iterable[Value]) -> float:
    """Return the width of a column in characters of the workbook's standard font.

    Devanagari and other scripts are wider than Latin, their combining marks take no room, and Chinese takes
    two places. The heading has its filter button beside it.
    """
    if column.kind is Kind.INSTANT:
        return column.widest
    widest = len(column.name) + 4.0
    for value in values:
        if isinstance(value, (str, Emphasis)):
            text = canonical(value)
            for line in text[: 4 * column.widest].split("\n"):
                widest = max(widest, 2 + sum(map(_character_width, line)))
        elif value is not None:
            widest = max(widest, 2.0 + len(canonical(value)))
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
