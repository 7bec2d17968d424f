import pytest

from annotation.suggest.alliances import find_camps
from tests.annotation.suggest.test_lines import List, found

SIDES: list[List] = [("supports", "", "CL, PE"), ("opposes", "", "CU, IR")]


@pytest.mark.parametrize(
    "text",
    [
        "For\tAgainst\nChile\tCuba\nPeru\tIran",
        "For | Against\nChile | Cuba\nPeru | Iran",
        "| For | Against |\n|-----|---------|\n| Chile | Cuba |\n| Peru | Iran |",
        "For     Against\n-----   -------\nChile   Cuba\nPeru    Iran",
        "For;Against\nChile;Cuba\nPeru;Iran",
        "For,Against\nChile,Cuba\nPeru,Iran",
        "Country,Vote\nChile,Yes\nCuba,No\nPeru,Yes\nIran,No",
        "Country   Vote\nChile     For\nPeru      For\nCuba      Against\nIran      Against",
        "Country | Vote\nChile | For\nPeru | For\nCuba | Against\nIran | Against",
        "Chile - yes\nPeru - yes\nCuba - no\nIran - no",
        "Chile: for\nPeru: for\nCuba: against\nIran: against",
        "पक्ष    विपक्ष\nचिली    क्यूबा\nपेरू     ईरान",
        "За | Против\nЧили | Куба\nПеру | Иран",
        "مع    ضد\nتشيلي    كوبا\nبيرو    إيران",
    ],
)
def test_cells_may_be_parted_in_any_way(text: str) -> None:
    assert found(text) == SIDES


def test_a_row_with_gaps_stands_under_the_headings_that_it_is_nearest_to() -> None:
    text = (
        "For       Against   Abstained\nChile     Cuba      India\n          Iran\nPeru                Ghana"
    )
    assert found(text) == [*SIDES, ("neutral", "", "IN, GH")]


def test_votes_of_unknown_people_count_below_a_noun_that_says_what_they_are() -> None:
    rows = "Anna Ruiz\tYes\nBo Lind\tYes\nCarla Duarte\tNo\nTom Fay\tNo"
    camps = find_camps(f"Senator\tVote\n{rows}")
    assert [[(member.text, member.label) for member in camp.members] for camp in camps] == [
        [("Anna Ruiz", "Person"), ("Bo Lind", "Person")],
        [("Carla Duarte", "Person"), ("Tom Fay", "Person")],
    ]
    assert find_camps(f"Hotel\tPool\n{rows}") == ()


@pytest.mark.parametrize(
    "text",
    [
        "For   Against\nCheaper tickets   Higher taxes\nCleaner air   Less parking",
        "Room\tWifi\nBlue\tYes\nGreen\tNo",
        "Wifi - yes\nParking - no\nPool - no",
        "Home | Support | Contact\nNews | Sport | Weather",
        "Yes, Minister\nNo, Prime Minister",
    ],
)
def test_rows_without_names_or_sides_are_no_list(text: str) -> None:
    assert find_camps(text) == ()


def test_a_line_with_a_colon_before_its_list_is_no_row() -> None:
    text = "In favour of the plan: Chile, Peru\nAgainst the plan: Cuba, Iran"
    assert found(text) == [("supports", "plan", "CL, PE"), ("opposes", "plan", "CU, IR")]
