"""The article view as people have it: in the real window, on a real project file."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QModelIndex, QPoint, QSettings
from PySide6.QtWidgets import QAbstractSlider, QApplication

from annotation.changes import ChangeSet, add, change_set
from annotation.edits import mentions as edits
from annotation.edits.articles import make_article
from annotation.edits.entities import new_entity
from annotation.records import Annotator, Article, Label, Mention, Progress, Status, new_id
from gui.main_window import MainWindow
from gui.models.mentions import CountRole, OpenRole
from gui.session import Session
from gui.settings import Settings
from storage.project import Project
from tests.benchmarks.article.plain_edits import EDITS, OPEN, measure_moving
from tests.benchmarks.article.texts import Size, make_spans, make_text
from tests.benchmarks.article.timing import Figures, figure, milliseconds, several

ANNOTATOR = "Benchmark"
ENTITIES = 50
LINKED = 10
"""One mention in this many is linked to an entity; the others are in the list's group of those not linked."""

PER_PLACE = 20
"""Edits after which one goes to another place of the text."""

PATIENCE = 120_000
"""Milliseconds to wait for the search for lists, which begins as an article opens."""


def make_project(path: Path, size: Size) -> None:
    """Write a project with the article that is measured and one that is nearly empty."""
    text = make_text(size)
    with Project.create(path, ANNOTATOR) as project:
        annotator = project.read(Annotator)[0]
        labels = project.read(Label)
        entities = [new_entity(f"Entity {number}", labels[0].id) for number in range(ENTITIES)]
        articles = [make_article("Measured", text, language="hi"), make_article("Nearly empty", "है।")]
        begun = Progress(
            id=new_id(),
            article_id=articles[0].id,
            annotator_id=annotator.id,
            status=Status.IN_PROGRESS,
        )
        made = [
            Mention(
                id=new_id(),
                article_id=articles[0].id,
                annotator_id=annotator.id,
                start=start,
                end=end,
                label_id=labels[number % len(labels)].id,
                entity_id=entities[number % ENTITIES].id if number % LINKED == 0 else None,
            )
            for number, (start, end) in enumerate(make_spans(size))
        ]
        records = [*entities, *articles, begun, *made]
        project.apply(change_set("made", map(add, records)), annotator.id)


