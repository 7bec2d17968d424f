import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.text.folded_text import FoldedText, fold_spelling

PIECES = [
    "न", "म", "ऩ", "ञ", "्", "़", "द", "क़", "क", "ड़", "ि", "ं", "ँ", "\u200d", "\u200c", "é", "e\u0301", "ß",
    "ﬃ", "İ", "I", "\u0345", "\u0344", "\u0323", "\u0301", "ো", "ে", "া", "각", "ᄀ", "ᅡ", "Ω",
    "\u2000", " ", "\n",
    "\u0f73",
    "\u0f71", "\U0001f468", "\U000110ab", "\U000110ba",
    "\U000110a5", "\U00010400", "\U0001d15e", "شّ", "\u064e", "ؤ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=25)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("हिन्दी", "हिंदी"),
        ("चाँद", "चांद"),
        ("सड़क", "सडक"),
        ("क़ानून", "कानून"),
        ("फ़्रान्स", "फ्रांस"),
        ("पाकिस्\u200dतान", "पाकिस्तान"),
        ("अन्\u200cतर", "अंतर"),
        ("Straße", "STRASSE"),
        ("Café", "CAFE\u0301"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ],
)
def test_what_a_typist_chooses_among_is_one(one: str, other: str) -> None:
    assert fold_spelling(one) == fold_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("चीन", "चिन"), ("मां", "मा"), ("आस्ट्रेलिया", "ऑस्ट्रेलिया"), ("अब", "अव"), ("cafe", "café"), ("न्", "ं")],
)
def test_other_letters_are_others(one: str, other: str) -> None:
    assert fold_spelling(one) != fold_spelling(other)


@given(TEXTS)
def test_a_folded_text_is_the_fold_of_the_text(text: str) -> None:
    assert FoldedText(text).text == fold_spelling(text)


@given(TEXTS)
def test_composed_and_decomposed_are_folded_alike(text: str) -> None:
    assert (
        fold_spelling(text)
        == fold_spelling(unicodedata.normalize("NFC", text))
        == fold_spelling(unicodedata.normalize("NFD", text))
    )


@given(TEXTS, st.data())
def test_places_lead_back_to_the_text_as_it_stands(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    places = st.integers(0, len(folded.text))
    start, end = sorted((data.draw(places), data.draw(places)))
    span = folded.original_span(start, end)
    if span is None:
        return
    first, after = span
    assert 0 <= first <= after <= len(text)
    assert folded.from_original(first) == start
    assert folded.from_original(after) == end


def test_an_unchanged_text_keeps_its_places() -> None:
    folded = FoldedText("रूस ने कहा")
    assert folded.original_span(2, 7) == (2, 7)
    assert FoldedText("सड़क").original_span(0, 2) == (0, 3)
    assert FoldedText("ß").original_span(0, 1) is None
