"""Taking an edited workbook back into a project: a preview first, then one change set of what was ticked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, TypeVar

from annotation.changes import ChangeSet
from annotation.errors import PersonError
from annotation.records import Id
from storage.project import Project
from storage.workbook.back.comparing import (
    Differences,
    Fault,
    GoneRow,
    NewRow,
    RowEdit,
    Texts,
    described,
    differences,
    exported_cells,
    is_read,
    project_texts,
    same,
)
from storage.workbook.back.desk import CellError, Desk
from storage.workbook.back.preview import Item, ItemKind, Preview
from storage.workbook.back.rows_of_mentions import add_mention, edit_mention, remove_mention
from storage.workbook.back.rows_of_names import (
    add_article,
    add_entity,
    edit_article,
    edit_entity,
    refuse_to_remove_article,
    remove_entity,
)
from storage.workbook.back.rows_of_stances import (
    add_listed,
    add_stance,
    edit_member,
    edit_stance,
    remove_stance,
)
from storage.workbook.back.tables import read_sheets
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.plans import ALLIANCES, ARTICLES, ENTITIES, MENTIONS, STANCES
from storage.workbook.project_sheets import sheets_of
from storage.workbook.sheets import Plan

Progress = Callable[[int, int], None]
_Row: TypeAlias = RowEdit | NewRow | GoneRow
R = TypeVar("R", NewRow, GoneRow)

_ORDER = (ENTITIES, ARTICLES, MENTIONS, STANCES, ALLIANCES)
"""In which order sheets are taken: those first whose rows others name."""

_EDITED: dict[str, Callable[[Desk, RowEdit], None]] = {
    ARTICLES.key: edit_article,
    ENTITIES.key: edit_entity,
    MENTIONS.key: edit_mention,
    STANCES.key: edit_stance,
    ALLIANCES.key: edit_member,
}
_ADDED: dict[str, Callable[[Desk, NewRow], None]] = {
    ARTICLES.key: add_article,
    ENTITIES.key: add_entity,
    MENTIONS.key: add_mention,
    STANCES.key: add_stance,
    ALLIANCES.key: add_listed,
}
_REMOVED: dict[str, Callable[[Desk, GoneRow], None]] = {
    ARTICLES.key: refuse_to_remove_article,
    ENTITIES.key: remove_entity,
    MENTIONS.key: remove_mention,
    STANCES.key: remove_stance,
    ALLIANCES.key: remove_stance,
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An item with the row that it belongs to; `column` is the key of a cell's column."""

    item: Item
    row: _Row
    column: str = ""


