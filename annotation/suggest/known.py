"""What a written name stands for, among everything that the program knows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from annotation.names.countries import LANGUAGES, country_code, country_name, country_names
from annotation.names.groups import organisation, organisations
from annotation.names.resolver import Resolver
from annotation.suggest.cues import Cues, load_cues
from annotation.text.folding import Degree, fold, fold_keys

_SHORTEST_STEM = 3
_LONGEST_ACRONYM = 6
_APOSTROPHES = "'’"
_MOST_ALTERNATIVES = 4
_NEAR = 0.6
"""How similar a name must be to one that is offered in its place."""


@dataclass(frozen=True, slots=True)
class Known:
    """A country or an organisation: its default label's name, its usual name, and its code."""

    label: str
    name: str
    code: str


def country(code: str, language: str) -> Known:
    """Return what is known of the country with an ISO code. The European Union is an organisation."""
    return Known("Organisation" if code == "EU" else "Country", country_name(code, language), code)


@lru_cache(maxsize=65_536)
def recognise(surface: str, language: str, degree: Degree) -> tuple[Known, Degree] | None:
    """Return what a name stands for and by which degree it was found, the closest degree first."""
    lexicon = lexicon_of(language)
    for attempt in Degree:
        shared = attempt is not Degree.FUZZY or language in LANGUAGES
        known = lexicon.recognise(surface, Degree.LOOSE if shared and attempt is Degree.FUZZY else attempt)
        if known is not None:
            return known, attempt
        if shared:
            code = country_code(surface, attempt, language)
            if code is not None:
                return country(code, language), attempt
            body = organisation(surface, attempt)
            if body is not None:
                return Known("Organisation", body.name(language), body.code), attempt
        if attempt is degree:
            break
    return None


def alternatives(surface: str, language: str, but: str) -> tuple[tuple[str, str], ...]:
    """Return names and codes of known ones that are written much like `surface`, but not `but`'s."""
    lexicon = lexicon_of(language)
    near = lexicon.resolver.nearest(surface, _MOST_ALTERNATIVES + 1)
    found = [lexicon.known(code) for code, score in near if score >= _NEAR]
    return tuple((known.name, known.code) for known in found if known.code != but)[:_MOST_ALTERNATIVES]


class Lexicon:
    """The known names of one language: those of CLDR, our aliases, and those of its file of cues."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._bodies = {body.code or f"#{place}": body for place, body in enumerate(organisations())}
        names = list(self._names())
        self.resolver = Resolver(names)
        self._endings = sorted({fold(ending, Degree.LOOSE) for ending in cues.endings}, key=len, reverse=True)
        self._stems: dict[str, str | None] = {}
        self._longest: dict[str, int] = {}
        self.acronyms = {
            key for name, _ in names if _is_acronym(name) for key in fold_keys(name, Degree.STRICT)
        }
        for name, code in names:
            joined = sum(map(name.count, _APOSTROPHES))
            for key in fold_keys(name, Degree.STRICT):
                self._reach(key, joined)
            if cues.endings:
                stem = self._stem(name)
                self._stems[stem] = code if self._stems.get(stem, code) == code else None
                self._reach(stem)

    def known(self, code: str) -> Known:
        """Return what has a code of this lexicon's."""
        if code in self._bodies:
            body = self._bodies[code]
            return Known("Organisation", body.name(self._cues.language), body.code)
        if code in self._cues.names and len(code) != len("XX"):
            return Known("Organisation", self._cues.names[code][0], code)
        return country(code, self._cues.language)

    def recognise(self, surface: str, degree: Degree) -> Known | None:
        """Return what a name means that differs from a known one by at most `degree`, endings included."""
        code = self.resolver.resolve(surface, degree)
        if code is None and degree is not Degree.STRICT:
            code = self._in_another_case(surface)
        return None if code is None else self.known(code)

    def reach(self, word: str) -> int:
        """Return how many words the longest name has that may begin with a word."""
        keys = set(fold_keys(word, Degree.STRICT))
        if self._endings:
            keys.add(self._stem(word))
        return max(self._longest.get(key, 0) for key in keys)

    def in_text(self, surface: str) -> Known | None:
        """Return what a name means where names are not expected: folded strictly, or with another ending."""
        if surface[0].islower():
            return None
        key = fold(surface, Degree.STRICT)
        if key in self.acronyms and not surface.replace(".", "").replace(" ", "").isupper():
            return None
        code = self.resolver.resolve(surface, Degree.STRICT)
        if code is None:
            code = self._in_another_case(surface)
        return None if code is None else self.known(code)

    def _names(self) -> Iterator[tuple[str, str]]:
        for code, names in self._cues.names.items():
            yield from ((name, code) for name in names)
        yield from country_names(self._cues.language)
        for code, body in self._bodies.items():
            yield from ((name, code) for name in body.names.get(self._cues.language, ()))

    def _reach(self, key: str, joined: int = 0) -> None:
        parts = key.split()
        if parts:
            self._longest[parts[0]] = max(len(parts) + joined, self._longest.get(parts[0], 0))

    def _in_another_case(self, surface: str) -> str | None:
        """Return the code of a name with other endings; the bare stem is another word ("Герман")."""
        if not self._endings:
            return None
        stem = self._stem(surface)
        return None if stem == fold(surface, Degree.STRICT) else self._stems.get(stem)

    def _stem(self, name: str) -> str:
        return " ".join(self._stem_of_word(word) for word in fold(name, Degree.LOOSE).split())

    def _stem_of_word(self, word: str) -> str:
        """Return a word without its endings: one after the other, as in "Китая" and "Китай"."""
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return self._stem_of_word(word[: -len(ending)])
        return word


@lru_cache(maxsize=64)
def lexicon_of(language: str) -> Lexicon:
    """Return the known names of a language with a file of cues."""
    return Lexicon(load_cues(language))


def _is_acronym(name: str) -> bool:
    plain = name.replace(".", "").replace(" ", "")
    return plain.isupper() and len(plain) <= _LONGEST_ACRONYM
