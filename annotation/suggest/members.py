"""Taking the body of an alliance list apart into its members."""

from __future__ import annotations

from functools import lru_cache

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.known import recognise
from annotation.suggest.proposals import ProposedName
from annotation.text.folding import Degree
from annotation.text.words import words

_LONGEST_ITEM = 5
_MOST_LONG_ITEMS = 1 / 5
_FEWEST_MEMBERS = 3
_MOST_FUZZY = 300
"""In a longer list names are no longer compared by distance: it is no list of countries."""

_MOST_JOINED = 4
"""Pieces that one name with conjunctions in it may have ("Saint Vincent and the Grenadines" has two)."""

_MOST_PARTS = 60
"""With more conjunctions between two commas, each is taken to separate."""

_EDGES = " \t\u00a0.।…\"'“”‘’«»*•"
_QUALIFIER = regex.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|(?<=\s)([\p{N}][\p{N}.,]*))$")
_LINE_ENDS = "\n\r\t\v\f\x85\u2028\u2029"
_BULLET = regex.compile(r"\s*(?:[-+*•▪◦●○■□–—‣·]\s*|\(?\p{N}{1,3}[.)]\s+)+")
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_CONFIDENCE = {Degree.STRICT: 1.0, Degree.LOOSE: 0.95, Degree.FUZZY: 0.85}
_UNKNOWN = 0.5

Span = tuple[int, int]


def read_members(text: str, start: int, end: int, cues: Cues, unknown_label: str) -> tuple[ProposedName, ...]:
    """Return the members named between two positions, or none if that does not look like a list.

    Args:
        text: the article.
        start: where the body begins, in code points.
        end: where it ends.
        cues: the words of its language.
        unknown_label: the label of members that are not known by name.
    """
    items = _items(text, start, end, cues.separators)
    spans = [piece for item in items for piece in _pieces(text, item, cues)]
    if len(spans) < _FEWEST_MEMBERS:
        return ()
    longer = sum(_is_long(text, span) for span in spans)
    if longer > len(spans) * _MOST_LONG_ITEMS:
        return ()
    degree = Degree.FUZZY if len(spans) <= _MOST_FUZZY else Degree.LOOSE
    return tuple(_member(text, span, cues.language, unknown_label, degree) for span in spans)


def split_members(
    text: str, start: int, end: int, cues: Cues, unknown_label: str
) -> tuple[ProposedName, ...]:
    """Return everything that is named between two positions, which a person says to be a list.

    Line ends and tabs separate, too, and bullets and numbers at the begin of a line are no part of a name.
    For the arguments see `read_members`.
    """
    spans: list[Span] = []
    left_over = _left_over(cues.conjunctions)
    for first, last in _items(text, start, end, cues.separators + _LINE_ENDS):
        bullet = _BULLET.match(text, first, last)
        first = bullet.end() if bullet else first
        conjunction = left_over.search(text, first, last)
        last = conjunction.start() if conjunction else last
        spans += [piece for piece in _pieces(text, (first, last), cues) if any(words(text, *piece))]
    degree = Degree.FUZZY if len(spans) <= _MOST_FUZZY else Degree.LOOSE
    return tuple(_member(text, span, cues.language, unknown_label, degree) for span in spans)


def _is_long(text: str, span: Span) -> bool:
    return sum(1 for _ in words(text, *span)) > _LONGEST_ITEM


def _items(text: str, start: int, end: int, separators: str) -> list[Span]:
    """Split at separators that stand outside brackets. A bracket that is never closed counts for nothing."""
    items: list[Span] = []
    begin, position = start, start
    marks = _marks(separators)
    while (match := marks.search(text, position, end)) is not None:
        position = match.end()
        closing = _BRACKETS.get(match.group())
        if closing is not None:
            position = max(position, text.find(closing, position, end) + 1)
            continue
        items.append((begin, match.start()))
        begin = position
    items.append((begin, end))
    return items


