"""A real project file with two articles, the session on it, and short ways to annotate and to show."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits import mentions
from annotation.edits.articles import make_article
from annotation.edits.entities import new_entity
from annotation.records import Alias, Annotator, Article, Entity, Label, Mention, new_id
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session

W = TypeVar("W", bound=QWidget)

TEXT = (
    "नदी के पानी पर दो पड़ोसी देशों का विवाद 🌊 फिर सामने आया। राष्ट्रपति निकोलस मादुरो ने कहा कि वेनेजुएला बाँध बनाएगा।\n"
    "मादुरो के समर्थन वाले देश- रूस, चीन, क्यूबा\n"
    "मादुरो के विरोध वाले देश- अमेरिका, कनाडा\n"
    "रूस के विदेश मंत्रालय ने मादुरो का समर्थन किया, जबकि कनाडा ने बाँध को ग़लत बताया।"
)
"""What the open article says; the emoji sets code points and UTF-16 units apart."""

MakeEntity = Callable[..., Entity]
Tag = Callable[..., Mention]
Write = Callable[[QWidget, str], None]


class ShowWidget(Protocol):
    """Shows a widget and gives it back."""

    def __call__(self, widget: W, width: int = 300, height: int = 600) -> W: ...


@pytest.fixture(autouse=True)
def _garbage(qapp: QApplication) -> Iterator[None]:
    """Collect garbage between the tests only: in the thread of a job it would delete widgets."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture
def articles() -> list[Article]:
    """The articles of the project, in the order in which they were added; the first is opened."""
    first = make_article(
        "दो देश, एक नदी: बाँध पर किसके साथ कौन",
        TEXT,
        source="जनपथ समाचार",
        published_on=date(2019, 2, 1),
        language="hi",
    )
    second = make_article(
        "A river between two neighbours",
        "Canada opposes the dam. Russia supports it.",
        source="The Evening Post",
        published_on=date(2019, 1, 15),
        language="en",
    )
    return [
        replace(first, imported_at=datetime(2024, 5, 1, 9, 0, tzinfo=UTC)),
        replace(second, imported_at=datetime(2024, 5, 2, 9, 0, tzinfo=UTC)),
    ]


@pytest.fixture
def project(tmp_path: Path, articles: list[Article]) -> Iterator[Project]:
    """A project file of the annotator Asha with the `articles` and the default labels."""
    made = Project.create(tmp_path / "river.paksha", "Asha")
    annotator = made.read(Annotator)[0]
    made.apply(change_set("imported 2 articles", map(add, articles)), annotator.id)
    yield made
    made.close()


@pytest.fixture
def session(qapp: object, project: Project, articles: list[Article]) -> Iterator[Session]:
    """The session of Asha on the project, with the first article open."""
    from gui.session import Session

    opened = Session(project, project.read(Annotator)[0].id)
    opened.open_article(articles[0].id)
    yield opened
    opened.close()


@pytest.fixture
def labels(session: Session) -> dict[str, Label]:
    """The project's labels by name."""
    return {label.name: label for label in session.labels()}


@pytest.fixture
def make_entity(session: Session, labels: dict[str, Label]) -> MakeEntity:
    """Put an entity into the project: `make_entity("रूस", "Country", code="RU", aliases=["Russia"])`."""

    def make(name: str, label: str = "Person", *, code: str = "", aliases: tuple[str, ...] = ()) -> Entity:
        entity = new_entity(name, labels[label].id, code=code)
        others = [Alias(id=new_id(), entity_id=entity.id, surface=surface) for surface in aliases]
        assert session.apply(change_set(f"added {name}", map(add, [entity, *others])))
        return entity

    return make


@pytest.fixture
def tag(session: Session, labels: dict[str, Label]) -> Tag:
    """Tag a piece of the open article as a person does: `tag("मादुरो", "Person", occurrence=1)`."""

    def tag(surface: str, label: str = "Person", *, occurrence: int = 0) -> Mention:
        article = session.article
        assert article is not None
        start = -1
        for _ in range(occurrence + 1):
            start = article.text.index(surface, start + 1)
        changes, mention = mentions.tag(
            session.records,
            session.names,
            article,
            session.annotator.id,
            labels[label],
            start,
            start + len(surface),
        )
        assert session.apply(changes)
        return mention

    return tag


@pytest.fixture
def show(qtbot: QtBot) -> ShowWidget:
    """Show a widget in a size of its own and wait until it is there: `show(ArticlesPanel(session))`."""

    def show(widget: W, width: int = 300, height: int = 600) -> W:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show


@pytest.fixture
def write(qapp: QApplication) -> Write:
    """Type into a widget, in any script: `qtbot.keyClicks` aborts at the first character beyond Latin-1."""

    def write(widget: QWidget, text: str) -> None:
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
                qapp.sendEvent(widget, event)

    return write
