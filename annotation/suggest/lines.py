"""Lists over lines: a heading, and under it one name a line, with bullets or numbers or without."""

from __future__ import annotations

from annotation.suggest.cues import Cues
from annotation.suggest.headed import BREAK
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
_MOST_ITEM_WORDS = 7
_MOST_WORDS_OF_A_SENTENCE = 3
_LONGEST_ITEM = 200
_KNOWN_WITHOUT_SIGNS = 0.6
_LINE_ENDS = "\n\r\u2028\u2029"

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
    if BREAK.search(text, start, start + len(line.rstrip(_ENDS_A_HEADING))) is not None:
        return None
    heading = read_heading(text, start, end, cues.language)
    if heading is None:
        return None
    bulleted = BULLET.match(text, *lines[number + 1]) is not None
    after = _end_of_items(text, lines, number + 1, bulleted, cues)
    if after == number + 1:
        return None
    body = (lines[number + 1][0], lines[after - 1][1])
    members = read_members(text, *body, heading.cues, heading.label, fewest=1, separators=_LINE_ENDS)
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
            bulleted and recognise(text[start:end].strip(" \t,،;؛"), cues.language, Degree.LOOSE)
        ):
            break
        if not _may_be_item(text, start, end, cues):
            break
        if not bulleted and read_heading(text, start, end, cues.language) is not None:
            break
        number += 1
    return number


def _may_be_item(text: str, start: int, end: int, cues: Cues) -> bool:
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    if any(mark in text[start:end] for mark in ":："):
        return False
    separated = any(mark in cues.separators for mark in text[start:end])
    if separated:
        return text[end - 1] not in _ENDS_A_SENTENCE or BREAK.search(text, start, end) is None
    if end - start > _LONGEST_ITEM:
        return False
    count = sum(1 for _ in words(text, start, end))
    if text[end - 1] in _ENDS_A_SENTENCE and count > _MOST_WORDS_OF_A_SENTENCE:
        return False
    return 0 < count <= _MOST_ITEM_WORDS
