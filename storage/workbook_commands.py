"""Taking a workbook in without a window: our own, edited, or a foreign one whose columns are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from annotation.errors import PersonError
from annotation.records import Annotator, Id, Label

if TYPE_CHECKING:
    from storage.project import Project
    from storage.workbook.back.foreign import Mapped
    from storage.workbook.back.preview import Preview
    from storage.workbook.back.tables import ReadSheet
    from storage.workbook.sheets import Plan

ROWS = ("articles", "mentions", "stances")
"""What the rows of a foreign sheet may be: the keys of their plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a person says of a workbook that is not ours.

    Attributes:
        rows: what its rows are, one of `ROWS`.
        columns: pairs as `text=Body`: the key of a column of ours and the heading in the sheet. The others
            are guessed.
        sheet: its tab; None stands for the first.
        label_of_new: the label of entities that the project lacks; None: they are problems.
    """

    rows: str
    columns: Sequence[str] = ()
    sheet: str | None = None
    label_of_new: str | None = None


def import_workbook(
    project_path: Path,
    workbook_path: Path,
    annotator_name: str | None,
    out: TextIO,
    *,
    preview_only: bool,
    foreign: Foreign | None = None,
) -> int:
    """Take a workbook in: all that it says but what was changed in the project as well.

    Args:
        project_path: the project; of an edited workbook, that which it was exported from.
        workbook_path: the workbook.
        annotator_name: whose step it is; None stands for the project's first annotator.
        out: gets a line for each change, conflict and problem.
        preview_only: whether nothing is changed.
        foreign: what a workbook that is not ours holds; None: it is ours.

    Returns:
        0, or 1 when something was not taken.
    """
    from storage.project import Project
    from storage.workbook.back.preview import in_words

    with Project.open(project_path, read_only=preview_only) as project:
        annotators = {annotator.name: annotator for annotator in project.read(Annotator)}
        if annotator_name is not None and annotator_name not in annotators:
            raise PersonError(f"There is no annotator “{annotator_name}” in “{project_path.name}”.")
        annotator = annotators[annotator_name] if annotator_name else next(iter(annotators.values()))
        preview = _preview(project, workbook_path, annotator.id, foreign)
        for item in preview.items:
            print(in_words(item), file=out)
        taken = [item for item in preview.items if item.is_ticked_at_first]
        left = len(preview.items) - len(taken)
        if not preview_only:
            changes, failed = preview.changes([item.number for item in taken])
            left += len(failed)
            project.apply(changes, annotator.id)
    would = "would be" if preview_only else "were" if len(taken) != 1 else "was"
    print(f"{len(taken)} of “{workbook_path.name}” {would} taken, {left} not", file=out)
    return 1 if left else 0


def _preview(project: Project, path: Path, annotator_id: Id, foreign: Foreign | None) -> Preview:
    from storage.workbook.back.foreign import foreign_sheets, preview_foreign
    from storage.workbook.back.importing import NotExportedError, preview_workbook

    if foreign is not None:
        sheets = foreign_sheets(path)
        mapped = _mapped(project, path, sheets, foreign)
        return preview_foreign(project, path, sheets, mapped, annotator_id)
    try:
        preview = preview_workbook(project, path, annotator_id)
    except NotExportedError as error:
        sheets = foreign_sheets(path)
        columns = "; ".join(f"“{name}” has {_listed(sheet.headings)}" for name, sheet in sheets.items())
        raise PersonError(
            f"“{path.name}” was not exported by Paksha. Say what its rows are with --rows {', '.join(ROWS)}, "
            f"and where the headings do not tell it, which column is what, as in --map text=Body. {columns}."
        ) from error
    assert preview is not None, "nobody can cancel"
    return preview


def _mapped(project: Project, path: Path, sheets: dict[str, ReadSheet], foreign: Foreign) -> Mapped:
    from storage.workbook.back.foreign import BRINGABLE, Mapped, guessed

    if not sheets:
        raise PersonError(f"“{path.name}” has no rows.")
    tab = foreign.sheet if foreign.sheet is not None else next(iter(sheets))
    if tab not in sheets:
        raise PersonError(f"“{path.name}” has no sheet “{tab}” with rows. It has {_listed(list(sheets))}.")
    plan = next(plan for plan in BRINGABLE if plan.key == foreign.rows)
    headings = sheets[tab].headings
    chosen = dict(_pair(plan, headings, text) for text in foreign.columns)
    left = [heading for heading in headings if heading not in chosen.values()]
    guess = {key: heading for key, heading in guessed(plan, left).items() if key not in chosen}
    labels = [label.name for label in project.read(Label)]
    if foreign.label_of_new is not None and foreign.label_of_new not in labels:
        raise PersonError(f"There is no label “{foreign.label_of_new}”. The labels are {', '.join(labels)}.")
    return Mapped(sheet=tab, plan=plan, headings={**guess, **chosen}, label_of_new=foreign.label_of_new or "")


def _pair(plan: Plan, headings: Sequence[str], text: str) -> tuple[str, str]:
    """Read `text=Body`."""
    from storage.workbook.back.foreign import bringable_columns

    key, equals, heading = text.partition("=")
    known = [column.key for column, _ in bringable_columns(plan)]
    if not equals or key.strip() not in known:
        raise PersonError(
            f"“{text}” after --map does not say which column is what: write {known[0]}=Heading. For "
            f"{plan.key} there are {', '.join(known)}."
        )
    if heading.strip() not in headings:
        raise PersonError(f"There is no column “{heading.strip()}”. The sheet has {_listed(headings)}.")
    return key.strip(), heading.strip()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "no headings"
