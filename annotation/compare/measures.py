"""The measures of agreement: what each counts in an article, what the counts tell, and what that means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

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
from annotation.compare.layers import Layer
from annotation.compare.spans import (
    entity_pairs,
    exact_counts,
    f1,
    label_pairs,
    overlap_counts,
    precision,
    recall,
    stretches,
)
from annotation.compare.stances import claim_values, jaccard, jaccard_counts
from annotation.compare.unitizing import LENGTH, of_category, unit_counts, unitized_alpha
from annotation.records import Id

ByLabel = Mapping["Id | None", Counts]
"""The counts of an article over all labels (None), and for each label where the measure knows labels."""

Count = Callable[[Sequence[Layer], Sequence[Id]], ByLabel]
"""Counts what the layers of one article tell, for the labels of the project."""


class Group(StrEnum):
    """Of which annotators a measure can tell."""

    PAIR = "pair"  # two; of more the mean over all pairs
    ANY = "any"  # all who took part in an article, if they are at least two
    COMPLETE = "complete"  # only in articles in which all took part


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measure:
    """One measure; there is but one of each.

    Attributes:
        id: its name in files.
        name: its name for people.
        section: under which heading it is shown.
        meaning: a sentence: what it says, and what is left out.
        source: where its formula is from.
        counted: what the items beside it are.
        group: of which annotators it can tell.
        count: what it counts in an article.
        value: what added counts of some annotators, so many, tell.
        items: how many items they are.
    """

    id: str
    name: str
    section: str
    meaning: str
    source: str
    counted: str
    group: Group
    count: Count
    value: Callable[[Counts, int], float | None]
    items: Callable[[Counts], int]


def _each_label(
    count: Callable[[Layer, Layer, Id | None], Counts],
) -> Callable[[Sequence[Layer], Sequence[Id]], ByLabel]:
    def by_label(layers: Sequence[Layer], labels: Sequence[Id]) -> ByLabel:
        return {label: count(layers[0], layers[1], label) for label in (None, *labels)}

    return by_label


def _together(count: Callable[[Layer, Layer], Counts]) -> Count:
    return lambda layers, _labels: {None: count(layers[0], layers[1])}


def _characters(
    counted: Callable[[Sequence[object], int], Counts], layers: Sequence[Layer], labels: Sequence[Id]
) -> ByLabel:
    """Count every character with its labels; and for each label, whether it stands there."""
    over: dict[Id | None, Counts] = {label: Counts() for label in (None, *labels)}
    left = dict.fromkeys(labels, layers[0].length)
    for length, codings in stretches(layers, None):
        over[None].add(counted(codings, length))
        for label in frozenset[Id]().union(*codings):
            left[label] -= length
            over[label].add(counted([label in coding for coding in codings], length))
    for label, length in left.items():
        over[label].add(counted([False] * len(layers), length))
    return over


def _table_of(values: Sequence[object], length: int) -> Counts:
    return Counts({(values[0], values[1]): length})


def _character_table(layers: Sequence[Layer], labels: Sequence[Id]) -> ByLabel:
    return _characters(_table_of, layers, labels)


def _character_coincidences(layers: Sequence[Layer], labels: Sequence[Id]) -> ByLabel:
    return _characters(coincidences, layers, labels)


def _units(layers: Sequence[Layer], labels: Sequence[Id]) -> ByLabel:
    units = [[(one.label_id, (one.start, one.end)) for one in layer.mentions] for layer in layers]
    counts = unit_counts(units, layers[0].length)
    return {None: counts, **{label: of_category(counts, label) for label in labels}}


def _claim_table(listed: bool) -> Count:
    return lambda layers, _: {
        None: cohen_table((one, other) for one, other in claim_values(layers, listed=listed))
    }


def _claim_fleiss(listed: bool) -> Count:
    return lambda layers, _: {None: fleiss_counts(claim_values(layers, listed=listed))}


def _claim_coincidences(listed: bool) -> Count:
    def count(layers: Sequence[Layer], _labels: Sequence[Id]) -> ByLabel:
        total = Counts()
        for values in claim_values(layers, listed=listed):
            total.add(coincidences(values))
        return {None: total}

    return count


def _plain(
    value: Callable[[Counts], float | None],
) -> Callable[[Counts, int], float | None]:
    return lambda counts, _annotators: value(counts)


def _items(counts: Counts) -> int:
    return round(counts["items"])


def _both(counts: Counts) -> int:
    return round(counts["a"] + counts["b"])


def _all(counts: Counts) -> int:
    return round(sum(counts.values()))


_F1 = "G. Hripcsak, A. Rothschild, JAMIA 12 (2005), p. 296–298"
_COHEN = "J. Cohen, Educational and Psychological Measurement 20 (1960), p. 37–46"
_FLEISS = "J. L. Fleiss, Psychological Bulletin 76 (1971), p. 378–382"
_ALPHA = "K. Krippendorff, Computing Krippendorff’s Alpha-Reliability (2011)"
_UNITIZED = "K. Krippendorff, Quality & Quantity 38 (2004), p. 787–800"
_JACCARD = "P. Jaccard, New Phytologist 11 (1912), p. 37–50"
_SHARE = "the share of equal values, with no allowance for chance"

_EXACT = "a mention agrees if the other annotator has one with just the same span and label"
_OVERLAP = "a mention agrees if it shares a character with one of the other’s that has the same label"
_CHANCE = "1 is perfect agreement, 0 what chance would bring; untagged text is included"
_MISSING = "who did not do an article is missing there"
_UNION = "counted is every holder and target for which one recorded a stance; to have none is a value, too"


def _span_measures() -> list[Measure]:
    made: list[Measure] = []
    for key, words, rule, count in (
        ("exact", "same span", _EXACT, exact_counts),
        ("overlap", "overlapping", _OVERLAP, overlap_counts),
    ):
        for name, meaning, value in (
            ("precision", "Share of the first annotator’s mentions that agree", precision),
            ("recall", "Share of the second annotator’s mentions that agree", recall),
            ("f1", "Harmonic mean of precision and recall", f1),
        ):
            made.append(
                Measure(
                    id=f"mentions.{key}.{name}",
                    name=f"{'F1' if name == 'f1' else name.capitalize()}, {words}",
                    section="Mentions",
                    meaning=f"{meaning}; {rule}.",
                    source=_F1,
                    counted="mentions of both",
                    group=Group.PAIR,
                    count=_each_label(count),
                    value=_plain(value),
                    items=_both,
                )
            )
    return made


def _text_measures() -> list[Measure]:
    return [
        Measure(
            id="characters.cohen",
            name="Cohen’s kappa of the characters",
            section="Text",
            meaning=f"How alike two label each character; {_CHANCE}.",
            source=_COHEN,
            counted="characters",
            group=Group.PAIR,
            count=_character_table,
            value=_plain(cohen_kappa),
            items=_all,
        ),
        Measure(
            id="characters.alpha",
            name="Krippendorff’s alpha of the characters",
            section="Text",
            meaning=f"How alike all label each character; {_CHANCE}; {_MISSING}.",
            source=_ALPHA,
            counted="labelled characters of all",
            group=Group.ANY,
            count=_character_coincidences,
            value=_plain(krippendorff_alpha),
            items=_all,
        ),
        Measure(
            id="units.alpha",
            name="Krippendorff’s unitized alpha",
            section="Text",
            meaning="How alike all cut mentions out of the text, by how far apart their ends are; "
            "1 is perfect, 0 chance; only articles which all did; overlapping mentions of one label are one.",
            source=_UNITIZED,
            counted="mentions of all",
            group=Group.COMPLETE,
            count=_units,
            value=unitized_alpha,
            items=lambda counts: round(
                sum(n for key, n in counts.items() if key != LENGTH and key[0] == "unit")
            ),
        ),
    ]


def _matched_measures() -> list[Measure]:
    made: list[Measure] = []
    for key, what, count, extra in (
        ("labels", "label", label_pairs, ""),
        ("entities", "entity", entity_pairs, "; left out are those that neither linked"),
    ):
        for name, title, value, source in (
            ("agreement", f"Same {what}", observed_agreement, _SHARE),
            ("cohen", f"Cohen’s kappa of the {key}", cohen_kappa, _COHEN),
        ):
            made.append(
                Measure(
                    id=f"{key}.{name}",
                    name=title,
                    section="Mentions with the same span",
                    meaning=f"Of mentions that both have with the same span: how often the {what} is the same"
                    f"{'' if name == 'agreement' else ', beyond chance'}{extra}.",
                    source=source,
                    counted="pairs of mentions",
                    group=Group.PAIR,
                    count=_together(count),
                    value=_plain(value),
                    items=_all,
                )
            )
    return made


def _stance_measures() -> list[Measure]:
    made: list[Measure] = []
    for key, what, listed in (("stances", "stances", False), ("lists", "members of lists", True)):
        section = what[0].upper() + what[1:]
        for name, title, group, count, value, items, source in (
            (
                "agreement",
                f"Same polarity, {what}",
                Group.PAIR,
                _claim_table,
                observed_agreement,
                _all,
                _SHARE,
            ),
            ("cohen", f"Cohen’s kappa of {what}", Group.PAIR, _claim_table, cohen_kappa, _all, _COHEN),
            (
                "fleiss",
                f"Fleiss’ kappa of {what}",
                Group.COMPLETE,
                _claim_fleiss,
                fleiss_kappa,
                _items,
                _FLEISS,
            ),
            (
                "alpha",
                f"Krippendorff’s alpha of {what}",
                Group.ANY,
                _claim_coincidences,
                krippendorff_alpha,
                _all,
                _ALPHA,
            ),
        ):
            made.append(
                Measure(
                    id=f"{key}.{name}",
                    name=title,
                    section=section,
                    meaning=f"How alike the polarities are; {_UNION}"
                    f"{f'; {_MISSING}' if group is Group.ANY else ''}.",
                    source=source,
                    counted="values" if group is Group.ANY else "holders with targets",
                    group=group,
                    count=count(listed),
                    value=_plain(value),
                    items=items,
                )
            )
    made.append(
        Measure(
            id="camps.jaccard",
            name="Jaccard index of the camps",
            section="Stances",
            meaning="Who stands in a camp with both, of all who do with either; the mean of all camps.",
            source=_JACCARD,
            counted="camps",
            group=Group.PAIR,
            count=_together(jaccard_counts),
            value=_plain(jaccard),
            items=lambda counts: round(counts["camps"]),
        )
    )
    return made


MEASURES: tuple[Measure, ...] = (
    *_span_measures(),
    *_text_measures(),
    *_matched_measures(),
    *_stance_measures(),
)
"""All measures, in the order in which they are shown."""
