"""The tagger is trained when enough articles are finished, kept in the project, and used at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from annotation.changes import Change, add, change_set
from annotation.edits.articles import make_article
from annotation.records import Mention, Progress, Record, Status, new_id
from annotation.suggest.tagger import is_available
from annotation.suggest.training import FEWEST_ARTICLES
from gui.article.view import ArticleView
from gui.mention_suggestions import MentionSuggestions
from tests.annotation.suggest.test_tagger import CITIES, NAMES, article

if TYPE_CHECKING:
    from gui.session import Session

pytestmark = pytest.mark.skipif(not is_available(), reason="python-crfsuite is not to be had here")


@pytest.fixture
def suggestions(session: Session, qtbot: QtBot) -> MentionSuggestions:
    view = ArticleView()
    qtbot.addWidget(view)
    return MentionSuggestions(session, view, view)


def finish_articles(session: Session, number: int) -> None:
    """Add finished articles in which a person and a place are tagged; the last is marked as done alone."""
    labels = {label.name: label.id for label in session.labels()}
    records: list[Record] = []
    progress: Progress | None = None
    pairs = [(name, city) for city in CITIES for name in NAMES][:number]
    for name, city in pairs:
        text, tagged = article(name, city)
        made = make_article(f"{name} {city}", text, language="hi")
        own = {"article_id": made.id, "annotator_id": session.annotator.id}
        records.append(made)
        records += [
            Mention(
                id=new_id(),
                article_id=made.id,
                annotator_id=session.annotator.id,
                start=start,
                end=end,
                label_id=labels[label],
            )
            for start, end, label, _ in tagged
        ]
        status = Status.IN_PROGRESS if (name, city) == pairs[-1] else Status.DONE
        progress = Progress(id=new_id(), status=status, **own)
        records.append(progress)
    assert progress is not None
    session.project.apply(change_set("worked", map(add, records)), session.annotator.id)
    done = Progress(
        id=progress.id,
        article_id=progress.article_id,
        annotator_id=progress.annotator_id,
        status=Status.DONE,
    )
    session.apply(change_set("done", [Change(progress, done)]))


def test_enough_finished_articles_teach_a_tagger_that_suggests(
    session: Session, suggestions: MentionSuggestions, qtbot: QtBot
) -> None:
    told: list[str] = []
    suggestions.hinted.connect(told.append)
    with qtbot.waitSignal(suggestions.training.trained, timeout=60_000):
        finish_articles(session, 20)
    model = session.project.model(session.annotator.id)
    assert model is not None
    assert model.figures.articles == 20
    assert any("20 articles have taught the tagger" in sentence for sentence in told)
    new = make_article("new", article("नेहा", "इंदौर")[0], language="hi")
    session.apply(change_set("imported", [add(new)]))
    session.open_article(new.id)
    qtbot.waitUntil(lambda: bool(suggestions.pending()), timeout=10_000)
    whys = {one.why for one in suggestions.pending()}
    assert any(why.startswith("the trained tagger is") for why in whys)


def test_too_few_articles_teach_nothing(
    session: Session, suggestions: MentionSuggestions, qtbot: QtBot
) -> None:
    finish_articles(session, FEWEST_ARTICLES - 1)
    qtbot.waitUntil(lambda: suggestions.training._job is None, timeout=60_000)
    assert session.project.model(session.annotator.id) is None


def test_a_damaged_model_is_passed_over_and_the_window_goes_on(
    session: Session, suggestions: MentionSuggestions, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(suggestions.training.trained, timeout=60_000):
        finish_articles(session, 20)
    with closing(sqlite3.connect(session.project.path)) as connection, connection:
        connection.execute("UPDATE model SET data = x'6c435246ffff'")
    assert session.project.model(session.annotator.id) is None
    new = make_article("new", "रूस आया।", language="hi")
    session.apply(change_set("imported", [add(new)]))
    suggestions._on_trained()
    session.open_article(new.id)
    qtbot.waitUntil(lambda: bool(suggestions.pending()), timeout=10_000)
