"""The check for lists that were found and never decided, though what they say was recorded."""

from __future__ import annotations

from annotation.checks.findings import Case, Finding, Looking, span_subject
from annotation.edits.mentions import quote
from annotation.records import Camp, Entity, Id, Stance
from annotation.suggest.proposals import ProposedCamp, ProposedName

UNDECIDED_LIST = "undecided_list"


def undecided_list(case: Case) -> Looking:
    """Find lists that still wait for a decision while their members have stances towards their target."""
    for proposal in case.pending:
        yield None
        recorded = _recorded(case, proposal)
        if not recorded:
            continue
        heading = proposal.heading_start, proposal.heading_end
        holders = {stance.holder_id for stance, _ in recorded}
        otherwise = {stance.holder_id for stance, agrees in recorded if not agrees}
        said = f"{len(holders)} of its {len(proposal.members)} members"
        said += f" have stances, {len(otherwise)} otherwise" if otherwise else " have stances"
        yield Finding(
            UNDECIDED_LIST,
            span_subject(heading),
            f"“{quote(case.article, *heading)}” waits to be accepted; {said}",
            spans=(heading,),
            entity_ids=tuple(holders),
            stance_ids=tuple(stance.id for stance, _ in recorded),
        )


def _recorded(case: Case, proposal: ProposedCamp) -> list[tuple[Stance, bool]]:
    """Return the stances of a list's members towards its target, and whether the list says the same."""
    if proposal.target is None:
        return []
    targets = _meant(case, proposal.target)
    members = {entity_id: None for member in proposal.members for entity_id in _meant(case, member)}
    found: list[tuple[Stance, bool]] = []
    for holder_id in members:
        for stance in case.records.where(Stance, "holder_id", holder_id):
            camp = case.records.find(Camp, stance.camp_id or stance.stated_camp_id)
            if camp is not None and camp.target_id in targets:
                agrees = stance.camp_id is not None and camp.polarity is proposal.polarity
                found.append((stance, agrees))
    return found


def _meant(case: Case, name: ProposedName) -> dict[Id, None]:
    """Return the project's entities that a proposed name may stand for."""
    coded = case.records.where(Entity, "code", name.code) if name.code else []
    return dict.fromkeys([entity.id for entity in coded] or case.names.find(name.text))
