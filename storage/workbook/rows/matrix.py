"""The sheet “Alliance matrix”: who stands how towards whom, over all chosen articles and annotators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotation.stance_grid import Cell, Grid, make_grid
from storage.workbook.plans import MATRIX
from storage.workbook.rows.source import Source
from storage.workbook.sheets import Column, Row, Sheet

CONFLICT = "conflict: "
"""What a cell begins with whose stances contradict each other."""

MOST_TARGETS = 500
"""Further targets have no column; those of most stances come first."""


def matrix_sheet(source: Source) -> Sheet:
    """Lay out the stances that stand; the columns are their targets."""
    grid = make_grid(
        (
            stance
            for stance in source.project.stance_rows()
            if stance.article_id in source.article_titles and stance.annotator_id in source.annotators
        ),
        lambda entity_id: source.titles[entity_id],
    )
    columns = tuple(
        Column(
            key=target,
            name=source.titles[target],
            meaning="How the holder stands towards this target.",
            widest=24,
        )
        for target in grid.targets[:MOST_TARGETS]
    )
    plan = replace(MATRIX, columns=(*MATRIX.columns, *columns))
    return Sheet(plan, plan.columns, lambda: _rows(source, grid, len(columns)))


def _rows(source: Source, grid: Grid, columns: int) -> Iterator[Row]:
    for row, holder in enumerate(grid.holders):
        yield (
            source.titles[holder],
            *(_in_words(grid.cell(row, column)) for column in range(columns)),
        )


def _in_words(cell: Cell | None) -> str | None:
    """Say a cell: “supports”, and where they contradict each other “conflict: supports 3, opposes 1”."""
    if cell is None:
        return None
    if len(cell.polarities) == 1:
        return str(cell.polarities[0])
    told = [
        f"{polarity} {sum(stance.polarity is polarity for stance in cell.stances)}"
        for polarity in cell.polarities
    ]
    return (CONFLICT if cell.in_conflict else "") + ", ".join(told)
