"""Who or what the listed ones stand with or against: the words beside a cue."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.known import recognise
from annotation.suggest.proposals import ProposedName
from annotation.suggest.tokens import Word, cut_suffixes, tokenise
from annotation.text.folding import Degree

_LONGEST_PERSON = 4
_UNKNOWN_TARGET = 0.8
_POSSESSIVES = ("'s", "’s")
_NUMBER = regex.compile(r"[\p{N}][\p{N}/.-]*\p{N}|\p{N}+")
_NEAR = 400
"""How far before a list its matter is looked for, in code points."""

Span = tuple[int, int]


def named_among(
    text: str, tokens: Sequence[Word], cues: Cues, *, before: bool, cut: int = 0
) -> ProposedName | None:
    """Return who or what some words name, without titles, head nouns and the like; None for a pronoun.

    Args:
        text: the article.
        tokens: the words beside a cue.
        cues: the words of their language.
        before: whether they stand before the cue.
        cut: how much of the first word belongs to the cue.
    """
    keys = [word.key for word in tokens]
    if cut:
        cut += (
            keys[0][cut : cut + 1] == keys[0][:1]
        )  # Arabic "لل", where the article has lost its first letter
        keys[0] = keys[0][cut:]
    outside = cues.titles | cues.fillers
    low, high, titled = 0, len(tokens), False
    for place in range(high - 2, low - 1, -1):
        if keys[place] in cues.titles and keys[place + 1] not in cues.genitives | outside:
            low, titled = place + 1, True
            break
    while low < high and (keys[low] in outside or (before and keys[low] in cues.heads)):
        titled = titled or keys[low] in cues.titles
        low += 1
    if titled and low < high and keys[low] in cues.genitives:
        low, titled = _first_title(keys, low, cues), False  # "the secretary general of the UN"
    while low < high and keys[high - 1] in outside | cues.genitives:
        high -= 1
    if low >= high or all(
        key.isdecimal() or key in cues.pronouns | cues.genitives | cues.stops for key in keys[low:high]
    ):
        return None
    if titled:
        high = next((place for place in range(low + 1, high) if keys[place] in cues.genitives), high)
    if low and not titled and _is_known(text, tokens[low - 1 : high], cues):
        low -= 1  # "El Salvador"
    start = tokens[low].start + (cut if low == 0 else 0)
    return _named(text, (start, tokens[high - 1].end), tokens[low:high], cues, titled)


def _first_title(keys: Sequence[str], place: int, cues: Cues) -> int:
    """Return the number of the first of the titles right before a word."""
    while place > 0 and keys[place - 1] in cues.titles:
        place -= 1
    return place


def _is_known(text: str, tokens: Sequence[Word], cues: Cues) -> bool:
    surface = text[tokens[0].start : tokens[-1].end]
    return recognise(surface, cues.language, Degree.STRICT) is not None


def _named(text: str, span: Span, tokens: Sequence[Word], cues: Cues, titled: bool) -> ProposedName:
    start, end = span
    if text[start:end].endswith(_POSSESSIVES):
        end -= len(_POSSESSIVES[0])
    known = recognise(text[start:end], cues.language, Degree.LOOSE)
    if known is None:
        for cut in cut_suffixes(text, max(start, tokens[-1].start), end, cues):
            known = recognise(text[start:cut], cues.language, Degree.LOOSE)
            if known is not None:
                end = cut
                break
        else:
            cuts = cut_suffixes(text, max(start, tokens[-1].start), end, cues)
            end = cuts[0] if cuts and tokens[-1].key not in cues.issues | cues.heads.keys() else end
    surface = text[start:end]
    if known is not None:
        return ProposedName(start, end, surface, known[0].label, known[0].name, known[0].code)
    label = "Person" if titled else _label_of_unknown(text, tokenise(text, start, end, cues), cues)
    return ProposedName(start, end, surface, label, surface, "", confidence=_UNKNOWN_TARGET)


def _label_of_unknown(text: str, tokens: Sequence[Word], cues: Cues) -> str:
    """Guess what a target is that is not known by name: people, an organisation, a matter, or a person."""
    keys = [word.key for word in tokens]
    if keys[-1] in cues.heads:
        return "Group"
    matter = len(keys) > _LONGEST_PERSON or any(key in cues.issues | cues.genitives for key in keys)
    if matter or any(recognise(text[word.start : word.end], cues.language, Degree.STRICT) for word in tokens):
        return "Issue"
    if any(cues.heads.get(key) == "Organisation" for key in keys):
        return "Organisation"
    return "Person"


def matter_before(text: str, position: int, cues: Cues) -> ProposedName | None:
    """Return the last resolution, treaty or the like that is named before a position, with its number."""
    start = max(0, position - _NEAR)
    tokens = tokenise(text, start, position, cues)
    for place in range(len(tokens) - 1, -1, -1):
        word = tokens[place]
        if word.key in cues.issues:
            end = word.end
            number = _NUMBER.match(text, end + 1) if text[end : end + 1].isspace() else None
            end = number.end() if number and number.end() <= position else end
            surface = text[word.start : end]
            return ProposedName(word.start, end, surface, "Issue", surface, "", confidence=_UNKNOWN_TARGET)
    return None
