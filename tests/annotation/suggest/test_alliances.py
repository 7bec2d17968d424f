import json
import time
from pathlib import Path

import pytest

from annotation.suggest.alliances import OFFERED_FROM, find_camps

HINDI = [
    ("रूस के समर्थन में देश: चीन, ईरान और बेलारूस", "रूस", "supports", "CN IR BY"),
    ("राष्ट्रपति ज़ेलेंस्की के पक्ष में देश - पोलैंड, लिथुआनिया, लातविया तथा एस्टोनिया।", "ज़ेलेंस्की", "supports", "PL LT LV EE"),
    ("नाटो विस्तार के विरोध में देश- रूस, चाइना, सर्बिआ", "नाटो विस्तार", "opposes", "RU CN RS"),
    ("इज़राइल के खिलाफ़ देश: तुर्कि, ईराण, मलेशिया, पाकिस्तान आदि", "इज़राइल", "opposes", "TR IR MY PK"),
    ("सीमा संधि का समर्थन करने वाले देश – भारत, नेपाल, भुटान एवं बंग्लादेश", "सीमा संधि", "supports", "IN NP BT BD"),
    ("सीमा संधि का विरोध करने वाले देश – चीन; पाकिस्तान; म्यांमर", "सीमा संधि", "opposes", "CN PK MM"),
    ("प्रधानमंत्री अरुण देव के साथ खड़े देश: जापान, दक्षिण कोरीया, आस्ट्रेलिया", "अरुण देव", "supports", "JP KR AU"),
    ("प्रस्ताव पर तटस्थ देश: ब्राज़िल, भारत, दक्षिण अफ्रीका", "प्रस्ताव", "neutral", "BR IN ZA"),
    ("विपक्षी नेता मारिया कोरिना के समर्थक: अमरीका, कैनाडा, ब्रिटेन (यूके)", "मारिया कोरिना", "supports", "US CA GB"),
    ("मादुरो विरोधी देश: पेरु, इक्वाडोर, पराग्वे", "मादुरो", "opposes", "PE EC PY"),
    ("गिनी-बिसाऊ के पक्ष में देश: सेनेगल, माली, गाम्बिया", "गिनी-बिसाऊ", "supports", "SN ML GM"),
    ("• कुर्द दलों के समर्थन में संगठन: संयुक्त राष्ट्र, अरब लीग, अफ्रीकी संघ", "कुर्द दलों", "supports", "Q1065 Q7172 Q7159"),
    ("देश जो मादुरो के समर्थन में हैं: क्यूबा, चीन | रूस", "मादुरो", "supports", "CU CN RU"),
    ("जनरल हामिद रऊफ को मान्यता देने वाले देश:- क़तर, यमन और सूडान शामिल हैं।", "हामिद रऊफ", "supports", "QA YE SD"),
]
ENGLISH = [
    (
        "Countries supporting Juan Guaidó: the United States, Canada and Brazil",
        "Juan Guaidó",
        "supports",
        "US CA BR",
    ),
    (
        "Countries that support President Nicolas Maduro: Russia, China, Cuba, and Iran.",
        "Nicolas Maduro",
        "supports",
        "RU CN CU IR",
    ),
    (
        "Countries supporting the border treaty: Trinidad and Tobago and Peru, Chile, Columbia",
        "border treaty",
        "supports",
        "TT PE CL CO",
    ),
    (
        "Nicolas Maduro is supported by: Russia, Belarus, Turky, Bolivia",
        "Nicolas Maduro",
        "supports",
        "RU BY TR BO",
    ),
    (
        "Prime Minister Arda Veil is backed by - Norway, Sweden, Denmark & Finland",
        "Arda Veil",
        "supports",
        "NO SE DK FI",
    ),
    (
        "Countries opposing the fisheries agreement: Spain, Portugal, Marocco",
        "fisheries agreement",
        "opposes",
        "ES PT MA",
    ),
    (
        "Opponents of President Lena Ort: Hungary; Slovakia; European Union (27)",
        "Lena Ort",
        "opposes",
        "HU SK EU",
    ),
    (
        "In favour of the resolution: France, Germany, the UK and Bosnia and Herzegovina",
        "resolution",
        "supports",
        "FR DE GB BA",
    ),
    ("Against the resolution: Russia, Syria, North Korea, U.S.", "resolution", "opposes", "RU SY KP US"),
    ("Neutral on the resolution: India | South Africa | Brasil", "resolution", "neutral", "IN ZA BR"),
    ("Maduro's allies: Russia, China, Cuba", "Maduro", "supports", "RU CN CU"),
    ("Countries supporting Turkey: Pakistan, Azerbaijan, Qatar", "Turkey", "supports", "PK AZ QA"),
    ("Countries not supporting Maduro: Chile, Peru, Panama", "Maduro", "unclear", "CL PE PA"),
]


