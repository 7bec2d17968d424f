"""Exporting a project to an Excel workbook, which appears complete or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotation.records import Entity, Label, Polarity, Status
from storage.version import version
from storage.workbook.choice import Choice
from storage.workbook.project_sheets import sheets_from
from storage.workbook.rows.source import Source
from storage.workbook.sheets import Words
from storage.workbook.whole_file import Reporter, check_name, write_whole

if TYPE_CHECKING:
    from storage.project import Project
    from storage.workbook.book import Book

OFFSET_UNIT = "code points, end-exclusive"

_NAMED = 20
"""Chosen articles that “Read me” names; of more it says how many."""


def export_workbook(
    project: Project,
    path: Path,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bool:
    """Write a project to an Excel workbook, replacing an earlier one only when all is written.

    Args:
        project: what is exported, as it stands at one moment.
        path: the workbook, ending in `.xlsx`.
        choice: what of it is wanted; all if there is none.
        progress: called now and then with the rows written and those in all; 0 of 0 while they are counted.
        cancelled: asked now and then; when it says yes, nothing is left behind.

    Returns:
        Whether the workbook was written: False when cancelled.

    Raises:
        PersonError: the path does not end in `.xlsx` or is a folder; nothing of what is chosen is there.
        SurroundingsError: the workbook cannot be written: it is open in Excel, permission or the folder is
            missing, the disk is full.
    """
    check_name(path, ".xlsx")
    report = Reporter(progress, cancelled)

    def write(file: BinaryIO) -> None:
        from storage.workbook.writer import write_workbook

        write_workbook(file, book_of(Source(project, choice or Choice())), report.begin, report.row)

    with project.snapshot():
        return write_whole(path, write, report)


def book_of(source: Source) -> Book:
    """Return the workbook of what was chosen of a project."""
    from storage.workbook.book import Book

    now = datetime.now(UTC).replace(microsecond=0)
    name = source.project.path.stem
    return Book(
        title=name,
        sheets=sheets_from(source),
        words={
            Words.LABELS: tuple(source.labels.values()),
            Words.ENTITIES: tuple(source.titles[entity.id] for entity in source.names.all(Entity)),
            Words.POLARITIES: tuple(map(str, Polarity)),
            Words.STATUSES: tuple(map(str, Status)),
            Words.REASONS: tuple(source.reasons.values()),
            Words.ANNOTATORS: tuple(source.annotators.values()),
        },
        colours={label.name: label.colour for label in source.names.all(Label)},
        facts=(
            ("Project", source.project.path.name),
            ("Exported", f"{now:%Y-%m-%d %H:%M:%S} UTC"),
            ("Program", f"Paksha {version()}"),
            ("Offsets", OFFSET_UNIT),
            ("Articles", _articles(source)),
            ("Annotators", ", ".join(source.annotators.values())),
        ),
        kept=(
            ("project", source.project.id),
            ("program", version()),
            ("offsets", OFFSET_UNIT),
            ("at", now.isoformat()),
            ("choice", json.dumps(source.choice.to_dict(), ensure_ascii=False)),
        ),
    )


def _articles(source: Source) -> str:
    titles = list(source.article_titles.values())
    if source.choice.articles is None:
        return f"all {len(titles):,}"
    if len(titles) > _NAMED:
        return f"{len(titles):,} chosen ones"
    return f"chosen: {'; '.join(titles)}"
