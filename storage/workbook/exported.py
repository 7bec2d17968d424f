"""The hidden sheet with what was exported, against which an edited workbook is compared.

Its first rows say where the workbook comes from: `about`, a key, a text. Then each row of a sheet whose rows
are taken back has one: the sheet's key, the row's identity, and the texts of its edited cells as JSON, a key
each, those of empty cells left out. What is too long for a cell goes on in the cells to its right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from tempfile import TemporaryFile
from typing import IO, Self
from zlib import compressobj, decompressobj

from openpyxl.utils import get_column_letter

from storage.workbook.cells import canonical, pieces
from storage.workbook.row_xml import text_cell
from storage.workbook.sheets import Row, Sheet

ABOUT = "about"
"""What stands in the first column of the first rows, where others have the key of a sheet."""

_FIRST = ("A", "B", "C")
_AT_ONCE = 1 << 16


def identity_of(values: Sequence[str]) -> str:
    """Return the texts of the columns that tell a row apart as one."""
    return ":".join(values)


class ExportedCells:
    """Keeps the rows of the hidden sheets aside while the sheets before them are written."""

    def __init__(self, kept: Sequence[tuple[str, str]], sheets: int, rows_each: int, style: int) -> None:
        """Begin with what the first rows say.

        Args:
            kept: the first rows, key and text.
            sheets: how many sheets there are.
            rows_each: how many rows a sheet takes below its headings.
            style: the number of the style of a cell.
        """
        self._rows_each = rows_each
        self._style = style
        self._written: list[str] = []
        self._count = 0
        self._spools = [_Spool() for _ in range(sheets)]
        for key, text in kept:
            self._add(ABOUT, key, text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        for spool in self._spools:
            spool.close()

    def keeper(self, sheet: Sheet) -> Callable[[Row], None] | None:
        """Return what keeps a row of a sheet; None if its rows are not taken back."""
        plan = sheet.plan
        if not plan.identity:
            return None
        of_plan = {column.key: place for place, column in enumerate(plan.columns)}
        identity = [of_plan[key] for key in plan.identity]
        edited = [(column.key, of_plan[column.key]) for column in sheet.columns if column.edited]

        def keep(row: Row) -> None:
            texts = [
                f'"{key}":{encode_basestring(value if type(value) is str else canonical(value))}'
                for key, place in edited
                if (value := row[place]) is not None and value != ""
            ]
            own = [canonical(row[place]) for place in identity]
            if any(own):
                self._add(plan.key, identity_of(own), f"{{{','.join(texts)}}}")

        return keep

    def copy(self, sheet: int, after: IO[bytes]) -> None:
        """Write the rows of one of the hidden sheets, counted from 0, when no more will come."""
        self._flush()
        self._spools[sheet].copy(after)

    def _add(self, *texts: str) -> None:
        number = str(self._count % self._rows_each + 2)
        cells = [*texts[:-1], *pieces(texts[-1])]
        letters = _FIRST if len(cells) == len(_FIRST) else map(get_column_letter, range(1, len(cells) + 1))
        xml = "".join(
            [
                text_cell(letter, number, self._style, text)
                for letter, text in zip(letters, cells, strict=True)
            ]
        )
        self._written.append(f'<row r="{number}">{xml}</row>')
        self._count += 1
        if len(self._written) == 500 or self._count % self._rows_each == 0:
            self._flush()

    def _flush(self) -> None:
        if self._written:
            self._spools[(self._count - 1) // self._rows_each].write("".join(self._written).encode())
            self._written.clear()


class _Spool:
    """A compressed file that has no name and goes when it is closed."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._compressor = compressobj(1)

    def write(self, content: bytes) -> None:
        self._file.write(self._compressor.compress(content))

    def copy(self, after: IO[bytes]) -> None:
        self._file.write(self._compressor.flush())
        self._file.seek(0)
        decompressor = decompressobj()
        while compressed := self._file.read(_AT_ONCE):
            after.write(decompressor.decompress(compressed))
        after.write(decompressor.flush())

    def close(self) -> None:
        self._file.close()
