"""How long the preview of an edited workbook takes, beside openpyxl only reading the same file.

The workbook has 100,000 mentions (or as many as the first argument says), of which 1,000 have an edited note.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from annotation.changes import Change, ChangeSet, add
from annotation.edits.articles import make_article
from annotation.records import Annotator, Label, Mention, new_id
from storage.project import Project
from storage.workbook.back.importing import preview_workbook
from storage.workbook.back.preview import ItemKind
from storage.workbook.export import export_workbook

EDITED = 1_000
_IN_AN_ARTICLE = 1_000
_RUNS = 3
_BEFORE, _AFTER = "as exported", "as edited"
_SHEET = "xl/worksheets/sheet3.xml"  # behind “Read me” and “Articles”


def make_project(path: Path, count: int) -> Project:
    """Make a project with so many mentions, a thousand in each article."""
    project = Project.create(path, "Asha")
    annotator, label = project.read(Annotator)[0].id, project.read(Label)[0].id
    for number in range(count // _IN_AN_ARTICLE):
        text = f"{number} " + "भारत और रूस ने संधि की। " * _IN_AN_ARTICLE
        article = make_article(f"लेख {number}", text)
        first = text.index("भारत")
        mentions = [
            Mention(
                id=new_id(),
                article_id=article.id,
                annotator_id=annotator,
                start=first + 24 * place,
                end=first + 24 * place + 4,
                label_id=label,
            )
            for place in range(_IN_AN_ARTICLE)
        ]
        project.apply(ChangeSet("filled", (add(article), *map(add, mentions))), annotator)
    return project


def edit_notes(path: Path) -> None:
    """Write other notes into the sheet of mentions, as a person does."""
    edited = path.with_suffix(".edited")
    with ZipFile(path) as before, ZipFile(edited, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == _SHEET:
                content = content.replace(_BEFORE.encode(), _AFTER.encode())
            after.writestr(part, content)
    edited.replace(path)


def seconds(run: Callable[[], object]) -> float:
    """Return the median of some runs."""
    times: list[float] = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return median(times)


def read_with_openpyxl(path: Path) -> int:
    """Go through every row as openpyxl reads it."""
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for page in book.worksheets for _ in page.iter_rows(values_only=True))


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        with make_project(Path(folder) / "p.paksha", count) as project:
            annotator = project.read(Annotator)[0].id
            noted = project.read(Mention)[:EDITED]
            changes = [Change(mention, replace(mention, note=_BEFORE)) for mention in noted]
            project.apply(ChangeSet("noted", tuple(changes)), annotator)
            export_workbook(project, path)
            edit_notes(path)

            def preview() -> None:
                found = preview_workbook(project, path, annotator)
                assert found is not None
                assert found.counted()[ItemKind.CHANGE] == len(noted)

            ours, theirs = seconds(preview), seconds(lambda: read_with_openpyxl(path))
    print(f"{count:,} mentions")
    print(f"  preview                         {ours:7.2f} s (target 10 at 100,000)")
    print(f"  openpyxl reading the same file  {theirs:7.2f} s, {theirs / ours:.1f} times as long")


if __name__ == "__main__":
    main()
