"""What is counted of mentions: the same as by going through every character, and as a library counts it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator

from annotation.compare.layers import Layer, make_layer
from annotation.compare.measures import MEASURES
from annotation.compare.spans import (
    UNLINKED,
    entity_pairs,
    exact_counts,
    f1,
    label_pairs,
    matched,
    overlap_counts,
    precision,
    recall,
    stretches,
)
from annotation.records import Mention, new_id
from tests.annotation.compare.crowd import judgments

LENGTH = 20

Tagged = tuple[int, int, str]
"""Start, end and label."""


def layer_of(annotator: str, spans: list[Tagged], length: int = LENGTH) -> Layer:
    mentions = [
        Mention(id=new_id(), article_id="x", annotator_id=annotator, start=start, end=end, label_id=label)
        for start, end, label in spans
    ]
    return make_layer("x", length, annotator, mentions)


spans = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 6), st.sampled_from("PQ")).map(
        lambda drawn: (drawn[0], min(drawn[0] + drawn[1], LENGTH), drawn[2])
    ),
    max_size=8,
)


@given(spans, spans)
def test_stretches_are_the_characters(one: list[Tagged], other: list[Tagged]) -> None:
    found: list[list[frozenset[str]]] = []
    for length, codings in stretches([layer_of("a", one), layer_of("b", other)], None):
        found += [codings] * length
    assert found == [
        [frozenset(label for start, end, label in own if start <= place < end) for own in (one, other)]
        for place in range(LENGTH)
    ]


@given(spans, spans)
def test_the_counts_by_label_are_those_of_each_character(one: list[Tagged], other: list[Tagged]) -> None:
    measure = next(measure for measure in MEASURES if measure.id == "characters.cohen")
    counts = measure.count([layer_of("a", one), layer_of("b", other)], ["P", "Q", "R"])
    for label in "PQR":
        there = [
            tuple(
                any(start <= place < end and own == label for start, end, own in tags)
                for tags in (one, other)
            )
            for place in range(LENGTH)
        ]
        assert {key: n for key, n in counts[label].items() if n} == dict(Counter(there))
        assert measure.items(counts[label]) == LENGTH


@given(spans, spans)
def test_overlaps_are_those_of_every_pair(one: list[Tagged], other: list[Tagged]) -> None:
    def hits(mine: list[Tagged], theirs: list[Tagged]) -> int:
        return sum(
            any(start < stop and begin < end and label == own for begin, stop, own in theirs)
            for start, end, label in mine
        )

    counts = overlap_counts(layer_of("a", one), layer_of("b", other), None)
    assert counts == {
        "a": len(one), "b": len(other), "a hit": hits(one, other), "b hit": hits(other, one)
    }  # fmt: skip


def test_mentions_with_the_same_span_are_compared_equal_labels_first() -> None:
    one = layer_of("a", [(0, 4, "P"), (0, 4, "Q"), (5, 9, "P"), (10, 12, "P")])
    other = layer_of("b", [(0, 4, "Q"), (5, 9, "Q"), (10, 13, "P")])
    assert [(mine.label_id, theirs.label_id) for mine, theirs in matched(one, other)] == [
        ("Q", "Q"), ("P", "Q")
    ]  # fmt: skip
    assert label_pairs(one, other) == {("Q", "Q"): 1, ("P", "Q"): 1}


def test_no_entity_is_a_value_unless_neither_linked() -> None:
    def linked(annotator: str, *entities: str | None) -> Layer:
        return make_layer(
            "x",
            LENGTH,
            annotator,
            [
                Mention(
                    id=new_id(), article_id="x", annotator_id=annotator, start=place, end=place + 1,
                    label_id="P", entity_id=entity,
                )
                for place, entity in enumerate(entities)
            ],
        )  # fmt: skip

    pairs = entity_pairs(linked("a", "RU", "RU", None, None), linked("b", "RU", "US", None, "US"))
    assert pairs == {("RU", "RU"): 1, ("RU", "US"): 1, (UNLINKED, "US"): 1}


def test_exact_and_overlapping_mentions_of_the_crowd_are_nervaluates() -> None:
    gathered: dict[tuple[str, str], list[tuple[Layer, Layer]]] = defaultdict(list)
    for judgment in judgments():
        layers = {
            worker: layer_of(worker, [(*span, judgment.label) for span in spans], len(judgment.text))
            for worker, spans in judgment.spans.items()
        }
        for one, other in combinations(sorted(layers), 2):
            gathered[one, other].append((layers[one], layers[other]))
    assert sum(map(len, gathered.values())) == 1200
    for pairs in gathered.values():
        exact, overlap = defaultdict(float), defaultdict(float)
        for one, other in pairs:
            for total, count in ((exact, exact_counts), (overlap, overlap_counts)):
                for key, number in count(one, other, None).items():
                    total[key] += number
        theirs = Evaluator(
            [[_as_dict(mention) for mention in one.mentions] for one, _ in pairs],
            [[_as_dict(mention) for mention in other.mentions] for _, other in pairs],
            tags=["Place", "Organisation", "Person"],
            loader="dict",
        ).evaluate()["overall"]["strict"]
        if theirs.actual and theirs.possible:
            assert exact["a hit"] == theirs.correct
            assert exact["a hit"] / exact["a"] == pytest.approx(theirs.recall)
            assert exact["b hit"] / exact["b"] == pytest.approx(theirs.precision)
        assert overlap["a hit"] >= exact["a hit"]


def test_f1_is_the_harmonic_mean_and_is_not_defined_without_mentions() -> None:
    counts = exact_counts(layer_of("a", [(0, 4, "P"), (5, 6, "P")]), layer_of("b", [(0, 4, "P")]), None)
    assert (precision(counts), recall(counts)) == (0.5, 1)
    assert f1(counts) == pytest.approx(2 / 3)
    nothing = exact_counts(layer_of("a", []), layer_of("b", []), None)
    assert (precision(nothing), recall(nothing), f1(nothing)) == (None, None, None)
    assert f1(exact_counts(layer_of("a", [(0, 4, "P")]), layer_of("b", []), None)) == 0


def _as_dict(mention: Mention) -> dict[str, object]:
    return {"label": mention.label_id, "start": mention.start, "end": mention.end}
