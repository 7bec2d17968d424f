import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.workbook import book, writer
from storage.workbook.book import Book
from storage.workbook.cells import CELL_LIMIT, canonical, escaped, pieces
from storage.workbook.sheets import Column, Emphasis, Kind, Plan, Row, Sheet, Value
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


def sheet(columns: Sequence[Column], rows: Iterable[Row], name: str = "S") -> Sheet:
    kept = list(rows)
    plan = Plan(key=name.lower(), name=name, meaning="Something.", columns=tuple(columns))
    return Sheet(plan, plan.columns, lambda: iter(kept))


def column(name: str, **more: Any) -> Column:
    return Column(key=name.lower(), name=name, meaning="Something.", **more)


def written(*sheets: Sheet) -> bytes:
    file = io.BytesIO()
    whole = Book(title="B", sheets=sheets, words={}, colours={}, facts=(("=Fact", "#N/A"),), kept=())
    write_workbook(file, whole, lambda _: None, lambda: None)
    return file.getvalue()


def opened(*sheets: Sheet, rich_text: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(*sheets)), rich_text=rich_text)


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
    page = opened(sheet([column("Text")], [(text,) for text in TRICKY]))["S"]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [decoded(str(cell.value)) for cell in cells] == TRICKY
    assert not {cell.data_type for cell in cells} - {"s", "inlineStr"}
    prefixed = [text for text, cell in zip(TRICKY, cells, strict=True) if cell.quotePrefix]
    assert prefixed == TRICKY[:13]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(anything, anything, st.integers(-(10**9), 10**9)), max_size=5))
def test_any_row_is_read_as_it_was_written(rows: list[tuple[str, str, int]]) -> None:
    columns = [column("A"), column("B", wrapped=True), column("N", kind=Kind.NUMBER)]
    page = opened(sheet(columns, rows))["S"]
    found = [
        (decoded(first or ""), decoded(second or ""), number)
        for first, second, number in page.iter_rows(min_row=2, values_only=True)
    ]
    assert found == rows


@given(st.text() | st.integers() | st.dates() | st.datetimes() | st.none())
def test_what_a_cell_holds_has_one_text(value: Value) -> None:
    text = canonical(value)
    if isinstance(value, datetime):
        assert datetime.fromisoformat(text) == value.replace(microsecond=0)
    elif isinstance(value, date):
        assert date.fromisoformat(text) == value
    else:
        assert text == ("" if value is None else str(value))


def test_another_reader_sees_the_same_values() -> None:
    columns = (column("Text"), column("Number", kind=Kind.NUMBER), column("Date", kind=Kind.DATE))
    texts = [text for text in TRICKY if "\ufffe" not in text]  # calamine leaves _xFFFE_ as it stands
    rows = [(text, number, date(2019, 1, number + 1)) for number, text in enumerate(texts)]
    book = python_calamine.load_workbook(io.BytesIO(written(sheet(columns, rows, "Values"))))
    read = book.get_sheet_by_name("Values").to_python()
    assert read[0] == ["Text", "Number", "Date"]
    assert [tuple(row) for row in read[1:]] == rows


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    row = (7, date(2019, 1, 24), date(1857, 5, 10), date(1900, 2, 28), datetime(2020, 2, 29, 23, 59, 58, 9))
    kinds = (Kind.NUMBER, Kind.DATE, Kind.DATE, Kind.DATE, Kind.INSTANT)
    columns = [column(name, kind=kind) for name, kind in zip("ABCDE", kinds, strict=True)]
    page = opened(sheet(columns, [row, (None,) * 5]))["S"]
    number, day, old, doubtful, instant = next(page.iter_rows(min_row=2))
    assert number.value == 7
    assert number.data_type == "n"
    assert str(day.value) == "2019-01-24 00:00:00"
    assert day.number_format == "yyyy-mm-dd"
    assert (old.value, doubtful.value) == ("1857-05-10", "1900-02-28")
    assert instant.value == datetime(2020, 2, 29, 23, 59, 58)
    assert instant.number_format == "yyyy-mm-dd hh:mm:ss"


def test_a_mention_is_bold_in_its_context() -> None:
    page = opened(sheet([column("C")], [(Emphasis("a <", "b\x01", " c"),)]), rich_text=True)["S"]
    before, bold, after = page["A2"].value
    assert (before, decoded(bold.text), after) == ("a <", "b\x01", " c")
    assert bold.font.b


def test_headings_are_bold_and_frozen_with_filters_and_sensible_widths() -> None:
    columns = (
        column("Id", widest=10, clipped=True),
        column("Name", widest=30),
        column("Quote", widest=60, wrapped=True),
    )
    rows: list[Row] = [("x" * 32, "वेनेजुएला", "word " * 200), (None, "", "short")]
    page = opened(sheet(columns, rows))["S"]
    assert [cell.value for cell in page[1]] == ["Id", "Name", "Quote"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    table = page.tables["S"]
    assert (table.ref, table.autoFilter.ref) == ("A1:C3", "A1:C3")
    assert [one.name for one in table.tableColumns] == ["Id", "Name", "Quote"]
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] == 10
    assert 8 <= widths[1] <= 16
    assert widths[2] == 60
    assert page["C2"].alignment.wrap_text
    assert page["A2"].alignment.horizontal == "fill"
    assert page["B3"].value is None
    assert page["B3"].alignment.vertical == "top"  # an empty cell is styled, too


