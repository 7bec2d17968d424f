"""Rows as XML, a cell each for a value, quick enough for a million rows.

openpyxl would make an object of every cell; here a text is put between two that were made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from storage.workbook.cells import LONGEST_ESCAPE, as_xml, canonical, needs_quote_prefix, pieces
from storage.workbook.sheets import Column, Emphasis, Kind, Row, Value

FIRST_DATE = date(1900, 3, 1)
"""Dates before this one are written as text: Excel has none before 1900, and a 29 February too many in it."""

_DAY_ZERO = date(1899, 12, 30).toordinal()
_EPOCH = 25_569
"""The serial number of the first day of 1970."""

_KNOWN = 1000
_WORTH_KNOWING = 300
"""Of this many cells that are not longer than this the XML is kept: most texts of a column come again."""

_LINE_HEIGHT = 15
_MOST_LINES = 27
"""Of a row, by Excel's limits: 409 points."""

FONT, FONT_SIZE = "Calibri", 11
"""openpyxl's standard; a style with another colour or weight has to name it again."""

_PLAIN_RUN = '<r><t xml:space="preserve">'
_BOLD_RUN = f'<r><rPr><b/><sz val="{FONT_SIZE}"/><rFont val="{FONT}"/></rPr><t xml:space="preserve">'


class Styles(NamedTuple):
    """The numbers of a column's styles in the workbook.

    There is one of text, one of text that looks like a number or a formula, one of numbers or dates, and one
    of nothing.
    """

    text: int
    quoted: int
    value: int
    empty: int


class RowWriter:
    """Writes the rows of one sheet."""

    def __init__(
        self,
        columns: Sequence[Column],
        places: Sequence[int],
        cells: Sequence[int],
        styles: Sequence[Styles],
        widths: Sequence[float],
    ) -> None:
        """Prepare the columns.

        Args:
            columns: the columns in their order.
            places: where in a row the value of each stands.
            cells: how many cells each takes, side by side.
            styles: of each column.
            widths: of each column, in characters.
        """
        self._places = tuple(zip(places, cells, strict=True))
        wrapped = [
            (place, _Lines(width))
            for column, place, width in zip(columns, places, widths, strict=True)
            if column.wrapped
        ]
        self._wrapped = wrapped
        # Without `customHeight` a program may make room for every line of an article in its row.
        self._height = "" if wrapped else f' ht="{_LINE_HEIGHT}" customHeight="1"'
        self._is_spread = max(cells, default=1) > 1
        self._cells: list[tuple[str, int, _Rests]] = []
        for column, place, width, style in zip(columns, places, cells, styles, strict=True):
            for _ in range(width):
                number = len(self._cells)
                head = f'<c r="{get_column_letter(number + 1)}'
                own = number if self._is_spread else place
                self._cells.append((head, own, _Rests(style, column.kind)))

    def xml(self, number: int, row: Row) -> str:
        """Return a row as the row `number` of the sheet."""
        lines = max([lines[row[place]] for place, lines in self._wrapped], default=1)
        height = f' ht="{_LINE_HEIGHT * lines}"' if lines > 1 else self._height
        if self._is_spread:
            row = self._spread(row)
        cells = "".join([f"{head}{number}{rests[row[place]]}" for head, place, rests in self._cells])
        return f'<row r="{number}"{height}>{cells}</row>'

    def _spread(self, row: Row) -> Row:
        """Return the value of every cell, with long texts cut."""
        values: list[Value] = []
        for place, width in self._places:
            value = row[place]
            parts: Sequence[Value] = (value,)
            if width > 1 and type(value) is str and len(value) > LONGEST_ESCAPE:
                parts = pieces(value)
            values += (*parts, *(None,) * (width - len(parts)))
        return tuple(values)


class _Rests(dict[Value, str]):
    """The XML of the cells of a column behind the row's number, made when it is first asked for.

    Looked up in a dictionary, as most values of a column come again.
    """

    def __init__(self, styles: Styles, kind: Kind) -> None:
        super().__init__()
        self._styles = styles
        self._kind = kind

    def __missing__(self, value: Value) -> str:
        rest = _rest(value, self._styles, self._kind)
        if len(self) >= _KNOWN:
            self.clear()
        if len(rest) < _WORTH_KNOWING:
            self[value] = rest
        return rest


class _Lines(dict[Value, int]):
    """How many lines the texts of a wrapped column take: LibreOffice prints what the file says of heights."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self._width = width

    def __missing__(self, value: Value) -> int:
        text = canonical(value)
        lines = sum(1 + int(len(line) / self._width) for line in text[:_WORTH_KNOWING].split("\n"))
        if len(self) >= _KNOWN:
            self.clear()
        if len(text) < _WORTH_KNOWING:
            self[value] = min(lines, _MOST_LINES)
        return min(lines, _MOST_LINES)


def text_cell(letter: str, number: str, style: int, text: str) -> str:
    """Return a cell with a text that fits it."""
    return (
        f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{as_xml(text)}</t></is></c>"
    )


def _rest(value: Value, styles: Styles, kind: Kind) -> str:
    """Return the XML of a cell behind its row's number."""
    if value is None or value == "":
        return f'" s="{styles.empty if kind is Kind.TEXT else styles.value}"/>'
    if type(value) is Emphasis:
        return f'" s="{styles.text}" t="inlineStr"><is>{_runs(value)}</is></c>'
    serial = None if kind is Kind.TEXT else _serial(value)
    if serial is not None:
        return f'" s="{styles.value}"><v>{serial}</v></c>'
    text = value if type(value) is str else canonical(value)
    style = styles.quoted if needs_quote_prefix(text) else styles.text
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{as_xml(text)}</t></is></c>'


def _serial(value: Value) -> str | None:
    """Return a number, or the number of a day; None if it has to be written as text."""
    if type(value) is int or type(value) is float:
        return repr(value)
    if type(value) is datetime:
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return repr(moment.timestamp() // 1 / 86_400 + _EPOCH)
    if type(value) is date and value >= FIRST_DATE:
        return str(value.toordinal() - _DAY_ZERO)
    return None


def _runs(value: Emphasis) -> str:
    return "".join(
        [
            f"{start}{as_xml(text)}</t></r>"
            for start, text in (
                (_PLAIN_RUN, value.before),
                (_BOLD_RUN, value.bold),
                (_PLAIN_RUN, value.after),
            )
            if text
        ]
    )
