"""Long random work on a real project: it ends where a plain model of it does, and takes no more memory."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication

from annotation.edits import mentions as edits
from annotation.edits.articles import make_article
from annotation.records import Article, Entity, Id, Label, Mention, Progress, Status
from annotation.text.searching import Query
from annotation.text.words import trim
from gui.finding import Finding
from gui.models.mentions import CountRole, EntityRole, MentionRole, OpenRole
from gui.panels.article import ArticlePanel
from gui.panels.entities import EntitiesPanel
from gui.settings import Settings
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session

MakeEntity = Callable[..., Entity]

KNOWN = ("मादुरो", "रूस", "अमेरिका", "क्यूबा", "Canada", "دمشق")
"""Names that are linked as soon as they are tagged; nothing else in the articles is known."""

MOST = 60
"""Mentions in one article above which some are removed, so that memory can be compared."""


class Row(NamedTuple):
    """What the model knows of a mention."""

    start: int
    end: int
    label_id: Id
    entity_id: Id | None
    note: str = ""


Layer: TypeAlias = dict[Id, Row]


@dataclass
class Step:
    """What one action did in one article; a row is None where there is no mention."""

    article_id: Id
    mention_id: Id
    before: Row | None
    after: Row | None
    begins: bool


@dataclass
class Model:
    """All that is expected of the project, in plain dictionaries."""

    layers: dict[Id, Layer]
    begun: set[Id] = field(default_factory=set)
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def do(self, article_id: Id, mention_id: Id, after: Row | None) -> None:
        before = self.layers[article_id].get(mention_id)
        if before == after:
            return
        step = Step(article_id, mention_id, before, after, article_id not in self.begun)
        self._put(step, after)
        if step.begins:
            self.begun.add(article_id)
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> Step:
        step = self.done.pop()
        self._put(step, step.before)
        if step.begins:
            self.begun.remove(step.article_id)
        self.undone.append(step)
        return step

    def redo(self) -> Step:
        step = self.undone.pop()
        self._put(step, step.after)
        if step.begins:
            self.begun.add(step.article_id)
        self.done.append(step)
        return step

    def _put(self, step: Step, row: Row | None) -> None:
        if row is None:
            del self.layers[step.article_id][step.mention_id]
        else:
            self.layers[step.article_id][step.mention_id] = row


def in_text_order(layer: Layer) -> list[Id]:
    """The mentions in the order of the text, of two that begin together the outer first."""
    return sorted(layer, key=lambda mention_id: (layer[mention_id].start, -layer[mention_id].end, mention_id))


class Worker:
    """Does at random what an annotator does, and tells the model."""

    def __init__(
        self,
        session: Session,
        panel: ArticlePanel,
        entities: EntitiesPanel,
        finding: Finding,
        known: dict[str, Entity],
        seed: int,
    ) -> None:
        self.session, self.panel, self.entities, self.finding = session, panel, entities, finding
        self.known = {name: entity.id for name, entity in known.items()}
        self.random = Random(seed)
        self.labels = session.labels()
        self.articles = session.project.read(Article)
        self.model = Model({article.id: {} for article in self.articles})
        self.words = {article.id: self._words_of(article.text) for article in self.articles}

    @staticmethod
    def _words_of(text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        start = 0
        for word in text.split():
            start = text.index(word, start)
            low, high = trim(text, start, start + len(word))
            if any(map(str.isalpha, text[low:high])):  # a name with an emoji is still the name
                found.append((low, high))
            start += len(word)
        return found

    @property
    def article(self) -> Article:
        article = self.session.article
        assert article is not None
        return article

    @property
    def layer(self) -> Layer:
        return self.model.layers[self.article.id]

    def work(self, operations: int) -> None:
        often = {
            self.tag_word: 8,
            self.tag_stretch: 5,
            self.relabel: 4,
            self.resize: 5,
            self.link: 4,
            self.unlink: 2,
            self.note: 3,
            self.remove: 4,
            self.undo: 6,
            self.redo: 5,
            self.walk: 6,
            self.find: 2,
            self.zoom: 1,
            self.switch: 2,
            self.open_group: 2,
            self.look: 3,
        }
        for number in range(operations):
            (do,) = self.random.choices(list(often), list(often.values()))
            while len(self.layer) >= MOST:
                self.remove()
            do()
            if number % 25 == 0:
                self.check_article()

    def tag_word(self) -> None:
        """Tag a known name, which is then linked by itself."""
        text = self.article.text
        here = [(start, end) for start, end in self.words[self.article.id] if text[start:end] in self.known]
        start, end = self.random.choice(here)
        label = self.random.choice(self.labels)
        self.panel.view.select(start, end)
        self.panel.mentions.tag(label)
        self._expect_tagged(start, end, label, self.known[text[start:end]])
        current = self.panel.view.current
        assert current is not None
        assert self.layer[current][:3] == (start, end, label.id)

    def tag_stretch(self) -> None:
        """Tag several words, which nobody knows."""
        start, end = self._stretch(2)
        label = self.random.choice(self.labels)
        changes, _ = edits.tag(
            self.session.records,
            self.session.names,
            self.article,
            self.session.annotator.id,
            label,
            start,
            end,
        )
        self.session.apply(changes)
        self._expect_tagged(start, end, label, None)

    def _expect_tagged(self, start: int, end: int, label: Label, entity_id: Id | None) -> None:
        """Expect one mention more, unless there is the same already."""
        layer = self.layer
        new = [row[2] for row in self.session.records.mentions.in_order() if row[2] not in layer]
        same = [row for row in layer.values() if row[:3] == (start, end, label.id)]
        assert len(new) == (0 if same else 1)
        for mention_id in new:
            self.model.do(self.article.id, mention_id, Row(start, end, label.id, entity_id))

    def relabel(self) -> None:
        if mention_id := self._pick():
            label = self.random.choice(self.labels)
            self.panel.mentions.tag(label)
            self._expect(mention_id, label_id=label.id)

    def resize(self) -> None:
        if mention_id := self._pick():
            start, end = self._stretch(1)
            self.panel.view.select(start, end)
            self.panel.mentions.resize_to_selection()
            self._expect(mention_id, start=start, end=end)

    def link(self) -> None:
        if mention_id := self._pick():
            entity = self.session.records.get(Entity, self.random.choice(list(self.known.values())))
            mention = self.session.records.get(Mention, mention_id)
            self.session.apply(
                edits.link(self.session.records, self.article, mention, entity, remember=False)
            )
            self._expect(mention_id, entity_id=entity.id)

    def unlink(self) -> None:
        if mention_id := self._pick():
            self.panel.mentions.unlink()
            self._expect(mention_id, entity_id=None)

    def note(self) -> None:
        if mention_id := self._pick():
            text = self.random.choice(("", "?", "देखना है", "🌊 twice"))
            mention = self.session.records.get(Mention, mention_id)
            self.session.apply(edits.note(self.article, mention, text))
            self._expect(mention_id, note=text)

    def remove(self) -> None:
        if mention_id := self._pick():
            self.panel.mentions.remove()
            self.model.do(self.article.id, mention_id, None)

    def undo(self) -> None:
        if self.model.done:
            assert self.session.undo()
            assert self.article.id == self.model.undo().article_id

    def redo(self) -> None:
        assert self.session.redo() is bool(self.model.undone)
        if self.model.undone:
            assert self.article.id == self.model.redo().article_id

    def walk(self) -> None:
        order = in_text_order(self.layer)
        view, backward = self.panel.view, self.random.random() < 0.5
        current, caret = view.current, view.caret()
        (self.panel.mentions.previous if backward else self.panel.mentions.next)()
        if not order:
            assert view.current is None
            return
        step = -1 if backward else 1
        if current is not None:
            expected = order[(order.index(current) + step) % len(order)]
        else:
            before = sum(self.layer[mention_id].start < caret for mention_id in order)
            expected = order[(before - 1 if backward else before) % len(order)]
        assert view.current == expected
        assert view.caret() == self.layer[expected].start

    def find(self) -> None:
        text = self.article.text
        start, end = self.random.choice(self.words[self.article.id])
        self.panel.find_bar.set_query(Query(text[start:end]))
        self.finding.next()  # shows the bar, or else walks the hits of the last search
        self.finding.close()
        self.finding.next()
        assert (start, end) in self.panel.view.hits
        assert self.panel.view.selection() in self.panel.view.hits
        if self.random.random() < 0.7:
            self.finding.close()
            assert not self.panel.view.hits

    def zoom(self) -> None:
        self.panel.view.zoom(self.random.choice((-3, -1, 1, 3)))

    def switch(self) -> None:
        self.session.open_article(self.random.choice(self.articles).id)

    def open_group(self) -> None:
        model = self.entities.mentions
        if model.rowCount():
            row = model.index(self.random.randrange(model.rowCount()))
            if row.data(OpenRole) is not None:
                model.set_open(row, opened=not row.data(OpenRole))

    def look(self) -> None:
        """Have everything painted, at some place of the article."""
        bar = self.panel.view.verticalScrollBar()
        bar.setValue(self.random.randint(0, bar.maximum()))
        self.panel.grab()
        self.entities.grab()

    def check_article(self) -> None:
        """The records at hand, the view and the list of the open article show what is expected."""
        layer, session = self.layer, self.session
        assert {mention.id: row_of(mention) for mention in session.records.all(Mention)} == layer
        assert session.status() is (Status.IN_PROGRESS if self.article.id in self.model.begun else Status.NEW)
        places, _ = self.panel.view.places()
        order = in_text_order(layer)
        assert [(place[0], -place[1], place[2]) for place in places] == [
            (layer[mention_id].start, layer[mention_id].end, mention_id) for mention_id in order
        ]
        for mention_id in order:
            span = self.panel.view.span(mention_id)
            assert span is not None
            label = session.records.get(Label, layer[mention_id].label_id)
            assert span.colour == label.colour
            assert span.name.startswith(label.name)
            assert span.name.endswith("✎") is bool(layer[mention_id].note)
        self.check_list(order)

    def check_list(self, order: list[Id]) -> None:
        """Each group of the list has its mentions in the order of the text, those not linked last."""
        expected: dict[Id | None, list[Id]] = {}
        for mention_id in order:
            expected.setdefault(self.layer[mention_id].entity_id, []).append(mention_id)
        model = self.entities.mentions
        shown: dict[Id | None, list[Id]] = {}
        group: Id | None = None
        closed: set[Id | None] = set()
        for row in range(model.rowCount()):
            index = model.index(row)
            mention: Mention | None = index.data(MentionRole)
            if mention is not None:
                shown[group].append(mention.id)
                continue
            entity: Entity | None = index.data(EntityRole)
            group = entity.id if entity else None
            shown[group] = []
            assert index.data(CountRole) == len(expected[group])
            if not index.data(OpenRole):
                closed.add(group)
        assert shown == {one: [] if one in closed else mentions for one, mentions in expected.items()}
        assert None not in shown or list(shown)[-1] is None

    def check_everything(self) -> None:
        """Each article, opened again, and the file itself hold what is expected."""
        for article in self.articles:
            self.session.open_article(article.id)
            self.entities.mentions.open_all()
            self.check_article()
            layer = self.session.project.layer(article.id, self.session.annotator.id)
            stored = {record.id: row_of(record) for record in layer if isinstance(record, Mention)}
            assert stored == self.model.layers[article.id]
            assert any(isinstance(record, Progress) for record in layer) is (article.id in self.model.begun)

    def _pick(self) -> Id | None:
        """Make any mention the current one."""
        if not self.layer:
            return None
        mention_id = self.random.choice(list(self.layer))
        self.panel.view.set_current(mention_id)
        assert self.panel.view.current == mention_id
        return mention_id

    def _stretch(self, shortest: int) -> tuple[int, int]:
        """The start and the end of some words that stand together."""
        words = self.words[self.article.id]
        first = self.random.randrange(len(words) - shortest)
        last = min(len(words) - 1, first + self.random.randint(shortest, 6) - 1)
        return words[first][0], words[last][1]

    def _expect(self, mention_id: Id, **others: object) -> None:
        after = self.layer[mention_id]._replace(**others)  # pyright: ignore[reportArgumentType] fields of Row
        self.model.do(self.article.id, mention_id, after)


def row_of(mention: Mention) -> Row:
    return Row(mention.start, mention.end, mention.label_id, mention.entity_id, mention.note)


@pytest.fixture
def articles() -> list[Article]:
    """Three articles of several paragraphs, in scripts of both directions."""
    hindi = (
        "नदी पर दो देशों का विवाद 🌊 फिर सामने आया। मादुरो ने कहा कि बाँध बनेगा।\n"
        "मादुरो के समर्थन में रूस, क्यूबा 🇨🇺 हैं, विरोध में अमेरिका है, क\u094dष का क्षेत्र\u200dफल भी।\n"
    )
    english = "Canada opposes the dam 👩\u200d🌾 and Cafe\u0301 owners agree with Canada on that. "
    urdu = "شہر دمشق میں لوگ the Damascus road پر جمع ہیں 🙂 دمشق کی خبر ہے۔\n"
    return [
        make_article("नदी", hindi * 12, language="hi"),
        make_article("A river", english * 25, language="en"),
        make_article("شہر", urdu * 8 + english, language="ur"),
    ]


@pytest.fixture
def worker(session: Session, make_entity: MakeEntity, show: Callable[..., object]) -> Worker:
    """Somebody who works in the article's panel with the list of mentions beside it, as in the window."""
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    known = {name: make_entity(name, "Country") for name in KNOWN}
    panel, entities = ArticlePanel(session), EntitiesPanel(session)
    panel.mention_shown.connect(entities.show_mention)
    entities.mention_chosen.connect(panel.show_mention)
    finding = Finding(session, Settings(), panel.view, panel.find_bar, panel)
    show(entities, 300, 500)
    show(panel, 640, 500)
    return Worker(session, panel, entities, finding, known, seed=1)


