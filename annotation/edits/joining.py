"""Stances that come to say the same: the one that was added by hand joins the other.

That happens in many ways: a member is moved, restored, taken for another entity or put under another
claimant, a camp goes or is merged into another. All of them settle their changes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, compose, remove
from annotation.records import Evidence, Id, Stance, new_id
from annotation.working_set import WorkingSet

_Claim = tuple[Id, "Id | None", "Id | None"]


def settled(records: WorkingSet, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return changes after which no two stances say the same only because one of them came there.

    Two say the same if they put the same holder into the same camp and the same entity, or nobody, claims it.
    The one that was added by hand joins the other with its evidence, note and reason; two that are stated
    stay two, as the article says it twice. Stances that said the same before are left alone.

    Args:
        records: the records at hand, before the changes.
        changes: the changes; what they bring is at hand nowhere else.
    """
    after = {change.record_id: change.after for change in changes if change.kind is Stance}
    came: dict[Id, Stance] = {}
    for stance in after.values():
        if isinstance(stance, Stance) and stance.camp_id is not None:
            before = records.find(Stance, stance.id)
            if before is None or _claim(before) != _claim(stance):
                came[stance.id] = stance
    joined: list[Change] = []
    for camp_id in dict.fromkeys(stance.camp_id for stance in came.values()):
        there = [
            now
            for stance in records.where(Stance, "camp_id", camp_id)
            if stance.id not in came
            and isinstance(now := after.get(stance.id, stance), Stance)
            and now.camp_id == camp_id
        ]
        coming = [stance for stance in came.values() if stance.camp_id == camp_id]
        joined += _join_in_camp(records, [*there, *coming], came, changes)
    return compose(ChangeSet("", tuple(changes)), ChangeSet("", tuple(joined))).changes


def _join_in_camp(
    records: WorkingSet, stances: Iterable[Stance], came: dict[Id, Stance], changes: Sequence[Change]
) -> list[Change]:
    """Return what becomes of the stances of one camp, and of their evidence."""
    first: dict[_Claim, Stance] = {}
    joining: dict[Id, list[Stance]] = {}
    for stance in sorted(stances, key=lambda stance: stance.stated_camp_id is None):
        other = first.setdefault(_claim(stance), stance)
        by_hand = stance.stated_camp_id is None
        if other is not stance and by_hand and (stance.id in came or other.id in came):
            joining.setdefault(other.id, []).append(stance)
    joined: list[Change] = []
    for stance in first.values():
        joined += _join(records, stance, joining.get(stance.id, ()), changes)
    return joined


def _join(
    records: WorkingSet, stance: Stance, others: Sequence[Stance], changes: Sequence[Change]
) -> list[Change]:
    """Let others join a stance."""
    if not others:
        return []
    known = {(piece.start, piece.end) for piece in _evidence(records, stance, changes)}
    joined: list[Change] = []
    after = stance
    for other in others:
        for piece in _evidence(records, other, changes):
            joined.append(remove(piece))
            if (piece.start, piece.end) not in known:
                known.add((piece.start, piece.end))
                joined.append(add(replace(piece, id=new_id(), stance_id=stance.id)))
        after = replace(
            after, note=both_notes(after.note, other.note), reason_id=after.reason_id or other.reason_id
        )
    return [Change(stance, after), *joined, *map(remove, others)]


def both_notes(note: str, other: str) -> str:
    """Return two notes as one; what both say is said once."""
    return "\n".join(dict.fromkeys(filter(None, (note, other))))


def _evidence(records: WorkingSet, stance: Stance, changes: Sequence[Change]) -> list[Evidence]:
    """Return the evidence of a stance as it is after the changes."""
    pieces: dict[Id, Evidence | None] = {
        piece.id: piece for piece in records.where(Evidence, "stance_id", stance.id)
    }
    for change in changes:
        if isinstance(change.record, Evidence) and change.record.stance_id == stance.id:
            pieces[change.record_id] = change.after if isinstance(change.after, Evidence) else None
    return [piece for piece in pieces.values() if piece is not None]


def _claim(stance: Stance) -> _Claim:
    return stance.holder_id, stance.claimed_by_id, stance.camp_id
