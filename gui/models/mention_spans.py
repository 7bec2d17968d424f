"""What the article view shows of mentions: one's own, somebody else's, and those that are only proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from annotation.edits.doubtful import Undecided
from annotation.mention_layer import MentionRow
from annotation.records import Article, Entity, Id, Label
from annotation.suggest.mentions import SuggestedMention
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet
from gui.article.spans import Place, Span, SpanStyle

NOTE_SIGN = "✎"
"""Stands behind the name of a mention that has a note."""

_UNKNOWN = "#808080"
"""Of a proposal whose label the project does not have."""


class Visibility(StrEnum):
    """How much is seen of some mentions."""

    SHOWN = "Shown"
    FADED = "Faded"
    HIDDEN = "Hidden"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen in the article.

    Attributes:
        labels: by the id of a label; those left out are shown.
        others: the annotators whose mentions are shown besides one's own.
        suggestions: how much is seen of lists that were found and wait for a decision.
    """

    labels: Mapping[Id, Visibility] = field(default_factory=dict[Id, Visibility])
    others: frozenset[Id] = frozenset()
    suggestions: Visibility = Visibility.SHOWN


class MentionSpans:
    """Makes the spans of the open article. The rows of its mentions are the places in the view."""

    def __init__(self, records: WorkingSet) -> None:
        self._records = records
        self._text = ""
        self._aside: dict[Id, tuple[MentionRow, str] | ProposedName | SuggestedMention] = {}
        self.shown = Shown()

    def set_article(self, article: Article | None) -> None:
        """Take on another article."""
        self._text = article.text if article else ""

    def set_aside(
        self,
        others: Iterable[tuple[str, Sequence[MentionRow]]],
        camps: Iterable[ProposedCamp],
        undecided: Iterable[Undecided],
        suggested: Iterable[SuggestedMention] = (),
    ) -> list[Place]:
        """Take on what is shown besides one's own mentions.

        Args:
            others: names of annotators with their mentions.
            camps: lists that wait for a decision.
            undecided: members of accepted lists that do.
            suggested: mentions that do.

        Returns:
            The places for the view.
        """
        self._aside = {}
        places: list[Place] = []
        for annotator, rows in others:
            self._aside.update((row[2], (row, annotator)) for row in rows)
            places += rows
        proposed = [name for camp in camps for name in (camp.target, *camp.members) if name is not None]
        for name in (*proposed, *(member.name for member in undecided)):
            place_id = f"{name.start}-{name.end}"
            if place_id in self._aside:
                continue  # the target of several lists is named once
            self._aside[place_id] = name
            places.append((name.start, -name.end, place_id))
        for one in suggested:
            place_id = f"{one.start}-{one.end}"
            if place_id not in self._aside:
                self._aside[place_id] = one
                places.append((one.start, -one.end, place_id))
        return places

    def span_of(self, place: Place) -> Span | None:
        """Return what is seen of a place, named by label, note, and entity where the text differs."""
        row = self._records.mentions.row(place[2])
        if row is not None:
            return self._span(row)
        aside = self._aside.get(place[2])
        if isinstance(aside, ProposedName):
            return self._proposed(place[2], aside)
        if isinstance(aside, SuggestedMention):
            return self._suggested(place[2], aside)
        return self._span(aside[0], aside[1]) if aside is not None else None

    def _span(self, row: MentionRow, annotator: str = "") -> Span | None:
        start, minus_end, mention_id, label_id, entity_id, note, _ = row
        label = self._records.find(Label, label_id)
        seen = self.shown.labels.get(label_id, Visibility.SHOWN)
        if label is None or seen is Visibility.HIDDEN:
            return None
        name = label.name + self._entity_words(start, -minus_end, entity_id)
        if note:
            name += f" {NOTE_SIGN}"
        if annotator:
            name += f" ({annotator})"
        style = SpanStyle.OTHER if annotator else SpanStyle.OWN
        return Span(mention_id, start, -minus_end, label.colour, name, style, seen is Visibility.FADED)

    def _proposed(self, place_id: Id, proposed: ProposedName) -> Span | None:
        seen, span = self.shown.suggestions, (proposed.start, proposed.end)
        if seen is Visibility.HIDDEN or self._records.mentions.at(*span):
            return None
        label = next((label for label in self._records.all(Label) if label.name == proposed.label), None)
        colour = label.colour if label else _UNKNOWN
        return Span(
            place_id, *span, colour, f"{proposed.name}?", SpanStyle.TENTATIVE, seen is Visibility.FADED
        )

    def _suggested(self, place_id: Id, suggested: SuggestedMention) -> Span | None:
        seen, span = self.shown.suggestions, (suggested.start, suggested.end)
        label = self._records.find(Label, suggested.label_id)
        if label is None or seen is Visibility.HIDDEN or self._records.mentions.at(*span):
            return None
        name = f"{label.name}{self._entity_words(*span, suggested.entity_id)}?"
        return Span(place_id, *span, label.colour, name, SpanStyle.TENTATIVE, seen is Visibility.FADED)

    def _entity_words(self, start: int, end: int, entity_id: Id | None) -> str:
        entity = self._records.find(Entity, entity_id)
        if entity is None or _same(self._text[start:end], entity.name):
            return ""
        return f" · {entity.name}"


@lru_cache(maxsize=20_000)  # the overview asks for the same ones again and again
def _same(surface: str, name: str) -> bool:
    return surface == name or fold(surface, Degree.STRICT) == fold(name, Degree.STRICT)
