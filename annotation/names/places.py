"""Cities and regions: those of CLDR and those in `resources/names/places.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotation.names.cldr import cities, territories
from annotation.resources import load_toml, section, texts
from annotation.text.folding import Degree, fold_keys

_FILE = "places.toml"
_WHERE = f"resources/names/{_FILE}"
_WORLD = "001"


@lru_cache(maxsize=1)
def place_keys() -> dict[str, str]:
    """Return the names of places by their strict keys, without those that are ordinary words too.

    Raises:
        ResourceError: if the data file is malformed.
    """
    data = load_toml("names", _FILE)
    own, ambiguous = section(data, "names", _WHERE), section(data, "ambiguous", _WHERE)
    found: dict[str, str] = {}
    for language in own:
        avoided = {
            key
            for word in texts(ambiguous, language, f"{_WHERE} [ambiguous]")
            for key in fold_keys(word, Degree.STRICT)
        }
        for name in (*texts(own, language, f"{_WHERE} [names]"), *_cldr_places(language)):
            for key in fold_keys(name, Degree.STRICT):
                if key not in avoided:
                    found.setdefault(key, name)
    return found


def _cldr_places(language: str) -> Iterator[str]:
    yield from (name for name in cities(language) if "," not in name)
    for code, name in territories(language).items():
        if code.isdecimal() and code != _WORLD:
            yield name
