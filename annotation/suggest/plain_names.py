"""Names that are not known, in scripts without capitals: what stands between commas and particles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotation.suggest.cues import Cues
from annotation.suggest.tokens import Word

_MOST_WORDS = 3
_FEWEST = 3

Run = tuple[int, int]


def widened(text: str, tokens: Sequence[Word], first: int, after: int, taken: set[int], cues: Cues) -> Run:
    """Take names that are not known in, at the ends of an enumeration in a script without capitals."""
    marks = set(cues.separators) - set("|/·")
    while after < len(tokens):
        conjunction = text[tokens[after].start : tokens[after].end] in cues.conjunctions
        gap = text[tokens[after - 1].end : tokens[after].start].strip()
        if not (conjunction or (gap and set(gap) <= marks)):
            break
        begin = after + conjunction
        stop = _chunk(text, tokens, begin, taken, cues)
        if stop == begin:
            break
        after = stop
    while first > 0:
        gap = text[tokens[first - 1].end : tokens[first].start].strip()
        if not (gap and set(gap) <= marks):
            break
        begin = first - 1
        while begin >= 0 and first - begin <= _MOST_WORDS and _is_plain(tokens[begin], begin, taken, cues):
            begin -= 1
            if text[tokens[begin].end : tokens[begin + 1].start].strip():
                break
        bounded = begin < 0 or not _is_plain(tokens[begin], begin, taken, cues)
        if begin == first - 1 or begin < 0 or not bounded:
            break
        first = begin + 1
    return first, after


def plain_runs(text: str, tokens: Sequence[Word], taken: set[int], cues: Cues) -> Iterator[Run]:
    """Yield three or more names in a row: their first word and the one after them.

    Args:
        text: the article.
        tokens: the words of a sentence.
        taken: the words that belong to something else.
        cues: the words of the language.
    """
    place = 0
    while place < len(tokens):
        first, count = place, 0
        while place < len(tokens):
            stop = _chunk(text, tokens, place, taken, cues)
            if stop == place:
                break
            count, place = count + 1, stop
            after = _past_connector(text, tokens, stop, cues)
            if after is None:
                break
            place = after
        if count >= _FEWEST:
            yield first, place
        place = max(place, first + 1)


def _past_connector(text: str, tokens: Sequence[Word], place: int, cues: Cues) -> int | None:
    """Return the number of the word after a comma or a conjunction that stands before a word, or None."""
    if place >= len(tokens):
        return None
    gap = text[tokens[place - 1].end : tokens[place].start].strip()
    if gap and not set(gap) <= set(cues.separators) - set("|/·"):
        return None
    conjunction = text[tokens[place].start : tokens[place].end] in (*cues.conjunctions, *cues.attached)
    return place + conjunction if gap or conjunction else None


def _chunk(text: str, tokens: Sequence[Word], begin: int, taken: set[int], cues: Cues) -> int:
    """Return the number of the word after a name that is not known and begins with a word, or that word's."""
    stop = begin
    while stop < len(tokens) and (
        _is_plain(tokens[stop], stop, taken, cues)
        or (stop not in taken and cues.heads.get(tokens[stop].key) == "Organisation")
    ):
        if stop > begin and text[tokens[stop - 1].end : tokens[stop].start].strip():
            return stop
        stop += 1
        if stop - begin > _MOST_WORDS:
            return begin
    return stop


def _is_plain(word: Word, place: int, taken: set[int], cues: Cues) -> bool:
    key = word.key
    return not (
        place in taken
        or key
        in cues.genitives | cues.fillers | cues.titles | cues.stops | cues.barred_after | cues.contrasts
        or key in cues.function_words | cues.others | cues.pronouns | _conjunctions(cues)
        or key in cues.heads
        or key.isdecimal()
    )


def _conjunctions(cues: Cues) -> frozenset[str]:
    return frozenset((*cues.conjunctions, *cues.attached))
