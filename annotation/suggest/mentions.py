"""Mentions that are proposed by several layers together, in the order in which these are trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from annotation.records import Id
from annotation.suggest.in_article import find_again
from annotation.suggest.memory import Memory, Remembered, Tagged
from annotation.suggest.proposals import ProposedName
from annotation.suggest.tagger import Guess

Span = tuple[int, int]


class Layer(StrEnum):
    """Where a suggestion comes from."""

    NAMES = "known names"
    MEMORY = "earlier articles"
    ARTICLE = "this article"
    TAGGER = "trained tagger"
    PLUGGED_IN = "plugged-in tagger"


@dataclass(frozen=True, slots=True)
class SuggestedMention:
    """A mention that is proposed.

    Attributes:
        start, end: where, in code points.
        label_id: under which label.
        entity_id: an entity of the project; None: as `name` and `code` say, or nobody yet.
        name, code: of a known name that the project may not have yet; empty otherwise.
        confidence: from 0 to 1.
        layer: where it comes from.
        why: in words.
    """

    start: int
    end: int
    label_id: Id
    entity_id: Id | None
    name: str
    code: str
    confidence: float
    layer: Layer
    why: str

    @property
    def certain(self) -> bool:
        """Whether it may be accepted without a look at each."""
        return self.confidence >= CERTAIN


CERTAIN = 0.9
"""The confidence from which a suggestion is certain."""

THRESHOLD = 0.5
"""The confidence from which a suggestion is shown."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which suggestions a person wants to see: of which layers, and from which confidence on."""

    layers: frozenset[Layer] = frozenset(Layer)
    threshold: float = THRESHOLD


def suggest_mentions(
    text: str,
    tagged: Sequence[Tagged],
    rejected: Collection[Span],
    memory: Memory,
    names: Iterable[tuple[ProposedName, Id]],
    person_label: Id | None,
    *,
    guesses: Iterable[Guess] = (),
    plugged_in: Iterable[Guess] = (),
    listed: Sequence[Tagged] = (),
    wanted: Wanted = Wanted(),
) -> list[SuggestedMention]:
    """Propose mentions for an article, none where there is one, where one was rejected, or over another.

    Args:
        text: the article.
        tagged: its mentions.
        rejected: spans of suggestions that were turned down.
        memory: what was learned from the other articles.
        names: known names in the text, with the id of the project's label for each.
        person_label: the label of people; None if the project has none.
        guesses: what the trained tagger takes for mentions.
        plugged_in: what taggers do that a user has plugged in.
        listed: what is proposed otherwise already, as the members of a list that was found; where their names
            stand again in the article is proposed here.
        wanted: which layers, and from which confidence on.

    Returns:
        The suggestions in the order of the text.
    """
    taken = bytearray(len(text))
    for start, end, _, _ in (*tagged, *listed):
        taken[start:end] = b"\1" * (end - start)
    found: list[SuggestedMention] = []
    trusted = _by_trust(text, [*tagged, *listed], memory, names, person_label)
    trained = (_of_guess(one, Layer.TAGGER) for one in guesses)
    others = (_of_guess(one, Layer.PLUGGED_IN) for one in plugged_in)
    for one in chain(trusted, trained, others):
        free = (one.start, one.end) not in rejected and not any(taken[one.start : one.end])
        if free and one.layer in wanted.layers and one.confidence >= wanted.threshold:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _by_trust(
    text: str,
    tagged: Sequence[Tagged],
    memory: Memory,
    names: Iterable[tuple[ProposedName, Id]],
    person_label: Id | None,
) -> Iterator[SuggestedMention]:
    remembered = {(one.start, one.end): one for one in memory.find(text, share=0)}
    for name, label_id in names:
        if (name.start, name.end) not in remembered:  # what was made of it here says more
            yield SuggestedMention(
                name.start,
                name.end,
                label_id,
                None,
                name.name,
                name.code,
                name.confidence,
                Layer.NAMES,
                "a known name",
            )
    for one in remembered.values():
        times = "1 article" if one.articles == 1 else f"{one.articles:,} articles"
        why = f"tagged {one.tagged:,} times of {one.seen:,} in {times}"
        yield _of(one, Layer.MEMORY, _trust(one), why)
    for one in find_again(text, tagged, person_label):
        yield _of(one, Layer.ARTICLE, _ARTICLE_CONFIDENCE, "named in this article")


_ARTICLE_CONFIDENCE = 0.92


def _of_guess(one: Guess, layer: Layer) -> SuggestedMention:
    # A guess is never certain: what is accepted without a look has been said by somebody before.
    confidence = min(one.probability, CERTAIN - 0.01)
    why = f"the {layer} is {one.probability:.0%} sure"
    return SuggestedMention(one.start, one.end, one.label_id, None, "", "", confidence, layer, why)


def _trust(one: Remembered) -> float:
    """Return the share as expected after one more example each way, so that one example says less than ten.

    Source: the rule of succession (Laplace 1774), with half an example of either kind (Jeffreys).
    """
    return (one.share * one.seen + 0.5) / (one.seen + 1)


def _of(one: Remembered, layer: Layer, confidence: float, why: str) -> SuggestedMention:
    return SuggestedMention(one.start, one.end, one.label_id, one.entity_id, "", "", confidence, layer, why)
