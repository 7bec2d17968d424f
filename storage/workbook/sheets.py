"""What a sheet of the workbook is, and the columns of each.

The columns are data: the writer dresses cells by them, the sheet “Read me” explains them, the export dialog
lists them, and the reader takes back what people wrote in those that are `edited`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Emphasis(NamedTuple):
    """Text with a piece in bold, as a mention in its context."""

    before: str
    bold: str
    after: str


Value: TypeAlias = str | int | float | date | datetime | Emphasis | None
Row: TypeAlias = tuple[Value, ...]


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    FIGURE = "figure"  # with three places behind the point
    DATE = "date"
    INSTANT = "instant"  # in UTC, to the second


class Words(StrEnum):
    """A list of words from which a cell is chosen, each a column of the hidden sheet “Lists”."""

    LABELS = "labels"
    ENTITIES = "entities"
    POLARITIES = "polarities"
    CAMPS = "camps"
    STATUSES = "statuses"
    REASONS = "reasons"
    ANNOTATORS = "annotators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet.

    Attributes:
        key: names it in presets and in what is kept of the export; it never changes.
        name: its heading.
        meaning: a sentence for the sheet “Read me”.
        kind: what its cells hold.
        widest: its greatest width in characters.
        wrapped: long text goes on in further lines of the cell.
        clipped: long text is cut at the cell's border on the screen, which is for ids only: short text would
            be repeated. Text that is neither runs over into empty cells to its right.
        edited: whether what people write here is taken back into the project.
        words: the list from which the cell is chosen.
    """

    key: str
    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    widest: int = 30
    wrapped: bool = False
    clipped: bool = False
    edited: bool = False
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a sheet is, whatever rows it has.

    Attributes:
        key: names it in presets and in what is kept of the export.
        name: its tab.
        meaning: a sentence for “Read me”: what a row is.
        columns: all its columns in their usual order.
        identity: the keys of the columns by which its rows are told apart; empty where none are taken back.
        links_to_article: whether the article's name leads to its row in the sheet “Articles”.
    """

    key: str
    name: str
    meaning: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()
    links_to_article: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows.

    `columns` are those of the plan that are wanted, in the order wanted. `rows` makes them anew each time
    it is called, one value per column of the *plan*, so that a million of them need no memory. `drafts`,
    where there are any, are the same rows without their times, which take long to look up, to be measured.
    """

    plan: Plan
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    drafts: Callable[[], Iterator[Row]] | None = None