@contextmanager
def opened(path: Path) -> Iterator[Program]:
    """Open the window on a project, with no article yet, and settings of its own in the same folder."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(path.parent))
    project = Project.open(path)
    session = Session(project, project.read(Annotator)[0].id)
    window = MainWindow(session, Settings())
    session.setParent(window)
    window.resize(1280, 800)
    window.show()
    QApplication.processEvents()
    gc.collect()
    gc.freeze()
    program = Program(session, window)
    try:
        yield program
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()
        gc.unfreeze()
        gc.collect()


@dataclass
class Program:
    """The open window, and what is done in it."""

    session: Session
    window: MainWindow
    _chance: random.Random = field(default_factory=lambda: random.Random(9))

    def open(self, title: str = "Measured") -> None:
        """Open an article and paint its text."""
        row = next(row for row in self.session.article_rows() if row.title == title)
        self.session.open_article(row.id)
        self.window.article.view.viewport().repaint()

    def wait_for_lists(self) -> None:
        """Wait until the lists of the article that was just opened are found: the search shares the CPU."""
        found: list[bool] = []

        def note() -> None:
            found.append(True)

        self.session.proposals_changed.connect(note)
        deadline = QDeadlineTimer(PATIENCE)
        while not found and not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        self.session.proposals_changed.disconnect(note)
        QApplication.processEvents()

    def measure_opening(self, times: int = 3) -> Figures:
        """Measure opening to the first paint of the text, and until the lists beside it are painted, too."""
        first: list[float] = []
        whole: list[float] = []
        for _ in range(times):
            self.session.open_article(None)
            QApplication.processEvents()
            painted = milliseconds(self.open, settle=False)
            first.append(painted)
            whole.append(painted + milliseconds(QApplication.processEvents, settle=False))
        self.wait_for_lists()
        return {OPEN: figure(first), "open until all panels are painted": figure(whole)}

    def measure_moving(self) -> Figures:
        """Measure scrolling, jumping, and other sizes of window and letters."""
        view = self.window.article.view
        larger = self.window._actions["view.larger"]
        figures = measure_moving(view, self.window, larger.trigger)
        self.window._actions["view.usual"].trigger()
        self.window.resize(1280, 800)
        QApplication.processEvents()
        return figures

    def measure_edits(self, times: int) -> Figures:
        """Measure edits at random places in sight, each written to disk and painted in all panels."""
        taken: dict[str, list[float]] = {name: [] for name in EDITS}
        steps = (self.add, self.relabel, self.resize, self.remove)
        for number in range(times):
            if number % PER_PLACE == 0:
                self.go_anywhere()
            for name, make in zip(EDITS, steps, strict=True):
                changes = make()
                taken[name].append(milliseconds(lambda changes=changes: self.session.apply(changes)))
        return {name: figure(one_by_one) for name, one_by_one in taken.items()}

    def measure_walking(self) -> Figures:
        """Measure the keys that go from mention to mention and move the end of one."""
        mentions = self.window.article.mentions
        self.go_anywhere()
        figures = {"walk to the next mention, first time": several(1, mentions.next)}
        figures["walk to the next mention"] = several(50, mentions.next)
        figures["move the end of the current mention"] = several(
            50, lambda: mentions.move_end(later=True, by_character=True), mentions.next
        )
        self.window.article.view.set_current(None)
        QApplication.processEvents()
        return figures

    def measure_list(self) -> Figures:
        """Measure the list of mentions: its largest group open, scrolled, filtered, and edited meanwhile."""
        panel = self.window.entities
        bar, page = panel.table.verticalScrollBar(), QAbstractSlider.SliderAction
        panel.mentions.set_article(self.session.article)
        QApplication.processEvents()

        def largest() -> QModelIndex:
            groups = (panel.mentions.index(row) for row in range(panel.mentions.rowCount()))
            return max((group for group in groups if group.data(CountRole)), key=lambda g: g.data(CountRole))

        group = largest()
        figures = {
            "list: open the largest group": several(
                1, lambda: panel.mentions.set_open(group, opened=not group.data(OpenRole))
            )
        }
        bar.setValue(0)
        figures["list: scroll a page"] = several(30, lambda: bar.triggerAction(page.SliderPageStepAdd))
        figures["list: jump to its end"] = several(
            3, lambda: bar.setValue(bar.maximum()), lambda: bar.setValue(0)
        )
        changes: list[ChangeSet] = []
        figures["list: add a mention, group open"] = several(
            20, lambda: self.session.apply(changes.pop()), lambda: changes.append(self.add())
        )
        words = iter(("सरकार", "अमेरिका विदेश", "Entity 7", "minister", "xyz"))
        figures["list: filter"] = several(5, lambda: panel._on_mention_filter_changed(next(words)))
        figures["list: no filter again"] = several(1, lambda: panel._on_mention_filter_changed(""))
        return figures

    def go_anywhere(self) -> None:
        """Scroll to a random place and paint it."""
        bar = self.window.article.view.verticalScrollBar()
        bar.setValue(self._chance.randint(0, bar.maximum()))
        QApplication.processEvents()

    def add(self) -> ChangeSet:
        """Return the change set that tags a span in sight."""
        start, end = self._in_sight()
        place = self._chance.randrange(start, max(start + 1, end - 20))
        article = self._article()
        label = self._chance.choice(self.session.labels())
        stop = min(place + self._chance.randint(3, 15), len(article.text))
        changes, _ = edits.tag(
            self.session.records,
            self.session.names,
            article,
            self.session.annotator.id,
            label,
            place,
            stop,
        )
        return changes

    def relabel(self) -> ChangeSet:
        """Return the change set that gives a mention in sight another label."""
        mention = self._any_mention()
        others = [label for label in self.session.labels() if label.id != mention.label_id]
        return edits.relabel(self._article(), mention, self._chance.choice(others))

    def resize(self) -> ChangeSet:
        """Return the change set that makes a mention in sight a little longer."""
        mention = self._any_mention()
        start = max(0, mention.start - 3)
        return edits.resize(self._article(), mention, start, max(mention.end - 2, start + 1))

    def remove(self) -> ChangeSet:
        """Return the change set that removes a mention in sight."""
        return edits.remove_mentions(self._article(), [self._any_mention()])

    def _article(self) -> Article:
        assert self.session.article is not None
        return self.session.article

    def _in_sight(self) -> tuple[int, int]:
        view = self.window.article.view
        corner = view.viewport().rect().bottomRight()
        return view.position_at(QPoint(0, 0)), view.position_at(corner)

    def _any_mention(self) -> Mention:
        found = self.window.article.view.span_ids_meeting(*self._in_sight())
        mention = self.session.records.find(Mention, self._chance.choice(found))
        assert mention is not None
        return mention
