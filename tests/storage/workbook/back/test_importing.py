import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.changes import Change, change_set
from annotation.errors import PersonError
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Label,
    Mention,
    Progress,
    Reason,
    Record,
    Stance,
    Status,
)
from storage.project import Project
from storage.sample import create_sample_project
from storage.workbook.back.importing import preview_workbook
from storage.workbook.back.preview import Item, ItemKind, Preview
from storage.workbook.export import export_workbook

KINDS: tuple[type[Record], ...] = (
    Annotator, Article, Label, Entity, Alias, Reason, Mention, Camp, Stance, Evidence, Progress,
)  # fmt: skip

CellChange = tuple[str, int, str, Any]
"""Sheet, row, heading, new value of a cell."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made, _ = create_sample_project(tmp_path / "sample.paksha", "Asha")
    yield made
    made.close()


@pytest.fixture
def workbook(project: Project, tmp_path: Path) -> Path:
    path = tmp_path / "out.xlsx"
    export_workbook(project, path)
    return path


def me(project: Project) -> str:
    return project.read(Annotator)[0].id


def preview(project: Project, path: Path) -> Preview:
    found = preview_workbook(project, path, me(project))
    assert found is not None
    return found


def column(sheet: Any, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def put(sheet: Any, row: int, place: int, value: Any) -> None:
    sheet.cell(row, place).value = value


def edit(path: Path, *changes: CellChange) -> Path:
    book = openpyxl.load_workbook(path)
    for name, row, heading, value in changes:
        sheet = book[name]
        put(sheet, row, column(sheet, heading), value)
    book.save(path)
    return path


def add_row(path: Path, name: str, **cells: Any) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book[name]
    row = sheet.max_row + 1
    for heading, value in cells.items():
        put(sheet, row, column(sheet, heading.replace("_", " ")), value)
    book.save(path)
    return path


def cell(path: Path, name: str, row: int, heading: str) -> Any:
    sheet = openpyxl.load_workbook(path)[name]
    return sheet.cell(row, column(sheet, heading)).value


def take_all(project: Project, found: Preview) -> tuple[Item, ...]:
    changes, failed = found.changes([item.number for item in found.items if item.is_applicable])
    project.apply(changes, me(project))
    return failed


def records(project: Project) -> set[Record]:
    return set(project.read_together(KINDS))


def test_a_workbook_that_nobody_touched_says_nothing(project: Project, workbook: Path) -> None:
    assert preview(project, workbook).items == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_nor_does_one_that_libreoffice_has_written_anew(project: Project, tmp_path: Path) -> None:
    entity = project.read(Entity)[0]
    tricky = replace(entity, note="=1+1\n_x000D_ #N/A \x01 007 \ufffe")
    project.apply(change_set("noted", [Change(entity, tricky)]), me(project))
    workbook = tmp_path / "out.xlsx"
    export_workbook(project, workbook)
    there = tmp_path / "there"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(there), str(workbook)], check=True, capture_output=True, timeout=180
    )
    assert preview(project, there / "out.xlsx").items == ()


def test_every_kind_of_cell_that_people_change_is_shown_and_taken(project: Project, workbook: Path) -> None:
    holder = cell(workbook, "Stances", 2, "Holder")
    edit(
        workbook,
        ("Mentions", 3, "Label", "Person"),
        ("Mentions", 3, "Note", "नया नोट"),
        ("Mentions", 4, "Entity", None),
        ("Entities", 2, "Name", "Fischer"),
        ("Entities", 2, "Aliases", "मछुआरों\nFishermen"),
        ("Entities", 3, "Code", "Q42"),
        ("Articles", 2, "Status", "done"),
        ("Articles", 3, "Title", "Grain"),
        ("Stances", 2, "Polarity", "neutral"),
        ("Stances", 3, "Evidence positions", "750-787\n1-9"),
        ("Alliances", 5, "Corrected camp", None),
        ("Alliances", 6, "Reason", "Outdated"),
    )
    found = preview(project, workbook)
    assert {item.kind for item in found.items} == {ItemKind.CHANGE}
    assert len(found.items) == 12
    assert take_all(project, found) == ()
    names = {entity.id: entity.name for entity in project.read(Entity)}
    assert "Fischer" in names.values()
    assert {alias.surface for alias in project.read(Alias)} >= {"मछुआरों", "Fishermen"}
    assert any(mention.note == "नया नोट" for mention in project.read(Mention))
    assert [one.status for one in project.read(Progress)] == [Status.DONE]
    camps = {camp.id: camp for camp in project.read(Camp)}
    sides = {
        (names[stance.holder_id], str(camps[stance.camp_id].polarity))
        for stance in project.read(Stance)
        if stance.camp_id
    }
    assert ("Fischer" if holder == "मछुआरे" else holder, "neutral") in sides
    assert sum(stance.camp_id is None for stance in project.read(Stance)) >= 1
    assert preview(project, workbook).items == ()


def test_what_was_taken_is_one_step_that_can_be_taken_back(project: Project, workbook: Path) -> None:
    before = records(project)
    edit(workbook, ("Mentions", 3, "Note", "x"), ("Entities", 2, "Name", "Fischer"))
    take_all(project, preview(project, workbook))
    assert records(project) != before
    project.undo(me(project))
    assert records(project) == before


def test_rows_in_another_order_hidden_and_with_further_columns_say_nothing(
    project: Project, workbook: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Mentions"]
    rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
    width = sheet.max_column
    for number, row in enumerate(reversed(rows), 2):
        for place, value in enumerate(reversed(row), 1):
            put(sheet, number, place, value)
    headings = [one.value for one in sheet[1]]
    for place, heading in enumerate(reversed(headings), 1):
        put(sheet, 1, place, heading)
    put(sheet, 1, width + 1, "My own")
    put(sheet, 2, width + 1, "thoughts")
    sheet.row_dimensions[5].hidden = True
    del book["Stances"]
    for table in list(sheet.tables):
        del sheet.tables[table]
    book.save(workbook)
    assert preview(project, workbook).items == ()


def test_a_new_row_is_tagged_where_its_text_stands(project: Project, workbook: Path) -> None:
    title = cell(workbook, "Mentions", 2, "Article")
    article = next(one for one in project.read(Article) if one.title == title)
    word = next(w for w in article.text.split() if article.text.count(w) == 1 and len(w) > 5)
    add_row(workbook, "Mentions", Article=title, Text=word, Label="Place")
    add_row(workbook, "Entities", Name="Nobody’s Land", Label="Country", Aliases="Terra nullius")
    entity = cell(workbook, "Entities", 2, "Name")
    add_row(workbook, "Stances", Article=title, Holder="Nobody’s Land", Polarity="opposes", Target=entity)
    found = preview(project, workbook)
    assert [item.kind for item in found.items] == [ItemKind.ADDITION] * 3
    assert take_all(project, found) == ()
    (mention,) = [one for one in project.read(Mention) if article.text[one.start : one.end] == word]
    assert mention.annotator_id == me(project)
    land = next(one for one in project.read(Entity) if one.name == "Nobody’s Land")
    assert [stance.holder_id for stance in project.read(Stance)].count(land.id) == 1


def test_deleted_rows_are_removed(project: Project, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Mentions"].delete_rows(4)
    book["Articles"].delete_rows(3)
    book.save(workbook)
    found = preview(project, workbook)
    assert [(str(item.kind), item.sheet) for item in found.items] == [
        ("problem", "Articles"),
        ("deletion", "Mentions"),
    ]
    count = len(project.read(Mention))
    assert take_all(project, found) == ()
    assert len(project.read(Mention)) == count - 1


def test_what_both_sides_changed_is_a_conflict_that_is_not_taken_by_itself(
    project: Project, workbook: Path
) -> None:
    entity = project.read(Entity)[0]
    project.apply(change_set("renamed", [Change(entity, replace(entity, note="ours"))]), me(project))
    other = project.read(Entity)[1]
    project.apply(change_set("renamed", [Change(other, replace(other, note="only ours"))]), me(project))
    row = next(number for number in range(2, 40) if cell(workbook, "Entities", number, "Id") == entity.id)
    edit(workbook, ("Entities", row, "Note", "theirs"))
    (item,) = preview(project, workbook).items
    assert (item.kind, item.exported, item.workbook, item.project) == (
        ItemKind.CONFLICT,
        "",
        "theirs",
        "ours",
    )
    assert not item.is_ticked_at_first
    assert take_all(project, preview(project, workbook)) == ()
    assert project.get(Entity, entity.id) == replace(entity, note="theirs")
    assert project.get(Entity, other.id) == replace(other, note="only ours")


BAD = [
    (("Mentions", 3, "Label", "Quatsch"), "There is no label"),
    (("Mentions", 3, "Entity", "Nobody"), "There is no entity"),
    (("Mentions", 3, "Start", 999_999), "is not within the text"),
    (("Mentions", 3, "Text", "xyzzy"), "stands nowhere"),
    (("Mentions", 3, "Start", "soon"), "is no number"),
    (("Mentions", 3, "Note", "=1+1"), "holds a formula"),
    (("Mentions", 3, "Id", "0" * 32), "is not of this workbook’s export"),
    (("Articles", 2, "Status", "finished"), "is no status"),
    (("Articles", 2, "Date", "2024-13-01"), "is no date"),
    (("Stances", 2, "Polarity", "likes"), "is no polarity"),
    (("Stances", 2, "Evidence positions", "here"), "is no place"),
    (("Alliances", 5, "Corrected camp", "the good ones"), "There is no camp"),
    (("Alliances", 5, "Reason", "because"), "There is no reason"),
    (("Alliances", 2, "Stated entity", "समुद्री सीमा संधि"), "takes no stance towards itself"),
    (("Stances", 2, "Holder", "समुद्री सीमा संधि"), "takes no stance towards itself"),
    (("Entities", 2, "Name", " "), "needs a name"),
]


@pytest.mark.parametrize(("change", "reason"), BAD, ids=[f"{reason} ({change[0]})" for change, reason in BAD])
def test_a_bad_cell_is_a_problem_that_says_where_and_why(
    project: Project, workbook: Path, change: CellChange, reason: str
) -> None:
    before = records(project)
    edit(workbook, change)
    found = preview(project, workbook)
    problems = [item for item in found.items if item.kind is ItemKind.PROBLEM]
    assert [(item.sheet, item.row) for item in problems] == [change[:2]]
    assert reason.replace("’", "'") in problems[0].reason.replace("’", "'")
    changes, _ = found.changes([item.number for item in found.items if item.kind is ItemKind.CHANGE])
    assert not changes
    assert records(project) == before


def test_a_row_that_is_there_twice_counts_once(project: Project, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Mentions"]
    sheet.append([one.value for one in sheet[3]])
    put(sheet, sheet.max_row, column(sheet, "Note"), "x")
    book.save(workbook)
    (item,) = preview(project, workbook).items
    assert item.kind is ItemKind.PROBLEM
    assert "twice" in item.reason


def _text(path: Path) -> None:
    path.write_text("no workbook")


def _password(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)


def _entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')


def _far_out(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", '<row r="9999999"><c r="XFD9999999"><v>1</v></c></row>')


def _foreign(path: Path) -> None:
    openpyxl.Workbook().save(path)


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (_text, "is no Excel workbook"),
    (_password, "password"),
    (_zip, "is no Excel workbook"),
    (_bomb, "would unpack"),
    (_entities, "XML entities"),
    (_far_out, "reaches to row 9,999,999"),
    (_foreign, "was not exported by Paksha"),
]


@pytest.mark.parametrize(("make", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_file_that_is_no_workbook_of_ours_is_refused(
    project: Project, tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(tmp_path / "bad.xlsx")
    with pytest.raises(PersonError, match=reason):
        preview(project, tmp_path / "bad.xlsx")


def test_a_workbook_of_another_project_is_refused(project: Project, workbook: Path, tmp_path: Path) -> None:
    other, _ = create_sample_project(tmp_path / "other.paksha", "Bina")
    with other, pytest.raises(PersonError, match="another project"):
        preview(other, workbook)


def cells(
    sheet: str, last: int, heading: str, values: st.SearchStrategy[str]
) -> st.SearchStrategy[CellChange]:
    """Change a cell of a column, in rows from 2 to the last."""
    return st.tuples(st.just(sheet), st.integers(2, last), st.just(heading), values)


ALLOWED = st.one_of(
    cells("Mentions", 30, "Note", st.text(max_size=20)),
    cells("Mentions", 30, "Label", st.sampled_from(["Person", "Place", "Event"])),
    cells("Mentions", 30, "Entity", st.sampled_from(["मछुआरे", "समुद्री सीमा संधि"])),
    cells("Entities", 27, "Note", st.text(max_size=20)),
    cells("Entities", 27, "Code", st.sampled_from(["Q1", "Q2", "XX"])),
    cells("Entities", 27, "Aliases", st.sampled_from(["एक", "एक\nदो"])),
    cells("Articles", 3, "Source", st.text(max_size=20)),
    cells("Articles", 3, "Status", st.sampled_from(["done", "reviewed", "disputed"])),
    cells("Stances", 19, "Polarity", st.sampled_from(["supports", "neutral"])),
    cells("Stances", 19, "Note", st.text(max_size=20)),
)


@given(
    edits=st.lists(ALLOWED, max_size=6, unique_by=lambda one: one[:3]),
    deleted=st.sets(st.integers(2, 30), max_size=3),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_allowed_cells_are_changed_the_preview_shows_exactly_those(
    project: Project, workbook: Path, edits: list[CellChange], deleted: set[int]
) -> None:
    kept, before = workbook.read_bytes(), records(project)
    book = openpyxl.load_workbook(workbook)
    expected: set[tuple[str, int, str, str]] = set()
    for name, row, heading, value in edits:
        text = "".join(c for c in value if c.isprintable() or c == "\n").lstrip("=").replace("_x", "x")
        text = "".join(c for c in text if c not in "\ufffe\uffff")
        place: Any = book[name].cell(row, column(book[name], heading))
        gone = name == "Mentions" and row in deleted
        if (place.value or "") != text and not (gone or text.startswith("#") or text.isspace()):
            place.value = text
            place.data_type = "s" if text else "n"
            expected.add((name, row, heading, text))
    for row in deleted:
        for place in book["Mentions"][row]:
            place.value = None
    book.save(workbook)
    found = preview(project, workbook)
    workbook.write_bytes(kept)
    changed = {(i.sheet, i.row, i.column, i.workbook) for i in found.items if i.kind is ItemKind.CHANGE}
    assert changed == expected
    assert [item.kind for item in found.items if item.kind is not ItemKind.CHANGE] == [
        ItemKind.DELETION
    ] * len(deleted)
    assert take_all(project, found) == ()
    if expected or deleted:
        assert records(project) != before
        project.undo(me(project))
    assert records(project) == before
