"""Bootstrap confidence intervals: how much a figure would vary with other articles of the same kind.

Source: B. Efron, R. J. Tibshirani, “An Introduction to the Bootstrap” (1993), chapter 13: the percentile
interval. What is drawn, with replacement, are whole articles, as annotations within one hang together.
"""

from __future__ import annotations

import random
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from annotation.compare.coefficients import Counts

RESAMPLES = 1_000
SEED = 20_260_101
"""The same for every figure and run, so that the same annotations give the same interval."""

SHARE = 0.95
"""The share of the resampled figures that an interval covers."""


def pooled(counts: Sequence[Counts]) -> Counts:
    """Return the sum of the counts of several articles."""
    total = Counts()
    for one in counts:
        total.add(one)
    return total


def interval(
    counts: Sequence[Counts], value: Callable[[Counts], float | None], resamples: int = RESAMPLES
) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of a figure; None of fewer than two articles.

    Resamples in which the figure is not defined are left out.

    Args:
        counts: of each article.
        value: the figure that added counts tell.
        resamples: how often articles are drawn.
    """
    if len(counts) < 2 or value(pooled(counts)) is None:
        return None
    kinds: dict[frozenset[tuple[object, float]], int] = {}  # many a short article counts the same
    kind_of = [kinds.setdefault(frozenset(one.items()), len(kinds)) for one in counts]
    rows = [dict(kind) for kind in kinds]
    figures: list[float] = []
    for drawn in _draws(len(counts), resamples):
        total = Counts()
        for kind, times in Counter(map(kind_of.__getitem__, drawn)).items():
            total.add(rows[kind], times)
        figure = value(total)
        if figure is not None:
            figures.append(figure)
    if not figures:
        return None
    figures.sort()
    aside = round((1 - SHARE) / 2 * (len(figures) - 1))
    return figures[aside], figures[-1 - aside]


@lru_cache(maxsize=32)
def _draws(articles: int, resamples: int) -> list[array[int]]:
    """Return which articles each resample draws, which are the same for all figures of these articles."""
    draw = random.Random(SEED)
    places = range(articles)
    return [array("L", draw.choices(places, k=articles)) for _ in range(resamples)]
