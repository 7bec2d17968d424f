"""Enumerations of names in running text: "Russia, China and Cuba"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.phrases import Match, Place, Side
from annotation.suggest.plain_names import plain_runs, widened
from annotation.suggest.tokens import Word, name_at

_MOST_NAME_WORDS = 4
_FEWEST_UNKNOWN = 3
_NEAR_THE_VERB = 3
_SHORT_GAP = regex.compile(r"[ \u00a0]?[-–&.'’]?[ \u00a0]?")
_CASED = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
_LONGEST_NOTE = 64
_BRACKETED = regex.compile(r"\s*\([^()]{1,60}\)")
_NOTE = regex.compile(r"\s*\([^(),;،؛]{1,60}\)")
_ACRONYM = regex.compile(r"\p{Lu}{2,6}")
_BETWEEN = frozenset(" \u00a0\t\n\r\"'“”‘’«»&*")


@dataclass(frozen=True, slots=True)
class Item:
    """A name in an enumeration: its first word, the one after it, where it ends, and what is known of it."""

    first: int
    after: int
    end: int
    known: bool
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Names in a row: its first word and the one after it, its span, and how many are known.

    A single name is kept too: "…, and India abstained". `repeated` is the word that stands before each name
    ("de Gabriel, de Luis y de Gustavo"), or empty.
    """

    first: int
    after: int
    start: int
    end: int
    known: int
    single: bool = False
    repeated: str = ""


def enumerations(
    text: str, tokens: Sequence[Word], matches: Sequence[Match], cues: Cues
) -> list[Enumeration]:
    """Return the enumerations of names among the words of a sentence, in its order.

    Args:
        text: the article.
        tokens: the words of the sentence.
        matches: the phrases that say where somebody stands: no name goes over their words, and who is named
            right after one that names its target there is that target and no member.
        cues: the words of the language.
    """
    taken = {place for match in matches for place in range(match.first, match.after)}
    items = _items(text, tokens, taken, cues)
    targets = _targets(text, tokens, matches, items, cues)
    groups: list[list[Item]] = []
    for item in items:
        if item.first in targets:
            groups.append([])
        elif groups and groups[-1] and _connected(text, tokens, groups[-1], item, cues):
            groups[-1].append(item)
        else:
            groups.append([item])
    found = [
        enumeration
        for group in groups
        if group and (enumeration := _enumeration(text, tokens, group, taken, cues)) is not None
    ]
    if tokens and not _CASED.match(text[tokens[0].start]):
        for enumeration in found:
            taken.update(range(enumeration.first, enumeration.after))
        found += (
            Enumeration(first, after, tokens[first].start, tokens[after - 1].end, 0)
            for first, after in plain_runs(text, tokens, taken, cues)
            if after < len(tokens) and tokens[after].key in cues.agents
        )
        found.sort(key=lambda enumeration: enumeration.first)
    return found


def _items(text: str, tokens: Sequence[Word], taken: set[int], cues: Cues) -> list[Item]:
    items: list[Item] = []
    place = 0
    while place < len(tokens):
        if place in taken:
            place += 1
            continue
        found = name_at(text, tokens, place, cues)
        if found is not None:
            items.append(Item(place, found.after, found.end, known=True))
            place = _behind_note(text, tokens, found.after, found.end)
            continue
        after = _unknown_name(text, tokens, place, taken, cues)
        if after > place:
            titled = place > 0 and tokens[place - 1].key in cues.titles | cues.heads.keys()
            items.append(Item(place, after, tokens[after - 1].end, known=False, titled=titled))
        place = max(after, place + 1)
    return items


def _behind_note(text: str, tokens: Sequence[Word], place: int, end: int) -> int:
    """Return the number of the first word behind a note on the name before it: "Turkey (NATO)"."""
    note = _NOTE.match(text, end, end + _LONGEST_NOTE)
    while note is not None and place < len(tokens) and tokens[place].start < note.end():
        place += 1
    return place


def _unknown_name(text: str, tokens: Sequence[Word], place: int, taken: set[int], cues: Cues) -> int:
    """Return the number of the word after a name in capitals that begins with a word, or that word's."""
    if _is_body(text, tokens[place], cues):
        return _end_of_body(text, tokens, place, taken, cues)
    after = place
    while after < len(tokens) and after - place < _MOST_NAME_WORDS and after not in taken:
        word = tokens[after]
        letter = text[word.start]
        if not (_CASED.match(letter) and letter.isupper()) or _is_aside(word.key, after > place, cues):
            break
        if after > place and (
            _SHORT_GAP.fullmatch(text, tokens[after - 1].end, word.start) is None
            or name_at(text, tokens, after, cues)
        ):
            break
        after += 1
    return after


def _is_body(text: str, word: Word, cues: Cues) -> bool:
    """Tell whether a word in capitals begins the name of a party or the like ("Parti socialiste")."""
    letter = text[word.start]
    return (
        _CASED.match(letter) is not None
        and letter.isupper()
        and cues.heads.get(word.key) == "Organisation"
        and text[word.start : word.end] != text[word.start : word.end].upper()
    )


def _end_of_body(text: str, tokens: Sequence[Word], place: int, taken: set[int], cues: Cues) -> int:
    after = place + 1
    while after < len(tokens) and after - place < _MOST_NAME_WORDS and after not in taken:
        word = tokens[after]
        joined = _SHORT_GAP.fullmatch(text, tokens[after - 1].end, word.start) is not None
        if not joined or _is_aside(word.key, True, cues) or word.key in cues.conjunctions:
            break
        after += 1
    return after if after > place + 1 else place