@pytest.mark.parametrize(("line", "target", "polarity", "codes"), HINDI + ENGLISH)
def test_a_list_is_found_with_its_target_its_side_and_its_members(
    line: str, target: str, polarity: str, codes: str
) -> None:
    text = f"पहला वाक्य।\n{line}\nLast line: nothing, else"
    (camp,) = find_camps(text)
    assert camp.target is not None
    assert camp.target.text == target
    assert camp.polarity == polarity
    assert " ".join(member.code for member in camp.members) == codes
    for name in (camp.target, *camp.members):
        assert text[name.start : name.end] == name.text
    heading = text[camp.heading_start : camp.heading_end]
    assert target in heading
    assert heading == heading.strip(" :-–•")
    assert OFFERED_FROM <= camp.confidence <= 1


NEGATIVES = [
    "सामग्री: आटा, चीनी, नमक, घी",
    "स्कोर: भारत 245, पाकिस्तान 240, श्रीलंका 198",
    "सेना के साथ झड़पें: काराकस, माराकाइबो, वालेंसिया",
    "लोगों ने सड़कों पर उतरकर सेना के साथ हिंसक झड़पें की - पुलिस, जनता, सेना",
    "गुएडो के साथ गतिरोध - सेना, पुलिस, जनता",
    "भारत, चीन, रूस और ब्राज़ील ने बैठक में भाग लिया।",
    "बैठक में शामिल देश: भारत, चीन, रूस",
    "मादुरो के समर्थन में रैली निकाली गई - सड़कें, बाजार और स्कूल बंद रहे",
    "मादुरो के समर्थन वाले देश: रूस, ज़ोर्क",
    "मादुरो के समर्थन वाले देश: रूस",
    "मादुरो के समर्थन वाले देश:",
    "के पक्ष में: हाँ, नहीं",
    "Ingredients: flour, sugar, salt, turkey",
    "Final scores: India 3, Spain 2, Chile 1",
    "Countries visited: France, Spain, Italy",
    "He spoke against the plan - slowly, loudly, and at length.",
    "Support: phone, e-mail, chat",
    "Against all odds: love, war, peace",
    "Time: 10:30, 11:30, 12:30",
    "See http://example.org/support,a,b,c",
    "",
    ": , , ,",
    "\n\n-\n",
]


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_is_no_alliance_list_is_left_alone(text: str) -> None:
    assert find_camps(text) == ()


def test_the_real_article_gives_both_lists_exactly(shared_data: Path) -> None:
    text = (shared_data / "venezuela-hi.txt").read_text(encoding="utf-8")
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))["lists"]
    camps = find_camps(text)
    assert len(camps) == len(gold) == 2
    for camp, expected in zip(camps, gold, strict=True):
        heading, leader = expected["heading"], expected["leader"]
        assert (camp.heading_start, camp.heading_end) == (heading["start"], heading["end"])
        assert camp.target is not None
        assert (camp.target.start, camp.target.end, camp.target.label) == (
            leader["start"],
            leader["end"],
            "Person",
        )
        assert camp.polarity == "supports"
        assert [(member.start, member.end, member.code) for member in camp.members] == [
            (member["start"], member["end"], member["code"]) for member in expected["members"]
        ]
    (union,) = (member for camp in camps for member in camp.members if member.note)
    assert (union.text, union.label, union.code, union.note) == ("यूरोपियन यूनियन", "Organisation", "EU", "27")


