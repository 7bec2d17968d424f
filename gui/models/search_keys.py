"""Filtering lists whatever the spelling."""

from __future__ import annotations

from collections.abc import Callable

from annotation.text.folding import Degree, fold


def search_key(*texts: str) -> str:
    """Return the key of a row in whose texts a person may search."""
    return "\n".join(_key(text) for text in texts)


def matcher(typed: str) -> Callable[[str], bool]:
    """Return a function that tells whether a key holds every word that was typed."""
    words = _key(typed).split()
    return lambda key: all(word in key for word in words)


def _key(text: str) -> str:
    return fold(text, Degree.LOOSE) or text.casefold()
