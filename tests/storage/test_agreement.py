"""Agreement of a whole project: the crowd's tweets as one, figures both ways, and what is said of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import krippendorff
import pytest
from nltk.metrics.agreement import AnnotationTask
from openpyxl import load_workbook

from annotation.changes import Change, add, change_set, remove
from annotation.compare.agreement import Figure
from annotation.compare.differences import Work, compare
from annotation.compare.layers import make_layer
from annotation.edits.adjudicating import Deciding, adjudicated_layer
from annotation.edits.articles import make_article
from annotation.errors import PersonError
from annotation.records import Annotator, Article, Label, Mention, Progress, Record, Role, Status, new_id
from storage.agreement import Agreement, compare_annotators, compare_times
from storage.agreement_report import lines_of, picture_of
from storage.project import Project
from storage.team_commands import agreement
from storage.workbook.choice import ALL_SHEETS, Choice, SheetChoice
from storage.workbook.export import export_workbook
from tests.annotation.compare.crowd import judgments


def crowd_records(labels: dict[str, Label], workers: dict[str, Annotator]) -> Iterator[Record]:
    """Yield the crowd's work: a worker is an annotator, and each question that was asked is an article."""
    for judgment in judgments():
        article = make_article(judgment.title, judgment.text, language="en")
        yield article
        for worker, spans in judgment.spans.items():
            owner = workers.setdefault(worker, Annotator(id=new_id(), name=worker))
            yield Progress(id=new_id(), article_id=article.id, annotator_id=owner.id, status=Status.DONE)
            for span in dict.fromkeys(spans):
                yield mention_of(article, owner, span, labels[judgment.label])


def mention_of(article: Article, owner: Annotator, span: tuple[int, int], label: Label) -> Mention:
    return Mention(
        id=new_id(),
        article_id=article.id,
        annotator_id=owner.id,
        start=span[0],
        end=span[1],
        label_id=label.id,
    )


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("crowd") / "crowd.paksha"
    with Project.create(path, "Reviewer") as project:
        labels = {label.name: label for label in project.read(Label)}
        workers: dict[str, Annotator] = {}
        records = list(crowd_records(labels, workers))
        everything = [*sorted(workers.values(), key=lambda worker: worker.name), *records]
        me = project.read(Annotator)[0]
        project.apply(change_set("brought in the crowd", map(add, everything)), me.id, undoable=False)
        yield project


@pytest.fixture(scope="module")
def compared(crowd: Project) -> Agreement:
    return compare_annotators(crowd)


def figures_of(found: Agreement, measure: str, *, everybody: bool = False) -> dict[tuple[str, ...], Figure]:
    """Return the figures of the project over all labels, by the names of the annotators."""
    return {
        tuple(found.names[one] for one in figure.annotators): figure
        for figure in found.figures
        if figure.measure.id == measure
        and figure.label_id is None
        and figure.article_id is None
        and (len(figure.annotators) > 2) == everybody
    }


def characters(spans: list[tuple[int, int]], length: int, label: str) -> list[str]:
    return [label if any(s <= place < e for s, e in spans) else "–" for place in range(length)]


def test_the_crowds_characters_agree_as_the_libraries_say(compared: Agreement) -> None:
    told: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    ratings: dict[str, list[float]] = {worker: [] for worker in compared.names.values()}
    codes = {"–": 0.0, "Place": 1.0, "Organisation": 2.0, "Person": 3.0}
    for judgment in judgments():
        length = len(judgment.text)
        coded = {w: characters(list(s), length, judgment.label) for w, s in judgment.spans.items()}
        one, other = sorted(coded)
        for worker in (one, other):
            items = (f"{judgment.title} {place}" for place in range(length))
            told[one, other] += [(worker, item, v) for item, v in zip(items, coded[worker], strict=True)]
        for worker, values in ratings.items():
            values += [codes[v] for v in coded[worker]] if worker in coded else [float("nan")] * length
    cohen = figures_of(compared, "characters.cohen")
    assert cohen.keys() == told.keys()
    for (one, other), rows in told.items():
        values = {value for _, _, value in rows}
        theirs = AnnotationTask(rows).kappa_pairwise(one, other) if len(values) > 1 else None
        assert cohen[one, other].value == (theirs if theirs is None else pytest.approx(theirs))
        assert cohen[one, other].items == len(rows) // 2
    [alpha] = figures_of(compared, "characters.alpha", everybody=True).values()
    rows = [ratings[compared.names[one]] for one in alpha.annotators]
    assert alpha.value == pytest.approx(krippendorff.alpha(rows, level_of_measurement="nominal"))
    assert alpha.low is not None
    assert alpha.high is not None
    assert alpha.low < alpha.value < alpha.high  # type: ignore[operator]
    assert alpha.articles == 1200


