from collections.abc import Sequence

import pytest

from annotation.suggest.alliances import OFFERED_FROM, find_camps

List = tuple[str, str, str]
"""Polarity, target, and the codes (or else the names) of the members."""


def found(text: str) -> list[List]:
    camps = find_camps(text)
    for camp in camps:
        assert OFFERED_FROM <= camp.confidence <= 1
        for name in (camp.target, *camp.members):
            assert name is None or text[name.start : name.end] == name.text
    return [
        (
            camp.polarity.value,
            camp.target.text if camp.target else "",
            ", ".join(member.code or member.text for member in camp.members),
        )
        for camp in camps
    ]


LINES = [
    (
        (
            "Countries supporting Maduro:\n- Russia\n- China (UN)\n- Trinidad and Tobago\n- "
            "Korea, North\n\nCountries opposing Maduro\n1. Canada\n2. Peru\n3. Chile and 12 "
            "others"
        ),
        [("supports", "Maduro", "RU, CN, TT, KP"), ("opposes", "Maduro", "CA, PE, CL")],
    ),
    (
        "For\tAgainst\nRussia\tUS\nChina\tCanada\nCuba\tPeru",
        [("supports", "", "RU, CN, CU"), ("opposes", "", "US, CA, PE")],
    ),
    (
        "Countries supporting Maduro: Russia, China,\nCuba and Iran, according to officials.",
        [("supports", "Maduro", "RU, CN, CU, IR")],
    ),
    (
        "| For | Against |\n|---|---|\n| Russia | US |\n| China | Peru |",
        [("supports", "", "RU, CN"), ("opposes", "", "US, PE")],
    ),
    (
        "Country\tVote\nRussia\tFor\nChina\tFor\nPeru\tAgainst\nChile\tAgainst",
        [("supports", "", "RU, CN"), ("opposes", "", "PE, CL")],
    ),
    (
        "Страны, поддерживающие Гуайдо:\n— США\n— Канада\n— Южная Корея",
        [("supports", "Гуайдо", "US, CA, KR")],
    ),
    (
        "पक्ष में\nफ्रांस\nजर्मनी\nकनाडा\n\nविपक्ष में\nरूस\nसीरिया",
        [("supports", "", "FR, DE, CA"), ("opposes", "", "RU, SY")],
    ),
    (
        "A favor\tEn contra\tAbstención\nFrancia\tRusia\tIndia\nAlemania\tSiria\tBrasil",
        [("supports", "", "FR, DE"), ("opposes", "", "RU, SY"), ("neutral", "", "IN, BR")],
    ),
    ("مادورو کے حامی:\n۱۔ روس\n۲۔ چین\n۳۔ کیوبا", [("supports", "مادورو", "RU, CN, CU")]),
    (
        (
            "Pays soutenant Juan Guaidó :\n• États-Unis\n• Canada\n• Royaume-Uni\n\nPays "
            "soutenant Nicolás Maduro :\n• Russie\n• Chine\n• Trinité-et-Tobago"
        ),
        [("supports", "Juan Guaidó", "US, CA, GB"), ("supports", "Nicolás Maduro", "RU, CN, TT")],
    ),
    (
        ("Голосовали за: Франция, Германия, Италия\nГолосовали против: Россия, Сирия\nВоздержались: Индия"),
        [("supports", "", "FR, DE, IT"), ("opposes", "", "RU, SY"), ("neutral", "", "IN")],
    ),
    ("مؤيدو مادورو:\n- روسيا\n- الصين\n- كوبا", [("supports", "مادورو", "RU, CN, CU")]),
    ("প্রস্তাবের পক্ষে:\n১. ফ্রান্স\n২. জার্মানি\n৩. বসনিয়া ও হার্জেগোভিনা", [("supports", "প্রস্তাবের", "FR, DE, BA")]),
    (
        "Pro-Maduro: Russia, China, Iran\nAnti-Maduro: US, Colombia, Brazil",
        [("supports", "Maduro", "RU, CN, IR"), ("opposes", "Maduro", "US, CO, BR")],
    ),
    (
        (
            "The following countries voted for the resolution:\n\n1. Ghana\n2. Gabon\n3. "
            "Brazil\n\nThe following voted against:\n\n1. Russia\n2. Syria\n\nAbstentions: India, "
            "UAE."
        ),
        [
            ("supports", "resolution", "GH, GA, BR"),
            ("opposes", "resolution", "RU, SY"),
            ("neutral", "resolution", "IN, AE"),
        ],
    ),
    ("Who supports Ukraine?\n- Poland\n- Estonia\n- Latvia", [("supports", "Ukraine", "PL, EE, LV")]),
    (
        "Países en contra de la resolución:\n- Rusia\n- Bielorrusia\n- Corea del Norte\n- Eritrea",
        [("opposes", "resolución", "RU, BY, KP, ER")],
    ),
    (
        "Страны, признавшие Косово:\nСША\nГермания\nФранция\nТурция",
        [("supports", "Косово", "US, DE, FR, TR")],
    ),
    ("युक्रेनचे समर्थक:\n१. पोलंड\n२. लिथुआनिया\n३. एस्टोनिया", [("supports", "युक्रेन", "PL, LT, EE")]),
    ("समर्थन में\tविरोध में\nभारत\tचीन\nजापान\tपाकिस्तान", [("supports", "", "IN, JP"), ("opposes", "", "CN, PK")]),
    (
        (
            "Supporters: Kenya; Uganda; Rwanda\nOpponents: Congo, Democratic Republic of "
            "the; Burundi; Tanzania"
        ),
        [("supports", "", "KE, UG, RW"), ("opposes", "", "CD, BI, TZ")],
    ),
    ("دول تدعم مادورو\nروسيا\nالصين\nكوبا", [("supports", "مادورو", "RU, CN, CU")]),
]


