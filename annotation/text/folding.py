"""Folding: comparing names whatever the spelling.

A folded text is a key for comparing only; offsets always refer to the text as it stands. What each degree
folds was measured on Hindi news: *strict* is safe in running text, *loose* only where a name is expected
(चिन becomes China), and *fuzzy* compares loose keys by distance. Other scripts have the same degrees: strict
joins ways to write a word, loose also the forms of it (`scripts`).

A key folded again is itself.

Words are folded one by one and stand in the key with one space between them, so that the key of a phrase is
made of the keys of its words.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import product

import regex

from annotation.text.scripts import fold_arabic, fold_bengali, fold_cyrillic


class Degree(StrEnum):
    """How far two spellings may differ."""

    STRICT = "strict"
    LOOSE = "loose"
    FUZZY = "fuzzy"


_WORD = regex.compile(r"(?:[\p{L}\p{M}\p{N}]|[\u200c-\u200f'\u2019\u093d.](?=[\p{L}\p{M}\p{N}]))+")
_SIGN_OF = str.maketrans(
    {
        "आ": "ा", "इ": "ि", "ई": "ी", "उ": "ु", "ऊ": "ू", "ऋ": "ृ", "ए": "े", "ऐ": "ै", "ओ": "ो", "औ": "ौ",
        "ऑ": "ॉ", "ऍ": "ॅ", "ॲ": "ॅ", "ऎ": "े", "ऒ": "ो", "ॆ": "े", "ॊ": "ो",
    }
)  # fmt: skip
_DROPPED = regex.compile("[\u200c-\u200f\u093c\u09bc\u0903\u093d'\u2019.\u0300-\u036f]")
_NASAL_BEFORE_CONSONANT = regex.compile("[ङञणनम]\u094d(?=[क-ह])")
_GLIDE = regex.compile("(?<=[िी])य(?=[ािीुूेैोौॉॅ])")
_DOUBLED = regex.compile(r"([क-ह])\u094d(?=\1)")
_STRICT = str.maketrans({"ै": "े", "ौ": "ो", "ॅ": "े", "\u0901": None, "\u0902": None, "\u094d": None})
_LOOSE = str.maketrans({"ी": "ि", "ू": "ु", "व": "ब", "ण": "न", "ष": "श"})
_FINAL = {"ी": "ि", "ू": "ु"}
_VOWELS = regex.compile("[ािीुूेोृॉअaeiou аеиоуыэюяьъ\u09be-\u09cc\u09d7অاويہ]")
_MOST_KEYS = 8


@lru_cache(maxsize=10_000)
def fold_keys(text: str, degree: Degree) -> tuple[str, ...]:
    """Return the keys under which a name is found, the main one first.

    There are several where a candra vowel (ॉ) can be written as ा or as ो.
    """
    words = [_fold_word(word, degree is not Degree.STRICT) for word in _WORD.findall(text)]
    keys: list[str] = []
    for choice in product(*(word for word in words if word != ("",))):
        keys.append(" ".join(choice))
        if len(keys) == _MOST_KEYS:
            break
    return tuple(dict.fromkeys(keys))


def fold(text: str, degree: Degree) -> str:
    """Return the main key of a text: equal keys mean the same name. Empty if there is no letter in it."""
    return fold_keys(text, degree)[0]


def skeleton(key: str) -> str:
    """Return the consonants of a folded key."""
    return _VOWELS.sub("", key)


@lru_cache(maxsize=50_000)
def _fold_word(word: str, loose: bool) -> tuple[str, ...]:
    key = _DROPPED.sub("", _decomposed(_decomposed(word).casefold()))
    if key.isascii():
        return (key,)
    key = fold_bengali(key, loose=loose)
    key = fold_arabic(key, loose=loose)
    return _fold_devanagari(fold_cyrillic(key) if loose else key, loose)


def _decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFC", word))


def _fold_devanagari(key: str, loose: bool) -> tuple[str, ...]:
    key = _NASAL_BEFORE_CONSONANT.sub("", key)
    if loose:
        key = _DOUBLED.sub("", key)
    key = key.replace("अॅ", "ॲ").translate(_SIGN_OF).translate(_STRICT)
    key = key[:1] + key[1:].replace("अ", "")
    key = _GLIDE.sub("", key)
    if loose:
        key = key.translate(_LOOSE)
    elif key and key[-1] in _FINAL:
        key = key[:-1] + _FINAL[key[-1]]
    if "ॉ" not in key:
        return (key,)
    return key.replace("ॉ", "ा"), key.replace("ॉ", "ो")
