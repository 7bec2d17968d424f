"""How far annotators agree: every measure over the project, per pair, per label and per article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotation.compare.coefficients import Counts
from annotation.compare.layers import Layer
from annotation.compare.measures import MEASURES, Group, Measure
from annotation.compare.resampling import interval, pooled
from annotation.records import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure.

    Attributes:
        measure: what it is.
        annotators: of whom it tells.
        label_id: of which label only; None: of all.
        article_id: of which article only; None: of the project.
        value: the figure; None where the measure is not defined.
        low, high: the 95 % bootstrap interval; None where there are fewer than two articles.
        items: how many items it rests on.
        articles: in how many articles they are.
    """

    measure: Measure
    annotators: tuple[Id, ...]
    label_id: Id | None = None
    article_id: Id | None = None
    value: float | None
    low: float | None = None
    high: float | None = None
    items: int
    articles: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a measure counts of some annotators; of more than two, a measure of pairs keeps them apart."""

    measure: Measure
    annotators: tuple[Id, ...]
    label_id: Id | None = None

    def value(self, counts: Counts) -> float | None:
        """Return the figure, or the mean of the figures of the pairs that have one."""
        measure, raters = self.measure, len(self.annotators)
        if raters == 2 or measure.group is not Group.PAIR:
            return measure.value(counts, raters)
        values = [measure.value(pair, 2) for pair in _pairs(counts)]
        defined = [value for value in values if value is not None]
        return sum(defined) / len(defined) if defined else None

    def items(self, counts: Counts) -> int:
        """Return how many items there are, in all pairs."""
        if len(self.annotators) == 2 or self.measure.group is not Group.PAIR:
            return self.measure.items(counts)
        return sum(self.measure.items(pair) for pair in _pairs(counts))


def _pairs(counts: Counts) -> Iterable[Counts]:
    """Return the counts of each pair apart."""
    apart: dict[tuple[Id, ...], Counts] = {}
    for (pair, key), number in counts.items():
        apart.setdefault(pair, Counts())[key] = number
    return apart.values()


class Comparison:
    """Takes the layers of one article after the other, and tells the figures at the end.

    Args:
        annotators: who is compared, in the order in which they are named.
        labels: the labels of the project.
        measures: which measures.
    """

    def __init__(
        self, annotators: Sequence[Id], labels: Sequence[Id], measures: Sequence[Measure] = MEASURES
    ) -> None:
        self._annotators = tuple(annotators)
        self._labels = tuple(labels)
        self._measures = measures
        self._counts: dict[_Reading, list[Counts]] = {}
        self._of_articles: list[Figure] = []
        self.articles = 0
        self.alone = 0

    def add(self, layers: Iterable[Layer]) -> None:
        """Take the layers of an article in, of those who took part; if it is but one, nothing is compared."""
        by_annotator = {layer.annotator_id: layer for layer in layers}
        present = [by_annotator[one] for one in self._annotators if one in by_annotator]
        if len(present) < 2:
            self.alone += len(present)
            return
        self.articles += 1
        for measure in self._measures:
            by_pair: dict[Id | None, Counts] = {}
            for pair in combinations(present, 2):
                annotators = tuple(layer.annotator_id for layer in pair)
                for label, counts in measure.count(pair, self._labels).items():
                    self._keep(measure, annotators, label, counts)
                    of_pair = {(annotators, key): number for key, number in counts.items()}
                    by_pair.setdefault(label, Counts()).add(of_pair)
            if len(self._annotators) > 2 and measure.group is Group.PAIR:
                for label, counts in by_pair.items():
                    self._keep(measure, self._annotators, label, counts)
            if measure.group is not Group.PAIR and len(self._annotators) > 2:
                together = self._count_all(measure, present)
            elif len(present) > 2:
                together = by_pair[None]
            else:
                together = next(iter(_pairs(by_pair[None])), Counts())
            reading = _Reading(measure=measure, annotators=tuple(layer.annotator_id for layer in present))
            self._of_articles.append(_figure(reading, [together], article_id=present[0].article_id))

    def figures(self, progress: Callable[[float], object] = lambda _: None) -> list[Figure]:
        """Return all figures: of all together and of each pair, with the labels, then of the articles.

        Args:
            progress: is told the share of the work that is done.
        """
        found: list[Figure] = []
        for place, (reading, counts) in enumerate(self._counts.items()):
            progress(place / len(self._counts))
            found.append(_figure(reading, counts))
        labels = {label: place for place, label in enumerate((None, *self._labels))}
        found.sort(
            key=lambda one: (
                one.annotators != self._annotators,
                [self._annotators.index(annotator) for annotator in one.annotators],
                labels[one.label_id],
                self._measures.index(one.measure),
            )
        )
        return found + self._of_articles

    def _count_all(self, measure: Measure, present: Sequence[Layer]) -> Counts:
        """Keep what an article tells of all annotators, who are more than two; return what it tells alone."""
        counted = measure.count(present, self._labels)
        if measure.group is Group.ANY or len(present) == len(self._annotators):
            for label, counts in counted.items():
                self._keep(measure, self._annotators, label, counts)
        return counted[None]

    def _keep(self, measure: Measure, annotators: tuple[Id, ...], label: Id | None, counts: Counts) -> None:
        reading = _Reading(measure=measure, annotators=annotators, label_id=label)
        self._counts.setdefault(reading, []).append(counts)


def _figure(reading: _Reading, counts: Sequence[Counts], article_id: Id | None = None) -> Figure:
    total = pooled(counts)
    low, high = interval(counts, reading.value) or (None, None)
    return Figure(
        measure=reading.measure,
        annotators=reading.annotators,
        label_id=reading.label_id,
        article_id=article_id,
        value=reading.value(total),
        low=low,
        high=high,
        items=reading.items(total),
        articles=len(counts),
    )
