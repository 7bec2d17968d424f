"""The sheet “Agreement”: every figure of how far the chosen annotators agree in the chosen articles."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.errors import PersonError
from storage.agreement import compare_annotators
from storage.workbook.plans import AGREEMENT
from storage.workbook.rows.source import Source
from storage.workbook.sheets import Column, Row, Sheet


def agreement_sheet(source: Source, columns: tuple[Column, ...]) -> Sheet:
    """Compute the figures, once for all that go through the rows; without two annotators there are none."""
    try:
        found = compare_annotators(source.project, source.annotators, article_ids=source.article_titles)
    except PersonError:
        return Sheet(AGREEMENT, columns, lambda: iter(()))

    def rows() -> Iterator[Row]:
        for figure in found.figures:
            if figure.items:
                yield (
                    figure.measure.name,
                    found.whose(figure),
                    figure.label_id and found.labels[figure.label_id],
                    figure.article_id and found.titles[figure.article_id],
                    figure.value,
                    figure.low,
                    figure.high,
                    figure.items,
                    figure.measure.counted,
                    figure.articles,
                    figure.measure.meaning,
                    figure.measure.source,
                )

    return Sheet(AGREEMENT, columns, rows)