def preview_workbook(
    project: Project,
    path: Path,
    annotator_id: Id,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Preview | None:
    """Read a workbook that was exported from this project and say what taking it back would do.

    Args:
        project: the project, which is only read.
        path: the workbook.
        annotator_id: who takes it back; new rows without an annotator become theirs.
        progress: called after each step with the number of steps done and those in all.
        cancelled: asked between the steps.

    Returns:
        The preview; None when cancelled.

    Raises:
        NotExportedError: if it is a workbook that was not exported by Paksha.
        PersonError: if the file is no workbook, or one of another project.
        SurroundingsError: if it cannot be read.
    """
    report = _Steps(progress, cancelled)
    with project.snapshot():
        for step in _steps(project, path, annotator_id):
            if isinstance(step, Preview):
                return step
            if report.step():
                return None
    return None


class NotExportedError(PersonError):
    """The workbook was not exported by Paksha, so that its rows are not those of a project."""


class _Steps:
    """Tells how far the reading is; there are `ALL` steps."""

    ALL = 4

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0

    def step(self) -> bool:
        """Count a step, and tell whether it was the last because somebody cancelled."""
        self._done += 1
        if self._progress:
            self._progress(self._done, self.ALL)
        return self._cancelled is not None and self._cancelled()


def _steps(project: Project, path: Path, annotator_id: Id) -> Iterator[Preview | None]:
    sheets = read_sheets(path, is_read)
    yield None
    exported = exported_cells(sheets)
    if exported is None:
        raise NotExportedError(
            f"“{path.name}” was not exported by Paksha, or its hidden sheet was removed, so its rows cannot "
            "be matched with the project's."
        )
    if exported.project_id != project.id:
        raise PersonError(f"“{path.name}” was exported from another project. Open that one and try again.")
    found = differences(sheets, exported)
    yield None
    found = _with_project(project, exported.choice, found)
    yield None
    preview = _preview(project, path.name, annotator_id, found)
    yield None
    yield preview


def preview_of_rows(
    project: Project, name: str, annotator_id: Id, rows: list[NewRow], label_of_new: str
) -> Preview:
    """Say what bringing in rows would do that none of our workbooks has.

    Args:
        project: the project, which is only read.
        name: the workbook's name.
        annotator_id: whose the rows become that name no annotator.
        rows: the rows.
        label_of_new: the name of the label of entities that the project lacks; empty: they are problems.
    """
    return _preview(project, name, annotator_id, Differences(new=rows), label_of_new)


def _preview(
    project: Project, name: str, annotator_id: Id, found: Differences, label_of_new: str = ""
) -> Preview:
    path = project.path

    wanted = _checked(list(_wanted(found)), Desk(project, annotator_id, label_of_new), name)

    def changes(ticked: Collection[int]) -> tuple[ChangeSet, tuple[Item, ...]]:
        """Read the project anew, which the one who previewed it may have closed."""
        chosen = set(ticked)
        with Project.open(path, read_only=True) as again, again.snapshot():
            desk = Desk(again, annotator_id, label_of_new)
            return _apply(desk, name, [one for one in wanted if one.item.number in chosen])

    return Preview(name, _numbered(tuple(one.item for one in wanted), found.faults), changes)


def _with_project(project: Project, choice: Choice, found: Differences) -> Differences:
    """Add to what was edited and deleted what the project has of it now."""
    rows: list[RowEdit | GoneRow] = [*found.edits, *found.gone]
    now: dict[str, dict[str, Texts]] = {}
    for plan in _ORDER:
        identities = {row.identity for row in rows if row.plan is plan}
        if identities:
            chosen = Choice(sheets=(SheetChoice(plan.key),), articles=choice.articles)
            now[plan.key] = project_texts(sheets_of(project, chosen)[0], identities)
    return Differences(
        edits=[replace(row, project=now[row.plan.key].get(row.identity)) for row in found.edits],
        new=found.new,
        gone=[replace(row, project=now[row.plan.key].get(row.identity)) for row in found.gone],
        faults=found.faults,
    )


def _wanted(found: Differences) -> Iterator[_Wanted]:
    """Yield what a workbook wants, by sheet and row; numbers are given in this order."""
    number = 0
    for plan in _ORDER:
        for row in (row for row in found.edits if row.plan is plan):
            for item, key in _edit_items(row):
                yield _Wanted(replace(item, number=number), row, key)
                number += 1
        for new in (new for new in found.new if new.plan is plan):
            yield _Wanted(replace(_new_item(new), number=number), new)
            number += 1
        for gone in (gone for gone in found.gone if gone.plan is plan and gone.project is not None):
            yield _Wanted(replace(_gone_item(gone), number=number), gone)
            number += 1


def _edit_items(row: RowEdit) -> Iterator[tuple[Item, str]]:
    for column in row.plan.columns:
        if column.key not in row.edits:
            continue
        before, text = row.exported.get(column.key, ""), row.edits[column.key]
        now = None if row.project is None else row.project.get(column.key, "")
        if now is not None and same(column, now, text):
            continue  # the project says so already
        kind, reason = ItemKind.CHANGE, ""
        if now is None:
            kind, reason = ItemKind.PROBLEM, "It was removed in the project since the export."
        elif not same(column, now, before):
            kind, reason = ItemKind.CONFLICT, "Changed in the project as well since the export."
        item = Item(
            number=0,
            kind=kind,
            sheet=row.plan.name,
            row=row.row,
            what=described(row.plan, row.project or row.cells),
            column=column.name,
            exported=before,
            workbook=text,
            project=now or "",
            reason=reason,
        )
        yield item, column.key


def _new_item(row: NewRow) -> Item:
    told = [
        f"{column.name}: {row.cells[column.key]}" for column in row.plan.columns if row.cells.get(column.key)
    ]
    return Item(
        number=0,
        kind=ItemKind.ADDITION,
        sheet=row.plan.name,
        row=row.row,
        what=described(row.plan, row.cells),
        workbook="; ".join(" ".join(text.split()) for text in told),
    )


def _gone_item(row: GoneRow) -> Item:
    assert row.project is not None
    changed = [key for key, text in row.exported.items() if row.project.get(key, "") != text]
    return Item(
        number=0,
        kind=ItemKind.CONFLICT if changed else ItemKind.DELETION,
        sheet=row.plan.name,
        row=0,
        what=described(row.plan, row.project),
        reason="Deleted in the workbook, changed in the project since the export." if changed else "",
    )


def _checked(wanted: list[_Wanted], desk: Desk, name: str) -> list[_Wanted]:
    """Return what is wanted with what cannot be as problems: all of it is tried, and nothing written."""
    _, failed = _apply(desk, name, [one for one in wanted if one.item.is_applicable])
    reasons = {item.number: item for item in failed}
    return [
        replace(one, item=replace(reasons[one.item.number], kind=ItemKind.PROBLEM))
        if one.item.number in reasons
        else one
        for one in wanted
    ]


def _apply(desk: Desk, name: str, wanted: list[_Wanted]) -> tuple[ChangeSet, tuple[Item, ...]]:
    """Return the changes of what is wanted, and the items that cannot be, with the reasons."""
    failed: list[Item] = []
    for plan in _ORDER:
        failed += _apply_edits(desk, plan, wanted)
        for one in wanted:
            if one.row.plan is plan and isinstance(one.row, NewRow):
                failed += _tried(one, _ADDED[plan.key], desk, one.row)
    for plan in reversed(_ORDER):
        for one in wanted:
            if one.row.plan is plan and isinstance(one.row, GoneRow):
                failed += _tried(one, _REMOVED[plan.key], desk, one.row)
    return replace(desk.changes, title=f"took back the workbook “{name}”"), tuple(failed)


def _apply_edits(desk: Desk, plan: Plan, wanted: list[_Wanted]) -> Iterator[Item]:
    """Take the cells of each row together; one that cannot be is left out, and the others tried again."""
    rows: dict[str, list[_Wanted]] = {}
    for one in wanted:
        if one.row.plan is plan and isinstance(one.row, RowEdit):
            rows.setdefault(one.row.identity, []).append(one)
    for cells in rows.values():
        left = cells
        while left:
            row = left[0].row
            assert isinstance(row, RowEdit)
            chosen = replace(row, edits={one.column: row.edits[one.column] for one in left})
            try:
                _EDITED[plan.key](desk, chosen)
                break
            except CellError as error:
                bad = [one for one in left if one.column == error.column] or left
                yield from (replace(one.item, reason=str(error)) for one in bad)
                left = [one for one in left if one not in bad]


def _tried(one: _Wanted, take: Callable[[Desk, R], None], desk: Desk, row: R) -> list[Item]:
    try:
        take(desk, row)
    except CellError as error:
        return [replace(one.item, reason=str(error))]
    return []


def _numbered(items: tuple[Item, ...], faults: list[Fault]) -> tuple[Item, ...]:
    """Return the items with the faults of the workbook before them."""
    last = len(items)
    problems = [
        Item(
            number=last + place,
            kind=ItemKind.PROBLEM,
            sheet=fault.sheet,
            row=fault.row,
            what=fault.what,
            column=fault.column,
            reason=fault.reason,
        )
        for place, fault in enumerate(faults)
    ]
    return (*problems, *items)
