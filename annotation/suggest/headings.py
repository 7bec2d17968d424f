"""The heading of an alliance list: who it is about, and where the listed ones stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from annotation.records import Polarity
from annotation.suggest.cues import Cues, load_cues, ranked_languages
from annotation.suggest.members import known_share
from annotation.suggest.phrases import Match, Place, Side
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.suggest.targets import named_among
from annotation.suggest.tokens import Word, tokenise

OFFERED_FROM = 0.5
"""The confidence from which a list is proposed."""

_MOST_HEADING_WORDS = 16
_LONGEST_HEADING = 300
_COMMAS = ",،;؛"
_CUE, _KNOWN_MEMBERS, _HEAD_NOUN, _TARGET, _LISTED, _BESIDE_ANOTHER = 0.35, 0.45, 0.1, 0.1, 0.1, 0.2
_WEAK = 0.2
_DOUBTFUL_FROM, _WEAKEST_OFFERED = 0.4, OFFERED_FROM - 0.01
_FEWEST_SET_APART = 3
_LONGEST_NAME = 4  # in words
_FEWEST_KNOWN = 0.5
_PHRASE = regex.compile(r"\p{Ll}.*|\p{Lu}\p{Ll}*(?:\s+\p{Ll}[\p{Ll}'’-]*)+")
_SIGNS = frozenset("|•▪/")
_BULLET = regex.compile(r"[\s*•▪◦●■□○–\"'“”‘’«»#>|-]*(?:\p{N}{1,2}[.)]\s+)?")
_TRAILING = regex.compile(r"[\s:：;؛?؟ঃ*\"'“”‘’«»|–—-]*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says. `label` is that of its head noun ("countries"), or empty.

    `weak` is one that says something only beside another list ("With Ort").
    """

    start: int
    stop: int
    target: ProposedName | None
    polarity: Polarity
    label: str
    cues: Cues
    weak: bool = False


def read_heading(text: str, start: int, stop: int, language: str) -> Heading | None:
    """Read a stretch of text as a heading, in the likeliest language that has a phrase for it; or None.

    Args:
        text: the article.
        start: where it begins; a bullet there is no part of it.
        stop: where it ends; a colon or dash there is no part of it.
        language: the language of the text around it.
    """
    if stop - start > 2 * _LONGEST_HEADING:
        return None
    bullet = _BULLET.match(text, start, stop)
    start = bullet.end() if bullet else start
    trailing = _TRAILING.search(text, start, stop)
    stop = trailing.start() if trailing else stop
    if not 0 < stop - start <= _LONGEST_HEADING:
        return None
    choices = ranked_languages(text[start:stop], language)
    readings = [
        heading for choice in choices if (heading := _read(text, start, stop, load_cues(choice))) is not None
    ]
    known = (heading for heading in readings if heading.target is not None and heading.target.code)
    return next(known, readings[0] if readings else None)


def _read(text: str, start: int, stop: int, cues: Cues) -> Heading | None:
    tokens = tokenise(text, start, stop, cues)
    if not 0 < len(tokens) <= _MOST_HEADING_WORDS:
        return None
    keys = [word.key for word in tokens]
    match = cues.find(keys)
    if match is None:
        return None
    label = next((cues.heads[key] for key in reversed(keys) if key in cues.heads), "")
    target = None
    if match.cue.target is Side.BEFORE:
        target = named_among(text, tokens[: match.before], cues, before=True)
    elif match.cue.target is Side.AFTER:
        named = tokens[match.after :] or tokens[slice(*match.gap)]
        target = named_among(text, named, cues, before=False, cut=match.cut)
    else:
        target = _matter(text, tokens, match, cues)
    if target is not None and any(mark in target.text for mark in _COMMAS):
        return None
    return Heading(
        start, stop, target, match.cue.polarity, label, cues, weak=match.cue.members is Place.BESIDE
    )


def _matter(text: str, tokens: list[Word], match: Match, cues: Cues) -> ProposedName | None:
    """Return the resolution or the like that a heading names beside a word for a side ("For the treaty")."""
    for words, before in ((tokens[match.after :], False), (tokens[: match.first], True)):
        if any(word.key in cues.issues for word in words):
            return named_among(text, words, cues, before=before)
    return None


def camp_under(
    text: str, heading: Heading, members: tuple[ProposedName, ...], *, beside_another: bool = False
) -> ProposedCamp | None:
    """Return the list that a heading and members make, or None if too little speaks for one.

    One whose confidence is lower than `OFFERED_FROM` is a list only beside another (see `beside_others`).

    Args:
        text: the article.
        heading: what stands above or before the members.
        members: who is listed.
        beside_another: whether the heading of another side stands beside it, as over the columns of a table.
    """
    if not members or (known_share(members) < _FEWEST_KNOWN and _are_phrases(members)):
        return None
    confidence = (
        _CUE
        + _KNOWN_MEMBERS * known_share(members)
        + _HEAD_NOUN * bool(heading.label)
        + _TARGET * (heading.target is not None)
        + _LISTED * _are_set_apart(text, members)
        + _BESIDE_ANOTHER * beside_another
    )
    if heading.weak:
        confidence = min(confidence - _WEAK, _WEAKEST_OFFERED)
    if confidence < _DOUBTFUL_FROM:
        return None
    return ProposedCamp(
        heading.start, heading.stop, heading.target, heading.polarity, members, min(1.0, round(confidence, 3))
    )


def beside_others(camp: ProposedCamp, others: Sequence[ProposedCamp]) -> ProposedCamp | None:
    """Return a list as it is offered, or None: a doubtful one beside neither a sure one nor another side."""
    if camp.confidence >= OFFERED_FROM:
        return camp
    if any(other.confidence >= OFFERED_FROM or other.polarity is not camp.polarity for other in others):
        return replace(camp, confidence=round(camp.confidence + _BESIDE_ANOTHER, 3))
    return None


def _are_phrases(members: tuple[ProposedName, ...]) -> bool:
    """Tell whether most members are no names by how they are written: "cost", "Cheaper tickets"."""
    return sum(_PHRASE.fullmatch(member.text) is not None for member in members) * 2 > len(members)


def _are_set_apart(text: str, members: tuple[ProposedName, ...]) -> bool:
    """Tell whether members look like names by how they are written: in capitals, or with signs between."""
    if len(members) < _FEWEST_SET_APART or any(len(name.text.split()) > _LONGEST_NAME for name in members):
        return False
    if all(not _SIGNS.isdisjoint(text[one.end : other.start]) for one, other in pairwise(members)):
        return True
    over_lines = "\n" in text[members[0].end : members[-1].start]
    return all(word[0].isupper() for name in members for word in name.text.split()) and (
        not over_lines or sum(" " in name.text for name in members) * 2 >= len(members)
    )
