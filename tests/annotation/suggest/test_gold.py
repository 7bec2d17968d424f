import math
from itertools import pairwise

import pytest

from annotation.records import Polarity
from annotation.suggest.proposals import ProposedCamp, ProposedName
from tests.gold.loading import GoldError, GoldText, languages, load_language, parse_texts
from tests.gold.scoring import Score, compare, errors, score

SOURCE = """
[[text]]
awkward = true
text = '''
Cuba spoke. For Maduro: Cuba, Minister Lavrov, Niger. Against: the US.
'''

[[text.camp]]
polarity = "supports"
target = "Maduro"
after = "For Maduro"
members = [{ surface = "Cuba", code = "CU" }, { surface = "Lavrov", word = "Minister Lavrov" }, "Niger"]

[[text.camp]]
polarity = "opposes"
target = ["Maduro", ""]
members = [{ surface = "US", code = "US" }]

[[text]]
text = "Cuba, Niger and Peru had rain."
"""


def name(text: str, surface: str, code: str = "") -> ProposedName:
    start = text.rindex(surface)
    return ProposedName(start, start + len(surface), surface, "Country", surface, code)


def found(polarity: Polarity, target: ProposedName | None, *members: ProposedName) -> ProposedCamp:
    return ProposedCamp(0, 0, target, polarity, members, 1.0)


@pytest.fixture
def gold() -> GoldText:
    return parse_texts(SOURCE, "en")[0]


@pytest.fixture
def perfect(gold: GoldText) -> list[ProposedCamp]:
    text = gold.text
    return [
        found(
            Polarity.SUPPORTS,
            name(text, "Maduro"),
            name(text, "Cuba", "CU"),
            name(text, "Minister Lavrov"),
            name(text, "Niger"),
        ),
        found(Polarity.OPPOSES, None, name(text, "US", "US")),
    ]


@pytest.mark.parametrize("language", languages())
def test_each_gold_file_loads_and_its_offsets_cut_the_surfaces(language: str) -> None:
    for gold in load_language(language):
        members = [member for camp in gold.camps for member in camp.members]
        for member in members:
            assert gold.text[member.start : member.end] == member.surface
            assert member.surface == member.surface.strip() != ""
        spans = sorted(member.spans[-1] for member in members)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("language", languages())
def test_a_finder_that_reads_like_the_gold_scores_full(language: str) -> None:
    for gold in load_language(language):
        camps = [
            found(
                camp.polarity,
                name(gold.text, camp.targets[-1]) if camp.targets[-1] else None,
                *(ProposedName(*m.spans[-1], m.surface, "Country", m.surface, m.code) for m in camp.members),
            )
            for camp in gold.camps
        ]
        assert errors(gold, camps) == ()
        assert math.isnan(score(gold, camps).f1) == (not gold.camps)


def test_the_gold_set_is_as_large_and_as_awkward_as_it_is_meant_to_be() -> None:
    texts = [gold for language in languages() for gold in load_language(language)]
    lists = {language: sum(len(gold.camps) for gold in load_language(language)) for language in languages()}
    assert set(lists) == {"ar", "bn", "en", "es", "fr", "hi", "mr", "ru", "ur"}
    assert min(lists.values()) >= 9
    assert min(lists["hi"], lists["en"]) >= 14
    assert sum(1 for gold in texts if gold.camps) >= 70
    assert sum(1 for gold in texts if not gold.camps) >= 40
    assert 3 * sum(len(gold.camps) for gold in texts if gold.awkward) >= sum(lists.values())
    assert len({gold.text for gold in texts}) == len(texts)


def test_members_are_found_in_order_and_behind_the_anchor(gold: GoldText) -> None:
    cuba, lavrov, niger = gold.camps[0].members
    assert cuba.start == gold.text.rindex("Cuba") != gold.text.index("Cuba")
    assert [gold.text[start:end] for start, end in lavrov.spans] == ["Lavrov", "Minister Lavrov"]
    assert cuba.end <= lavrov.start < niger.start < gold.camps[1].members[0].start
    assert (cuba.code, niger.code) == ("CU", "")
    assert gold.awkward
    assert gold.camps[1].targets == ("Maduro", "")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"Niger"]', '"Nigeria"]'),
        ('"Niger"]', '"Niger", "Cuba"]'),  # it stands in the text, but before
        ('target = "Maduro"', 'target = "Guaidó"'),
        ('after = "For Maduro"', 'after = "For Guaidó"'),
        ('word = "Minister Lavrov"', 'word = "Minister of Lavrov"'),
        ("awkward = true", ""),
        ('code = "US"', 'codes = "US"'),
    ],
)
def test_a_gold_file_that_contradicts_itself_is_refused(right: str, wrong: str) -> None:
    assert right in SOURCE
    with pytest.raises(GoldError, match=r"en\.toml, text 1"):
        parse_texts(SOURCE.replace(right, wrong), "en")


