"""Names that the program knows by itself, wherever they stand in a text as whole words.

Countries and organisations by strict folding, and cities and regions. Names that are ordinary words too are
left out, as are nationalities. A misspelt country is found only where the word cannot be any other: where
its signs are in an order that no Hindi word has (क्यबूा).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import regex

from annotation.names.countries import (
    LANGUAGES,
    ambiguous_names,
    countries,
    country_names,
    similar_country,
)
from annotation.names.groups import ambiguous_organisations, organisation_names, organisations
from annotation.names.places import place_keys
from annotation.names.resolver import ELSEWHERE
from annotation.suggest.known import Known, country
from annotation.suggest.proposals import ProposedName
from annotation.text.folding import Degree, fold_keys
from annotation.text.words import words

_LONGEST_ACRONYM = 6
_GAP = regex.compile(r"[ \u00a0]?[-–&.]?[ \u00a0]?")
_DISORDERED = regex.compile("[\u093e-\u094c][\u093e-\u094d]|\u094d[\u093e-\u094d]")
_POSSESSIVES = ("'s", "’s")
_NAME_CONFIDENCE, _PLACE_CONFIDENCE = 0.95, 0.85

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """Codes by strict key, and how many words the longest key has that begins with a word."""

    countries: dict[str, str]
    organisations: dict[str, str]
    places: dict[str, str]
    longest: dict[str, int]
    acronyms: frozenset[str]


def find_names(text: str, language: str) -> Iterator[ProposedName]:
    """Yield the known names in a text, in its order, none within another; the longest reading counts.

    Args:
        text: the article.
        language: the language ("hi", "en") in which entities are to be named.
    """
    gazetteer = _gazetteer()
    spans = [(start, _without_possessive(text, start, end)) for start, end in words(text)]
    place = 0
    while place < len(spans):
        found = _longest_at(text, spans, place, gazetteer, language)
        if found is None:
            found = _misspelt(text, spans[place], language), 1
        name, length = found
        if name is not None:
            yield name
        place += length


def _without_possessive(text: str, start: int, end: int) -> int:
    return end - 2 if end - start > 2 and text[end - 2 : end] in _POSSESSIVES else end


def _longest_at(
    text: str, spans: list[Span], place: int, gazetteer: _Gazetteer, language: str
) -> tuple[ProposedName, int] | None:
    start, end = spans[place]
    choices = [fold_keys(text[start:end], Degree.STRICT)]
    reach = max(gazetteer.longest.get(key, 0) for key in choices[0])
    if reach == 0:
        return None
    ends = [end]
    for following, after in spans[place + 1 : place + reach]:
        if _GAP.fullmatch(text, ends[-1], following) is None:
            break
        choices.append(fold_keys(text[following:after], Degree.STRICT))
        ends.append(after)
    for length in range(len(choices), 0, -1):
        surface = text[start : ends[length - 1]]
        for choice in product(*choices[:length]):
            known = _lookup(" ".join(choice), surface, gazetteer, language)
            if known is not None:
                confidence = _PLACE_CONFIDENCE if known.label == "Place" else _NAME_CONFIDENCE
                name = ProposedName(
                    start, start + len(surface), surface, known.label, known.name, known.code, "", confidence
                )
                return name, length
    return None


def _lookup(key: str, surface: str, gazetteer: _Gazetteer, language: str) -> Known | None:
    if surface[0].islower() or (key in gazetteer.acronyms and not surface.replace(".", "").isupper()):
        return None
    code = gazetteer.countries.get(key)
    if code is not None:
        return country(code, language)
    number = gazetteer.organisations.get(key)
    if number is not None:
        body = organisations()[int(number)]
        return Known("Organisation", body.name(language), body.code)
    if key in gazetteer.places:
        return Known("Place", surface, "")
    return None


def _misspelt(text: str, span: Span, language: str) -> ProposedName | None:
    surface = text[slice(*span)]
    if _DISORDERED.search(surface) is None:
        return None
    code, score = similar_country(surface)
    if code is None or score < ELSEWHERE:
        return None
    known = country(code, language)
    return ProposedName(*span, surface, known.label, known.name, code, "", round(score, 3))


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    avoided = ambiguous_names() | ambiguous_organisations()
    states = {key: code for key, code in countries().strict_keys().items() if key not in avoided}
    bodies = {key: code for key, code in organisation_names().strict_keys().items() if key not in avoided}
    places = place_keys()
    longest: dict[str, int] = {}
    for key in (*states, *bodies, *places):
        parts = key.split()
        if parts:
            longest[parts[0]] = max(len(parts), longest.get(parts[0], 0))
    return _Gazetteer(states, bodies, places, longest, frozenset(_acronyms()))


def _acronyms() -> Iterator[str]:
    """Yield the keys of names that are written in capitals only: "us" and "who" are words."""
    names = [name for language in LANGUAGES for name, _ in country_names(language)]
    names += [name for body in organisations() for variants in body.names.values() for name in variants]
    for name in names:
        plain = name.replace(".", "")
        if plain.isascii() and plain.isupper() and len(plain) <= _LONGEST_ACRONYM:
            yield from fold_keys(name, Degree.STRICT)
