"""Lists inside a sentence: "Russia, China and Cuba backed Maduro", "रूस और चीन ने मादुरो का समर्थन किया"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotation.suggest.cues import Cues
from annotation.suggest.enumerations import Enumeration, enumerations
from annotation.suggest.members import known_share, read_members
from annotation.suggest.phrases import IN_SENTENCES, Match, Place, Side
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.suggest.targets import named_among
from annotation.suggest.tokens import Word, tokenise

_BASE, _KNOWN, _TARGET, _CLOSE = 0.5, 0.3, 0.1, 0.1
_VERB_AFTER, _VERB_AT_THE_END = 7, 16
"""How many words may stand between the listed ones and a phrase after them, by where the target is named."""

_PHRASE_BEFORE = 5
_NEEDED_WITHIN = 60
_CLOSE_BY = 3
_MOST_TARGET_WORDS = 8
_MOST_MARKS = 2
_ENDS = frozenset(',;:.()،؛।۔—–|!?"“”«»')
_OPENS = frozenset("(:—–")
_PAUSES = frozenset(",،-")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence: its words by number, and what was found among them."""

    first: int
    after: int
    matches: list[Match]
    lists: list[Enumeration]


def lists_inside(text: str, sentence: Span, cues: Cues) -> Iterator[ProposedCamp]:
    """Yield the lists that a sentence states in its words, in its order.

    Args:
        text: the article.
        sentence: its start and end.
        cues: the words of its language.
    """
    tokens = tokenise(text, *sentence, cues)
    matches = _matches(text, tokens, cues)
    if not matches:
        return
    lists = [
        enumeration
        for enumeration in enumerations(text, tokens, matches, cues)
        if not enumeration.single or _has_a_vote(tokens, enumeration, matches, cues)
    ]
    for clause in _clauses(text, tokens, matches, lists, cues) if lists else ():
        for enumeration, match in _pairs(text, tokens, clause, cues):
            camp = _camp(text, tokens, clause, enumeration, match, cues)
            if camp is not None:
                yield camp


def _has_a_vote(
    tokens: Sequence[Word], enumeration: Enumeration, matches: Sequence[Match], cues: Cues
) -> bool:
    """Tell whether a single name stands beside a phrase that needs no target ("and India abstained")."""
    number = bisect_left(matches, enumeration.first, key=lambda match: match.first)
    return any(
        match.cue.target is Side.NONE
        and tokens[match.first].key not in cues.pronouns
        and max(match.first - enumeration.after, enumeration.first - match.after) <= _CLOSE_BY
        for match in matches[max(0, number - 1) : number + 1]
    )


def _matches(text: str, tokens: Sequence[Word], cues: Cues) -> list[Match]:
    keys = [word.key for word in tokens]
    found: list[Match] = []

    def fits(match: Match) -> bool:
        if match.cue.needs and _place_of(tokens, match) is None:
            return False
        if any(mark in _ENDS for mark in _between(text, tokens, *match.gap)):
            return False
        if match.cue.members in IN_SENTENCES:
            return True
        if match.cue.members is Place.BESIDE:
            return False
        return _opens_a_list(text, tokens, match, further=bool(found))

    place = 0
    while place < len(keys):
        match = cues.phrases.longest_at(keys, place, fits)
        if match is not None:
            for later in range(place + 1, match.after):
                other = cues.phrases.longest_at(keys, later, fits)
                match = other if other is not None and other.after > match.after else match
            found.append(match)
        place = match.after if match else place + 1
    return found


def _between(text: str, tokens: Sequence[Word], first: int, after: int) -> str:
    """Return what stands before, after and between some words, and is none of them."""
    places = range(max(first, 1), min(after + 1, len(tokens))) if first < after else ()
    return "".join(text[tokens[place - 1].end : tokens[place].start] for place in places)


def _place_of(tokens: Sequence[Word], match: Match) -> int | None:
    """Return the number of the word that a phrase needs before it; the one nearest, or None."""
    earliest = max(0, match.first - _NEEDED_WITHIN)
    for place in range(match.first - 1, earliest - 1, -1):
        if tokens[place].key.startswith(match.cue.needs):
            return place
    return None


