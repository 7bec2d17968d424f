"""Training the tagger on finished articles, with an honest figure: on articles that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.suggest.tagger import Example, Tagger, train

FEWEST_ARTICLES = 10
"""Finished articles from which it is worth while."""

FURTHER_ARTICLES = 5
"""Finished articles after which it is trained again."""

HELD_OUT = 5
"""Every so manieth article measures and does not teach, until the figures are known."""

LEAST_PRECISION = 0.5
"""The precision below which the tagger is in the way more than it helps."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact spans with the right label, on articles that were held out.

    Attributes:
        articles: how many articles taught in the end.
        items: how many mentions the held-out articles have.
        hits: how many of them were guessed.
        guesses: how many guesses there were.
    """

    articles: int
    items: int
    hits: int
    guesses: int

    @property
    def precision(self) -> float:
        """The share of the guesses that were right."""
        return self.hits / self.guesses if self.guesses else 0.0

    @property
    def recall(self) -> float:
        """The share of the mentions that were guessed."""
        return self.hits / self.items if self.items else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.guesses + self.items
        return 2 * self.hits / total if total else 0.0

    @property
    def is_good_enough(self) -> bool:
        """Whether the tagger's guesses are worth a look."""
        return self.precision >= LEAST_PRECISION


def train_and_measure(examples: Sequence[Example]) -> tuple[bytes, Figures]:
    """Return a model of all examples, and how good one is that has not seen every fifth of them.

    It takes seconds: call it in a process of its own.
    """
    taught = [example for place, example in enumerate(examples) if place % HELD_OUT]
    items = hits = guesses = 0
    tagger = Tagger(train(taught))
    for text, tagged in examples[::HELD_OUT]:
        right = {(start, end, label) for start, end, label, _ in tagged}
        guessed = {(one.start, one.end, one.label_id) for one in tagger.guess(text)}
        items, hits, guesses = items + len(right), hits + len(right & guessed), guesses + len(guessed)
    return train(examples), Figures(len(examples), items, hits, guesses)
