"""What taking a workbook back would do, item by item, for a person to look at and tick."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from annotation.changes import ChangeSet


class ItemKind(StrEnum):
    """What an item of a preview is."""

    CHANGE = "change"
    ADDITION = "addition"
    DELETION = "deletion"
    CONFLICT = "conflict"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a workbook wants, or that is wrong with it.

    Attributes:
        number: tells the item apart within its preview.
        kind: what it is. A conflict is a change or a deletion of what was changed in the project as well;
            a problem cannot be applied.
        sheet: the sheet's tab.
        row: the row's number in the sheet, from 1; 0 for a row that is not there any more.
        what: which record, in words: the mention's text, the entity's name, “रूस supports मादुरो”.
        column: the column's heading; empty for a whole row.
        exported: what the cell held when the workbook was exported.
        workbook: what it holds now; of an addition, the row in words.
        project: what the project holds now.
        reason: what is wrong and what to do, for a problem; why both sides differ, for a conflict.
    """

    number: int
    kind: ItemKind
    sheet: str
    row: int
    what: str
    column: str = ""
    exported: str = ""
    workbook: str = ""
    project: str = ""
    reason: str = ""

    @property
    def is_applicable(self) -> bool:
        """Whether the item can be ticked."""
        return self.kind is not ItemKind.PROBLEM

    @property
    def is_ticked_at_first(self) -> bool:
        """Whether the item is taken unless the person says otherwise: a conflict is not."""
        return self.kind in (ItemKind.CHANGE, ItemKind.ADDITION, ItemKind.DELETION)


@dataclass(frozen=True, slots=True)
class Preview:
    """The items of a workbook in the order of its sheets and rows.

    `changes` returns the change set of some items by their numbers, with items that cannot be applied after
    all (as their reasons then say) as a second value: an addition of a mention needs the entity in another
    row that was not ticked, say.
    """

    name: str
    items: tuple[Item, ...]
    changes: Callable[[Collection[int]], tuple[ChangeSet, tuple[Item, ...]]]

    def counted(self) -> dict[ItemKind, int]:
        """Return how many items there are of each kind."""
        return {kind: sum(item.kind is kind for item in self.items) for kind in ItemKind}


def in_words(item: Item) -> str:
    """Return an item as a line of text."""
    row = f" row {item.row}" if item.row else ""
    column = f", {item.column}" if item.column else ""
    cells = ""
    if item.column:
        cells = f": “{_line(item.exported)}” → “{_line(item.workbook)}”"
    elif item.workbook:
        cells = f": {_line(item.workbook)}"
    now = f" (in the project: “{_line(item.project)}”)" if item.kind is ItemKind.CONFLICT else ""
    reason = f" – {item.reason}" if item.reason else ""
    return f"{item.kind}: {item.sheet}{row}, {_line(item.what)}{column}{cells}{now}{reason}"


def _line(text: str) -> str:
    return " / ".join(text.split("\n"))
