"""Stances that sentences voice: which of them wait for a decision, and deciding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set
from annotation.edits.mentions import quote
from annotation.edits.stances import record_stance
from annotation.records import (
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Origin,
    Polarity,
    ProposalKind,
    Rejection,
    Stance,
    new_id,
)
from annotation.suggest.proposals import ProposedCamp
from annotation.suggest.stance_cues import ProposedStance
from annotation.working_set import WorkingSet

_Recorded = tuple[int, int, Stance, Camp]
"""Where the evidence of a stance begins and ends, the stance, and its camp."""


def pending(
    records: WorkingSet, proposals: Sequence[ProposedStance], lists: Sequence[ProposedCamp] = ()
) -> list[ProposedStance]:
    """Return the proposed stances that wait for a decision, with the holders for whom it is still to be made.

    Left out is what was rejected, what is recorded with evidence there, and the headings of lists.

    Args:
        records: the records at hand.
        proposals: in the order of the text.
        lists: alliance lists that wait for a decision of their own.
    """
    headings = [(one.heading_start, one.heading_end) for one in lists]
    for camp in records.all(Camp):
        if camp.heading_start is not None and camp.heading_end is not None:
            headings.append((camp.heading_start, camp.heading_end))
    rejected: dict[str, list[tuple[int, int]]] = {}
    for rejection in records.all(Rejection):
        if rejection.kind is ProposalKind.STANCE:
            rejected.setdefault(rejection.proposed, []).append((rejection.start, rejection.end))
    waiting: list[ProposedStance] = []
    for proposal, recorded in _with_evidence(proposals, _recorded(records)):
        if any(
            start < proposal.end and proposal.start < end for start, end in rejected.get(proposal.key, ())
        ):
            continue
        if any(start < proposal.cue_end and proposal.cue_start < end for start, end in headings):
            continue
        left = _left(proposal, recorded)
        if left is not None:
            waiting.append(left)
    return waiting


def accept(
    records: WorkingSet, article: Article, annotator_id: Id, proposal: ProposedStance
) -> ChangeSet | None:
    """Record a proposed stance of each of its holders, on the sentence; None if not everything is told."""
    target = records.find(Entity, proposal.target.entity_id if proposal.target else None)
    claimed_by = records.find(Entity, proposal.claimed_by.entity_id if proposal.claimed_by else None)
    found = (records.find(Entity, name.entity_id) for name in proposal.holders)
    holders = list(dict.fromkeys(entity for entity in found if entity is not None))
    if not proposal.told or not holders or target is None:
        return None
    kinds = (Entity, Camp, Stance, Evidence)
    so_far = WorkingSet(record for kind in kinds for record in records.all(kind))
    changes: list[Change] = []
    for holder in holders:  # all of them go into one camp, which the first may have opened
        recorded, _stance_id = record_stance(
            so_far,
            article,
            annotator_id,
            holder,
            proposal.polarity,
            target,
            [(proposal.start, proposal.end)],
            claimed_by,
        )
        so_far.apply(recorded)
        changes += recorded.changes
    names = ", ".join(holder.name for holder in holders)
    return change_set(f"accepted that {names} {proposal.polarity} {target.name}", suggested(changes))


def suggested(changes: Iterable[Change]) -> list[Change]:
    """Let the stances and camps that changes add come from a suggestion."""
    return [
        add(replace(change.after, origin=Origin.SUGGESTED))
        if change.before is None and isinstance(change.after, Stance | Camp)
        else change
        for change in changes
    ]


def reject(article: Article, annotator_id: Id, proposal: ProposedStance) -> ChangeSet:
    """Turn a proposed stance down for good."""
    rejection = Rejection(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        kind=ProposalKind.STANCE,
        start=proposal.start,
        end=proposal.end,
        proposed=proposal.key,
    )
    sentence = quote(article, proposal.start, proposal.end)
    return change_set(f"rejected that “{sentence}” {proposal.polarity}", [add(rejection)])


def agrees(proposal: ProposedStance, holder: Entity, polarity: Polarity, target: Entity) -> bool:
    """Tell whether a stance is one that is proposed, as far as that is told."""
    holders = [name.entity_id for name in proposal.holders if name.entity_id]
    towards = proposal.target.entity_id if proposal.target else None
    return (
        polarity is proposal.polarity
        and (not holders or holder.id in holders)
        and (towards is None or target.id == towards)
    )


def _recorded(records: WorkingSet) -> list[_Recorded]:
    """Return where stances have their evidence, in the order of the text."""
    found: list[_Recorded] = []
    for piece in records.all(Evidence):
        stance = records.find(Stance, piece.stance_id)
        camp = records.find(Camp, stance.camp_id if stance else None)
        if stance is not None and camp is not None:
            found.append((piece.start, piece.end, stance, camp))
    return sorted(found, key=lambda one: one[:2])


def _with_evidence(
    proposals: Sequence[ProposedStance], recorded: Sequence[_Recorded]
) -> Iterator[tuple[ProposedStance, list[_Recorded]]]:
    """Yield proposals, in the order of the text, with the stances that have evidence at the cue."""
    here: list[_Recorded] = []
    place = 0
    for proposal in proposals:
        while place < len(recorded) and recorded[place][0] < proposal.cue_end:
            here.append(recorded[place])
            place += 1
        here = [one for one in here if one[1] > proposal.cue_start]
        yield proposal, here


def _left(proposal: ProposedStance, recorded: Sequence[_Recorded]) -> ProposedStance | None:
    """Return a proposal with the holders who do not stand so yet; None if nobody is left."""
    target_id = proposal.target.entity_id if proposal.target else None
    standing = {
        stance.holder_id
        for _start, _end, stance, camp in recorded
        if camp.polarity is proposal.polarity and target_id in (None, camp.target_id)
    }
    if not standing:
        return proposal
    left = tuple(name for name in proposal.holders if name.entity_id and name.entity_id not in standing)
    return replace(proposal, holders=left) if left else None
