from __future__ import annotations

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from annotation.checks import mentions as checks
from annotation.checks.occurrences import FEWEST_LETTERS, MOST_WORDS, TAGGED_ELSEWHERE
from annotation.records import Polarity
from annotation.text.searching import Query, find_all
from tests.annotation.checks.conftest import Desk, MakeDesk


def test_mentions_without_an_entity_are_found_at_their_places(desk: Desk) -> None:
    desk.tag("मादुरो", desk.entity("मादुरो", "Person"))
    bare = desk.tag("यूनान", label="Country")
    (finding,) = desk.look(checks.UNLINKED)
    assert finding.mention_id == bare.id
    assert finding.spans == (desk.span("यूनान"),)
    assert finding.message == "“यूनान” (Country): who or what?"


def test_one_surface_linked_to_two_entities_leads_to_the_rarer_one(make_desk: MakeDesk) -> None:
    desk = make_desk("Maduro, MADURO and Maduro; Guaidó.")
    nicolas, other = desk.entity("Nicolás Maduro", "Person"), desk.entity("Maduro Airport", "Person")
    desk.tag("Maduro", nicolas)
    desk.tag("MADURO", nicolas)
    odd = desk.tag("Maduro", other, occurrence=1)
    desk.tag("Guaidó", desk.entity("Guaidó", "Person"))
    (finding,) = desk.look(checks.TWO_ENTITIES)
    assert finding.spans == ((odd.start, odd.end),)
    assert finding.message == "“Maduro” is Nicolás Maduro (2) and Maduro Airport (1)"
    desk.remove(odd)
    assert desk.look(checks.TWO_ENTITIES) == []


def test_countries_without_a_code_are_found_where_they_are_mentioned_and_stand(desk: Desk) -> None:
    unknown = desk.entity("यूनान")
    desk.tag("यूनान", unknown, label="Country")
    desk.tag("रूस", desk.entity("रूस", code="RU"), label="Country")
    desk.tag("मादुरो", desk.entity("मादुरो", "Person"))
    stance = desk.record("यूनान", Polarity.OPPOSES, "मादुरो", "विरोध")
    desk.record("रूस", Polarity.SUPPORTS, "मादुरो", "समर्थन")
    (finding,) = desk.look(checks.COUNTRY)
    assert finding.subject == unknown.id
    assert finding.spans == (desk.span("यूनान"), desk.span("विरोध"))
    assert finding.stance_ids == (stance.id,)


def test_a_country_that_is_only_a_member_is_found_too(desk: Desk) -> None:
    desk.record("चीन", Polarity.SUPPORTS, "मादुरो")
    (finding,) = desk.look(checks.COUNTRY)
    assert finding.entity_ids == (desk.entity("चीन").id,)


def elsewhere(desk: Desk) -> list[str]:
    found = desk.look(TAGGED_ELSEWHERE)
    assert all(len(finding.spans) == 1 for finding in found)
    return [desk.article.text[slice(*finding.spans[0])] for finding in found]


def test_what_is_tagged_once_is_found_wherever_it_stands_untagged_as_a_whole_word(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk("रूस ने कहा। बेलारूस और रूसी नहीं, पर रूस और रूस।")
    desk.tag("रूस")
    assert [finding.spans for finding in desk.look(TAGGED_ELSEWHERE)] == [
        (desk.span("रूस", 3),),
        (desk.span("रूस", 4),),
    ]
    desk.tag("रूस", occurrence=3)
    desk.tag("रूस", occurrence=4)
    assert elsewhere(desk) == []


def test_any_spelling_counts_and_short_texts_do_not(make_desk: MakeDesk) -> None:
    desk = make_desk("हिन्दी है। हिंदी है।")
    desk.tag("हिन्दी")
    desk.tag("है")
    assert elsewhere(desk) == ["हिंदी"]


def test_what_lies_within_a_longer_mention_is_tagged_and_what_sticks_out_is_not(make_desk: MakeDesk) -> None:
    desk = make_desk("Maduro came. Nicolas Maduro spoke. Nicolas Maduro left.")
    desk.tag("Maduro")
    desk.tag("Nicolas Maduro")
    assert elsewhere(desk) == ["Nicolas Maduro"]
    part = desk.tag("Maduro", occurrence=2)
    assert elsewhere(desk) == ["Nicolas Maduro"]
    desk.remove(part)
    desk.tag("Nicolas Maduro left")
    assert elsewhere(desk) == []


def test_words_may_stand_apart_as_they_like_but_nothing_else_may_be_between(make_desk: MakeDesk) -> None:
    desk = make_desk("White House. White\n  House. White, House. White-House.")
    desk.tag("White House")
    assert elsewhere(desk) == ["White\n  House"]


@pytest.mark.parametrize(
    ("tagged", "found"),
    [("WHO", ["WHO"]), ("Turkey", ["TURKEY", "Turkey"]), ("turkey", ["TURKEY", "Turkey", "Turkey"])],
)
def test_capitals_tell_names_from_words(make_desk: MakeDesk, tagged: str, found: list[str]) -> None:
    desk = make_desk("WHO and who and Who. TURKEY, Turkey, turkey. WHO Turkey.")
    desk.tag(tagged)
    assert elsewhere(desk) == found


def test_punctuation_at_the_ends_of_a_mention_does_not_matter(make_desk: MakeDesk) -> None:
    desk = make_desk("“Pravda” wrote. Then Pravda wrote.")
    desk.tag("“Pravda”")
    assert elsewhere(desk) == ["Pravda"]


def test_passages_are_not_looked_for(make_desk: MakeDesk) -> None:
    words = " ".join(f"word{number}" for number in range(MOST_WORDS + 1))
    shorter = words.rpartition(" ")[0]
    desk = make_desk(f"{words}. {words}.")
    desk.tag(words)
    assert elsewhere(desk) == []
    desk.tag(shorter)
    assert elsewhere(desk) == [shorter]


WORDS = (
    "रूस",
    "बेलारूस",
    "हिन्दी",
    "हिंदी",
    "हि\u200dन्दी",
    "गिनी-बिसाऊ",
    "बिसाऊ",
    "पूर्वी",
    "तट",
    "सऊदी\n अरब",
    "🌊",
    "ко́фе",
)
GAPS = (" ", "\n", ", ", "।", "-", "  ")


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=3, max_size=12), st.data())
def test_one_pass_finds_what_a_search_for_whole_words_finds(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, min(first + 2, len(pieces) - 1)))
    surface = "".join("".join(piece) for piece in pieces[first:last]) + pieces[last][0]
    assume("🌊" not in surface and len(regex.findall(r"[\p{L}\p{M}]", surface)) >= FEWEST_LETTERS)
    desk = Desk("".join("".join(piece) for piece in pieces))
    mention = desk.tag(surface)
    found = find_all(Query(surface, whole_words=True), desk.article.text)
    expected = [span for span in found if not (mention.start <= span[0] and span[1] <= mention.end)]
    assert [finding.spans[0] for finding in desk.look(TAGGED_ELSEWHERE)] == expected
