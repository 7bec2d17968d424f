"""When two records of two projects are the same thing, though their ids differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from annotation.records import (
    Alias,
    Camp,
    Comment,
    Dismissal,
    Evidence,
    GroupMember,
    Id,
    Mention,
    Progress,
    Record,
    Rejection,
    Stance,
)

R = TypeVar("R", bound=Record)


def _by(*names: str) -> Callable[[Any], tuple[object, ...]]:
    return lambda record: tuple(getattr(record, name) for name in names)


TWIN_KEYS: Mapping[type[Record], Callable[[Any], tuple[object, ...]]] = {
    Alias: _by("entity_id", "surface"),
    GroupMember: _by("group_id", "entity_id"),
    Mention: _by("article_id", "annotator_id", "start", "end", "label_id", "entity_id"),
    Camp: _by("article_id", "annotator_id", "target_id", "polarity", "heading_start", "heading_end"),
    Stance: _by("article_id", "annotator_id", "holder_id", "stated_camp_id", "camp_id", "claimed_by_id"),
    Evidence: _by("stance_id", "start", "end"),
    Rejection: _by("article_id", "annotator_id", "kind", "start", "end", "proposed"),
    Dismissal: _by("article_id", "annotator_id", "check", "subject"),
    Progress: _by("article_id", "annotator_id"),
    Comment: _by("article_id", "annotator_id", "subject_id", "text"),
}
"""By what records of a kind are the same; the others have a matching of their own."""


@cache
def references(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a kind that hold the id of another record."""
    return tuple(field.name for field in fields(kind) if field.name.endswith("_id"))


def referred(record: Record) -> list[Id]:
    """Return the ids of the records that a record refers to."""
    return [value for name in references(type(record)) if (value := getattr(record, name)) is not None]


def renamed(record: R, ids: Mapping[Id, Id]) -> R:
    """Return a record with its own id and those it refers to as they are called in the other project."""
    changed: dict[str, Id] = {}
    for name in ("id", *references(type(record))):
        value: Id | None = getattr(record, name)
        other = ids.get(value, value) if value is not None else None
        if other is not None and other != value:
            changed[name] = other
    return replace(record, **changed) if changed else record
