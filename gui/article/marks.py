"""Which of many places fall into each row of a picture of the whole article, by bisection."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

P = TypeVar("P", bound=tuple[object, ...])


def cuts(places: Sequence[P], edges: Sequence[int]) -> list[int]:
    """Find where the rows divide a list of places.

    Args:
        places: tuples with the code point at which each starts in front, in the order of the text.
        edges: code point at which each row starts, ascending, and where the last one ends.

    Returns:
        For each edge, how many places start before it.
    """
    found: list[int] = []
    before = 0
    for edge in edges:
        before = bisect_left(places, edge, before, key=itemgetter(0))
        found.append(before)
    return found


def samples(places: Sequence[P], edges: Sequence[int], most: int) -> Iterator[tuple[int, Sequence[P]]]:
    """Yield the number of each row that has places, and its places; of many, some from all over the row.

    Args:
        places: as for `cuts`.
        edges: as for `cuts`.
        most: how many are wanted of a row.
    """
    found = cuts(places, edges)
    for row, first in enumerate(found[:-1]):
        count = found[row + 1] - first
        if count > most:
            yield row, [places[first + count * each // most] for each in range(most)]
        elif count:
            yield row, places[first : first + count]
