"""Checks of mentions: whom they are linked to. They read light rows, of which there may be 100,000."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.checks.findings import Case, Finding, Looking, Span, evidence_of
from annotation.describe import entity_name
from annotation.edits.linking import COUNTRY_LABEL
from annotation.edits.mentions import quote
from annotation.mention_layer import MentionRow
from annotation.records import Entity, Id, Label, Stance
from annotation.text.folded_text import fold_spelling

UNLINKED = "unlinked"
TWO_ENTITIES = "two_entities"
COUNTRY = "country"

MOST_SPANS = 100
"""Places that one finding leads to: more are not looked at one by one."""

_STEP = 500


def rows_in_steps(case: Case) -> Iterator[MentionRow | None]:
    """Yield the mentions in the order of the text, and None now and then."""
    for number, row in enumerate(case.records.mentions.in_order()):
        if number % _STEP == 0:
            yield None
        yield row


def unlinked(case: Case) -> Looking:
    """Find mentions without an entity."""
    labels = {label.id: label.name for label in case.records.all(Label)}
    for row in rows_in_steps(case):
        if row is None:
            yield None
        elif row[4] is None:
            start, minus_end, mention_id, label_id = row[:4]
            written = quote(case.article, start, -minus_end)
            yield Finding(
                UNLINKED,
                mention_id,
                f"“{written}” ({labels.get(label_id, '–')}): who or what?",
                spans=((start, -minus_end),),
                mention_id=mention_id,
            )


def linked_to_two(case: Case) -> Looking:
    """Find what is written alike, spelling and case aside, and linked to several entities.

    It leads to those linked as fewer are.
    """
    text = case.article.text
    keys: dict[str, str] = {}
    linked: dict[str, dict[Id, list[Span]]] = {}
    for row in rows_in_steps(case):
        if row is None:
            yield None
        elif row[4] is not None:
            span = row[0], -row[1]
            surface = text[slice(*span)]
            key = keys.get(surface)
            if key is None:
                key = keys[surface] = fold_spelling(" ".join(surface.split()))
            linked.setdefault(key, {}).setdefault(row[4], []).append(span)
    for number, (key, entities) in enumerate(linked.items()):
        if number % _STEP == 0:
            yield None
        if len(entities) < 2:
            continue
        often, *rarely = sorted(entities.items(), key=lambda entry: -len(entry[1]))
        who = [
            f"{entity_name(case.records, entity_id)} ({len(spans)})" for entity_id, spans in (often, *rarely)
        ]
        spans = sorted(span for _, places in rarely for span in places[:MOST_SPANS])
        yield Finding(
            TWO_ENTITIES,
            ":".join((*sorted(entities), key)),
            f"“{quote(case.article, *spans[0])}” is {' and '.join(who)}",
            spans=tuple(spans[:MOST_SPANS]),
            entity_ids=tuple(entities),
        )


def country_without_code(case: Case) -> Looking:
    """Find countries, mentioned or in a camp, of which it is not known which country they are."""
    records = case.records
    country = {label.id for label in records.all(Label) if label.name == COUNTRY_LABEL}
    nameless = {entity.id: entity for entity in records.all(Entity) if not entity.code}
    spans: dict[Id, list[Span]] = {}
    for row in rows_in_steps(case):
        if row is None:
            yield None
        elif row[4] in nameless and row[3] in country:
            spans.setdefault(row[4], []).append((row[0], -row[1]))
    stances: dict[Id, list[Stance]] = {}
    for stance in records.all(Stance):
        holder = nameless.get(stance.holder_id)
        if stance.camp_id is not None and holder is not None and holder.label_id in country:
            stances.setdefault(holder.id, []).append(stance)
    for entity_id in dict.fromkeys((*spans, *stances)):
        held = stances.get(entity_id, [])
        places = {*spans.get(entity_id, []), *evidence_of(records, held)}
        yield Finding(
            COUNTRY,
            entity_id,
            f"{nameless[entity_id].name}: which country?",
            spans=tuple(sorted(places)[:MOST_SPANS]),
            entity_ids=(entity_id,),
            stance_ids=tuple(stance.id for stance in held),
            camp_ids=tuple(dict.fromkeys(stance.camp_id for stance in held if stance.camp_id)),
        )
