import csv
import json
import shutil
import subprocess
from datetime import datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
import python_calamine
from openpyxl.utils import column_index_from_string

from annotation.changes import ChangeSet, add
from annotation.edits.articles import make_article
from annotation.errors import PersonError
from annotation.records import (
    Annotator,
    Article,
    Label,
    Mention,
    new_id,
)
from storage.project import Project
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.export import export_workbook
from storage.workbook.exported import ABOUT
from storage.workbook.plans import EXPORTED
from tests.storage.workbook.conftest import TRICKY_NOTE, Sample, by_openpyxl, decoded, own


def test_openpyxl_and_calamine_read_the_same(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path)
    book = python_calamine.load_workbook(path)
    for name, rows in by_openpyxl(path).items():
        headings, *read = book.get_sheet_by_name(name).to_python()
        assert headings == list(rows[0])
        for row, cells in zip(rows, read, strict=True):
            expected = [
                value.date() if isinstance(value, datetime) and value.time() == time() else value
                for value in row.values()
            ]
            assert [None if cell == "" else cell for cell in cells] == expected


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
IN_A_WORKSHEET = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "tableParts",
    "extLst",
]
"""What a worksheet may hold, in the order of CT_Worksheet (ECMA-376 part 1, 18.3.1.99)."""


def test_the_parts_are_built_as_the_standard_says(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path)
    tables: list[str] = []
    with ZipFile(path) as file:
        names = set(file.namelist())
        types = ElementTree.fromstring(file.read("[Content_Types].xml"))
        declared = {one.get("PartName", "").lstrip("/") for one in types if one.tag.endswith("Override")}
        assert declared <= names
        for name in sorted(names):
            if name.startswith("xl/worksheets/sheet"):
                sheet = ElementTree.fromstring(file.read(name))
                places = [IN_A_WORKSHEET.index(part.tag.removeprefix(MAIN)) for part in sheet]
                assert places == sorted(places), name
                rows = [int(row.get("r", 0)) for row in sheet.iter(f"{MAIN}row")]
                assert rows == sorted(set(rows)), name
            if name.startswith("xl/tables/"):
                table = ElementTree.fromstring(file.read(name))
                columns = [column.get("name", "") for column in table.iter(f"{MAIN}tableColumn")]
                ids = [column.get("id") for column in table.iter(f"{MAIN}tableColumn")]
                assert len({column.casefold() for column in columns}) == len(set(ids)) == len(columns)
                letters = [end.rstrip("0123456789") for end in table.get("ref", "").split(":")]
                first, last = map(column_index_from_string, letters)
                assert last - first + 1 == len(columns)
                tables += [table.get("displayName", ""), f"id {table.get('id')}"]
    assert tables
    assert len(set(tables)) == len(tables)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_sheet(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path)
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = (tmp_path / "profile").as_uri()
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", options, str(path)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert "Error" not in done.stdout + done.stderr
    for name, rows in by_openpyxl(path).items():
        with (tmp_path / f"out-{name}.csv").open(encoding="utf-8", newline="") as file:
            headings, *read = csv.reader(file)
        assert headings == list(rows[0])
        for row, cells in zip(rows, read, strict=True):
            texts = ["" if value is None else str(value).removesuffix(" 00:00:00") for value in row.values()]
            assert cells == texts, name


