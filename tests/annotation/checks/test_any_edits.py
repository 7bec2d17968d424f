"""Whatever else is edited, a finding keeps its subject, and so stays dismissed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.checks.all_checks import CHECKS
from annotation.checks.occurrences import TAGGED_ELSEWHERE
from annotation.edits import alliances, mentions, stances
from annotation.edits.article_text import correct_text, follow_text
from annotation.edits.checks import dismiss, restore
from annotation.records import Article, Dismissal, Entity, Mention, Polarity, Stance

if TYPE_CHECKING:
    from tests.annotation.checks.conftest import Desk, MakeDesk

HERE = (
    "रूस और रूस ने मादुरो का समर्थन किया 🌊। मादुरो बोले।\n"
    "गुएडो के समर्थन वाले देश- पेरू, चिली, कनाडा\n"
    "मादुरो के विरोध वाले देश- अमेरिका, कनाडा, ब्राज़ील\n"
)
ELSEWHERE = ("पानी", "नदी", "बाँध", "गाँव")
THERE = "पानी और नदी का बाँध गाँव में, नदी का पानी और बाँध।"

FIXTURES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def with_one_of_each(desk: Desk) -> None:
    """Make something for each of the checks to find, all of it in the first part of the article."""
    first, second = desk.lists()[:2]
    desk.pending = (first,)
    desk.apply(alliances.accept(desk.records, desk.names, desk.article, desk.annotator.id, [second]))
    named = next(e for e in desk.records.all(Entity) if e.code == "CA")
    target = next(e for e in desk.records.all(Entity) if e.name == "मादुरो")
    desk.record("यूनान", Polarity.SUPPORTS, target.name)
    desk.put_into("यूरोपीय संघ", "यूनान")
    desk.record("यूरोपीय संघ", Polarity.OPPOSES, target.name)
    desk.record("रूस", Polarity.SUPPORTS, target.name)
    desk.record("रूस", Polarity.OPPOSES, target.name)
    desk.record(named.name, Polarity.SUPPORTS, target.name)
    desk.record("पेरू", Polarity.OPPOSES, "गुएडो")
    changes, camp = alliances.new_camp(
        desk.records, desk.article, desk.annotator.id, target, Polarity.NEUTRAL
    )
    desk.apply(changes)
    desk.apply(alliances.set_camp(desk.records, camp, None, camp.polarity))
    desk.tag("रूस")
    desk.tag("मादुरो", desk.entity("मादुरो"))
    desk.tag("मादुरो", desk.entity("दूसरा मादुरो", "Person"), occurrence=1)


class Elsewhere:
    """Edits the second part of the article, in ways that are drawn."""

    def __init__(self, desk: Desk, data: st.DataObject) -> None:
        self._desk = desk
        self._data = data
        self._mine: list[Mention] = []
        self.edits: tuple[Callable[[], None], ...] = (
            self._tag, self._remove, self._relink, self._record, self._forget
        )  # fmt: skip

    def _tag(self) -> None:
        word = self._data.draw(st.sampled_from(ELSEWHERE))
        who = self._desk.entity(word, "Person") if self._data.draw(st.booleans()) else None
        self._mine.append(self._desk.tag(word, who))

    def _remove(self) -> None:
        if self._mine:
            self._desk.remove(self._mine.pop())

    def _relink(self) -> None:
        if self._mine:
            who = self._desk.entity("कोई", "Person")
            self._desk.apply(mentions.link(self._desk.records, self._desk.article, self._mine.pop(), who))

    def _record(self) -> None:
        holder, target = self._data.draw(st.permutations(ELSEWHERE))[:2]
        self._desk.record(holder, self._data.draw(st.sampled_from(Polarity)), target)

    def _forget(self) -> None:
        theirs = {self._desk.entity(word).id for word in ELSEWHERE}
        recorded = [stance for stance in self._desk.records.all(Stance) if stance.holder_id in theirs]
        if recorded:
            self._desk.apply(stances.remove_stances(self._desk.records, recorded[:1]))


@given(data=st.data())
@FIXTURES
def test_a_dismissed_finding_stays_dismissed_whatever_else_is_edited(
    make_desk: MakeDesk, data: st.DataObject
) -> None:
    desk = make_desk(HERE + THERE)
    with_one_of_each(desk)
    found = desk.look()
    assert {finding.check for finding in found} == {check.id for check in CHECKS}
    for finding in found:
        desk.apply(dismiss(desk.article, desk.annotator.id, finding, "as the article has it"))
    for edit in data.draw(st.lists(st.sampled_from(Elsewhere(desk, data).edits), max_size=8)):
        edit()
    dismissed = {(dismissal.check, dismissal.subject) for dismissal in desk.records.all(Dismissal)}
    assert {(finding.check, finding.subject) for finding in found} == dismissed
    assert dismissed <= desk.subjects()


def test_a_dismissal_is_taken_back_with_all_that_was_said_of_it(desk: Desk) -> None:
    desk.tag("रूस")
    first, *others = desk.look()
    desk.apply(dismiss(desk.article, desk.annotator.id, first, "  no\n matter "))
    for other in others:
        desk.apply(dismiss(desk.article, desk.annotator.id, other, "for now"))
    assert desk.records.all(Dismissal)[0].reason == "no matter"
    changes = restore(first, desk.records.all(Dismissal))
    assert changes.title == f"looked again at: {first.message}"
    desk.apply(changes)
    assert [(d.check, d.subject) for d in desk.records.all(Dismissal)] == [
        (other.check, other.subject) for other in others
    ]


def test_a_finding_known_by_its_place_stays_dismissed_when_the_text_is_corrected(desk: Desk) -> None:
    desk.tag("रूस")
    places = [finding for finding in desk.look() if finding.check == TAGGED_ELSEWHERE]
    for finding in places:
        desk.apply(dismiss(desk.article, desk.annotator.id, finding, "another Russia"))
    text = f"फिर {desk.article.text}".replace(" 🌊", "")
    desk.apply(correct_text(follow_text(desk.article, text, desk.records)))
    desk.article = desk.records.get(Article, desk.article.id)
    moved = [finding for finding in desk.look() if finding.check == TAGGED_ELSEWHERE]
    assert [finding.subject for finding in moved] != [finding.subject for finding in places]
    assert {dismissal.subject for dismissal in desk.records.all(Dismissal)} == {f.subject for f in moved}


def test_a_dismissal_goes_with_the_words_that_it_was_about(desk: Desk) -> None:
    desk.tag("रूस")
    (finding,) = [finding for finding in desk.look() if finding.check == TAGGED_ELSEWHERE]
    desk.apply(dismiss(desk.article, desk.annotator.id, finding, "another Russia"))
    start, _ = finding.spans[0]
    text = desk.article.text[:start] + desk.article.text[start + len("रूस, चीन, ") :]
    desk.apply(correct_text(follow_text(desk.article, text, desk.records)))
    assert desk.records.all(Dismissal) == []
