"""Counts of who stands how towards whom, as annotators recorded it, and of how alike their camps are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotation.compare.coefficients import Counts
from annotation.compare.layers import Layer
from annotation.records import Polarity

Value = frozenset[Polarity]
"""The polarities recorded for a holder and a target; empty: no stance was recorded."""


def claim_values(layers: Sequence[Layer], *, listed: bool) -> Iterator[list[Value]]:
    """Yield what each annotator recorded, for all holders and targets for which one recorded a stance.

    All did the article, so that where one has no stance, that is their decision and a value.

    Args:
        layers: of one article.
        listed: only the members of alliance lists.
    """
    claims = [layer.claims(listed=listed) for layer in layers]
    for claim in dict.fromkeys(claim for own in claims for claim in own):
        yield [own.get(claim, frozenset()) for own in claims]


def jaccard_counts(one: Layer, other: Layer) -> Counts:
    """Count the camps that either has, and add up how alike their holders are.

    Returns:
        Under "camps" their number, under "alike" the sum of |A ∩ B| / |A ∪ B|.
    """
    mine, theirs = one.camp_holders(), other.camp_holders()
    camps = mine.keys() | theirs.keys()
    none: frozenset[str] = frozenset()
    alike = sum(
        len(mine.get(camp, none) & theirs.get(camp, none))
        / len(mine.get(camp, none) | theirs.get(camp, none))
        for camp in camps
    )
    return Counts({"camps": len(camps), "alike": alike})


def jaccard(counts: Counts) -> float | None:
    """Return the mean Jaccard index of the camps; None if there are none.

    Source: P. Jaccard, “The Distribution of the Flora in the Alpine Zone”, New Phytologist 11 (1912),
    p. 37–50.
    """
    return counts["alike"] / counts["camps"] if counts["camps"] else None
