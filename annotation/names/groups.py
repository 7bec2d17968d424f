"""Organisations of states and other bodies, from `resources/names/groups.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from annotation.names.countries import LANGUAGES
from annotation.names.resolver import Resolver
from annotation.resources import entry, load_toml, tables, texts
from annotation.text.folding import Degree, fold_keys

_FILE = "groups.toml"
_WHERE = f"resources/names/{_FILE}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A known body: its code (a Wikidata id, or empty) and its names per language, the usual one first."""

    code: str
    names: dict[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        """Return its usual name in a language, in English failing that."""
        return self.names.get(language, self.names["en"])[0]


def organisation(surface: str, degree: Degree) -> Organisation | None:
    """Return the organisation whose name differs from `surface` by at most `degree`, or None."""
    place = organisation_names().resolve(surface, degree)
    return None if place is None else organisations()[int(place)]


@lru_cache(maxsize=1)
def organisations() -> tuple[Organisation, ...]:
    """Return all organisations known.

    Raises:
        ResourceError: if the data file is malformed.
    """
    found: list[Organisation] = []
    for number, table in enumerate(tables(load_toml("names", _FILE), "group", _WHERE), 1):
        where = f"{_WHERE}, group {number}"
        names = {language: texts(table, language, where) for language in LANGUAGES}
        found.append(Organisation(entry(table, "code", str, where), names))
    return tuple(found)


@lru_cache(maxsize=1)
def organisation_names() -> Resolver:
    """Return the resolver of their names; its codes are positions in `organisations()`."""
    return Resolver(
        (name, str(place))
        for place, body in enumerate(organisations())
        for names in body.names.values()
        for name in names
    )


def ambiguous_organisations() -> frozenset[str]:
    """Return the strict keys of names that are ordinary words too."""
    words = texts(load_toml("names", _FILE), "ambiguous", _WHERE)
    return frozenset(key for word in words for key in fold_keys(word, Degree.STRICT))
