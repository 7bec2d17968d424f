"""What was edited between two versions of a text.

All positions are code points. The time it takes is bounded whatever the texts: they are compared by lines,
what differs then by words, what differs then by characters, and a part that is too large to be compared
closely counts as replaced in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

import regex
from rapidfuzz.distance import Levenshtein

from annotation.text.graphemes import cluster_at
from annotation.text.words import words

_CLOSELY = 400_000_000
"""Cells of the table of lines or words against one another up to which all of it is computed."""

_AFTER_SENTENCE = regex.compile(r"(?<=[.!?।॥؟۔…] )")

_WINDOW = 8000
"""Lines or words that are compared at a time where there are more."""

_SURE = _WINDOW * 3 // 4
"""Lines or words up to which what is the same in a window does not depend on what follows it."""


_LONGEST_BY_CHARACTER = 4_000_000
_ALIKE = 0.5
"""Share of characters that two words have in common from which one counts as the other with a slip mended."""

_FARTHEST = 50
"""Clusters by which an edit is widened in search of a boundary of both texts, before it takes in the line."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The code points from `start` to `end` of the old text became `text`: either may be nothing."""

    start: int
    end: int
    text: str


_Cut: TypeAlias = Callable[[str], list[str]]
_Edit: TypeAlias = tuple[int, int, int, int]
"""Start and end in the old text, start and end in the new one."""


def differences(old: str, new: str) -> list[Replacement]:
    """Return what turns `old` into `new`, in order, as few and as small pieces as can be found in time.

    Every piece begins and ends between grapheme clusters of both texts, and at least one cluster that stays
    stands between two of them.
    """
    edits = _in_clusters(old, new, list(_compared(old, new, 0, 0, (_lines, _sentences, _words))))
    return [Replacement(start, end, new[first:last]) for start, end, first, last in edits]


def _compared(old: str, new: str, start: int, first: int, cuts: Sequence[_Cut]) -> Iterator[_Edit]:
    """Yield the edits between two pieces of the texts, which begin at `start` and `first` there."""
    same = _common_start(old, new)
    old, new, start, first = old[same:], new[same:], start + same, first + same
    same = _common_end(old, new)
    old, new = old[: len(old) - same], new[: len(new) - same]
    if not old and not new:
        return
    if not old or not new or (not cuts and not _alike(old, new)):
        yield start, start + len(old), first, first + len(new)
        return
    if not cuts:
        for place, end, new_place, new_end in _aligned(old, new):
            yield start + place, start + end, first + new_place, first + new_end
        return
    mine, theirs = cuts[0](old), cuts[0](new)
    places, new_places = _places(mine), _places(theirs)
    for token, end, new_token, new_end in _changed(mine, theirs):
        place, new_place = places[token], new_places[new_token]
        mine_here, theirs_here = old[place : places[end]], new[new_place : new_places[new_end]]
        yield from _compared(mine_here, theirs_here, start + place, first + new_place, cuts[1:])


