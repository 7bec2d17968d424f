"""Records in words, the same in the window, the history and the workbook."""

from __future__ import annotations

from collections.abc import Container

from annotation.records import Camp, Entity, Evidence, Id, Stance
from annotation.working_set import WorkingSet

Span = tuple[int, int]


def entity_name(records: WorkingSet, entity_id: Id | None) -> str:
    """Return the name of an entity, or a dash where there is none."""
    entity = records.find(Entity, entity_id)
    return entity.name if entity else "–"


def camp_title(records: WorkingSet, camp: Camp) -> str:
    """Say what a camp is, as in “supports Maduro”."""
    return f"{camp.polarity} {entity_name(records, camp.target_id)}"


def written_span(records: WorkingSet, stance: Stance, tagged: Container[Span]) -> Span | None:
    """Return where the article names a member: the evidence that is tagged as the member, or that of a list.

    Evidence may also be a whole sentence, and pieces of it come and go, so their order says nothing; a stated
    member is named after the heading of its list.

    Args:
        records: the records at hand.
        stance: the member.
        tagged: the spans of the mentions of its holder in the article, in code points.
    """
    evidence = records.where(Evidence, "stance_id", stance.id)
    spans = sorted((piece.start, piece.end) for piece in evidence)
    stated = records.find(Camp, stance.stated_camp_id)
    if stated is None:
        return next((span for span in spans if span in tagged), None)
    after = [span for span in spans if stated.heading_end is None or span[0] >= stated.heading_end]
    named = [span for span in after if span in tagged]
    return next(iter([*named, *after, *spans]), None)
