"""Lists after a heading in the same line: "<somebody> के पक्ष में देश- A, B और C", "For: A, B; against: C, D"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.headings import Heading, camp_under, read_heading
from annotation.suggest.known import recognise
from annotation.suggest.members import read_members
from annotation.suggest.phrases import word_key
from annotation.suggest.proposals import ProposedCamp
from annotation.suggest.tokens import tokenise
from annotation.suggest.units import LAST_WORD
from annotation.text.folding import Degree

BREAK = regex.compile(
    r"[:：]\s*[-–—]*(?!//)|—+|(?<=\s)[-–]+(?=\s|$)|[-–]+(?=\s)|(?<=\s)[-–]+"
    r"|(?<=\s)[ঃ/|•▪](?=\s)|(?<=[\p{L}\p{M}])[-–](?=\p{L})"
)
"""What may stand between a heading and its list; Bengali typists write the visarga for a colon."""

SIGNS = "•▪"
"""What separates members as well, where a heading stands before them."""

_BORDER = regex.compile(r"(?r)[;؛.।۔,،|()/]|(?<=\s)[-–—](?=\s)")
_LONGEST_HEADING = 300
_LONGEST_NAME = 40
_COMMA = regex.compile(r"[,،;؛]")

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
        members = read_members(text, body, end, heading.cues, heading.label, fewest=1, separators=SIGNS)
        camp = camp_under(text, heading, members)
        if camp is not None:
            yield camp


def _headings(text: str, sentence: Span, cues: Cues) -> Iterator[tuple[Heading, int]]:
    """Yield the headings of a sentence, and where the list after each begins."""
    heading: Heading | None = None
    body = sentence[0]
    for match in BREAK.finditer(text, *sentence):
        if _is_tight(match) and not _joins_heading_and_list(text, sentence, match, cues):
            continue
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


def _is_tight(match: regex.Match[str]) -> bool:
    """Tell whether a dash stands between two letters, as within a name."""
    return match.group() in "-–" and not match.string[match.start() - 1].isspace()


def _joins_heading_and_list(text: str, sentence: Span, match: regex.Match[str], cues: Cues) -> bool:
    """Tell whether a dash without spaces stands behind "countries" or the like, or before a known name."""
    before = LAST_WORD.match(text, sentence[0], match.start())
    if before is not None and word_key(before.group()) in cues.heads:
        return True
    comma = _COMMA.search(text, match.end(), min(sentence[1], match.end() + _LONGEST_NAME))
    first = text[match.end() : comma.start()].strip() if comma else ""
    return bool(first) and recognise(first, cues.language, Degree.FUZZY) is not None


def _says_only_what(text: str, start: int, end: int, cues: Cues) -> bool:
    """Tell whether what stands between two breaks only says what is listed ("… – countries: A, B")."""
    if end - start > _LONGEST_HEADING:
        return False
    aside = cues.heads.keys() | cues.fillers | cues.others
    return all(word.key in aside or word.key.isdecimal() for word in tokenise(text, start, end, cues))