def test_an_empty_project_is_exported_with_its_headings(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        assert export_workbook(project, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    pages = [page for page in book.worksheets if page.tables]
    # Labels and reasons of a new project are told in its history.
    assert [page.max_row for page in pages[:-1]] == [1] * 6
    assert all(page.freeze_panes == "A2" for page in pages)
    assert [table.ref for page in pages[:2] for table in page.tables.values()] == ["A1:N2", "A1:R2"]


def test_an_article_longer_than_a_cell_is_exported_whole(tmp_path: Path) -> None:
    text = "लंबा 😀 लेख।\n" * 8000
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        annotator = project.read(Annotator)[0].id
        project.apply(ChangeSet("long", (add(make_article("Long", text)),)), annotator)
        export_workbook(project, tmp_path / "out.xlsx")
    (row,) = by_openpyxl(tmp_path / "out.xlsx")["Articles"]
    parts = [str(value) for name, value in row.items() if name.startswith("Text")]
    first = list(row).index("Text")
    assert list(row)[first:-1] == ["Text", *(f"Text {part}" for part in range(2, len(parts) + 1))]
    assert "".join(parts) == text


def test_only_what_was_chosen_is_exported(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path, Choice(annotators=(sample.other,)))
    sheets = by_openpyxl(path)
    assert [row["Annotator"] for row in sheets["Mentions"]] == ["+Ravi"]
    assert [row["Annotator"] for row in sheets["Articles"]] == ["+Ravi", "+Ravi"]
    assert sheets["Alliances"] == sheets["Stances"] == sheets["Alliance matrix"] == []
    kinds = [row["What"] for row in sheets["History of changes"]]
    assert (kinds.count("mention"), kinds.count("stance"), kinds.count("entity")) == (1, 0, 5)

    second = sample.project.read(Article)[1].id
    export_workbook(sample.project, path, Choice(articles=(second, new_id())))
    sheets = by_openpyxl(path)
    assert [row["Id"] for row in sheets["Articles"]] == [second]
    assert sheets["Mentions"] == []
    assert {row["Mentions"] for row in sheets["Entities"]} == {0}
    with pytest.raises(PersonError, match="None of the chosen articles"):
        export_workbook(sample.project, path, Choice(articles=(new_id(),)))


def test_columns_stand_in_the_order_chosen_and_ids_are_never_missing(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    choice = Choice(
        sheets=(SheetChoice("mentions", ("note", "label", "article")), SheetChoice("articles", ("title",)))
    )
    export_workbook(sample.project, path, choice)
    sheets = by_openpyxl(path)
    assert list(sheets) == ["Mentions", "Articles"]
    assert list(sheets["Mentions"][0]) == ["Note", "Label", "Article", "Id"]
    assert list(sheets["Articles"][0]) == ["Title", "Id", "Annotator id"]
    link = openpyxl.load_workbook(path)["Mentions"]["C2"].hyperlink
    assert link is not None
    assert link.location == "'Articles'!A2"


def test_rows_lead_to_their_article(sample: Sample, tmp_path: Path) -> None:
    record = make_article("Third", "रूस ने कहा")
    mention = Mention(**own(record, sample.other), start=0, end=3, label_id=sample.project.read(Label)[0].id)
    sample.project.apply(ChangeSet("third", (add(record), add(mention))), sample.annotator)
    export_workbook(sample.project, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    articles = [row[0].value for row in book["Articles"].iter_rows()]
    for name in ("Mentions", "Stances", "Alliances"):
        rows = list(book[name].iter_rows(min_row=2))
        for row in rows:
            link = row[1].hyperlink
            assert link is not None
            found = int(str(link.location).rpartition("A")[2])
            assert articles.index(row[-2 if name == "Mentions" else -1].value) == found - 1
    assert record.id in [row[-2].value for row in book["Mentions"].iter_rows()]


def test_what_was_exported_is_kept_out_of_sight(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")[EXPORTED]
    assert page.sheet_state == "veryHidden"
    rows = [tuple(map(decoded, row)) for row in page.iter_rows(min_row=2, values_only=True)]
    about = {row[1]: row[2] for row in rows if row[0] == ABOUT}
    assert about["project"] == sample.project.id
    assert Choice.from_dict(json.loads(str(about["choice"]))) == Choice()
    kept = {(row[0], row[1]): json.loads(str(row[2])) for row in rows if row[0] != ABOUT}
    assert kept["alliances", sample.stances["क्यूबा"]] == {"entity": "क्यूबा", "reason": "=पुराना"}
    assert kept["articles", f"{sample.article}:{sample.other}"]["status"] == "in progress"
    notes = [cells.get("note") for (sheet, _), cells in kept.items() if sheet == "mentions"]
    assert sorted(filter(None, notes)) == [TRICKY_NOTE]
    assert len([sheet for sheet, _ in kept if sheet == "alliances"]) == 4  # not the camp without members


def test_cells_are_chosen_from_lists_and_coloured(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    found = {
        (name, validation.formula1): str(validation.sqref)
        for name in ("Articles", "Mentions", "Stances", "Alliances")
        for validation in book[name].data_validations.dataValidation
    }
    assert found["Mentions", "list_labels"] == "D2:D5"
    assert found["Stances", "list_polarities"] == "G2:G4"
    assert found["Alliances", "list_camps"] == "L2:L6"
    assert found["Articles", "list_statuses"] == "H2:H4"
    (_, cells) = next(iter(book.defined_names["list_camps"].destinations))
    lists: Any = book["Lists"]
    camps = [row[0].value for row in lists[cells]]
    assert camps == ["opposes निकोलस मादुरो", "supports निकोलस मादुरो"]
    rules = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb
        for cells in book["Mentions"].conditional_formatting
        for rule in cells.rules
    }
    colours = {f'"{label.name}"': f"00{label.colour[1:].upper()}" for label in sample.project.read(Label)}
    assert rules == colours
    assert book.properties.creator == "Paksha"
