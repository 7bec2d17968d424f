"""Lists after a heading in the same line: "<somebody> के पक्ष में देश- A, B और C", "For: A, B; against: C, D"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotation.suggest.cues import Cues
from annotation.suggest.headings import Heading, camp_under, read_heading
from annotation.suggest.known import recognise
from annotation.suggest.members import known_share, read_members
from annotation.suggest.phrases import word_key
from annotation.suggest.proposals import ProposedCamp
from annotation.suggest.tokens import name_at, tokenise
from annotation.suggest.units import LAST_WORD
from annotation.text.folding import Degree

BREAK = regex.compile(
    r"[:：]\s*[-–—]*(?!//)|—+|(?<=\s)[-–]+>?(?=\s|$)|[-–]+(?=\s)|(?<=\s)[-–]+"
    r"|(?<=\s)[ঃ/|•▪→](?=\s)|(?<=[\p{L}\p{M}])[-–](?=\p{L})|[;؛]"
)
"""What may stand between a heading and its list; Bengali typists write the visarga for a colon."""

_SIGNS = "[•▪]"
_NUMBERS = r"(?<=\s)\(?\p{Nd}{1,2}(?:[.)]\s+|۔\s*)"
_DASHES = r"(?<=\s)[-–—]+(?=\s)"
_FIRST_NUMBER = regex.compile(r"\s*\(?\p{Nd}{1,2}(?:[.)]\s+|۔\s*)")
_OTHER_MARKS = regex.compile(r"[,،、;؛|/•▪]")
_FEWEST_DASHES = 2
_BORDER = regex.compile(r"(?r)[;؛.।۔,،|()/?؟]|(?<=\s)[-–—](?=\s)")
_LONGEST_HEADING = 300
_LONGEST_NAME = 40
_COMMA = regex.compile(r"[,،;؛]")
_LETTER = regex.compile(r"\p{L}")
_KNOWN_IN_AN_ANSWER = 0.6

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
        between = _between(text, body, end)
        members = read_members(text, body, end, heading.cues, heading.label, fewest=1, between=between)
        camp = camp_under(text, heading, members)
        if camp is not None:
            yield camp


def answer_to(text: str, question: Span, answer: Span, cues: Cues) -> ProposedCamp | None:
    """Return the list that a sentence is as an answer ("Who backs Ort? Chile, Peru."), or None."""
    if text[question[0] : question[1]].rstrip()[-1:] not in ("?", "؟"):
        return None
    heading = read_heading(text, *question, cues.language)
    if heading is None:
        return None
    between = _between(text, *answer)
    members = read_members(text, *answer, heading.cues, heading.label, between=between)
    if not members or known_share(members) < _KNOWN_IN_AN_ANSWER:
        return None
    rest = text[members[-1].end : answer[1]].replace(members[-1].note, "")
    return None if _LETTER.search(rest) else camp_under(text, heading, members)


def _between(text: str, start: int, end: int) -> str:
    """Return what separates the members of a list besides commas: signs, and numbers, or dashes alone."""
    if _FIRST_NUMBER.match(text, start, end):
        return f"{_SIGNS}|{_NUMBERS}"
    if _OTHER_MARKS.search(text, start, end):
        return _SIGNS
    dashes = sum(1 for _ in regex.finditer(_DASHES, text, pos=start, endpos=end))
    return f"{_SIGNS}|{_DASHES}" if dashes >= _FEWEST_DASHES else _SIGNS


def _headings(text: str, sentence: Span, cues: Cues) -> Iterator[tuple[Heading, int]]:
    """Yield the headings of a sentence, and where the list after each begins."""
    heading: Heading | None = None
    body = sentence[0]
    for match in BREAK.finditer(text, *sentence):
        if not _may_part(text, sentence, match, cues, first=heading is None):
            continue
        start = sentence[0] if heading is None else None
        read = _read_before(text, start, body, match.start(), heading.cues if heading else cues)
        if read is not None:
            if heading is not None:
                yield heading, body
            heading, body = read, match.end()
        elif heading is None or _says_only_what(text, body, match.start(), heading.cues):
            body = match.end()
    if heading is not None:
        yield heading, body


def _read_before(text: str, start: int | None, body: int, end: int, cues: Cues) -> Heading | None:
    """Read what stands before a break as a heading, or None.

    Args:
        text: the article.
        start: where the sentence begins; None behind the heading of another list.
        body: where the list of that one begins, or else what was read last.
        end: where the break stands.
        cues: the words of the language.
    """
    border = _BORDER.search(text, max(body, end - _LONGEST_HEADING), end)
    starts = [] if start is None else [start]
    if border or start is not None:
        starts.append(border.end() if border else body)
    read = next((found for first in starts if (found := read_heading(text, first, end, cues.language))), None)
    shorter = _without_a_member(text, border.end(), end, cues) if start is None and border else None
    if shorter is None or (read is not None and shorter.target is None and read.target is not None):
        return read
    return shorter


def _may_part(text: str, sentence: Span, match: regex.Match[str], cues: Cues, *, first: bool) -> bool:
    """Tell whether a mark may stand between a heading and its list."""
    mark = match.group()
    if mark in ";؛":
        again = text.find(mark, match.end(), sentence[1])
        return first and again >= 0
    return not is_tight(match) or _joins_heading_and_list(text, sentence, match, cues)


def is_tight(match: regex.Match[str]) -> bool:
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


def _without_a_member(text: str, start: int, end: int, cues: Cues) -> Heading | None:
    """Read a heading behind the last name of the list before it, where nothing parts the two, or None."""
    if end - start > _LONGEST_HEADING:
        return None
    tokens = tokenise(text, start, end, cues)
    name = name_at(text, tokens, 0, cues) if tokens else None
    if name is None or name.after >= len(tokens) or tokens[name.after].key in cues.genitives:
        return None
    return read_heading(text, tokens[name.after].start, end, cues.language)


def _says_only_what(text: str, start: int, end: int, cues: Cues) -> bool:
    """Tell whether what stands between two breaks only says what is listed ("… – countries: A, B")."""
    if end - start > _LONGEST_HEADING:
        return False
    aside = cues.heads.keys() | cues.fillers | cues.others
    return all(word.key in aside or word.key.isdecimal() for word in tokenise(text, start, end, cues))
