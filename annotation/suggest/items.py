"""Cutting the body of an alliance list into the spans of its names, each without what is no part of it."""

from __future__ import annotations

from functools import lru_cache

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.known import recognise
from annotation.suggest.tokens import Word, cut_suffixes, is_attached, tokenise
from annotation.suggest.units import BULLET
from annotation.text.folding import Degree
from annotation.text.words import words

_MOST_JOINED = 4
"""Pieces that one name with conjunctions in it may have ("Saint Vincent and the Grenadines" has two)."""

_PAIR = 2
_MOST_PARTS = 60
"""With more conjunctions between two commas, each is taken to separate."""

_EDGES = " \t\n\r\x0b\x0c\u2028\u2029\u00a0.।۔…\"'“”‘’«»„*•▪◦●○■□–—→➤►✓✔>=-\u200e\u200f\ufeff"
_QUALIFIER = regex.compile(
    r"\s*(?:\(([^()]*)\)|（([^（）]*)）|\[([^\[\]]*)\]|(?<=\s)([\p{N}][\p{N}.,]*)|(?:\s[-–—]+|[:：])\s+(.*))$"
)
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_INITIALS = regex.compile(r"(?<!\p{L})(?:\p{L}{1,2}\.){2,}$")

Span = tuple[int, int]


def split_items(text: str, start: int, end: int, separators: str, between: str = "") -> list[Span]:
    """Split at what stands outside brackets. A bracket that is never closed counts for nothing.

    Args:
        text: the article.
        start: where the body of the list begins.
        end: where it ends.
        separators: characters that separate.
        between: a regular expression of what separates as well.
    """
    items: list[Span] = []
    begin, position = start, start
    marks = _marks(separators, between)
    closers = {closing: text.rfind(closing, start, end) for closing in _BRACKETS.values()}
    while (match := marks.search(text, position, end)) is not None:
        position = match.end()
        closing = _BRACKETS.get(match.group())
        if closing is not None:
            if closers[closing] >= position:
                position = max(position, text.find(closing, position, end) + 1)
            continue
        items.append((begin, match.start()))
        begin = position
    items.append((begin, end))
    return items


def rejoined(text: str, items: list[Span], cues: Cues) -> list[Span]:
    """Trim items, and join what a comma within a name took apart ("Korea, North")."""
    joined: list[Span] = []
    for span in (_trim(text, item) for item in items):
        if joined and span[0] < span[1] and _is_inverted(text, joined[-1], span, cues):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _is_inverted(text: str, first: Span, second: Span, cues: Cues) -> bool:
    before, after = text[slice(*first)], text[slice(*second)]
    return (
        bool(before)
        and len(after) > 1
        and recognise(f"{after} {before}", cues.language, Degree.STRICT) is not None
        and recognise(after, cues.language, Degree.STRICT) is None
    )


@lru_cache(maxsize=64)
def _marks(separators: str, between: str) -> regex.Pattern[str]:
    plain = f"[{regex.escape(separators)}{regex.escape(''.join(_BRACKETS))}]"
    return regex.compile(f"{between}|{plain}" if between else plain)


@lru_cache(maxsize=64)
def _conjunctions(words_between: tuple[str, ...], attached: tuple[str, ...]) -> regex.Pattern[str]:
    choices = "|".join(map(regex.escape, sorted(words_between, key=len, reverse=True)))
    joined = "|".join(map(regex.escape, attached))
    pattern = rf"(?:(?<=\s)|^)(?:{choices})(?=\s)"
    return regex.compile(
        rf"{pattern}|(?P<joined>(?:(?<=\s)|^)(?:{joined})(?=\p{{L}}))" if joined else pattern,
        regex.IGNORECASE,
    )


@lru_cache(maxsize=64)
def left_over(words_between: tuple[str, ...]) -> regex.Pattern[str]:
    """Return what finds a conjunction that ends a line."""
    choices = "|".join(map(regex.escape, words_between))
    return regex.compile(rf"(?<=\s)(?:{choices})\s*$", regex.IGNORECASE)


