"""What tells an alliance list in a language, read from `resources/cues/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from annotation.records import Polarity
from annotation.resources import ResourceError, entry, load_toml, tables, texts
from annotation.text.folding import Degree, fold

LANGUAGES = ("hi", "en")
"""The languages with a file of cues."""

_LABELS = ("Country", "Organisation", "Person", "Group")
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LATIN = regex.compile(r"\p{Latin}")
_SAMPLE = 4_000


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says: where the listed ones stand, and on which side of it the target is named."""

    polarity: Polarity
    target_before: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language. All but `separators` and `conjunctions` are loosely folded keys."""

    language: str
    separators: str
    conjunctions: tuple[str, ...]
    titles: frozenset[str]
    genitives: frozenset[str]
    fillers: frozenset[str]
    closings: tuple[str, ...]
    issues: frozenset[str]
    heads: dict[str, str]
    phrases: dict[tuple[str, ...], Cue]
    longest: int

    def find(self, keys: list[str]) -> tuple[int, int, Cue] | None:
        """Return the place of the longest phrase among the words of a heading, and what it says.

        Of two equally long ones, the one nearest to the end counts.

        Args:
            keys: the loosely folded words of the heading.

        Returns:
            the number of the phrase's first word, that of the word after it, and the cue; or None.
        """
        for length in range(min(self.longest, len(keys)), 0, -1):
            for start in range(len(keys) - length, -1, -1):
                cue = self.phrases.get(tuple(keys[start : start + length]))
                if cue is not None:
                    return start, start + length, cue
        return None


def language_of(text: str) -> str:
    """Return the language of `LANGUAGES` whose script prevails in a text (at its start, if it is long)."""
    sample = text[:_SAMPLE]
    return "hi" if len(_DEVANAGARI.findall(sample)) > len(_LATIN.findall(sample)) else "en"


@lru_cache(maxsize=len(LANGUAGES))
def load_cues(language: str) -> Cues:
    """Read the cues of a language.

    Raises:
        ResourceError: if the file is missing or malformed.
    """
    name = f"{language}.toml"
    return cues_from(load_toml("cues", name), language, f"resources/cues/{name}")


def cues_from(data: dict[str, object], language: str, where: str) -> Cues:
    """Build the cues of a language from what its file holds; `where` names the file in error messages.

    Raises:
        ResourceError: if a key is missing or a value cannot be used.
    """
    heads: dict[str, str] = {}
    for number, table in enumerate(tables(data, "head", where), 1):
        place = f"{where}, head {number}"
        label = _one_of(entry(table, "label", str, place), _LABELS, "label", place)
        heads.update(dict.fromkeys(_keys(texts(table, "nouns", place)), label))
    phrases: dict[tuple[str, ...], Cue] = {}
    for number, table in enumerate(tables(data, "cue", where), 1):
        place = f"{where}, cue {number}"
        polarity = _one_of(entry(table, "polarity", str, place), tuple(Polarity), "polarity", place)
        side = _one_of(entry(table, "target", str, place), ("before", "after"), "target", place)
        cue = Cue(Polarity(polarity), side == "before")
        for phrase in texts(table, "phrases", place):
            known = phrases.setdefault(tuple(fold(phrase, Degree.LOOSE).split()), cue)
            if known != cue:
                raise ResourceError(f"{place}: the phrase “{phrase}” stands under two different cues.")
    return Cues(
        language=language,
        separators=entry(data, "separators", str, where),
        conjunctions=texts(data, "conjunctions", where),
        titles=_keys(texts(data, "titles", where)),
        genitives=_keys(texts(data, "genitives", where)),
        fillers=_keys(texts(data, "fillers", where)),
        closings=texts(data, "closings", where),
        issues=_keys(texts(data, "issues", where)),
        heads=heads,
        phrases=phrases,
        longest=max(map(len, phrases), default=0),
    )


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word, Degree.LOOSE) for word in words)


def _one_of(value: str, allowed: tuple[str, ...], key: str, where: str) -> str:
    if value not in allowed:
        raise ResourceError(f"{where}: “{key}” should be one of {', '.join(allowed)}, but is {value!r}.")
    return value
