"""What is exported: which articles, whose annotations, which sheets and columns, in which order.

A choice is kept as data, in presets and in the workbook itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotation.errors import PersonError
from annotation.records import Id
from storage.workbook.plans import AGREEMENT, PLANS
from storage.workbook.sheets import Column, Plan

_PLANS = {plan.key: plan for plan in PLANS}


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """A sheet that is wanted, by the key of its plan, and its columns by key in the order wanted (None: all).

    Raises:
        PersonError: if there is no such sheet or column, or one is wanted twice.
    """

    key: str
    columns: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.key not in _PLANS:
            raise PersonError(f"There is no sheet “{self.key}”: there are {', '.join(_PLANS)}.")
        known = [column.key for column in _PLANS[self.key].columns]
        for number, column in enumerate(self.columns or ()):
            if column not in known:
                raise PersonError(
                    f"The sheet “{self.key}” has no column “{column}”: it has {', '.join(known)}."
                )
            if column in (self.columns or ())[:number]:
                raise PersonError(f"The column “{column}” of the sheet “{self.key}” is chosen twice.")

    @property
    def plan(self) -> Plan:
        """The sheet's plan."""
        return _PLANS[self.key]

    def wanted_columns(self) -> tuple[Column, ...]:
        """Return the columns in the order wanted; those that tell rows apart are always there, at the end."""
        if self.columns is None:
            return self.plan.columns
        by_key = {column.key: column for column in self.plan.columns}
        keys = dict.fromkeys((*self.columns, *self.plan.identity))
        return tuple(by_key[key] for key in keys)


ALL_SHEETS = tuple(SheetChoice(plan.key) for plan in PLANS if plan is not AGREEMENT)
"""What is exported unless somebody says otherwise; agreement takes a while to compute and two annotators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is exported; None stands for all.

    Raises:
        PersonError: if a sheet is wanted twice, or none.
    """

    articles: tuple[Id, ...] | None = None
    annotators: tuple[Id, ...] | None = None
    sheets: tuple[SheetChoice, ...] = ALL_SHEETS

    def __post_init__(self) -> None:
        if not self.sheets:
            raise PersonError("No sheet is chosen. Choose one at least.")
        if len({sheet.key for sheet in self.sheets}) < len(self.sheets):
            raise PersonError("A sheet is chosen twice.")

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as JSON can hold it."""
        return {
            "articles": None if self.articles is None else list(self.articles),
            "annotators": None if self.annotators is None else list(self.annotators),
            "sheets": [
                {"sheet": sheet.key, "columns": None if sheet.columns is None else list(sheet.columns)}
                for sheet in self.sheets
            ],
        }

    @staticmethod
    def from_dict(data: object) -> Choice:
        """Return the choice that `to_dict` has written.

        Raises:
            PersonError: if the data are no such choice.
        """
        if not isinstance(data, Mapping):
            raise PersonError("This is no choice of what to export.")
        table: Mapping[object, object] = data  # pyright: ignore[reportUnknownVariableType]
        return Choice(
            articles=_texts(table, "articles"),
            annotators=_texts(table, "annotators"),
            sheets=_sheets(table.get("sheets")),
        )


def _texts(table: Mapping[object, object], key: str) -> tuple[str, ...] | None:
    found = table.get(key)
    if found is None:
        return None
    texts = [text for text in _list(found, key) if isinstance(text, str)]
    if len(texts) < len(_list(found, key)):
        raise PersonError(f"In the choice of what to export, “{key}” is no list of texts.")
    return tuple(texts)


def _sheets(found: object) -> tuple[SheetChoice, ...]:
    if found is None:
        return ALL_SHEETS
    sheets: list[SheetChoice] = []
    for entry in _list(found, "sheets"):
        if not isinstance(entry, Mapping):
            raise PersonError("In the choice of what to export, a sheet is no table.")
        table: Mapping[object, object] = entry  # pyright: ignore[reportUnknownVariableType]
        key = table.get("sheet")
        if not isinstance(key, str):
            raise PersonError("In the choice of what to export, a sheet has no name.")
        sheets.append(SheetChoice(key, _texts(table, "columns")))
    return tuple(sheets)


def _list(found: object, key: str) -> Sequence[object]:
    if not isinstance(found, (list, tuple)):
        raise PersonError(f"In the choice of what to export, “{key}” is no list.")
    return found  # pyright: ignore[reportUnknownVariableType]
