"""The words of a stretch of text as finding lists sees them, and the known names among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.known import Known, lexicon_of
from annotation.suggest.phrases import word_key
from annotation.text.words import words

_APOSTROPHES = "'’"
_GAP = regex.compile(r"[ \u00a0]?[-–&.]?[ \u00a0]?")
_SHORTEST_REST = 2
_DEFINITE = "ال"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, without an article or a conjunction that is written together with it, and its folded key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name: the number of its first word and of the one after it, its span, and what it means."""

    first: int
    after: int
    start: int
    end: int
    known: Known


def tokenise(text: str, start: int, end: int, cues: Cues) -> list[Word]:
    """Return the words between two positions; joined articles ("l'") and conjunctions ("و") stand apart."""
    joined = tuple(article.casefold() for article in cues.articles if article[-1] in _APOSTROPHES)
    found: list[Word] = []
    for first, last in words(text, start, end):
        cut = _joined(text, first, last, joined, cues)
        while cut:
            found.append(_word(text, first, first + cut))
            first += cut
            cut = _joined(text, first, last, joined, cues)
        if found and _is_initialism(text, found[-1], first, last):
            first = found.pop().start
        found.append(_word(text, first, last))
    return found


def _is_initialism(text: str, before: Word, start: int, end: int) -> bool:
    """Tell whether a letter goes on with letters before it ("U.S.")."""
    return (
        end - start == 1
        and text[before.end : start] == "."
        and text[start].isupper()
        and text[before.end - 1].isupper()
        and (before.end - before.start == 1 or text[before.end - 2] == ".")
    )


def _word(text: str, start: int, end: int) -> Word:
    surface = text[start:end]
    return Word(start, end, word_key(surface) or surface)


def _joined(text: str, start: int, end: int, articles: tuple[str, ...], cues: Cues) -> int:
    """Return the length of an article or a conjunction at the start of a word that is no part of it."""
    if articles:
        surface = text[start:end].replace("’", "'").casefold()
        for article in articles:
            if surface.startswith(article) and len(surface) > len(article):
                return len(article)
    for conjunction in cues.attached:
        if is_attached(text[start:end], conjunction, cues):
            return len(conjunction)
    return 0


def is_attached(word: str, conjunction: str, cues: Cues) -> bool:
    """Tell whether a word begins with a conjunction that is written together with the word after it."""
    if not word.startswith(conjunction) or len(word) - len(conjunction) < _SHORTEST_REST:
        return False
    rest = word[len(conjunction) :]
    key, inner = word_key(word), word_key(rest)
    lexicon = lexicon_of(cues.language)
    if key in cues.whole or lexicon.reach(word) or cues.phrases.begins(key):
        return False
    function = cues.contrasts | cues.others | cues.titles | cues.stops | cues.heads.keys()
    known = rest.startswith(_DEFINITE) or lexicon.reach(rest) or cues.phrases.begins(inner)
    return bool(known) or inner in function or inner.isdecimal()


def name_at(text: str, tokens: Sequence[Word], place: int, cues: Cues) -> FoundName | None:
    """Return the longest known name that begins with a word; endings that are cases are no part of it."""
    lexicon = lexicon_of(cues.language)
    first = tokens[place]
    reach = max(lexicon.reach(text[first.start : end]) for end in _ends(text, first, cues))
    last = place
    while last - place + 1 < reach and last + 1 < len(tokens):
        if _GAP.fullmatch(text, tokens[last].end, tokens[last + 1].start) is None:
            break
        last += 1
    for number in range(last if reach else place - 1, place - 1, -1):
        for end in _ends(text, tokens[number], cues):
            known = lexicon.in_text(text[first.start : end])
            if known is not None:
                end += text[end : end + 1] == "." and "." in text[first.start : end]
                return FoundName(place, number + 1, first.start, end, known)
    return None


def _ends(text: str, word: Word, cues: Cues) -> list[int]:
    """Return where a name may end that ends with a word: with the word, or before a suffix of it."""
    return [word.end, *cut_suffixes(text, word.start, word.end, cues)]


def cut_suffixes(text: str, start: int, end: int, cues: Cues) -> list[int]:
    """Return the places where a suffix of a name begins, the longest suffix first."""
    surface = text[start:end]
    return [
        end - len(suffix)
        for suffix in cues.suffixes
        if surface.endswith(suffix) and len(surface) - len(suffix) >= _SHORTEST_REST
    ]