@pytest.mark.parametrize(("text", "lists"), LINES)
def test_lists_over_lines_and_tables_are_found(text: str, lists: Sequence[List]) -> None:
    assert found(text) == lists


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_any_line_end_will_do(end: str) -> None:
    text = end.join(
        ["Countries supporting Ort:", "- Chile", "- Peru", "- Korea, North", "Then they went home."]
    )
    assert found(text) == [("supports", "Ort", "CL, PE, KP")]


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "– ", "1. ", "2) ", "(3) ", "▪ ", ""])
def test_any_bullet_is_left_out(bullet: str) -> None:
    text = "Countries opposing Ort:\n" + "\n".join(
        bullet + name for name in ("Chile", "Peru (NATO)", "the US")
    )
    assert found(text) == [("opposes", "Ort", "CL, PE, US")]


def test_the_text_after_a_list_is_no_part_of_it() -> None:
    text = "Countries supporting Ort:\nChile\nPeru\n\nCuba and Iran will meet on Monday, as everybody knows."
    assert found(text) == [("supports", "Ort", "CL, PE")]


def test_a_list_goes_on_after_a_comma_at_the_end_of_a_line() -> None:
    text = "Countries supporting Ort: Chile, Peru,\nCuba and\nIran. They met."
    assert found(text) == [("supports", "Ort", "CL, PE, CU, IR")]


def test_lines_under_a_heading_that_says_nothing_are_no_list() -> None:
    assert found("Countries that I visited:\n- Chile\n- Peru\n- Cuba") == []
    assert found("Ingredients for support:\n- flour\n- sugar\n- salt") == []


def test_a_table_without_a_side_is_no_list() -> None:
    assert found("Country\tCapital\nChile\tSantiago\nPeru\tLima\nCuba\tHavana") == []