def _changed(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Return which rows of tokens differ; neighbours are joined."""
    edits = _aligned(old, new) if len(old) * len(new) <= _CLOSELY else _aligned_piecewise(old, new)
    joined: list[_Edit] = []
    for start, end, first, last in edits:
        if joined and joined[-1][1] == start and joined[-1][3] == first:
            start, _, first, _ = joined.pop()
        joined.append((start, end, first, last))
    return joined


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[_Edit]:
    for code in Levenshtein.opcodes(old, new):
        if code.tag != "equal":
            yield code.src_start, code.src_end, code.dest_start, code.dest_end


def _aligned_piecewise(old: Sequence[str], new: Sequence[str]) -> Iterator[_Edit]:
    """Align long rows in windows; each goes on from what is the same well before the end of the last one."""
    here = there = 0
    while here < len(old) and there < len(new):
        mine, theirs = old[here : here + _WINDOW], new[there : there + _WINDOW]
        last = here + len(mine) == len(old) and there + len(theirs) == len(new)
        edits: list[_Edit] = []
        sure, on, on_new = 0, 0, 0
        for code in Levenshtein.opcodes(mine, theirs):
            if code.tag != "equal":
                edits.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
                continue
            kept = min(code.src_end, code.src_start + _SURE - max(code.src_start, code.dest_start))
            if kept > code.src_start:
                sure, on, on_new = len(edits), kept, code.dest_start + kept - code.src_start
        if last or not on:
            sure, on, on_new = len(edits), len(mine), len(theirs)
        for start, end, first, end_new in edits[:sure]:
            yield here + start, here + end, there + first, there + end_new
        here, there = here + on, there + on_new
    if here < len(old) or there < len(new):
        yield here, len(old), there, len(new)


def _places(tokens: Sequence[str]) -> list[int]:
    """Return where each token begins, and where the last one ends."""
    return list(accumulate(map(len, tokens), initial=0))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _sentences(text: str) -> list[str]:
    return _AFTER_SENTENCE.split(text)


def _words(text: str) -> list[str]:
    """Cut a text into words and single characters between them."""
    tokens: list[str] = []
    place = 0
    for start, end in words(text):
        tokens += text[place:start]
        tokens.append(text[start:end])
        place = end
    tokens += text[place:]
    return tokens


def _alike(old: str, new: str) -> bool:
    if len(old) * len(new) > _LONGEST_BY_CHARACTER:
        return False
    return Levenshtein.normalized_similarity(old, new) >= _ALIKE


def _common_start(old: str, new: str) -> int:
    same, differs = 0, min(len(old), len(new))
    if old[:differs] == new[:differs]:
        return differs
    while differs - same > 1:
        middle = (same + differs) // 2
        if old[same:middle] == new[same:middle]:
            same = middle
        else:
            differs = middle
    return same


def _common_end(old: str, new: str) -> int:
    mine, theirs = len(old), len(new)
    same, differs = 0, min(mine, theirs)
    if old[mine - differs :] == new[theirs - differs :]:
        return differs
    while differs - same > 1:
        middle = (same + differs) // 2
        if old[mine - middle : mine - same] == new[theirs - middle : theirs - same]:
            same = middle
        else:
            differs = middle
    return same


def _in_clusters(old: str, new: str, edits: Sequence[_Edit]) -> list[_Edit]:
    """Widen edits until they begin and end between clusters of both texts, and join those that then meet."""
    widened: list[_Edit] = []
    for number, (start, end, first, last) in enumerate(edits):
        if widened and start <= widened[-1][1]:
            start, _, first, _ = widened.pop()
        following = edits[number + 1] if number + 1 < len(edits) else None
        back = _back(old, new, start, first, widened[-1][1] if widened else 0)
        if widened and start - back <= widened[-1][1]:
            start, _, first, _ = widened.pop()
        else:
            start, first = start - back, first - back
        on = _on(old, new, end, last, following[0] if following else len(old))
        widened.append((start, end + on, first, last + on))
    return widened


def _back(old: str, new: str, position: int, place: int, earliest: int) -> int:
    """Return how far back the next boundary of both texts is, as far as they are the same there."""
    back = 0
    for _ in range(_FARTHEST):
        here, there = position - back, place - back
        if here <= earliest:
            return position - earliest
        further = max(here - _boundary_before(old, here), there - _boundary_before(new, there))
        if not further:
            return back
        back += further
    return position - max(earliest, old.rfind("\n", 0, position) + 1)


def _on(old: str, new: str, position: int, place: int, latest: int) -> int:
    """Return how far on the next boundary of both texts is, as far as they are the same there."""
    on = 0
    for _ in range(_FARTHEST):
        here, there = position + on, place + on
        if here >= latest:
            return latest - position
        further = max(_boundary_after(old, here) - here, _boundary_after(new, there) - there)
        if not further:
            return on
        on += further
    line_end = old.find("\n", position, latest)
    return (latest if line_end < 0 else line_end) - position


def _boundary_before(text: str, position: int) -> int:
    return cluster_at(text, position)[0]


def _boundary_after(text: str, position: int) -> int:
    start, end = cluster_at(text, position)
    return position if start == position else end
