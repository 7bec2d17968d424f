"""Counts of what annotators tagged: the same mentions, mentions that overlap, and the text by characters."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate

from annotation.compare.coefficients import Counts, cohen_table
from annotation.compare.layers import Layer
from annotation.records import Id, Mention

UNLINKED = "unlinked"
"""The value of a mention that is linked to no entity."""

Coding = frozenset[Id]
"""The labels that stand over a character; empty where the annotator tagged nothing."""


def labelled(layer: Layer, label_id: Id | None) -> Sequence[Mention]:
    """Return the mentions of a layer with a label, or all."""
    if label_id is None:
        return layer.mentions
    return [mention for mention in layer.mentions if mention.label_id == label_id]


def exact_counts(one: Layer, other: Layer, label_id: Id | None) -> Counts:
    """Count mentions, and those for which the other has one with the same span and label.

    Returns:
        Under "a" and "b" the mentions of either, under "a hit" and "b hit" how many of them the other has.
    """
    mine, theirs = (
        Counter((mention.start, mention.end, mention.label_id) for mention in labelled(layer, label_id))
        for layer in (one, other)
    )
    hits = (mine & theirs).total()
    return Counts({"a": mine.total(), "b": theirs.total(), "a hit": hits, "b hit": hits})


def overlap_counts(one: Layer, other: Layer, label_id: Id | None) -> Counts:
    """Count mentions, and those that share a character with one of the other's that has the same label.

    Returns:
        As `exact_counts`.
    """
    mine, theirs = labelled(one, label_id), labelled(other, label_id)
    return Counts(
        {
            "a": len(mine),
            "b": len(theirs),
            "a hit": _overlapping(mine, theirs),
            "b hit": _overlapping(theirs, mine),
        }
    )


def precision(counts: Counts) -> float | None:
    """Return the share of the first annotator's mentions that the second has, too; None if there are none."""
    return counts["a hit"] / counts["a"] if counts["a"] else None


def recall(counts: Counts) -> float | None:
    """Return the share of the second annotator's mentions that the first has, too; None if there are none."""
    return counts["b hit"] / counts["b"] if counts["b"] else None


def f1(counts: Counts) -> float | None:
    """Return the harmonic mean of `precision` and `recall`; None if neither has a mention.

    Source: G. Hripcsak, A. Rothschild, “Agreement, the F-Measure, and Reliability in Information Retrieval”,
    Journal of the American Medical Informatics Association 12 (2005), p. 296–298: F between two annotators
    is the same whoever is the reference, and is what kappa tends to where most of a text is left untagged.
    """
    if not counts["a"] + counts["b"]:
        return None
    one, other = precision(counts) or 0, recall(counts) or 0
    return 2 * one * other / (one + other) if one + other else 0.0


def stretches(layers: Sequence[Layer], label_id: Id | None) -> Iterator[tuple[int, list[Coding]]]:
    """Yield the text in stretches over which no annotator's labels change.

    Yields:
        The length in code points and each annotator's labels there; untagged text is included.
    """
    edges: dict[int, list[tuple[int, Id, int]]] = {}
    for place, layer in enumerate(layers):
        for mention in labelled(layer, label_id):
            edges.setdefault(mention.start, []).append((place, mention.label_id, 1))
            edges.setdefault(mention.end, []).append((place, mention.label_id, -1))
    here: list[Counter[Id]] = [Counter() for _ in layers]
    codings: list[Coding] = [frozenset() for _ in layers]
    last = 0
    for position in sorted(edges):
        if position > last:
            yield position - last, list(codings)
            last = position
        for place, label, step in edges[position]:
            here[place][label] += step
        for place in {place for place, _, _ in edges[position]}:
            codings[place] = frozenset(label for label, depth in here[place].items() if depth > 0)
    length = layers[0].length
    if last < length:
        yield length - last, list(codings)


def matched(one: Layer, other: Layer) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of mentions of two annotators with just the same span.

    Where either has several with one span, those with equal labels make pairs first.
    """
    by_span: dict[tuple[int, int], list[Mention]] = {}
    for mention in other.mentions:
        by_span.setdefault((mention.start, mention.end), []).append(mention)
    mine: dict[tuple[int, int], list[Mention]] = {}
    for mention in one.mentions:
        if (mention.start, mention.end) in by_span:
            mine.setdefault((mention.start, mention.end), []).append(mention)
    for span, own in mine.items():
        theirs = by_span[span]
        rest: list[Mention] = []
        for mention in own:
            twin = next((found for found in theirs if found.label_id == mention.label_id), None)
            if twin is None:
                rest.append(mention)
            else:
                theirs.remove(twin)
                yield mention, twin
        yield from zip(rest, theirs, strict=False)


def label_pairs(one: Layer, other: Layer) -> Counts:
    """Count the pairs of labels of mentions with the same span."""
    return cohen_table((mine.label_id, theirs.label_id) for mine, theirs in matched(one, other))


def entity_pairs(one: Layer, other: Layer) -> Counts:
    """Count the pairs of entities of mentions with the same span; no entity is a value, too."""
    return cohen_table(
        (_entity(mine), _entity(theirs))
        for mine, theirs in matched(one, other)
        if mine.entity_id is not None or theirs.entity_id is not None
    )


def _entity(mention: Mention) -> Hashable:
    return mention.entity_id or UNLINKED


def _overlapping(mine: Sequence[Mention], theirs: Sequence[Mention]) -> int:
    """Count the mentions that share a character with one of `theirs` of the same label."""
    by_label: dict[Id, list[tuple[int, int]]] = {}
    for mention in theirs:
        by_label.setdefault(mention.label_id, []).append((mention.start, mention.end))
    reaches: dict[Id, tuple[list[int], list[int]]] = {}
    for label, spans in by_label.items():
        spans.sort()
        reaches[label] = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
    hits = 0
    for mention in mine:
        starts, furthest = reaches.get(mention.label_id, ([], []))
        before = bisect_left(starts, mention.end)
        hits += before > 0 and furthest[before - 1] > mention.start
    return hits
