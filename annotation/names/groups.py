"""Organisations of states and other bodies, from `resources/names/groups.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from annotation.names.countries import LANGUAGES
from annotation.names.resolver import Resolver
from annotation.resources import ResourceError, entry, load_toml, tables, texts
from annotation.text.folding import Degree, fold_keys

_FILE = "groups.toml"
_WHERE = f"resources/names/{_FILE}"
_KEY = regex.compile("[a-z0-9-]+")
_CODE = regex.compile("(?:Q[1-9][0-9]*)?")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A known body.

    Attributes:
        key: what `memberships.toml` calls it.
        code: its Wikidata id, or empty.
        names: its names per language, the usual one first.
    """

    key: str
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
    return organisations_from(load_toml("names", _FILE))


def organisations_from(data: dict[str, object]) -> tuple[Organisation, ...]:
    """Return the organisations that the data file holds.

    Raises:
        ResourceError: if a key is missing, a value cannot be used, or two groups have one key or code.
    """
    found: list[Organisation] = []
    taken: set[str] = set()
    for number, table in enumerate(tables(data, "group", _WHERE), 1):
        where = f"{_WHERE}, group {number}"
        key, code = entry(table, "key", str, where), entry(table, "code", str, where)
        for text, pattern, name in ((key, _KEY, "key"), (code, _CODE, "code")):
            if pattern.fullmatch(text) is None or text in taken:
                raise ResourceError(f"{where}: the {name} {text!r} is malformed or stands twice.")
        taken |= {key, code} - {""}
        names = {language: texts(table, language, where) for language in LANGUAGES}
        for language, ways in names.items():
            if not ways:
                raise ResourceError(f"{where}: “{language}” should hold one name at least.")
        found.append(Organisation(key, code, names))
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
