"""Bringing in what stands in a workbook that is not ours: a person says which column is what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import PersonError
from annotation.records import Id, Polarity
from storage.project import Project
from storage.workbook.back.comparing import NewRow
from storage.workbook.back.importing import preview_of_rows
from storage.workbook.back.preview import Preview
from storage.workbook.back.tables import ReadRow, ReadSheet, read_sheets
from storage.workbook.plans import ARTICLES, MENTIONS, STANCES
from storage.workbook.sheets import Column, Plan

BRINGABLE = (ARTICLES, MENTIONS, STANCES)
"""What a row of a foreign sheet may be."""

_WANTED: dict[str, tuple[str, ...]] = {
    ARTICLES.key: ("text", "title", "source", "url", "date", "language"),
    MENTIONS.key: ("article", "text", "label", "start", "end", "entity", "annotator", "note"),
    STANCES.key: ("article", "holder", "polarity", "target", "claimed_by", "positions", "annotator", "note"),
}
_POLARITIES: dict[Polarity, tuple[str, ...]] = {
    Polarity.SUPPORTS: (
        "support", "for", "in favour", "in favor", "favour", "favor", "pro", "positive", "yes", "agree",
        "agrees", "+", "+1", "1", "समर्थन", "पक्ष", "के पक्ष में", "के समर्थन में", "हाँ",
    ),
    Polarity.OPPOSES: (
        "oppose", "against", "contra", "con", "negative", "no", "disagree", "disagrees",
        "-", "-1", "−", "−1", "विरोध", "विपक्ष", "के विरोध में", "के ख़िलाफ़", "के खिलाफ", "नहीं",
    ),
    Polarity.NEUTRAL: ("neither", "abstain", "abstains", "abstained", "abstention", "तटस्थ"),
    Polarity.UNCLEAR: ("unknown", "?", "अस्पष्ट"),
}  # fmt: skip
"""How other programs and people write a polarity, besides our own words."""

_NEEDED: dict[str, tuple[str, ...]] = {
    ARTICLES.key: ("text",),
    MENTIONS.key: ("article", "text", "label"),
    STANCES.key: ("article", "holder", "polarity", "target"),
}
_ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "title": ("headline", "heading", "शीर्षक"),
    "text": ("content", "body", "full text", "article text", "surface", "span", "quote", "पाठ"),
    "article": ("document", "title", "headline", "file", "लेख"),
    "label": ("code", "category", "type", "tag", "लेबल"),
    "source": ("newspaper", "publisher", "outlet", "media", "स्रोत"),
    "url": ("link", "address"),
    "date": ("published", "published on", "publication date", "तारीख", "दिनांक"),
    "language": ("lang", "भाषा"),
    "holder": ("actor", "organization", "organisation", "person", "speaker", "who"),
    "target": ("concept", "object", "issue", "towards"),
    "polarity": ("stance", "agreement", "qualifier", "position"),
    "start": ("begin", "from", "start offset"),
    "end": ("stop", "end offset"),
    "annotator": ("coder", "user"),
    "note": ("comment", "memo", "remark"),
    "entity": ("linked to", "entity name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What a person says of a foreign sheet.

    Attributes:
        sheet: its tab.
        plan: what a row is: an article, a mention or a stance.
        headings: the sheet's headings by the keys of the plan's columns.
        label_of_new: the name of the label that entities get which the project lacks; empty: they are
            problems.
    """

    sheet: str
    plan: Plan
    headings: Mapping[str, str]
    label_of_new: str = ""


def foreign_sheets(path: Path) -> dict[str, ReadSheet]:
    """Return the sheets of any workbook by their tabs, for a person to choose from.

    Raises:
        PersonError: if the file is no workbook that can be read.
        SurroundingsError: if it cannot be read at all.
    """
    return {name: sheet for name, sheet in read_sheets(path, lambda _: True).items() if sheet.rows}


def bringable_columns(plan: Plan) -> Iterator[tuple[Column, bool]]:
    """Yield the columns of a plan that a foreign sheet can give, each with whether it has to."""
    by_key = {column.key: column for column in plan.columns}
    for key in _WANTED[plan.key]:
        yield by_key[key], key in _NEEDED[plan.key]


def guessed(plan: Plan, headings: Sequence[str]) -> dict[str, str]:
    """Guess which heading is which column of a plan, each heading once."""
    left = {" ".join(heading.casefold().replace("_", " ").split()): heading for heading in headings}
    found: dict[str, str] = {}
    columns = [column for column, _ in bringable_columns(plan)]
    own_names = {column.key: (column.name.casefold(), column.key) for column in columns}
    for names in (own_names, _ALSO_CALLED):
        for column in columns:
            name = next((name for name in names.get(column.key, ()) if name in left), None)
            if name is not None and column.key not in found:
                found[column.key] = left.pop(name)
    return found


def preview_foreign(
    project: Project, path: Path, sheets: Mapping[str, ReadSheet], mapped: Mapped, annotator_id: Id
) -> Preview:
    """Say what bringing in a foreign sheet would do: each row is an addition or a problem.

    Args:
        project: the project, which is only read.
        path: the workbook, for its name.
        sheets: its sheets, as `foreign_sheets` gives them.
        mapped: which column is what.
        annotator_id: whose the rows become that name no annotator.

    Raises:
        PersonError: if the sheet is not there or a column that is needed is not mapped.
    """
    sheet = sheets.get(mapped.sheet)
    if sheet is None:
        raise PersonError(f"“{path.name}” has no sheet “{mapped.sheet}”.")
    missing = [
        column.name
        for column, needed in bringable_columns(mapped.plan)
        if needed and mapped.headings.get(column.key) not in sheet.headings
    ]
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        raise PersonError(f"Say which column is {names}.")
    polarities = _polarities(row.cells.get(mapped.headings.get("polarity", ""), "") for row in sheet.rows)
    rows = [
        NewRow(
            plan=mapped.plan,
            row=row.number,
            cells=_cells(row, mapped, polarities),
        )
        for row in sheet.rows
    ]
    return preview_of_rows(project, path.name, annotator_id, rows, mapped.label_of_new)


def _cells(row: ReadRow, mapped: Mapped, polarities: Mapping[str, str]) -> dict[str, str]:
    cells = {key: row.cells.get(heading, "") for key, heading in mapped.headings.items()}
    if "polarity" in cells:
        cells["polarity"] = polarities.get(_word(cells["polarity"]), cells["polarity"])
    return cells


def _polarities(written: Iterable[str]) -> dict[str, str]:
    """Return which polarity each word of a column means, as far as it is known.

    A nought beside −1 is neutral; beside 1 alone it may be the opposite, so it stays what it is: a problem.
    """
    known = {word: str(polarity) for polarity, words in _POLARITIES.items() for word in words}
    there = set(map(_word, written))
    if there & {"-1", "−1"}:
        known["0"] = str(Polarity.NEUTRAL)
    return known | {str(polarity): str(polarity) for polarity in Polarity}


def _word(text: str) -> str:
    return " ".join(text.casefold().split())