def _opens_a_list(text: str, tokens: Sequence[Word], match: Match, *, further: bool) -> bool:
    """Tell whether a word such as "against" has a list right after it: "(", ":", and "," in a further one."""
    if match.after >= len(tokens):
        return False
    gap = text[tokens[match.after - 1].end : tokens[match.after].start].strip()
    return bool(gap) and (gap[0] in _OPENS or (further and gap[0] in _PAUSES))


def _clauses(
    text: str,
    tokens: Sequence[Word],
    matches: Sequence[Match],
    lists: Sequence[Enumeration],
    cues: Cues,
) -> Iterator[_Clause]:
    """Yield the parts of a sentence between semicolons and words such as "while"."""
    borders = [0]
    borders += [
        place
        for place in range(1, len(tokens))
        if tokens[place].key in cues.contrasts
        or any(mark in ";؛" for mark in text[tokens[place - 1].end : tokens[place].start])
    ]
    inside = {place for enumeration in lists for place in range(enumeration.first + 1, enumeration.after)}
    borders = [border for border in borders if border not in inside]
    next_match, next_list = 0, 0
    for number, first in enumerate(borders):
        after = borders[number + 1] if number + 1 < len(borders) else len(tokens)
        its_matches: list[Match] = []
        its_lists: list[Enumeration] = []
        while next_match < len(matches) and matches[next_match].first < after:
            its_matches.append(matches[next_match])
            next_match += 1
        while next_list < len(lists) and lists[next_list].first < after:
            its_lists.append(lists[next_list])
            next_list += 1
        yield _Clause(first, after, its_matches, its_lists)


def _pairs(
    text: str, tokens: Sequence[Word], clause: _Clause, cues: Cues
) -> Iterator[tuple[Enumeration, Match]]:
    """Yield each enumeration of a clause with the phrase that says where its names stand."""
    if not clause.matches or not clause.lists:
        return
    used: set[int] = set()
    phrase_first = clause.matches[0].first < clause.lists[0].first
    number = 0
    for place, enumeration in enumerate(clause.lists):
        while number < len(clause.matches) and clause.matches[number].first < enumeration.first:
            number += 1
        before = number - 1 if number > 0 else None
        after = number if number < len(clause.matches) else None
        following = clause.lists[place + 1].first if place + 1 < len(clause.lists) else clause.after
        if after is not None and clause.matches[after].first >= following:
            after = None
        choices = [
            choice
            for choice in ((before, after) if phrase_first else (after, before))
            if choice is not None
            and choice not in used
            and _belongs(text, tokens, enumeration, clause.matches[choice], cues)
        ]
        if choices:
            used.add(choices[0])
            yield enumeration, clause.matches[choices[0]]


def _belongs(text: str, tokens: Sequence[Word], enumeration: Enumeration, match: Match, cues: Cues) -> bool:
    """Tell whether a phrase can be about the names of an enumeration."""
    if enumeration.single and not _has_a_vote(tokens, enumeration, [match], cues):
        return False
    if match.first < enumeration.first:
        if match.cue.members in (Place.BETWEEN, Place.EITHER) and _is_possessor(
            tokens, enumeration, match, cues
        ):
            return False
        if match.cue.members is Place.BEFORE and not _opens_a_list(text, tokens, match, further=False):
            return False
        if match.cue.members not in IN_SENTENCES or match.cue.members is Place.BEFORE:
            return match.after == enumeration.first or all(
                word.key in cues.fillers for word in tokens[match.after : enumeration.first]
            )
        gap = text[tokens[match.after - 1].end : enumeration.start]
        reach = _PHRASE_BEFORE + (_MOST_TARGET_WORDS if match.cue.target is Side.AFTER else 0)
        if match.cue.members is Place.AFTER:
            reach = _VERB_AFTER + _MOST_TARGET_WORDS * (match.cue.target is Side.AFTER)
        return enumeration.first - match.after <= reach and not any(mark in gap for mark in ";.!?")
    if match.cue.members is Place.AFTER or match.cue.members not in IN_SENTENCES:
        return False
    distance = _VERB_AT_THE_END if match.cue.target is Side.BEFORE else _VERB_AFTER
    if match.first - enumeration.after > distance:
        return False
    gap = text[enumeration.end : tokens[match.first].start]
    if sum(mark in ",،;:(" for mark in gap) > _MOST_MARKS:
        return False
    return not _is_barred(text, tokens, enumeration, match, cues)


