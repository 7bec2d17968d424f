"""Which sheets and columns are ticked in the export dialog, and in which order the columns stand."""

from __future__ import annotations

from collections.abc import Sequence

from gui.widgets.tick_items import TickItem
from storage.workbook.choice import SheetChoice
from storage.workbook.plans import PLANS
from storage.workbook.sheets import Plan

_PLANS = {plan.key: plan for plan in PLANS}


class WantedSheets:
    """The sheets with their columns, as they are ticked. Columns that tell rows apart are always ticked."""

    def __init__(self, sheets: Sequence[SheetChoice]) -> None:
        chosen = {sheet.key: sheet for sheet in sheets}
        order = [*chosen, *(key for key in _PLANS if key not in chosen)]
        self._sheets = {key: key in chosen for key in order}
        self._columns = {key: _columns(_PLANS[key], chosen.get(key)) for key in order}

    def sheet_items(self) -> list[TickItem]:
        """Return the sheets in their order."""
        return [TickItem(key, _PLANS[key].name, ticked) for key, ticked in self._sheets.items()]

    def set_sheets(self, items: Sequence[TickItem]) -> None:
        """Take over which sheets are ticked, and their order."""
        self._sheets = {item.key: item.ticked for item in items}

    def column_items(self, key: str) -> list[TickItem]:
        """Return the columns of a sheet in their order."""
        return self._columns[key]

    def set_columns(self, key: str, items: Sequence[TickItem]) -> None:
        """Take over which columns of a sheet are ticked, and their order."""
        self._columns[key] = list(items)

    def chosen(self) -> tuple[SheetChoice, ...]:
        """Return the ticked sheets with their ticked columns."""
        return tuple(SheetChoice(key, self._chosen(key)) for key, ticked in self._sheets.items() if ticked)

    def without_columns(self) -> str | None:
        """Return the name of a ticked sheet that has no column ticked, or None."""
        bare = (key for key, ticked in self._sheets.items() if ticked and self._chosen(key) == ())
        return next((_PLANS[key].name for key in bare), None)

    def _chosen(self, key: str) -> tuple[str, ...] | None:
        """Return the ticked columns of a sheet; None for all in their usual order."""
        ticked = tuple(item.key for item in self._columns[key] if item.ticked)
        return None if ticked == tuple(column.key for column in _PLANS[key].columns) else ticked


def _columns(plan: Plan, chosen: SheetChoice | None) -> list[TickItem]:
    ticked = chosen.wanted_columns() if chosen else plan.columns
    rest = [column for column in plan.columns if column not in ticked]
    return [
        TickItem(column.key, column.name, column in ticked, column.key in plan.identity, column.meaning)
        for column in (*ticked, *rest)
    ]
