"""The doubtful members of an accepted list in its column, where they will be stated once accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotation.edits.doubtful import Undecided
from annotation.records import Stance
from annotation.suggest.proposals import ProposedName
from annotation.working_set import WorkingSet
from gui.models.alliances import CampView, MemberState, MemberView, found_member


def member_key(name: ProposedName) -> str:
    """Return the key of the line of a found member."""
    return found_member(name).key


def with_undecided(records: WorkingSet, view: CampView, undecided: Iterable[Undecided]) -> CampView:
    """Return a column with the members that wait for a decision there, among those that are stated."""
    waiting = [
        (member.position, replace(found_member(member.name), state=MemberState.DOUBTFUL))
        for member in undecided
        if member.camp_id == view.camp_id
    ]
    if not waiting:
        return view
    stated = [member for member in view.members if member.state.stated]
    others = [member for member in view.members if not member.state.stated]
    placed = [(_position(records, member), member) for member in stated]
    lines = sorted([*placed, *waiting], key=lambda line: line[0])
    return replace(view, members=(*(member for _, member in lines), *others))


def _position(records: WorkingSet, member: MemberView) -> int:
    return records.get(Stance, member.key).position
