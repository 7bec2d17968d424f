"""Names from CLDR through Babel, which is imported when the first one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

_NOT_CITIES = ("Antarctica/", "Etc/")


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
