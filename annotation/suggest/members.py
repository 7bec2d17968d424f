"""Taking the body of an alliance list apart into its members."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from annotation.names.countries import namesakes
from annotation.suggest.cues import Cues
from annotation.suggest.known import Known, alternatives, country, recognise
from annotation.suggest.proposals import ProposedName
from annotation.suggest.tokens import Word, cut_suffixes, is_attached, name_at, tokenise
from annotation.suggest.units import BULLET
from annotation.text.folding import Degree
from annotation.text.words import words

_LONGEST_ITEM = 5
_MOST_LONG_ITEMS = 1 / 5
_MOST_FUZZY = 300
"""In a longer list names are no longer compared by distance: it is no list of countries."""

_MOST_JOINED = 4
"""Pieces that one name with conjunctions in it may have ("Saint Vincent and the Grenadines" has two)."""

_MOST_PARTS = 60
"""With more conjunctions between two commas, each is taken to separate."""

_LINE_ENDS = "\n\r\t\v\f\x85\u2028\u2029"
_EDGES = " \t\n\r\x0b\x0c\u2028\u2029\u00a0.।۔…\"'“”‘’«»„*•▪◦●○■□–—-\u200e\u200f\ufeff"
_QUALIFIER = regex.compile(
    r"\s*(?:\(([^()]*)\)|（([^（）]*)）|\[([^\[\]]*)\]|(?<=\s)([\p{N}][\p{N}.,]*)|\s[-–—]+\s+(.*))$"
)
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_CONFIDENCE = {Degree.STRICT: 1.0, Degree.LOOSE: 0.95, Degree.FUZZY: 0.85}
_UNKNOWN = 0.5
_PAIR = 2
_INITIALS = regex.compile(r"(?<!\p{L})(?:\p{L}{1,2}\.){2,}$")
_LONGEST_REMAINDER = 60
_CASED = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
_ACRONYM = regex.compile(r"\p{Lu}{2,6}(?:-\p{Lu}{1,4})?")

Span = tuple[int, int]


def read_members(
    text: str, start: int, end: int, cues: Cues, unknown_label: str, fewest: int = 2, separators: str = ""
) -> tuple[ProposedName, ...]:
    """Return the members named between two positions, or none if that does not look like a list.

    A single member and both of two must be known by name.

    Args:
        text: the article.
        start: where the body begins, in code points.
        end: where it ends.
        cues: the words of its language.
        unknown_label: the label of members that are not known by name; if empty, it is guessed.
        fewest: how many members there must be.
        separators: what separates members besides the characters of the language.
    """
    items = _rejoined(text, _items(text, start, end, cues.separators + separators), cues)
    spans = _without_tail(text, [piece for item in items for piece in _pieces(text, item, cues)], cues)
    if len(spans) < fewest:
        return ()
    longer = sum(_is_long(text, span) for span in spans)
    if longer > len(spans) * _MOST_LONG_ITEMS:
        return ()
    degree = Degree.FUZZY if len(spans) <= _MOST_FUZZY else Degree.LOOSE
    members = tuple(_member(text, span, cues, unknown_label, degree) for span in spans)
    if not unknown_label and known_share(members) == 0:
        members = _labelled_together(members)
    doubtful = 0 < len(members) <= _PAIR and known_share(members) < 1
    return () if doubtful or _are_scores(members) else members


def _labelled_together(members: tuple[ProposedName, ...]) -> tuple[ProposedName, ...]:
    """Let names of which none is known be alike: organisations if one is, or else people."""
    if any(member.label == "Organisation" for member in members):
        label = "Organisation"
    elif sum(" " in member.text for member in members) * 2 >= len(members):
        label = "Person"
    else:
        return members
    return tuple(replace(member, label=label) if member.label == "Group" else member for member in members)


def _are_scores(members: tuple[ProposedName, ...]) -> bool:
    """Tell whether most names have a bare number beside them: results, not a list of who stands where."""
    return sum(member.note.isdecimal() for member in members) > len(members) / 2


def known_share(members: tuple[ProposedName, ...]) -> float:
    """Return how many of the members are known by name, from 0 to 1."""
    return sum(member.confidence > _UNKNOWN for member in members) / len(members)


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
        bullet = BULLET.match(text, first, last)
        first = bullet.end() if bullet else first
        conjunction = left_over.search(text, first, last)
        last = conjunction.start() if conjunction else last
        spans += [piece for piece in _pieces(text, (first, last), cues) if any(words(text, *piece))]
    degree = Degree.FUZZY if len(spans) <= _MOST_FUZZY else Degree.LOOSE
    return tuple(_member(text, span, cues, unknown_label, degree) for span in spans)


def _is_long(text: str, span: Span) -> bool:
    return sum(1 for _ in words(text, *span)) > _LONGEST_ITEM


def _items(text: str, start: int, end: int, separators: str) -> list[Span]:
    """Split at separators that stand outside brackets. A bracket that is never closed counts for nothing."""
    items: list[Span] = []
    begin, position = start, start
    marks = _marks(separators)
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


def _rejoined(text: str, items: list[Span], cues: Cues) -> list[Span]:
    """Join what a comma within a name took apart ("Korea, North")."""
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
def _marks(separators: str) -> regex.Pattern[str]:
    return regex.compile(f"[{regex.escape(separators)}{regex.escape(''.join(_BRACKETS))}]")


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
def _left_over(words_between: tuple[str, ...]) -> regex.Pattern[str]:
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


def _pieces(text: str, item: Span, cues: Cues) -> list[Span]:
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
    read = _best_reading(text, parts, cues) if 1 < len(parts) <= _MOST_PARTS else parts
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


def _best_reading(text: str, parts: list[Span], cues: Cues) -> list[Span]:
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for last in range(1, len(parts) + 1):
        choices: list[tuple[float, list[Span]]] = []
        for first in range(max(0, last - _MOST_JOINED), last):
            span = (parts[first][0], parts[last - 1][1])
            name = _stripped(text, _name_of(text, span)[0], cues)[0]
            known = recognise(text[slice(*name)], cues.language, Degree.LOOSE)
            joined = last - first
            cost = 0.0 if known else joined + 0.5 * (joined > 1)
            choices.append((best[first][0] + cost, [*best[first][1], span]))
        best.append(min(choices, key=lambda choice: choice[0]))
    return best[-1][1]


def _is_remainder(text: str, span: Span, cues: Cues) -> bool:
    """Tell whether a piece is no name but the rest of a list ("12 others")."""
    keys = [word.key for word in tokenise(text, *span, cues)]
    aside = cues.others | cues.fillers | cues.genitives | cues.heads.keys()
    return all(key in aside or key[0].isdecimal() for key in keys) and any(
        key in cues.others or key[0].isdecimal() for key in keys
    )


def unnamed_after(text: str, end: int, cues: Cues) -> str:
    """Return what stands behind the last name of a list for members without one ("and 12 others"), or ""."""
    tokens = tokenise(text, end, min(len(text), end + _LONGEST_REMAINDER), cues)
    between = {word.casefold() for word in (*cues.conjunctions, *cues.attached)}
    joined = bool(tokens) and text[tokens[0].start : tokens[0].end].casefold() in between
    if len(tokens) <= _PAIR or not joined or not tokens[1].key.isdecimal():
        return ""
    last = 1
    while last + 1 < len(tokens) and tokens[last + 1].key in cues.others | cues.heads.keys():
        last += 1
    span = tokens[1].start, tokens[last].end
    return text[slice(*span)] if last > 1 and "\n" not in text[end : span[1]] else ""


def _without_tail(text: str, spans: list[Span], cues: Cues) -> list[Span]:
    """Leave out what follows the last name ("…, Chile and Peru have said so, according to the ministry")."""
    kept: list[Span] = []
    for span in spans:
        tokens = tokenise(text, *span, cues)
        if kept and len(tokens) > 1:
            name = _name_before_tail(text, span, tokens, cues)
            if name is not None:
                return [*kept, name]
        if len(kept) > 1 and tokens and _begins_a_clause(text, tokens, cues):
            return kept
        kept.append(span)
    return kept


def _name_before_tail(text: str, span: Span, tokens: list[Word], cues: Cues) -> Span | None:
    first = 0
    while first < len(tokens) - 1 and tokens[first].key in cues.fillers:
        first += 1
    found = name_at(text, tokens, first, cues)
    if found is None or found.after >= len(tokens):
        return None
    rest = tokens[found.after :]
    if not text[found.end : rest[0].start].isspace() or recognise(
        text[slice(*span)], cues.language, Degree.LOOSE
    ):
        return None
    return (found.start, found.end) if _begins_a_clause(text, rest, cues) else None


def _begins_a_clause(text: str, tokens: list[Word], cues: Cues) -> bool:
    """Tell whether words go on with the sentence and name nobody."""
    letter = text[tokens[0].start]
    if _CASED.match(letter):
        lower = all(text[word.start].islower() or word.key.isdecimal() for word in tokens[:2])
        return lower and tokens[0].key not in cues.fillers | cues.titles
    return tokens[0].key in cues.stops | cues.barred_after


def _name_of(text: str, span: Span) -> tuple[Span, str]:
    """Return the span of the name and the note that stands beside it: a number, or what is in brackets."""
    start, end = span
    surface = text[start:end]
    match = _QUALIFIER.search(surface)
    if match is None or match.start() == 0 or recognise(surface, "en", Degree.STRICT):
        return span, ""
    note = next(group for group in match.groups() if group is not None)
    return _trim(text, (start, start + match.start())), note.strip()


def _stripped(text: str, span: Span, cues: Cues) -> tuple[Span, bool]:
    """Leave out articles, titles, and a suffix that is a case; tell whether there was a title."""
    start, end = span
    if recognise(text[start:end], cues.language, Degree.STRICT) and not _has_article(text, span, cues):
        return span, False
    tokens = tokenise(text, start, end, cues)
    first, titled = 0, False
    while first < len(tokens) - 1 and tokens[first].key in cues.titles | cues.fillers | cues.heads.keys():
        if first and recognise(text[tokens[first].start : end], cues.language, Degree.STRICT):
            break
        if tokens[first].key in cues.heads and text[tokens[first].start].isupper():
            break
        titled = titled or tokens[first].key in cues.titles
        first += 1
    if titled and tokens[first].key in cues.genitives:
        return span, True
    if tokens:
        start = tokens[first].start
        end = _without_suffix(text, start, end, cues)
    return (start, end), titled


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


def _member(text: str, span: Span, cues: Cues, unknown_label: str, degree: Degree) -> ProposedName:
    name, note = _name_of(text, span)
    (start, end), titled = _stripped(text, name, cues)
    surface = text[start:end]
    found = recognise(surface, cues.language, degree) or _recognise_inverted(surface, cues)
    if found is None:
        label = "Person" if titled else unknown_label or _label_of_unknown(text, (start, end), cues)
        near = alternatives(surface, cues.language, "") if degree is Degree.FUZZY else ()
        return ProposedName(start, end, surface, label, surface, "", note, _UNKNOWN, near)
    known, how = found
    near = alternatives(surface, cues.language, known.code) if how is Degree.FUZZY else ()
    confidence = _CONFIDENCE[how]
    if others := namesakes(surface):
        near = tuple((country(code, cues.language).name, code) for code in others)
        confidence = _CONFIDENCE[Degree.FUZZY]
    return ProposedName(start, end, surface, known.label, known.name, known.code, note, confidence, near)


def _recognise_inverted(surface: str, cues: Cues) -> tuple[Known, Degree] | None:
    """Return what a name means that is written with its first part last ("Korea, North")."""
    before, comma, after = surface.partition(",")
    return recognise(f"{after.strip()} {before}", cues.language, Degree.STRICT) if comma else None


def _label_of_unknown(text: str, span: Span, cues: Cues) -> str:
    """Guess what a name is that is not known: an organisation by its words or capitals, or else a group."""
    surface = text[slice(*span)]
    for word in tokenise(text, *span, cues):
        if cues.heads.get(word.key) == "Organisation":
            return "Organisation"
    return "Organisation" if _ACRONYM.fullmatch(surface) else "Group"
