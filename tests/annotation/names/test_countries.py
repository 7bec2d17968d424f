import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotation.names.any_language import file_of_names, names_in_all_languages
from annotation.names.cldr import country_names_of
from annotation.names.countries import LANGUAGES, country_code, country_name, similar_country
from annotation.names.groups import organisation, organisations
from annotation.names.places import place_keys
from annotation.names.resolver import ELSEWHERE, Resolver
from annotation.resources import resource_path
from annotation.text.folding import Degree, fold

SPELLINGS = {
    "अफगानीस्तान": "AF", "अल्बेनीया": "AL", "अलजीरिया": "DZ", "अंगोला": "AO",
    "आर्मीनीया": "AM", "आस्ट्रीया": "AT", "अज़रबैजान": "AZ",
    "बंग्लादेश": "BD", "बेल्जीयम": "BE", "भुटान": "BT", "ब्राझील": "BR",
    "बुलगारिया": "BG", "कंबोडीया": "KH", "कैमरुन": "CM", "कैनाडा": "CA",
    "कोलम्बीया": "CO", "क्रोएशीया": "HR", "क्युबा": "CU", "साईप्रस": "CY",
    "डेन्मार्क": "DK", "इक्वेडोर": "EC", "इजिप्ट": "EG", "इस्टोनिया": "EE",
    "ईथोपिया": "ET", "फीनलैंड": "FI", "फ्राँस": "FR", "जोर्जिया": "GE",
    "जर्मनि": "DE", "घाना": "GH", "युनान": "GR", "हाँगकाँग": "HK",
    "हन्गरी": "HU", "आइसलैण्ड": "IS", "इन्डोनेशिया": "ID", "इरान": "IR",
    "ईराक": "IQ", "आयरलैन्ड": "IE", "इस्राईल": "IL", "ईटली": "IT",
    "जमाइका": "JM", "जापन": "JP", "कजाखस्तान": "KZ", "केनिया": "KE",
    "कुवेत": "KW", "लेबनॉन": "LB", "लिबिया": "LY", "मलेसिया": "MY",
    "मालदिव": "MV", "मोरिशस": "MU", "मेक्सीको": "MX", "मन्गोलिया": "MN",
    "मोरोको": "MA", "म्यानमार": "MM", "नेपल": "NP", "नीदरलेंड": "NL",
    "न्युजीलैंड": "NZ", "नाईजीरिया": "NG", "नॉर्वे": "NO", "पाकीस्तान": "PK",
    "फिलीस्तीन": "PS", "फिलिपिंस": "PH", "पोलेंड": "PL", "पूर्तगाल": "PT",
    "रोमानीया": "RO", "साउदी अरब": "SA", "सर्बीया": "RS", "सिन्गापुर": "SG",
    "साउथ कोरिया": "KR", "स्पैन": "ES", "श्रीलन्का": "LK", "सुडान": "SD",
    "स्वीडेन": "SE", "स्विटज़रलैंड": "CH", "थाईलेंड": "TH", "तूर्की": "TR",
    "युक्रेन": "UA", "उरूग्वे": "UY", "वेनेज़ुऐला": "VE", "वियेतनाम": "VN",
    "ज़िंबाब्वे": "ZW", "कोसोवा": "XK",
}  # fmt: skip


@pytest.mark.parametrize(("surface", "code"), SPELLINGS.items())
def test_a_hindi_country_is_known_whatever_its_spelling(surface: str, code: str) -> None:
    assert country_code(surface, Degree.FUZZY) == code


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Trinidad and Tobago", "TT"), ("trinidad & tobago", "TT"), ("Bosnia and Herzegovina", "BA"),
        ("USA", "US"), ("U.S.", "US"), ("United Kingdom", "GB"), ("St. Lucia", "LC"),
        ("Saint Lucia", "LC"),
        ("Cote d'Ivoire", "CI"), ("Türkiye", "TR"), ("Turkey", "TR"), ("Guinea Bissau", "GW"),
        ("European Union", "EU"), ("Kosovo", "XK"),
        ("Burma", "MM"), ("North Korea", "KP"), ("Sao Tome & Principe", "ST"),
    ],
)  # fmt: skip
def test_an_english_country_is_known_by_strict_folding(surface: str, code: str) -> None:
    assert country_code(surface, Degree.STRICT) == code


