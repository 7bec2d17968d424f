import time
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotation.text.words import (
    compound_at,
    cuts_word,
    next_sentence_end,
    next_sentence_start,
    previous_sentence_start,
    sentence_at,
    sentence_ends,
    snap_to_words,
    trim,
    word_at,
    words,
)

PIECES = st.sampled_from(
    [
        "क",
        "क्ष",
        "ष",
        "्",
        "ि",
        "ं",
        "\u200d",
        "\u200c",
        "र",
        "a",
        "Z",
        "9",
        "'",
        "’",
        "-",
        "e\u0301",
        "\U0001f1ee",
        "\U0001f468",
        "\ufe0f",
        " ",
        "\n",
        "।",
        ",",
        "(",
        "ت",
        "日",
        "ก",
        "ำ",
        "ひ",
        "각",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=30)


def boundaries(text: str) -> set[int]:
    return {0, *(match.end() for match in regex.finditer(r"\X", text))}


@given(TEXTS, st.integers(-2, 70), st.integers(-2, 70))
def test_a_snapped_selection_cuts_no_cluster_and_snapping_again_changes_nothing(
    text: str, start: int, end: int
) -> None:
    first, last = snap_to_words(text, start, end)
    assert 0 <= first <= last <= len(text)
    if first < last:
        assert {first, last} <= boundaries(text)
        assert snap_to_words(text, first, last) == (first, last)


@given(st.lists(PIECES.filter(lambda piece: piece not in ("ำ", "्")), max_size=30).map("".join))
def test_a_word_found_anywhere_in_it_is_the_same_word(text: str) -> None:
    for start, end in words(text):
        assert {word_at(text, inside) for inside in range(start, end)} == {(start, end)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("गया है।अमेरिका के", ["गया", "है", "अमेरिका", "के"]),
        ("गिनी-बिसाऊ, (SEBIN)", ["गिनी", "बिसाऊ", "SEBIN"]),
        ("don't 'quote' l’État", ["don't", "quote", "l’État"]),
        ("क्\u200dष शक्\u200cति x", ["क्\u200dष", "शक्\u200cति", "x"]),
        ("10 हजार", ["10", "हजार"]),
        ("الولايات المتحدة، روسيا", ["الولايات", "المتحدة", "روسيا"]),
        ("বাংলাদেশ ও தமிழ்", ["বাংলাদেশ", "ও", "தமிழ்"]),
        ("日本 ไทย", ["日", "本", "ไ", "ท", "ย"]),
    ],
)
def test_words_are_letters_with_their_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected
    for start, end in words(text):
        assert word_at(text, start) == (start, end)
        assert snap_to_words(text, start, start + 1) == (start, end)


def test_a_selection_is_widened_to_words_and_freed_of_spaces_and_commas() -> None:
    text = "है।अमेरिका, रूस के"
    start = text.index("मेरि")
    first, last = snap_to_words(text, start, text.index("रूस") + 1)
    assert text[first:last] == "अमेरिका, रूस"
    first, last = snap_to_words(text, start, text.index("रूस"))
    assert text[first:last] == "अमेरिका"
    assert snap_to_words(text, 11, 12) == (11, 11)
    assert snap_to_words("a, b", 1, 2) == (1, 2)
    assert snap_to_words(text, start, start) == (3, 10)


@pytest.mark.parametrize(
    ("text", "part", "sentence"),
    [
        ("पहला वाक्य है। दूसरा वाक्य है।अमेरिका ने कहा।", "अमेरिका", "अमेरिका ने कहा।"),
        ("पहला वाक्य है। दूसरा वाक्य है।अमेरिका ने कहा।", "दूसरा", "दूसरा वाक्य है।"),
        ("He met J. Smith of the U.S. Senate. Then he left.", "Smith", "He met J. Smith of the U.S. Senate."),
        ("It grew 3.5 per cent! “Really?” he asked.", "grew", "It grew 3.5 per cent!"),
        ("کیا یہ سچ ہے؟ جی ہاں۔", "سچ", "کیا یہ سچ ہے؟"),
        ("Heading\nA line", "line", "A line"),
        ("डॉ. सिंह ने सी. लेवी से कहा… फिर गए", "लेवी", "डॉ. सिंह ने सी. लेवी से कहा…"),
    ],
)
def test_a_sentence_ends_at_its_mark_or_its_line(text: str, part: str, sentence: str) -> None:
    ends = [0, *sentence_ends(text, 0, len(text)), len(text)]
    sentences = [text[start:end].strip() for start, end in pairwise(ends)]
    assert [found for found in sentences if part in found] == [sentence]


