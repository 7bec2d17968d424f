"""Figures of a trained tagger are of articles that it has not seen."""

from __future__ import annotations

import pytest

from annotation.suggest.tagger import Tagger, is_available
from annotation.suggest.training import HELD_OUT, Figures, train_and_measure
from tests.annotation.suggest.test_tagger import CITIES, NAMES, article

if not is_available():
    pytest.skip("python-crfsuite is not to be had here", allow_module_level=True)


def test_held_out_articles_measure_and_then_teach() -> None:
    examples = [article(name, city) for name in NAMES for city in CITIES]
    data, figures = train_and_measure(examples)
    held_out = len(examples[::HELD_OUT])
    assert (figures.articles, figures.items) == (len(examples), 2 * held_out)
    assert figures.f1 > 0.8
    assert figures.is_good_enough
    assert len(list(Tagger(data).guess(examples[0][0]))) == 2


def test_what_cannot_be_learned_is_not_good_enough() -> None:
    """Every held-out article tags a word under a label that no other one uses."""
    examples = [
        (f"शब्द{place} आया", [(0, 4, "Held" if place % HELD_OUT == 0 else "Taught", None)])
        for place in range(20)
    ]
    _, figures = train_and_measure(examples)
    assert (figures.hits, figures.items) == (0, 4)
    assert not figures.is_good_enough


def test_figures_of_nothing_are_zero() -> None:
    nothing = Figures(articles=0, items=0, hits=0, guesses=0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)
    assert Figures(articles=9, items=8, hits=4, guesses=5).f1 == pytest.approx(2 * 0.8 * 0.5 / 1.3)
