"""Confidence intervals from drawing articles anew."""

from __future__ import annotations

import random

import pytest

from annotation.compare.coefficients import Counts
from annotation.compare.resampling import interval, pooled


def share(counts: Counts) -> float | None:
    return counts["hit"] / counts["all"] if counts["all"] else None


def test_an_interval_holds_the_share_and_is_about_as_wide_as_theory_says() -> None:
    draw = random.Random(1)
    articles = [Counts({"all": 1, "hit": float(draw.random() < 0.7)}) for _ in range(400)]
    found = share(pooled(articles))
    ends = interval(articles, share)
    assert ends is not None
    assert found is not None
    assert ends[0] < found < ends[1]
    theory = 2 * 1.96 * (found * (1 - found) / 400) ** 0.5
    assert ends[1] - ends[0] == pytest.approx(theory, rel=0.15)


def test_the_same_annotations_give_the_same_interval() -> None:
    articles = [Counts({"all": 3, "hit": hits}) for hits in (0, 1, 2, 3, 3)]
    assert interval(articles, share) == interval(articles, share)


def test_one_article_has_no_interval_and_what_is_never_defined_has_none() -> None:
    assert interval([Counts({"all": 3, "hit": 1})], share) is None
    assert interval([Counts(), Counts()], share) is None
