"""The words by which sentences voice a stance, read from `resources/stance_cues/` and `resources/cues/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from annotation.records import Polarity
from annotation.resources import ResourceError, entry, load_toml, tables, texts
from annotation.suggest import cues
from annotation.suggest.phrases import Cue as ListCue
from annotation.suggest.phrases import Side as ListSide
from annotation.suggest.phrases import word_key

LANGUAGES = ("ar", "bn", "en", "es", "fr", "hi", "mr", "ru", "ur")
"""The languages with a file of words."""

T = TypeVar("T")

Phrase = tuple[str, ...]
"""The loosely folded words of a phrase."""


class Side(StrEnum):
    """On which side of a phrase somebody is named; `FIRST`: before, and before the one beside the phrase."""

    BEFORE = "before"
    AFTER = "after"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class StanceCue:
    """What a phrase says: how the holder stands, and on which side of it the target is named."""

    polarity: Polarity
    target: Side


class Phrases(Generic[T]):
    """Phrases by their words, and what each of them means."""

    def __init__(self, meanings: Mapping[Phrase, T]) -> None:
        self._meanings = meanings
        self._longest: dict[str, int] = {}
        for phrase in meanings:
            self._longest[phrase[0]] = max(len(phrase), self._longest.get(phrase[0], 0))

    def at(self, keys: Sequence[str], place: int) -> tuple[int, T] | None:
        """Return of the longest phrase that begins at a word the number of words and what it means."""
        for length in range(self._longest.get(keys[place], 0), 0, -1):
            phrase = tuple(keys[place : place + length])
            if phrase in self._meanings:
                return len(phrase), self._meanings[phrase]
        return None


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The words of one language, loosely folded; the keys of its file explain them (see `hi.toml`).

    A cue that is None is a phrase that only looks like one.
    """

    language: str
    verb_final: bool
    subjects: frozenset[str]
    genitives: frozenset[str]
    aside_before: frozenset[str]
    aside_after: frozenset[str]
    conjunctions: frozenset[str]
    clauses: frozenset[str]
    finals: frozenset[str]
    negated_before: frozenset[str]
    negated_after: frozenset[str]
    them: frozenset[str]
    it: frozenset[str]
    selves: Phrases[None]
    reporting: Phrases[Side]
    cues: Phrases[StanceCue | None]


def language_for(language: str, text: str) -> str:
    """Return which of `LANGUAGES` an article is in: what is known of it, or else what its text tells."""
    primary = language.split("-")[0].lower()
    return primary if primary in LANGUAGES else cues.language_of(text)


@lru_cache(maxsize=len(LANGUAGES))
def load_words(language: str) -> StanceWords:
    """Read the words of a language.

    Raises:
        ResourceError: if a file is missing or malformed.
    """
    name = f"{language}.toml"
    listed = dict(cues.load_cues(language).phrases.plain()) if language in cues.languages() else {}
    return words_from(load_toml("stance_cues", name), listed, language, f"resources/stance_cues/{name}")


def words_from(
    data: dict[str, Any], listed: Mapping[Phrase, ListCue], language: str, where: str
) -> StanceWords:
    """Build the words of a language from what its file holds; `where` names the file in error messages.

    Args:
        data: the file.
        listed: the phrases that announce alliance lists. Those that leave a stance open voice none.
        language: its code.
        where: the file in words.

    Raises:
        ResourceError: if a key is missing or a value cannot be used.
    """
    meanings: dict[Phrase, StanceCue | None] = {}
    for phrase, cue in listed.items():
        if cue.target is not ListSide.NONE:
            side = Side.BEFORE if cue.target is ListSide.BEFORE else Side.AFTER
            meanings[phrase] = None if cue.polarity is Polarity.UNCLEAR else StanceCue(cue.polarity, side)
    for number, table in enumerate(tables(data, "cue", where), 1):
        place = f"{where}, cue {number}"
        polarity = Polarity(_one_of(table, "polarity", tuple(Polarity), place))
        cue = StanceCue(polarity, Side(_one_of(table, "target", tuple(Side), place)))
        meanings.update(dict.fromkeys(_phrases(texts(table, "phrases", place)), cue))
    meanings.update(dict.fromkeys(_phrases(texts(data, "void", where))))
    reporting: dict[Phrase, Side] = {}
    for number, table in enumerate(tables(data, "reporting", where), 1):
        place = f"{where}, reporting {number}"
        side = Side(_one_of(table, "speaker", (Side.BEFORE, Side.AFTER), place))
        reporting.update(dict.fromkeys(_phrases(texts(table, "phrases", place)), side))

    def keys(key: str) -> frozenset[str]:
        return frozenset(map(word_key, texts(data, key, where)))

    return StanceWords(
        language=language,
        verb_final=entry(data, "verb_final", bool, where),
        subjects=keys("subjects"),
        genitives=keys("genitives"),
        aside_before=keys("aside_before"),
        aside_after=keys("aside_after"),
        conjunctions=keys("conjunctions"),
        clauses=keys("clauses"),
        finals=keys("finals"),
        negated_before=keys("negated_before"),
        negated_after=keys("negated_after"),
        them=keys("them"),
        it=keys("it"),
        selves=Phrases(dict.fromkeys(_phrases(texts(data, "self", where)))),
        reporting=Phrases(reporting),
        cues=Phrases(meanings),
    )


def _phrases(written: Iterable[str]) -> list[Phrase]:
    folded = (tuple(word_key(phrase).split()) for phrase in written)
    return [phrase for phrase in folded if phrase]


def _one_of(table: Mapping[str, Any], key: str, allowed: Sequence[str], place: str) -> str:
    value = entry(table, key, str, place)
    if value not in allowed:
        raise ResourceError(f"{place}: “{key}” should be one of {', '.join(allowed)}, but is {value!r}.")
    return value
