"""What people changed in a workbook: each cell compared with what was exported and what is in the project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotation.errors import PersonError
from storage.workbook.back.tables import ReadRow, ReadSheet
from storage.workbook.cells import canonical
from storage.workbook.choice import Choice
from storage.workbook.exported import ABOUT, identity_of
from storage.workbook.plans import EXPORTED, PLANS
from storage.workbook.sheets import Column, Plan, Sheet

_DASH = re.compile(r" *[-–—] *")

Texts = Mapping[str, str]
"""The texts of the cells of a row by the keys of their columns; those of empty cells may be missing."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What the workbook says of its export: the project's id, what was chosen, and the edited cells."""

    project_id: str
    choice: Choice
    rows: dict[str, dict[str, Texts]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEdit:
    """A row whose cells were changed, and what the project has of it by now (None: it is gone)."""

    plan: Plan
    row: int
    identity: str
    cells: Texts
    edits: Texts
    exported: Texts
    project: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A row that people added."""

    plan: Plan
    row: int
    cells: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneRow:
    """A row that people deleted, and what the project has of it by now (None: gone there, too)."""

    plan: Plan
    identity: str
    exported: Texts
    project: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in a workbook, where, and what to do."""

    sheet: str
    row: int
    what: str = ""
    column: str = ""
    reason: str


@dataclass(slots=True)
class Differences:
    """All that a workbook says otherwise than it did when it was exported."""

    edits: list[RowEdit] = field(default_factory=list[RowEdit])
    new: list[NewRow] = field(default_factory=list[NewRow])
    gone: list[GoneRow] = field(default_factory=list[GoneRow])
    faults: list[Fault] = field(default_factory=list[Fault])


def is_read(tab: str) -> bool:
    """Tell whether a sheet is one that is compared, or the hidden one that it is compared with."""
    return any(_goes_on(tab, name) for name in (EXPORTED, *(plan.name for plan in PLANS if plan.identity)))


def exported_cells(sheets: Mapping[str, ReadSheet]) -> Exported | None:
    """Return what the hidden sheet keeps of the export; None if the workbook has none and is not ours.

    Raises:
        PersonError: if the sheet is there but was changed.
    """
    about: dict[str, str] = {}
    rows: dict[str, dict[str, Texts]] = {}
    for sheet in _parts(sheets, EXPORTED):
        for row in sheet.rows:
            key, identity = row.cells.get("Sheet", ""), row.cells.get("Row", "")
            text = row.cells.get("Cells", "") + row.cells.get("", "")
            if key == ABOUT:
                about[identity] = text
            else:
                rows.setdefault(key, {})[identity] = _texts(text)
    if not about.get("project"):
        return None
    return Exported(about["project"], Choice.from_dict(_json(about.get("choice", "{}"))), rows)


def differences(sheets: Mapping[str, ReadSheet], exported: Exported) -> Differences:
    """Compare the sheets of a workbook with what was exported. A sheet that is missing says nothing."""
    found = Differences()
    chosen = {chosen.key: chosen.wanted_columns() for chosen in exported.choice.sheets}
    for plan in PLANS:
        parts = list(_parts(sheets, plan.name))
        if plan.identity and plan.key in chosen and parts:
            _compare(plan, parts, chosen[plan.key], exported.rows.get(plan.key, {}), found)
    return found


def project_texts(sheet: Sheet, identities: set[str]) -> dict[str, Texts]:
    """Return what the project has now of some rows of a sheet, by their identities."""
    columns = [(place, column.key) for place, column in enumerate(sheet.plan.columns)]
    own = [next(place for place, key in columns if key == wanted) for wanted in sheet.plan.identity]
    found: dict[str, Texts] = {}
    for row in sheet.rows() if identities else ():
        identity = identity_of([canonical(row[place]) for place in own])
        if identity in identities:
            found[identity] = {key: canonical(row[place]) for place, key in columns}
    return found


def _compare(
    plan: Plan,
    parts: list[ReadSheet],
    columns: tuple[Column, ...],
    exported: Mapping[str, Texts],
    found: Differences,
) -> None:
    seen: set[str] = set()
    whole = True
    for sheet in parts:
        by_heading = {column.name: column for column in plan.columns if column.name in sheet.headings}
        missing = [key for key in plan.identity if key not in {column.key for column in by_heading.values()}]
        if missing:
            names = ", ".join(f"“{column.name}”" for column in plan.columns if column.key in missing)
            reason = (
                f"The sheet has no column {names}, so its rows cannot be told apart. Nothing of it is read."
            )
            found.faults.append(Fault(sheet=sheet.name, row=1, reason=reason))
            whole = False
            continue
        for merged in sheet.merged:
            reason = f"The cells {merged} are merged: only the first has a value. Unmerge them."
            found.faults.append(Fault(sheet=sheet.name, row=_row_of(merged), reason=reason))
        edited = [column for column in columns if column.edited and column.name in by_heading]
        for row in sheet.rows:
            _compare_row(plan, sheet, row, by_heading, edited, exported, seen, found)
    if whole:
        found.gone += [
            GoneRow(plan=plan, identity=identity, exported=texts)
            for identity, texts in exported.items()
            if identity not in seen
        ]


def _compare_row(
    plan: Plan,
    sheet: ReadSheet,
    row: ReadRow,
    by_heading: Mapping[str, Column],
    edited: list[Column],
    exported: Mapping[str, Texts],
    seen: set[str],
    found: Differences,
) -> None:
    cells = {column.key: row.cells[heading] for heading, column in by_heading.items()}
    own = [cells[key].strip() for key in plan.identity]
    identity = identity_of(own)
    was = exported.get(identity)
    if not own[0]:
        if _says_something(plan, cells):
            found.new.append(NewRow(plan=plan, row=row.number, cells=cells))
        return
    if identity in seen:
        reason = "The row is there twice. Delete one of the two, or empty its Id to make it a new one."
    elif was is None:
        reason = "The row's Id is not of this workbook's export. Empty it to make the row a new one."
    else:
        reason = ""
    if reason:
        found.faults.append(
            Fault(sheet=sheet.name, row=row.number, what=described(plan, cells), reason=reason)
        )
        return
    assert was is not None
    seen.add(identity)
    edits: dict[str, str] = {}
    for column in edited:
        text, before = cells[column.key], was.get(column.key, "")
        if (row.number, column.name) in sheet.formulas:
            reason = "The cell holds a formula. Write the value itself."
            found.faults.append(
                Fault(
                    sheet=sheet.name,
                    row=row.number,
                    what=described(plan, cells),
                    column=column.name,
                    reason=reason,
                )
            )
            continue
        if text != before and not same(column, text, before):
            edits[column.key] = text
    if edits:
        found.edits.append(
            RowEdit(plan=plan, row=row.number, identity=identity, cells=cells, edits=edits, exported=was)
        )


def described(plan: Plan, cells: Texts) -> str:
    """Return which record a row is about, in words."""
    keys = {
        "articles": ("title",),
        "mentions": ("text",),
        "entities": ("name",),
        "stances": ("holder", "polarity", "target"),
        "alliances": ("written", "entity"),
    }[plan.key]
    words = [cells.get(key, "") for key in keys]
    if plan.key == "alliances":
        words = [
            next((word for word in words if word), ""),
            cells.get("corrected") or cells.get("stated", ""),
        ]
    return " ".join(" ".join(words).split())


def _says_something(plan: Plan, cells: Texts) -> bool:
    """Tell whether a row without an id is one that people added: the empty camps of “Alliances” have none."""
    if plan.key == "alliances" and not cells.get("entity") and not cells.get("written"):
        return False
    return any(text.strip() for key, text in cells.items() if key not in ("note", "origin"))


def same(column: Column, one: str, other: str) -> bool:
    """Tell whether two texts differ only in how a spreadsheet, or a keyboard without “–”, writes them."""
    plain = (_plain(column, text) for text in (one, other))
    return next(plain) == next(plain)


def _plain(column: Column, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if column.key != "positions":
        return text
    return "\n".join(sorted(_DASH.sub("–", line.strip()) for line in text.split("\n") if line.strip()))


def _parts(sheets: Mapping[str, ReadSheet], name: str) -> Iterator[ReadSheet]:
    """Yield a sheet and those that go on from it: “Mentions”, “Mentions 2”."""
    yield from (sheet for tab, sheet in sheets.items() if _goes_on(tab, name))


def _goes_on(tab: str, name: str) -> bool:
    return re.fullmatch(rf"{re.escape(name)}(?: \d+)?", tab) is not None


def _row_of(reference: str) -> int:
    number = re.search(r"\d+", reference)
    return int(number.group()) if number else 0


def _texts(text: str) -> Texts:
    found: dict[Any, Any] = _json(text) or {}
    return {str(key): str(value) for key, value in found.items()}


def _json(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise PersonError(
            f"The hidden sheet “{EXPORTED}” was changed, so it is not known what the workbook held when it "
            "was exported. Export the project again and copy the changes into the new workbook."
        )
    return found  # pyright: ignore[reportUnknownVariableType]
