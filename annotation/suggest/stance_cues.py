"""Proposing stances: who stands towards whom in the sentences that voice support or opposition.

What is told is told by the mentions around the cue, and by no more than a few words of each language. It is
shown and filled in, never recorded by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotation.mention_layer import MentionRow
from annotation.records import Id, Polarity
from annotation.suggest.phrases import word_key
from annotation.suggest.stance_words import Side, StanceWords, load_words
from annotation.suggest.voices import Voice
from annotation.text.words import words

_TARGET_WITHIN = 80
"""Code points from a cue within which its target is named."""

_HOLDER_WITHIN = 300
_MOST_ROWS = 200
"""Mentions that are looked at on one side of a cue."""

_BESIDE = 30
"""Code points within which the word beside a name ends."""

_MOST_BETWEEN = 4
"""Words between two names of one list, as in “A and most of the B”."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention that may be meant: its span in code points, and who it is, if that is told."""

    start: int
    end: int
    entity_id: Id | None


@dataclass(frozen=True, slots=True)
class ProposedStance:
    """A stance that a sentence voices, as far as it is told. Offsets are code points.

    Attributes:
        start, end: of the sentence.
        cue_start, cue_end: of the phrase that voices it.
        polarity: how the holders stand.
        holders: who take the stance; several in "A and B support C".
        target: towards whom.
        claimed_by: who says so, where the article only reports it.
        key: by which it is known again within its sentence.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    polarity: Polarity
    holders: tuple[Named, ...]
    target: Named | None
    claimed_by: Named | None
    key: str

    @property
    def told(self) -> bool:
        """Whether everything is told, so that it can be recorded as it is."""
        named = (*self.holders, self.target, *((self.claimed_by,) if self.claimed_by else ()))
        return bool(self.holders) and all(name is not None and name.entity_id for name in named)


def propose(
    text: str, voices: Sequence[Voice], mentions: Sequence[MentionRow], language: str
) -> list[ProposedStance]:
    """Return the stances that voices mean as far as mentions tell; of which they tell nothing, none.

    Args:
        text: the article.
        voices: what `find_voices` found in it.
        mentions: in the order of the text.
        language: in which the voices were found.
    """
    known = load_words(language)
    found: list[ProposedStance] = []
    before: list[ProposedStance] = []
    for voice in voices:
        if before and before[0].start != voice.start:
            before = []
        proposed = _Reader(text, mentions, known, voice, before).proposals()
        before = proposed or before
        found += proposed
    return found


class _Reader:
    """Reads who is meant by one voice.

    `before` is what the voice before it in the same sentence proposes.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[MentionRow],
        known: StanceWords,
        voice: Voice,
        before: Sequence[ProposedStance],
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._known = known
        self._voice = voice
        self._before = before

    def proposals(self) -> list[ProposedStance]:
        """Return a proposal for each target that is named, or one without a target."""
        voice = self._voice
        speaker = self._speaker()
        first = self._named(max(voice.clause_start, voice.cue_start - _HOLDER_WITHIN), voice.cue_start)
        last = self._named(voice.cue_end, min(voice.clause_end, voice.cue_end + _HOLDER_WITHIN))
        holders, targets = self._roles(first, last)
        if voice.joined and self._before and not (self._known.verb_final and holders):
            holders = list(self._before[0].holders)
        if not holders and speaker and voice.self_reported:
            holders, speaker = [speaker], None
        if voice.pronoun:
            targets = self._meant(speaker)
        holders = [name for name in holders if not any(_same(name, target) for target in targets)]
        if speaker is not None and any(_same(speaker, name) for name in holders):
            speaker = None
        if not holders and not targets:
            return []
        return [
            ProposedStance(
                start=voice.start,
                end=voice.end,
                cue_start=voice.cue_start,
                cue_end=voice.cue_end,
                polarity=voice.cue.polarity,
                holders=tuple(holders),
                target=target,
                claimed_by=speaker,
                key=voice.key + (f" [{number}]" if number else ""),
            )
            for number, target in enumerate(targets or [None])
        ]

    def _roles(self, first: list[Named], last: list[Named]) -> tuple[list[Named], list[Named]]:
        """Tell holders and targets among the names before the cue and those after it."""
        known, cue = self._known, self._voice.cue
        if cue.target is Side.AFTER:
            target = next((name for name in last if self._rank(name) is not None), None)
            targets = self._listed(last, target) if target and self._is_near(target) else []
            return self._listed(first, self._holder(first)), targets
        if cue.target is Side.FIRST:
            holders = self._listed(first, first[-1] if first else None)
            rest = first[: len(first) - len(holders)]
            return holders, self._listed(rest, rest[-1] if rest else None)
        nearest = first[-1] if first and not self._voice.pronoun else None
        target = nearest if nearest and not self._acts(nearest) and self._is_near(nearest) else None
        targets = self._listed(first, target)
        if known.verb_final:
            rest = first[: len(first) - len(targets)]
            holder = self._holder(rest)
            if holder is not None:
                return self._listed(rest, holder), targets
        holder = next((name for name in last if self._rank(name) is not None), None)
        return self._listed(last, holder), targets

    def _meant(self, speaker: Named | None) -> list[Named]:
        """Return who is meant by the word in place of the target: the target before, or who speaks."""
        if self._before and self._before[0].target:
            return [self._before[0].target]
        return [speaker] if speaker and self._voice.of_person else []

    def _speaker(self) -> Named | None:
        voice = self._voice
        names = self._named(voice.speaker_start, voice.speaker_end)
        if voice.speaker is Side.AFTER:
            return names[0] if names else None
        return self._holder(names)

    def _holder(self, names: Sequence[Named]) -> Named | None:
        """Return who most probably acts: of equals the last one."""
        ranked = [
            (rank, number) for number, name in enumerate(names) if (rank := self._rank(name)) is not None
        ]
        return names[max(ranked)[1]] if ranked else None

    def _rank(self, name: Named) -> int | None:
        """Return how well a name fits as a holder by the words beside it; None if it does not."""
        known = self._known
        after, before = self._word_after(name.end), self._word_before(name.start)
        if after in known.aside_after or before in known.aside_before:
            return None
        return 2 if after in known.subjects else 0 if after in known.genitives else 1

    def _acts(self, name: Named) -> bool:
        return self._word_after(name.end) in self._known.subjects

    def _is_near(self, name: Named) -> bool:
        gap = max(self._voice.cue_start - name.end, name.start - self._voice.cue_end)
        return gap <= _TARGET_WITHIN

    def _listed(self, names: Sequence[Named], one: Named | None) -> list[Named]:
        """Return a name with those that are listed with it ("A, B and C")."""
        if one is None:
            return []
        first = after = names.index(one)
        while first > 0 and self._are_joined(names[first - 1], names[first]):
            first -= 1
        while after + 1 < len(names) and self._are_joined(names[after], names[after + 1]):
            after += 1
        return list(names[first : after + 1])

    def _are_joined(self, one: Named, other: Named) -> bool:
        if other.start - one.end > _BESIDE or self._word_before(one.start) in self._known.aside_before:
            return False
        between = [self._text[start:end] for start, end in words(self._text, one.end, other.start)]
        if not between:
            return self._text[one.end : other.start].strip() in (",", "،", "&")
        return len(between) <= _MOST_BETWEEN and word_key(between[0]) in self._known.conjunctions

    def _word_after(self, position: int) -> str:
        span = next(words(self._text, position, min(len(self._text), position + _BESIDE)), None)
        gap = self._text[position : span[0]] if span else "."
        return word_key(self._text[span[0] : span[1]]) if span and not gap.strip(" '’") else ""

    def _word_before(self, position: int) -> str:
        found = list(words(self._text, max(0, position - _BESIDE), position))
        if not found or self._text[found[-1][1] : position].strip():
            return ""
        return word_key(self._text[found[-1][0] : found[-1][1]])

    def _named(self, start: int, end: int) -> list[Named]:
        """Return the mentions within a stretch; of those that overlap a linked one, or else the longest."""
        found: list[Named] = []
        place = bisect_left(self._mentions, (start,))
        for row in self._mentions[place : place + _MOST_ROWS]:
            name = Named(row[0], -row[1], row[4])
            if name.start >= end:
                break
            if name.end > end:
                continue
            if not found or name.start >= found[-1].end:
                found.append(name)
            elif _weight(name) > _weight(found[-1]):
                found[-1] = name
        return found


def _weight(name: Named) -> tuple[bool, int]:
    return name.entity_id is not None, name.end - name.start


def _same(one: Named, other: Named) -> bool:
    if one.entity_id is not None:
        return one.entity_id == other.entity_id
    return (one.start, one.end) == (other.start, other.end)
