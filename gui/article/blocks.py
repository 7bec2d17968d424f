"""The view's own copy of an article's text: as long as the article, in blocks that lay out quickly."""

import re
from dataclasses import dataclass

LONG_PARAGRAPH = 1000
"""Code points after which the next sentence of a paragraph starts a block of its own."""

_PARAGRAPH_ENDS = "\n\u2029\ufdd0\ufdd1"
_PARAGRAPH_END = re.compile(f"[{_PARAGRAPH_ENDS}]")
_SENTENCE_GAP = re.compile(r"(?<=[.!?।॥؟۔…]) ")
_GAP = re.compile(" ")

# What Qt would take for something else than a character: a carriage return (swallowed beside a line feed),
# an embedded object, half a surrogate pair.
_NOT_SHOWN = re.compile("[\r\ufffc\ud800-\udfff]")
_DIRECTION_MARK = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Blocks:
    """An article as the widget gets it.

    Attributes:
        text: what is given to Qt; every offset in it is the same as in the article.
        starts: code point at which each block starts.
        continued: numbers of the blocks whose paragraph goes on in the next block.
    """

    text: str
    starts: tuple[int, ...]
    continued: frozenset[int]

    def text_of(self, number: int) -> str:
        """The characters of a block, without the one that ends it."""
        if number + 1 < len(self.starts):
            return self.text[self.starts[number] : self.starts[number + 1] - 1]
        return self.text[self.starts[number] :]


def has_right_to_left(text: str) -> bool:
    """Whether characters of a right-to-left script are in a text."""
    return _RIGHT_TO_LEFT.search(text) is not None


def has_direction_marks(text: str) -> bool:
    """Whether there are characters that change the direction of what follows them, on later lines too."""
    return _DIRECTION_MARK.search(text) is not None


def one_character_per_unit(text: str) -> str:
    """A stand-in for a text with two characters of the same direction for each that is two UTF-16 units."""
    return _ASTRAL.sub(
        lambda found: "\u05d0\u05d0" if _RIGHT_TO_LEFT.match(found[0]) else "\ufffd\ufffd", text
    )


def showable(text: str) -> str:
    """A stand-in for a text in which Qt takes every character for one; as long in code points."""
    return _NOT_SHOWN.sub(lambda found: " " if found[0] == "\r" else "\ufffd", text)


def cut_into_blocks(text: str, long_paragraph: int = LONG_PARAGRAPH) -> Blocks:
    """Make the view's copy of an article.

    Qt lays a paragraph out as a whole, so that each touch of a very long one is slow: the space after a
    sentence end becomes a line end once a paragraph has gone on for long enough (without sentence ends: any
    space). Offsets do not move.

    Args:
        text: the article, with line ends normalised to line feeds.
        long_paragraph: in code points.
    """
    shown = showable(text)
    starts = [0]
    continued: set[int] = set()
    pieces: list[str] = []
    for paragraph_end in [*(found.start() for found in _PARAGRAPH_END.finditer(shown)), len(shown)]:
        while paragraph_end - starts[-1] > long_paragraph:
            start = starts[-1]
            gap = _SENTENCE_GAP.search(
                shown, start + long_paragraph, min(paragraph_end, start + 2 * long_paragraph)
            )
            gap = gap or _GAP.search(shown, start + long_paragraph, paragraph_end)
            if gap is None:
                break
            continued.add(len(starts) - 1)
            pieces += (shown[start : gap.start()], "\n")
            starts.append(gap.end())
        pieces.append(shown[starts[-1] : paragraph_end + 1])
        starts.append(paragraph_end + 1)
    starts.pop()
    return Blocks("".join(pieces), tuple(starts), frozenset(continued))
