"""Where a span ends or starts once an end of it is moved by a word or a character. Code points."""

from annotation.text.graphemes import next_cluster, previous_cluster
from annotation.text.words import previous_word_start, words


def later_end(text: str, end: int) -> int:
    """The end of the next word; the end as it is where no word follows."""
    return next((stop for _, stop in words(text, end) if stop > end), end)


def earlier_end(text: str, start: int, end: int) -> int:
    """The end of the word before the last one of the span, without the punctuation between them."""
    return max((stop for _, stop in words(text, start, end) if stop < end), default=end)


def earlier_start(text: str, start: int) -> int:
    """The start of the word before; the start as it is where there is none."""
    found = previous_word_start(text, start)
    return found if next(words(text, found, start), (start, start))[0] == found else start


def later_start(text: str, start: int, end: int) -> int:
    """The start of the second word of the span; the start as it is where there is none."""
    return next((begin for begin, _ in words(text, start, end) if begin > start), start)


def end_by_character(text: str, start: int, end: int, *, later: bool) -> int:
    """The end one grapheme cluster on or back; at least one cluster is kept."""
    if later:
        return next_cluster(text, end)
    earlier = previous_cluster(text, end)
    return earlier if earlier > start else end


def start_by_character(text: str, start: int, end: int, *, later: bool) -> int:
    """The start one grapheme cluster on or back; at least one cluster is kept."""
    if not later:
        return previous_cluster(text, start)
    found = next_cluster(text, start)
    return found if found < end else start