def test_the_crowds_mentions_agree_as_counted_by_hand(compared: Agreement) -> None:
    same: dict[tuple[str, ...], int] = defaultdict(int)
    both: dict[tuple[str, ...], int] = defaultdict(int)
    for judgment in judgments():
        pair = tuple(sorted(judgment.spans))
        one, other = (set(judgment.spans[worker]) for worker in pair)
        same[pair] += len(one & other)
        both[pair] += len(one) + len(other)
    figures = figures_of(compared, "mentions.exact.f1")
    assert figures.keys() == both.keys()
    for pair, figure in figures.items():
        assert figure.items == both[pair]
        assert figure.value == (pytest.approx(2 * same[pair] / both[pair]) if both[pair] else None)
    [mean] = figures_of(compared, "mentions.exact.f1", everybody=True).values()
    values = [figure.value for figure in figures.values() if figure.value is not None]
    assert mean.value == pytest.approx(sum(values) / len(values))
    assert mean.items == sum(both.values())


def test_figures_of_labels_and_articles_are_there(compared: Agreement, crowd: Project) -> None:
    assert compared.scope.startswith("Compared are 1,200 articles that at least two annotators have marked")
    label = next(label for label in crowd.read(Label) if label.name == "Person")
    of_label = [
        figure
        for figure in compared.figures
        if figure.label_id == label.id
        and figure.measure.id == "mentions.exact.f1"
        and len(figure.annotators) == 2
    ]
    persons = [judgment for judgment in judgments() if judgment.label == "Person"]
    assert sum(figure.items for figure in of_label) == sum(
        len(spans) for judgment in persons for spans in judgment.spans.values()
    )
    of_articles = {figure.article_id for figure in compared.figures if figure.article_id}
    assert len(of_articles) == 1200


def test_the_command_prints_lines_json_and_a_picture(crowd: Project, tmp_path: Path) -> None:
    out, picture = StringIO(), tmp_path / "pairs.svg"
    assert agreement(crowd.path, out, annotators=["w01", "w02", "w03"], picture=picture) == 0
    text = out.getvalue()
    assert "articles that at least two annotators have marked as done." in text
    assert "w01 · w02\n" in text
    assert "Cohen" in text
    assert "J. Cohen, Educational" in text
    drawn = ET.parse(picture).getroot()
    assert drawn.tag.endswith("svg")
    out = StringIO()
    agreement(crowd.path, out, annotators=["w01", "w02"], json_wanted=True)
    found = json.loads(out.getvalue())
    assert {tuple(figure["annotators"]) for figure in found["figures"]} == {("w01", "w02")}
    assert {"label", "article", "value", "low", "high", "items"} <= found["figures"][0].keys()


def test_what_is_drawn_is_text_and_no_markup(compared: Agreement) -> None:
    named = replace(compared, names=dict.fromkeys(compared.names, "<b>&"))
    assert "<b>" not in picture_of(named)
    ET.fromstring(picture_of(named))


def test_part_of_the_crowd_is_adjudicated_and_taken_back(crowd: Project) -> None:
    me = crowd.read(Annotator)[0]
    rows = crowd.article_rows(me.id)[:60]
    agreed = differing = 0
    for row in rows:
        article = crowd.get(Article, row.id)
        assert article is not None
        layers = works(crowd, article)
        items = compare(layers)
        agreed += sum(not item.differences for item in items)
        differing += sum(bool(item.differences) for item in items)
        owner, before = adjudicated_layer(crowd.read(Annotator))
        deciding = Deciding(article, work(crowd, article, owner.id), owner, before)
        crowd.apply(deciding.take_agreed(items, 2), me.id)
        owner, before = adjudicated_layer(crowd.read(Annotator))
        decided = work(crowd, article, owner.id)
        items = compare(layers, decided)
        assert all(item.is_decided == (not item.differences) for item in items)
        for item in items:
            if item.differences:
                one = next(iter(item.options))
                crowd.apply(Deciding(article, decided, owner, before).take(item, one, "w"), me.id)
                decided = work(crowd, article, owner.id)
        assert all(item.is_decided for item in compare(layers, decided))
    assert agreed > 5
    assert differing > 5
    [owner] = [one for one in crowd.read(Annotator) if one.role is Role.ADJUDICATED]
    assert len(crowd.read(Mention, annotator_id=owner.id)) == agreed + differing
    while crowd.undo(me.id):
        pass
    assert crowd.read(Mention, annotator_id=owner.id) == []


def works(project: Project, article: Article) -> list[Work]:
    """Return the work of those who judged the tweet."""
    done = [one.annotator_id for one in project.read(Progress, article_id=article.id)]
    return [work(project, article, annotator) for annotator in done]