def _is_aside(key: str, inside: bool, cues: Cues) -> bool:
    """Tell whether a word in capitals begins no name; a noun such as "Party" may stand inside one."""
    return (
        key in cues.function_words | cues.fillers | cues.titles | cues.stops | cues.contrasts | cues.pronouns
        or (not inside and key in cues.heads)
    )


def _targets(
    text: str, tokens: Sequence[Word], matches: Sequence[Match], items: Sequence[Item], cues: Cues
) -> set[int]:
    """Return the first words of the names that stand right after a phrase which names its target there."""
    starts = {item.first for item in items}
    found: set[int] = set()
    for match in matches:
        if match.cue.target is not Side.AFTER or match.cue.members is Place.AFTER:
            continue
        if match.cue.members is Place.BETWEEN and not _has_a_subject(text, tokens, match, items, cues):
            continue
        place = match.after
        while place < len(tokens) and place not in starts and _is_beside(tokens[place].key, cues):
            place += 1
        gap = text[tokens[match.after - 1].end : tokens[place].start] if place < len(tokens) else "."
        if place in starts and not any(mark in gap for mark in ":;,()،؛—–"):
            found.add(place)
    return found


def _has_a_subject(
    text: str, tokens: Sequence[Word], match: Match, items: Sequence[Item], cues: Cues
) -> bool:
    """Tell whether names stand before a phrase, so that those after it are its target."""
    number = bisect_right(items, match.first, key=lambda item: item.after)
    if number <= 1 or match.first - items[number - 1].after > _NEAR_THE_VERB:
        return False
    if not _connected(text, tokens, items[number - 2 : number - 1], items[number - 1], cues):
        return False  # "the independence of Kosovo"
    between = tokens[items[number - 1].after : match.first]
    return not any(word.key in cues.contrasts for word in between)


def _is_beside(key: str, cues: Cues) -> bool:
    return key in cues.fillers | cues.titles | cues.genitives


def _repeated(tokens: Sequence[Word], first: Item, item: Item, cues: Cues) -> str:
    """Return the word right before a name that stands before the first one of its row, too, or empty.

    "D'" is the same as "de".
    """
    if not first.first or not item.first:
        return ""
    lead, own = tokens[first.first - 1].key, tokens[item.first - 1].key
    beside = cues.genitives | cues.barred_before
    alike = lead == own or lead.startswith(own) or own.startswith(lead)
    return own if lead in beside and own in beside and alike else ""


def _connected(text: str, tokens: Sequence[Word], group: Sequence[Item], item: Item, cues: Cues) -> bool:
    """Tell whether only a comma, a conjunction, articles and titles stand between two names.

    A preposition may stand there that stands before the first name of the row, too.
    """
    before = group[-1]
    repeated = _repeated(tokens, group[0], item, cues)
    note = _BRACKETED.match(text, before.end, before.end + _LONGEST_NOTE)
    if note and note.end() > tokens[item.first].start:
        note = None
    between = [word for word in tokens[before.after : item.first] if note is None or word.start >= note.end()]
    conjunctions = {word.casefold() for word in (*cues.conjunctions, *cues.attached)}
    joined = " ".join(text[word.start : word.end].casefold() for word in between) in conjunctions
    for word in () if joined else between:
        if text[word.start : word.end].casefold() in conjunctions:
            joined = True
        elif word.key not in cues.fillers | cues.titles | cues.heads.keys() and word.key != repeated:
            return False
    position = max(before.end, tokens[before.after - 1].end)
    note = _BRACKETED.match(text, position, position + _LONGEST_NOTE)
    if note and note.end() <= tokens[item.first].start:
        position = note.end()
    for word in [*between, tokens[item.first]]:
        for character in text[position : word.start]:
            if character in cues.separators or character == "&":
                joined = joined or character not in "|/·"
            elif character not in _BETWEEN:
                return False
        position = max(position, word.end)
    return joined


def _enumeration(
    text: str, tokens: Sequence[Word], group: list[Item], taken: set[int], cues: Cues
) -> Enumeration | None:
    while group and not group[0].known and group[0].first == 0 and len(group) > 1 and group[1].known:
        group = group[1:]  # "However, Russia and China …"
    known = sum(item.known for item in group)
    if known < 2 and known < len(group) and not _are_people(text, tokens, group, cues):
        return None
    first, after = group[0].first, group[-1].after
    start, end = tokens[first].start, group[-1].end
    if not _CASED.match(text[start]):
        first, after = widened(text, tokens, first, after, taken, cues)
        start = tokens[first].start
        end = tokens[after - 1].end if after > group[-1].after else end
    note = _BRACKETED.match(text, end, end + _LONGEST_NOTE)
    repeated = _repeated(tokens, group[0], group[-1], cues) if len(group) > 1 else ""
    return Enumeration(first, after, start, note.end() if note else end, known, len(group) == 1, repeated)


def _are_people(text: str, tokens: Sequence[Word], group: Sequence[Item], cues: Cues) -> bool:
    """Tell whether names that are not known are those of people or parties: three, or with titles."""
    titled = sum(
        item.titled
        or any(word.key in cues.heads for word in tokens[item.first : item.after])
        or _ACRONYM.fullmatch(text, tokens[item.first].start, item.end) is not None
        for item in group
    )
    full = sum(item.after - item.first > 1 for item in group)
    if len(group) == _FEWEST_UNKNOWN - 1:
        return titled == len(group) or (titled > 0 and full == len(group))
    return len(group) >= _FEWEST_UNKNOWN and (titled > 0 or full * 2 >= len(group))
