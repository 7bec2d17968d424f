"""The check for text tagged in one place and not in another: one pass over the words of the article."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

import regex

from annotation.checks.findings import Case, Finding, Looking, Span, span_subject
from annotation.checks.mentions import rows_in_steps
from annotation.edits.mentions import quote
from annotation.mention_layer import MentionRow
from annotation.text.folded_text import fold_spelling
from annotation.text.words import words

TAGGED_ELSEWHERE = "tagged_elsewhere"

FEWEST_LETTERS = 3
"""Letters, vowel signs included, from which a text is looked for: shorter ones are other words, too."""

MOST_WORDS = 8
"""Words up to which a tagged text is looked for: what is longer is a passage and no name."""

_LETTER = regex.compile(r"[\p{L}\p{M}]")
_STEP = 500


class _Capitals(IntEnum):
    """How a text is written, where the script has capitals: “who” is not the WHO."""

    NONE = 0
    FIRST = 1
    ALL = 2


class _Tagged:
    """What is tagged, spelling aside: which words begin it, and how many there are."""

    def __init__(self) -> None:
        self._capitals: dict[str, _Capitals] = {}
        self._lengths: dict[str, list[int]] = {}  # by the first word, the longest first
        self._seen: set[str] = set()

    def add(self, surface: str) -> None:
        """Take in what a mention covers, without the punctuation at its ends."""
        if surface in self._seen:
            return
        self._seen.add(surface)
        spans = list(words(surface))
        if not 0 < len(spans) <= MOST_WORDS:
            return
        core = surface[spans[0][0] : spans[-1][1]]
        if sum(1 for _ in _LETTER.finditer(core)) < FEWEST_LETTERS:
            return
        key = _key(core)
        self._capitals[key] = min(self._capitals.get(key, _Capitals.ALL), _capitals(core))
        lengths = self._lengths.setdefault(fold_spelling(surface[slice(*spans[0])]), [])
        if len(spans) not in lengths:
            lengths.append(len(spans))
            lengths.sort(reverse=True)

    def lengths(self, first: str) -> list[int]:
        """Return how many words there are in what begins with a folded word, the longest first."""
        return self._lengths.get(first, [])

    def has(self, text: str) -> bool:
        """Tell whether a text is tagged, with at least as many capitals here as there."""
        demanded = self._capitals.get(_key(text))
        return demanded is not None and _capitals(text) >= demanded


def tagged_elsewhere(case: Case) -> Looking:
    """Find whole words that are tagged elsewhere in the article, in any spelling, and are in no mention here.

    Of what overlaps, the longer one is found. Where a list suggests the name already, nothing is.
    """
    tagged = _Tagged()
    text = case.article.text
    for row in rows_in_steps(case):
        if row is None:
            yield None
        else:
            tagged.add(text[row[0] : -row[1]])
    covered = _Covered(iter(case.records.mentions.in_order()))
    offered = _Covered((start, -end) for start, end in sorted(case.suggested))
    for span in _occurrences(text, tagged):
        if span is None:
            yield None
        elif not covered.covers(span) and not offered.covers(span):
            yield Finding(
                TAGGED_ELSEWHERE,
                span_subject(span),
                f"“{quote(case.article, *span)}” is not tagged here",
                spans=(span,),
            )


class _Covered:
    """Tells of spans, asked in the order of the text, whether one of others covers all of each.

    Args:
        rows: of each of the others the start, and its end made negative, in the order of the text.
    """

    def __init__(self, rows: Iterator[MentionRow] | Iterator[Span]) -> None:
        self._rows = rows
        self._next = next(rows, None)
        self._end = 0

    def covers(self, span: Span) -> bool:
        while self._next is not None and self._next[0] <= span[0]:
            self._end = max(self._end, -self._next[1])
            self._next = next(self._rows, None)
        return span[1] <= self._end


def _occurrences(text: str, tagged: _Tagged) -> Iterator[Span | None]:
    """Yield where what is tagged stands, not overlapping, and None now and then."""
    folded: dict[str, str] = {}
    window: list[Span] = []
    coming = words(text)
    number = 0
    while True:
        while len(window) < MOST_WORDS and (span := next(coming, None)) is not None:
            window.append(span)
        if not window:
            return
        number += 1
        if number % _STEP == 0:
            yield None
        start, end = window[0]
        word = text[start:end]
        first = folded.get(word)
        if first is None:
            first = folded[word] = fold_spelling(word)
        taken = 1
        for length in tagged.lengths(first):
            if length <= len(window) and tagged.has(text[start : window[length - 1][1]]):
                taken = length
                yield start, window[length - 1][1]
                break
        del window[:taken]


def _key(text: str) -> str:
    return fold_spelling(" ".join(text.split()))


def _capitals(text: str) -> _Capitals:
    if text.isupper() and len(text) > 1:
        return _Capitals.ALL
    return _Capitals.FIRST if text[:1].isupper() else _Capitals.NONE
