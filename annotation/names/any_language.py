"""The names of countries in all languages of CLDR together, from a file that was made beforehand.

Babel takes a second to read its more than a thousand locales, and folding their names takes another two; the
file takes a few milliseconds. `python -m annotation.names.any_language` makes it anew; a test says when that
is due: when Babel, or the folding, has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import regex

from annotation.names.cldr import country_names_of
from annotation.resources import ResourceError, resource_path
from annotation.text.folding import Degree, fold_keys

_FILE = "countries-in-any-language.txt"
_WHERE = f"resources/names/{_FILE}"
_HEAD = "# Made by `python -m annotation.names.any_language`: a country's code, then its folded names.\n"
_LINE = regex.compile(r"([A-Z]{2})((?:\t[^\t]+)+)")
_SHORT = regex.compile(r"[\p{Latin}\p{Devanagari}\p{Bengali} ]{1,4}|[\p{Arabic}\p{Cyrillic}]{1,3}")
_SOMETHING_ELSE = frozenset({"संयुक्त राष्ट्र"})
"""What one language calls a country and the others something else (here the United Nations)."""


@lru_cache(maxsize=1)
def codes_in_any_language() -> Mapping[str, str]:
    """Return the codes of countries by the strict keys of their names in all languages of CLDR.

    Raises:
        ResourceError: if the file is missing or malformed.
    """
    try:
        lines = resource_path("names", _FILE).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise ResourceError(
            f"The data file {_WHERE} is missing or damaged: install the program again."
        ) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:], 2):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ResourceError(
                f"{_WHERE}, line {number}: there should be a code, then names, with tabs between."
            )
        found.update(dict.fromkeys(match[2][1:].split("\t"), match[1]))
    return found


def file_of_names(names: Iterable[tuple[str, str]]) -> str:
    """Return what the file holds for names and their codes.

    A key of two countries is left out, and so is a short one in a script of many languages: that is a word in
    some other language ("male", "sina", गाना), and the languages that matter have their own names.
    """
    codes: dict[str, set[str]] = {}
    left_out = {key for name in _SOMETHING_ELSE for key in fold_keys(name, Degree.STRICT)}
    for name, code in names:
        for key in fold_keys(name, Degree.STRICT):
            if key and key not in left_out and _SHORT.fullmatch(key) is None:
                codes.setdefault(key, set()).add(code)
    keys: dict[str, list[str]] = {}
    for key in sorted(codes):
        if len(codes[key]) == 1:
            keys.setdefault(min(codes[key]), []).append(key)
    return _HEAD + "".join(f"{code}\t" + "\t".join(keys[code]) + "\n" for code in sorted(keys))


def names_in_all_languages() -> Iterable[tuple[str, str]]:
    """Yield the names of countries in every locale of Babel, with their codes. This takes a second."""
    from babel.localedata import locale_identifiers

    for locale in sorted(locale_identifiers()):
        yield from country_names_of(locale)


def main(path: Path) -> None:
    """Make the file."""
    path.write_text(file_of_names(names_in_all_languages()), encoding="utf-8")


if __name__ == "__main__":
    main(resource_path("names", _FILE))
