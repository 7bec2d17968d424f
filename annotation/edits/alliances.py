"""Alliance lists: accepting what was found, and correcting it.

A correction never touches `stated_camp_id`, which says where the article puts a member; it sets `camp_id`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.describe import camp_title, entity_name
from annotation.edits.acceptance import Acceptance
from annotation.edits.joining import settled
from annotation.edits.linking import forget_alias, learn_alias
from annotation.edits.mentions import quote
from annotation.names.lookup import NameIndex
from annotation.records import (
    Article,
    Camp,
    Correction,
    Entity,
    Evidence,
    Id,
    Mention,
    Origin,
    Polarity,
    ProposalKind,
    Rejection,
    Stance,
    new_id,
)
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet


def pending(records: WorkingSet, proposals: Sequence[ProposedCamp]) -> list[ProposedCamp]:
    """Return the proposed lists that wait for a decision: neither accepted nor rejected."""
    decided = [(camp.heading_start, camp.heading_end) for camp in records.all(Camp)]
    decided += [
        (rejection.start, rejection.end)
        for rejection in records.all(Rejection)
        if rejection.kind is ProposalKind.CAMP
    ]
    return [
        proposal
        for proposal in proposals
        if not any(
            start is not None
            and end is not None
            and start < proposal.heading_end
            and proposal.heading_start < end
            for start, end in decided
        )
    ]


def accept(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    proposals: Sequence[ProposedCamp],
    *,
    only_certain: bool = False,
) -> ChangeSet:
    """Record proposed lists: camps, the stances of their members, and the mentions not tagged yet.

    Entities that the project lacks are added, under the label that was proposed or else the first.

    Args:
        records: the records at hand.
        names: the project's names and aliases; what they say comes before what the program proposes.
        article: the article.
        annotator_id: whose lists they become.
        proposals: the lists.
        only_certain: whether doubtful members are left to be decided one by one.
    """
    acceptance = Acceptance(records, names, article, annotator_id)
    for proposal in proposals:
        acceptance.found_list(proposal, only_certain=only_certain)
    heading = quote(article, proposals[0].heading_start, proposals[0].heading_end)
    title = f"accepted the list “{heading}”" if len(proposals) == 1 else f"accepted {len(proposals)} lists"
    return change_set(title, acceptance.changes)


def reject(article: Article, annotator_id: Id, proposal: ProposedCamp) -> ChangeSet:
    """Turn a proposed list down for good."""
    rejection = Rejection(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        kind=ProposalKind.CAMP,
        start=proposal.heading_start,
        end=proposal.heading_end,
        proposed=f"{proposal.polarity} {proposal.target.name if proposal.target else ''}".strip(),
    )
    heading = quote(article, proposal.heading_start, proposal.heading_end)
    return change_set(f"rejected the list “{heading}”", [add(rejection)])


def new_camp(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    target: Entity,
    polarity: Polarity,
    heading: tuple[int, int] | None = None,
) -> tuple[ChangeSet, Camp]:
    """Open a camp by hand, with a heading span if the article has a list; an unknown target is added."""
    camp = Camp(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        target_id=target.id,
        polarity=polarity,
        heading_start=heading[0] if heading else None,
        heading_end=heading[1] if heading else None,
    )
    changes = [add(camp)]
    if records.find(Entity, target.id) is None:
        changes.insert(0, add(target))
    return change_set(f"opened the camp {polarity} {target.name}", changes), camp


def set_camp(records: WorkingSet, camp: Camp, target: Entity | None, polarity: Polarity) -> ChangeSet:
    """Correct the target or the polarity of a camp; all its members go along."""
    after = replace(camp, target_id=target.id if target else None, polarity=polarity)
    changes = [Change(camp, after)]
    if target is not None and records.find(Entity, target.id) is None:
        changes.insert(0, add(target))
    towards = target.name if target else "nobody named"
    return change_set(f"changed {camp_title(records, camp)} to {polarity} {towards}", changes)


def remove_camp(records: WorkingSet, camp: Camp) -> ChangeSet:
    """Remove a camp with the stances that were stated in it or put into it; its mentions stay.

    A member that was stated elsewhere and moved here goes back; one that was stated here and moved
    elsewhere stays there, as added.
    """
    changes: list[Change] = []
    for stance in records.where(Stance, "camp_id", camp.id):
        if stance.stated_camp_id not in (None, camp.id):
            changes.append(Change(stance, replace(stance, camp_id=stance.stated_camp_id)))
        else:
            changes += _discard(records, stance)
    for stance in records.where(Stance, "stated_camp_id", camp.id):
        if stance.camp_id is None:
            changes += _discard(records, stance)
        elif stance.camp_id != camp.id:
            changes.append(Change(stance, replace(stance, stated_camp_id=None)))
    changes = [*settled(records, changes), remove(camp)]
    return change_set(f"removed the camp {camp_title(records, camp)}", changes)


def move_members(records: WorkingSet, stances: Sequence[Stance], camp: Camp) -> ChangeSet:
    """Put members into another camp. Their position stays the one that the article gives them.

    Where the camp has the holder already, they are joined (see `settled`).
    """
    moved = [stance for stance in stances if stance.camp_id != camp.id]
    changes = [Change(stance, replace(stance, camp_id=camp.id)) for stance in moved]
    changes += _deserted(records, moved, stay=camp.id)
    who = _who(records, stances)
    origin = records.find(Camp, stances[0].camp_id) if len(stances) == 1 else None
    came_from = f"from {camp_title(records, origin)} " if origin else ""
    return change_set(f"moved {who} {came_from}to {camp_title(records, camp)}", settled(records, changes))


def remove_members(records: WorkingSet, stances: Sequence[Stance]) -> ChangeSet:
    """Take members out of their camps: the stated ones stay on record as removed, added ones go."""
    changes: list[Change] = []
    for stance in stances:
        if stance.stated_camp_id is None:
            changes += _discard(records, stance)
        else:
            changes.append(Change(stance, replace(stance, camp_id=None)))
    changes += _deserted(records, stances)
    return change_set(f"removed {_who(records, stances)} from the list", changes)


def restore_members(records: WorkingSet, stances: Sequence[Stance]) -> ChangeSet:
    """Put members back where the article has them. Members that were added by hand stay."""
    astray = [s for s in stances if s.correction in (Correction.MOVED, Correction.REMOVED)]
    changes = [Change(stance, replace(stance, camp_id=stance.stated_camp_id)) for stance in astray]
    changes += _deserted(records, astray)
    return change_set(f"restored {_who(records, stances)}", settled(records, changes))


def add_member(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    camp: Camp,
    holder: Entity,
    span: tuple[int, int] | None = None,
    claimed_by_id: Id | None = None,
) -> ChangeSet:
    """Add a member that is not in this camp; `span` is where the text names it.

    What somebody claims of a holder (`claimed_by_id`) is told apart from what the article says itself.

    One that the article lists here, and that was removed, is put back instead.
    """
    title = f"added {holder.name} to {camp_title(records, camp)}"
    inside = records.where(Stance, "camp_id", camp.id)
    same = holder.id, claimed_by_id
    if any((stance.holder_id, stance.claimed_by_id) == same for stance in inside):
        return ChangeSet(title, ())
    stated = records.where(Stance, "stated_camp_id", camp.id)
    gone = next((s for s in stated if (s.holder_id, s.claimed_by_id) == same and s.camp_id is None), None)
    if gone is not None:
        stance = replace(gone, camp_id=camp.id)
        changes = [Change(gone, stance)]
    else:
        stance = Stance(
            id=new_id(),
            article_id=article.id,
            annotator_id=annotator_id,
            holder_id=holder.id,
            camp_id=camp.id,
            position=1 + max((other.position for other in (*inside, *stated)), default=-1),
            claimed_by_id=claimed_by_id,
        )
        changes = [] if records.find(Entity, holder.id) else [add(holder)]
        changes.append(add(stance))
    spans = {(e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id)}
    if span is not None and span not in spans:
        changes.append(add(Evidence(id=new_id(), stance_id=stance.id, start=span[0], end=span[1])))
    return change_set(title, changes)


def change_holder(
    records: WorkingSet, article: Article, stance: Stance, holder: Entity, remembered: str = ""
) -> ChangeSet:
    """Say that a member is another entity; the mentions of its name as written in the list follow.

    Args:
        records: the records at hand.
        article: the article.
        stance: the member.
        holder: who it is.
        remembered: its name as written, if from now on that means the holder wherever it is listed. Who it
            was taken for is no longer called so, if that was learned by accepting.
    """
    if holder.id == stance.holder_id:
        return ChangeSet("", ())
    changes = [] if records.find(Entity, holder.id) else [add(holder)]
    if remembered and stance.origin is Origin.SUGGESTED:
        changes += forget_alias(records, stance.holder_id, remembered, article.language)
    if remembered:
        changes += learn_alias(records, holder, remembered, article.language)
    changes.append(Change(stance, replace(stance, holder_id=holder.id)))
    spans = {(e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id)}
    for mention in records.where(Mention, "entity_id", stance.holder_id):
        if (mention.start, mention.end) in spans:
            changes.append(Change(mention, replace(mention, entity_id=holder.id, label_id=holder.label_id)))
    was = entity_name(records, stance.holder_id)
    return change_set(f"changed {was} to {holder.name}", settled(records, changes))


def note_members(records: WorkingSet, stances: Sequence[Stance], text: str) -> ChangeSet:
    """Set the note of members."""
    changes = [Change(stance, replace(stance, note=text)) for stance in stances]
    return change_set(f"noted {_who(records, stances)}", changes)


def _deserted(records: WorkingSet, leaving: Sequence[Stance], stay: Id | None = None) -> list[Change]:
    """Remove the camps that only these stances kept: one that is no list of the article goes with its last.

    Args:
        records: the records at hand, before the stances leave their camps.
        leaving: the stances.
        stay: a camp that stays in any case, as it is where they go.
    """
    gone = {stance.id for stance in leaving}
    changes: list[Change] = []
    for camp_id in dict.fromkeys(stance.camp_id for stance in leaving):
        camp = records.find(Camp, camp_id)
        if camp is None or camp.id == stay or camp.heading_start is not None:
            continue
        kept = [*records.where(Stance, "camp_id", camp.id), *records.where(Stance, "stated_camp_id", camp.id)]
        if all(stance.id in gone and stance.stated_camp_id != camp.id for stance in kept):
            changes.append(remove(camp))
    return changes


def _discard(records: WorkingSet, stance: Stance) -> list[Change]:
    return [*map(remove, records.where(Evidence, "stance_id", stance.id)), remove(stance)]


def _who(records: WorkingSet, stances: Sequence[Stance]) -> str:
    if len(stances) == 1:
        return entity_name(records, stances[0].holder_id)
    return f"{len(stances)} members"
