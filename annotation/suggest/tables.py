"""Tables pasted as text: columns under headings ("For", "Against"), or names with a vote beside each."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from annotation.suggest.cues import Cues, load_cues, ranked_languages
from annotation.suggest.headings import Heading, camp_under, read_heading
from annotation.suggest.known import recognise
from annotation.suggest.members import read_members, split_members
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.suggest.tokens import tokenise
from annotation.text.folding import Degree
from annotation.text.words import words

_RULE = regex.compile(r"[\s|:+=_-]*")
_TAB, _BAR = regex.compile(r"\t"), regex.compile(r"\|")
_SPACES = regex.compile(r"(?<=\S) {2,}(?=\S)")
_EVEN = (regex.compile(r"[;؛]"), regex.compile(r"[,،]"), regex.compile(r":\s|\s[-–—]+\s"))
"""What only parts cells if each row has equally many."""

_FEWEST = 2
_HEAD_ROWS = 2
"""In how many rows from the first on there must be a heading or a vote."""

_LONGEST_VOTE = 3
"""In words, where little else tells a table from sentences."""

Span = tuple[int, int]
Row = list[Span]


def table_at(text: str, lines: list[Span], number: int, cues: Cues) -> tuple[list[ProposedCamp], int] | None:
    """Return the lists of a table whose first row is a line, and the number of the line after it; or None."""
    for delimiter in (_TAB, _BAR, _SPACES, *_EVEN):
        if delimiter.search(text, *lines[number]) is None or not _may_begin(text, lines, number, delimiter):
            continue
        rows, after = _rows(text, lines, number, delimiter)
        if len(rows) < _FEWEST or not any(
            _is_heading(text, cell, cues) for row in rows[:_HEAD_ROWS] for cell in row
        ):
            continue
        if delimiter in _EVEN and not (_are_sides(text, rows, cues) or _are_votes(text, rows, cues)):
            continue
        camps = _columns(text, rows, cues) or _votes(text, rows, cues)
        if camps:
            return camps, after
    return None


def _may_begin(text: str, lines: list[Span], number: int, delimiter: regex.Pattern[str]) -> bool:
    """Tell whether a table may begin with a line: one of the first of those that look like rows."""
    earlier = lines[max(0, number - _HEAD_ROWS - 1) : number]
    return len(earlier) <= _HEAD_ROWS or any(delimiter.search(text, *line) is None for line in earlier)


def _rows(text: str, lines: list[Span], number: int, delimiter: regex.Pattern[str]) -> tuple[list[Row], int]:
    """Return the cells of the rows from a line on, and the number of the line after the last."""
    rows: list[Row] = []
    after = number
    while after < len(lines):
        start, end = lines[after]
        if rows and text.count("\n", lines[after - 1][1], start) > 1:
            break
        if _RULE.fullmatch(text, start, end):
            after += 1
            continue
        cells = _cells(text, start, end, delimiter)
        indented = delimiter is _SPACES and rows and text[start].isspace()
        if (len(cells) < _FEWEST and not indented) or (
            rows and delimiter in _EVEN and len(cells) != len(rows[0])
        ):
            break
        if delimiter is _SPACES and rows:
            cells = _aligned(cells, start, rows[0], lines[number][0])
        rows.append(cells)
        after += 1
    return rows, after


def _cells(text: str, start: int, end: int, delimiter: regex.Pattern[str]) -> Row:
    """Return the cells of a row; bars at its edges frame it."""
    if delimiter is not _TAB:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
    if delimiter is _BAR:
        start += text[start] == "|"
        end -= end > start and text[end - 1] == "|"
    cells: Row = []
    for match in delimiter.finditer(text, start, end):
        cells.append((start, match.start()))
        start = match.end()
    return [*cells, (start, end)]


def _aligned(cells: Row, start: int, first: Row, first_start: int) -> Row:
    """Return a row of fewer cells than the first with each below the cell that it stands nearest to."""
    if len(cells) >= len(first):
        return cells
    row = [(start, start)] * len(first)
    for cell in cells:
        place = cell[0] - start
        column = min(range(len(first)), key=lambda number: abs(first[number][0] - first_start - place))
        row[column] = cell
    return row


def _is_heading(text: str, cell: Span, cues: Cues) -> bool:
    return read_heading(text, *cell, cues.language) is not None


def _are_sides(text: str, rows: Sequence[Row], cues: Cues) -> bool:
    """Tell whether each cell of the first row is the heading of another side."""
    headings = [read_heading(text, *cell, cues.language) for cell in rows[0]]
    return len({heading.polarity for heading in headings if heading is not None}) == len(rows[0])


def _are_votes(text: str, rows: Sequence[Row], cues: Cues) -> bool:
    """Tell whether a known name stands first in each row but a heading, and one word for a side last."""
    voting = rows if _is_heading(text, rows[0][-1], cues) else rows[1:]
    return len(voting) >= _FEWEST and all(
        sum(1 for _ in words(text, *row[-1])) <= _LONGEST_VOTE
        and _is_heading(text, row[-1], cues)
        and recognise(text[slice(*row[0])].strip(), cues.language, Degree.LOOSE) is not None
        for row in voting
    )


def _columns(text: str, rows: Sequence[Row], cues: Cues) -> list[ProposedCamp]:
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


def _votes(text: str, rows: Sequence[Row], cues: Cues) -> list[ProposedCamp]:
    """Return the lists of a table with a name and a vote in each row."""
    label = _label_above(text, rows[0], cues)
    found: dict[str, tuple[Heading, list[ProposedName]]] = {}
    for row in rows:
        read = [(cell, read_heading(text, *cell, cues.language)) for cell in row]
        heading = next((heading for _, heading in read if heading is not None), None)
        if heading is None:
            continue
        name = next((cell for cell, other in read if other is None), None)
        if name is not None:
            read_cell = split_members if label else _known_names
            found.setdefault(heading.polarity, (heading, []))[1].extend(
                read_cell(text, *name, heading.cues, label or heading.label)
            )
    camps = (
        camp_under(text, heading, tuple(members), beside_another=bool(label) and len(found) > 1)
        for heading, members in found.values()
    )
    return [camp for camp in camps if camp is not None]


def _label_above(text: str, row: Row, cues: Cues) -> str:
    """Return the label of a noun such as "Party" that alone is the first heading of a table, or empty."""
    for language in ranked_languages(text[slice(*row[0])], cues.language):
        own = load_cues(language)
        keys = [word.key for word in tokenise(text, *row[0], own)]
        if len(keys) == 1 and (keys[0] in own.titles or keys[0] in own.heads):
            return own.heads.get(keys[0], "Person")
    return ""


def _known_names(text: str, start: int, end: int, cues: Cues, label: str) -> tuple[ProposedName, ...]:
    return read_members(text, start, end, cues, label, fewest=1)