def _is_possessor(tokens: Sequence[Word], enumeration: Enumeration, match: Match, cues: Cues) -> bool:
    """Tell whether names belong to a noun between a phrase and them ("backs schools in Peru and Chile")."""
    place = enumeration.first - 1
    aside = cues.fillers | cues.titles | cues.heads.keys()
    while place > match.after and tokens[place].key in aside - cues.genitives - cues.barred_before:
        place -= 1
    if place <= match.after or tokens[place].key not in cues.genitives | cues.barred_before:
        return False
    noun = tokens[place - 1].key
    return noun not in aside | cues.genitives | cues.stops


def _is_barred(text: str, tokens: Sequence[Word], enumeration: Enumeration, match: Match, cues: Cues) -> bool:
    """Tell whether a word beside an enumeration says that its names do nothing ("in Russia and China")."""
    place = enumeration.first - 1
    beside = (cues.fillers | cues.titles | cues.heads.keys()) - cues.barred_before
    while place > 0 and tokens[place].key in beside:
        place -= 1
    if place >= 0 and tokens[place].key in cues.barred_before:
        return True
    after = enumeration.after
    return after < match.first and tokens[after].key in cues.barred_after


def _camp(
    text: str,
    tokens: Sequence[Word],
    clause: _Clause,
    enumeration: Enumeration,
    match: Match,
    cues: Cues,
) -> ProposedCamp | None:
    label = _label_before(tokens, enumeration, cues)
    own = replace(cues, fillers=cues.fillers | {enumeration.repeated}) if enumeration.repeated else cues
    members = read_members(text, enumeration.start, enumeration.end, own, label, fewest=1)
    if not members:
        return None
    target = _target(text, tokens, clause, enumeration, match, cues)
    if target is None and match.cue.target is not Side.NONE and known_share(members) == 0:
        return None
    start, stop = tokens[match.first].start, tokens[match.after - 1].end
    if target is not None and not (
        min(start, target.start) < enumeration.end and enumeration.start < max(stop, target.end)
    ):
        start, stop = min(start, target.start), max(stop, target.end)
    distance = max(match.first - enumeration.after, enumeration.first - match.after)
    confidence = (
        _BASE
        + _KNOWN * known_share(members)
        + _TARGET * (target is not None)
        + _CLOSE * (distance <= _CLOSE_BY)
    )
    return ProposedCamp(start, stop, target, match.cue.polarity, members, round(confidence, 3))


def _label_before(tokens: Sequence[Word], enumeration: Enumeration, cues: Cues) -> str:
    """Return the label of a head noun or a title before the names, or empty."""
    if enumeration.first > 0:
        key = tokens[enumeration.first - 1].key
        if key in cues.heads or key in cues.titles:
            return cues.heads.get(key, "Person")
    return ""


def _target(
    text: str,
    tokens: Sequence[Word],
    clause: _Clause,
    enumeration: Enumeration,
    match: Match,
    cues: Cues,
) -> ProposedName | None:
    if match.cue.target is Side.AFTER:
        low, limit = match.after, clause.after
        if enumeration.first >= match.after:
            between = match.cue.members is Place.BETWEEN
            low, limit = (enumeration.after, limit) if between else (low, enumeration.first)
        limit = min(limit, _first_from(clause.matches, low, limit), _first_from(clause.lists, low, limit))
        found = _after(text, tokens, low, limit, match, cues)
        if found is None and low > match.after:
            found = _after(text, tokens, match.after, enumeration.first, match, cues)
            if found is None:
                found = _before(text, tokens, clause.first, match.first, cues)
        inside = tokens[slice(*match.gap)]
        return named_among(text, inside, cues, before=False) if found is None and inside else found
    if match.cue.target is Side.NONE:
        return _matter(text, tokens, clause, enumeration, match, cues)
    between = enumeration.after if enumeration.after <= match.first else None
    if between is not None:
        found = _before(text, tokens, between, match.before, cues)
        if found is not None:
            return found
        return _before(text, tokens, clause.first, enumeration.first, cues)
    needed = _place_of(tokens, match) if match.cue.needs else None
    earlier = (_last_before(clause.matches, match.first), _last_before(clause.lists, match.first))
    low = max(clause.first, *earlier, 0 if needed is None else needed + 1)
    return _before(text, tokens, low, match.before, cues)


