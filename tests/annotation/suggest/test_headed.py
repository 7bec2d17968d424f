from collections.abc import Sequence

import pytest

from annotation.suggest.alliances import find_camps
from tests.annotation.suggest.test_lines import List, found


@pytest.mark.parametrize(
    "text",
    [
        "Countries opposing Ortega ; Chile ; Peru ; Panama",
        "Opponents of Ortega - Chile – Peru - Panama",
        "Opponents of Ortega -> Chile, Peru, Panama",
        "Opponents of Ortega: 1. Chile 2. Peru 3. Panama",
        "Opponents of Ortega: 1) Chile; 2) Peru; 3) Panama",
        "Opponents of Ortega: (a) Chile, (b) Peru, (c) Panama",
        "Who opposes Ortega? Chile, Peru and Panama.",
        "ओर्टेगा के विरोधी देश ; चिली ; पेरू ; पनामा",
        "اورٹیگا کے مخالف ملک ؛ چلی ؛ پیرو ؛ پاناما",
        "Противники Ортеги - Чили - Перу – Панама",
        "Pays opposés à Ortega : 1. Chili 2. Pérou 3. Panama",
    ],
)
def test_members_may_be_set_apart_by_any_sign(text: str) -> None:
    (camp,) = find_camps(text)
    assert str(camp.polarity) == "opposes"
    assert [member.code for member in camp.members] == ["CL", "PE", "PA"]
    assert all(text[name.start : name.end] == name.text for name in camp.members)


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        (
            "Countries backing Ortega: Chile, Peru, Panama Countries opposing Ortega: Cuba, Iran, Syria",
            [("supports", "Ortega", "CL, PE, PA"), ("opposes", "Ortega", "CU, IR, SY")],
        ),
        (
            "For the motion: 1. Chile 2. Peru Against the motion: 1. Cuba 2. Iran",
            [("supports", "motion", "CL, PE"), ("opposes", "motion", "CU, IR")],
        ),
        (
            "Allies of Ortega: Chile, Peru.Enemies of Ortega: Cuba, Iran",
            [("supports", "Ortega", "CL, PE"), ("opposes", "Ortega", "CU, IR")],
        ),
    ],
)
def test_a_second_heading_may_follow_without_a_mark_or_a_space(text: str, lists: Sequence[List]) -> None:
    assert found(text) == lists


@pytest.mark.parametrize(
    "text",
    [
        "Who backs Ortega? Peru, Panama and Cuba met on Monday.",
        "Who backs Ortega? Nobody, nothing and never.",
        "He finished: 2. Then Chile, Peru and Cuba left.",
        "For sale; house; car; boat",
        "Support - phone - mail - chat",
        "Open for: 1. lunch 2. dinner 3. drinks",
    ],
)
def test_what_only_looks_like_a_list_is_none(text: str) -> None:
    assert find_camps(text) == ()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Against Ortega: Cuba, Iran, Syria. With Ortega: Chile, Peru, Panama.", "With Ortega"),
        ("ओर्टेगा के विरोध में देश: क्यूबा, ईरान, सीरिया।ओर्टेगा के साथ - चिली, पेरू, पनामा", "ओर्टेगा के साथ"),
        ("Contre Ortega : Cuba, Iran, Syrie. Avec Ortega : Chili, Pérou, Panama.", "Avec Ortega"),
        ("Против Ортеги: Куба, Иран, Сирия. С Ортегой: Чили, Перу, Панама.", "С Ортегой"),
    ],
)
def test_with_somebody_is_a_side_beside_another_list_only(text: str, other: str) -> None:
    against, beside = find_camps(text)
    assert (str(against.polarity), str(beside.polarity)) == ("opposes", "supports")
    assert text[beside.heading_start : beside.heading_end] == other
    assert [member.code for member in beside.members] == ["CL", "PE", "PA"]
    assert find_camps(text[beside.heading_start :]) == ()


@pytest.mark.parametrize(
    ("item", "name", "code", "note"),
    [
        ("Korea (South)", "Korea (South)", "KR", ""),
        ("Chile (South)", "Chile", "CL", "South"),
        ("ABC(M)", "ABC(M)", "", ""),
        ("ABC (most)", "ABC", "", "most"),
        ("Bosnia an Herzegowina", "Bosnia an Herzegowina", "BA", ""),
        ("Zork and Mork", "Zork", "", ""),
    ],
)
def test_brackets_and_conjunctions_may_belong_to_a_name(item: str, name: str, code: str, note: str) -> None:
    (camp,) = find_camps(f"Countries supporting Ort: Cuba, Iran, {item}")
    assert (camp.members[2].text, camp.members[2].code, camp.members[2].note) == (name, code, note)


def test_a_misspelt_name_with_a_conjunction_is_one_name() -> None:
    (camp,) = find_camps("ओर्टेगाच्या बाजूचे देश: पेरू, चिली, बोस्निया आणि हर्झेगोविना")
    assert camp.members[-1].code == "BA"
