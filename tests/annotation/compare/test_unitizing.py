"""Krippendorff's unitized alpha: the published example, and the formulas written out once more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.compare.coefficients import Counts
from annotation.compare.unitizing import of_category, unit_counts, unitized_alpha

Span = tuple[int, int]
Units = list[tuple[str, Span]]

LENGTH = 40


def test_the_worked_example_of_krippendorff_2004() -> None:
    """Figure 2: a continuum from 150 to 450, two observers, the categories c and k."""
    agreed: Units = [("k", (30, 90)), ("k", (150, 200))]
    one: Units = [("c", (75, 145)), ("c", (220, 250)), *agreed]
    other: Units = [("c", (70, 150)), ("c", (205, 225)), ("c", (250, 270)), *agreed]
    counts = unit_counts([one, other], 300)
    assert counts["differ", "c"] / (2 * 300**2) == pytest.approx(0.0144, abs=0.00005)
    assert counts["differ", "k"] == 0
    assert unitized_alpha(of_category(counts, "c"), 2) == pytest.approx(0.7286, abs=0.0002)
    assert unitized_alpha(of_category(counts, "k"), 2) == 1
    assert unitized_alpha(counts, 2) == pytest.approx(0.8587, abs=0.00005)


@st.composite
def observers(draw: st.DrawFn) -> list[Units]:
    """Two or three observers who cut units of two categories out of a text."""
    found: list[Units] = []
    for _ in range(draw(st.integers(2, 3))):
        units: Units = []
        for category in "ck":
            edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
            units += [(category, span) for span in zip(edges[::2], edges[1::2], strict=False)]
        found.append(units)
    return found


@given(observers())
def test_it_is_what_the_formulas_say(layers: list[Units]) -> None:
    ours = unitized_alpha(unit_counts(layers, LENGTH), len(layers))
    theirs = written_out(layers)
    assert (ours is None) == (theirs is None)
    if theirs is not None:
        assert ours == pytest.approx(theirs)


@given(observers(), observers())
def test_articles_add_up_and_their_order_does_not_matter(one: list[Units], other: list[Units]) -> None:
    layers = min(len(one), len(other))
    counts = [unit_counts(units[:layers], LENGTH) for units in (one, other)]
    sums: list[Counts] = []
    for order in (counts, counts[::-1]):
        total = Counts()
        for added in order:
            total.add(added)
        sums.append(total)
    first, second = (unitized_alpha(total, layers) for total in sums)
    assert first == pytest.approx(second)


def test_units_that_overlap_count_as_one_and_without_units_there_is_no_figure() -> None:
    overlapping: Units = [("c", (0, 6)), ("c", (4, 10))]
    assert unitized_alpha(unit_counts([overlapping, [("c", (0, 10))]], LENGTH), 2) == 1
    assert unitized_alpha(unit_counts([[], []], LENGTH), 2) is None


def written_out(layers: Sequence[Units]) -> float | None:
    """Compute the formulas as they are printed, by going through all pairs of sections."""
    annotators, observed, expected = len(layers), 0.0, 0.0
    for category in sorted({category for units in layers for category, _ in units}):
        sections = [list(_sections([span for own, span in units if own == category])) for units in layers]
        for mine, theirs in permutations(sections, 2):
            observed += sum(_delta(one, other) for one in mine for other in theirs) / (
                annotators * (annotators - 1) * LENGTH**2
            )
        everything = [section for own in sections for section in own]
        units = [end - start for start, end, valued in everything if valued]
        gaps = [end - start for start, end, valued in everything if not valued]
        total = 0.0
        for length in units:
            total += (len(units) - 1) / 3 * (2 * length**3 - 3 * length**2 + length)
            total += length**2 * sum(gap - length + 1 for gap in gaps if gap >= length)
        places = annotators * LENGTH * (annotators * LENGTH - 1)
        expected += 2 / LENGTH * total / (places - sum(length * (length - 1) for length in units))
    return 1 - observed / expected if expected else None


def _sections(spans: Sequence[Span]) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    last = 0
    for start, end in spans:
        if last < start:
            found.append((last, start, False))
        found.append((start, end, True))
        last = end
    if last < LENGTH:
        found.append((last, LENGTH, False))
    return found


def _delta(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    (start, end, valued), (begin, stop, also) = one, other
    if valued and also and start < stop and begin < end:
        return (start - begin) ** 2 + (end - stop) ** 2
    if valued and not also and begin <= start and end <= stop:
        return (end - start) ** 2
    if also and not valued and start <= begin and stop <= end:
        return (stop - begin) ** 2
    return 0
