"""An article, the labels, and a working set that follows the edits as the window's session does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotation.changes import ChangeSet, add, change_set
from annotation.edits import mentions
from annotation.edits.alliances import accept
from annotation.edits.articles import make_article
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Stance,
    new_id,
)
from annotation.suggest.alliances import find_camps
from annotation.working_set import WorkingSet

TEXT = (
    "दो पड़ोसी देशों का विवाद 🌊 फिर सामने आया। निकोलस मादुरो ने कहा कि रूस उनके साथ है।\n"
    "निकोलस मादुरो के समर्थन वाले देश- रूस, चीन, क्युबा, ईरान\n"
    "निकोलस मादुरो के विरोध वाले देश- अमेरिका, कैनाडा, ब्राज़ील\n"
    "रूस के विदेश मंत्रालय ने मादुरो का समर्थन किया, जबकि कनाडा ने बाँध को ग़लत बताया।"
)

Apply = Callable[[ChangeSet], ChangeSet]
Tag = Callable[..., Mention]
Span = Callable[..., tuple[int, int]]


@pytest.fixture
def article() -> Article:
    return make_article("दो देश, एक नदी", TEXT, language="hi")


@pytest.fixture
def annotator_id() -> Id:
    return new_id()


@pytest.fixture
def labels() -> dict[str, Label]:
    names = ("Person", "Country", "Organisation", "Group")
    made = [
        Label(id=new_id(), name=name, colour="#336699", key=str(position + 1), position=position)
        for position, name in enumerate(names)
    ]
    return {label.name: label for label in made}


@pytest.fixture
def records(article: Article, annotator_id: Id, labels: dict[str, Label]) -> WorkingSet:
    return WorkingSet([Annotator(id=annotator_id, name="Asha"), *labels.values(), article])


@pytest.fixture
def names() -> NameIndex:
    return NameIndex()


@pytest.fixture
def apply(records: WorkingSet, names: NameIndex) -> Apply:
    """Follow a change set, once it is sure that the project would take it."""

    def apply(changes: ChangeSet) -> ChangeSet:
        for change in changes.changes:
            assert records.find(change.kind, change.record_id) == change.before
        records.apply(changes)
        for change in changes.changes:
            if isinstance(change.after, Entity):
                names.add(change.after.name, change.after.id)
            elif isinstance(change.after, Alias):
                names.add(change.after.surface, change.after.entity_id)
        return changes

    return apply


@pytest.fixture
def span(article: Article) -> Span:
    """Find a text in the article: `span("रूस", occurrence=1)`."""

    def span(text: str, occurrence: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(occurrence + 1):
            start = article.text.index(text, start + 1)
        return start, start + len(text)

    return span


@pytest.fixture
def tag(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    labels: dict[str, Label],
    apply: Apply,
    span: Span,
) -> Tag:
    """Tag a text of the article: `tag("रूस", "Country", occurrence=1)`."""

    def tag(text: str, label: str = "Person", occurrence: int = 0) -> Mention:
        changes, mention = mentions.tag(
            records, names, article, annotator_id, labels[label], *span(text, occurrence)
        )
        apply(changes)
        return mention

    return tag


@pytest.fixture
def entity(labels: dict[str, Label], apply: Apply) -> Callable[..., Entity]:
    """Put an entity into the project: `entity("रूस", "Country", code="RU", aliases=["Russia"])`."""

    def entity(name: str, label: str = "Person", code: str = "", aliases: tuple[str, ...] = ()) -> Entity:
        made = new_entity(name, labels[label].id, code=code)
        others = [Alias(id=new_id(), entity_id=made.id, surface=surface) for surface in aliases]
        apply(change_set(f"added {name}", map(add, [made, *others])))
        return made

    return entity


@pytest.fixture
def camps(
    records: WorkingSet, names: NameIndex, article: Article, annotator_id: Id, apply: Apply
) -> tuple[Camp, Camp]:
    """Both lists of the article, accepted: who supports Maduro, and who opposes him."""
    apply(accept(records, names, article, annotator_id, find_camps(article.text)))
    supporters, opponents = records.all(Camp)
    return supporters, opponents


@pytest.fixture
def member(records: WorkingSet, article: Article, camps: tuple[Camp, Camp]) -> Callable[[str], Stance]:
    """Find the member of a list by its name as written there."""

    def member(written: str) -> Stance:
        for stance in records.all(Stance):
            for piece in records.where(Evidence, "stance_id", stance.id):
                if stance.stated_camp_id and article.text[piece.start : piece.end] == written:
                    return stance
        raise KeyError(written)

    return member
