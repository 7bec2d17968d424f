"""Finding words, phrases and patterns in an article. All positions are code points."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import regex

from annotation.errors import PersonError
from annotation.text.folded_text import fold_spelling, folded_text
from annotation.text.graphemes import is_boundary
from annotation.text.words import cuts_word

PATIENCE = 4.0
"""Seconds that a regular expression may take for one text."""

_BETWEEN_CANCELS = 500
_GAP = r"(?<!\s)\s++"
"""White space from where it begins: tried at each of its places, a long run would cost its square."""

_GAPS = re.compile(r"\s+")

_Step = Callable[[str, int, int], tuple[int, int] | None]
"""Finds the next candidate in a text between two places."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    White space stands for any run of white space, line ends included, except in a regular expression.

    Attributes:
        text: words or a phrase as typed, or a regular expression.
        any_spelling: whatever the nukta, joiners, composition and case, and with anusvara, chandrabindu or a
            nasal with virama. In a regular expression: whatever the case.
        whole_words: nothing that begins or ends within a word.
        regular_expression: of the `regex` package; ^ and $ are the ends of a line.
    """

    text: str
    any_spelling: bool = True
    whole_words: bool = False
    regular_expression: bool = False


def _never() -> bool:
    return False


def find_all(
    query: Query, text: str, start: int = 0, end: int | None = None, cancelled: Callable[[], bool] = _never
) -> list[tuple[int, int]]:
    """Return start and end of each hit, in order; they do not overlap, and cut no grapheme cluster.

    Args:
        query: without text it finds nothing.
        text: an article.
        start: where the first hit may start.
        end: where the last hit may end; None for the end of the text.
        cancelled: asked now and then; once it says so, what was found until then is returned.

    Raises:
        PersonError: if a regular expression is none, or takes too long.
    """
    end = len(text) if end is None else end
    folded = folded_text(text) if query.any_spelling and not query.regular_expression else None
    if query.regular_expression:
        step = _pattern(query)
    else:
        step = _phrase(fold_spelling(query.text) if query.any_spelling else query.text)
    searched = folded.text if folded else text
    place, last = (folded.from_original(start), folded.from_original(end)) if folded else (start, end)
    hits: list[tuple[int, int]] = []
    tried = 0
    while place <= last and (candidate := step(searched, place, last)) is not None:
        tried += 1
        if tried % _BETWEEN_CANCELS == 0 and cancelled():
            break
        first, after = candidate
        hit = folded.original_span(first, after) if folded else candidate
        if hit and start <= hit[0] < hit[1] <= end and _is_whole(text, *hit, query.whole_words):
            hits.append(hit)
            place = after
        else:
            place = first + 1
    return hits


def _is_whole(text: str, start: int, end: int, whole_words: bool) -> bool:
    if not (is_boundary(text, start) and is_boundary(text, end)):
        return False
    return not (whole_words and (cuts_word(text, start) or cuts_word(text, end)))


def _phrase(phrase: str) -> _Step:
    """Return what finds a phrase letter for letter, with any white space where it has some."""
    if not phrase:
        return lambda _text, _start, _end: None
    pattern = re.compile(_GAP.join(re.escape(word) for word in _GAPS.split(phrase)))

    def step(text: str, start: int, end: int) -> tuple[int, int] | None:
        match = pattern.search(text, start, end)
        return match.span() if match else None

    return step


def _pattern(query: Query) -> _Step:
    """Return what finds a regular expression.

    Raises:
        PersonError: if it is none; the step raises it once all of them together have taken too long.
    """
    flags = regex.MULTILINE | (regex.IGNORECASE if query.any_spelling else 0)
    try:
        pattern = regex.compile(query.text, flags)
    except regex.error as error:
        raise PersonError(f"The regular expression cannot be read: {error}.") from error
    except RecursionError as error:
        raise PersonError("The regular expression cannot be read: its brackets are too deep.") from error
    until = time.monotonic() + PATIENCE

    def step(text: str, start: int, end: int) -> tuple[int, int] | None:
        try:
            # `concurrent` lets the window go on meanwhile.
            match = pattern.search(
                text, start, end, timeout=max(0.0, until - time.monotonic()), concurrent=True
            )
        except TimeoutError as error:
            raise PersonError("The regular expression takes too long here. Make it simpler.") from error
        return match.span() if match else None

    return step if query.text else _phrase("")
