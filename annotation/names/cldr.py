"""Names from CLDR through Babel, which is imported when the first one is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

import regex

BRACKETS = regex.compile(r"\s*\(([^)]*)\)")
"""What CLDR adds to a name of a territory."""

_NOT_CITIES = ("Antarctica/", "Etc/")
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR that ISO 3166-1 lacks: no places, or parts of others (Sark is سارک like the SAARC)."""

_NAMED_AFTER_OTHERS = frozenset({"HK", "MO", "CC", "CK", "MF", "SX", "UM", "VG", "VI"})
"""What CLDR puts in brackets after these names is another country, as in “Виргинские о-ва (США)”."""

_CODE = regex.compile("[A-Z]{2}")


@lru_cache(maxsize=16)
def territories(language: str) -> Mapping[str, str]:
    """Return names of territories in a language by code (alpha-2, or three digits for regions of the world).

    Empty for a language that CLDR does not know.
    """
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return {}
    return cast("Mapping[str, str]", locale.territories)


def country_names_of(language: str) -> Iterator[tuple[str, str]]:
    """Yield the names of countries in a language of CLDR and the ways to write them, with their codes."""
    for code, name in territories(language).items():
        if _CODE.fullmatch(code) and code not in _NOT_COUNTRIES:
            yield from ((variant, code) for variant in _variants(name, code))


def _variants(name: str, code: str) -> Iterator[str]:
    """Yield a CLDR name without its brackets, what they hold, and "&" and "St." written out."""
    plain = BRACKETS.sub("", name)
    yield plain
    if code not in _NAMED_AFTER_OTHERS:
        yield from BRACKETS.findall(name)
    if "&" in plain:
        yield plain.replace("&", "and")
    if plain.startswith("St."):
        yield plain.replace("St.", "Saint").replace("&", "and")


@lru_cache(maxsize=4)
def cities(language: str) -> tuple[str, ...]:
    """Return the names of the cities by which CLDR tells time zones apart.

    English names that CLDR leaves out are those of the zones themselves ("Europe/London").
    """
    from babel import Locale
    from babel.core import get_global

    zones = cast("Mapping[str, Mapping[str, str]]", Locale.parse(language).time_zones)
    names: dict[str, str] = {}
    if language == "en":
        for zone in cast("Mapping[str, str]", get_global("zone_territories")):
            names[zone] = zone.rpartition("/")[2].replace("_", " ")
    for zone, zone_names in zones.items():
        if "city" in zone_names:
            names[zone] = zone_names["city"]
    return tuple(name for zone, name in names.items() if "/" in zone and not zone.startswith(_NOT_CITIES))
