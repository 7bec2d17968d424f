"""What languages are called, as Qt knows them, and which one a person means."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLocale

from annotation.text.folding import Degree, fold


def language_name(code: str) -> str:
    """Return what a language is called, or its code if nobody knows."""
    language = QLocale(code).language() if code else QLocale.Language.C
    return code if language == QLocale.Language.C else QLocale.languageToString(language)


def language_code(typed: str) -> str | None:
    """Return the code of the language that a person means by a code, or by its name in English or its own.

    Returns:
        The code as typed if it is one ("hi", "pt-BR"), else that of the name; None if no language is so
        called. An empty text stays one.
    """
    plain = typed.strip()
    if not plain:
        return ""
    if plain.replace("_", "-").partition("-")[0].lower() in language_codes():
        return plain
    return _codes_by_name().get(fold(plain, Degree.LOOSE))


@lru_cache(maxsize=1)
def language_codes() -> tuple[str, ...]:
    """Return the codes of the languages that Qt knows, those with two letters before those with three."""
    skipped = (QLocale.Language.C, QLocale.Language.AnyLanguage)
    codes = {QLocale.languageToCode(language) for language in QLocale.Language if language not in skipped}
    return tuple(sorted(filter(None, codes), key=lambda code: (len(code), code)))


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for code in language_codes():
        for name in (language_name(code), QLocale(code).nativeLanguageName()):
            if name:
                names.setdefault(fold(name, Degree.LOOSE), code)
    return names
