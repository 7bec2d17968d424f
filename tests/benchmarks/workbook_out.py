"""Writing 100,000 mentions to a workbook: time and memory, beside openpyxl and XlsxWriter.

All cells of ours are styled, with tables, lists, links and bold words; theirs are plain. They get the same
values, made while they write, and the cells that are kept hidden. The budget is three times as fast as
openpyxl's write-only mode, no slower than XlsxWriter in its fastest mode, and 80 MB of memory above the
start. Run by `make bench`, or `python tests/benchmarks/workbook_out.py [MENTIONS [PROJECT]]`.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from annotation.changes import ChangeSet, add
from annotation.edits.articles import make_article
from annotation.records import Annotator, Entity, Id, Label, Mention, new_id
from storage.project import Project
from storage.workbook.cells import canonical
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.export import export_workbook
from storage.workbook.project_sheets import sheets_of
from storage.workbook.sheets import Sheet, Value

MENTIONS = 100_000
IN_AN_ARTICLE = 100
TIMES_FASTER = 3
BUDGET_MEGABYTES = 80
SENTENCES = """
वेनेजुएला के राष्ट्रपति निकोलस मादुरो ने कहा कि अमेरिका और रूस के बीच बातचीत जारी है।
चीन ने समर्थन किया, भारत तटस्थ रहा।
"""
WORDS = SENTENCES.split()
CHOICE = Choice(sheets=(SheetChoice("articles"), SheetChoice("mentions")))


def make_project(path: Path, mentions: int) -> None:
    """Make a project with so many mentions, in articles of 400 words."""
    chance = random.Random(7)
    with Project.create(path, "आशा") as project:
        asha = project.read(Annotator)[0].id
        labels = [label.id for label in project.read(Label)]
        entities = [
            Entity(
                id=new_id(),
                name=f"{chance.choice(WORDS)} {number}",
                label_id=chance.choice(labels),
                code=f"Q{number}",
            )
            for number in range(500)
        ]
        project.apply(ChangeSet("entities", tuple(map(add, entities))), asha)
        for number in range(mentions // IN_AN_ARTICLE):
            text = " ".join(chance.choices(WORDS, k=400))
            article = make_article(
                f"लेख {number}: {' '.join(chance.choices(WORDS, k=5))}", text, language="hi"
            )
            tagged = [
                _mention(chance, article.id, asha, len(text), labels, entities) for _ in range(IN_AN_ARTICLE)
            ]
            project.apply(ChangeSet("article", tuple(map(add, [article, *tagged]))), asha)


def _mention(
    chance: random.Random, article: Id, asha: Id, length: int, labels: list[Id], entities: list[Entity]
) -> Mention:
    start = chance.randrange(length - 20)
    return Mention(
        id=new_id(),
        article_id=article,
        annotator_id=asha,
        start=start,
        end=start + chance.randrange(3, 15),
        label_id=chance.choice(labels),
        entity_id=chance.choice(entities).id,
        note=chance.choice(("", "", "=सच?", "देखो")),
    )


def write_ours(project: Project, path: Path) -> None:
    """Write the workbook as the program does."""
    export_workbook(project, path, CHOICE)


def write_by_openpyxl(project: Project, path: Path) -> None:
    """Write the same values by openpyxl's write-only mode."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    with project.snapshot():
        for name, rows in tables(project, _plain):
            page: Any = book.create_sheet(name)
            for row in rows:
                page.append(row)
    book.save(path)


def write_by_xlsxwriter(project: Project, path: Path, **options: object) -> None:
    """Write the same values by XlsxWriter."""
    import xlsxwriter

    book: Any = xlsxwriter.Workbook(str(path), options)
    with project.snapshot():
        for name, rows in tables(project, _plain):
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(number, place, value)
                    elif isinstance(value, (int, float)):
                        page.write_number(number, place, value)
                    elif value is not None:
                        page.write_datetime(number, place, value)
    book.close()


def write_by_xlsxwriter_sparingly(project: Project, path: Path) -> None:
    """Write the same values by XlsxWriter with constant memory."""
    write_by_xlsxwriter(project, path, constant_memory=True)


def tables(
    project: Project, plain: Callable[[Value], object]
) -> Iterator[tuple[str, Iterator[list[object]]]]:
    """Yield the sheets as lists of values, and last the cells that are kept."""
    kept: list[list[object]] = []

    def rows(sheet: Sheet) -> Iterator[list[object]]:
        edited = [(place, column.key) for place, column in enumerate(sheet.plan.columns) if column.edited]
        yield [column.name for column in sheet.columns]
        for row in sheet.rows():
            texts = {key: canonical(row[place]) for place, key in edited if row[place]}
            kept.append([sheet.plan.key, row[0], json.dumps(texts, ensure_ascii=False)])
            yield [plain(value) for value in row]

    for sheet in sheets_of(project, CHOICE):
        yield sheet.plan.name, rows(sheet)
    yield "Exported", iter(kept)


def _plain(value: Value) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value if value is None or isinstance(value, (str, int, date)) else canonical(value)


WAYS: dict[str, Callable[[Project, Path], None]] = {
    "ours, all styled": write_ours,
    "XlsxWriter": write_by_xlsxwriter,
    "XlsxWriter, constant memory": write_by_xlsxwriter_sparingly,
    "openpyxl, write-only": write_by_openpyxl,
}


def resident() -> float:
    """Return the memory that this process holds, in MB; 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def measure(way: str, project_path: Path) -> None:
    """Write in one way within this process, and print seconds and megabytes above the start."""
    peak = before = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, resident())

    with Project.open(project_path, read_only=True) as project:
        before = resident()
        watcher = threading.Thread(target=watch)
        watcher.start()
        started = time.perf_counter()
        WAYS[way](project, project_path.with_name("out.xlsx"))
        seconds = time.perf_counter() - started
        done.set()
        watcher.join()
    print(seconds, max(0.0, peak - before))


def main(mentions: int, project_path: Path | None) -> int:
    """Measure every way side by side; return 1 if ours misses its budget."""
    with tempfile.TemporaryDirectory() as folder:
        path = project_path or Path(folder, "project.paksha")
        if project_path is None:
            make_project(path, mentions)
        found: dict[str, tuple[float, float]] = {}
        for way in WAYS:
            child = [sys.executable, __file__, "--measure", way, str(path)]
            seconds, megabytes = subprocess.run(
                child, check=True, capture_output=True, text=True
            ).stdout.split()
            found[way] = float(seconds), float(megabytes)
            print(f"{way:<28} {float(seconds):6.1f} s {float(megabytes):6.0f} MB", flush=True)
    ours, megabytes = found["ours, all styled"]
    fastest = min(seconds for way, (seconds, _) in found.items() if way.startswith("XlsxWriter"))
    factor = found["openpyxl, write-only"][0] / ours
    print(
        f"{factor:.1f} times as fast as openpyxl (budget {TIMES_FASTER}), XlsxWriter {fastest / ours:.1f} (1)"
    )
    return int(factor < TIMES_FASTER or fastest < ours or megabytes > BUDGET_MEGABYTES)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        given = sys.argv[1:]
        sys.exit(main(int(given[0]) if given else MENTIONS, Path(given[1]) if len(given) > 1 else None))
