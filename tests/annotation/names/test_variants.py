import pytest

from annotation.names.variants import NEAR, ends_alike, nearness
from annotation.text.folding import Degree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("मदुरो", "मादुरो"),
        ("क्यबूा", "क्यूबा"),
        ("निकोलस मदुरो", "निकोलस मादुरो"),
        ("पाम्पियो", "पांपिओ"),
        ("होंडूरास", "हॉन्डूरास"),
    ],
)
def test_spellings_of_one_name_are_near(one: str, other: str) -> None:
    assert nearness(one, other, Degree.LOOSE) >= NEAR
    assert nearness(other, one, Degree.LOOSE) >= NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("माइक पेंस", "माइक पांपिओ"),
        ("व्लादिमीर पादरिनो", "व्लादिमीर पुतिन"),
        ("अब्दुलरहमान खान", "अब्दुलरहमान हसन"),
        ("सीता राम", "गीता राम"),
        ("निकोलस मादुरो", "मादुरो"),
        ("ईरान", "इराक"),
        ("चीन", "चिली"),
        ("Rushia", "Russia"),
        ("", "मादुरो"),
        ("...", "!!!"),
    ],
)
def test_different_names_are_not_near_whatever_they_share(one: str, other: str) -> None:
    assert nearness(one, other, Degree.LOOSE) < NEAR
    assert nearness(other, one, Degree.LOOSE) < NEAR


def test_a_surname_is_near_a_country_only_where_spelling_may_differ_widely() -> None:
    assert nearness("वर्मा", "बर्मा", Degree.LOOSE) == 1.0
    assert nearness("वर्मा", "बर्मा", Degree.STRICT) < NEAR


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("राष्ट्रपति मादुरो", "मादुरो", True),
        ("मादूरो", "निकोलस मादुरो", True),
        ("राष्ट्रपति निकोलस मादुरो", "निकोलस मादुरो", True),
        ("माइक", "माइक पेंस", False),
        ("माइक पेंस", "माइक पांपिओ", False),
        ("राष्ट्रपति मादुरो", "निकोलस मादुरो", False),
        ("रूस", "बेलारूस", False),
        ("मादुरो", "मादुरो", False),
        ("", "मादुरो", False),
        ("...", "...", False),
    ],
)
def test_names_end_alike_when_one_ends_with_all_words_of_the_other(one: str, other: str, alike: bool) -> None:
    assert ends_alike(one, other) is alike
    assert ends_alike(other, one) is alike
