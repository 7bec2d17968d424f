"""What the article view shows of mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotation.records import Article, Entity, Label, Mention
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet
from gui.article.spans import Span

NOTE_SIGN = "✎"
"""Stands behind the name of a mention that has a note."""


def mention_spans(records: WorkingSet, article: Article, mentions: Iterable[Mention]) -> Iterator[Span]:
    """Yield the spans of mentions, named by label, entity where the text says it otherwise, and note."""
    labels = {label.id: label for label in records.all(Label)}
    for mention in mentions:
        label = labels[mention.label_id]
        entity = records.find(Entity, mention.entity_id)
        name = label.name
        if entity is not None and not _same(article.text[mention.start : mention.end], entity.name):
            name += f" · {entity.name}"
        if mention.note:
            name += f" {NOTE_SIGN}"
        yield Span(mention.id, mention.start, mention.end, label.colour, name)


def _same(surface: str, name: str) -> bool:
    return surface == name or fold(surface, Degree.STRICT) == fold(name, Degree.STRICT)
