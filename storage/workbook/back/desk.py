"""The records that a workbook's changes are about, as they stand after those that were taken so far."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from annotation.changes import Change, ChangeSet, add
from annotation.edits.entities import new_entity
from annotation.edits.reasons import reasons_in
from annotation.errors import PersonError
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    GroupMember,
    Id,
    Label,
    Mention,
    Reason,
    Record,
    Stance,
)
from annotation.working_set import WorkingSet
from storage.project import Project
from storage.workbook.titles import camp_titles, entity_titles, ids_by_title

R = TypeVar("R", bound=Record)

TITLE = "took back a workbook"


class CellError(PersonError):
    """What a cell says cannot be taken. `column` is the key of its column; empty for the whole row."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


class Desk:
    """Looks up what cells name, and collects the changes. Nothing is written to the project."""

    def __init__(self, project: Project, annotator_id: Id, label_of_new: str = "") -> None:
        """Begin with the project as it is.

        Args:
            project: the project.
            annotator_id: who takes the workbook back.
            label_of_new: the name of the label that entities get which the project lacks and a cell names;
                empty: there are to be none.
        """
        self.project = project
        self.annotator_id = annotator_id
        self._label_of_new = label_of_new
        self.names = WorkingSet(project.names())
        self._articles: dict[Id, Article | None] = {}
        self._layers: dict[tuple[Id, Id], WorkingSet] = {}
        self._ends: dict[Id, tuple[Record | None, Record | None]] = {}
        self._titles: dict[Id, str] | None = None
        self._ids: dict[str, Id] = {}
        self._article_ids: dict[str, list[Id]] | None = None

    @property
    def changes(self) -> ChangeSet:
        """All that was taken so far, as one change set."""
        ends = self._ends.values()
        return ChangeSet(TITLE, tuple(Change(before, after) for before, after in ends if before != after))

    def take(self, changes: ChangeSet, records: WorkingSet | None = None) -> None:
        """Add changes; what is looked up from now on is as they leave it.

        Args:
            changes: the changes.
            records: the layer that they were made from, if they are of one.
        """
        names: list[Change] = []
        own: list[Change] = []
        for change in changes.changes:
            before = self._ends[change.record_id][0] if change.record_id in self._ends else change.before
            self._ends[change.record_id] = before, change.after
            if isinstance(change.record, _NAMES):
                names.append(change)
            elif isinstance(change.record, Article):
                self._articles[change.record_id] = change.record
            elif records is not None:
                own.append(change)
            elif isinstance(change.record, Mention):
                layer = self._layers.get((change.record.article_id, change.record.annotator_id))
                if layer is not None:
                    layer.apply(ChangeSet("", (change,)))
        if records is not None:
            records.apply(ChangeSet("", tuple(own)))
        if names:
            self._titles = None
            for followers in (self.names, *self._layers.values()):
                followers.apply(ChangeSet("", tuple(names)))

    # What cells name ----------------------------------------------------------------------------------------

    def titles(self) -> dict[Id, str]:
        """Return what cells call each entity."""
        if self._titles is None:
            self._titles = entity_titles(self.names.all(Entity))
            self._ids = ids_by_title(self._titles)
        return self._titles

    def entity(self, title: str, column: str) -> Entity:
        """Return the entity that a cell names.

        Raises:
            CellError: if the project has none, or several.
        """
        self.titles()
        title = title.strip()
        found = self.names.find(Entity, self._ids.get(title))
        if found is not None:
            return found
        called = [entity for entity in self.names.all(Entity) if entity.name == title]
        if called:
            ways = ", ".join(f"“{self.titles()[entity.id]}”" for entity in called[:4])
            raise CellError(
                column, f"There are {len(called)} entities called “{title}”. Write one of {ways}."
            )
        if self._label_of_new and title:
            new = new_entity(title, self.label(self._label_of_new, column).id)
            self.take(ChangeSet("", (add(new),)))
            return new
        raise CellError(
            column,
            f"There is no entity “{title}”. Add it as a new row of the sheet “Entities”, without an Id.",
        )

    def label(self, name: str, column: str) -> Label:
        """Return the label that a cell names.

        Raises:
            CellError: if the project has none.
        """
        labels = self.names.all(Label)
        for label in labels:
            if label.name == name.strip():
                return label
        known = ", ".join(label.name for label in labels)
        raise CellError(column, f"There is no label “{name.strip()}”. The labels are {known}.")

    def reason(self, name: str, column: str) -> Reason | None:
        """Return the reason that a cell names; None for an empty cell.

        Raises:
            CellError: if the project has none.
        """
        if not name.strip():
            return None
        reasons = reasons_in(self.names)
        for reason in reasons:
            if reason.name == name.strip():
                return reason
        known = ", ".join(reason.name for reason in reasons)
        raise CellError(column, f"There is no reason “{name.strip()}”. The reasons are {known}.")

    def annotator(self, name: str, column: str) -> Annotator:
        """Return the annotator that a cell names; who takes the workbook back if it is empty.

        Raises:
            CellError: if the project has none.
        """
        if not name.strip():
            return self.names.get(Annotator, self.annotator_id)
        for annotator in self.names.all(Annotator):
            if annotator.name == name.strip():
                return annotator
        raise CellError(column, f"There is no annotator “{name.strip()}” in this project.")

    def article_named(self, article_id: str, title: str) -> Article:
        """Return the article that a new row names by its id, or else by its title.

        Raises:
            CellError: if there is none, or several have the title.
        """
        if article_id.strip():
            return self.article(article_id.strip(), "article_id")
        if self._article_ids is None:
            self._article_ids = {}
            for row in self.project.article_rows(self.annotator_id):
                self._article_ids.setdefault(row.title, []).append(row.id)
        found = self._article_ids.get(title.strip(), [])
        if len(found) == 1:
            return self.article(found[0], "article")
        if found:
            raise CellError("article", f"{len(found)} articles are called “{title}”. Write the Article id.")
        raise CellError("article", f"There is no article “{title}” in this project.")

    # Records ------------------------------------------------------------------------------------------------

    def article(self, article_id: Id, column: str = "") -> Article:
        """Return an article.

        Raises:
            CellError: if the project has none.
        """
        if article_id not in self._articles:
            if len(self._articles) > _ARTICLES_KEPT:
                self._articles = {id_: one for id_, one in self._articles.items() if id_ in self._ends}
            self._articles[article_id] = self.project.get(Article, article_id)
        found = self._articles[article_id]
        if found is None:
            raise CellError(column, "There is no article with this id in the project.")
        return found

    def mention(self, mention_id: Id) -> Mention:
        """Return a mention as it stands.

        Raises:
            CellError: if the project has none.
        """
        return self._record(Mention, mention_id)

    def stance(self, stance_id: Id) -> tuple[Stance, Article, WorkingSet]:
        """Return a stance as it stands, its article, and the records of its layer.

        Raises:
            CellError: if the project has none.
        """
        stored = self._record(Stance, stance_id)
        records = self.layer(stored.article_id, stored.annotator_id)
        stance = records.find(Stance, stance_id)
        if stance is None:
            raise CellError("", "The stance is gone: another row removes it or is the same now.")
        return stance, self.article(stored.article_id), records

    def layer(self, article_id: Id, annotator_id: Id) -> WorkingSet:
        """Return everything that an annotator has in an article, with the names of the project."""
        key = article_id, annotator_id
        if key not in self._layers:
            records = WorkingSet([*self.names, *self.project.layer(article_id, annotator_id, mentions=False)])
            records.mentions.load(
                article_id, annotator_id, self.project.mention_rows(article_id, annotator_id)
            )
            mentions = [
                change
                for change in self.changes.changes
                if isinstance(change.record, Mention)
                and (change.record.article_id, change.record.annotator_id) == key
            ]
            records.apply(ChangeSet("", tuple(mentions)))
            self._layers[key] = records
        return self._layers[key]

    def camp_titles(self, article_id: Id, annotator_id: Id) -> dict[Id, str]:
        """Return what cells call each camp of a layer."""
        return camp_titles(self.layer(article_id, annotator_id).all(Camp), self.titles())

    def _record(self, kind: type[R], record_id: Id) -> R:
        found = self._ends[record_id][1] if record_id in self._ends else self.project.get(kind, record_id)
        if not isinstance(found, kind):
            raise CellError("", "It was removed in the project since the export, or by another row.")
        return found


_NAMES = (Entity, Alias, GroupMember, Label, Reason, Annotator)
_ARTICLES_KEPT = 64


def as_date(text: str, column: str) -> date | None:
    """Read a date as ISO; an empty cell has none.

    Raises:
        CellError: if it is no date.
    """
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise CellError(column, f"“{text.strip()}” is no date. Write it as 2024-05-31.") from None


def as_number(text: str, column: str) -> int:
    """Read a number of code points.

    Raises:
        CellError: if it is none.
    """
    if not text.strip().isdecimal():
        raise CellError(column, f"“{text.strip()}” is no number of characters. Write digits only.")
    return int(text)
