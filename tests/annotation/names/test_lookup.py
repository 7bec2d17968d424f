import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.names.lookup import NameIndex

ENTRIES = [
    ("निकोलस मादुरो", "maduro"),
    ("मादुरो", "maduro"),
    ("Nicolás Maduro", "maduro"),
    ("रूस", "russia"),
    ("बेलारूस", "belarus"),
    ("माइक पेंस", "pence"),
    ("माइक पांपिओ", "pompeo"),
    ("US", "usa"),
]


@pytest.fixture
def index() -> NameIndex:
    return NameIndex(ENTRIES)


def test_a_name_is_found_as_written_before_any_other_spelling(index: NameIndex) -> None:
    index.add("us", "pronoun")
    assert index.find("US") == ("usa",)
    assert index.find("us") == ("pronoun",)
    assert set(index.find("Us")) == {"usa", "pronoun"}


@pytest.mark.parametrize(
    ("surface", "found"),
    [
        ("पांपियो", ()),
        ("माइक पांपियो", ("pompeo",)),
        ("nicolas  maduro", ("maduro",)),
        ("रूस ", ("russia",)),
        ("अज्ञात", ()),
        ("", ()),
    ],
)
def test_failing_that_by_strict_folding(index: NameIndex, surface: str, found: tuple[str, ...]) -> None:
    assert index.find(surface) == found


def test_one_name_of_two_entities_finds_both() -> None:
    index = NameIndex([("Georgia", "country"), ("Georgia", "state")])
    assert index.find("Georgia") == ("country", "state")
    index.discard("Georgia", "country")
    assert index.find("Georgia") == ("state",)
    assert index.find("GEORGIA") == ("state",)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("रू", ["russia", "belarus"]),
        ("माइ", ["pompeo", "pence"]),
        ("पेंस", ["pence"]),
        ("nic", ["maduro"]),
        ("mad", ["maduro"]),
        ("मदुरो", ["maduro"]),
        ("  ", []),
    ],
)
def test_the_picker_finds_beginnings_then_words_then_parts_then_similar_names(
    index: NameIndex, typed: str, found: list[str]
) -> None:
    result = index.search(typed, 5)
    assert sorted(result[: len(found)]) == sorted(found)
    assert result[:1] == found[:1] or typed == "माइ"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("राष्ट्रपति मादुरो", "maduro"),
        ("राष्ट्रपति मादुरो ने", "maduro"),
        ("राष्ट्रपति मदुरो", "maduro"),
        ("उपराष्ट्रपति पेंस", "pence"),
        ("पेस", "pence"),
    ],
)
def test_the_picker_finds_names_inside_what_was_typed_and_names_with_the_same_surname(
    index: NameIndex, typed: str, found: str
) -> None:
    assert index.search(typed, 5)[:1] == [found]


def test_of_names_inside_what_was_typed_the_longest_comes_first() -> None:
    index = NameIndex([("मादुरो", "short"), ("निकोलस मादुरो", "long"), ("जॉन मादुरो", "other")])
    assert index.search("राष्ट्रपति निकोलस मादुरो", 5) == ["long", "short", "other"]
    assert index.search("राष्ट्रपति निकोलस मादुरो", 1) == ["long"]


def test_the_same_surname_comes_before_names_that_are_alike_as_a_whole() -> None:
    index = NameIndex([("राष्ट्रपति पुतिन", "title"), ("राष्ट्रपति मदुरा", "alike"), ("निकोलस मादुरो", "surname")])
    assert index.search("राष्ट्रपति मादुरो", 5)[:2] == ["surname", "alike"]


def test_a_surname_alone_finds_those_who_spell_it_alike() -> None:
    assert NameIndex([("निकोलस मादुरो", "maduro"), ("रूस", "russia")]).search("मदुरो", 5) == ["maduro"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("الصين", "الصي"), ("الصين", "صي"), ("Россия", "росс"), ("Россия", "росси"), ("Россия", "России"),
        ("Китай", "кита"), ("রাশিয়া", "রাশি"), ("امریکہ", "امريك"), ("España", "espan"),
    ],
)  # fmt: skip
def test_the_picker_finds_names_of_other_scripts_while_they_are_typed(name: str, typed: str) -> None:
    assert NameIndex([("মালি", "other"), (name, "it")]).search(typed, 5)[:1] == ["it"]


def test_the_picker_gives_no_more_than_asked_for(index: NameIndex) -> None:
    assert len(index.search("म", 2)) == 2
    assert len(index.search("मा", 1)) == 1


NAMES = st.sampled_from(["रूस", "रुस", "रूस ", "US", "us", "फ़िजी", "फिजी", "...", "", "ऑस्ट्रेलिया"])


@given(st.lists(st.tuples(st.booleans(), NAMES, st.sampled_from("abc")), max_size=40))
def test_adding_and_discarding_leaves_what_was_added_and_not_discarded(
    steps: list[tuple[bool, str, str]],
) -> None:
    index, kept = NameIndex(), dict[tuple[str, str], None]()
    for adds, surface, entity_id in steps:
        if adds:
            index.add(surface, entity_id)
            kept[surface, entity_id] = None
        else:
            index.discard(surface, entity_id)
            kept.pop((surface, entity_id), None)
    fresh = NameIndex(kept)
    for name in ("रूस", "रुस", "US", "uS", "फ़िजी", "...", "", "आस्ट्रेलिया"):
        assert set(index.find(name)) == set(fresh.find(name))
    assert set(index.search("रूस", 9)) == set(fresh.search("रूस", 9))
