"""Countries: names from CLDR (through Babel) and our own aliases, to ISO 3166 alpha-2 codes and back.

Kosovo is XK and the European Union EU, as in CLDR. A name is looked for in one language first, then in those
that are usual in its script, then in every language of CLDR. Nothing is read before the first name is looked
up, and then only what that one needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import regex

from annotation.names.any_language import codes_in_any_language
from annotation.names.cldr import BRACKETS, country_names_of, territories
from annotation.names.resolver import Resolver
from annotation.resources import entry, load_toml, section, texts
from annotation.text.folding import Degree, fold_keys

LANGUAGES = ("hi", "en", "ur", "bn", "mr", "es", "fr", "ar", "ru")
"""The languages with aliases of our own. Names are recognised and given in any language of CLDR."""

_FILE = "countries.toml"
_WHERE = f"resources/names/{_FILE}"
_SCRIPTS = {
    "Deva": (regex.compile(r"\p{Devanagari}"), ("hi", "mr")),
    "Latn": (regex.compile(r"\p{Latin}"), ("en", "es", "fr")),
    "Arab": (regex.compile(r"\p{Arabic}"), ("ar", "ur")),
    "Cyrl": (regex.compile(r"\p{Cyrillic}"), ("ru",)),
    "Beng": (regex.compile(r"\p{Bengali}"), ("bn",)),
}
_ARABIC_AND = regex.compile(r"و(?=\p{Arabic}{3})")
"""“And” is written as one word with what it joins: وروسيا."""

_SUFFIXES = {
    "hi": ("ी", "ाई", "याई", "ियाई", "वासी", "ीय", "ियन"),
    "en": ("n", "an", "ian", "ese", "i", "ish", "er"),
    "ur": ("ی", "ئی", "وی"),
    "bn": ("ি", "ীয়", "ান", "য়ান", "ী"),
    "mr": ("ी", "ीय", "ियन", "न"),
    "es": ("o", "a", "ano", "ana", "iano", "iana", "és", "esa", "eño", "eña", "ense", "í", "ino", "ina"),
    "fr": ("ien", "ienne", "ais", "aise", "ois", "oise", "ain", "aine", "éen", "éenne", "ien", "an", "ane"),
    "ar": ("ي", "ية", "يون", "يين"),
    "ru": ("ский", "ская", "ское", "ские", "ец", "цы", "нец", "нцы", "анец", "анцы"),
}
_STEM_ENDS = {
    "hi": "ािीुूे", "en": "aeiouy", "ur": "اہیو", "bn": "ািীুূেয়", "mr": "ािीुूे", "es": "aeiouáéíóú", "fr": "aeiouéy",
    "ar": "اةيو", "ru": "аеиоуыэюяьй",
}  # fmt: skip


def country_code(surface: str, degree: Degree, language: str = "") -> str | None:
    """Return the ISO code of a country's name that differs from a known one by at most `degree`, or None.

    Args:
        surface: the name as written.
        degree: how far it may differ; a name in one of the other languages of CLDR is found by strict
            folding. An Arabic “and” before it counts as a difference of spelling.
        language: the language of the text, whose names are taken before those of others. Without one, and for
            a name in another script, the usual languages of the script count.
    """
    candidates = _candidates(surface, language)
    for attempt in Degree:
        for candidate in candidates[:1] if attempt is Degree.FUZZY else candidates:
            code = countries(candidate).resolve(surface, attempt)
            if code is not None:
                return code
        if attempt is Degree.STRICT and (code := _code_in_any_language(surface)) is not None:
            return code
        if attempt is Degree.LOOSE and (joined := _ARABIC_AND.match(surface)) is not None:
            return country_code(surface[joined.end() :], degree, language)
        if attempt is degree:
            break
    return None


def similar_country(word: str, language: str = "hi") -> tuple[str | None, float]:
    """Return the code of the country whose name looks most like `word`, and how much (0 to 1)."""
    return countries(language).similar(word)


@lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language of CLDR, in English failing that, or the code itself."""
    for candidate in (language, "en"):
        name: str | None = _table("names", candidate).get(code) or territories(candidate).get(code)
        if name:
            return BRACKETS.sub("", name)
    return code


