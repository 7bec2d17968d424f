"""Lists over lines: a heading, and under it one name a line, with bullets or numbers or without."""

from __future__ import annotations

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.headed import BREAK, is_tight
from annotation.suggest.headings import camp_under, read_heading
from annotation.suggest.known import recognise
from annotation.suggest.members import known_share, read_members
from annotation.suggest.proposals import ProposedCamp
from annotation.suggest.units import BULLET
from annotation.text.folding import Degree
from annotation.text.words import words

_ENDS_A_HEADING = ":：;؛ঃ-–—"
_QUESTION_MARKS = "?؟"
_ENDS_A_SENTENCE = ".।۔!?؟"
_RULE = regex.compile(r"[\s=_*~–—-]+")
_COLON = regex.compile(r"[:：]")
_DASH = regex.compile(r"(?:\s|^)[-–—]+\s|—")
_SENTENCE_END = regex.compile(r"(?<=\p{L}[\p{L}\p{M}]{2,}\s?)(?:[.।۔](?=\s+\S)|(?<=\s)[.۔](?=\p{L}))")
_MOST_ITEM_WORDS = 7
_MOST_WORDS_OF_A_SENTENCE = 3
_LONGEST_ITEM = 200
_KNOWN_WITHOUT_SIGNS = 0.6
_LINE_ENDS = r"[\n\r\u2028\u2029]"

Span = tuple[int, int]


def list_under(text: str, lines: list[Span], number: int, cues: Cues) -> tuple[ProposedCamp, int] | None:
    """Return the list whose heading is a line, and the number of the line after it; None if there is none.

    Args:
        text: the article.
        lines: start and end of its lines.
        number: which of them may be the heading.
        cues: the words of the language of the text around it.
    """
    if number + 1 >= len(lines):
        return None
    start, end = lines[number]
    line = text[start:end].rstrip(' \t*"”’»')
    marked = line[-1:] in _ENDS_A_HEADING
    asked = line[-1:] in _QUESTION_MARKS
    if not (marked or asked) and line[-1:] in _ENDS_A_SENTENCE:
        return None
    stop = start + len(line.rstrip(_ENDS_A_HEADING))
    if any(not is_tight(match) for match in BREAK.finditer(text, start, stop)):
        return None
    heading = read_heading(text, start, end, cues.language)
    if heading is None:
        return None
    first = number + 1
    if _RULE.fullmatch(text, *lines[first]) and first + 1 < len(lines):
        marked, first = True, first + 1
    bullet = BULLET.match(text, *lines[first])
    bulleted = bullet is not None
    if bullet and not marked and text.startswith(bullet.group(), start):
        return None  # one item of a list, and no heading
    after = _end_of_items(text, lines, first, bulleted, cues)
    if after == first:
        return None
    body = (lines[first][0], _end_of_last(text, lines, after, cues))
    members = read_members(text, *body, heading.cues, heading.label, fewest=1, between=_LINE_ENDS)
    if not members or not (marked or asked or bulleted or known_share(members) >= _KNOWN_WITHOUT_SIGNS):
        return None
    camp = camp_under(text, heading, members)
    return None if camp is None else (camp, after)


def _end_of_items(text: str, lines: list[Span], first: int, bulleted: bool, cues: Cues) -> int:
    """Return the number of the line after the last one that may be an item."""
    number = first
    while number < len(lines):
        start, end = lines[number]
        gap = text.count("\n", lines[number - 1][1], start)
        if gap > 1 and number > first and not bulleted:
            break
        if (BULLET.match(text, start, end) is not None) is not bulleted and not (
            bulleted and number > first and _is_uneven_item(text, lines, number, cues)
        ):
            break
        if not _may_be_item(text, start, end, cues):
            break
        if not bulleted and read_heading(text, start, end, cues.language) is not None:
            break
        number += 1
    return number


def _end_of_last(text: str, lines: list[Span], after: int, cues: Cues) -> int:
    """Return where a list ends, whose last item may have a sentence behind it ("- Peru. They met.")."""
    if after < len(lines) and text.count("\n", lines[after - 1][1], lines[after][0]) <= 1:
        bullet = BULLET.match(text, *lines[after])
        start = bullet.end() if bullet else lines[after][0]
        stop = _SENTENCE_END.search(text, start, lines[after][1])
        if stop is not None:
            names = read_members(text, start, stop.start(), cues, "", fewest=1)
            if names and known_share(names) == 1:
                return stop.start()
    return lines[after - 1][1]


def _is_uneven_item(text: str, lines: list[Span], number: int, cues: Cues) -> bool:
    """Tell whether a line is an item without the bullet that the others have, by its name or its place."""
    start, end = lines[number]
    if recognise(text[start:end].strip(" \t,،;؛"), cues.language, Degree.LOOSE):
        return True
    if text.count("\n", lines[number - 1][1], start) > 1 or read_heading(text, start, end, cues.language):
        return False
    following = lines[number + 1] if number + 1 < len(lines) else None
    among = following is not None and text.count("\n", end, following[0]) == 1
    return text[start].isspace() or (
        among and following is not None and BULLET.match(text, *following) is not None
    )


def _may_be_item(text: str, start: int, end: int, cues: Cues) -> bool:
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    colon = _COLON.search(text, start, end)
    if colon is not None:
        return recognise(text[start : colon.start()].strip(), cues.language, Degree.LOOSE) is not None
    separated = any(mark in cues.separators for mark in text[start:end])
    if separated:
        if _SENTENCE_END.search(text, start, end) is not None:
            return False
        return text[end - 1] not in _ENDS_A_SENTENCE or _DASH.search(text, start, end) is None
    if end - start > _LONGEST_ITEM:
        return False
    count = sum(1 for _ in words(text, start, end))
    if text[end - 1] in _ENDS_A_SENTENCE and count > _MOST_WORDS_OF_A_SENTENCE:
        return False
    return 0 < count <= _MOST_ITEM_WORDS