def let_go() -> None:
    """Delete what Qt deletes later, and collect garbage."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


def objects_of(worker: Worker) -> int:
    let_go()
    return sum(len(root.findChildren(QObject)) for root in (worker.panel, worker.entities, worker.session))


def resident_megabytes() -> float:
    let_go()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


@pytest.mark.parametrize("seed", [1, 2])
def test_random_work_ends_where_a_plain_model_of_it_does(worker: Worker, seed: int) -> None:
    worker.random.seed(seed)
    worker.work(60)
    before = objects_of(worker)
    worker.work(240)
    assert objects_of(worker) <= before + 10
    worker.check_everything()


@pytest.mark.stress
@pytest.mark.parametrize("seed", range(3, 6))
def test_random_work_at_length_ends_where_a_plain_model_does_and_takes_no_more_memory(
    worker: Worker, seed: int, project: Project
) -> None:
    worker.random.seed(seed)
    worker.work(2000)
    objects = objects_of(worker)
    memory = resident_megabytes() if sys.platform == "linux" else 0.0
    worker.work(6000)
    assert objects_of(worker) <= objects + 10
    if sys.platform == "linux":
        assert resident_megabytes() - memory < 40
    worker.check_everything()
    while worker.model.done:
        worker.undo()
    worker.check_everything()
    assert not any(worker.model.layers.values())
