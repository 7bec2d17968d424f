"""Reading what a person selected and says to be a list: its heading, if there is one, and its members."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from annotation.suggest.cues import Cues, language_of, load_cues
from annotation.suggest.members import split_members
from annotation.suggest.phrases import word_key
from annotation.suggest.proposals import ProposedName
from annotation.suggest.units import BULLET
from annotation.text.words import trim, words

_LINE = regex.compile(r"[^\n\r\u2028\u2029]*[^\s][^\n\r\u2028\u2029]*")
_BREAK = regex.compile(r"[:：](?!//)|\s[-–—]+(?=\s|$)|(?<=\S)[-–—]+(?=\s|$)|—")
_LONGEST_NAME = 5
_UNKNOWN_LABEL = "Group"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadList:
    """What was read: the span of the heading in code points, or None, and the members in their order."""

    heading: Span | None
    members: tuple[ProposedName, ...]


def read_selection(text: str, start: int, end: int) -> ReadList:
    """Read a stretch of an article as a list, whatever it looks like.

    The heading is what stands before a colon or a dash in the first line, or else the first line if it looks
    like none of the others: it is no name, or they have bullets and it has none. All else is members.

    Args:
        text: the article.
        start: where the stretch begins, in code points.
        end: where it ends.
    """
    lines = [line.span() for line in _LINE.finditer(text, start, end)]
    if not lines:
        return ReadList(None, ())
    cues = load_cues(language_of(text[start:end]))
    heading, body = _heading(text, lines, cues)
    label = _label(text, heading, cues)
    members = split_members(text, body, end, cues, label or _UNKNOWN_LABEL)
    if not label:
        members = split_members(text, body, end, cues, _usual_label(members))
    return ReadList(heading, members)


def _heading(text: str, lines: list[Span], cues: Cues) -> tuple[Span | None, int]:
    """Return the span of the heading, or None, and where the members begin."""
    first = lines[0]
    if BULLET.match(text, *first) is None and (found := _BREAK.search(text, *first)) is not None:
        heading = trim(text, first[0], found.start())
        if heading[0] < heading[1]:
            return heading, found.end()
    if len(lines) > 1 and _is_title(text, lines, cues):
        return trim(text, *first), first[1]
    return None, first[0]


def _is_title(text: str, lines: list[Span], cues: Cues) -> bool:
    """Say whether the first line looks like a heading: unlike the others, or like no name."""
    first, *others = lines
    if BULLET.match(text, *first) is not None:
        return False
    if all(BULLET.match(text, *line) is not None for line in others):
        return True
    spans = list(words(text, *first))
    keys = [word_key(text[slice(*span)]) for span in spans]
    separated = any(separator in text[slice(*first)] for separator in cues.separators)
    return not separated and (len(spans) > _LONGEST_NAME or cues.find(keys) is not None)


def _label(text: str, heading: Span | None, cues: Cues) -> str:
    """Return the label of those whom a heading speaks of ("countries"), or nothing."""
    if heading is None:
        return ""
    keys = [word_key(text[slice(*span)]) for span in words(text, *heading)]
    return next((cues.heads[key] for key in reversed(keys) if key in cues.heads), "")


def _usual_label(members: tuple[ProposedName, ...]) -> str:
    """Return the label that most certain members have."""
    counts = Counter(member.label for member in members if member.certain)
    return next((label for label, _ in counts.most_common(1)), _UNKNOWN_LABEL)
