"""Grapheme clusters: what a reader takes for one character.

Extended clusters of UAX #29 as the `regex` package finds them, with Indic conjuncts in one piece (rule
GB9c: क्ष, न्द्र). All positions are code points. A cluster is found by working outward from the position,
so that the length of the text does not matter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_CLUSTER = regex.compile(r"\X")
_HALF_FLAG = regex.compile(r"\p{Regional_Indicator}")
_JOINERS = "\u200c\u200d"
_VIRAMA = 9
"""The combining class of every script's virama."""


def cluster_at(text: str, position: int) -> tuple[int, int]:
    """Return start and end of the cluster that holds the character at `position`.

    At or beyond the end of the text: an empty span at the end.
    """
    if position >= len(text):
        return len(text), len(text)
    start = _boundary_before(text, max(position, 0))
    end = _cluster_end(text, start)
    while end <= position:
        start, end = end, _cluster_end(text, end)
    return start, end


def is_boundary(text: str, position: int) -> bool:
    """Tell whether no cluster is cut at `position`. Quick, for asking about very many places."""
    if not 0 < position < len(text):
        return position in (0, len(text))
    ends = _ends_between(text[max(0, position - 2) : position], text[position])
    return cluster_at(text, position)[0] == position if ends is None else ends


def snap_to_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole clusters. An empty span becomes an empty span before the cluster it cuts."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if start >= end:
        first = cluster_at(text, start)[0]
        return first, first
    return cluster_at(text, start)[0], cluster_at(text, end - 1)[1]


def next_cluster(text: str, position: int) -> int:
    """Return the first cluster boundary after `position`, or the end of the text."""
    return cluster_at(text, position)[1]


def previous_cluster(text: str, position: int) -> int:
    """Return the last cluster boundary before `position`, or 0."""
    if position <= 0:
        return 0
    return cluster_at(text, min(position, len(text)) - 1)[0]


@lru_cache(maxsize=50_000)
def _ends_between(before: str, after: str) -> bool | None:
    """Tell whether a cluster ends between one or two characters and the next; None if more must be known.

    The characters on both sides decide, except between halves of flags, and after a virama, a joiner or the
    last of several signs, which may link two consonants or two emoji.
    """
    last = before[-1]
    if _HALF_FLAG.match(last):
        return None
    if _cluster_end(last + after, 0) > len(last):
        return False
    linking = last in _JOINERS or unicodedata.combining(last) == _VIRAMA
    return True if _stands_alone(last) or (not linking and _stands_alone(before[0])) else None


def _cluster_end(text: str, start: int) -> int:
    match = _CLUSTER.match(text, start)
    assert match is not None
    return match.end()


def _boundary_before(text: str, position: int) -> int:
    """Return a cluster boundary at or before `position`, near to it.

    After a letter, digit, punctuation mark or space, where its cluster ends does not depend on what stands
    before it (halves of flags the package counts itself); after a combining sign or joiner it does.
    """
    for candidate in range(position - 1, -1, -1):
        if _stands_alone(text[candidate]):
            end = _cluster_end(text, candidate)
            if end <= position:
                return end
    return 0


def _stands_alone(character: str) -> bool:
    if character.isascii():
        return character != "\r"
    category = unicodedata.category(character)
    return category[0] in "LNPSZ" and category not in ("Lm", "Sk")
