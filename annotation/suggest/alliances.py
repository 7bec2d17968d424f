"""Finding alliance lists in a text: "<somebody> के पक्ष में देश- A, B और C", "Countries supporting X: A, B and C".

A list stands in one line, after a heading that ends in a colon or a dash. The heading holds a phrase that
says where the listed ones stand (see `resources/cues/`); the words beside it name the target. The rules and
weights were measured on Hindi and English news.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from annotation.suggest.cues import Cue, Cues, language_of, load_cues
from annotation.suggest.known import recognise
from annotation.suggest.members import read_members
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.text.folding import Degree, fold
from annotation.text.words import sentence_ends, words

OFFERED_FROM = 0.5
"""The confidence from which a list is proposed."""

_MOST_HEADING_WORDS = 16
_LONGEST_HEADING = 300
_MOST_BREAKS = 4
_CUE, _KNOWN_MEMBERS, _HEAD_NOUN, _TARGET = 0.35, 0.45, 0.1, 0.1
_LONGEST_PERSON = 4
_UNKNOWN_TARGET = 0.8
_POSSESSIVES = ("'s", "’s")
_LINE = regex.compile(r"[^\n\r\u2028\u2029]+")
_BREAK = regex.compile(r"[:：]\s*[-–—]*(?!//)|—+|(?<=\s)[-–]+(?=\s|$)|[-–]+(?=\s)|(?<=\s)[-–]+")
_BULLET = regex.compile(r"[\s*•▪◦●\"'“”‘’«»#>-]*(?:\d{1,2}[.)]\s+)?")

Span = tuple[int, int]


def find_camps(text: str) -> tuple[ProposedCamp, ...]:
    """Return the alliance lists of a text, in its order."""
    camps: list[ProposedCamp] = []
    for line in _LINE.finditer(text):
        if _BREAK.search(text, *line.span()) is not None:
            camps.extend(_camps_of_line(text, *line.span()))
    return tuple(camps)


def _camps_of_line(text: str, start: int, end: int) -> Iterator[ProposedCamp]:
    ends = [start, *sentence_ends(text, start, end)]
    if ends[-1] != end:
        ends.append(end)
    breaks = list(_BREAK.finditer(text, start, end))
    number = 0
    while number < len(breaks):
        sentence = bisect_right(ends, breaks[number].start())
        if sentence == len(ends):
            return
        begin, finish = ends[sentence - 1], ends[sentence]
        here: list[Span] = []
        while number < len(breaks) and breaks[number].start() < finish:
            here.append(breaks[number].span())
            number += 1
        readings = [_read(text, begin, span, finish) for span in here[:_MOST_BREAKS]]
        found = [camp for camp in readings if camp is not None and camp.confidence >= OFFERED_FROM]
        if found:
            yield max(found, key=lambda camp: camp.confidence)


def _read(text: str, start: int, separator: Span, end: int) -> ProposedCamp | None:
    """Read a sentence as a heading, a separator and a list; None if it is something else."""
    bullet = _BULLET.match(text, start, separator[0])
    start = bullet.end() if bullet else start
    stop = separator[0]
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if not 0 < stop - start <= _LONGEST_HEADING:
        return None
    spans = list(words(text, start, stop))
    if not 0 < len(spans) <= _MOST_HEADING_WORDS:
        return None
    cues = load_cues(language_of(text[start:stop]))
    keys = [fold(text[slice(*span)], Degree.LOOSE) for span in spans]
    found = cues.find(keys)
    if found is None:
        return None
    first, after, cue = found
    label = next((cues.heads[key] for key in reversed(keys) if key in cues.heads), "")
    members = read_members(text, separator[1], end, cues, label or "Group")
    if not members:
        return None
    target = _target(text, spans, keys, (first, after, cue), cues)
    known = sum(1 for member in members if member.confidence > OFFERED_FROM) / len(members)
    confidence = _CUE + _KNOWN_MEMBERS * known + _HEAD_NOUN * bool(label) + _TARGET * (target is not None)
    return ProposedCamp(start, stop, target, cue.polarity, members, round(confidence, 3))


def _target(
    text: str, spans: list[Span], keys: list[str], found: tuple[int, int, Cue], cues: Cues
) -> ProposedName | None:
    """Return who or what is named beside the cue, without titles, head nouns and the like."""
    first, after, cue = found
    low, high = (0, first) if cue.target_before else (after, len(spans))
    outside = cues.titles | cues.fillers
    titled = False
    for place in range(high - 2, low - 1, -1):
        if keys[place] in cues.titles and keys[place + 1] not in cues.genitives | outside:
            low, titled = place + 1, True
            break
    while low < high and (keys[low] in outside or (cue.target_before and keys[low] in cues.heads)):
        titled = titled or keys[low] in cues.titles
        low += 1
    while low < high and keys[high - 1] in outside:
        high -= 1
    if low >= high:
        return None
    if titled:
        high = next((place for place in range(low + 1, high) if keys[place] in cues.genitives), high)
    start, end = spans[low][0], spans[high - 1][1]
    if text[start:end].endswith(_POSSESSIVES):
        end -= len(_POSSESSIVES[0])
    surface = text[start:end]
    known = recognise(surface, cues.language, Degree.LOOSE)
    if known is not None:
        return ProposedName(start, end, surface, known[0].label, known[0].name, known[0].code)
    label = "Person" if titled else _label_of_unknown(text, spans[low:high], keys[low:high], cues)
    return ProposedName(start, end, surface, label, surface, "", confidence=_UNKNOWN_TARGET)


def _label_of_unknown(text: str, spans: list[Span], keys: list[str], cues: Cues) -> str:
    """Guess what a target is that is not known by name: people, a matter, or a person."""
    if keys[-1] in cues.heads:
        return "Group"
    matter = len(keys) > _LONGEST_PERSON or any(key in cues.issues | cues.genitives for key in keys)
    if matter or any(recognise(text[slice(*span)], cues.language, Degree.STRICT) for span in spans):
        return "Issue"
    return "Person"
