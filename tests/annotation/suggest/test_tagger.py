"""The trained tagger: learns from finished articles, and says what its guesses are worth."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.suggest.memory import Tagged
from annotation.suggest.tagger import Tagger, is_available, train

if not is_available():
    pytest.skip("python-crfsuite is not to be had here", allow_module_level=True)

NAMES = ("राम", "श्याम", "मोहन", "गीता", "सीता", "रीता", "करण", "अर्जुन")
CITIES = ("दिल्ली", "पटना", "जयपुर", "लखनऊ", "भोपाल")


def article(name: str, city: str) -> tuple[str, list[Tagged]]:
    text = f"श्री {name} कल {city} में थे। वे आज घर पर हैं।"
    start, place = text.index(name), text.index(city)
    return text, [(start, start + len(name), "Person", None), (place, place + len(city), "Place", None)]


@pytest.fixture(scope="module")
def model() -> bytes:
    return train([article(name, city) for name in NAMES for city in CITIES])


def test_names_that_were_never_seen_are_found_by_what_stands_around(model: bytes) -> None:
    text, tagged = article("नेहा", "इंदौर")
    found = list(Tagger(model).guess(text))
    assert [(one.start, one.end, one.label_id) for one in found] == [one[:3] for one in tagged]
    assert all(0.5 < one.probability <= 1 for one in found)


def test_plain_text_has_no_mentions(model: bytes) -> None:
    assert list(Tagger(model).guess("वे आज घर पर हैं।")) == []
    assert list(Tagger(model).guess("")) == []


def test_mentions_of_several_words_and_side_by_side_are_kept_apart() -> None:
    text = "नरेंद्र मोदी अमित शाह बोले"
    tagged: list[Tagged] = [(0, 12, "Person", None), (13, 21, "Person", None)]
    found = list(Tagger(train([(text, tagged)] * 5)).guess(text))
    assert [(one.start, one.end) for one in found] == [(0, 12), (13, 21)]


def test_of_overlapping_mentions_the_longest_teaches() -> None:
    text = "ट्रम्प प्रशासन बोला"
    tagged: list[Tagged] = [(0, 6, "Person", None), (0, 14, "Organisation", None)]
    [found] = Tagger(train([(text, tagged)] * 5)).guess(text)
    assert (found.start, found.end, found.label_id) == (0, 14, "Organisation")


@pytest.mark.parametrize("content", [b"", b"no model", b"\0" * 100])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no model"):
        Tagger(content)


def test_a_model_that_is_cut_short_is_refused(model: bytes) -> None:
    for length in (8, 100, len(model) - 1):
        with pytest.raises(ValueError, match="no model"):
            Tagger(model[:length])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_guessed_within_its_bounds(model: bytes, text: str) -> None:
    last = 0
    for one in Tagger(model).guess(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