@pytest.mark.parametrize(
    ("surface", "code"),
    [("Venezuella", "VE"), ("Phillipines", "PH"), ("Argenttina", "AR"), ("Kazkhstan", "KZ")],
)
def test_an_english_misspelling_is_known_by_distance(surface: str, code: str) -> None:
    assert country_code(surface, Degree.STRICT) is None
    assert country_code(surface, Degree.FUZZY) == code


@pytest.mark.parametrize(
    "word", ["वर्मा", "चिन", "तरक्की", "तरीके", "ईमान", "भारती", "देश", "मादुरो", "पेंस", "", "27", "—"]
)
def test_in_running_text_an_ordinary_word_is_no_country(word: str) -> None:
    assert country_code(word, Degree.STRICT) is None


@pytest.mark.parametrize(
    "word",
    [
        "रूसी",
        "चीनी",
        "अमेरिकी",
        "ईरानी",
        "पाकिस्तानी",
        "ब्रिटिश",
        "कनाडाई",
        "भारतीय",
        "Russian",
        "Iranian",
        "Australian",
        "British",
    ],
)
def test_a_nationality_is_never_the_country(word: str) -> None:
    assert country_code(word, Degree.FUZZY) is None


def test_the_members_of_the_real_article_are_all_known(shared_data: Path) -> None:
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))
    members = [member for found in gold["lists"] for member in found["members"]]
    assert len(members) == 27
    assert [country_code(member["text"], Degree.FUZZY) for member in members] == [
        member["code"] for member in members
    ]


def test_a_misspelt_word_is_similar_to_one_country() -> None:
    code, score = similar_country("क्यबूा")
    assert code == "CU"
    assert score >= ELSEWHERE


def test_a_country_has_a_name_in_any_language() -> None:
    assert country_name("US", "hi") == "अमेरिका"
    assert country_name("XK", "en") == "Kosovo"
    assert country_name("DE", "fr") == "Allemagne"
    assert country_name("DE", "xx-unknown") == "Germany"
    assert country_name("QQ", "hi") == "QQ"


@pytest.mark.parametrize("language", [*LANGUAGES, "de", "zh", "ta", "fa"])
def test_the_name_that_is_given_is_one_that_is_recognised(language: str) -> None:
    codes = {code for _, code in country_names_of(language)}
    assert len(codes) > 240
    names = {code: country_name(code, language) for code in codes}
    wrong = {
        (code, name, country_code(name, Degree.STRICT, language))
        for code, name in names.items()
        if country_code(name, Degree.STRICT, language) != code
    }
    assert not wrong


