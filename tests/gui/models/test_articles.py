from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotation.changes import Change, ChangeSet, add, reverse
from annotation.edits.articles import import_articles, make_article, remove_article
from annotation.records import Article, Mention, Progress, Stance, Status, sha256_of
from gui.models.articles import ArticleOrder, ArticlesModel
from storage.project import ArticleRow

if TYPE_CHECKING:
    from gui.session import Session

START = datetime(2024, 5, 1, tzinfo=UTC)
STATUSES = list(Status)


def row(number: int, **others: Any) -> ArticleRow:
    fields: dict[str, Any] = {
        "id": f"a{number}",
        "title": f"Title {number}",
        "source": "",
        "language": "",
        "published_on": None,
        "imported_at": START + timedelta(minutes=number),
        "characters": 1,
        "status": Status.NEW,
        "mentions": 0,
        "stances": 0,
        "camps": 0,
    }
    return ArticleRow(**(fields | others))


def shown(model: ArticlesModel) -> list[ArticleRow]:
    return [model.item(number) for number in range(model.rowCount())]


def ids(model: ArticlesModel) -> list[str]:
    return [each.id for each in shown(model)]


def test_the_rows_pass_qt_s_model_test(qapp: object, qtmodeltester: Any) -> None:
    qtmodeltester.check(ArticlesModel("p", [row(1), row(2)]))


def test_each_order_sorts_and_can_be_turned_round(qapp: object) -> None:
    model = ArticlesModel(
        "p",
        [
            row(1, title="b", published_on=date(2020, 1, 1), status=Status.DONE, mentions=5),
            row(2, title="C", published_on=None, status=Status.NEW, mentions=7),
            row(3, title="a", published_on=date(2019, 1, 1), status=Status.IN_PROGRESS, mentions=5),
        ],
    )
    expected = {
        ArticleOrder.IMPORTED: ["a1", "a2", "a3"],
        ArticleOrder.TITLE: ["a3", "a1", "a2"],
        ArticleOrder.DATE: ["a2", "a3", "a1"],
        ArticleOrder.STATUS: ["a2", "a3", "a1"],
        ArticleOrder.MENTIONS: ["a1", "a3", "a2"],
    }
    for order, wanted in expected.items():
        model.set_order(order)
        assert ids(model) == wanted
        model.set_descending(True)
        assert ids(model) == wanted[::-1]
        model.set_descending(False)


def test_the_filter_does_not_mind_the_spelling_nor_the_order_of_words(qapp: object) -> None:
    model = ArticlesModel(
        "p",
        [row(1, title="ऑस्ट्रेलिया और हॉन्डूरास"), row(2, title="Canada", source="दैनिक जागरण"), row(3)],
    )
    model.set_filter("होंडूरास आस्ट्रेलिया")
    assert ids(model) == ["a1"]
    model.set_filter("ऑस्ट्रेलिया")
    assert ids(model) == ["a1"]
    other = ArticlesModel("p", [row(4, title="होंडूरास")])
    other.set_filter("हॉन्डूरास")
    assert ids(other) == ["a4"]


def test_the_filter_looks_at_the_source_too(qapp: object) -> None:
    model = ArticlesModel("p", [row(2, title="Canada", source="दैनिक जागरण"), row(3)])
    model.set_filter("जागरन")
    assert ids(model) == ["a2"]
    model.set_filter("CANADA")
    assert ids(model) == ["a2"]
    model.set_filter("")
    assert ids(model) == ["a2", "a3"]


def test_a_row_moves_to_its_place_when_what_it_is_sorted_by_changes(qapp: object) -> None:
    model = ArticlesModel("p", [row(1), row(2), row(3), row(4)])
    model.set_order(ArticleOrder.MENTIONS)
    found = [
        add(Mention(id=f"m{n}", article_id="a2", annotator_id="p", start=n, end=n + 1, label_id="l"))
        for n in range(2)
    ]
    model.follow(ChangeSet("", tuple(found)))
    assert ids(model) == ["a1", "a3", "a4", "a2"]
    model.set_descending(True)
    assert ids(model) == ["a2", "a4", "a3", "a1"]
    model.follow(reverse(ChangeSet("", tuple(found))))
    assert ids(model) == ["a4", "a3", "a2", "a1"]


def test_a_screen_reader_hears_what_the_row_shows(qapp: object) -> None:
    model = ArticlesModel("p", [row(1, source="Wire", status=Status.DONE, mentions=1, camps=2)])
    model.set_open("a1")
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Title 1, open, Wire, Done, 1 mention · 2 lists"


