"""A text in which spellings that a reader takes for the same are written the same, for searching.

Unlike the folding of names (`folding`), which also compares how a name sounds, this one joins only what a
typist chooses among: composed or decomposed, upper or lower case, with or without nukta and joiners, and
anusvara, chandrabindu or a nasal with virama (हिन्दी, हिंदी). A folded text is for comparing only: every
place in it leads back to the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import chain

_DROPPED = "\u093c\u09bc\u0a3c\u0abc\u0b3c\u200c\u200d"
"""Nuktas, then the joiners."""

_WITHOUT_DROPPED = str.maketrans(dict.fromkeys(_DROPPED))
_ANUSVARA = "\u0902"
_CHANDRABINDU = "\u0901"
_NASAL = re.compile("[ङञणनम]\u094d(?=[क-ह])")
_NASALS = "ङञणन\u0929म"
_COMMON = (range(0x3400), range(0xA600, 0xAC00), range(0xF900, 0x10000))
_RARE = (*_COMMON, range(0x10000, 0x12000), range(0x16000, 0x17000), range(0x1B000, 0x1F000))
"""Where there are characters that decompose, fold to several or combine; Hangul syllables are named apart."""

_HAS_RARE = re.compile("[\U00010000-\U00011fff\U00016000-\U00016fff\U0001b000-\U0001efff]")


def fold_spelling(text: str) -> str:
    """Return what all spellings of a text have in common."""
    return _NASAL.sub(_ANUSVARA, _fold_characters(text))


class FoldedText:
    """A folded text that knows where each place of it is in the text as it stands.

    The two differ in length only at few places, *pieces*, each of which lies within one grapheme cluster;
    between them a place moves by as much as the last piece says. Positions are code points.

    Attributes:
        text: the folded text.
    """

    def __init__(self, original: str) -> None:
        parts: list[str] = []
        # Arrays: in Korean or Vietnamese nearly every character is a piece.
        self._starts, self._ends = array("i"), array("i")
        self._folded_starts, self._folded_ends = array("i"), array("i")
        last = folded = 0
        pieces = _pieces(_HAS_RARE.search(original) is not None)
        for match in pieces.finditer(original):
            start, end = match.span()
            part = _ANUSVARA if match.lastgroup == "nasal" else _fold_characters(match[0])
            folded += start - last
            parts += (original[last:start], part)
            self._starts.append(start)
            self._folded_starts.append(folded)
            folded += len(part)
            self._ends.append(end)
            self._folded_ends.append(folded)
            last = end
        parts.append(original[last:])
        # Outside of the pieces every character folds to one; what is folded already stays as it is.
        self.text = unicodedata.normalize("NFD", "".join(parts)).casefold().replace(_CHANDRABINDU, _ANUSVARA)

    def original_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the folded text is in the original; None if a piece is cut by it."""
        first, after = self._to_original(start), self._to_original(end)
        return None if first is None or after is None else (first, after)

    def from_original(self, position: int) -> int:
        """Return where a position of the original is in the folded text; within a piece: its start."""
        piece = bisect_right(self._starts, position) - 1
        if piece < 0:
            return position
        if position >= self._ends[piece]:
            return self._folded_ends[piece] + position - self._ends[piece]
        return self._folded_starts[piece]

    def _to_original(self, place: int) -> int | None:
        piece = bisect_right(self._folded_starts, place) - 1
        if piece < 0:
            return place
        if place >= self._folded_ends[piece]:
            return self._ends[piece] + place - self._folded_ends[piece]
        return self._starts[piece] if place == self._folded_starts[piece] else None


@lru_cache(maxsize=2)
def folded_text(text: str) -> FoldedText:
    """Fold a text, or return what was made of it a moment ago: the same one is searched again and again."""
    return FoldedText(text)


@lru_cache(maxsize=10_000)
def _fold_characters(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text).translate(_WITHOUT_DROPPED)
    cased = unicodedata.normalize("NFD", decomposed).casefold()
    return unicodedata.normalize("NFD", cased).replace(_CHANDRABINDU, _ANUSVARA)


@lru_cache(maxsize=2)
def _pieces(rare: bool) -> re.Pattern[str]:
    """Return what finds the places that a folded text shortens, lengthens or puts in another order.

    These are a nasal with virama before a consonant, a character that does not fold to exactly one with the
    combining marks after it, and two marks or more, which may have to change places.

    Args:
        rare: with the scripts beyond U+FFFF, which make the search several times slower.
    """
    changing, marks = ["\uac00-\ud7a3"], list(_DROPPED)
    for character in map(chr, chain.from_iterable(_RARE if rare else _COMMON)):
        decomposed = unicodedata.normalize("NFD", character)
        if unicodedata.combining(decomposed[0]) or character in _DROPPED:
            marks.append(character)
        if len(decomposed) != 1 or len(_fold_characters(character)) != 1:
            changing.append(character)
    change, mark = "".join(changing), "".join(marks)
    # One class of characters at the head of the pattern is found many times faster than three ways to begin.
    return re.compile(
        f"[{_NASALS}{change}{mark}]"
        f"(?:(?P<nasal>(?<=[{_NASALS}])[{_DROPPED}]*\u094d[{_DROPPED}]*(?=[क-ह\u0958-\u095f]))|(?<=[{change}])[{mark}]*|(?<=[{mark}])[{mark}]+)"
    )
