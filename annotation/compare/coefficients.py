"""Coefficients of agreement for nominal values, from counts that can be added over articles.

Every coefficient is a function of a `Counts`. What several articles tell together is the sum of their counts,
so that one article, a label, a pair of annotators, a project and a resampled project are computed alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any


class Counts(dict[Any, float]):
    """Numbers by what they count, which the function that makes them says; what is not there is 0."""

    def __missing__(self, key: object) -> float:
        return 0

    def add(self, other: Mapping[Any, float], times: float = 1) -> None:
        """Add other numbers, so many times."""
        for key, number in other.items():
            self[key] += number * times


def cohen_table(pairs: Iterable[tuple[Hashable, Hashable]]) -> Counts:
    """Count how often two annotators gave each pair of values."""
    return Counts(Counter(pairs))


def cohen_kappa(table: Counts) -> float | None:
    """Return Cohen's kappa of a table of pairs of values; None if it is not defined.

    κ = (Po - Pe) / (1 - Pe), Pe = Σ p(a = c) · p(b = c): the chance terms of the categories are added.
    Source: J. Cohen, “A Coefficient of Agreement for Nominal Scales”, Educational and Psychological
    Measurement 20 (1960), p. 37–46. Not defined where there is but one value (Pe = 1).
    """
    total = sum(table.values())
    if not total:
        return None
    observed = sum(count for (one, other), count in table.items() if one == other) / total
    first, second = Counts(), Counts()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    expected = sum(count * second[value] for value, count in first.items()) / total**2
    return None if _near(expected, 1) else (observed - expected) / (1 - expected)


def observed_agreement(table: Counts) -> float | None:
    """Return the share of equal pairs in a table of pairs of values; None if it is empty."""
    total = sum(table.values())
    same = sum(count for (one, other), count in table.items() if one == other)
    return same / total if total else None


def coincidences(values: Sequence[Hashable], weight: float = 1) -> Counts:
    """Count the coincidences within one unit: each ordered pair of values, by 1 / (values - 1).

    Args:
        values: what those annotators gave who did the unit; whoever did not is left out.
        weight: how many such units there are.
    """
    counts = Counts()
    if len(values) > 1:
        for one, other in permutations(values, 2):
            counts[one, other] += weight / (len(values) - 1)
    return counts


def krippendorff_alpha(coinciding: Counts) -> float | None:
    """Return Krippendorff's alpha for nominal values from added `coincidences`; None if it is not defined.

    α = 1 - (n - 1) · Σ o(c≠k) / Σ n(c) · n(k≠c). Source: K. Krippendorff, “Computing Krippendorff's
    Alpha-Reliability” (2011), section C. Not defined where all values are the same.
    """
    totals = Counts()
    for (one, _), count in coinciding.items():
        totals[one] += count
    number = sum(totals.values())
    expected = number**2 - sum(count**2 for count in totals.values())
    if number <= 1 or _near(expected, 0):
        return None
    observed = sum(count for (one, other), count in coinciding.items() if one != other)
    return 1 - (number - 1) * observed / expected


def fleiss_counts(items: Iterable[Sequence[Hashable]]) -> Counts:
    """Count, of items to which equally many annotators gave a value, agreeing pairs and values.

    Returns:
        Under "items" their number, under "agreeing" the sum of the shares of agreeing pairs, and under
        ("value", v) how often each value was given.
    """
    counts = Counts()
    for values in items:
        raters = len(values)
        given = Counter(values)
        counts["items"] += 1
        counts["agreeing"] += sum(n * (n - 1) for n in given.values()) / (raters * (raters - 1))
        for value, number in given.items():
            counts["value", value] += number
    return counts


def fleiss_kappa(counts: Counts) -> float | None:
    """Return Fleiss' kappa from added `fleiss_counts`; None if it is not defined.

    κ = (P - Pe) / (1 - Pe), Pe = Σ p(v)². Source: J. L. Fleiss, “Measuring Nominal Scale Agreement among
    Many Raters”, Psychological Bulletin 76 (1971), p. 378–382.
    """
    items = counts["items"]
    if not items:
        return None
    given = [count for key, count in counts.items() if isinstance(key, tuple)]
    expected = sum((count / sum(given)) ** 2 for count in given)
    return None if _near(expected, 1) else (counts["agreeing"] / items - expected) / (1 - expected)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < 1e-12
