"""The rows of the sheet “Entities”."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.records import Alias, Entity, GroupMember
from storage.workbook.rows.source import Source
from storage.workbook.sheets import Row


def entity_rows(source: Source) -> Iterator[Row]:
    """Yield a row for each entity of the project, in the order in which they were added."""
    mentions, articles = source.entity_counts
    for entity in source.names.all(Entity):
        aliases = source.names.where(Alias, "entity_id", entity.id)
        members = source.names.where(GroupMember, "group_id", entity.id)
        yield (
            entity.id,
            entity.name,
            source.labels[entity.label_id],
            entity.code,
            "\n".join(alias.surface for alias in aliases),
            "\n".join(source.titles[member.entity_id] for member in members),
            mentions[entity.id],
            articles[entity.id],
            entity.note,
        )
