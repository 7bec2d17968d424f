import copy
import re
from typing import Any

import pytest

from annotation.resources import ResourceError, load_toml
from annotation.suggest.cues import LANGUAGES, cues_from, language_of, load_cues


@pytest.fixture
def data() -> dict[str, Any]:
    return copy.deepcopy(load_toml("cues", "hi.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cues_of_each_language_can_be_read(language: str) -> None:
    cues = load_cues(language)
    assert {cue.polarity.value for cue in cues.phrases.values()} == {
        "supports",
        "opposes",
        "neutral",
        "unclear",
    }
    assert set(cues.heads.values()) == {"Country", "Organisation", "Person"}


def test_the_longest_phrase_counts() -> None:
    found = load_cues("en").find(["countries", "not", "supporting", "maduro"])
    assert found is not None
    assert (found[0], found[1], found[2].polarity.value) == (1, 3, "unclear")
    assert load_cues("en").find(["countries", "visited"]) is None


@pytest.mark.parametrize(
    "key",
    ["separators", "conjunctions", "titles", "genitives", "fillers", "closings", "issues", "head", "cue"],
)
def test_a_missing_key_is_named_with_its_file(data: dict[str, Any], key: str) -> None:
    del data[key]
    with pytest.raises(ResourceError, match=rf"my/hi\.toml.*{key}"):
        cues_from(data, "hi", "my/hi.toml")


@pytest.mark.parametrize(
    ("section", "key", "value", "told"),
    [
        ("cue", "polarity", "likes", "cue 1: “polarity”"),
        ("cue", "target", "beside", "cue 1: “target”"),
        ("cue", "phrases", "के पक्ष में", "cue 1: “phrases”"),
        ("cue", "phrases", [""], "cue 1: “phrases”"),
        ("cue", "phrases", ["के विरोध में"], "के विरोध में"),
        ("head", "label", "Planet", "head 1: “label”"),
        ("head", "nouns", [3], "head 1: “nouns”"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    data: dict[str, Any], section: str, key: str, value: object, told: str
) -> None:
    data[section][0][key] = value
    with pytest.raises(ResourceError, match=re.escape(told)):
        cues_from(data, "hi", "my/hi.toml")


def test_the_language_is_told_by_the_script() -> None:
    assert language_of("मादुरो के पक्ष में (SEBIN)") == "hi"
    assert language_of("Countries for भारत: A") == "en"
    assert language_of("12:30") == "en"
