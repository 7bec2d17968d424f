"""Sentences that voice a stance, and what the mentions around tell of it."""

from __future__ import annotations

import time

import pytest

from annotation.suggest.stance_cues import propose
from annotation.suggest.stance_words import LANGUAGES, load_words
from annotation.suggest.voices import find_voices
from tests.gold.stance_sentences import Gold, Told, load, marked, proposed_in, score, told


def read(written: str, language: str) -> list[Told]:
    text, rows = marked(written)
    return told(proposed_in(Gold(language, text, rows, ())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_each_language_can_be_read(language: str) -> None:
    assert load_words(language).language == language


@pytest.mark.parametrize(
    ("language", "written", "stance"),
    [
        ("hi", "[रूस] ने [मादुरो] का समर्थन किया।", ("रूस", "supports", "मादुरो", "")),
        ("hi", "[गुएडो] को [रूस] का समर्थन मिला।", ("रूस", "supports", "गुएडो", "")),
        ("hi", "[मादुरो] ने कहा कि [पादरिनो] उनका समर्थन करते हैं।", ("पादरिनो", "supports", "मादुरो", "मादुरो")),
        ("en", "[Russia] backs [Maduro].", ("Russia", "supports", "Maduro", "")),
        ("en", "[Maduro] is backed by [Russia].", ("Russia", "supports", "Maduro", "")),
        ("en", "[Trump] says that [Peru] opposes [Maduro].", ("Peru", "opposes", "Maduro", "Trump")),
        ("en", "[Peru] opposes [Maduro], [Trump] said.", ("Peru", "opposes", "Maduro", "Trump")),
        ("fr", "[La Russie] soutient [Maduro].", ("La Russie", "supports", "Maduro", "")),
        ("es", "[Rusia] apoya a [Maduro].", ("Rusia", "supports", "Maduro", "")),
        ("ru", "[Россия] поддерживает [Мадуро].", ("Россия", "supports", "Мадуро", "")),
        ("ar", "[روسيا] تدعم [مادورو].", ("روسيا", "supports", "مادورو", "")),
        ("ur", "[روس] نے [مادورو] کی حمایت کی۔", ("روس", "supports", "مادورو", "")),
        ("bn", "[রাশিয়া] [মাদুরো] কে সমর্থন করেছে।", ("রাশিয়া", "supports", "মাদুরো", "")),
        ("mr", "[रशिया] ने [मादुरो] यांना पाठिंबा दिला.", ("रशिया", "supports", "मादुरो", "")),
    ],
)
def test_holder_polarity_target_and_claimant_are_told_from_the_mentions(
    language: str, written: str, stance: Told
) -> None:
    assert read(written, language) == [stance]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("hi", "[गुएडो] के साथ गतिरोध जारी है।"),
        ("hi", "[सेना] के साथ झड़पें हुईं।"),
        ("hi", "[रूस] ने [मादुरो] का समर्थन नहीं किया।"),
        ("hi", "क्या [रूस] [मादुरो] का समर्थन करेगा?"),
        ("en", "[Russia] did not support [Maduro]."),
        ("en", "[Russia] neither supports nor opposes [Maduro]."),
        ("en", "[Maduro] came back to [Caracas]."),
        ("en", "Everybody supports the dam."),
    ],
)
def test_what_takes_a_cue_back_or_only_looks_like_one_proposes_nothing(language: str, written: str) -> None:
    assert read(written, language) == []


def test_several_holders_are_told_together_and_go_on_with_a_second_verb() -> None:
    assert read("[Russia] and [China] back [Maduro] and oppose [Guaido].", "en") == [
        ("Russia", "supports", "Maduro", ""),
        ("China", "supports", "Maduro", ""),
        ("Russia", "opposes", "Guaido", ""),
        ("China", "opposes", "Guaido", ""),
    ]


def test_a_mention_without_an_entity_does_not_tell_everything() -> None:
    text, rows = marked("[Russia] backs [Maduro].")
    whole = propose(text, find_voices(text, "en"), rows, "en")[0]
    assert whole.told
    assert text[whole.cue_start : whole.cue_end] == "backs"
    unlinked = [rows[0], (*rows[1][:4], None, *rows[1][5:])]
    half = propose(text, find_voices(text, "en"), unlinked, "en")[0]
    assert not half.told
    assert half.target is not None


def test_the_gold_sentences_are_read_as_well_as_they_were() -> None:
    total = score(load())
    assert len(load()) == 60
    assert total.both >= 33
    assert total.offered == total.both
    assert total.polarities == total.both
    assert total.right >= 38


@pytest.mark.parametrize("end", ["।", " "])
def test_the_time_grows_with_the_length_of_the_text_even_without_sentences(end: str) -> None:
    piece = f"रूस ने मादुरो का समर्थन किया और कनाडा ने बाँध का विरोध किया{end}नदी का पानी बढ़ा{end}"

    def seconds(times: int) -> float:
        text = piece * times
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            find_voices(text, "hi")
            best = min(best, time.perf_counter() - start)
        return best

    seconds(10)
    assert seconds(1600) < 40 * seconds(100)
