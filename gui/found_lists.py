"""The alliance lists found in the open article, and which of them and their members wait for a decision."""

from __future__ import annotations

from collections.abc import Sequence

from annotation.changes import ChangeSet
from annotation.edits import alliances
from annotation.edits.acceptance import as_known
from annotation.edits.doubtful import Undecided, undecided
from annotation.names.lookup import NameIndex
from annotation.records import Alias, Camp, Entity, Evidence, Label, Rejection, Stance
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet

_NAMING = (Entity, Alias, Label)
_DECIDING = (Camp, Stance, Evidence, Rejection)


class FoundLists:
    """Keeps what was found, and works out what waits only after a change that concerns it.

    Each move of the caret asks what waits, to enable actions.
    """

    def __init__(self, records: WorkingSet, names: NameIndex) -> None:
        self._records = records
        self._names = names
        self._proposals: tuple[ProposedCamp, ...] = ()
        self._known: list[ProposedCamp] | None = []
        self._pending: list[ProposedCamp] | None = []
        self._undecided: list[Undecided] | None = []

    def set(self, proposals: Sequence[ProposedCamp]) -> None:
        """Take on what was found in an article."""
        self._proposals = tuple(proposals)
        self._known = self._pending = self._undecided = None

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change set that the records and names have followed already."""
        if changes.touches(*_NAMING):
            self._known = None
        if changes.touches(*_NAMING, *_DECIDING):
            self._pending = self._undecided = None

    def pending(self) -> list[ProposedCamp]:
        """Return the lists that wait for a decision, with their names as the project knows them."""
        if self._pending is None:
            self._pending = alliances.pending(self._records, self._found())
        return self._pending

    def undecided(self) -> list[Undecided]:
        """Return the members of accepted lists that wait for a decision."""
        if self._undecided is None:
            self._undecided = undecided(self._records, self._found())
        return self._undecided

    def _found(self) -> list[ProposedCamp]:
        if self._known is None:
            self._known = [as_known(self._records, self._names, proposal) for proposal in self._proposals]
        return self._known