def test_rows_after_real_edits_and_their_undoing_are_those_of_the_project(
    session: Session, tag: Any, make_entity: Any, articles: list[Article]
) -> None:
    model = ArticlesModel(session.annotator.id, session.article_rows())
    session.changed.connect(model.follow)
    make_entity("रूस", "Country")
    tag("रूस", "Country")
    tag("चीन", "Country")
    assert shown(model) == session.article_rows()
    assert model.item(0).mentions == 2
    assert model.item(0).status is Status.IN_PROGRESS
    session.open_article(articles[1].id)
    for _ in range(2):
        session.undo()
        assert shown(model) == session.article_rows()
    assert model.item(0).mentions == 0
    assert model.item(0).status is Status.NEW
    brought, _ = import_articles([make_article("A third", "one more", source="Wire", language="en")], [])
    assert session.apply(brought)
    assert shown(model) == session.article_rows()
    session.redo()
    assert shown(model) == session.article_rows()
    gone = session.project.get(Article, articles[0].id)
    assert gone is not None
    assert session.apply(remove_article(gone, session.project.layer(gone.id, session.annotator.id)))
    assert shown(model) == session.article_rows()
    session.undo()
    assert {each.id: each for each in shown(model)} == {each.id: each for each in session.article_rows()}


def test_the_work_of_another_annotator_does_not_count(qapp: object) -> None:
    model = ArticlesModel("p", [row(1)])
    theirs = Mention(id="m", article_id="a1", annotator_id="q", start=0, end=1, label_id="l")
    model.follow(ChangeSet("", (add(theirs),)))
    assert model.item(0).mentions == 0


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["article", "title", "remove", "mention", "stance", "status"]),
        st.integers(0, 5),
        st.integers(0, 9),
    ),
    max_size=25,
)


def change_of(
    kind: str, number: int, other: int, rows: dict[str, ArticleRow]
) -> tuple[Change, ArticleRow | None]:
    """Make a change, and the row as it has to be after it."""
    was = rows.get(f"a{number}")
    article = Article(
        id=f"a{number}",
        title=was.title if was else f"नाम {other}",
        text="x",
        sha256=sha256_of("x"),
        imported_at=START + timedelta(minutes=number),
    )
    if was is None:
        return add(article), row(number, title=article.title)
    place: dict[str, Any] = {"article_id": was.id, "annotator_id": "p"}
    match kind:
        case "mention":
            added = Mention(id=f"m{was.mentions}", start=0, end=1, label_id="l", **place)
            return add(added), replace(was, mentions=was.mentions + 1)
        case "stance" if was.stances:
            held = Stance(id="s", holder_id="e", camp_id="c", **place)
            gone = replace(held, camp_id=None) if other % 2 else None
            return Change(held, gone), replace(was, stances=was.stances - 1)
        case "stance":
            held = Stance(id="s", holder_id="e", camp_id="c", **place)
            return add(held), replace(was, stances=was.stances + 1)
        case "status":
            status = STATUSES[other % len(STATUSES)]
            return add(Progress(id="g", status=status, **place)), replace(was, status=status)
        case "remove":
            return Change(article, None), None
        case _:
            named = replace(article, title=f"नाम {other}")
            return Change(article, named), replace(was, title=named.title)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60)
@given(
    steps=STEPS,
    order=st.sampled_from(ArticleOrder),
    descending=st.booleans(),
    typed=st.sampled_from(["", "नाम 1"]),
)
def test_after_any_changes_the_rows_are_those_of_a_fresh_model(
    steps: list[tuple[str, int, int]], order: ArticleOrder, descending: bool, typed: str
) -> None:
    def arranged(rows: dict[str, ArticleRow]) -> ArticlesModel:
        made = ArticlesModel("p", sorted(rows.values(), key=lambda each: each.imported_at))
        made.set_order(order)
        made.set_descending(descending)
        made.set_filter(typed)
        return made

    rows = {f"a{number}": row(number, title=f"नाम {number}") for number in range(3)}
    model = arranged(rows)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for kind, number, other in steps:
        change, after = change_of(kind, number, other, rows)
        model.follow(ChangeSet("", (change,)))
        if after is None:
            del rows[f"a{number}"]
        else:
            rows[after.id] = after
        key = {each.id: model.sort_key(each)[0] for each in rows.values()}
        expected = shown(arranged(rows))
        if descending:
            expected.reverse()
        found = shown(model)[::-1] if descending else shown(model)
        assert sorted(found, key=lambda each: each.id) == sorted(expected, key=lambda each: each.id)
        assert [key[each.id] for each in found] == sorted(key[each.id] for each in expected)
        for position, each in enumerate(shown(model)):
            assert model.row_of(each.id) == position
    assert tester.model() is model


def test_undoing_the_import_of_many_takes_their_rows_away(qapp: object) -> None:
    model = ArticlesModel("p", [row(1)])
    many, _ = import_articles([make_article(f"t{n}", f"text {n}") for n in range(120)], [])
    model.follow(many)
    assert model.rowCount() == 121
    model.follow(reverse(many))
    assert ids(model) == ["a1"]