def test_a_column_may_be_shorter_than_the_others() -> None:
    text = "For\tAgainst\tAbstained\nChile\tPeru\tCuba\nIran\t\t\nKenya\tGhana"
    assert found(text) == [("supports", "", "CL, IR, KE"), ("opposes", "", "PE, GH"), ("neutral", "", "CU")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Países que apoyan a Ortega;\n- Rusia\n– China\n* Cuba", "RU, CN, CU"),
        ("روس کے حق میں ممالک؛\n1۔ چین\n2) ایران\n3 - کیوبا\n4۔شام", "CN, IR, CU, SY"),
        ("रूस के समर्थक देश ;\n१) चीन\n  ईरान,\n२) क्यूबा", "CN, IR, CU"),
        ("রাশিয়ার সমর্থক দেশ ঃ চীন ; ইরান ; কিউবা", "CN, IR, CU"),
        ("Countries backing Ortega / Russia / China / Cuba", "RU, CN, CU"),
        ("Supporters of Ortega: Russia • China • Cuba", "RU, CN, CU"),
        ("Countries supporting Ortega-Russia, China, Cuba", "RU, CN, CU"),
    ],
)
def test_signs_and_bullets_may_be_of_any_kind_and_uneven(text: str, codes: str) -> None:
    (camp,) = find_camps(text)
    assert ", ".join(member.code for member in camp.members) == codes


def test_columns_of_two_sides_hold_names_that_nobody_knows() -> None:
    camps = find_camps("The council on the bridge\nFor\tAgainst\nAnn Poole\tBo Reyes\nCy Hall\tDi Marsh")
    assert [(str(camp.polarity), [member.text for member in camp.members]) for camp in camps] == [
        ("supports", ["Ann Poole", "Cy Hall"]),
        ("opposes", ["Bo Reyes", "Di Marsh"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Arguments in favour of the ban:\n- Safety\n- Cost\n- Health",
        "Supporters need: bread - milk - eggs",
        "Die Mannschaft gegen: links / rechts / oben",
        "रमेश के खिलाफ मामले: चोरी, डकैती, हत्या",
    ],
)
def test_words_that_are_set_apart_but_name_nobody_are_no_list(text: str) -> None:
    assert find_camps(text) == ()


def test_names_that_nobody_knows_are_a_side_beside_another() -> None:
    sides = ["FOR:\nAnna Ruiz\nBo Lind\nCy Hall", "AGAINST:\nTom Fay\nUla Grim\nVic Ore"]
    assert [str(camp.polarity) for camp in find_camps("\n".join(sides))] == ["supports", "opposes"]
    assert [find_camps(side) for side in sides] == [(), ()]
    assert find_camps("For:\nCheaper tickets\nCleaner air\nAgainst:\nHigher taxes\nLess parking") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Countries supporting Rees-Mogg:\nChile\nPeru",
        "Supporters of Ortega\n============\nChile\nPeru",
        "ओर्टेगा के साथ कौन-कौन?\nचिली\nपेरू",
    ],
)
def test_a_heading_may_have_a_hyphen_or_a_rule_below_it(text: str) -> None:
    (camp,) = find_camps(text)
    assert [member.code for member in camp.members] == ["CL", "PE"]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "Parties against the reform\n-ABC\n –  Green List\n*XYZ\n  Left Bloc\nNew Dawn\n– Volt\nWe met.",
            ["ABC", "Green List", "XYZ", "Left Bloc", "New Dawn", "Volt"],
        ),
        (
            "Countries supporting Ort\n- Chile: since 2019\n- Peru: it recognised him in May",
            ["Chile", "Peru"],
        ),
        ("Countries supporting Ort:\n1. Chile\n2. Peru. The two met on Monday in Lima.", ["Chile", "Peru"]),
        (
            "Countries supporting Ort;\nChile ; Peru ;\nCuba ; Iran .The rest met in Lima.",
            ["Chile", "Peru", "Cuba", "Iran"],
        ),
        (
            "Countries supporting Ort:\na) Chile\nb) Korea (South)\n[3] Peru",
            ["Chile", "Korea (South)", "Peru"],
        ),
    ],
)
def test_items_are_told_from_what_stands_beside_them(text: str, members: Sequence[str]) -> None:
    (camp,) = find_camps(text)
    assert [member.text for member in camp.members] == members


def test_an_item_of_a_list_is_no_heading_of_those_below_it() -> None:
    assert find_camps("Agenda\n- Friends of Ort\n- Chile\n- Peru\n- Cuba") == ()
