"""Folding of one word in scripts other than Devanagari and Latin, for `folding`.

Each function takes a word that is decomposed (NFD), casefolded and free of nukta and joiners, changes nothing
in other scripts, and changes nothing any more in what it has returned.
"""

from __future__ import annotations

import regex

_BENGALI = regex.compile("[\u0980-\u09ff]")
_BENGALI_SIGN_OF = str.maketrans(
    {
        "আ": "া", "ই": "ি", "ঈ": "ী", "উ": "ু", "ঊ": "ূ", "ঋ": "ৃ", "এ": "\u09c7", "ঐ": "\u09c8",
        "ও": "\u09c7\u09be", "ঔ": "\u09c7\u09d7", "ৎ": "ত",
    }
)  # fmt: skip
_BENGALI_NASAL = regex.compile("[ঙঞণনম]\u09cd(?=[ক-হ])")
_BENGALI_DOUBLED = regex.compile(r"([ক-হ])\u09cd(?=\1)")
_BENGALI_STRICT = str.maketrans({"\u0981": None, "\u0982": None, "\u0983": None, "\u09cd": None})
_BENGALI_LOOSE = str.maketrans({"ী": "ি", "ূ": "ু", "ণ": "ন", "ষ": "শ", "স": "শ", "য": "জ"})
_BENGALI_FINAL = {"ী": "ি", "ূ": "ু"}

_ARABIC = regex.compile("[\u0600-\u06ff]")
_ARABIC_STRICT = str.maketrans(
    {
        **dict.fromkeys("ىیېے", "ي"), **dict.fromkeys("کڪ", "ك"), **dict.fromkeys("ةۃہھەۀ", "ه"), "ٱ": "ا",
        **dict.fromkeys(map(chr, (*range(0x610, 0x61B), 0x621, 0x640, *range(0x64B, 0x660), 0x670))),
        **dict.fromkeys(map(chr, range(0x6D6, 0x6EE))), "ۓ": "ي",
    }
)  # fmt: skip
_ARABIC_ARTICLE = regex.compile("^(?:ال)+(?=..)")
_ARABIC_FINAL = regex.compile("(?<=..)ه$")

_CYRILLIC_CASES = regex.compile("(?<=[б-джзк-нп-тф-щ])и(?:я|и|ю|еи|ею|ем)$")
_CYRILLIC_ENDING = regex.compile("(?<=\\w{3})(?:[аеиоуыэюяь]|[аеоыия][мх]|[оеы]в|ого|его|ому|ему|[аяыи]ми)$")


def fold_bengali(word: str, *, loose: bool) -> str:
    """Join ways to write a Bengali word: চন্দ্রবিন্দু and nasals, independent vowels, the length of the last one.

    Loosely also all vowel lengths, doubled consonants, ন/ণ, শ/ষ/স and য/জ, which names of other languages are
    written with in turn.
    """
    if _BENGALI.search(word) is None:
        return word
    word = _BENGALI_NASAL.sub("", word)
    if loose:
        word = _BENGALI_DOUBLED.sub("", word)
    word = word.translate(_BENGALI_SIGN_OF).translate(_BENGALI_STRICT)
    word = word[:1] + word[1:].replace("অ", "")
    if loose:
        return word.translate(_BENGALI_LOOSE)
    return word[:-1] + _BENGALI_FINAL.get(word[-1:], word[-1:])


def fold_arabic(word: str, *, loose: bool) -> str:
    """Join ways to write an Arabic or Urdu word: no harakat, tatweel and hamza, one form of ا, ي, ك and ه.

    Loosely also without the article, and with one form of ا and ه at the end (أمريكا, امریکہ). The ي of an
    adjective stays: سوري is no Syria.
    """
    if _ARABIC.search(word) is None:
        return word
    word = word.translate(_ARABIC_STRICT)
    return _ARABIC_FINAL.sub("ا", _ARABIC_ARTICLE.sub("", word)) if loose else word


def fold_cyrillic(word: str) -> str:
    """Join the cases of a Russian noun or adjective: Россия, России, Россией; Иран, Ираном; Южная, Южной.

    What follows the stem is taken off, and the stem keeps three letters at least. Nouns in -ия keep the whole
    ending of the nominative, so that Сербия and сербы stay apart.
    """
    while True:
        nominative = _CYRILLIC_CASES.sub("ия", word)
        ending = _CYRILLIC_ENDING.search(word)
        if nominative.endswith("ия") or ending is None:
            return nominative
        word = word[: ending.start()]
