import copy
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from annotation.resources import RESOURCES, ResourceError, load_toml
from annotation.suggest import cues as cues_module
from annotation.suggest.alliances import find_camps
from annotation.suggest.cues import cues_from, language_of, languages, load_cues
from annotation.suggest.known import lexicon_of

GERMAN = """
scripts = ["Latin"]
function_words = ["der", "die", "das", "und"]
separators = ","
conjunctions = ["und"]
articles = ["der", "die", "das"]
attached = []
whole = []
suffixes = []
endings = []
titles = []
genitives = []
fillers = []
closings = ["usw"]
others = ["weitere"]
issues = []
pronouns = []
contrasts = ["während"]
stops = []
barred_before = []
barred_after = []
agents = []
abbreviations = []
names = {}

[[head]]
label = "Country"
nouns = ["länder"]

[[cue]]
polarity = "supports"
target = "before"
members = "heading"
phrases = ["unterstützen"]
"""


@pytest.fixture
def data() -> dict[str, Any]:
    return copy.deepcopy(load_toml("cues", "hi.toml"))


@pytest.mark.parametrize("language", languages())
def test_the_cues_of_each_language_can_be_read(language: str) -> None:
    cues = load_cues(language)
    assert {cue.polarity.value for cue in cues.phrases.cues} == {
        "supports",
        "opposes",
        "neutral",
        "unclear",
    }
    assert set(cues.heads.values()) == {"Country", "Organisation", "Person"}


def test_the_longest_phrase_counts() -> None:
    found = load_cues("en").find(["countries", "not", "supporting", "maduro"])
    assert found is not None
    assert (found.first, found.after, found.cue.polarity.value) == (1, 3, "unclear")
    assert load_cues("en").find(["countries", "visited"]) is None


@pytest.mark.parametrize(
    "key",
    [
        "scripts",
        "function_words",
        "separators",
        "conjunctions",
        "attached",
        "whole",
        "articles",
        "suffixes",
        "endings",
        "genitives",
        "fillers",
        "closings",
        "others",
        "issues",
        "pronouns",
        "contrasts",
        "stops",
        "barred_before",
        "barred_after",
        "agents",
        "abbreviations",
        "titles",
        "names",
        "head",
        "cue",
    ],
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
        ("cue", "phrases", ["का विरोध किया"], "का विरोध किया"),
        ("cue", "phrases", ["…"], "cue 1: the phrase “…” of “phrases”"),
        ("cue", "members", "above", "cue 1: “members”"),
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


def test_a_script_that_does_not_exist_is_named(data: dict[str, Any]) -> None:
    data["scripts"] = ["Elvish"]
    with pytest.raises(ResourceError, match=r"my/hi\.toml.*scripts.*Elvish"):
        cues_from(data, "hi", "my/hi.toml")


def test_there_are_nine_languages() -> None:
    assert set(languages()) >= {"hi", "en", "ur", "bn", "mr", "es", "fr", "ar", "ru"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("मादुरो के पक्ष में (SEBIN)", "hi"),
        ("या देशांनी ठरावाच्या विरोधात मतदान केले आहे", "mr"),
        ("Countries for भारत: A", "en"),
        ("Los países que se oponen a la resolución", "es"),
        ("Les pays qui s’opposent à la résolution", "fr"),
        ("الدول التي صوتت ضد القرار", "ar"),
        ("قرارداد کے خلاف ووٹ دینے والے ممالک", "ur"),
        ("প্রস্তাবের বিপক্ষে ভোট দিয়েছে", "bn"),
        ("Страны, голосовавшие против", "ru"),
        ("12:30", "en"),
        ("", "en"),
        ("日本と中国", "en"),
    ],
)
def test_the_language_is_told_by_the_script_and_by_frequent_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_without_frequent_words_the_language_is_that_of_the_text_around() -> None:
    assert language_of("Cuba", "es") == "es"
    assert language_of("रूस", "es") == "hi"


def test_another_language_is_a_file_and_no_code(
    data: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for file in (RESOURCES / "cues").glob("*.toml"):
        shutil.copy(file, tmp_path)
    (tmp_path / "de.toml").write_text(GERMAN, encoding="utf-8")
    monkeypatch.setattr("annotation.suggest.cues.resource_path", lambda *_: tmp_path)
    monkeypatch.setattr(
        "annotation.suggest.cues.load_toml",
        lambda _, name: tomllib.loads((tmp_path / name).read_text(encoding="utf-8")),
    )
    caches = (languages, load_cues, lexicon_of, cues_module._scripts)
    for cache in caches:
        cache.cache_clear()
    try:
        (camp,) = find_camps("Die Länder, die Maduro unterstützen: Russland, China und Kuba")
        assert [member.code for member in camp.members] == ["RU", "CN", "CU"]
        assert camp.target is not None
        assert camp.target.text == "Maduro"
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()
