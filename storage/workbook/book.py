"""A workbook before it is written: its sheets, its lists of words, what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from storage.workbook.measuring import Measured, column_width
from storage.workbook.plans import LISTS
from storage.workbook.sheets import Column, Plan, Row, Sheet, Words

LAST_ROW = 1_048_576
"""The last row of a sheet, by Excel's limits; what does not fit goes on in a further sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook.

    Attributes:
        title: what it is called in its properties.
        sheets: its sheets of rows.
        words: the lists from which cells are chosen; those of camps come from the sheets.
        colours: of labels by name, `#rrggbb`.
        facts: what “Read me” says at its top, each with what it is called.
        kept: what the hidden sheet of exported cells says at its top, each with its key.
    """

    title: str
    sheets: Sequence[Sheet]
    words: Mapping[Words, Sequence[str]]
    colours: Mapping[str, str]
    facts: Sequence[tuple[str, str]]
    kept: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """As much of a sheet as one sheet of the file holds.

    Attributes:
        measured: the whole.
        name: its tab.
        first: the number of its first row, from 0.
        count: how many rows it has.
    """

    measured: Measured
    name: str
    first: int
    count: int

    @property
    def headings(self) -> list[str]:
        """The heading of each column; a long text goes on under “Text 2”, “Text 3”."""
        told: list[str] = []
        for column, cells in zip(self.measured.sheet.columns, self.measured.cells, strict=True):
            told += [column.name, *(f"{column.name} {number}" for number in range(2, cells + 1))]
        return _different(told)

    @property
    def columns(self) -> list[tuple[Column, float]]:
        """What stands in each column of the file, and its width."""
        sheet, measured = self.measured.sheet, self.measured
        found: list[tuple[Column, float]] = []
        for column, cells, width in zip(sheet.columns, measured.cells, measured.widths, strict=True):
            found += [(column, width)] * cells
        return found

    @property
    def last_row(self) -> int:
        """The number of the last row of its table, which has one below the headings at least."""
        return max(self.count, 1) + 1


def parts_of(measured: Measured) -> list[Part]:
    """Cut a sheet into as many as it takes, “Mentions”, “Mentions 2”."""
    room = LAST_ROW - 1
    name = measured.sheet.plan.name
    return [
        Part(measured, name if number == 1 else f"{name} {number}", first, min(room, measured.count - first))
        for number, first in enumerate(range(0, max(1, measured.count), room), 1)
    ]


def lists_part(words: Mapping[Words, Sequence[str]]) -> Part:
    """Return the hidden sheet of the lists of words, a column each."""
    columns = tuple(Column(key=str(key), name=key.capitalize(), meaning="A list.") for key in words)
    shown = [texts[: LAST_ROW - 1] for texts in words.values()]

    def rows() -> Iterator[Row]:
        yield from zip_longest(*shown)

    sheet = Sheet(Plan(key=LISTS, name=LISTS, meaning="Lists of words.", columns=columns), columns, rows)
    widths = tuple(column_width(column, texts[:100]) for column, texts in zip(columns, shown, strict=True))
    count = max(map(len, shown))
    return Part(Measured(sheet, count, widths, (1,) * len(columns), (), {}), LISTS, 0, count)


def _different(headings: Sequence[str]) -> list[str]:
    """Make headings as a table takes them: on one line, of 255 characters at most, each different."""
    seen: set[str] = set()
    told: list[str] = []
    for heading in headings:
        plain = "".join(character if character.isprintable() else " " for character in heading)
        plain = " ".join(plain.split())[:120] or "–"
        own, number = plain, 1
        while own.casefold() in seen:
            number += 1
            own = f"{plain} ({number})"
        seen.add(own.casefold())
        told.append(own)
    return told