@lru_cache(maxsize=64)
def _closings(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    choices = "|".join(map(regex.escape, sorted(phrases, key=len, reverse=True)))
    return regex.compile(rf"(?:(?<=\s)|^)(?:{choices})[\s.।۔]*$", regex.IGNORECASE)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES and not _is_initialism(text, start, end):
        end -= 1
    bullet = BULLET.match(text, start, end)
    return (bullet.end(), end) if bullet and bullet.end() < end else (start, end)


def _is_initialism(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop at the end belongs to the name ("U.S.")."""
    return _INITIALS.search(text, start, end) is not None


def pieces(text: str, item: Span, cues: Cues, degree: Degree = Degree.LOOSE) -> list[Span]:
    """Read the conjunctions of an item in the way that leaves the fewest pieces unknown.

    "Trinidad and Tobago and Peru" is two names, "Peru and Chile" too.
    """
    start, end = _trim(text, item)
    if _is_remainder(text, (start, end), cues):
        return []
    pattern = _closings(cues.closings)
    while start < end and (closing := pattern.search(text[start:end])) is not None:
        start, end = _trim(text, (start, start + closing.start()))
    cuts: list[Span] = []
    for match in _conjunctions(cues.conjunctions, cues.attached).finditer(text[start:end]):
        if cues.attached and match["joined"] and not _separates(text, start + match.start(), end, cues):
            continue
        cuts.append((start + match.start(), start + match.end()))
    parts: list[Span] = []
    for cut_start, cut_end in [*cuts, (end, end)]:
        part = _trim(text, (start, cut_start))
        if part[0] < part[1]:
            parts.append(part)
        start = cut_end
    read = _best_reading(text, parts, cues, degree) if 1 < len(parts) <= _MOST_PARTS else parts
    return [part for part in read if not _is_remainder(text, part, cues)]


def _separates(text: str, start: int, end: int, cues: Cues) -> bool:
    """Tell whether a conjunction that is written together with a word is one, and not its first letter."""
    word = next(words(text, start, end), None)
    if word is None:
        return False
    surface = text[slice(*word)]
    if any(is_attached(surface, conjunction, cues) for conjunction in cues.attached):
        return True
    return surface not in cues.whole and recognise(surface, cues.language, Degree.STRICT) is None


def _best_reading(text: str, parts: list[Span], cues: Cues, degree: Degree) -> list[Span]:
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for last in range(1, len(parts) + 1):
        choices: list[tuple[float, list[Span]]] = []
        for first in range(max(0, last - _MOST_JOINED), last):
            span = (parts[first][0], parts[last - 1][1])
            name = stripped(text, name_of(text, span)[0], cues)[0]
            known = recognise(text[slice(*name)], cues.language, Degree.LOOSE)
            joined = last - first
            cost = 0.0 if known else joined + 0.5 * (joined > 1)
            choices.append((best[first][0] + cost, [*best[first][1], span]))
        best.append(min(choices, key=lambda choice: choice[0]))
    cost, read = best[-1]
    whole = (parts[0][0], parts[-1][1])
    if cost and len(parts) == _PAIR and recognise(text[slice(*whole)], cues.language, degree):
        return [whole]
    return read


def _is_remainder(text: str, span: Span, cues: Cues) -> bool:
    """Tell whether a piece is no name but the rest of a list ("12 others")."""
    keys = [word.key for word in tokenise(text, *span, cues)]
    aside = cues.others | cues.fillers | cues.genitives | cues.heads.keys()
    return all(key in aside or key[0].isdecimal() for key in keys) and any(
        key in cues.others or key[0].isdecimal() for key in keys
    )


def name_of(text: str, span: Span) -> tuple[Span, str]:
    """Return the span of the name and the note that stands beside it: a number, or what is in brackets."""
    start, end = span
    surface = text[start:end]
    match = _QUALIFIER.search(surface)
    if match is None or match.start() == 0 or recognise(surface, "en", Degree.STRICT):
        return span, ""
    note = next(group for group in match.groups() if group is not None)
    return _trim(text, (start, start + match.start())), note.strip()


def stripped(text: str, span: Span, cues: Cues) -> tuple[Span, bool]:
    """Leave out articles, titles, and a suffix that is a case; tell whether there was a title."""
    start, end = span
    if recognise(text[start:end], cues.language, Degree.STRICT) and not _has_article(text, span, cues):
        return span, False
    tokens = tokenise(text, start, end, cues)
    first, titled = 0, False
    while first < len(tokens) - 1 and tokens[first].key in cues.titles | cues.fillers | cues.heads.keys():
        if first and recognise(text[tokens[first].start : end], cues.language, Degree.STRICT):
            break
        if text[tokens[first].start].isupper() and _begins_a_name(text, tokens, first, cues):
            break
        titled = titled or tokens[first].key in cues.titles
        first += 1
    if titled and tokens[first].key in cues.genitives:
        return span, True
    if tokens:
        start = tokens[first].start
        end = _without_suffix(text, start, end, cues)
    return (start, end), titled


def _begins_a_name(text: str, tokens: list[Word], place: int, cues: Cues) -> bool:
    """Tell of a word with a capital whether it is the first of a name ("State Duma", "New Dawn")."""
    key = tokens[place].key
    if key in cues.heads:
        return True
    following = text[tokens[place + 1].start]
    return key not in cues.titles and key not in cues.articles and following.isupper()


def _has_article(text: str, span: Span, cues: Cues) -> bool:
    """Tell whether a known name is known without its first word as well, which is an article."""
    tokens = tokenise(text, *span, cues)
    return (
        len(tokens) > 1
        and tokens[0].key in cues.fillers
        and recognise(text[tokens[1].start : span[1]], cues.language, Degree.STRICT) is not None
    )


def _without_suffix(text: str, start: int, end: int, cues: Cues) -> int:
    if recognise(text[start:end], cues.language, Degree.LOOSE) is None:
        for cut in cut_suffixes(text, start, end, cues):
            if recognise(text[start:cut], cues.language, Degree.LOOSE):
                return cut
    return end
