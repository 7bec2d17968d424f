r"""Words and sentences, without Qt. All positions are code points.

A word is letters, marks and digits with the joiners between them, and an apostrophe inside. Marks belong to
it (`\w` of the standard library cuts Hindi at vowel signs); the danda does not ("है।अमेरिका" is two words);
a hyphen separates. In scripts written without spaces each cluster is a word. Everything works outward from
the position, so that the length of the text does not matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from annotation.text.graphemes import cluster_at, next_cluster, previous_cluster, snap_to_clusters

_JOINERS = "\u200c\u200d"
_APOSTROPHES = "'\u2019"
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_SPACELESS = regex.compile(f"[{_UNSPACED}]")
_LETTERS = rf"[[\p{{L}}\p{{N}}]--[{_UNSPACED}]]"
_WORD = regex.compile(
    rf"{_LETTERS}(?:{_LETTERS}|[\p{{M}}{_JOINERS}]|[{_APOSTROPHES}](?={_LETTERS}))*|[{_UNSPACED}][\p{{M}}{_JOINERS}]*",
    regex.V1,
)
_INSIDE_WORD = regex.compile(
    rf"(?<={_LETTERS}[\p{{M}}{_JOINERS}]*)[{_APOSTROPHES}]?(?={_LETTERS})"
    rf"|(?<={_LETTERS}[\p{{M}}{_JOINERS}]*[{_APOSTROPHES}])(?={_LETTERS})",
    regex.V1,
)
_TRIMMED = frozenset(",;:\u0964\u0965\u060c\u061b\u06d4\u3001\u3002")
"""Punctuation that a selection catches by accident at its edges."""

_HYPHENS = frozenset("-\u2010\u2011")
_LONGEST_WORD = 500
_SENTENCE_END = regex.compile(r"[\u0964\u0965?!\u061f\u06d4\u2026\u3002.]+[)\]\"'\u2019\u201d\u00bb]*|\n+")
_ABBREVIATION = regex.compile(
    r"(?r)(?<![\p{L}\p{M}\p{N}])(?:\p{Lu}|Dr|Mr|Mrs|Ms|St|Gen|Col|Lt|Sen|Rep|Gov|vs|No"
    r"|डॉ|श्री|ए|बी|सी|डी|ई|एफ|जी|एच|आई|जे|के|एल|एम|एन|ओ|पी|आर|एस|टी|यू|वी)"
)


def word_at(text: str, position: int) -> tuple[int, int]:
    """Return start and end of the word around `position`, or that ends there.

    Where there is no word: the cluster at `position`, or an empty span if that is white space.
    """
    for place in (position, position - 1):
        if 0 <= place < len(text):
            span = _word_around(text, place)
            if span is not None:
                return span
    start, end = cluster_at(text, position)
    if not text[start:end].strip():
        return position, position
    return start, end


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a selection to whole words.

    White space and commas, dandas and the like at the edges are left out, unless nothing else is selected.
    An empty selection becomes the word there. White space alone becomes an empty span.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if start >= end:
        return word_at(text, start)
    first, last = _trim(text, start, end, _TRIMMED)
    if first == last:
        first, last = _trim(text, start, end, frozenset())
    if first == last:
        return start, start
    before, after = _word_around(text, first), _word_around(text, last - 1)
    return snap_to_clusters(text, before[0] if before else first, after[1] if after else last)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave white space, commas, dandas and the like out of the edges of a span; it may become empty."""
    return _trim(text, start, end, _TRIMMED)


