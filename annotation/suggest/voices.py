"""Sentences that voice support or opposition, found by their words alone.

Who stands towards whom is told later, from the mentions around (`stance_cues`): mentions come and go while
the text stays. What is found here takes time in proportion to the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotation.suggest.phrases import word_key
from annotation.suggest.stance_words import Side, StanceCue, StanceWords, load_words
from annotation.text.words import sentence_ends, words

_NEGATED_WITHIN = 4
"""Words from a cue within which a word takes it back."""

_BREAKS = frozenset(";:؛—–")
_COMMAS = frozenset(",،")
_QUESTIONS = ("?", "؟")
_CLOSING = " \n\t\"'”’»)"
_MOST_BETWEEN = 10
"""Words among which a comma is looked for."""

_Report = tuple[int, int, Side]
"""The first word of a phrase that reports, the word after it, and on which side the speaker is named."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A phrase that voices a stance, and where those who are concerned may be named. Offsets are code points.

    Attributes:
        start, end: of the sentence.
        cue_start, cue_end: of the phrase.
        cue: what the phrase says.
        clause_start, clause_end: within which holder and target are named.
        speaker_start, speaker_end: within which is named who says so; equal if nobody does.
        speaker: on which side of these the nearest name is looked for.
        self_reported: whether the speaker speaks of himself.
        joined: whether the holder of the voice before goes on ("opposes A and supports B").
        pronoun: whether a word in place of the target stands beside the phrase.
        of_person: whether that word means somebody.
        key: by which the voice is known again within its sentence.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    cue: StanceCue
    clause_start: int
    clause_end: int
    speaker_start: int
    speaker_end: int
    speaker: Side
    self_reported: bool
    joined: bool
    pronoun: bool
    of_person: bool
    key: str


@dataclass(slots=True)
class _Sentence:
    """A sentence with its words, and what is found among them by the numbers of its words.

    `clauses` are words with which a clause begins, `breaks` those and the words after which one ends.
    """

    text: str
    start: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    keys: list[str] = field(default_factory=list[str])
    cues: list[tuple[int, int, StanceCue]] = field(default_factory=list[tuple[int, int, StanceCue]])
    reports: list[_Report] = field(default_factory=list[_Report])
    clauses: list[int] = field(default_factory=list[int])
    breaks: list[int] = field(default_factory=list[int])

    def gap(self, number: int) -> str:
        """Return what stands between a word and the one before."""
        return self.text[self.spans[number - 1][1] if number else self.start : self.spans[number][0]]

    def comma_between(self, first: int, after: int) -> int | None:
        """Return the last word before which a comma stands, of those from `first` to `after`."""
        latest = min(after, len(self.keys) - 1)
        numbers = range(latest, max(first, latest - _MOST_BETWEEN) - 1, -1)
        return next((number for number in numbers if _COMMAS.intersection(self.gap(number))), None)

    def place(self, number: int) -> int:
        """Return where a word begins, or else the end of the sentence."""
        if number == 0:
            return self.start
        return self.spans[number][0] if number < len(self.spans) else self.end

    def complement(self, report: _Report) -> int:
        """Return the word with which begins what is reported: after “says that”, or “according to X,”."""
        if report[2] is Side.BEFORE:
            return report[1]
        comma = self.comma_between(report[1], report[1] + _MOST_BETWEEN)
        return report[1] if comma is None else comma

    def clause(self, number: int) -> tuple[int, int, _Report | None]:
        """Return the first word of the clause around a cue, the word after it, and what reports it."""
        first, after, _cue = self.cues[number]
        broken = bisect_right(self.breaks, first)
        last_break = self.breaks[broken - 1] if broken else 0
        reported = bisect_left(self.reports, (first,))
        report = self.reports[reported - 1] if reported else None
        hard = bisect_right(self.clauses, first)
        if report is not None and hard and self.clauses[hard - 1] >= report[1]:
            report = None  # another clause has begun since
        begins = max(
            self.cues[number - 1][1] if number else 0,
            last_break,
            self.complement(report) if report else 0,
        )
        next_break = bisect_left(self.breaks, after)
        ends = min(
            self.cues[number + 1][0] if number + 1 < len(self.cues) else len(self.keys),
            self.breaks[next_break] if next_break < len(self.breaks) else len(self.keys),
        )
        if report is None and reported < len(self.reports):
            comma = self.comma_between(after, self.reports[reported][0])
            if comma is not None:
                report, ends = self.reports[reported], min(ends, comma)
        return begins, ends, report

    def speaker(self, report: _Report | None, after: int) -> tuple[int, int, Side]:
        """Return within which places is named who says so, and from which side the nearest name counts.

        Args:
            report: the phrase that reports, if there is one.
            after: the word after the cue.
        """
        if report is None:
            return self.start, self.start, Side.BEFORE
        begins, ends, side = report
        if begins < after:
            if side is Side.BEFORE:
                return self.start, self.place(begins), side
            return self.spans[ends - 1][1], self.place(self.complement(report)), side
        comma = self.comma_between(after, begins)
        if comma is not None and comma < begins:  # “…, X said”
            return self.place(comma), self.place(begins), Side.BEFORE
        return self.spans[ends - 1][1], self.end, Side.AFTER  # “…, said X”


