"""Text as a cell of a workbook can hold it: escaped, and cut into pieces that fit.

A workbook is XML, which has no way to write most control characters, lone surrogates, U+FFFE and U+FFFF.
They are written `_xHHHH_` (ST_Xstring, ECMA-376 part 1, 22.9.2.19), and so text that looks like that already
gets its underscore escaped. A cell holds 32,767 UTF-16 units and no more; programs cut the rest silently.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from storage.workbook.sheets import Emphasis, Value

CELL_LIMIT = 32_767
"""What a cell holds, in UTF-16 units."""

LONGEST_ESCAPE = CELL_LIMIT // 7
"""Code points of a text that fits a cell even if each of them has to be escaped, which takes seven."""

_SPECIAL = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_ESCAPED = re.compile(f"[{_SPECIAL}]|_(?=x[0-9A-Fa-f]{{4}}(?:_|[{_SPECIAL}]))")
_MARKUP = re.compile(f"[&<>_{_SPECIAL}]")
_BACKWARDS = 1000
_MISREAD = re.compile(r"[=+\-@'#]|[0-9.,٠-٩०-९]")


def escaped(text: str) -> str:
    """Return `text` as it is written into the XML of a cell."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def as_xml(text: str) -> str:
    """Return `text` as it stands between the tags of a cell."""
    if _MARKUP.search(text) is None:
        return text
    return escaped(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def needs_quote_prefix(text: str) -> bool:
    """Tell whether a spreadsheet would take `text` for a formula, number or error once somebody edits it."""
    return _MISREAD.match(text) is not None or text.upper() in ("TRUE", "FALSE")


def canonical(value: Value) -> str:
    """Return what a cell holds as text, the same when it is written and when it is read back.

    Text is as it is, numbers are digits, dates ISO (times with a space between, to the second), and an empty
    cell is an empty text.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Emphasis):
        return "".join(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def pieces(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """Cut `text` into pieces that fit a cell when escaped; joined they are `text` again.

    Cuts come after white space where there is some near the end, and never before a combining mark.

    Args:
        text: any text.
        limit: UTF-16 units of a cell.
    """
    if len(text) * 7 <= limit or _units(escaped(text)) <= limit:
        return [text]
    found: list[str] = []
    start = 0
    while start < len(text):
        end = _cut(text, start, _last_that_fits(text, start, limit))
        found.append(text[start:end])
        start = end
    return found


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _last_that_fits(text: str, start: int, limit: int) -> int:
    units = 0
    for position in range(start, len(text)):
        if _ESCAPED.match(text, position):
            units += 7
        else:
            units += 2 if text[position] > "\uffff" else 1
        if units > limit:
            return position
    return len(text)


def _cut(text: str, start: int, end: int) -> int:
    """Move a cut at `end` back to where it does least harm."""
    if end == len(text):
        return end
    lowest = max(start + 1, end - _BACKWARDS)
    for position in range(end, lowest, -1):
        if text[position - 1].isspace():
            return position
    for position in range(end, lowest, -1):
        if not _holds_together(text[position - 1], text[position]):
            return position
    return end


def _holds_together(before: str, after: str) -> bool:
    if unicodedata.category(after).startswith("M") or after == "\u200d":
        return True
    return before == "\u200d" or unicodedata.combining(before) == 9  # a virama joins two consonants
