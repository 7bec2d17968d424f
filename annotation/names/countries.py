"""Countries: names from CLDR (through Babel) and our own aliases, to ISO 3166 alpha-2 codes and back.

Kosovo is XK and the European Union EU, as in CLDR. Nothing is read before the first name is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import regex

from annotation.names.cldr import territories
from annotation.names.resolver import Resolver
from annotation.resources import entry, load_toml, section, texts
from annotation.text.folding import Degree, fold_keys

LANGUAGES = ("hi", "en")
"""The languages in which names are recognised. Names are given in any language of CLDR."""

_FILE = "countries.toml"
_WHERE = f"resources/names/{_FILE}"
_NOT_COUNTRIES = frozenset({"EZ", "QO", "UN", "XA", "XB", "ZZ", "EA", "IC", "DG"})
_CODE = regex.compile("[A-Z]{2}")
_BRACKETS = regex.compile(r"\s*\(([^)]*)\)")
_SUFFIXES = {
    "hi": ("ी", "ाई", "याई", "ियाई", "वासी", "ीय", "ियन"),
    "en": ("n", "an", "ian", "ese", "i", "ish", "er"),
}
_STEM_ENDS = {"hi": "ािीुूे", "en": "aeiouy"}


def country_code(surface: str, degree: Degree) -> str | None:
    """Return the ISO code of a country's name that differs from a known one by at most `degree`, or None."""
    return countries().resolve(surface, degree)


def similar_country(word: str) -> tuple[str | None, float]:
    """Return the code of the country whose name looks most like `word`, and how much (0 to 1)."""
    return countries().similar(word)


@lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language of CLDR, in English failing that, or the code itself."""
    for candidate in (language, "en"):
        name: str | None = _table("names", candidate).get(code) or territories(candidate).get(code)
        if name:
            return _BRACKETS.sub("", name)
    return code


@lru_cache(maxsize=1)
def countries() -> Resolver:
    """Return the resolver of all country names known in `LANGUAGES`."""
    return Resolver(
        ((name, code) for language in LANGUAGES for name, code in country_names(language)), _nationalities()
    )


def country_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield each way to write a country's name in a language, with its code; the usual ones first."""
    for code, names in _table("aliases", language).items():
        for name in texts({code: names}, code, f"{_WHERE} [aliases.{language}]"):
            yield name, code
    for code, name in _table("names", language).items():
        yield entry({code: name}, code, str, f"{_WHERE} [names.{language}]"), code
    for code, name in territories(language).items():
        if _CODE.fullmatch(code) and code not in _NOT_COUNTRIES:
            yield from ((variant, code) for variant in _variants(name, code))


def ambiguous_names() -> frozenset[str]:
    """Return the strict keys of names that are ordinary words too: names only where names are expected."""
    words = section(_data(), "ambiguous", _WHERE)
    return frozenset(
        key
        for language in LANGUAGES
        for word in texts(words, language, f"{_WHERE} [ambiguous]")
        for key in fold_keys(word, Degree.STRICT)
    )


@lru_cache(maxsize=1)
def _nationalities() -> frozenset[str]:
    """Return irregular nationalities and those made of each name's stem and an ending."""
    irregular = section(_data(), "nationalities", _WHERE)
    found: set[str] = set()
    for language in LANGUAGES:
        found.update(texts(irregular, language, f"{_WHERE} [nationalities]"))
        ends, suffixes = _STEM_ENDS[language], _SUFFIXES[language]
        for name, code in country_names(language):
            if code != "EU" and " " not in name:
                found.update(stem + suffix for stem in {name, name.rstrip(ends)} for suffix in suffixes)
    return frozenset(found)


def _variants(name: str, code: str) -> Iterator[str]:
    """Yield a CLDR name without its brackets, what they hold, and "&" and "St." written out."""
    plain = _BRACKETS.sub("", name)
    yield plain
    if code not in ("HK", "MO", "CC"):
        yield from _BRACKETS.findall(name)
    if "&" in plain:
        yield plain.replace("&", "and")
    if plain.startswith("St."):
        yield plain.replace("St.", "Saint").replace("&", "and")


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return load_toml("names", _FILE)


def _table(kind: str, language: str) -> dict[str, Any]:
    names = section(_data(), kind, _WHERE)
    return section(names, language, f"{_WHERE} [{kind}]") if language in names else {}
