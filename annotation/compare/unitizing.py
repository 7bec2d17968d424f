"""Krippendorff's alpha for units that annotators cut out of a text themselves (uα).

Source: K. Krippendorff, “Measuring the Reliability of Qualitative Text Analysis Data”, Quality & Quantity 38
(2004), p. 787–800: formulas 1 to 4 and the worked example of figure 2, which the tests compute again.

Each article is a continuum of its own, and what is counted (`unit_counts`) adds up over articles. So chance
puts a unit into any gap of any article that has room for it, and never across the end of one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate

from annotation.compare.coefficients import Counts

Span = tuple[int, int]

LENGTH = "length"
"""Under which the code points are counted."""


def unit_counts(layers: Sequence[Sequence[tuple[Hashable, Span]]], length: int) -> Counts:
    """Count units, gaps and observed disagreement of an article.

    Args:
        layers: for each annotator the units: a category and a span in code points. Units of one annotator
            and category that overlap are taken for one, as the measure knows no overlapping units.
        length: of the text, in code points.

    Returns:
        The length under `LENGTH`; by ("unit", c, l) and ("gap", c, l) how many there are of length l, where
        the gaps of the category None are to be added to those of every other; by ("differ", c) the sum of
        the squared differences between the annotators.
    """
    counts = Counts({LENGTH: length})
    counts["gap", None, length] = len(layers)  # of a category that nobody uses here all of it is a gap
    for category in {category for layer in layers for category, _ in layer}:
        counts["gap", category, length] -= len(layers)
        cut = [_units(span for own, span in layer if own == category) for layer in layers]
        for place, units in enumerate(cut):
            for start, end in units:
                counts["unit", category, end - start] += 1
            for start, end in _gaps(units, length):
                counts["gap", category, end - start] += 1
            for theirs in (*cut[:place], *cut[place + 1 :]):
                counts["differ", category] += sum(_difference(unit, theirs) for unit in units)
    return counts


def of_category(counts: Counts, category: Hashable) -> Counts:
    """Return what `unit_counts` counted of one category."""
    kept = (key for key in counts if key == LENGTH or key[1] == category or key[:2] == ("gap", None))
    return Counts({key: counts[key] for key in kept})


def unitized_alpha(counts: Counts, annotators: int) -> float | None:
    """Return uα of added `unit_counts`, which is 1 - Σ Do(c) / Σ De(c).

    Args:
        counts: of articles in which all annotators took part.
        annotators: how many they are.

    Returns:
        The coefficient; None where nobody made a unit.
    """
    length = counts[LENGTH]
    categories = {key[1] for key, number in counts.items() if key[0] == "unit" and number}
    observed = sum(counts["differ", one] for one in categories)
    expected = sum(_expected(counts, one, annotators) for one in categories)
    return 1 - observed / (annotators * (annotators - 1) * length**2) / expected if expected else None


def _expected(counts: Counts, category: Hashable, annotators: int) -> float:
    """Return De(c): the disagreement if the units were put anywhere by chance."""
    units = {key[2]: n for key, n in counts.items() if key[0] == "unit" and key[1] == category}
    gaps: dict[int, float] = {}
    for key, n in counts.items():
        if key[0] == "gap" and key[1] in (None, category):
            gaps[key[2]] = gaps.get(key[2], 0) + n
    lengths = sorted(gaps)
    # What gaps of at least a length hold together: how many they are, and their lengths.
    many = [0.0, *accumulate(gaps[gap] for gap in reversed(lengths))]
    long = [0.0, *accumulate(gaps[gap] * gap for gap in reversed(lengths))]
    number = sum(units.values())
    total = 0.0
    for unit, n in units.items():
        fitting = len(lengths) - bisect_left(lengths, unit)
        room = long[fitting] - many[fitting] * (unit - 1)
        total += n * ((number - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit) + unit**2 * room)
    length = counts[LENGTH]
    places = annotators * length * (annotators * length - 1)
    return 2 / length * total / (places - sum(n * unit * (unit - 1) for unit, n in units.items()))


def _difference(unit: Span, theirs: Sequence[Span]) -> int:
    """Return the sum of the squared differences of a unit to another annotator's.

    To units that overlap it these are those of the two ends; within a gap it is the squared length, twice, as
    the gap differs from the unit just as much.
    """
    start, end = unit
    first = bisect_right(theirs, start, key=lambda span: span[1])
    last = bisect_left(theirs, end, lo=first, key=lambda span: span[0])
    if first == last:
        return 2 * (end - start) ** 2
    return sum((start - other) ** 2 + (end - stop) ** 2 for other, stop in theirs[first:last])


def _units(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap joined; those that only touch stay apart."""
    units: list[Span] = []
    for start, end in sorted(spans):
        if units and start < units[-1][1]:
            units[-1] = units[-1][0], max(end, units[-1][1])
        else:
            units.append((start, end))
    return units


def _gaps(units: Sequence[Span], length: int) -> list[Span]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