@lru_cache(maxsize=16)
def countries(language: str = "hi") -> Resolver:
    """Return the resolver of the country names that a text in a language may hold.

    These are the names in that language and, where it is not written in Latin letters, the English ones,
    which all newspapers use.
    """
    reading = (language,) if _script_of_language(language) == "Latn" else (language, "en")
    return Resolver(
        ((name, code) for one in reading for name, code in country_names(one)), _nationalities(reading)
    )


def _candidates(surface: str, language: str) -> tuple[str, ...]:
    """Return the languages in which a name is looked for, one by one."""
    script = _script_of(surface)
    usual = _SCRIPTS[script][1] if script in _SCRIPTS else ()
    if language and _script_of_language(language) == script:
        return (language, *(other for other in usual if other != language))
    return usual


def _code_in_any_language(surface: str) -> str | None:
    keys = fold_keys(surface, Degree.STRICT)
    if not ambiguous_names().isdisjoint(keys):
        return None
    known = codes_in_any_language()
    return next((known[key] for key in keys if key in known), None)


def _script_of(surface: str) -> str:
    for script, (pattern, _) in _SCRIPTS.items():
        if pattern.search(surface) is not None:
            return script
    return ""


@lru_cache(maxsize=64)
def _script_of_language(language: str) -> str:
    return _script_of(territories(language).get("RU", ""))


def country_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield each way to write a country's name in a language, with its code; the usual ones first."""
    for code, names in _table("aliases", language).items():
        for name in texts({code: names}, code, f"{_WHERE} [aliases.{language}]"):
            yield name, code
    for code, name in _table("names", language).items():
        yield entry({code: name}, code, str, f"{_WHERE} [names.{language}]"), code
    for code, (names, _) in _shared().items():
        yield from ((name, code) for name in names)
    yield from country_names_of(language)


@lru_cache(maxsize=1)
def ambiguous_names() -> frozenset[str]:
    """Return the strict keys of names that are ordinary words too: names only where names are expected."""
    words = section(_data(), "ambiguous", _WHERE)
    return frozenset(
        key
        for language in LANGUAGES
        for word in texts(words, language, f"{_WHERE} [ambiguous]")
        for key in fold_keys(word, Degree.STRICT)
    ) | frozenset(_namesakes())


def namesakes(surface: str) -> tuple[str, ...]:
    """Return the codes of further countries that a name stands for as well ("Korea", "Congo")."""
    return next((codes for key in fold_keys(surface, Degree.STRICT) if (codes := _namesakes().get(key))), ())


@lru_cache(maxsize=1)
def _namesakes() -> dict[str, tuple[str, ...]]:
    """Return the strict keys of names that countries share, with the codes of all but the first."""
    return {
        key: others
        for names, others in _shared().values()
        for name in names
        for key in fold_keys(name, Degree.STRICT)
    }


@lru_cache(maxsize=1)
def _shared() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the names that a country shares and the codes of the others, by its code."""
    shared = section(_data(), "shared", _WHERE)
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for code in shared:
        where = f"{_WHERE} [shared.{code}]"
        table = section(shared, code, where)
        found[code] = texts(table, "names", where), texts(table, "with", where)
    return found


def _nationalities(languages: tuple[str, ...]) -> frozenset[str]:
    """Return irregular nationalities and those made of each name's stem and an ending."""
    irregular = section(_data(), "nationalities", _WHERE)
    found: set[str] = set()
    for language in languages:
        if language not in LANGUAGES:
            continue
        found.update(texts(irregular, language, f"{_WHERE} [nationalities]"))
        ends, suffixes = _STEM_ENDS[language], _SUFFIXES[language]
        for name, code in country_names(language):
            if code != "EU" and " " not in name:
                found.update(stem + suffix for stem in {name, name.rstrip(ends)} for suffix in suffixes)
    return frozenset(found)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return load_toml("names", _FILE)


def _table(kind: str, language: str) -> dict[str, Any]:
    names = section(_data(), kind, _WHERE)
    return section(names, language, f"{_WHERE} [{kind}]") if language in names else {}