@lru_cache(maxsize=8)
def _marks(separators: str) -> regex.Pattern[str]:
    return regex.compile(f"[{regex.escape(separators)}{regex.escape(''.join(_BRACKETS))}]")


@lru_cache(maxsize=8)
def _conjunctions(words_between: tuple[str, ...]) -> regex.Pattern[str]:
    choices = "|".join(map(regex.escape, sorted(words_between, key=len, reverse=True)))
    return regex.compile(rf"(?:(?<=\s)|^)(?:{choices})(?=\s)", regex.IGNORECASE)


@lru_cache(maxsize=8)
def _left_over(words_between: tuple[str, ...]) -> regex.Pattern[str]:
    """Return what finds a conjunction that ends a line."""
    choices = "|".join(map(regex.escape, words_between))
    return regex.compile(rf"(?<=\s)(?:{choices})\s*$", regex.IGNORECASE)


@lru_cache(maxsize=8)
def _closings(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    choices = "|".join(map(regex.escape, sorted(phrases, key=len, reverse=True)))
    return regex.compile(rf"(?:(?<=\s)|^)(?:{choices})[\s.।]*$", regex.IGNORECASE)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES and not _is_initialism(text, start, end):
        end -= 1
    return start, end


def _is_initialism(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop at the end belongs to the name ("U.S.")."""
    return text[end - 1] == "." and "." in text[start : end - 1]


def _pieces(text: str, item: Span, cues: Cues) -> list[Span]:
    """Read the conjunctions of an item in the way that leaves the fewest pieces unknown.

    "Trinidad and Tobago and Peru" is two names, "Peru and Chile" too.
    """
    start, end = _trim(text, item)
    pattern = _closings(cues.closings)
    while start < end and (closing := pattern.search(text[start:end])) is not None:
        start, end = _trim(text, (start, start + closing.start()))
    cuts: list[Span] = [
        (start + match.start(), start + match.end())
        for match in _conjunctions(cues.conjunctions).finditer(text[start:end])
    ]
    parts: list[Span] = []
    for cut_start, cut_end in [*cuts, (end, end)]:
        part = _trim(text, (start, cut_start))
        if part[0] < part[1]:
            parts.append(part)
        start = cut_end
    return _best_reading(text, parts, cues.language) if 1 < len(parts) <= _MOST_PARTS else parts


def _best_reading(text: str, parts: list[Span], language: str) -> list[Span]:
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for last in range(1, len(parts) + 1):
        choices: list[tuple[float, list[Span]]] = []
        for first in range(max(0, last - _MOST_JOINED), last):
            span = (parts[first][0], parts[last - 1][1])
            known = recognise(text[slice(*_name_of(text, span)[0])], language, Degree.LOOSE)
            joined = last - first
            cost = 0.0 if known else joined + 0.5 * (joined > 1)
            choices.append((best[first][0] + cost, [*best[first][1], span]))
        best.append(min(choices, key=lambda choice: choice[0]))
    return best[-1][1]


def _name_of(text: str, span: Span) -> tuple[Span, str]:
    """Return the span of the name and the note that stands beside it: a number, or what is in brackets."""
    start, end = span
    surface = text[start:end]
    match = _QUALIFIER.search(surface)
    if match is None or match.start() == 0 or recognise(surface, "en", Degree.STRICT):
        return span, ""
    note = next(group for group in match.groups() if group is not None)
    return _trim(text, (start, start + match.start())), note.strip()


def _member(text: str, span: Span, language: str, unknown_label: str, degree: Degree) -> ProposedName:
    (start, end), note = _name_of(text, span)
    surface = text[start:end]
    article = len("the ") if surface[:4].lower() == "the " and recognise(surface[4:], language, degree) else 0
    start, surface = start + article, surface[article:]
    found = recognise(surface, language, degree)
    if found is None:
        return ProposedName(start, end, surface, unknown_label, surface, "", note, _UNKNOWN)
    known, how = found
    return ProposedName(start, end, surface, known.label, known.name, known.code, note, _CONFIDENCE[how])
