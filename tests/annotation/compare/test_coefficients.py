"""Coefficients against independent libraries and against published worked examples."""

from __future__ import annotations

import math
from collections.abc import Sequence

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from annotation.compare.coefficients import (
    Counts,
    cohen_kappa,
    cohen_table,
    coincidences,
    fleiss_counts,
    fleiss_kappa,
    krippendorff_alpha,
    observed_agreement,
)

values = st.sampled_from("abc")


def alpha_of(units: Sequence[Sequence[str | None]]) -> float | None:
    counts = Counts()
    for unit in units:
        counts.add(coincidences([value for value in unit if value is not None]))
    return krippendorff_alpha(counts)


@given(st.lists(st.tuples(values, values), min_size=1, max_size=40))
def test_cohens_kappa_is_nltks(pairs: list[tuple[str, str]]) -> None:
    ours = cohen_kappa(cohen_table(pairs))
    if len({value for pair in pairs for value in pair}) == 1:
        assert ours is None
        return
    told = [(who, item, pair[who]) for item, pair in enumerate(pairs) for who in (0, 1)]
    theirs = AnnotationTask(told).kappa_pairwise(0, 1)
    assert ours == pytest.approx(theirs)


def test_cohens_kappa_adds_the_chance_terms_of_the_categories() -> None:
    # Po = .7; Pe = .5 · .6 + .5 · .4 = .5. Multiplying the two terms, as is done elsewhere, gives .86.
    table = Counts({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert cohen_kappa(table) == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert observed_agreement(table) == pytest.approx(0.7)


@given(st.lists(st.lists(st.none() | values, min_size=3, max_size=3), min_size=1, max_size=30))
def test_krippendorffs_alpha_is_the_librarys(units: list[list[str | None]]) -> None:
    ours = alpha_of(units)
    pairable = [value for unit in units if sum(one is not None for one in unit) > 1 for value in unit]
    if len({value for value in pairable if value is not None}) < 2:
        assert ours is None
        return
    codes = {"a": 1.0, "b": 2.0, "c": 3.0, None: math.nan}
    ratings = [[codes[unit[who]] for unit in units] for who in range(3)]
    theirs = krippendorff.alpha(ratings, level_of_measurement="nominal", value_domain=[1.0, 2.0, 3.0])
    assert ours == pytest.approx(theirs)


def test_krippendorffs_alpha_of_the_published_example() -> None:
    """Krippendorff 2011, section C: four observers, twelve units, missing values; α = .743."""
    observers = """
        1 2 3 3 2 1 4 1 2 . . .
        1 2 3 3 2 2 4 1 2 5 . 3
        . 3 3 3 2 3 4 2 2 5 1 .
        1 2 3 3 2 4 4 1 2 5 1 ."""
    rows = [line.split() for line in observers.strip().splitlines()]
    units = [[None if value == "." else value for value in unit] for unit in zip(*rows, strict=True)]
    assert alpha_of(units) == pytest.approx(0.743, abs=0.0005)


def test_fleiss_kappa_of_the_published_example() -> None:
    """The example of fourteen raters and ten items that goes with Fleiss 1971; κ = .210."""
    table = """0 0 0 0 14
    0 2 6 4 2
    0 0 3 5 6
    0 3 9 2 0
    2 2 8 1 1
    7 7 0 0 0
    3 2 6 3 0
    2 5 3 2 2
    6 5 2 1 0
    0 2 2 3 7"""
    items = [
        [category for category, times in enumerate(line.split()) for _ in range(int(times))]
        for line in table.splitlines()
    ]
    assert fleiss_kappa(fleiss_counts(items)) == pytest.approx(0.210, abs=0.0005)


@given(st.lists(st.tuples(values, values, values), min_size=1, max_size=30), st.integers(1, 29))
def test_counts_of_parts_add_up(items: list[tuple[str, ...]], cut: int) -> None:
    whole = fleiss_counts(items)
    parts = fleiss_counts(items[:cut])
    parts.add(fleiss_counts(items[cut:]))
    assert parts == pytest.approx(whole)


def test_where_all_values_are_the_same_or_there_are_none_there_is_no_figure() -> None:
    assert cohen_kappa(Counts()) is None
    assert cohen_kappa(cohen_table([("a", "a")] * 5)) is None
    assert krippendorff_alpha(coincidences(["a", "a"])) is None
    assert krippendorff_alpha(coincidences(["a"])) is None
    assert fleiss_kappa(fleiss_counts([["a", "a"]])) is None
    assert fleiss_kappa(Counts()) is None
