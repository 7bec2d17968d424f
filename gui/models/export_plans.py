"""What a person wants exported, as it is kept for another time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotation.errors import PersonError
from annotation.records import Id
from storage.workbook.choice import Choice


class Scope(StrEnum):
    """Which articles are exported."""

    ALL = "all"
    SHOWN = "shown"  # those that the list of articles shows when the export begins
    CHOSEN = "chosen"


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What is exported. `choice` names articles only if they are chosen one by one.

    `as_csv` is whether the tables go into a zip of CSV files instead of a workbook.
    """

    scope: Scope = Scope.ALL
    choice: Choice = EVERYTHING
    as_csv: bool = False

    @property
    def suffix(self) -> str:
        """The ending of the file."""
        return ".zip" if self.as_csv else ".xlsx"

    def choice_with(self, shown: Sequence[Id]) -> Choice:
        """Return the choice, with the articles that the list shows if these are wanted.

        Raises:
            PersonError: if they are wanted and there are none.
        """
        if self.scope is not Scope.SHOWN:
            return self.choice
        if not shown:
            raise PersonError("The list of articles shows none. Change its filter, or export all articles.")
        return replace(self.choice, articles=tuple(shown))

    def to_json(self) -> str:
        """Return the plan as text for the settings."""
        data = {"scope": self.scope.value, "as_csv": self.as_csv, "choice": self.choice.to_dict()}
        return json.dumps(data, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> ExportPlan | None:
        """Return the plan that `to_json` has written; None if the text is none, or of an older program."""
        try:
            data = json.loads(text)
            return ExportPlan(
                scope=Scope(data["scope"]),
                choice=Choice.from_dict(data["choice"]),
                as_csv=data["as_csv"] is True,
            )
        except (ValueError, TypeError, KeyError, RecursionError, PersonError):
            return None
