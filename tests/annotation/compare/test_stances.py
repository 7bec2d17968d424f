"""What is counted of stances: the union of holders and targets, with what is missing, and camps."""

from __future__ import annotations

import pytest

from annotation.compare.agreement import Comparison
from annotation.compare.coefficients import cohen_kappa, cohen_table
from annotation.compare.layers import Layer, make_layer
from annotation.compare.stances import claim_values, jaccard, jaccard_counts
from annotation.records import Camp, Polarity, Record, Stance, new_id

SUPPORTS, OPPOSES = Polarity.SUPPORTS, Polarity.OPPOSES


def layer_of(
    annotator: str, stances: dict[tuple[str, str], Polarity], *, article: str = "x", heading: bool = False
) -> Layer:
    records: list[Record] = []
    camps: dict[tuple[str, Polarity], Camp] = {}
    for (holder, target), polarity in stances.items():
        if (target, polarity) not in camps:
            camps[target, polarity] = Camp(
                id=new_id(),
                article_id=article,
                annotator_id=annotator,
                target_id=target,
                polarity=polarity,
                heading_start=0 if heading else None,
                heading_end=5 if heading else None,
            )
        camp = camps[target, polarity]
        made = Stance(
            id=new_id(), article_id=article, annotator_id=annotator, holder_id=holder, camp_id=camp.id
        )
        records.append(made)
    return make_layer(article, 100, annotator, [*camps.values(), *records])


def test_every_holder_and_target_of_either_is_an_item() -> None:
    one = layer_of("a", {("RU", "M"): SUPPORTS, ("US", "M"): OPPOSES})
    other = layer_of("b", {("RU", "M"): SUPPORTS, ("CA", "M"): OPPOSES})
    values = [[set(value) for value in item] for item in claim_values([one, other], listed=False)]
    assert values == [[{SUPPORTS}, {SUPPORTS}], [{OPPOSES}, set()], [set(), {OPPOSES}]]
    # Po = 1/3, Pe = 1/9 · (1·1 + 1·1 + 1·1) = 1/3: no better than chance.
    kappa = cohen_kappa(
        cohen_table((mine, theirs) for mine, theirs in claim_values([one, other], listed=False))
    )
    assert kappa == pytest.approx(0)


def test_only_members_of_lists_are_asked_for_when_wanted() -> None:
    listed = layer_of("a", {("RU", "M"): SUPPORTS}, heading=True)
    said = layer_of("b", {("RU", "M"): OPPOSES, ("US", "M"): OPPOSES})
    assert [list(map(set, item)) for item in claim_values([listed, said], listed=True)] == [
        [{SUPPORTS}, set()]
    ]


def test_who_is_removed_from_a_list_stands_nowhere_and_who_claims_it_sets_claims_apart() -> None:
    layer = layer_of("a", {("RU", "M"): SUPPORTS})
    stance = layer.stances[0]
    gone = Stance(
        id=new_id(),
        article_id="x",
        annotator_id="a",
        holder_id="CN",
        stated_camp_id=stance.camp_id,
        position=1,
    )
    claimed = Stance(
        id=new_id(),
        article_id="x",
        annotator_id="a",
        holder_id="RU",
        camp_id=stance.camp_id,
        claimed_by_id="CN",
    )
    records = [*layer.camps.values(), stance, gone, claimed]
    claims = make_layer("x", 100, "a", records).claims()
    assert claims == {("RU", "M", None): {SUPPORTS}, ("RU", "M", "CN"): {SUPPORTS}}


def test_jaccard_is_the_mean_of_the_camps_of_either() -> None:
    one = layer_of("a", {("RU", "M"): SUPPORTS, ("CN", "M"): SUPPORTS, ("US", "M"): OPPOSES})
    other = layer_of("b", {("RU", "M"): SUPPORTS})
    counts = jaccard_counts(one, other)
    assert counts == {"camps": 2, "alike": 0.5}
    assert jaccard(counts) == 0.25


def test_who_did_not_do_an_article_is_missing_there_and_not_counted_as_silent() -> None:
    comparison = Comparison(["a", "b", "c"], [])
    comparison.add([layer_of(who, {("RU", "M"): SUPPORTS, ("US", "M"): OPPOSES}) for who in "abc"])
    comparison.add(
        [layer_of(who, {("RU", "M"): SUPPORTS, ("CA", "M"): OPPOSES}, article="y") for who in "ab"]
    )
    comparison.add([layer_of("c", {("RU", "M"): SUPPORTS}, article="z")])
    assert (comparison.articles, comparison.alone) == (2, 1)
    of_all = {
        figure.measure.id: figure
        for figure in comparison.figures()
        if figure.annotators == ("a", "b", "c") and figure.article_id is None and figure.label_id is None
    }
    assert of_all["stances.alpha"].value == 1
    assert of_all["stances.alpha"].items == 3 * 2 + 2 * 2
    assert of_all["stances.fleiss"].value == 1
    assert (of_all["stances.fleiss"].items, of_all["stances.fleiss"].articles) == (2, 1)
    assert of_all["stances.cohen"].value == 1
    assert (of_all["stances.cohen"].items, of_all["stances.cohen"].articles) == (4 + 2 + 2, 2)
