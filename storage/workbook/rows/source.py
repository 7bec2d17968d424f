"""What the rows are made from: the names of the project at once, everything else when its article comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from annotation.errors import PersonError
from annotation.mention_layer import MentionRow
from annotation.records import Annotator, Article, Entity, Id, Label, Reason, Status
from annotation.working_set import WorkingSet
from storage.project import Project
from storage.workbook.choice import Choice
from storage.workbook.titles import entity_titles


@dataclass(frozen=True, slots=True)
class Layer:
    """What one annotator has in one article, counted."""

    annotator_id: Id
    status: Status
    mentions: int = 0
    stances: int = 0
    camps: int = 0


class Source:
    """A project as it is exported: what was chosen of it, and its names.

    Everything is read in the order in which articles and annotators were added.
    """

    def __init__(self, project: Project, choice: Choice) -> None:
        """Read the names and who has how much in which article.

        Raises:
            PersonError: if none of the chosen articles or annotators is in the project.
        """
        self.project = project
        self.choice = choice
        self.names = WorkingSet(project.names())
        self.titles = entity_titles(self.names.all(Entity))
        self._codes: dict[Id | None, str] = {entity.id: entity.code for entity in self.names.all(Entity)}
        self.labels = {label.id: label.name for label in self.names.all(Label)}
        self.reasons = {reason.id: reason.name for reason in self.names.all(Reason)}
        everybody = {annotator.id: annotator.name for annotator in self.names.all(Annotator)}
        self.annotators = {id_: everybody[id_] for id_ in _chosen(everybody, choice.annotators, "annotators")}
        self.article_titles: dict[Id, str] = {}
        self.layers: dict[Id, list[Layer]] = {}
        self._read_layers()

    def _read_layers(self) -> None:
        for annotator_id in self.annotators:
            rows = self.project.article_rows(annotator_id)
            if not self.article_titles:
                titles = {row.id: row.title for row in rows}
                self.article_titles = {
                    id_: titles[id_] for id_ in _chosen(titles, self.choice.articles, "articles")
                }
            for row in rows:
                counts = row.mentions, row.stances, row.camps
                if row.id in self.article_titles and (any(counts) or row.status is not Status.NEW):
                    self.layers.setdefault(row.id, []).append(Layer(annotator_id, row.status, *counts))

    def articles(self) -> Iterator[tuple[Article, list[Layer]]]:
        """Yield the chosen articles, one in memory at a time, with who has something in them."""
        for article_id in self.article_titles:
            article = self.project.get(Article, article_id)
            assert article is not None, "an article has gone while it was exported"
            yield article, self.layers.get(article_id, [])

    def busy_articles(self) -> Iterator[tuple[Article, list[Layer]]]:
        """Yield those of the chosen articles in which one of the chosen annotators has something."""
        for article_id, layers in self._layers_in_order():
            article = self.project.get(Article, article_id)
            assert article is not None, "an article has gone while it was exported"
            yield article, layers

    def mentions(self, article_id: Id, layer: Layer) -> list[MentionRow]:
        """Return the mentions of a layer in the order of the text."""
        return self.project.mention_rows(article_id, layer.annotator_id) if layer.mentions else []

    def code(self, entity_id: Id | None) -> str | None:
        """Return the code of an entity; None for nobody."""
        return self._codes.get(entity_id)

    @cached_property
    def entity_counts(self) -> tuple[Counter[Id], Counter[Id]]:
        """How many mentions each entity has in the chosen articles, and in how many of them."""
        mentions: Counter[Id] = Counter()
        articles: Counter[Id] = Counter()
        for article_id, layers in self._layers_in_order():
            here = Counter(row[4] for layer in layers for row in self.mentions(article_id, layer) if row[4])
            mentions.update(here)
            articles.update(here.keys())
        return mentions, articles

    def _layers_in_order(self) -> Iterator[tuple[Id, list[Layer]]]:
        for article_id in self.article_titles:
            if article_id in self.layers:
                yield article_id, self.layers[article_id]


def _chosen(known: Iterable[Id], wanted: Iterable[Id] | None, what: str) -> list[Id]:
    """Return what is wanted of what there is; what has been removed since it was chosen is passed over."""
    if wanted is None:
        return list(known)
    wanted = set(wanted)
    found = [record_id for record_id in known if record_id in wanted]
    if not found:
        raise PersonError(f"None of the chosen {what} is in the project.")
    return found
