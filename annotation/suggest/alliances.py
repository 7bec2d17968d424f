"""Finding alliance lists in a text: who is listed as standing with or against whom.

A list stands after a heading in its line ("<somebody> के पक्ष में देश- A, B और C"), in the lines under one, in
the columns of a table, or inside a sentence ("A, B and C backed <somebody>"). What tells one in a language is
in `resources/cues/`. The rules and weights were measured on news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotation.suggest.cues import Cues, language_of, load_cues
from annotation.suggest.headed import BREAK, answer_to, headed_lists
from annotation.suggest.headings import OFFERED_FROM, beside_others
from annotation.suggest.lines import list_under
from annotation.suggest.members import unnamed_after
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.suggest.sentences import lists_inside
from annotation.suggest.tables import table_at
from annotation.suggest.targets import matter_before
from annotation.suggest.units import joined_lines, lines_of, sentences_of

__all__ = ["OFFERED_FROM", "find_camps"]

_SAME_SUBJECT = 300
"""How far apart two lists may be, in code points, of which only one names what both are about."""
_NEXT_TO = 100
"""How near a list of one member must be to another, in code points."""

Span = tuple[int, int]


def find_camps(text: str) -> tuple[ProposedCamp, ...]:
    """Return the alliance lists of a text, in its order."""
    if not text or text.isspace():
        return ()
    language = language_of(text)
    lines = lines_of(text)
    camps: list[ProposedCamp] = []
    rest: list[Span] = []
    number = 0
    while number < len(lines):
        found = _over_lines(text, lines, number, load_cues(language))
        if found is None:
            rest.append(lines[number])
            number += 1
            continue
        camps += _in_lines(text, rest, language)
        rest = []
        camps += found[0]
        number = found[1]
    camps += _in_lines(text, rest, language)
    cues = load_cues(language)
    return tuple(
        replace(camp, unnamed=unnamed_after(text, camp.members[-1].end, cues))
        for camp in _about(text, _apart(camps), cues)
    )


def _over_lines(
    text: str, lines: list[Span], number: int, cues: Cues
) -> tuple[Sequence[ProposedCamp], int] | None:
    table = table_at(text, lines, number, cues)
    if table is not None:
        return table
    found = list_under(text, lines, number, cues)
    return None if found is None else ((found[0],), found[1])


def _in_lines(text: str, lines: list[Span], language: str) -> Iterator[ProposedCamp]:
    """Yield the lists of lines that hold running text."""
    for start, end in joined_lines(text, lines, load_cues(language)):
        cues = load_cues(language_of(text[start:end], language))
        before: Span | None = None
        for sentence in sentences_of(text, start, end, cues):
            answer = before and answer_to(text, before, sentence, cues)
            before = sentence
            if answer:
                yield answer
                continue
            camps: list[ProposedCamp] = []
            if BREAK.search(text, *sentence) is not None:
                camps += headed_lists(text, sentence, cues)
            inside = list(lists_inside(text, sentence, cues))
            sure = [camp for camp in camps if camp.confidence >= OFFERED_FROM]
            yield from inside if len(inside) > len(sure) else camps


def _apart(camps: Sequence[ProposedCamp]) -> list[ProposedCamp]:
    """Return the lists in the order of the text, without one whose heading overlaps that of another.

    One of a single member counts beside a longer one only ("Against: Chile"), and a doubtful one likewise.
    """
    kept: list[ProposedCamp] = []
    for camp in sorted(camps, key=lambda camp: (camp.heading_start, -camp.confidence)):
        if not kept or kept[-1].heading_end <= camp.heading_start:
            kept.append(camp)
    found: list[ProposedCamp] = []
    for number, camp in enumerate(kept):
        near = [
            other
            for other in (*kept[max(0, number - 2) : number], *kept[number + 1 : number + 3])
            if len(other.members) > 1 and _distance(camp, other) <= _NEXT_TO
        ]
        offered = beside_others(camp, near) if near or len(camp.members) > 1 else None
        if offered is not None:
            found.append(offered)
    return found


def _about(text: str, camps: Sequence[ProposedCamp], cues: Cues) -> Iterator[ProposedCamp]:
    """Yield the lists, where one has no target with that of a list beside it or the matter named before."""
    before: ProposedCamp | None = None
    for number, camp in enumerate(camps):
        if camp.target is None:
            beside = (*camps[max(0, number - 1) : number], *camps[number + 1 : number + 2])
            is_vote = any(
                other.target is None and _distance(camp, other) <= _SAME_SUBJECT for other in beside
            )
            target = _shared_target(text, before, camp, camps[number + 1 : number + 2], cues, is_vote=is_vote)
            before = replace(camp, target=target)
        else:
            before = camp
        yield before


def _shared_target(
    text: str,
    before: ProposedCamp | None,
    camp: ProposedCamp,
    later: Sequence[ProposedCamp],
    cues: Cues,
    *,
    is_vote: bool,
) -> ProposedName | None:
    """Return what a list without a target is about.

    That of the list before it, unless a matter is named between them. Several in a row without a target are
    a vote ("In favour: … Against: …"): then a matter named anywhere before them goes first.
    """
    start = min(camp.heading_start, camp.members[0].start)
    own = load_cues(language_of(text[camp.heading_start : camp.heading_end], cues.language))
    matter = matter_before(text, start, own)
    if before is not None and before.target is not None and _distance(before, camp) <= _SAME_SUBJECT:
        earlier = max(before.heading_end, before.members[-1].end)
        return matter if matter is not None and (is_vote or matter.start >= earlier) else before.target
    if matter is not None or not later:
        return matter
    following = later[0]
    near = following.heading_start - camp.heading_end <= _SAME_SUBJECT
    line_end = text.find("\n", camp.heading_end, following.heading_start)
    return following.target if near and line_end < 0 else None


def _distance(one: ProposedCamp, other: ProposedCamp) -> int:
    """Return how many code points stand between two lists."""
    before, after = sorted((one, other), key=lambda camp: camp.heading_start)
    return min(after.heading_start, after.members[0].start) - max(before.heading_end, before.members[-1].end)
