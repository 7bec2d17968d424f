"""Tagging every place where something stands, in one article or in all, in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.changes import Change, ChangeSet, add, change_set
from annotation.edits.linking import known_entity, learn_alias
from annotation.edits.mentions import shortened
from annotation.names.lookup import NameIndex
from annotation.records import Alias, Entity, Id, Label, Mention, Origin, new_id
from annotation.working_set import WorkingSet


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A span of an article that was found.

    `surface` is the text there and `language` the article's; `mentions` are those of the annotator that meet
    the span.
    """

    article_id: Id
    language: str
    start: int
    end: int
    surface: str
    mentions: tuple[Mention, ...] = ()

    def is_tagged(self, label_id: Id) -> bool:
        """Tell whether just this span has a label already."""
        return any(
            (mention.start, mention.end, mention.label_id) == (self.start, self.end, label_id)
            for mention in self.mentions
        )


def mentions_meeting(
    mentions: Iterable[Mention], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[Mention, ...]]:
    """Yield for each span the mentions that have something in common with it.

    Args:
        mentions: of one article, in any order.
        spans: in the order of their starts.
    """
    coming = sorted(mentions, key=lambda mention: mention.start, reverse=True)
    open_: list[Mention] = []
    for start, end in spans:
        while coming and coming[-1].start < end:
            open_.append(coming.pop())
        open_ = [mention for mention in open_ if mention.end > start]
        yield tuple(mention for mention in open_ if mention.start < end)


def tag_all(
    records: WorkingSet,
    names: NameIndex,
    annotator_id: Id,
    label: Label,
    occurrences: Sequence[Occurrence],
    entity: Entity | None = None,
    *,
    remember: bool = True,
) -> ChangeSet:
    """Tag spans of any number of articles with a label, leaving out those that have it already.

    Args:
        records: the records at hand.
        names: the project's names and aliases.
        annotator_id: who tags.
        label: the label.
        occurrences: the spans.
        entity: who is meant by all of them, a new one is added; None: each is linked as when it is tagged
            alone, to the entity that is known by what is written there.
        remember: whether what is written there becomes other names of `entity`.
    """
    spans = {
        (place.article_id, place.start, place.end): place
        for place in occurrences
        if not place.is_tagged(label.id)
    }
    if not spans:
        return ChangeSet("", ())
    written = Counter(place.surface for place in spans.values())
    languages: dict[str, str] = {}
    for place in spans.values():
        languages.setdefault(place.surface, place.language)
    if entity is not None:
        changes = _naming(records, entity, languages if remember else {})
        linked = dict.fromkeys(languages, entity.id)
    else:
        changes, linked = _known_entities(records, names, label, languages)
    changes += [
        add(
            Mention(
                id=new_id(),
                article_id=place.article_id,
                annotator_id=annotator_id,
                start=place.start,
                end=place.end,
                label_id=label.id,
                entity_id=linked[place.surface],
                origin=Origin.TYPED,
            )
        )
        for place in spans.values()
    ]
    number = f"{len(spans):,} × " if len(spans) > 1 else ""
    (most_written, _), *_ = written.most_common(1)
    return change_set(f"tagged {number}{shortened(most_written)} as {label.name}", changes)


def _naming(records: WorkingSet, entity: Entity, languages: dict[str, str]) -> list[Change]:
    """Return what has to be added for an entity that is called so, in these languages."""
    changes = [add(entity)] if records.find(Entity, entity.id) is None else []
    drawn_up = WorkingSet([entity, *records.where(Alias, "entity_id", entity.id)])
    for surface, language in languages.items():
        learned = learn_alias(drawn_up, entity, surface, language)
        drawn_up.apply(ChangeSet("", tuple(learned)))
        changes += learned
    return changes


def _known_entities(
    records: WorkingSet, names: NameIndex, label: Label, languages: dict[str, str]
) -> tuple[list[Change], dict[str, Id | None]]:
    """Return what has to be added, and whom each written form means; two may mean the same new country."""
    changes: list[Change] = []
    linked: dict[str, Id | None] = {}
    drawn_up = WorkingSet([*records.all(Entity), *records.all(Alias)])
    for surface, language in languages.items():
        added, linked[surface] = known_entity(drawn_up, names, surface, label, language)
        drawn_up.apply(ChangeSet("", tuple(added)))
        changes += added
    return changes, linked
