"""What was tagged before: found in any spelling, by its share; what was left alone or rejected counts."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotation.suggest.alliances import find_camps
from annotation.suggest.gazetteer import find_names
from annotation.suggest.in_article import find_again
from annotation.suggest.memory import Memory, Tagged
from annotation.suggest.mentions import Layer, SuggestedMention, suggest_mentions
from annotation.suggest.proposals import ProposedName

RUSSIA: tuple[str, str | None] = ("Country", "RU")


def tags(text: str, *names: tuple[str, str, str | None]) -> list[Tagged]:
    """Tag every place of some names."""
    found: list[Tagged] = []
    for name, label, entity in names:
        start = text.find(name)
        while start >= 0:
            found.append((start, start + len(name), label, entity))
            start = text.find(name, start + 1)
    return sorted(found)


def learned(*texts: str, done: bool = True) -> Memory:
    memory = Memory()
    tagged = [(text, tags(text, ("रूस", *RUSSIA), ("वेनेज़ुएला", "Country", "VE"))) for text in texts]
    for text, own in tagged:
        memory.learn(text, own)
    if done:
        for text, own in tagged:
            memory.learn_untagged(text, own)
    return memory


def surfaces(text: str, memory: Memory, share: float = 0.5) -> list[str]:
    return [text[one.start : one.end] for one in memory.find(text, share)]


def test_names_are_found_again_in_other_spellings_as_whole_words() -> None:
    memory = learned("रूस ने वेनेज़ुएला को चुना।")
    text = "बेलारूस नहीं, वेनेजुएला और रूस।"
    assert surfaces(text, memory) == ["वेनेजुएला", "रूस"]
    [venezuela, russia] = memory.find(text)
    assert (venezuela.label_id, venezuela.entity_id) == ("Country", "VE")
    assert (russia.tagged, russia.seen, russia.articles) == (1, 1, 1)


def test_what_was_left_alone_in_finished_articles_counts_against_a_name() -> None:
    memory = Memory()
    one, two = "राम आया।", "राम राम जी, राम।"
    memory.learn(one, tags(one, ("राम", "Person", None)))
    memory.learn(two, [])
    assert surfaces("राम", memory) == ["राम"]  # the second article is not finished
    memory.learn_untagged(two, [])
    assert surfaces("राम", memory) == []
    assert surfaces("राम", memory, share=0.2) == ["राम"]
    [found] = memory.find("राम", share=0)
    assert (found.tagged, found.seen, found.share) == (1, 4, 0.25)


def test_a_name_within_a_longer_mention_was_not_left_alone() -> None:
    text = "ट्रम्प आए। ट्रम्प प्रशासन ने कहा।"
    memory = Memory()
    tagged = [(0, 6, "Person", None), (11, 25, "Organisation", None)]
    memory.learn(text, tagged)
    memory.learn_untagged(text, tagged)
    [found] = memory.find("ट्रम्प", share=0)
    assert found.share == 1


def test_rejections_count_and_the_commonest_label_is_proposed() -> None:
    text = "गाँधी"
    memory = Memory()
    memory.learn(text, [(0, 5, "Place", "x")])
    memory.learn(text, [(0, 5, "Person", "y")])
    memory.learn(text, [(0, 5, "Person", "z")])
    memory.learn(text, [(0, 5, "Person", "z")], rejected=[(0, 5)])
    [found] = memory.find(text)
    assert (found.label_id, found.entity_id, found.tagged, found.seen) == ("Person", "z", 3, 5)


@given(st.text(alphabet="अआकर ।ab\n", max_size=40), st.integers(0, 39), st.integers(1, 6))
def test_what_was_tagged_is_found_where_it_was_tagged_or_is_no_word(
    text: str, start: int, length: int
) -> None:
    end = min(start + length, len(text))
    if start >= end:
        return
    memory = Memory()
    memory.learn(text, [(start, end, "P", None)])
    for found in memory.find(text, share=0):
        assert 0 <= found.start < found.end <= len(text)


def test_in_the_article_a_surname_alone_is_its_only_owner_and_first_names_say_nothing() -> None:
    text = "जुआन गुएडो ने कहा। गुएडो और माइक पेंस। माइक पांपिओ आए। माइक! जुआन गुएडो फिर।"
    tagged = [
        (0, 10, "Person", "guaido"),
        (text.index("माइक पेंस"), text.index("माइक पेंस") + 9, "Person", "pence"),
        (text.index("माइक पांपिओ"), text.index("माइक पांपिओ") + 11, "Person", "pompeo"),
    ]
    found = [(text[one.start : one.end], one.entity_id) for one in find_again(text, tagged, "Person")]
    assert found == [("गुएडो", "guaido"), ("जुआन गुएडो", "guaido")]


def test_a_surname_of_two_people_is_nobodys() -> None:
    text = "व्लादिमीर पुतिन और ओलेग पुतिन। पुतिन ने कहा।"
    second = text.index("ओलेग")
    tagged = [(0, 15, "Person", "a"), (second, second + 10, "Person", "b")]
    assert list(find_again(text, tagged, "Person")) == []


def suggested(text: str, memory: Memory, **options: object) -> list[SuggestedMention]:
    names = [(ProposedName(0, 3, text[:3], "Country", "रूस", "RU", confidence=0.95), "Country")]
    return suggest_mentions(text, [], options.get("rejected", ()), memory, names, "Person")  # type: ignore[arg-type]


def test_layers_are_asked_in_the_order_of_trust_and_say_why() -> None:
    text = "रूस और चीन।"
    [one] = suggested(text, Memory())
    assert (one.layer, one.code, one.why, one.certain) == (Layer.NAMES, "RU", "a known name", True)
    [one] = suggested(text, learned("रूस गया। रूस आया।"))
    assert (one.layer, one.entity_id) == (Layer.MEMORY, "RU")
    assert one.why == "tagged 2 times of 2 in 1 article"


def test_nothing_is_suggested_where_something_is_or_was_rejected() -> None:
    text = "रूस और चीन।"
    assert suggested(text, Memory(), rejected=[(0, 3)]) == []
    assert suggest_mentions(text, [(0, 3, "Place", None)], (), learned("रूस"), (), None) == []
    assert suggest_mentions(text, [], (), learned("रूस"), (), None, listed=[(0, 3, "Place", None)]) == []


def test_the_names_of_a_found_list_are_proposed_where_they_stand_again() -> None:
    text = "मादुरो के समर्थन वाले देश- रूस, चीन। मादुरो ने कहा।"
    [one] = suggest_mentions(text, [], (), Memory(), (), "Person", listed=[(0, 6, "Person", None)])
    assert (text[one.start : one.end], one.start > 0, one.layer) == ("मादुरो", True, Layer.ARTICLE)


def test_of_the_real_article_with_nothing_annotated_nearly_all_proposals_are_right(shared_data: Path) -> None:
    text = (shared_data / "venezuela-hi.txt").read_text(encoding="utf-8")
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))
    names = {(one["start"], one["end"]) for one in gold["entities"] if one["level"] == "name"}
    lists = [name for camp in find_camps(text) for name in (camp.target, *camp.members) if name]
    known = [(name, name.label) for name in find_names(text, "hi")]
    listed: list[Tagged] = [(name.start, name.end, name.label, None) for name in lists]
    found = suggest_mentions(text, [], (), Memory(), known, "Person", listed=listed)
    proposed = {(one.start, one.end) for one in found} | {(name.start, name.end) for name in lists}
    right = len(proposed & names)
    assert right / len(proposed) >= 0.95
    assert right / len(names) >= 0.65


def test_one_example_is_trusted_less_than_ten() -> None:
    text = "रूस"
    [once] = suggest_mentions(text, [], (), learned("रूस"), (), None)
    [often] = suggest_mentions(text, [], (), learned(*["रूस"] * 10), (), None)
    assert once.confidence < often.confidence
    assert not once.certain
    assert often.certain


def test_what_is_forgotten_was_never_learned() -> None:
    text, other = "रूस आया। रूस गया।", "रूस"
    memory = learned(text)
    memory.learn(other, tags(other, ("रूस", *RUSSIA)))
    memory.learn_untagged(other, [])
    memory.learn_untagged(other, [], times=-1)
    memory.learn(other, tags(other, ("रूस", *RUSSIA)), times=-1)
    [found] = memory.find("रूस", share=0)
    assert (found.tagged, found.seen, found.articles) == (2, 2, 1)
    memory.learn(text, tags(text, ("रूस", *RUSSIA)), times=-1)
    assert list(memory.find("रूस", share=0)) == []
