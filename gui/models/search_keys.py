"""Filtering lists whatever the spelling."""

from __future__ import annotations

from collections.abc import Callable

from annotation.text.folding import Degree, fold_keys


def search_key(*texts: str) -> str:
    """Return the key of a row in whose texts a person may search: its words in each way to write them."""
    return " ".join(key for text in texts for word in text.split() for key in word_keys(word))


def matcher(typed: str) -> Callable[[str], bool]:
    """Return a function that tells whether a key holds every word that was typed."""
    words = [word_keys(word) for word in typed.split()]
    return lambda key: all(any(way in key for way in ways) for ways in words)


def word_keys(word: str) -> tuple[str, ...]:
    """Return the folded keys of a word; one without a letter is its own key."""
    return tuple(key or word.casefold() for key in fold_keys(word, Degree.LOOSE))
