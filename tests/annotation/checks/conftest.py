"""An article, a working set that follows edits, and short ways to annotate and to look it over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotation.changes import ChangeSet, add, change_set
from annotation.checks.all_checks import CHECKS
from annotation.checks.findings import Case, Finding
from annotation.edits import mentions, stances
from annotation.edits.articles import make_article
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import (
    Annotator,
    Article,
    Entity,
    GroupMember,
    Id,
    Label,
    Mention,
    Polarity,
    Stance,
    new_id,
)
from annotation.suggest.alliances import find_camps
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet

TEXT = (
    "रूस और चीन ने मादुरो का समर्थन किया 🌊। यूनान ने नहीं, यूरोपीय संघ ने भी नहीं।\n"
    "मादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा\n"
    "मादुरो के विरोध वाले देश- अमेरिका, कनाडा, ब्राज़ील"
)


class Desk:
    """What one annotator has made of one article."""

    def __init__(self, text: str) -> None:
        self.article: Article = make_article("बाँध", text, language="hi")
        self.annotator = Annotator(id=new_id(), name="Asha")
        names = ("Person", "Country", "Organisation", "Group", "Issue")
        self.labels = {
            name: Label(id=new_id(), name=name, colour="#336699", key=str(place), position=place)
            for place, name in enumerate(names)
        }
        self.records = WorkingSet([self.annotator, self.article, *self.labels.values()])
        self.names = NameIndex()
        self.pending: tuple[ProposedCamp, ...] = ()

    def apply(self, changes: ChangeSet) -> None:
        self.records.apply(changes)
        for change in changes.changes:
            if isinstance(change.after, Entity):
                self.names.add(change.after.name, change.after.id)

    def entity(self, name: str, label: str = "Country", code: str = "") -> Entity:
        """Find an entity by its name, or add it."""
        known = [entity for entity in self.records.all(Entity) if entity.name == name]
        if known:
            return known[0]
        made = new_entity(name, self.labels[label].id, code=code)
        self.apply(change_set("", [add(made)]))
        return made

    def span(self, words: str, occurrence: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(occurrence + 1):
            start = self.article.text.index(words, start + 1)
        return start, start + len(words)

    def tag(
        self, words: str, entity: Entity | None = None, *, label: str = "Person", occurrence: int = 0
    ) -> Mention:
        """Tag words, linked to just this entity or to none."""
        start, end = self.span(words, occurrence)
        mention = Mention(
            id=new_id(),
            article_id=self.article.id,
            annotator_id=self.annotator.id,
            start=start,
            end=end,
            label_id=self.labels[label].id,
            entity_id=entity.id if entity else None,
        )
        self.apply(change_set("", [add(mention)]))
        return mention

    def remove(self, mention: Mention) -> None:
        self.apply(mentions.remove_mentions(self.article, [mention]))

    def record(
        self, holder: str, polarity: Polarity, target: str, *evidence: str, claimed_by: str = ""
    ) -> Stance:
        changes, stance_id = stances.record_stance(
            self.records,
            self.article,
            self.annotator.id,
            self.entity(holder),
            polarity,
            self.entity(target, "Person"),
            [self.span(words) for words in evidence],
            self.entity(claimed_by, "Person") if claimed_by else None,
        )
        self.apply(changes)
        return self.records.get(Stance, stance_id)

    def put_into(self, group: str, member: str) -> None:
        made = GroupMember(
            id=new_id(), group_id=self.entity(group, "Organisation").id, entity_id=self.entity(member).id
        )
        self.apply(change_set("", [add(made)]))

    def lists(self) -> tuple[ProposedCamp, ...]:
        """Return the lists that are found below the first line, which is prose."""
        prose = self.article.text.find("\n")
        return tuple(camp for camp in find_camps(self.article.text) if camp.heading_start > prose)

    def look(self, check_id: str | None = None) -> list[Finding]:
        """Return what one check finds, or all of them."""
        case = Case(self.records, self.names, self.article, self.pending)
        return [
            finding
            for check in CHECKS
            if check_id in (None, check.id)
            for finding in check.find(case)
            if finding is not None
        ]

    def subjects(self) -> set[tuple[str, Id]]:
        found = [(finding.check, finding.subject) for finding in self.look()]
        assert len(set(found)) == len(found), "two findings with one subject"
        return set(found)


MakeDesk = Callable[[str], Desk]


@pytest.fixture
def desk() -> Desk:
    return Desk(TEXT)


@pytest.fixture
def make_desk() -> MakeDesk:
    """Put another article on the desk: `make_desk("Canada opposes the dam.")`."""
    return Desk
