"""Doubtful members: those of an accepted list that were found and are not decided yet.

That they wait is stored nowhere. It follows from what was found, what the camp states and what was turned
down, so that undoing a decision makes them wait again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import mode

from annotation.changes import ChangeSet, add, change_set
from annotation.describe import camp_title
from annotation.edits.acceptance import Acceptance, label_called, rejected_members
from annotation.edits.entities import new_entity
from annotation.edits.linking import called
from annotation.edits.mentions import shortened
from annotation.names.lookup import NameIndex
from annotation.records import (
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Origin,
    ProposalKind,
    Rejection,
    Stance,
    new_id,
)
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.working_set import WorkingSet

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A found member that waits; `position` is its place in the order of the camp's list."""

    camp_id: Id
    position: int
    name: ProposedName


def undecided(records: WorkingSet, found: Iterable[ProposedCamp]) -> list[Undecided]:
    """Return the found members of accepted lists that are neither stated there nor turned down.

    Args:
        records: the records at hand.
        found: the lists found in the article, decided or not.
    """
    rejected = rejected_members(records)
    stated = {camp.id: _stated(records, camp) for camp in records.all(Camp)}
    waiting: list[Undecided] = []
    for proposal in found:
        camp_id = _home(records, proposal, stated)
        if camp_id is None:
            continue
        here = stated[camp_id]
        spans = [(member.start, member.end) for member in proposal.members]
        offsets = [here[span] - place for place, span in enumerate(spans) if span in here]
        offset = mode(offsets) if offsets else 0
        unwritten = _unwritten_places(records, camp_id, spans)
        waiting += [
            Undecided(camp_id, position, member)
            for place, (span, member) in enumerate(zip(spans, proposal.members, strict=True))
            if span not in here
            and span not in rejected
            and (position := max(0, place + offset)) not in unwritten
        ]
    return waiting


def without_rejected(records: WorkingSet, proposal: ProposedCamp) -> ProposedCamp:
    """Return a found list without the members that were turned down."""
    rejected = rejected_members(records)
    members = tuple(member for member in proposal.members if (member.start, member.end) not in rejected)
    return replace(proposal, members=members)


def accept_members(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    members: Sequence[Undecided],
    holder: Entity | None = None,
) -> ChangeSet:
    """Record doubtful members as stated in their list, at their places.

    Args:
        records: the records at hand.
        names: the project's names and aliases.
        article: the article.
        annotator_id: whose list it is.
        members: the doubtful members.
        holder: who they are, if that is not who they were taken for; what is written means them from now on.
    """
    acceptance = Acceptance(records, names, article, annotator_id)
    for member in members:
        acceptance.member(records.get(Camp, member.camp_id), member.name, member.position, holder)
    camp = records.get(Camp, members[0].camp_id)
    as_whom = f" as {holder.name}" if holder else ""
    return change_set(f"accepted {_who(members)}{as_whom} in {camp_title(records, camp)}", acceptance.changes)


def reject_members(article: Article, annotator_id: Id, members: Sequence[Undecided]) -> ChangeSet:
    """Turn doubtful members down for good."""
    rejections = [
        Rejection(
            id=new_id(),
            article_id=article.id,
            annotator_id=annotator_id,
            kind=ProposalKind.STANCE,
            start=member.name.start,
            end=member.name.end,
            proposed=member.name.name,
        )
        for member in members
    ]
    return change_set(f"rejected {_who(members)}", map(add, rejections))


def entity_called(
    records: WorkingSet, names: NameIndex, member: ProposedName, name: str, code: str
) -> Entity:
    """Return who else a doubtful member may be, by name and code; somebody new if the project lacks it."""
    label = label_called(records, member.label)
    entity = next(iter(records.where(Entity, "code", code)), None) if code else None
    entity = entity or called(records, names, name, label.id)
    return entity or new_entity(name, label.id, code=code)


def _stated(records: WorkingSet, camp: Camp) -> dict[Span, int]:
    """Return the evidence of what a camp states, in code points, with the position of each."""
    return {
        (piece.start, piece.end): stance.position
        for stance in records.where(Stance, "stated_camp_id", camp.id)
        for piece in records.where(Evidence, "stance_id", stance.id)
    }


def _unwritten_places(records: WorkingSet, camp_id: Id, spans: Iterable[Span]) -> set[int]:
    """Return the places of those whom a camp states though no name of the list is their evidence any more."""
    names = set(spans)
    return {
        stance.position
        for stance in records.where(Stance, "stated_camp_id", camp_id)
        if not any((e.start, e.end) in names for e in records.where(Evidence, "stance_id", stance.id))
    }


def _home(records: WorkingSet, proposal: ProposedCamp, stated: dict[Id, dict[Span, int]]) -> Id | None:
    """Return the accepted list that a found one became: that with its heading.

    A list that was merged into another has its heading no longer: then it is that which states its members.
    """
    heading = (proposal.heading_start, proposal.heading_end)
    with_heading = [
        camp for camp in records.all(Camp) if _meets(heading, camp.heading_start, camp.heading_end)
    ]
    if with_heading:
        return next((camp.id for camp in with_heading if camp.origin is Origin.SUGGESTED), None)
    if not any(
        rejection.kind is ProposalKind.CAMP and _meets(heading, rejection.start, rejection.end)
        for rejection in records.all(Rejection)
    ):
        return None
    spans = {(member.start, member.end) for member in proposal.members}
    return next((camp_id for camp_id, here in stated.items() if not spans.isdisjoint(here)), None)


def _meets(heading: Span, start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and start < heading[1] and heading[0] < end


def _who(members: Sequence[Undecided]) -> str:
    return f"“{shortened(members[0].name.text)}”" if len(members) == 1 else f"{len(members)} members"
