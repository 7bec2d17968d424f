"""The agreement of a project's annotators: whose work in which articles is compared, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from annotation.compare.agreement import Comparison, Figure
from annotation.compare.layers import FINISHED, Layer, make_layer
from annotation.compare.measures import MEASURES, Measure
from annotation.errors import PersonError
from annotation.records import Annotator, Camp, Id, Label, Mention, Progress, Role, Stance, Status
from storage.article_rows import ArticleRow
from storage.history import Wanted
from storage.project import Project

READING = 0.6
"""The share of the work that reading and counting is; the rest is drawing resamples."""


class NothingFinished(PersonError):  # noqa: N818 - what it says, not that it is an error
    """No article is marked as done by two annotators, but some are begun by two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was compared, and the figures.

    Attributes:
        names: of the annotators, by the ids that the figures have.
        labels: names of the labels, by id.
        titles: of the articles, by id.
        figures: of all annotators, then of pairs, labels and articles.
        scope: sentences that say what was compared and what was left out.
    """

    names: dict[Id, str]
    labels: dict[Id, str]
    titles: dict[Id, str]
    figures: list[Figure]
    scope: str

    def whose(self, figure: Figure) -> str:
        """Return the names of the annotators of a figure, as one text."""
        return " · ".join(self.names[annotator] for annotator in figure.annotators)


def compare_annotators(
    project: Project,
    annotator_ids: Collection[Id] | None = None,
    *,
    article_ids: Collection[Id] | None = None,
    unfinished: bool = False,
    gamma: bool = False,
    progress: Callable[[float], object] = lambda _: None,
) -> Agreement:
    """Compare what annotators have in the articles that at least two of them did.

    Args:
        project: the project.
        annotator_ids: whom to compare; None: all. What was decided in adjudication is never compared.
        article_ids: in which articles; None: in all.
        unfinished: take articles in, too, that somebody has begun and not marked as done.
        gamma: compute Mathet's gamma, too, which takes about a second an article.
        progress: is told the share of the work that is done.

    Raises:
        NothingFinished: if no article is done by two annotators, but what is unfinished can be compared.
        PersonError: if there is nothing to compare at all.
    """
    status = _statuses(project)
    begun_by = {annotator for annotators in status.values() for annotator in annotators}
    chosen = [
        one
        for one in project.read(Annotator)
        if one.id in begun_by
        and one.role is not Role.ADJUDICATED
        and (annotator_ids is None or one.id in annotator_ids)
    ]
    if len(chosen) < 2:
        raise PersonError("Agreement needs at least two annotators who have begun an article.")
    ids = [one.id for one in chosen]
    labels = project.read(Label)
    measures = (*MEASURES, _gamma()) if gamma else MEASURES
    comparison = Comparison(ids, [label.id for label in labels], measures)
    begun = 0
    rows = [row for row in project.article_rows(ids[0]) if article_ids is None or row.id in article_ids]
    for place, row in enumerate(rows):
        progress(READING * place / len(rows))
        begun_here = {one: how for one, how in status.get(row.id, {}).items() if one in ids}
        layers, left = _layers(project, row, begun_here, unfinished=unfinished)
        begun += left
        comparison.add(layers)
    if not comparison.articles:
        sentence = "No article is marked as done by two annotators, so there is nothing to compare."
        if begun and not unfinished:
            raise NothingFinished(f"{sentence} Unfinished articles can be compared, too, if you say so.")
        raise PersonError(sentence)
    figures = comparison.figures(lambda share: progress(READING + (1 - READING) * share))
    return Agreement(
        names={one.id: one.name for one in chosen},
        labels={label.id: label.name for label in labels},
        titles={row.id: row.title for row in rows},
        figures=figures,
        scope=_scope(comparison, begun, unfinished=unfinished),
    )


def compare_times(
    project: Project,
    then: datetime,
    *,
    progress: Callable[[float], object] = lambda _: None,
) -> Agreement:
    """Compare every annotator with themselves: what they had in an article at a time, and what they have now.

    Only articles count in which they had annotated something by then and have changed something since.

    Raises:
        PersonError: if there is no such article.
    """
    before = project.history(Wanted(until=then), limit=1)
    number = before[0].number if before else 0
    people = [one for one in project.read(Annotator) if one.role is not Role.ADJUDICATED]
    labels = project.read(Label)
    rows = project.article_rows(people[0].id)
    names: dict[Id, str] = {}
    figures: list[Figure] = []
    articles = 0
    for place, person in enumerate(people):
        earlier = f"{person.id} then"
        comparison = Comparison((earlier, person.id), [label.id for label in labels])
        for row in rows:
            changed = project.history(
                Wanted(article_id=row.id, annotator_id=person.id, after=number), limit=1
            )
            was = project.article_at(row.id, person.id, number) if changed else []
            then_layer = make_layer(row.id, row.characters, person.id, was)
            if then_layer.mentions or then_layer.stances:
                now = make_layer(row.id, row.characters, person.id, _work(project, row.id))
                comparison.add((_renamed(then_layer, earlier), now))
        progress((place + 1) / len(people))
        if comparison.articles:
            names[earlier], names[person.id] = f"{person.name} then", f"{person.name} now"
            figures += comparison.figures()
            articles += comparison.articles
    if not figures:
        raise PersonError("Nobody has changed an article since that they had annotated by then.")
    return Agreement(
        names=names,
        labels={label.id: label.name for label in labels},
        titles={row.id: row.title for row in rows},
        figures=figures,
        scope=f"Compared is what each annotator had on {then.astimezone():%Y-%m-%d %H:%M} with what they "
        f"have now, in {articles:,} articles that they have changed since. Texts are taken as they are now.",
    )


def _gamma() -> Measure:
    from annotation.compare import gamma

    if not gamma.is_installed():
        raise PersonError(
            "Mathet’s gamma needs the library pygamma-agreement (about 800 MB). Install it into the "
            "program’s environment: pip install pygamma-agreement."
        )
    return gamma.GAMMA


def _statuses(project: Project) -> dict[Id, dict[Id, Status]]:
    """Return by article the annotators who have begun it, and how far they are."""
    found: dict[Id, dict[Id, Status]] = {}
    for one in project.read(Progress):
        if one.status is not Status.NEW:
            found.setdefault(one.article_id, {})[one.annotator_id] = one.status
    return found


def _layers(
    project: Project, row: ArticleRow, status: dict[Id, Status], *, unfinished: bool
) -> tuple[list[Layer], int]:
    """Return the layers of those who took part in an article, and how many others have begun it."""
    taking_part = [one for one, how in status.items() if unfinished or how in FINISHED]
    records = _work(project, row.id) if len(taking_part) > 1 else ()
    layers = [make_layer(row.id, row.characters, one, records) for one in taking_part]
    return layers, len(status) - len(taking_part)


def _work(project: Project, article_id: Id) -> list[Mention | Camp | Stance]:
    return [
        *project.read(Mention, article_id=article_id),
        *project.read(Camp, article_id=article_id),
        *project.read(Stance, article_id=article_id),
    ]


def _renamed(layer: Layer, annotator_id: Id) -> Layer:
    return Layer(
        article_id=layer.article_id,
        length=layer.length,
        annotator_id=annotator_id,
        mentions=layer.mentions,
        camps=layer.camps,
        stances=layer.stances,
    )


def _scope(comparison: Comparison, begun: int, *, unfinished: bool) -> str:
    done = "have begun" if unfinished else "have marked as done"
    parts = [f"Compared are {comparison.articles:,} articles that at least two annotators {done}."]
    if comparison.alone:
        parts.append(f"Left out are {comparison.alone:,} that only one has.")
    if begun:
        parts.append(f"Left out is what is begun and not marked as done, {begun:,} times.")
    parts.append("What was decided in adjudication is not compared.")
    return " ".join(parts)