def _last_before(found: Sequence[Match] | Sequence[Enumeration], place: int) -> int:
    """Return the number of the word after the last of what was found that ends before a word, or 0."""
    number = bisect_right(found, place, key=lambda other: other.after)
    return found[number - 1].after if number else 0


def _first_from(found: Sequence[Match] | Sequence[Enumeration], place: int, otherwise: int) -> int:
    """Return the first word of what was found first at or after a word."""
    number = bisect_left(found, place, key=lambda other: other.first)
    return found[number].first if number < len(found) else otherwise


def _matter(
    text: str, tokens: Sequence[Word], clause: _Clause, enumeration: Enumeration, match: Match, cues: Cues
) -> ProposedName | None:
    """Return the resolution or the like beside a phrase that needs no target ("… voted in favour")."""
    low = enumeration.after if enumeration.after <= match.first else clause.first
    limit = enumeration.first if enumeration.first >= match.after else clause.after
    for found in (
        _before(text, tokens, low, match.first, cues),
        _after(text, tokens, match.after, limit, match, cues),
    ):
        if found is None:
            continue
        if any(word.key in cues.issues for word in tokenise(text, found.start, found.end, cues)):
            return found
    return None


def _after(
    text: str, tokens: Sequence[Word], low: int, limit: int, match: Match, cues: Cues
) -> ProposedName | None:
    """Return who is named right after a word, before a comma or a word that begins another part."""
    aside = cues.others.union(cues.conjunctions, cues.attached)
    while low < limit and (tokens[low].key in aside or tokens[low].key.isdecimal()):
        low += 1
    high = low
    while high < min(limit, low + _MOST_TARGET_WORDS):
        gap = text[tokens[high - 1].end : tokens[high].start]
        if any(mark in _ENDS for mark in gap) or tokens[high].key in cues.stops | cues.contrasts:
            break
        if high > low and _ends_a_name(text, tokens[high - 1], tokens[high], cues):
            break
        high += 1
    words = tokens[low:high]
    if not words:
        return None
    prefix = match.cue.prefix
    cut = len(prefix) if prefix and words[0].key.startswith(prefix) else match.cut
    return named_among(text, words, cues, before=False, cut=cut if low == match.after or prefix else 0)


def _ends_a_name(text: str, word: Word, following: Word, cues: Cues) -> bool:
    """Tell whether a name in capitals is over ("Maduro | yesterday", but "Maduro of Caracas")."""
    if not (text[word.start].isupper() and text[following.start].islower()):
        return False
    return following.key not in cues.genitives | cues.fillers | cues.issues | cues.titles


def _before(text: str, tokens: Sequence[Word], low: int, high: int, cues: Cues) -> ProposedName | None:
    """Return who is named last before a phrase, and not before a comma or a word that ends another part."""
    while high > low and tokens[high - 1].key in cues.genitives | cues.fillers:
        high -= 1
    first = high
    while first > low and high - first < _MOST_TARGET_WORDS:
        if first < high and any(mark in _ENDS for mark in text[tokens[first - 1].end : tokens[first].start]):
            break
        key = tokens[first - 1].key
        goes_on = key in cues.genitives and first - 1 > low and tokens[first - 2].key in cues.issues
        if key in cues.stops | cues.contrasts | cues.others and not goes_on:  # "the strikes on Gaza"
            break
        first -= 1
    words = tokens[first:high]
    return named_among(text, words, cues, before=True) if words else None
