"""The sheets of a project: what is exported, and what an edited workbook is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storage.project import Project
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.plans import (
    AGREEMENT,
    ALLIANCES,
    ARTICLES,
    ENTITIES,
    HISTORY,
    MATRIX,
    MENTIONS,
    STANCES,
)
from storage.workbook.rows.agreement import agreement_sheet
from storage.workbook.rows.articles import article_rows
from storage.workbook.rows.entities import entity_rows
from storage.workbook.rows.history import history_rows
from storage.workbook.rows.matrix import matrix_sheet
from storage.workbook.rows.mentions import mention_rows
from storage.workbook.rows.source import Source
from storage.workbook.rows.stances import alliance_rows, stance_rows
from storage.workbook.sheets import Row, Sheet

_ROWS: dict[str, Callable[[Source], Iterator[Row]]] = {
    ARTICLES.key: article_rows,
    MENTIONS.key: mention_rows,
    ENTITIES.key: entity_rows,
    STANCES.key: stance_rows,
    ALLIANCES.key: alliance_rows,
    HISTORY.key: history_rows,
}


def sheets_of(project: Project, choice: Choice) -> tuple[Sheet, ...]:
    """Return the chosen sheets, their rows made of the project whenever they are asked for.

    For all of them to be of one moment, call it and go through the rows within one `Project.snapshot`.

    Raises:
        PersonError: if none of the chosen articles or annotators is in the project.
    """
    return sheets_from(Source(project, choice))


def sheets_from(source: Source) -> tuple[Sheet, ...]:
    """Return the chosen sheets of what was read already."""
    return tuple(_sheet(source, chosen) for chosen in source.choice.sheets)


def _sheet(source: Source, chosen: SheetChoice) -> Sheet:
    if chosen.key == MATRIX.key:
        return matrix_sheet(source)
    if chosen.key == AGREEMENT.key:
        return agreement_sheet(source, chosen.wanted_columns())
    rows = _ROWS[chosen.key]
    drafts = (lambda: mention_rows(source, timed=False)) if chosen.key == MENTIONS.key else None
    return Sheet(chosen.plan, chosen.wanted_columns(), lambda: rows(source), drafts)