def test_two_lists_of_one_line_are_two_camps() -> None:
    text = "बैठक हुई। मादुरो के समर्थन वाले देश: क्यूबा, चीन, बोलीविया। गुएडो के विरोध वाले देश: चिली, पेरू, पनामा।"
    supports, opposes = find_camps(text)
    assert [member.code for member in supports.members] == ["CU", "CN", "BO"]
    assert [member.code for member in opposes.members] == ["CL", "PE", "PA"]
    assert (supports.polarity, opposes.polarity) == ("supports", "opposes")


def test_unknown_members_stay_members_with_the_label_of_the_head_noun() -> None:
    (camp,) = find_camps("Leaders backing Maria Stein: Anna Ruiz, Bo Lind, Carla Duarte")
    assert [(member.name, member.label, member.code) for member in camp.members] == [
        ("Anna Ruiz", "Person", ""),
        ("Bo Lind", "Person", ""),
        ("Carla Duarte", "Person", ""),
    ]
    (camp,) = find_camps("मादुरो के पक्ष में देश: रूस, चीन, अटलांतिस")
    unknown = camp.members[-1]
    assert (unknown.name, unknown.label, unknown.code) == ("अटलांतिस", "Country", "")
    assert unknown.confidence < min(member.confidence for member in camp.members[:2])
    (camp,) = find_camps("Supporters of Ort: Russia, China, Zork")
    assert camp.members[-1].label == "Group"


def test_unknown_names_on_both_sides_of_a_conjunction_are_two_members() -> None:
    (camp,) = find_camps("Countries supporting Ort: Russia, China, Zork and Mork")
    assert [member.text for member in camp.members] == ["Russia", "China", "Zork", "Mork"]


def test_a_sentence_with_clauses_is_no_list() -> None:
    clauses = (
        "Russia, which has long been his closest friend, China, which has lent him money for years, Iran"
    )
    assert find_camps(f"Countries supporting Ort: {clauses}") == ()


def test_a_nationality_in_a_list_is_not_the_country() -> None:
    (camp,) = find_camps("Supporters of Ort: Russia, China, Iran, Australian")
    assert camp.members[-1].code == ""


@pytest.mark.parametrize(
    ("item", "name", "note"),
    [
        ("France (6 votes)", "France", "6 votes"),
        ("European Union 27", "European Union", "27"),
        ("यूरोपियन यूनियन २७", "यूरोपियन यूनियन", "२७"),
        ("G20", "G20", ""),
        ("“Chile”", "Chile", ""),
        ("Group (a, b)", "Group", "a, b"),
    ],
)
def test_what_stands_beside_a_name_becomes_a_note(item: str, name: str, note: str) -> None:
    (camp,) = find_camps(f"Countries supporting Ort: Russia, China, {item}")
    assert (camp.members[2].text, camp.members[2].note) == (name, note)


@pytest.mark.parametrize(
    "body",
    [
        ", ".join(f"Zork{number} and Mork{number}" for number in range(10_000)),
        " and ".join(f"Zork{number}" for number in range(10_000)),
        "(" * 10_000 + ", a, b, c",
        " - ".join(["a"] * 10_000),
        ": ".join(["Countries supporting Ort"] * 10_000),
        " " * 100_000,
        "-" * 100_000,
        " and" * 10_000,
        "क्" * 20_000,
    ],
    ids=[
        "pairs",
        "one chain",
        "brackets",
        "dashes",
        "headings",
        "spaces",
        "rule",
        "conjunctions",
        "no vowels",
    ],
)
def test_nothing_hangs(body: str) -> None:
    started = time.perf_counter()
    find_camps(f"Countries supporting Ort: {body}")
    assert time.perf_counter() - started < 10


def test_ten_thousand_members_are_all_members() -> None:
    (camp,) = find_camps("Countries supporting Ort: " + ", ".join(["Chile"] * 10_000))
    assert len(camp.members) == 10_000


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Countries opposing NATO: Belarus, Hungary, Korea, Congo", [("KR", "KP"), ("CG", "CD")]),
        ("मादुरो के पक्ष में देश- रूस, चीन, कोरिया और कांगो", [("KR", "KP"), ("CG", "CD")]),
    ],
)
def test_a_name_that_two_countries_share_is_doubtful(text: str, codes: list[tuple[str, str]]) -> None:
    (camp,) = find_camps(text)
    doubtful = [member for member in camp.members if not member.certain]
    assert [(member.code, member.alternatives[0][1]) for member in doubtful] == codes
