"""Phrases of cues, and where they stand among the words of a heading or a sentence.

A word of a phrase that ends in "*" stands for every word that begins so ("apoy*"); "~" stands for at most
three words of any kind, "~ ~" for up to six; a last word that ends in "+" is a prefix of the word after the
phrase (Arabic "ل+"), a first one that begins with "+" is what a name ends in (Marathi "+विरोधात").
What stands before "…" is a word that must have come before, with names between ("votaron … en contra").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import regex

from annotation.records import Polarity
from annotation.text.folding import Degree, fold

_LONGEST_GAP = 3
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_ANY, _GAP, _PREFIX, _LIST = "*", "~", "+", "…"


class Side(StrEnum):
    """On which side of a phrase the one is named whom the listed ones stand with or against."""

    BEFORE = "before"
    AFTER = "after"
    NONE = "none"


class Place(StrEnum):
    """Where the listed ones are named: after a heading with the phrase in it, or beside it in a sentence.

    `ALONE` is for words that say something only if they are the whole heading ("Against: A, B"), `BESIDE` for
    such as do so only at the edge of one, beside another list ("Against Ort: A, B. With Ort: C, D").
    """

    HEADING = "heading"
    ALONE = "alone"
    BESIDE = "beside"
    BEFORE = "before"
    AFTER = "after"
    EITHER = "either"
    BETWEEN = "between"
    """Between the phrase and its target, as after a verb that begins the sentence, or before the phrase."""


IN_SENTENCES = frozenset({Place.BEFORE, Place.AFTER, Place.EITHER, Place.BETWEEN})


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says: where the listed ones stand, and where they and the target are named.

    `prefix` is what the target begins with that is no part of it; `needs` is how a word begins that must
    stand before the phrase.
    """

    polarity: Polarity
    target: Side
    members: Place
    prefix: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: its first word, the word after it, and how much of that word belongs to it.

    `gap` are the numbers of the words that "~" stands for; `joined` says that the first word is a name with
    the begin of the phrase at its end.
    """

    first: int
    after: int
    cue: Cue
    cut: int = 0
    gap: tuple[int, int] = (0, 0)
    joined: bool = False

    @property
    def before(self) -> int:
        """The number of the word that those end before which may name somebody before the phrase."""
        return self.first + self.joined


class PhraseBook:
    """The phrases of a language by how their first words begin."""

    def __init__(self, phrases: Iterable[tuple[str, Cue]]) -> None:
        self._whole: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        self._ended: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        claimed: dict[tuple[tuple[str, ...], str], Cue] = {}
        for phrase, stated in phrases:
            tokens, cue = _read(phrase, stated)
            if claimed.setdefault((tokens, cue.needs), cue) != cue:
                raise ValueError(phrase)
            index, first = self._whole, tokens[0]
            if first.endswith(_ANY):
                index, first = self._begun, first[:-1]
            elif first.startswith(_PREFIX):
                index, first = self._ended, first[1:]
            index.setdefault(first, []).append((tokens, cue))
        self.cues = frozenset(claimed.values())
        self._shortest = min(map(len, self._begun), default=1)
        self._longest = max(map(len, self._begun), default=0)

    def begins(self, key: str) -> bool:
        """Tell whether some phrase may begin with a word."""
        return bool(self._choices(key))

    def plain(self) -> Iterator[tuple[tuple[str, ...], Cue]]:
        """Yield the phrases that are whole words side by side, and need no others around them."""
        for choices in self._whole.values():
            for tokens, cue in choices:
                signs = any(token == _GAP or token[-1] in _ANY + _PREFIX for token in tokens)
                if not (signs or cue.needs or cue.prefix or cue.members in (Place.ALONE, Place.BESIDE)):
                    yield tokens, cue

    def longest_at(
        self, keys: Sequence[str], first: int, accept: Callable[[Match], bool] | None = None
    ) -> Match | None:
        """Return the longest phrase that begins with a word and is acceptable, or None."""
        best: Match | None = None
        for tokens, cue in self._choices(keys[first]):
            found = _follow(tokens, 1, keys, first + 1)
            if found is None or (best is not None and found[:2] <= (best.after, best.cut)):
                continue
            joined = tokens[0].startswith(_PREFIX)
            match = Match(first, found[0], cue, found[1], found[2], joined)
            if accept is None or accept(match):
                best = match
        return best

    def longest(self, keys: Sequence[str], accept: Callable[[Match], bool] | None = None) -> Match | None:
        """Return the longest acceptable phrase anywhere; of equally long ones the one nearest to the end."""
        found = (self.longest_at(keys, first, accept) for first in range(len(keys)))
        return max(
            (match for match in found if match is not None),
            key=lambda match: (match.after - match.first, match.first),
            default=None,
        )

    def _choices(self, key: str) -> list[tuple[tuple[str, ...], Cue]]:
        choices = list(self._whole.get(key, ()))
        for length in range(self._shortest, min(len(key), self._longest) + 1):
            choices += self._begun.get(key[:length], ())
        for ending, phrases in self._ended.items():
            if key.endswith(ending) and key != ending:
                choices += phrases
        return choices


def _read(phrase: str, cue: Cue) -> tuple[tuple[str, ...], Cue]:
    before, rest, after = phrase.partition(_LIST)
    if rest:
        cue = replace(cue, needs=phrase_key(before)[0].removesuffix(_ANY))
    tokens = phrase_key(after if rest else phrase)
    if cue.members is Place.BETWEEN and tokens[-1].endswith(_PREFIX):
        return tokens[:-1], replace(cue, prefix=tokens[-1][:-1])
    return tokens, cue


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """Return by what words of phrases are compared: whatever the spelling, but with the endings of the word.

    Loose folding takes the endings of names away in scripts other than Devanagari.
    """
    return fold(word, Degree.LOOSE if _DEVANAGARI.search(word) else Degree.STRICT)


def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, with the signs that stand for other words."""
    tokens: list[str] = []
    for word in phrase.split():
        if word == _GAP:
            tokens.append(word)
            continue
        sign = word[-1] if word[-1] in _ANY + _PREFIX else ""
        joined = _PREFIX if word.startswith(_PREFIX) else ""
        parts = word_key(word.removeprefix(joined).removesuffix(sign)).split()
        tokens += [joined + " ".join(parts[:1]), *parts[1:]] if parts else []
        if parts:
            tokens[-1] += sign
    return tuple(tokens)


def _follow(
    tokens: tuple[str, ...], place: int, keys: Sequence[str], at: int
) -> tuple[int, int, tuple[int, int]] | None:
    """Return where the rest of a phrase ends, the length of a prefix there, and the gap; or None."""
    while place < len(tokens):
        token = tokens[place]
        if token == _GAP:
            for skipped in range(_LONGEST_GAP, -1, -1):
                found = _follow(tokens, place + 1, keys, at + skipped)
                if found is not None:
                    after = found[2][1] if tokens[place + 1] == _GAP else at + skipped
                    return found[0], found[1], (at, after)
            return None
        if at >= len(keys):
            return None
        if token.endswith(_PREFIX):
            prefix = token[:-1]
            begun = keys[at].startswith(prefix) and len(keys[at]) > len(prefix)
            return (at, len(prefix), (0, 0)) if begun else None
        if not (keys[at].startswith(token[:-1]) if token.endswith(_ANY) else keys[at] == token):
            return None
        place, at = place + 1, at + 1
    return at, 0, (0, 0)
