import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.resources import RESOURCES
from annotation.suggest.alliances import find_camps
from annotation.suggest.gazetteer import find_names
from annotation.suggest.suggestions import suggest

SAMPLES = sorted(path.stem for path in (RESOURCES / "samples").glob("*.txt"))
LABELS = {"PERSON": "Person", "COUNTRY": "Country", "PLACE": "Place", "ORG": "Organisation"}


def found(text: str) -> list[tuple[str, str, str]]:
    return [(name.text, name.label, name.code) for name in find_names(text, "hi")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("दिया गया है।अमेरिका के विदेश मंत्री", [("अमेरिका", "Country", "US")]),
        ("बेलारूस और रूस", [("बेलारूस", "Country", "BY"), ("रूस", "Country", "RU")]),
        ("मादुरो क्यबूा भागने वाले थे", [("क्यबूा", "Country", "CU")]),
        ("वर्मा ने तरक्की के तरीके, ईमान और चिन पर बात की", []),
        ("रूसी, चीनी और अमेरिकी नेता भारती", []),
        ("एक माली जर्सी पहने था", []),
        ("दक्षिण अमेरिका में हवाना", [("दक्षिण अमेरिका", "Place", ""), ("हवाना", "Place", "")]),
        (
            "नेटो और संयुक्त राष्ट्र सुरक्षा परिषद",
            [("नेटो", "Organisation", "Q7184"), ("संयुक्त राष्ट्र सुरक्षा परिषद", "Organisation", "Q37470")],
        ),
        ("The US told us who leads the WHO.", [("US", "Country", "US"), ("WHO", "Organisation", "Q7817")]),
        (
            "We ate turkey in Turkey with Chad and Kenya's envoy.",
            [("Turkey", "Country", "TR"), ("Kenya", "Country", "KE")],
        ),
        (
            "Trinidad and Tobago, Bosnia & Herzegovina, Guinea-Bissau",
            [
                ("Trinidad and Tobago", "Country", "TT"),
                ("Bosnia & Herzegovina", "Country", "BA"),
                ("Guinea-Bissau", "Country", "GW"),
            ],
        ),
        ("दक्षिण\nकोरिया", []),
    ],
)
def test_known_names_are_found_as_whole_words(text: str, names: list[tuple[str, str, str]]) -> None:
    assert found(text) == names


def test_an_entity_is_named_in_the_language_of_the_article() -> None:
    assert [name.name for name in find_names("अमरीका", "hi")] == ["अमेरिका"]
    assert [name.name for name in find_names("अमरीका", "en")] == ["United States"]


def test_on_the_real_article_names_are_right(shared_data: Path) -> None:
    text = (shared_data / "venezuela-hi.txt").read_text(encoding="utf-8")
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))
    expected = {
        (e["start"], e["end"]): (LABELS.get(e["type"]), e["ref"])
        for e in gold["entities"]
        if e["level"] == "name"
    }
    mentions = suggest(text).mentions
    right = [name for name in mentions if expected.get((name.start, name.end), ("", ""))[0] == name.label]
    assert len(mentions) >= 41
    assert len(right) >= 0.95 * len(mentions)
    for name in mentions:
        if name.label == "Country":
            assert expected[name.start, name.end][1] == f"country:{name.code}"


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    sentence: list[tuple[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            token, _, tag = line.rstrip("\n").partition("\t")
            if token:
                sentence.append((token, tag))
            elif sentence:
                yield sentence
                sentence = []


def test_ordinary_hindi_sentences_hold_no_list_and_few_wrong_names(shared_data: Path) -> None:
    outcomes: Counter[bool] = Counter()
    for sentence in islice(sentences(shared_data / "il-ner-hindi-train.conll"), 2_000):
        text = " ".join(token for token, _ in sentence)
        assert find_camps(text) == ()
        tags: list[str] = []
        for token, tag in sentence:
            tags += [tag] * (len(token) + 1)
        for name in find_names(text, "hi"):
            outcomes["NE" in tags[name.start]] += 1
    assert outcomes.total() > 100
    assert (
        outcomes[True] >= 0.85 * outcomes.total()
    )  # most of the others are names that the data leaves untagged


@given(
    st.lists(
        st.sampled_from(
            [*"कमा्िं ,:-।\n()\u200d", "रूस", "देश", "के पक्ष में", "Russia", "and", "supporting", "27", "\U0001f600"]
        ),
        max_size=40,
    )
)
def test_spans_are_whole_ordered_and_inside_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    suggestions = suggest(text)
    for camp in suggestions.camps:
        assert 0 <= camp.heading_start < camp.heading_end <= len(text)
        assert len(camp.members) >= 1
        assert set(camp.members) <= set(suggestions.mentions)
    starts = [name.start for name in suggestions.mentions]
    assert starts == sorted(starts)
    for name in suggestions.mentions:
        assert name.text == text[name.start : name.end] != ""


def test_members_and_targets_are_mentions_and_nothing_is_proposed_twice() -> None:
    text = "मादुरो के पक्ष में देश- रूस, चीन, यूरोपियन यूनियन 27\nरूस ने कहा"
    suggestions = suggest(text)
    assert [name.text for name in suggestions.mentions] == ["मादुरो", "रूस", "चीन", "यूरोपियन यूनियन", "रूस"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_sample_article_has_two_lists_of_known_members(sample: str) -> None:
    text = (RESOURCES / "samples" / f"{sample}.txt").read_text(encoding="utf-8")
    camps = suggest(text).camps
    assert len(camps) == 2
    assert all(camp.target is not None and camp.target.label == "Person" for camp in camps)
    assert all(member.code for camp in camps for member in camp.members)


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_the_demonstration_names_stands_in_its_article(sample: str) -> None:
    text = (RESOURCES / "samples" / f"{sample}.txt").read_text(encoding="utf-8")
    demonstration = tomllib.loads((RESOURCES / "samples" / f"{sample}.toml").read_text(encoding="utf-8"))
    labels = {
        label["name"]
        for label in tomllib.loads((RESOURCES / "labels/default.toml").read_text(encoding="utf-8"))["label"]
    }
    assert text.startswith(demonstration["title"])
    entities = set[str]()
    for mention in demonstration.get("mention", []):
        assert text.count(mention["text"]) >= mention["occurrence"]
        assert mention["label"] in labels
        entities.add(mention["entity"])
    for stance in demonstration.get("stance", []):
        assert stance["evidence"] in text
        assert {stance["holder"], stance["target"]} <= entities
    camps = suggest(text).camps
    for correction in demonstration.get("move", []):
        assert correction["member"] in [member.text for member in camps[correction["from"] - 1].members]
        assert 1 <= correction["to"] <= len(camps)
    for correction in demonstration.get("remove", []):
        assert correction["member"] in [member.text for member in camps[correction["list"] - 1].members]
    for correction in demonstration.get("add", []):
        assert correction["evidence"] in text
        assert correction["label"] in labels


def test_there_is_a_hindi_and_an_english_sample() -> None:
    languages = {
        tomllib.loads((RESOURCES / f"samples/{sample}.toml").read_text(encoding="utf-8"))["language"]
        for sample in SAMPLES
    }
    assert languages == {"hi", "en"}
