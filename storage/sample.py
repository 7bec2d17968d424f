"""The sample project of the first start: two articles, one of them annotated as a person would do it.

What the demonstration annotator did stands beside the article, in `resources/samples/`; it is done again here
by the edits that the window uses, so that a newcomer sees what the program itself would have recorded.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from annotation.changes import ChangeSet
from annotation.edits import alliances, articles, mentions, stances
from annotation.edits.entities import new_entity
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Label,
    Polarity,
    Stance,
    Status,
)
from annotation.resources import ResourceError, entry, load_toml, resource_path, tables
from annotation.suggest.suggestions import suggest
from annotation.working_set import WorkingSet
from storage.formats.text_files import read_text_file
from storage.project import Project

_ANNOTATED = "samudri-seema-hi"
_UNTOUCHED = "grain-corridor-en"


def create_sample_project(path: Path, annotator_name: str) -> tuple[Project, Id]:
    """Make the sample project and open it. Undo does not reach into what is there from the start.

    Returns:
        The open project, and the id of the annotated article, which is to be shown first.

    Raises:
        PersonError: if there is something at `path` already, or the samples are missing or malformed.
        SurroundingsError: if it cannot be written there.
    """
    project = Project.create(path, annotator_name)
    try:
        annotated = _read_article(_ANNOTATED)
        annotator = project.read(Annotator)[0]
        imported, _ = articles.import_articles([annotated, _read_article(_UNTOUCHED)], known=())
        project.apply(imported, annotator.id, undoable=False)
        _Demonstration(project, annotator.id, annotated).annotate(load_toml("samples", f"{_ANNOTATED}.toml"))
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project, annotated.id


def _read_article(name: str) -> Article:
    where = f"samples/{name}.toml"
    about = load_toml("samples", f"{name}.toml")
    return articles.make_article(
        entry(about, "title", str, where),
        read_text_file(resource_path("samples", f"{name}.txt")).text,
        source=entry(about, "source", str, where),
        published_on=entry(about, "date", date, where),
        language=entry(about, "language", str, where),
    )


class _Demonstration:
    """Does in one article what its data file says, one edit after the other."""

    def __init__(self, project: Project, annotator_id: Id, article: Article) -> None:
        self._project = project
        self._annotator_id = annotator_id
        self._article = article
        self._records = WorkingSet(project.names())
        self._names = NameIndex()
        self._where = f"samples/{_ANNOTATED}.toml"

    def annotate(self, script: dict[str, Any]) -> None:
        started = articles.set_status(self._article, self._annotator_id, None, Status.IN_PROGRESS)
        self._apply(started)
        for step in tables(script, "mention", self._where):
            self._tag(
                self._text(step, "text"),
                entry(step, "occurrence", int, self._where),
                self._text(step, "label"),
                self._text(step, "entity"),
            )
        proposals = suggest(self._article.text).camps
        self._apply(
            alliances.accept(self._records, self._names, self._article, self._annotator_id, proposals)
        )
        for step in tables(script, "stance", self._where):
            self._record_stance(step)
        for step in tables(script, "move", self._where):
            member = self._member(step, "from")
            self._apply(alliances.move_members(self._records, [member], self._list(step, "to")))
        for step in tables(script, "remove", self._where):
            self._apply(alliances.remove_members(self._records, [self._member(step, "list")]))
        for step in tables(script, "add", self._where):
            self._add_member(step)

    def _apply(self, changes: ChangeSet) -> None:
        self._project.apply(changes, self._annotator_id, undoable=False)
        self._records.apply(changes)
        for change in changes.changes:
            if isinstance(change.after, Entity):
                self._names.add(change.after.name, change.after.id)
            elif isinstance(change.after, Alias):
                self._names.add(change.after.surface, change.after.entity_id)

    def _tag(self, text: str, occurrence: int, label_name: str, entity_name: str, code: str = "") -> Entity:
        """Tag a text and see to it that it is linked to the entity of that name."""
        label = next((label for label in self._records.all(Label) if label.name == label_name), None)
        if label is None:
            raise ResourceError(f"{self._where}: there is no label “{label_name}”.")
        start, end = self._span(text, occurrence)
        changes, mention = mentions.tag(
            self._records, self._names, self._article, self._annotator_id, label, start, end
        )
        self._apply(changes)
        entity = self._records.find(Entity, mention.entity_id) or self._find_entity(entity_name)
        if entity is None:
            entity = new_entity(entity_name, label.id, code=code)
        self._apply(mentions.link(self._records, self._article, mention, entity))
        return entity

    def _record_stance(self, step: dict[str, Any]) -> None:
        holder, target = (self._entity(self._text(step, role)) for role in ("holder", "target"))
        recorded, _ = stances.record_stance(
            self._records,
            self._article,
            self._annotator_id,
            holder,
            Polarity(self._text(step, "polarity")),
            target,
            [self._span(self._text(step, "evidence"))],
        )
        self._apply(recorded)

    def _add_member(self, step: dict[str, Any]) -> None:
        text = self._text(step, "evidence")
        holder = self._tag(
            text, 1, self._text(step, "label"), self._text(step, "entity"), self._text(step, "code")
        )
        camp = self._list(step, "list")
        self._apply(
            alliances.add_member(
                self._records, self._article, self._annotator_id, camp, holder, self._span(text)
            )
        )

    def _text(self, step: dict[str, Any], key: str) -> str:
        return entry(step, key, str, self._where)

    def _span(self, text: str, occurrence: int = 1) -> tuple[int, int]:
        """Find the first, second, … place where the article has a text, in code points."""
        start = -1
        for _ in range(occurrence):
            start = self._article.text.find(text, start + 1)
            if start < 0:
                raise ResourceError(f"{self._where}: the article does not have “{text}” {occurrence} times.")
        return start, start + len(text)

    def _find_entity(self, name: str) -> Entity | None:
        found = self._names.find(name)
        return self._records.find(Entity, found[0]) if found else None

    def _entity(self, name: str) -> Entity:
        entity = self._find_entity(name)
        if entity is None:
            raise ResourceError(f"{self._where}: nothing is linked to “{name}” before it is used.")
        return entity

    def _list(self, step: dict[str, Any], key: str) -> Camp:
        """Return the list whose number, counted from 1 in the article, a step gives."""
        lists = [camp for camp in self._records.all(Camp) if camp.heading_start is not None]
        number = entry(step, key, int, self._where)
        if not 1 <= number <= len(lists):
            raise ResourceError(f"{self._where}: the article has no list {number}.")
        return sorted(lists, key=lambda camp: camp.heading_start or 0)[number - 1]

    def _member(self, step: dict[str, Any], key: str) -> Stance:
        """Return the member that a list has under the name that a step gives."""
        written = self._text(step, "member")
        for stance in self._records.where(Stance, "stated_camp_id", self._list(step, key).id):
            for evidence in self._records.where(Evidence, "stance_id", stance.id):
                if self._article.text[evidence.start : evidence.end] == written:
                    return stance
        raise ResourceError(f"{self._where}: the list has no member “{written}”.")
