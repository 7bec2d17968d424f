"""The spans an article view shows, and the index that finds those of one block of text."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from operator import itemgetter
from typing import TypeAlias, cast

Place: TypeAlias = tuple[int, int, str, *tuple[object, ...]]
"""Where a span stands: its start, minus its end, its id; anything that follows belongs to whoever made it.

Places compare in the order of the text, of two that begin together the outer first. They are plain tuples,
since there may be 100,000 of them; a `Span` is made of one only to be drawn.
"""


class SpanStyle(Enum):
    """How a span is drawn, which tells what it is."""

    OWN = auto()
    OTHER = auto()
    """Somebody else's: a hollow bar."""
    TENTATIVE = auto()
    """Only proposed: a dashed bar."""


@dataclass(frozen=True, slots=True)
class Span:
    """A coloured, named stretch of the article.

    Attributes:
        id: what the view calls the span by in its signals.
        start: first code point of the span.
        end: code point after its last one; greater than start.
        colour: '#rrggbb', as the label has it. What is drawn is a variant that can be read.
        name: what is written in the lane.
        style: how it is drawn.
        faded: whether it stands back behind the others.
        group: spans of a higher group lie in lanes further from the text, as those of another annotator.
    """

    id: str
    start: int
    end: int
    colour: str
    name: str
    style: SpanStyle = SpanStyle.OWN
    faded: bool = False
    group: int = 0


SpanOf: TypeAlias = Callable[[Place], Span | None]
"""Makes the span to be drawn at a place; None if there is nothing to be seen of it now."""


def placed(span: Span) -> Place:
    """The place of a span that is made already."""
    return span.start, -span.end, span.id, span


def carried(place: Place) -> Span:
    """The span of a place that `placed` returned."""
    return cast(Span, place[3])


def inner_first(span: Span) -> tuple[int, int, str]:
    """Sort key: the shorter, and so the inner of two nested ones, first."""
    return span.end - span.start, span.start, span.id


def _inner_first(place: Place) -> tuple[int, int, str]:
    return -place[1] - place[0], place[0], place[2]


class SpanIndex:
    """The places of spans by id, by block and in text order.

    Args:
        block_starts: code point at which each block of the view's text starts, ascending, the first 0.
        length: of the article, in code points. Spans outside it are not taken in.
    """

    def __init__(self, block_starts: Sequence[int] = (0,), length: int = 0) -> None:
        self._block_starts = block_starts
        self._length = length
        self._by_id: dict[str, Place] = {}
        self._order: list[Place] = []
        self._reaching_in: dict[int, list[Place]] = {}  # by block, those that begin before it

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, span_id: object) -> bool:
        return span_id in self._by_id

    def get(self, span_id: str | None) -> Place | None:
        """The place of a span, or None."""
        return self._by_id.get(span_id) if span_id is not None else None

    def in_order(self) -> Sequence[Place]:
        """All places in the order of the text; not to be changed."""
        return self._order

    def block_of(self, position: int) -> int:
        """Number of the block that a code point is in."""
        return bisect_right(self._block_starts, position) - 1

    def blocks_of(self, place: Place) -> range:
        """Numbers of the blocks that a span touches."""
        return range(self.block_of(place[0]), self.block_of(-place[1] - 1) + 1)

    def of_block(self, number: int) -> list[Place]:
        """The places of the spans that touch a block, in no particular order."""
        return [*self._reaching_in.get(number, ()), *self._beginning_in(number)]

    def put_all(self, places: Iterable[Place]) -> None:
        """Start anew with these places, each of another id."""
        length = self._length
        self._order = sorted(place for place in places if 0 <= place[0] < -place[1] <= length)
        self._by_id = {place[2]: place for place in self._order}
        self._reaching_in = {}
        minus_end = itemgetter(1)
        for number, next_start in enumerate(self._block_starts[1:]):
            here = self._beginning_in(number)
            if here and -min(map(minus_end, here)) > next_start:
                for place in here:
                    if -place[1] > next_start:
                        self._reach(place)

    def put(self, place: Place) -> set[int]:
        """Add a span, or replace the one of its id.

        Returns:
            The numbers of the blocks to be drawn anew.
        """
        touched = self.drop(place[2])
        if not 0 <= place[0] < -place[1] <= self._length:
            return touched
        self._by_id[place[2]] = place
        insort(self._order, place, key=_key)
        self._reach(place)
        return touched.union(self.blocks_of(place))

    def drop(self, span_id: str) -> set[int]:
        """Remove a span if it is there.

        Returns:
            The numbers of the blocks to be drawn anew.
        """
        place = self._by_id.pop(span_id, None)
        if place is None:
            return set()
        del self._order[bisect_left(self._order, _key(place), key=_key)]
        touched = self.blocks_of(place)
        for number in touched[1:]:
            self._reaching_in[number].remove(place)
        return set(touched)

    def at(self, position: int) -> list[Place]:
        """The spans over one code point, innermost first."""
        here = self.of_block(self.block_of(position))
        return sorted((place for place in here if place[0] <= position < -place[1]), key=_inner_first)

    def meeting(self, start: int, end: int) -> list[Place]:
        """The spans that share a code point with a range, innermost first."""
        first, last = self.block_of(start), self.block_of(max(start, end - 1))
        found = {
            place[2]: place
            for number in range(first, last + 1)
            for place in self.of_block(number)
            if place[0] < end and start < -place[1]
        }
        return sorted(found.values(), key=_inner_first)

    def walk(self, span_id: str | None, position: int, backward: bool = False) -> Iterator[Place]:
        """Each span once in text order, from the one after (or before) a span on; wraps round.

        Args:
            span_id: the span to go on from, which comes last; without it one begins at `position`.
            position: code point at or after which (before which, backward) the first one starts.
            backward: the other way round.
        """
        order, current = self._order, self.get(span_id)
        if current is not None:
            here = bisect_left(order, _key(current), key=_key)
            first = here if backward else here + 1
        else:
            first = bisect_left(order, position, key=itemgetter(0))
        if backward:
            yield from reversed(order[:first])
            yield from reversed(order[first:])
        else:
            yield from islice(order, first, None)
            yield from islice(order, first)

    def _beginning_in(self, number: int) -> list[Place]:
        starts, begin = self._block_starts, itemgetter(0)
        if number >= len(starts):  # Qt asks while the text is being exchanged
            return []
        first = bisect_left(self._order, starts[number], key=begin)
        if number + 1 == len(starts):
            return self._order[first:]
        return self._order[first : bisect_left(self._order, starts[number + 1], lo=first, key=begin)]

    def _reach(self, place: Place) -> None:
        for number in self.blocks_of(place)[1:]:
            self._reaching_in.setdefault(number, []).append(place)


def _key(place: Place) -> tuple[int, int, str]:
    return place[0], place[1], place[2]