def test_perfect_camps_score_full(gold: GoldText, perfect: list[ProposedCamp]) -> None:
    result = score(gold, perfect)
    assert (result.precision, result.recall, result.f1) == (1, 1, 1)
    assert (result.polarity, result.target, result.code) == (1, 1, 1)
    assert (result.matched_camps, result.gold_camps, result.false_camps) == (2, 2, 0)
    assert errors(gold, perfect) == ()


def test_the_order_of_found_camps_does_not_matter(gold: GoldText, perfect: list[ProposedCamp]) -> None:
    assert score(gold, perfect[::-1]) == score(gold, perfect)


def test_each_thing_wrong_with_a_camp_is_counted_by_itself(gold: GoldText) -> None:
    text = gold.text
    camp = found(
        Polarity.OPPOSES,
        name(text, "Against"),
        name(text, "Cuba", "CL"),
        name(text, "Niger. Against"),
    )
    result = score(gold, [camp])
    assert (result.precision, result.recall) == (1 / 2, 1 / 4)
    assert result.f1 == pytest.approx(1 / 3)
    assert (result.polarity, result.target, result.code) == (0, 0, 0)
    assert (result.matched_camps, result.false_camps) == (1, 0)
    assert set(errors(gold, [camp])) == {
        "missed list: opposes “Maduro”: US",
        "missed member: Lavrov",
        "missed member: Niger",
        "false member: Niger. Against",
        "polarity: opposes for supports “Maduro”: Cuba, Lavrov, Niger",
        "target: “Against” for supports “Maduro”: Cuba, Lavrov, Niger",
        "code: Cuba is CU, not CL",
    }


def test_a_camp_that_meets_no_gold_member_is_false_and_costs_precision(
    gold: GoldText, perfect: list[ProposedCamp]
) -> None:
    false = found(Polarity.SUPPORTS, None, name(gold.text, "spoke"))
    result = score(gold, [*perfect, false])
    assert (result.false_camps, result.matched_camps) == (1, 2)
    assert result.precision == 4 / 5
    assert errors(gold, [*perfect, false]) == ("false list: supports “”: spoke",)


def test_a_gold_camp_goes_to_the_found_one_with_most_of_its_members(
    gold: GoldText, perfect: list[ProposedCamp]
) -> None:
    part = found(Polarity.SUPPORTS, None, name(gold.text, "Cuba"))
    comparison = compare(gold, [part, *perfect])
    assert [match.found for match in comparison.matches] == perfect
    assert comparison.false == (part,)


def test_between_equals_the_same_polarity_is_matched(gold: GoldText) -> None:
    other, same = (
        found(polarity, None, name(gold.text, "Cuba")) for polarity in (Polarity.NEUTRAL, Polarity.SUPPORTS)
    )
    assert [match.found for match in compare(gold, [other, same]).matches] == [same]


def test_camps_on_a_decoy_are_false_and_touch_no_other_figure(perfect: list[ProposedCamp]) -> None:
    decoy = parse_texts(SOURCE, "en")[1]
    assert score(decoy, []) == Score(decoys=1)
    assert score(decoy, perfect[:1]) == Score(decoys=1, decoy_camps=1)
    assert errors(decoy, perfect[:1]) == ("false list: supports “Maduro”: Cuba, Minister Lavrov, Niger",)


def test_scores_add_up_and_nothing_found_has_no_precision(
    gold: GoldText, perfect: list[ProposedCamp]
) -> None:
    total = score(gold, perfect) + score(gold, []) + Score(decoys=1)
    assert (total.texts, total.recall, total.precision, total.decoys) == (2, 1 / 2, 1, 1)
    assert math.isnan(score(gold, []).precision)
