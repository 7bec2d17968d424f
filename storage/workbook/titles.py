"""What a cell calls an entity or a camp: a title that only one of them has, and back from title to id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import TypeAlias

from annotation.records import Camp, Entity, Id

_SHORT = 6
"""Digits of an id that are enough to tell a few entities of one name apart."""

Titles: TypeAlias = Mapping[Id, str]


def entity_titles(entities: Iterable[Entity]) -> dict[Id, str]:
    """Return the title of each entity: its name, or where several share it “name (code)”, “name (id)”."""
    entities = list(entities)
    names = Counter(entity.name for entity in entities)
    coded = Counter((entity.name, entity.code) for entity in entities)
    titles = {entity.id: entity.name for entity in entities if names[entity.name] == 1}
    taken = set(titles.values())
    for entity in entities:
        if entity.id in titles:
            continue
        ways = [f"{entity.name} ({entity.id[:_SHORT]})", f"{entity.name} ({entity.id})"]
        if entity.code and coded[entity.name, entity.code] == 1:
            ways.insert(0, f"{entity.name} ({entity.code})")
        counted = (f"{entity.name} ({entity.id}, {number})" for number in count(2))
        title = next(way for way in chain(ways, counted) if way not in taken)
        titles[entity.id] = title
        taken.add(title)
    return titles


def in_order(camps: Iterable[Camp]) -> list[Camp]:
    """Return the camps of an article as the article has them; those without a heading come first."""
    return sorted(camps, key=lambda camp: -1 if camp.heading_start is None else camp.heading_start)


def camp_titles(camps: Iterable[Camp], entities: Titles) -> dict[Id, str]:
    """Return the title of each camp of one annotator in one article.

    It is “supports Maduro”, and where several are that “supports Maduro (2)” from the second on.

    Args:
        camps: the camps, in the order in which they were added.
        entities: the titles of all entities.
    """
    plain = [(camp, _plain(camp, entities)) for camp in in_order(camps)]
    taken = {title for _, title in plain}
    seen: set[str] = set()
    titles: dict[Id, str] = {}
    for camp, title in plain:
        own, number = title, 1
        while own in seen or (number > 1 and own in taken):
            number += 1
            own = f"{title} ({number})"
        seen.add(own)
        titles[camp.id] = own
    return titles


def ids_by_title(titles: Titles) -> dict[str, Id]:
    """Return the id for each title."""
    return {title: record_id for record_id, title in titles.items()}


def _plain(camp: Camp, entities: Titles) -> str:
    return f"{camp.polarity} {entities.get(camp.target_id or '', '–')}"