def test_the_length_of_the_text_does_not_matter() -> None:
    text = "राष्ट्रपति ने कहा है " * 50_000
    started = time.perf_counter()
    for position in range(0, len(text), len(text) // 100):
        snap_to_words(text, position, position + 10)
    word_at("a" * 1_000_000, 500_000)
    assert time.perf_counter() - started < 0.5


def test_the_edges_of_a_span_lose_white_space_and_punctuation() -> None:
    text = "है। पूर्वी कराकस, और"
    start, end = trim(text, text.index("।"), text.index(" और"))
    assert text[start:end] == "पूर्वी कराकस"
    assert trim("।, ", 0, 3) == (3, 3)


@given(TEXTS)
def test_a_word_is_cut_within_it_and_nowhere_else(text: str) -> None:
    inside = {place for start, end in words(text) for place in range(start + 1, end)}
    for place in boundaries(text):
        assert cuts_word(text, place) == (place in inside)


@pytest.mark.parametrize(
    ("text", "word", "compound"),
    [
        ("वह गिनी-बिसाऊ गया", "बिसाऊ", "गिनी-बिसाऊ"),
        ("Bashar al\u2011Assad spoke", "al", "al\u2011Assad"),
        ("भारत-चीन-रूस", "चीन", "भारत-चीन-रूस"),
        ("एक - दो", "दो", "दो"),
        ("अंत-", "अंत", "अंत"),
        ("-आरंभ", "आरंभ", "आरंभ"),
    ],
)
def test_a_compound_is_what_hyphens_join(text: str, word: str, compound: str) -> None:
    start = text.index(word)
    assert text[slice(*word_at(text, start))] == word
    assert text[slice(*compound_at(text, start))] == compound


@given(TEXTS, st.integers(0, 40))
def test_a_compound_begins_and_ends_with_the_words_at_its_edges(text: str, position: int) -> None:
    start, end = compound_at(text, min(position, len(text)))
    word = word_at(text, min(position, len(text)))
    assert start <= word[0] <= word[1] <= end
    assert {start, end} <= boundaries(text)


SENTENCES = "पहला वाक्य। दूसरा वाक्य है।तीसरा?\nA fourth one. The fifth"


def test_sentences_are_walked_forward_and_back() -> None:
    starts = [SENTENCES.index(word) for word in ("पहला", "दूसरा", "तीसरा", "A fourth", "The fifth")]
    walked, position = [0], 0
    while (position := next_sentence_start(SENTENCES, position)) < len(SENTENCES):
        walked.append(position)
    assert walked == starts
    back: list[int] = []
    position = len(SENTENCES)
    while position:
        position = previous_sentence_start(SENTENCES, position)
        back.append(position)
    assert back == starts[::-1]
    end = next_sentence_end(SENTENCES, starts[1])
    assert SENTENCES[starts[1] : end] == "दूसरा वाक्य है।"


@given(TEXTS, st.integers(0, 40))
def test_by_sentence_one_always_gets_on_and_never_past_the_ends(text: str, position: int) -> None:
    position = min(position, len(text))
    forward, end = next_sentence_start(text, position), next_sentence_end(text, position)
    back = previous_sentence_start(text, position)
    assert position < forward <= len(text) or position == forward == len(text)
    assert position < end <= len(text) or position == end == len(text)
    assert 0 <= back < position or back == position == 0


@pytest.mark.parametrize(
    ("position", "sentence"),
    [
        (0, "पहला वाक्य है।"),
        (14, "पहला वाक्य है।"),
        (15, "Dr. No came."),
        (19, "Dr. No came."),
        (27, "Dr. No came."),
        (28, "ख़त्म"),
        (33, "ख़त्म"),
        (34, ""),
        (37, "Last"),
        (41, "Last"),
    ],
)
def test_the_sentence_at_a_place_has_its_stop_and_stays_on_its_line(position: int, sentence: str) -> None:
    text = "पहला वाक्य है। Dr. No came. ख़त्म\n\n  Last"
    start, end = sentence_at(text, position)
    assert text[start:end] == sentence


def test_the_sentence_at_a_place_is_found_however_long_it_is() -> None:
    text = "One. " + "Word " * 2000 + "end. Two."
    start, end = sentence_at(text, 9000)
    assert start == 5
    assert text[end - 4 : end] == "end."