def test_rows_make_room_for_lines_where_text_is_wrapped_only() -> None:
    rows: list[Row] = [("a\nb",), ("one",), ("word " * 30,), ("x\n" * 900,), (None,)]
    wrapped, flat = sheet([column("Quote", wrapped=True)], rows, "W"), sheet([column("Text")], rows, "F")
    found = opened(wrapped, flat)
    heights = {name: [found[name].row_dimensions[number].height for number in range(2, 7)] for name in "WF"}
    assert heights == {"W": [30, None, 90, 405, None], "F": [15] * 5}


def test_headings_are_different_and_on_one_line() -> None:
    columns = [Column(key=str(n), name=name, meaning="") for n, name in enumerate(["a\nb", "A  B", "\x01"])]
    page = opened(sheet(columns, [("1", "2", "3")]))["S"]
    assert [cell.value for cell in page[1]] == ["a b", "A B (2)", "–"]


def test_a_long_text_goes_on_in_further_columns() -> None:
    text = "वाक्य एक है। " * 6000 + "\x01" * 9000
    rows: list[Row] = [("short", "after"), (text, "after"), ("=", None)]
    page = opened(sheet((column("Text"), column("Next")), rows))["S"]
    headings = [cell.value for cell in page[1]]
    assert headings == ["Text", *(f"Text {number}" for number in range(2, len(headings))), "Next"]
    values = [cell.value for cell in page[3]]
    assert decoded("".join(str(value) for value in values[:-1] if value)) == text
    assert values[-1] == "after"
    assert page.tables["S"].ref.endswith("4")


def test_rows_beyond_the_last_go_on_in_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (writer, book):
        monkeypatch.setattr(module, "LAST_ROW", 3)
    plan = Plan(key="m", name="M", meaning="N.", columns=(column("N", edited=True),), identity=("n",))
    found = opened(Sheet(plan, plan.columns, lambda: ((str(number),) for number in range(5))))
    shown = {page.title: [row[0] for row in page.values] for page in found.worksheets if page.tables}
    assert shown == {"M": ["N", "0", "1"], "M 2": ["N", "2", "3"], "M 3": ["N", "4"]}
    assert [list(page.tables) for page in found.worksheets if page.tables] == [["M"], ["M_2"], ["M_3"]]
    hidden = [row[1] for page in found.worksheets if page.title.startswith("Exported") for row in page.values]
    assert hidden == ["Row", "0", "1", "Row", "2", "3", "Row", "4"]


def test_rows_beyond_what_excel_allows_have_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_LINKS", 2)
    ids = column("id")
    articles = Plan(key="articles", name="Articles", meaning="A.", columns=(ids,))
    own = (Column(key="article", name="Article", meaning=""), Column(key="article_id", name="I", meaning=""))
    plan = Plan(key="m", name="M", meaning="M.", columns=own, links_to_article=True)
    first = Sheet(articles, articles.columns, lambda: iter([("x",), ("y",)]))
    page = opened(first, Sheet(plan, plan.columns, lambda: iter([("Y", "y"), ("X", "x"), ("X", "x")])))["M"]
    links = [row[0].hyperlink for row in page.iter_rows(min_row=2)]
    assert [link and link.location for link in links] == ["'Articles'!A3", "'Articles'!A2", None]


def test_a_sheet_without_rows_has_its_headings() -> None:
    page = opened(sheet((column("A"), column("B")), []))["S"]
    assert list(page.values) == [("A", "B")]
    assert page.tables["S"].ref == "A1:B2"  # a table has a row


def test_read_me_says_what_the_columns_mean() -> None:
    told = sheet([Column(key="a", name="=A", meaning="@Meaning.", edited=True)], [("1",)])
    page = opened(told)["Read me"]
    rows = list(page.values)
    assert ("=Fact", None, "#N/A", None) in rows
    assert (None, "=A", "@Meaning.", "yes") in rows
    assert ("S", "1 rows", "A row is something.", "Changed?") in rows


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_values(tmp_path: Path) -> None:
    # LibreOffice makes a line break of U+2028, CR and NEL, and a CSV file cannot hold U+FFFE.
    texts = [text for text in TRICKY if not re.search("[\r\x85\u2028\ufffe]", text)]
    rows = [(text, number, date(2019, 1, 1)) for number, text in enumerate(texts)]
    columns = (column("T"), column("N", kind=Kind.NUMBER), column("D", kind=Kind.DATE))
    path = tmp_path / "book.xlsx"
    path.write_bytes(written(sheet(columns, rows)))
    convert(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    with (tmp_path / "book-S.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read[0] == ["T", "N", "D"]
    assert [tuple(row) for row in read[1:]] == [(text, str(n), "2019-01-01") for text, n, _ in rows]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_a_workbook_with_the_same_strings_and_prints_it(tmp_path: Path) -> None:
    # Of two escapes that share an underscore LibreOffice escapes but the first.
    texts = [text for text in TRICKY if text not in ("_x0041\x01", "_x000D_x000D_")]
    path = tmp_path / "in" / "book.xlsx"
    path.parent.mkdir()
    path.write_bytes(written(sheet([column("T")], [(text,) for text in texts])))
    convert(path, "xlsx", tmp_path)
    convert(path, "pdf", tmp_path)
    assert openpyxl.load_workbook(tmp_path / "book.xlsx")["S"].tables
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    saved = {decoded("".join(string.itertext())) for string in strings}
    assert set(texts) <= saved
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")


def convert(path: Path, options: str, folder: Path | None = None) -> None:
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", options, str(path)],
        cwd=folder or path.parent,
        check=True,
        capture_output=True,
        timeout=180,
    )