def cuts_word(text: str, position: int) -> bool:
    """Tell whether a word goes on from before a cluster boundary to after it. Quick, for very many places."""
    return _INSIDE_WORD.match(text, position) is not None


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the positions between `start` and `end` after which a new sentence begins, in order.

    A line end always is one; a full stop only before a space, and not after an initial ("J. Smith", "U.S.").
    """
    for match in _SENTENCE_END.finditer(text, start, end):
        if text[match.start()] == "." and match.end() - match.start() == 1:
            following = text[match.end() : match.end() + 1]
            if following and not following.isspace():
                continue
            rest = text[match.end() : match.end() + 2].strip()
            if rest[:1].islower() or _ABBREVIATION.match(text, 0, match.start()):
                continue
        yield match.end()


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word between two positions, in order."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.span()


def compound_at(text: str, position: int) -> tuple[int, int]:
    """Return the word around a position with the words that hyphens join to it ("गिनी-बिसाऊ")."""
    start, end = word_at(text, position)
    while start > 1 and text[start - 1] in _HYPHENS and (before := _word_around(text, start - 2)):
        start = before[0]
    while end < len(text) - 1 and text[end] in _HYPHENS and (after := _word_around(text, end + 1)):
        end = after[1]
    return start, end


def next_word_end(text: str, position: int) -> int:
    """Return the end of the word at or after a position, or else the end of the text."""
    return next((end for _, end in words(text, position) if end > position), len(text))


def previous_word_start(text: str, position: int) -> int:
    """Return the start of the word at or before a position, or else 0."""
    reach = 64
    while True:
        earliest = max(0, position - reach)
        found = list(words(text, earliest, position))
        # A word found right at the edge may have been cut off there.
        if found and (found[-1][0] > earliest or earliest == 0):
            return found[-1][0]
        if earliest == 0:
            return 0
        reach *= 4


def next_sentence_start(text: str, position: int) -> int:
    """Return the first place after a position at which a sentence begins, or else the end of the text."""
    starts = (_after_space(text, end) for end in sentence_ends(text, max(0, position - 1), len(text)))
    return next((start for start in starts if start > position), len(text))


def next_sentence_end(text: str, position: int) -> int:
    """Return the first place after a position at which a sentence ends, without the white space there."""
    ends = (_trim(text, position, end, frozenset())[1] for end in sentence_ends(text, position, len(text)))
    return next((end for end in ends if end > position), len(text))


def previous_sentence_start(text: str, position: int) -> int:
    """Return the last place before a position at which a sentence begins, or else 0."""
    reach = 512
    while True:
        earliest = max(0, position - reach)
        starts = [_after_space(text, end) for end in sentence_ends(text, earliest, position)]
        found = [start for start in starts if start < position]
        if found or earliest == 0:
            return found[-1] if found else 0
        reach *= 4


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """Return start and end of the sentence around a position, or that ends before the white space there.

    On a line without text the span is empty.
    """
    line_end = text.find("\n", position)
    first, last = _trim(
        text, text.rfind("\n", 0, position) + 1, line_end if line_end >= 0 else len(text), frozenset()
    )
    if first == last:
        return position, position
    place = min(max(position, first), last - 1)
    reach = 512
    while True:
        earliest = max(first, place - reach)
        starts = [_after_space(text, end) for end in sentence_ends(text, earliest, place)]
        found = [start for start in starts if start <= place]
        if found or earliest == first:
            start = found[-1] if found else first
            return start, next_sentence_end(text, start)
        reach *= 4


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


@lru_cache(maxsize=4096)
def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and not _SPACELESS.match(character)


def _belongs(text: str, place: int) -> bool:
    """Tell whether the cluster that begins at `place` is part of a word with its neighbours."""
    if _is_letter(text[place]):
        return True
    if text[place] in _APOSTROPHES and 0 < place < len(text) - 1 and _is_letter(text[place + 1]):
        return _is_letter(text[cluster_at(text, place - 1)[0]])
    return False


def _word_around(text: str, place: int) -> tuple[int, int] | None:
    start, end = cluster_at(text, place)
    if not _belongs(text, start):
        return (start, end) if _SPACELESS.match(text, start) else None
    earliest, latest = place - _LONGEST_WORD, min(len(text), place + _LONGEST_WORD)
    while start > max(earliest, 0):
        before = previous_cluster(text, start)
        if not _belongs(text, before):
            break
        start = before
    while end < latest and _belongs(text, end):
        end = next_cluster(text, end)
    return start, end


def _trim(text: str, start: int, end: int, marks: frozenset[str]) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return start, end
