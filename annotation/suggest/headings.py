"""The heading of an alliance list: who it is about, and where the listed ones stand."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from annotation.records import Polarity
from annotation.suggest.cues import Cues, load_cues, ranked_languages
from annotation.suggest.members import known_share
from annotation.suggest.phrases import Side
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.suggest.targets import named_among
from annotation.suggest.tokens import tokenise

OFFERED_FROM = 0.5
"""The confidence from which a list is proposed."""

_MOST_HEADING_WORDS = 16
_LONGEST_HEADING = 300
_COMMAS = ",،;؛"
_CUE, _KNOWN_MEMBERS, _HEAD_NOUN, _TARGET = 0.35, 0.45, 0.1, 0.1
_BULLET = regex.compile(r"[\s*•▪◦●■□○–\"'“”‘’«»#>|-]*(?:\p{N}{1,2}[.)]\s+)?")
_TRAILING = regex.compile(r"[\s:：*\"'“”‘’«»|–—-]*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says. `label` is that of its head noun ("countries"), or empty."""

    start: int
    stop: int
    target: ProposedName | None
    polarity: Polarity
    label: str
    cues: Cues


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
    if target is not None and any(mark in target.text for mark in _COMMAS):
        return None
    return Heading(start, stop, target, match.cue.polarity, label, cues)


def camp_under(heading: Heading, members: tuple[ProposedName, ...]) -> ProposedCamp | None:
    """Return the list that a heading and members make, or None if too little speaks for one."""
    if not members:
        return None
    confidence = (
        _CUE
        + _KNOWN_MEMBERS * known_share(members)
        + _HEAD_NOUN * bool(heading.label)
        + _TARGET * (heading.target is not None)
    )
    if confidence < OFFERED_FROM:
        return None
    return ProposedCamp(
        heading.start, heading.stop, heading.target, heading.polarity, members, round(confidence, 3)
    )
