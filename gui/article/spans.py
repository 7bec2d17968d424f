"""The spans an article view shows, and the index that finds those of one block of text."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A coloured, named stretch of the article.

    Attributes:
        id: what the view calls the span by in its signals.
        start: first code point of the span.
        end: code point after its last one; greater than start.
        colour: '#rrggbb', as the label has it. What is drawn is a variant that can be read.
        name: what is written in the lane.
    """

    id: str
    start: int
    end: int
    colour: str
    name: str


Place: TypeAlias = tuple[int, int, str, Span]
"""Where a span stands: its start, minus its end, its id and the span itself."""


def text_order(span: Span) -> tuple[int, int, str]:
    """Sort key: where it starts, the outer before the inner; the id decides between equals."""
    return span.start, -span.end, span.id


def inner_first(span: Span) -> tuple[int, int, str]:
    """Sort key: the shorter, and so the inner of two nested ones, first."""
    return span.end - span.start, span.start, span.id


class SpanIndex:
    """The spans of an article by id, by block and in text order.

    Args:
        block_starts: code point at which each block of the view's text starts, ascending, the first 0.
        length: of the article, in code points. Spans outside it are not taken in.
    """

    def __init__(self, block_starts: Sequence[int] = (0,), length: int = 0) -> None:
        self._block_starts = block_starts
        self._length = length
        self._by_id: dict[str, Span] = {}
        self._by_block: dict[int, list[Span]] = {}
        self._in_order: list[Span] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, span_id: object) -> bool:
        return span_id in self._by_id

    def get(self, span_id: str | None) -> Span | None:
        """The span of that id, or None."""
        return self._by_id.get(span_id) if span_id is not None else None

    def block_of(self, position: int) -> int:
        """Number of the block that a code point is in."""
        return bisect_right(self._block_starts, position) - 1

    def blocks_of(self, span: Span) -> range:
        """Numbers of the blocks that a span touches."""
        return range(self.block_of(span.start), self.block_of(span.end - 1) + 1)

    def of_block(self, number: int) -> Sequence[Span]:
        """The spans that touch a block, in no particular order."""
        return self._by_block.get(number, ())

    def put_all(self, spans: Iterable[Span]) -> None:
        """Start anew with these spans."""
        self._by_id = {}
        self._by_block = {}
        self._in_order = None
        by_block, starts, length = self._by_block, self._block_starts, self._length
        for span in spans:
            if not 0 <= span.start < span.end <= length:
                continue
            if span.id in self._by_id:
                self.drop(span.id)
            self._by_id[span.id] = span
            first = bisect_right(starts, span.start) - 1
            last = bisect_left(starts, span.end) - 1
            for number in range(first, last + 1):
                by_block.setdefault(number, []).append(span)

    def put(self, span: Span) -> set[int]:
        """Add a span, or replace the one of its id.

        Returns:
            The numbers of the blocks to be drawn anew.
        """
        touched = self.drop(span.id)
        if not 0 <= span.start < span.end <= self._length:
            return touched
        self._by_id[span.id] = span
        for number in self.blocks_of(span):
            self._by_block.setdefault(number, []).append(span)
            touched.add(number)
        if self._in_order is not None:
            insort(self._in_order, span, key=text_order)
        return touched

    def drop(self, span_id: str) -> set[int]:
        """Remove a span if it is there.

        Returns:
            The numbers of the blocks to be drawn anew.
        """
        span = self._by_id.pop(span_id, None)
        if span is None:
            return set()
        touched = set(self.blocks_of(span))
        for number in touched:
            self._by_block[number].remove(span)
        if self._in_order is not None:
            del self._in_order[bisect_left(self._in_order, text_order(span), key=text_order)]
        return touched

    def at(self, position: int) -> list[Span]:
        """The spans over one code point, innermost first."""
        here = self.of_block(self.block_of(position))
        return sorted((span for span in here if span.start <= position < span.end), key=inner_first)

    def after(self, span: Span, backward: bool = False) -> Span:
        """The next one in text order; after the last comes the first."""
        order = self._ordered()
        here = bisect_left(order, text_order(span), key=text_order)
        return order[(here - 1) if backward else (here + 1) % len(order)]

    def beside(self, position: int, backward: bool = False) -> Span | None:
        """The first span that starts at or after a code point, or the last that starts before it; wraps."""
        order = self._ordered()
        if not order:
            return None
        here = bisect_left(order, position, key=attrgetter("start"))
        return order[here - 1] if backward else order[here % len(order)]

    def in_order(self) -> Sequence[Span]:
        """All spans in the order of the text; not to be changed."""
        return self._ordered()

    def _ordered(self) -> list[Span]:
        if self._in_order is None:
            self._in_order = sorted(self._by_id.values(), key=text_order)
        return self._in_order