IN_NINE_LANGUAGES = {
    "hi": {"अमेरिका": "US", "अमरीका": "US", "यूएस": "US", "ब्रिटेन": "GB", "यूके": "GB", "यूएई": "AE",
           "डीआरसी": "CD", "बर्मा": "MM"},
    "en": {"U.S.A.": "US", "UAE": "AE", "DRC": "CD", "Zaire": "CD", "Persia": "IR", "Burma": "MM",
           "Swaziland": "SZ"},
    "ur": {"امریکہ": "US", "امریکا": "US", "برطانیہ": "GB", "بھارت": "IN", "ہندوستان": "IN",
           "سعودی عرب": "SA", "روس": "RU",
           "یورپی یونین": "EU", "شام": "SY", "ترکی": "TR", "یو اے ای": "AE", "وینزویلا": "VE",
           "برما": "MM"},
    "bn": {"আমেরিকা": "US", "যুক্তরাষ্ট্র": "US", "ব্রিটেন": "GB", "যুক্তরাজ্য": "GB", "ভারত": "IN",
           "রাশিয়া": "RU", "রাশি\u09df\u09be": "RU",
           "ইইউ": "EU", "ফিলিস্তিন": "PS", "তুরস্ক": "TR", "মিয়ানমার": "MM", "ইসরায়েল": "IL"},
    "mr": {"अमेरिका": "US", "ब्रिटन": "GB", "इंग्लंड": "GB", "रशिया": "RU", "जपान": "JP", "इराण": "IR",
           "युरोपियन युनियन": "EU",
           "ब्रह्मदेश": "MM", "तुर्कस्तान": "TR", "व्हेनेझुएला": "VE"},
    "es": {"EE. UU.": "US", "EE.UU.": "US", "EEUU": "US", "Estados Unidos": "US", "Reino Unido": "GB",
           "Gran Bretaña": "GB",
           "UE": "EU", "RDC": "CD", "Turquia": "TR", "Birmania": "MM", "EAU": "AE", "Países Bajos": "NL"},
    "fr": {"États-Unis": "US", "Etats-Unis": "US", "États Unis": "US", "É.-U.": "US",
           "Grande-Bretagne": "GB", "UE": "EU",
           "Royaume-Uni": "GB", "RDC": "CD", "Birmanie": "MM", "Vénézuela": "VE", "Côte d'Ivoire": "CI",
           "Brésil": "BR"},
    "ar": {"الولايات المتحدة": "US", "أمريكا": "US", "أميركا": "US", "بريطانيا": "GB",
           "المملكة المتحدة": "GB", "روسيا": "RU",
           "الإمارات": "AE", "الامارات": "AE", "السعودية": "SA", "سورية": "SY",
           "الاتحاد الأوروبي": "EU", "مصر": "EG"},
    "ru": {"США": "US", "Соединённые Штаты": "US", "Великобритания": "GB", "Британия": "GB", "РФ": "RU",
           "ЕС": "EU",
           "КНР": "CN", "КНДР": "KP", "ФРГ": "DE", "ОАЭ": "AE", "ЮАР": "ZA", "Белоруссия": "BY",
           "Киргизия": "KG"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "surface", "code"),
    [(language, *pair) for language, names in IN_NINE_LANGUAGES.items() for pair in names.items()],
)
def test_short_and_historic_names_and_initialisms_are_known(language: str, surface: str, code: str) -> None:
    assert country_code(surface, Degree.STRICT, language) == code
    assert country_code(surface, Degree.LOOSE) == code


@pytest.mark.parametrize(
    ("language", "surface", "code"),
    [
        ("ar", "صين", "CN"), ("ar", "وروسيا", "RU"), ("ar", "والولايات المتحدة", "US"),
        ("ar", "بريطانياا", "GB"),
        ("ar", "أوكرانيه", "UA"), ("ur", "پاكستان", "PK"), ("ur", "افغانستانن", "AF"),
        ("bn", "অস্ট্রেলিযা", "AU"),
        ("bn", "রাসিয়া", "RU"), ("bn", "ভেনেজুযেলা", "VE"), ("mr", "अफगाणीस्तान", "AF"),
        ("es", "Venezuella", "VE"),
        ("fr", "Argentinne", "AR"), ("fr", "Phillipines", "PH"), ("ru", "Казакстан", "KZ"),
        ("de", "Deutschlnd", "DE"),
    ],
)  # fmt: skip
def test_a_misspelling_is_known_in_other_languages_too(language: str, surface: str, code: str) -> None:
    assert country_code(surface, Degree.FUZZY, language) == code


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("ar", "روسي"), ("ar", "سوري"), ("ar", "وزير"), ("ar", "مادورو"), ("ur", "امریکی"),
        ("ur", "روسی"), ("ur", "برطانوی"),
        ("bn", "মার্কিন"), ("bn", "রুশীয়"), ("bn", "ভারতীয়"), ("mr", "रशियन"), ("mr", "अमेरिकन"),
        ("es", "ruso"), ("es", "venezolano"),
        ("fr", "russe"), ("fr", "américain"), ("fr", "Macron"), ("ru", "русский"), ("ru", "иранский"),
        ("ru", "китаец"),
    ],
)  # fmt: skip
def test_nationalities_and_people_are_no_countries_in_other_languages(language: str, word: str) -> None:
    assert country_code(word, Degree.FUZZY, language) is None


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Deutschland", "DE"), ("Vereinigtes Königreich", "GB"), ("Japonya", "JP"),
        ("Federazione Russa", None), ("中国", "CN"),
        ("日本", "JP"), ("미국", "US"), ("רוסיה", "RU"), ("Ρωσία", "RU"), ("ரஷ்யா", "RU"), ("Україна", "UA"),
        ("ประเทศไทย", None),
    ],
)  # fmt: skip
def test_a_name_in_any_language_of_cldr_is_known(surface: str, code: str | None) -> None:
    assert country_code(surface, Degree.STRICT) == code
    assert country_code(surface, Degree.STRICT, "hi") == code


