import csv
import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.workbook import writer
from storage.workbook.cells import CELL_LIMIT, escaped, pieces
from storage.workbook.sheets import Column, Sheet
from storage.workbook.writer import write_workbook

TRICKY = [
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "#N/A",
    "#REF!",
    "0012",
    "1e5",
    "२०२४",
    "TRUE",
    "2024-01-01",
    " leading and trailing ",
    "two\nlines\n",
    "tab\there",
    "carriage\rreturn",
    "bell\x07 and escape\x1b",
    "_x000D_ literal",
    "_x000D_x000D_",
    "_x0041\x01",
    "_x005F_",
    "a\ufffeb\uffffc",
    "next\x85line\u2028separator",
    "क्षत्रिय\u200dज़ 😀 \U0001f468\u200d\U0001f469",
    '<b>&amp;"]]>',
    "שלום עולם مرحبا",
]

anything = st.text(st.characters() | st.sampled_from("_x0005F\x01\r\n😀\ud800\ufffeा् "), max_size=40)


def decoded(text: str) -> str:
    """What Excel makes of the text of a cell (ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text)


def written(*sheets: Sheet) -> bytes:
    file = io.BytesIO()
    write_workbook(file, sheets, lambda: None)
    return file.getvalue()


@given(anything)
def test_escaped_text_is_read_as_the_text_that_was_written(text: str) -> None:
    assert decoded(escaped(text)) == text
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", escaped(text))


@settings(max_examples=200)
@given(text=anything, limit=st.integers(min_value=8, max_value=20))
def test_pieces_fit_a_cell_and_join_to_the_text(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert "".join(parts) == text
    for part in parts:
        assert len(escaped(part).encode("utf-16-le", "surrogatepass")) // 2 <= limit
        assert decoded(escaped(part)) == part


def test_long_text_is_cut_between_words_and_never_before_a_combining_mark() -> None:
    assert pieces("भारत और चीन", 8) == ["भारत और ", "चीन"]
    assert pieces("abcdक्षि", 7) == ["abcd", "क्षि"]
    assert pieces("x" * 10, 8) == ["x" * 8, "xx"]
    assert [len(part) for part in pieces("😀" * 20_000)] == [CELL_LIMIT // 2, 20_000 - CELL_LIMIT // 2]


def test_text_stays_text_whatever_it_starts_with() -> None:
    content = written(Sheet("Texts", (Column("Text"),), [(text,) for text in TRICKY]))
    page = openpyxl.load_workbook(io.BytesIO(content))["Texts"]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [decoded(str(cell.value)) for cell in cells] == TRICKY
    assert {cell.data_type for cell in cells} == {"s"}
    prefixed = [text for text, cell in zip(TRICKY, cells, strict=True) if cell.quotePrefix]
    assert prefixed == TRICKY[:13]


def test_another_reader_sees_the_same_values() -> None:
    columns = (Column("Text"), Column("Number"), Column("Date"))
    texts = [text for text in TRICKY if "\ufffe" not in text]  # calamine leaves _xFFFE_ as it stands
    rows = [(text, number, date(2019, 1, number + 1)) for number, text in enumerate(texts)]
    content = written(Sheet("Values", columns, rows))
    book = python_calamine.load_workbook(io.BytesIO(content))
    read = book.get_sheet_by_name("Values").to_python()
    assert read[0] == ["Text", "Number", "Date"]
    assert [tuple(row) for row in read[1:]] == rows


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    row = (7, date(2019, 1, 24), date(1857, 5, 10), date(1900, 2, 28))
    content = written(Sheet("S", tuple(map(Column, "ABCD")), [row]))
    page = openpyxl.load_workbook(io.BytesIO(content))["S"]
    number, day, old, doubtful = next(page.iter_rows(min_row=2))
    assert number.value == 7
    assert number.data_type == "n"
    assert str(day.value) == "2019-01-24 00:00:00"
    assert day.number_format == "yyyy-mm-dd"
    assert (old.value, doubtful.value) == ("1857-05-10", "1900-02-28")


def test_headings_are_bold_and_frozen_with_filters_and_sensible_widths() -> None:
    columns = (Column("Id", 10), Column("Name", 30), Column("Quote", 60, wrapped=True))
    rows = [("x" * 32, "वेनेजुएला", "word " * 200), (None, "", "short")]
    page = openpyxl.load_workbook(io.BytesIO(written(Sheet("S", columns, rows))))["S"]
    assert [cell.value for cell in page[1]] == ["Id", "Name", "Quote"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C3"
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] == 10
    assert 8 <= widths[1] <= 16
    assert widths[2] == 60
    assert page["C2"].alignment.wrap_text
    assert not page["A2"].alignment.wrap_text
    assert page["B3"].value is None


def test_a_long_text_goes_on_in_further_columns() -> None:
    text = "वाक्य एक है। " * 6000 + "\x01" * 9000
    rows = [("short", "after"), (text, "after"), ("=", None)]
    content = written(Sheet("S", (Column("Text"), Column("Next")), rows))
    page = openpyxl.load_workbook(io.BytesIO(content))["S"]
    headings = [cell.value for cell in page[1]]
    assert headings == ["Text", *(f"Text {number}" for number in range(2, len(headings))), "Next"]
    values = [cell.value for cell in page[3]]
    assert decoded("".join(str(value) for value in values[:-1] if value)) == text
    assert values[-1] == "after"
    assert page.auto_filter.ref.endswith("4")


def test_rows_beyond_the_last_go_on_in_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LAST_ROW", 3)
    rows = [(str(number),) for number in range(5)]
    book = openpyxl.load_workbook(io.BytesIO(written(Sheet("M", (Column("N"),), rows))))
    found = {page.title: [row[0] for row in page.values] for page in book.worksheets}
    assert found == {"M": ["N", "0", "1"], "M 2": ["N", "2", "3"], "M 3": ["N", "4"]}


def test_a_sheet_without_rows_has_its_headings() -> None:
    page = openpyxl.load_workbook(io.BytesIO(written(Sheet("S", (Column("A"), Column("B")), []))))["S"]
    assert list(page.values) == [("A", "B")]
    assert page.auto_filter.ref == "A1:B1"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_values(tmp_path: Path) -> None:
    # LibreOffice makes a line break of U+2028, CR and NEL, and a CSV file cannot hold U+FFFE.
    texts = [text for text in TRICKY if not re.search("[\r\x85\u2028\ufffe]", text)]
    rows = [(text, number, date(2019, 1, 1)) for number, text in enumerate(texts)]
    book = tmp_path / "book.xlsx"
    book.write_bytes(written(Sheet("S", (Column("T"), Column("N"), Column("D")), rows)))
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", options, str(book)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=180,
    )
    with (tmp_path / "book-S.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read[0] == ["T", "N", "D"]
    assert [tuple(row) for row in read[1:]] == [(text, str(n), "2019-01-01") for text, n, _ in rows]