def work(project: Project, article: Article, annotator_id: str) -> Work:
    records = project.layer(article.id, annotator_id)
    return Work(layer=make_layer(article.id, len(article.text), annotator_id, records))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "pair.paksha", "Asha") as project:
        yield project


def fill(project: Project, *statuses: Status | None) -> tuple[Article, list[Annotator]]:
    """Give each annotator one mention in an article, and a status."""
    asha = project.read(Annotator)[0]
    people = [asha, *(Annotator(id=new_id(), name=name) for name in ("Bea", "Chand")[: len(statuses) - 1])]
    article = make_article("बाँध", "मादुरो ने कहा कि रूस आया।", language="hi")
    records: list[Record] = [*people[1:], article]
    for person, status in zip(people, statuses, strict=True):
        label = project.read(Label)[0]
        records.append(mention_of(article, person, (0, 6), label))
        if status is not None:
            records.append(
                Progress(id=new_id(), article_id=article.id, annotator_id=person.id, status=status)
            )
    project.apply(change_set("filled", map(add, records)), asha.id)
    return article, people


def test_one_annotator_alone_is_told_that_it_takes_two(project: Project) -> None:
    with pytest.raises(PersonError, match="at least two"):
        compare_annotators(project)


def test_unfinished_work_counts_only_when_wanted(project: Project) -> None:
    fill(project, Status.DONE, Status.IN_PROGRESS)
    with pytest.raises(PersonError, match="No article is marked as done by two"):
        compare_annotators(project)
    found = compare_annotators(project, unfinished=True)
    assert figures_of(found, "mentions.exact.f1").popitem()[1].value == 1
    assert figures_of(found, "mentions.exact.f1").popitem()[1].low is None


def test_who_was_only_assigned_an_article_has_not_begun_it(project: Project) -> None:
    fill(project, Status.DONE, Status.REVIEWED, Status.NEW)
    found = compare_annotators(project)
    assert {len(figure.annotators) for figure in found.figures if figure.article_id} == {2}


def test_what_was_decided_is_not_compared(project: Project) -> None:
    _, people = fill(project, Status.DONE, Status.DONE, Status.DONE)
    decided = replace(people[2], role=Role.ADJUDICATED)
    project.apply(change_set("decided", [Change(people[2], decided)]), people[0].id)
    assert set(compare_annotators(project).names.values()) == {"Asha", "Bea"}


def test_each_is_compared_with_themselves_at_a_time(project: Project) -> None:
    article, people = fill(project, Status.DONE, Status.DONE)
    then = datetime.now(UTC)
    mention = project.read(Mention, annotator_id=people[0].id)[0]
    label = project.read(Label)[1]
    other = mention_of(article, people[0], (17, 20), label)
    changed = Change(mention, replace(mention, label_id=label.id))
    project.apply(change_set("thought again", [changed, add(other)]), people[0].id)
    found = compare_times(project, then)
    assert list(found.names.values()) == ["Asha then", "Asha now"]
    figures = figures_of(found, "labels.agreement")
    assert figures["Asha then", "Asha now"].value == 0
    assert figures_of(found, "mentions.exact.f1")["Asha then", "Asha now"].items == 3
    with pytest.raises(PersonError, match="Nobody has changed"):
        compare_times(project, datetime.now(UTC) + timedelta(hours=1))
    project.apply(change_set("gone", [remove(other)]), people[0].id)
    assert any("Asha then · Asha now" in line for line in lines_of(found))


def test_the_workbook_has_the_figures_when_they_are_wanted(project: Project, tmp_path: Path) -> None:
    fill(project, Status.DONE, Status.DONE)
    choice = Choice(sheets=(*ALL_SHEETS, SheetChoice("agreement")))
    export_workbook(project, tmp_path / "out.xlsx", choice)
    rows = list(load_workbook(tmp_path / "out.xlsx")["Agreement"].iter_rows(values_only=True))
    found = next(row for row in rows if row[0] == "F1, same span")
    assert found[1] == "Asha · Bea"
    assert found[4:8] == (1, None, None, 2)
    export_workbook(project, tmp_path / "usual.xlsx", Choice())
    assert "Agreement" not in load_workbook(tmp_path / "usual.xlsx").sheetnames


def test_a_workbook_of_one_annotator_has_no_figures(project: Project, tmp_path: Path) -> None:
    fill(project, Status.DONE)
    export_workbook(project, tmp_path / "out.xlsx", Choice(sheets=(SheetChoice("agreement"),)))
    rows = list(load_workbook(tmp_path / "out.xlsx")["Agreement"].iter_rows(values_only=True))
    assert all(value is None for row in rows[1:] for value in row)
