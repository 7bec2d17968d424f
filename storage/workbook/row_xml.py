"""Rows as XML, a cell each for a value, quick enough for a million rows.

openpyxl would make an object of every cell; here a text is put between two that were made once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple, TypeAlias

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

_PLAIN_RUN = '<r><t xml:space="preserve">'
_BOLD_RUN = '<r><rPr><b/><sz val="11"/><rFont val="Calibri"/></rPr><t xml:space="preserve">'


class Styles(NamedTuple):
    """The numbers of a column's styles in the workbook.

    There is one of text, one of text that looks like a number or a formula, and one of numbers or dates.
    """

    text: int
    quoted: int
    value: int


_Write: TypeAlias = Callable[[Value, str], str]


class RowWriter:
    """Writes the rows of one sheet."""

    def __init__(
        self,
        columns: Sequence[Column],
        places: Sequence[int],
        cells: Sequence[int],
        styles: Sequence[Styles],
    ) -> None:
        """Prepare the columns.

        Args:
            columns: the columns in their order.
            places: where in a row the value of each stands.
            cells: how many cells each takes, side by side.
            styles: of each column.
        """
        self._writers: list[tuple[int, _Write]] = []
        letter = 1
        for column, place, width, style in zip(columns, places, cells, styles, strict=True):
            letters = [get_column_letter(letter + number) for number in range(width)]
            letter += width
            self._writers.append((place, _writer(column, letters, style)))

    def xml(self, number: int, row: Row) -> str:
        """Return a row as the row `number` of the sheet."""
        digits = str(number)
        cells = "".join([write(row[place], digits) for place, write in self._writers])
        return f'<row r="{digits}">{cells}</row>'


def text_cell(letter: str, number: str, style: int, text: str) -> str:
    """Return a cell with a text that fits it."""
    return (
        f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{as_xml(text)}</t></is></c>"
    )


def _writer(column: Column, letters: Sequence[str], styles: Styles) -> _Write:
    if len(letters) > 1:
        return _long_text_writer(letters, styles)
    return _cell_writer(letters[0], styles, column.kind)


def _cell_writer(letter: str, styles: Styles, kind: Kind) -> _Write:
    """Return what writes the cells of a column. What has come before is put together already."""
    head = f'<c r="{letter}'
    known: dict[Value, str] = {}

    def write(value: Value, number: str) -> str:
        rest = known.get(value)
        if rest is None:
            rest = _rest(value, styles, kind)
            if len(known) >= _KNOWN:
                known.clear()
            if len(rest) < _WORTH_KNOWING:
                known[value] = rest
        return f"{head}{number}{rest}"

    return write


def _long_text_writer(letters: Sequence[str], styles: Styles) -> _Write:
    writers = [_cell_writer(letter, styles, Kind.TEXT) for letter in letters]

    def write(value: Value, number: str) -> str:
        parts: Sequence[Value] = (value,)
        if type(value) is str and len(value) > LONGEST_ESCAPE:
            parts = pieces(value)
        parts = (*parts, *(None,) * (len(writers) - len(parts)))
        return "".join([write(part, number) for write, part in zip(writers, parts, strict=True)])

    return write


def _rest(value: Value, styles: Styles, kind: Kind) -> str:
    """Return the XML of a cell behind its row's number."""
    if value is None or value == "":
        return f'" s="{styles.text if kind is Kind.TEXT else styles.value}"/>'
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
    if type(value) is int:
        return str(value)
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
