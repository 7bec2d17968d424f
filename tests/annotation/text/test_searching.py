import re
import time
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotation.errors import PersonError
from annotation.text import searching
from annotation.text.folded_text import fold_spelling
from annotation.text.searching import Query, find_all

PIECES = st.sampled_from(
    [
        "क", "क़", "क\u093c", "न", "न्", "ं", "ँ", "द", "ि", "ी", "म्", "्", "\u200d", "\u200c", "a", "A",
        "é", "e\u0301",
        "ß", "SS", "\u0323", " ", "  ", "\n", "।", "'", "-", "ت", "日", "각", "\U0001f468",
        "\U0001f469", "\U0001f1ee",
        "\U0001f1f3", "\ufe0f", "\U0001f3fd", "ำ", "\r",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=30)
QUERIES = st.lists(PIECES, min_size=1, max_size=4).map("".join)


def found(query: Query | str, text: str) -> list[str]:
    query = Query(query) if isinstance(query, str) else query
    return [text[start:end] for start, end in find_all(query, text)]


def boundaries(text: str) -> set[int]:
    return {0, *(match.end() for match in regex.finditer(r"\X", text))}


def gaps_as_one(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@st.composite
def text_and_query(draw: st.DrawFn) -> tuple[str, str]:
    """A text and something that is often in it."""
    text = draw(TEXTS)
    if not text or draw(st.booleans()):
        return text, draw(QUERIES)
    start = draw(st.integers(0, len(text) - 1))
    return text, text[start : draw(st.integers(start + 1, min(len(text), start + 6)))]


@given(text_and_query())
def test_exact_search_is_naive_search_between_cluster_boundaries(both: tuple[str, str]) -> None:
    text, phrase = both
    if re.search(r"\s", phrase):
        return
    allowed, expected, place = boundaries(text), [], 0
    while (place := text.find(phrase, place)) >= 0:
        if {place, place + len(phrase)} <= allowed:
            expected.append((place, place + len(phrase)))
            place += len(phrase)
        else:
            place += 1
    assert find_all(Query(phrase, any_spelling=False), text) == expected


@given(text_and_query(), st.booleans(), st.booleans())
def test_every_hit_is_the_query_and_cuts_no_cluster(
    both: tuple[str, str], any_spelling: bool, whole: bool
) -> None:
    text, phrase = both
    after = 0
    for start, end in find_all(Query(phrase, any_spelling, whole), text):
        assert after <= start < end
        assert {start, end} <= boundaries(text)
        hit, wanted = gaps_as_one(text[start:end]), gaps_as_one(phrase)
        assert hit == wanted or (any_spelling and fold_spelling(hit) == fold_spelling(wanted))
        after = end


@given(TEXTS, QUERIES)
def test_in_any_spelling_it_does_not_matter_how_text_and_query_are_composed(text: str, phrase: str) -> None:
    hits = [unicodedata.normalize("NFD", hit) for hit in found(phrase, text)]
    for form in ("NFC", "NFD"):
        normalised = unicodedata.normalize(form, text)
        for query in (phrase, unicodedata.normalize(form, phrase)):
            assert [unicodedata.normalize("NFD", hit) for hit in found(query, normalised)] == hits


@given(text_and_query(), st.data())
def test_a_part_of_the_text_is_searched_as_if_the_rest_held_nothing(
    both: tuple[str, str], data: st.DataObject
) -> None:
    text, phrase = both
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    for any_spelling in (True, False):
        query = Query(phrase, any_spelling)
        hits = find_all(query, text, start, end)
        assert all(start <= first < after <= end for first, after in hits)
        first_in_all = [hit for hit in find_all(query, text) if start <= hit[0] and hit[1] <= end][:1]
        assert not first_in_all or hits


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("हिंदी", "हिन्दी, हिंदी, हिन्\u200dदी, हिन", ["हिन्दी", "हिंदी", "हिन्\u200dदी"]),
        ("सडक", "सड़क और सड\u093cक", ["सड़क", "सड\u093cक"]),
        ("क", "क कि का क्ष क़", ["क", "क़"]),
        ("usa", "The USA, Usain", ["USA", "Usa"]),
        ("s", "Straße s", ["S", "s"]),
        ("\U0001f469", "\U0001f469 \U0001f469\u200d\U0001f680", ["\U0001f469"]),
        ("व्लादिमीर पुतिन", "व्लादिमीर\nपुतिन, व्लादिमीर   पुतिन", ["व्लादिमीर\nपुतिन", "व्लादिमीर   पुतिन"]),
        ("", "abc", []),
        ("\u093c", "क़", []),
        ("aa", "aaaaa", ["aa", "aa"]),
    ],
)
def test_any_spelling(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_an_exact_search_wants_every_sign() -> None:
    text = "सड़क सडक USA usa"
    assert found(Query("सडक", any_spelling=False), text) == ["सडक"]
    assert found(Query("usa", any_spelling=False), text) == ["usa"]


def test_whole_words_end_at_dandas_and_hyphens_but_not_at_vowel_signs() -> None:
    text = "रूस, बेलारूस रूसी है।रूस गिनी-रूस रूस's"
    spans = find_all(Query("रूस", whole_words=True), text)
    assert [text[max(0, start - 1) : end + 1] for start, end in spans] == ["रूस,", "।रूस ", "-रूस "]
    assert found(Query("माल", whole_words=True), "माल माली मालदीव") == ["माल"]


def test_a_regular_expression_knows_whole_devanagari_words_and_line_ends() -> None:
    text = "रूस ने\nचीन ने कहा"
    assert found(Query(r"\w+", regular_expression=True), text) == ["रूस", "ने", "चीन", "ने", "कहा"]
    assert found(Query(r"^\w+", regular_expression=True), text) == ["रूस", "चीन"]
    assert found(Query("x*", regular_expression=True), text) == []
    assert found(Query("क.", regular_expression=True), "कि कक") == ["कि", "कक"]
    assert found(Query("ab?", regular_expression=True), "AB ab") == ["AB", "ab"]
    assert found(Query("ab?", any_spelling=False, regular_expression=True), "AB ab") == ["ab"]
    assert found(Query("", regular_expression=True), text) == []


@pytest.mark.parametrize("pattern", ["(", "[z-a]", "*", "\\", "(?P<", "a{99999999999}", "(" * 5000])
def test_what_is_no_regular_expression_is_refused_in_a_sentence(pattern: str) -> None:
    with pytest.raises(PersonError, match="cannot be read") as refused:
        find_all(Query(pattern, regular_expression=True), "abc")
    assert str(refused.value).endswith(".")


def test_a_regular_expression_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PATIENCE", 0.05)
    with pytest.raises(PersonError, match="too long"):
        find_all(Query("(.*)(.*)(.*)(.*)[xy]", regular_expression=True), "क" * 5000)


def test_a_cancelled_search_stops() -> None:
    assert len(find_all(Query("a"), "a " * 10_000, cancelled=lambda: True)) < 1000


def test_long_runs_of_white_space_and_long_texts_are_quick() -> None:
    text = "राष्ट्रपति ने सड़क पर कहा है। " * 34_000
    started = time.perf_counter()
    find_all(Query("  b"), " " * 200_000)
    assert len(find_all(Query("सडक"), text)) == 34_000
    assert time.perf_counter() - started < 2
