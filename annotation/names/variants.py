"""Whether two written names may mean the same: what a picker goes by when it proposes who is meant."""

from __future__ import annotations

from annotation.text.folding import Degree, fold_keys, skeleton

NEAR = 0.80
"""How similar the words of two names must be where a name is expected (measured on lists of countries)."""

_SHORTEST_SKELETON = 3


def nearness(one: str, other: str, degree: Degree) -> float:
    """Return how similar two names are, from 0 to 1; below `NEAR` they are no spellings of one name.

    Names are compared folded to `degree`, word by word, and are as near as the words that differ most, so
    that a long given name in common does not make up for another surname. Two words are as similar as the
    mean of the OSA similarities of the words and of their consonants; with fewer than three consonants they
    are the same or nothing.
    """
    return max(
        _nearness(first, second) for first in fold_keys(one, degree) for second in fold_keys(other, degree)
    )


def ends_alike(one: str, other: str) -> bool:
    """Say whether one name is the other with more words before it, as a title or a given name; folded.

    A given name in common is not enough: the last words are the same.
    """
    return any(
        first != second and f" {longer}".endswith(f" {shorter}")
        for first in fold_keys(one, Degree.LOOSE)
        for second in fold_keys(other, Degree.LOOSE)
        if first and second
        for shorter, longer in [sorted((first, second), key=len)]
    )


def _nearness(first: str, second: str) -> float:
    words, others = first.split(), second.split()
    if not words or len(words) != len(others):
        return 0.0
    return min(_likeness(word, counterpart) for word, counterpart in zip(words, others, strict=True))


def _likeness(first: str, second: str) -> float:
    from rapidfuzz.distance import OSA

    if first == second:
        return 1.0
    bones, others = skeleton(first), skeleton(second)
    if min(len(bones), len(others)) < _SHORTEST_SKELETON:
        return 0.0
    return (OSA.normalized_similarity(first, second) + OSA.normalized_similarity(bones, others)) / 2
