"""Tables pasted as text: columns under headings ("For", "Against"), or names with a vote beside each."""

from __future__ import annotations

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.headings import Heading, camp_under, read_heading
from annotation.suggest.members import read_members, split_members
from annotation.suggest.proposals import ProposedCamp, ProposedName

_RULE = regex.compile(r"[\s|:+=-]*")
_FEWEST = 2

Span = tuple[int, int]


def table_at(text: str, lines: list[Span], number: int, cues: Cues) -> tuple[list[ProposedCamp], int] | None:
    """Return the lists of a table whose first row is a line, and the number of the line after it; or None."""
    rows: list[list[Span]] = []
    after = number
    while after < len(lines) and (cells := _cells(text, *lines[after])) is not None:
        if not rows or text.count("\n", lines[after - 1][1], lines[after][0]) <= 1:
            rows.append(cells)
            after += 1
        else:
            break
    rows = [row for row in rows if row]
    if len(rows) < _FEWEST:
        return None
    camps = _columns(text, rows, cues) or _votes(text, rows, cues)
    return (camps, after) if camps else None


def _cells(text: str, start: int, end: int) -> list[Span] | None:
    """Return the cells of a row, none for a rule between rows; None if the line is no row."""
    if "\t" in text[start:end]:
        return _split(text, start, end, "\t")
    stripped = text[start:end].strip()
    if not (stripped.startswith("|") and stripped.count("|") > 1):
        return None
    if _RULE.fullmatch(text, start, end):
        return []
    first, last = text.index("|", start), text.rindex("|", start, end)
    return _split(text, first + 1, last, "|")


def _split(text: str, start: int, end: int, delimiter: str) -> list[Span]:
    cells: list[Span] = []
    while (stop := text.find(delimiter, start, end)) >= 0:
        cells.append((start, stop))
        start = stop + 1
    return [*cells, (start, end)]


def _columns(text: str, rows: list[list[Span]], cues: Cues) -> list[ProposedCamp]:
    headings = [read_heading(text, *cell, cues.language) for cell in rows[0]]
    sides = len({heading.polarity for heading in headings if heading is not None})
    camps: list[ProposedCamp] = []
    for column, heading in enumerate(headings):
        if heading is None:
            continue
        members: list[ProposedName] = []
        for row in rows[1:]:
            if column < len(row):
                read = split_members if sides > 1 else _known_names
                members += read(text, *row[column], heading.cues, heading.label)
        camp = camp_under(text, heading, tuple(members), beside_another=sides > 1)
        if camp is not None:
            camps.append(camp)
    return camps


def _votes(text: str, rows: list[list[Span]], cues: Cues) -> list[ProposedCamp]:
    """Return the lists of a table with a name and a vote in each row."""
    found: dict[str, tuple[Heading, list[ProposedName]]] = {}
    for row in rows:
        read = [(cell, read_heading(text, *cell, cues.language)) for cell in row]
        heading = next((heading for _, heading in read if heading is not None), None)
        if heading is None:
            continue
        name = next((cell for cell, other in read if other is None), None)
        if name is not None:
            found.setdefault(heading.polarity, (heading, []))[1].extend(
                _known_names(text, *name, heading.cues, heading.label)
            )
    camps = (camp_under(text, heading, tuple(members)) for heading, members in found.values())
    return [camp for camp in camps if camp is not None]


def _known_names(text: str, start: int, end: int, cues: Cues, label: str) -> tuple[ProposedName, ...]:
    return read_members(text, start, end, cues, label, fewest=1)
