import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.changes import ChangeSet, add
from annotation.edits.articles import make_article
from annotation.errors import PersonError
from annotation.records import Annotator
from storage.project import Project
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.csv_files import export_csv, harmless

TEXT = "=सूत्र, “x”\r\n\tदो\n" + "लंबा " * 10_000


def test_tables_are_files_with_byte_order_mark_and_whole_texts(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    with Project.create(tmp_path / "p.paksha", "@Asha") as project:
        asha = project.read(Annotator)[0].id
        article = make_article("-Title", TEXT)
        project.apply(ChangeSet("new", (add(article),)), asha)
        assert export_csv(project, path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {"Read me.txt", "Articles.csv", "History of changes.csv"} <= set(archive.namelist())
        content = archive.read("Articles.csv").decode("utf-8")
    assert content.startswith("\ufeffId,")
    headings, row = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    cells = dict(zip(headings, row, strict=True))
    assert (cells["Title"], cells["Annotator"]) == ("'-Title", "'@Asha")
    assert cells["Text"] == f"'{article.text}"
    assert cells["Characters"] == str(len(article.text))


@given(st.text(st.sampled_from("'=+-@\t\ra")))
def test_no_cell_is_taken_for_a_formula_and_the_text_can_be_had_back(text: str) -> None:
    safe = harmless(text)
    assert safe[:1] not in set("=+-@\t\r")
    assert (safe[1:] if re.match(r"'+[=+\-@\t\r]", safe) else safe) == text


def test_cancelling_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "tables" / "out.zip"
    path.parent.mkdir()
    path.write_bytes(b"earlier")
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        assert not export_csv(project, path, cancelled=lambda: True)
        assert [path.read_bytes(), *path.parent.iterdir()] == [b"earlier", path]
        with pytest.raises(PersonError, match=r"does not end in \.zip"):
            export_csv(project, tmp_path / "out.csv")


def test_only_chosen_tables_are_written(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        export_csv(project, tmp_path / "out.zip", Choice(sheets=(SheetChoice("entities", ("code", "name")),)))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == ["Read me.txt", "Entities.csv"]
        assert archive.read("Entities.csv").decode("utf-8-sig") == "Code,Name,Id\r\n"
