"""Mentions: tagging, re-labelling, resizing, noting, linking, removing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.edits.linking import known_entity, learn_alias
from annotation.names.lookup import NameIndex
from annotation.records import Article, Entity, Id, Label, Mention, Origin, new_id
from annotation.working_set import WorkingSet

LONGEST_QUOTE = 40
"""Code points of an article's text that a title quotes."""


def quote(article: Article, start: int, end: int) -> str:
    """Cut a span out of an article for a title, on one line and shortened."""
    return shortened(article.text[start:end])


def shortened(surface: str) -> str:
    """Return what an article says for a title, on one line and shortened."""
    text = " ".join(surface.split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def tag(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    label: Label,
    start: int,
    end: int,
    origin: Origin = Origin.TYPED,
) -> tuple[ChangeSet, Mention]:
    """Tag a span with a label, linked to the entity that is known by this name, if there is just one.

    Tagging the same span with the same label twice changes nothing.

    Returns:
        The change set, and the mention as it will stand.

    Raises:
        ValueError: if the span is empty or not within the text.
    """
    _check_span(article, start, end)
    for mention in records.mentions.at(start, end):
        if mention.label_id == label.id:
            return ChangeSet("", ()), mention
    surface = article.text[start:end]
    entity_changes, entity_id = known_entity(records, names, surface, label, article.language)
    mention = Mention(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        start=start,
        end=end,
        label_id=label.id,
        entity_id=entity_id,
        origin=origin,
    )
    title = f"tagged {quote(article, start, end)} as {label.name}"
    return change_set(title, [*entity_changes, add(mention)]), mention


def relabel(article: Article, mention: Mention, label: Label) -> ChangeSet:
    """Give a mention another label; its entity stays."""
    title = f"labelled {quote(article, mention.start, mention.end)} {label.name}"
    return change_set(title, [Change(mention, replace(mention, label_id=label.id))])


def resize(article: Article, mention: Mention, start: int, end: int) -> ChangeSet:
    """Give a mention another span.

    Raises:
        ValueError: if the span is empty or not within the text.
    """
    _check_span(article, start, end)
    title = f"resized {quote(article, mention.start, mention.end)} to {quote(article, start, end)}"
    return change_set(title, [Change(mention, replace(mention, start=start, end=end))])


def note(article: Article, mention: Mention, text: str) -> ChangeSet:
    """Set the note of a mention."""
    title = f"noted {quote(article, mention.start, mention.end)}"
    return change_set(title, [Change(mention, replace(mention, note=text))])


def remove_mentions(article: Article, mentions: Sequence[Mention]) -> ChangeSet:
    """Remove mentions."""
    first = mentions[0]
    title = (
        f"removed the mention {quote(article, first.start, first.end)}"
        if len(mentions) == 1
        else f"removed {len(mentions)} mentions"
    )
    return change_set(title, map(remove, mentions))


def link(
    records: WorkingSet, article: Article, mention: Mention, entity: Entity | None, *, remember: bool = True
) -> ChangeSet:
    """Link a mention to an entity (new ones are added), or unlink it.

    Args:
        records: the records at hand.
        article: the article of the mention.
        mention: the mention.
        entity: the entity; None unlinks.
        remember: whether the surface becomes an alias, so that it links by itself from then on.
    """
    surface = article.text[mention.start : mention.end]
    shown = quote(article, mention.start, mention.end)
    after = replace(mention, entity_id=entity.id if entity else None)
    if entity is None:
        return change_set(f"unlinked {shown}", [Change(mention, after)])
    changes: list[Change] = []
    if records.find(Entity, entity.id) is None:
        changes.append(add(entity))
    if remember:
        changes += learn_alias(records, entity, surface, article.language)
    return change_set(f"linked {shown} to {entity.name}", [*changes, Change(mention, after)])


def _check_span(article: Article, start: int, end: int) -> None:
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"the span {start}–{end} is not within the text of {len(article.text)} code points")
