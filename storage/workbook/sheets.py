"""What a sheet of the workbook is, and the columns of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | date | None
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its greatest width in characters.

    Long text is wrapped, or clipped (which repeats short text, so it is for ids only), or else runs over into
    empty cells to its right.
    """

    name: str
    widest: int = 30
    wrapped: bool = False
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: every row has one value per column."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]


ID = Column("Id", 11, clipped=True)
ARTICLE_ID = Column("Article id", 11, clipped=True)
ARTICLE = Column("Article", 40)
ANNOTATOR = Column("Annotator", 20)
NOTE = Column("Note", 40, wrapped=True)
ORIGIN = Column("Origin", 24)
CODE = Column("Code", 10)

ARTICLE_COLUMNS = (
    ID,
    Column("Title", 60),
    Column("Source", 30),
    Column("URL", 40),
    Column("Date", 12),
    Column("Language", 10),
    Column("Status", 40),
    Column("Characters", 12),
    Column("Mentions", 12),
    Column("Stances", 12),
    Column("Camps", 12),
    Column("Text", 60),
)
MENTION_COLUMNS = (
    ID,
    ARTICLE,
    ANNOTATOR,
    Column("Label", 20),
    Column("Text", 40, wrapped=True),
    Column("Start", 10),
    Column("End", 10),
    Column("Left context", 50),
    Column("Right context", 50),
    Column("Entity", 30),
    CODE,
    NOTE,
    ORIGIN,
    ARTICLE_ID,
    Column("Entity id", 11, clipped=True),
)
ENTITY_COLUMNS = (
    ID,
    Column("Name", 40),
    Column("Label", 20),
    CODE,
    Column("Aliases", 60, wrapped=True),
    Column("Members", 40, wrapped=True),
    Column("Mentions", 12),
    Column("Articles", 12),
    NOTE,
)
STANCE_COLUMNS = (
    ID,
    ARTICLE,
    ANNOTATOR,
    Column("Holder", 30),
    Column("Holder code", 13),
    Column("Polarity", 12),
    Column("Target", 30),
    Column("Target code", 13),
    Column("Evidence", 60, wrapped=True),
    Column("Evidence positions", 24, wrapped=True),
    Column("Claimed by", 30),
    NOTE,
    ORIGIN,
    ARTICLE_ID,
)
ALLIANCE_COLUMNS = (
    ID,
    ARTICLE,
    ANNOTATOR,
    Column("Heading", 40, wrapped=True),
    Column("Camp target", 30),
    Column("Polarity", 12),
    Column("Position", 10),
    Column("As written", 30),
    Column("Entity", 30),
    CODE,
    Column("Stated camp", 30),
    Column("Corrected camp", 30),
    Column("Correction", 12),
    Column("Reason", 30),
    NOTE,
    ORIGIN,
    ARTICLE_ID,
)
