"""Records in words, the same in the window, the history and the workbook."""

from __future__ import annotations

from annotation.records import Camp, Entity, Id, Stance
from annotation.working_set import WorkingSet


def entity_name(records: WorkingSet, entity_id: Id | None) -> str:
    """Return the name of an entity, or a dash where there is none."""
    entity = records.find(Entity, entity_id)
    return entity.name if entity else "–"


def camp_title(records: WorkingSet, camp: Camp) -> str:
    """Say what a camp is, as in “supports Maduro”."""
    return f"{camp.polarity} {entity_name(records, camp.target_id)}"


def stance_sentence(records: WorkingSet, stance: Stance) -> str:
    """Say a stance in words, as in “Russia supports Maduro”."""
    camp = records.find(Camp, stance.camp_id or stance.stated_camp_id)
    return f"{entity_name(records, stance.holder_id)} {camp_title(records, camp) if camp else ''}".strip()
