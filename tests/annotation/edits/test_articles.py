"""Bringing articles in, describing and removing them, and how far an annotator is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from annotation.changes import ChangeSet
from annotation.edits import articles
from annotation.records import Article, Id, Label, Mention, Progress, Status, new_id, sha256_of
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]


def test_an_article_keeps_its_text_and_knows_when_it_came() -> None:
    made = articles.make_article("शीर्षक", " रूस\u00a0है।\n\n", source="PTI", published_on=date(2019, 2, 1))
    assert made.text == " रूस\u00a0है।\n\n"
    assert made.sha256 == sha256_of(made.text)
    assert timedelta(0) <= datetime.now(UTC) - made.imported_at < timedelta(minutes=1)


def test_texts_that_are_there_or_come_twice_are_left_out() -> None:
    known, first, second = (articles.make_article(title, title) for title in ("known", "first", "second"))
    twice = articles.make_article("another title", "first")
    changes, repeated = articles.import_articles([known, first, twice, second], {known.sha256})
    assert [change.after for change in changes.changes] == [first, second]
    assert repeated == [known, twice]
    assert changes.title == "imported 2 articles"


def test_one_imported_article_is_named_in_the_title() -> None:
    changes, _ = articles.import_articles([articles.make_article("बाँध", "पाठ")], ())
    assert changes.title == "imported “बाँध”"


def test_nothing_new_is_an_empty_change_set() -> None:
    one = articles.make_article("बाँध", "पाठ")
    changes, repeated = articles.import_articles([one], [one.sha256])
    assert not changes
    assert repeated == [one]


def test_describing_leaves_the_text_alone(article: Article) -> None:
    changes = articles.describe(
        article, title="नया", source="PTI", url="https://a", published_on=date(2020, 1, 2), language="en"
    )
    [change] = changes.changes
    assert change.after == replace(
        article, title="नया", source="PTI", url="https://a", published_on=date(2020, 1, 2), language="en"
    )


def test_removing_an_article_takes_its_belongings_before_it(
    article: Article, annotator_id: Id, labels: dict[str, Label]
) -> None:
    mention = Mention(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        start=0,
        end=2,
        label_id=labels["Person"].id,
    )
    changes = articles.remove_article(article, [mention])
    assert [change.before for change in changes.changes] == [mention, article]
    assert not any(change.after for change in changes.changes)


def test_a_status_is_recorded_once_and_then_edited(
    records: WorkingSet, article: Article, annotator_id: Id, apply: Apply
) -> None:
    apply(articles.set_status(article, annotator_id, None, Status.IN_PROGRESS))
    [progress] = records.all(Progress)
    assert progress.status is Status.IN_PROGRESS
    done = apply(articles.set_status(article, annotator_id, progress, Status.DONE))
    assert done.title == "marked “दो देश, एक नदी” done"
    [after] = records.all(Progress)
    assert after == replace(progress, status=Status.DONE)
    assert not articles.set_status(article, annotator_id, after, Status.DONE)


def test_articles_are_begun_once_and_those_on_record_as_new_again(annotator_id: Id) -> None:
    states = {"a": Status.NEW, "b": Status.IN_PROGRESS, "c": Status.DONE}
    recorded = [
        Progress(id=new_id(), article_id=article_id, annotator_id=annotator_id, status=status)
        for article_id, status in states.items()
    ]
    changes = articles.begin(["a", "b", "c", "d"], annotator_id, recorded)
    begun = [change.after for change in changes if isinstance(change.after, Progress)]
    assert [(p.article_id, p.annotator_id, p.status) for p in begun] == [
        ("a", annotator_id, Status.IN_PROGRESS),
        ("d", annotator_id, Status.IN_PROGRESS),
    ]
    assert [change.before for change in changes] == [recorded[0], None]
