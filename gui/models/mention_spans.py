"""What the article view shows of mentions."""

from __future__ import annotations

from annotation.mention_layer import MentionRow
from annotation.records import Article, Entity, Id, Label
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet
from gui.article.spans import Place, Span

NOTE_SIGN = "✎"
"""Stands behind the name of a mention that has a note."""


class MentionSpans:
    """Makes the spans of the open article's mentions, whose rows are the places in the view."""

    def __init__(self, records: WorkingSet) -> None:
        self._records = records
        self._text = ""

    def set_article(self, article: Article | None) -> None:
        """Take on another article."""
        self._text = article.text if article else ""

    def span_of(self, place: Place) -> Span | None:
        """Return the span of a mention, named by label, entity where the text says it otherwise, and note."""
        row = self._records.mentions.row(place[2])
        return None if row is None else self._own(row)

    def _own(self, row: MentionRow) -> Span:
        start, minus_end, mention_id, label_id, entity_id, note, _ = row
        label = self._records.get(Label, label_id)
        name = label.name + self._entity_words(start, -minus_end, entity_id)
        if note:
            name += f" {NOTE_SIGN}"
        return Span(mention_id, start, -minus_end, label.colour, name)

    def _entity_words(self, start: int, end: int, entity_id: Id | None) -> str:
        entity = self._records.find(Entity, entity_id)
        if entity is None or _same(self._text[start:end], entity.name):
            return ""
        return f" · {entity.name}"


def _same(surface: str, name: str) -> bool:
    return surface == name or fold(surface, Degree.STRICT) == fold(name, Degree.STRICT)
