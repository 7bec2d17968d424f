"""Lists after a heading in the same line: "<somebody> के पक्ष में देश- A, B और C", "For: A, B; against: C, D"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.headings import Heading, camp_under, read_heading
from annotation.suggest.members import read_members
from annotation.suggest.proposals import ProposedCamp
from annotation.suggest.tokens import tokenise

BREAK = regex.compile(r"[:：]\s*[-–—]*(?!//)|—+|(?<=\s)[-–]+(?=\s|$)|[-–]+(?=\s)|(?<=\s)[-–]+")
_BORDER = regex.compile(r"(?r)[;؛.।۔,،|()/]")
_LONGEST_HEADING = 300

Span = tuple[int, int]


def headed_lists(text: str, sentence: Span, cues: Cues) -> Iterator[ProposedCamp]:
    """Yield the lists of a sentence that stand after headings, in its order.

    Args:
        text: the article.
        sentence: its start and end.
        cues: the words of the language of the text around it.
    """
    found = list(_headings(text, sentence, cues))
    for number, (heading, body) in enumerate(found):
        end = found[number + 1][0].start if number + 1 < len(found) else sentence[1]
        camp = camp_under(heading, read_members(text, body, end, heading.cues, heading.label, fewest=1))
        if camp is not None:
            yield camp


def _headings(text: str, sentence: Span, cues: Cues) -> Iterator[tuple[Heading, int]]:
    """Yield the headings of a sentence, and where the list after each begins."""
    heading: Heading | None = None
    body = sentence[0]
    for match in BREAK.finditer(text, *sentence):
        starts = [] if heading else [sentence[0]]
        border = _BORDER.search(text, max(body, match.start() - _LONGEST_HEADING), match.start())
        if border:
            starts.append(border.end())
        elif heading is None:
            starts.append(body)
        read = next(
            (found for start in starts if (found := read_heading(text, start, match.start(), cues.language))),
            None,
        )
        if read is not None:
            if heading is not None:
                yield heading, body
            heading, body = read, match.end()
        elif heading is None or _says_only_what(text, body, match.start(), heading.cues):
            body = match.end()
    if heading is not None:
        yield heading, body


def _says_only_what(text: str, start: int, end: int, cues: Cues) -> bool:
    """Tell whether what stands between two breaks only says what is listed ("… – countries: A, B")."""
    if end - start > _LONGEST_HEADING:
        return False
    aside = cues.heads.keys() | cues.fillers | cues.others
    return all(word.key in aside or word.key.isdecimal() for word in tokenise(text, start, end, cues))