def test_the_names_of_the_language_of_the_text_come_before_those_of_others() -> None:
    assert country_code("Dominica", Degree.STRICT, "en") == "DM"
    assert country_code("Chili", Degree.STRICT, "fr") == "CL"
    assert country_code("Maurice", Degree.LOOSE, "fr") == "MU"
    assert country_code("Dominique", Degree.LOOSE, "fr") == "DM"
    assert country_code("Holandija", Degree.STRICT, "sr_Latn") == "NL"


def test_the_file_of_names_in_any_language_is_what_babel_and_the_folding_give() -> None:
    stored = resource_path("names", "countries-in-any-language.txt").read_text(encoding="utf-8")
    assert stored == file_of_names(names_in_all_languages())


def test_names_of_two_countries_and_short_words_are_left_out_of_the_file() -> None:
    names = [
        ("Alemania", "DE"),
        ("Kongo", "CG"),
        ("Kongo", "CD"),
        ("end", "DE"),
        ("Пер", "PE"),
        ("中国", "CN"),
    ]
    assert file_of_names(names).splitlines()[1:] == ["CN\t中国", "DE\talemania"]


def test_equal_keys_of_different_countries_name_neither() -> None:
    resolver = Resolver([("पेरू", "A"), ("पेरु", "B"), ("चीन", "C")])
    assert resolver.resolve("पेरू", Degree.STRICT) == "A"
    assert resolver.resolve("पै\u200dरू", Degree.FUZZY) is None
    assert resolver.resolve("चीन", Degree.STRICT) == "C"


def test_two_similar_countries_are_told_apart_or_left_open() -> None:
    resolver = Resolver([("Slovakia", "SK"), ("Slovenia", "SI")])
    assert resolver.resolve("Slovackia", Degree.FUZZY) == "SK"
    assert resolver.resolve("Slovekia", Degree.FUZZY) in (None, "SK")
    assert resolver.resolve("Slov", Degree.FUZZY) is None
    resolver = Resolver([("Marinianda", "A"), ("Marimianda", "B")])
    assert resolver.resolve("Maridianda", Degree.FUZZY) is None
    assert resolver.resolve("Marinyanda", Degree.FUZZY) == "A"


@pytest.mark.parametrize(
    ("surface", "code"),
    [("नेटो", "Q7184"), ("संयुक्त राष्ट्र संघ", "Q1065"), ("NATO", "Q7184"), ("African Union", "Q7159")],
)
def test_an_organisation_is_known(surface: str, code: str) -> None:
    found = organisation(surface, Degree.STRICT)
    assert found is not None
    assert found.code == code


def test_organisations_have_names_in_all_languages() -> None:
    assert all(set(body.names) == set(LANGUAGES) for body in organisations())
    assert all(body.name("hi") != body.name("en") for body in organisations())


def test_cities_of_cldr_are_known_and_words_are_left_out() -> None:
    places = place_keys()
    assert {fold(name, Degree.STRICT) for name in ("हवाना", "कराकस", "Moscow", "New York", "अफ्रीका")} <= set(
        places
    )
    assert not {fold(name, Degree.STRICT) for name in ("मध्य", "डेविस", "Center", "विश्व")} & set(places)


def test_babel_is_loaded_at_the_first_look_up_and_that_is_quick() -> None:
    program = (
        "import sys, time\n"
        "from annotation.names.countries import country_code\n"
        "from annotation.text.folding import Degree\n"
        "import annotation.suggest.suggestions, annotation.edits.stances, annotation.names.lookup\n"
        "assert 'babel' not in sys.modules and 'rapidfuzz' not in sys.modules\n"
        "started = time.perf_counter()\n"
        "assert country_code('रूस', Degree.STRICT) == 'RU'\n"
        "print(time.perf_counter() - started)\n"
    )
    runs = [
        float(
            subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
        )
        for _ in range(3)
    ]
    assert min(runs) < 0.3


def test_looking_up_many_unknown_words_is_quick() -> None:
    started = time.perf_counter()
    for number in range(2_000):
        country_code(f"Nosuchland{number}", Degree.FUZZY)
    assert time.perf_counter() - started < 3