def _never() -> bool:
    return False


def find_voices(text: str, language: str, cancelled: Callable[[], bool] = _never) -> tuple[Voice, ...]:
    """Return the voices of a text in its order.

    Args:
        text: an article.
        language: one of `stance_words.LANGUAGES`.
        cancelled: asked between sentences; once it says so, nothing more is looked for.
    """
    known = load_words(language)
    found: list[Voice] = []
    start = 0
    for end in (*sentence_ends(text, 0, len(text)), len(text)):
        if cancelled():
            break
        found += _voices_in(_read(text, start, end, known), known)
        start = end
    return tuple(found)


def _read(text: str, start: int, end: int, known: StanceWords) -> _Sentence:
    """Find the phrases of a sentence; the longest counts, and none overlaps another."""
    said = text[start:end]
    sentence = _Sentence(text, end - len(said.lstrip()), start + len(said.rstrip()))
    for span in words(text, start, end):
        sentence.spans.append(span)
        sentence.keys.append(word_key(text[span[0] : span[1]]))
    number = 0
    while number < len(sentence.keys):
        cue, report = known.cues.at(sentence.keys, number), known.reporting.at(sentence.keys, number)
        if report is not None and (cue is None or report[0] >= cue[0]):
            sentence.reports.append((number, number + report[0], report[1]))
            number += report[0]
        elif cue is not None:
            if cue[1] is not None:
                sentence.cues.append((number, number + cue[0], cue[1]))
            number += cue[0]
        else:
            number += 1
    return sentence


def _voices_in(sentence: _Sentence, known: StanceWords) -> Iterator[Voice]:
    said = sentence.text[sentence.start : sentence.end].rstrip(_CLOSING)
    if not sentence.cues or said.endswith(_QUESTIONS):
        return
    for number, key in enumerate(sentence.keys):
        begun = key in known.clauses or not _BREAKS.isdisjoint(sentence.gap(number))
        if begun:
            sentence.clauses.append(number)
        if begun or (number and sentence.keys[number - 1] in known.finals):
            sentence.breaks.append(number)
    seen: Counter[str] = Counter()
    negated = False
    for number, (first, after, _cue) in enumerate(sentence.cues):
        begins, ends, _report = sentence.clause(number)
        directly = number > 0 and sentence.keys[first - 1] in known.conjunctions
        negated = _is_negated(sentence, (begins, first, after, ends), known) or (negated and directly)
        if not negated:
            yield _voice(sentence, number, known, seen)


def _voice(sentence: _Sentence, number: int, known: StanceWords, seen: Counter[str]) -> Voice:
    """Return the voice of a cue; `seen` counts the phrases of the sentence so far."""
    first, after, cue = sentence.cues[number]
    begins, ends, report = sentence.clause(number)
    speaker_start, speaker_end, side = sentence.speaker(report, after)
    cue_start, cue_end = sentence.spans[first][0], sentence.spans[after - 1][1]
    key = f"{cue.polarity}: {' '.join(sentence.text[cue_start:cue_end].split())}"
    seen[key] += 1
    beside = after if cue.target is Side.AFTER else first - 1
    word = sentence.keys[beside] if 0 <= beside < len(sentence.keys) else ""
    complement = sentence.complement(report) if report and report[0] < first else len(sentence.keys)
    return Voice(
        start=sentence.start,
        end=sentence.end,
        cue_start=cue_start,
        cue_end=cue_end,
        cue=cue,
        clause_start=sentence.place(begins),
        clause_end=sentence.place(ends),
        speaker_start=speaker_start,
        speaker_end=speaker_end,
        speaker=side,
        self_reported=complement < len(sentence.keys)
        and known.selves.at(sentence.keys, complement) is not None,
        joined=_goes_on(sentence, number, known),
        pronoun=word in known.them or word in known.it,
        of_person=word in known.them,
        key=f"{key} ({seen[key]})" if seen[key] > 1 else key,
    )


def _goes_on(sentence: _Sentence, number: int, known: StanceWords) -> bool:
    """Tell whether who stands so may be named with the cue before only."""
    if number == 0:
        return False
    previous, first = sentence.cues[number - 1][1], sentence.cues[number][0]
    begun = bisect_right(sentence.clauses, first)
    if begun and sentence.clauses[begun - 1] >= previous:
        return False
    return known.verb_final or sentence.keys[first - 1] in known.conjunctions


def _is_negated(sentence: _Sentence, places: tuple[int, int, int, int], known: StanceWords) -> bool:
    """Tell whether a cue is taken back; `places` are the words that begin and end its clause and itself."""
    begins, first, after, ends = places
    before = sentence.keys[max(begins, first - _NEGATED_WITHIN) : first]
    behind = sentence.keys[after : min(ends, after + _NEGATED_WITHIN)]
    return not (known.negated_before.isdisjoint(before) and known.negated_after.isdisjoint(behind))
