"""The lines and sentences of a text, as finding lists reads them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.phrases import word_key
from annotation.text.words import sentence_ends

BULLET = regex.compile(
    r"(?:\s*(?:[-+*•▪◦●○■□–—‣·→➤►✓✔]\s*|\[\p{N}{1,3}\]\s*|\(?\p{L}\p{M}*\)\s+"
    r"|\(?\p{N}{1,3}(?:[.)]\s+|۔\s*|\s*[-–]\s*)))+"
)
"""What stands before an item of a list: bullets, letters, and numbers as typed ("2)", "३.", "۴۔", "5 -")."""

_LINE = regex.compile(r"[^\n\r\u2028\u2029]+")
LAST_WORD = regex.compile(r"(?r)[\p{L}\p{M}]+")
_FIRST_WORD = regex.compile(r"\s*([\p{L}\p{M}&]+)")
_ITEM_NUMBER = regex.compile(r"(?r)(?:(?P<opens>[:：–—-])\s*|(?<=\s))(?P<number>\p{Nd}{1,2})[.۔]")
_MISPLACED_STOP = regex.compile(r"(?<=\p{L}\p{M}*\s)\.(?=\p{L}\p{M}*\p{L})")
_LINE_ENDS = "\n\r\u2028\u2029"
_WRAPPED = 40
"""A line that is shorter was not wrapped by a mailer: the next one does not go on with it."""

Span = tuple[int, int]


def lines_of(text: str) -> list[Span]:
    """Return start and end of each line that holds more than white space."""
    return [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]


def joined_lines(text: str, lines: list[Span], cues: Cues) -> Iterator[Span]:
    """Yield stretches of lines that are one: where a list or a sentence goes on after the end of a line."""
    start = None
    for number, line in enumerate(lines):
        start = line[0] if start is None else start
        if number + 1 == len(lines) or not _goes_on(text, line, lines[number + 1], cues):
            yield start, line[1]
            start = None


def _goes_on(text: str, line: Span, following: Span, cues: Cues) -> bool:
    if text.count("\n", line[1], following[0]) > 1:
        return False
    end = line[1]
    while end > line[0] and text[end - 1].isspace():
        end -= 1
    if text[end - 1] in cues.separators and text[end - 1] not in "|/·":
        return True
    word = _FIRST_WORD.match(text, *following)
    last = LAST_WORD.match(text, line[0], end)
    if last and last.group().casefold() in cues.conjunctions:
        return True
    if word is None:
        return False
    if word[1].casefold() in cues.conjunctions:
        return True
    return word[1][0].islower() and end - line[0] >= _WRAPPED and text[end - 1].isalnum()


def sentences_of(text: str, start: int, end: int, cues: Cues) -> Iterator[Span]:
    """Yield the sentences between two positions; an abbreviation ends none, nor does a line that goes on."""
    begin, counted = start, 0
    for stop in sentence_ends(text, start, end):
        number = _number_of_an_item(text, begin, stop)
        if number and number in (1, counted + 1):
            counted = number
            continue
        if _is_inside(text, begin, stop, cues):
            continue
        yield from _cut(text, begin, stop)
        begin, counted = stop, 0
    if begin < end:
        yield from _cut(text, begin, end)


def _cut(text: str, begin: int, end: int) -> Iterator[Span]:
    """Yield a sentence, or several where a space stands before a full stop instead of behind it."""
    for match in _MISPLACED_STOP.finditer(text, begin, end):
        yield begin, match.end()
        begin = match.end()
    yield begin, end


def _number_of_an_item(text: str, begin: int, stop: int) -> int:
    """Return the number before a full stop that counts an item of a list ("For: 1. Chile 2. Peru"), or 0."""
    match = _ITEM_NUMBER.match(text, max(begin, stop - 20), stop)
    if match is None or (match["opens"] is None) is (int(match["number"]) == 1):
        return 0
    return int(match["number"])


def _is_inside(text: str, begin: int, stop: int, cues: Cues) -> bool:
    if text[stop - 1] in _LINE_ENDS:
        return True
    if text[stop - 1] != ".":
        return False
    word = LAST_WORD.match(text, max(begin, stop - 20), stop - 1)
    return word is not None and word.end() == stop - 1 and word_key(word.group()) in cues.abbreviations
