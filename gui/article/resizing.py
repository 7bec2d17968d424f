"""Where a span of an article ends or starts once it is made longer or shorter by a word. Code points."""

from annotation.text.words import words
from gui.article.caret import previous_word_start


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
