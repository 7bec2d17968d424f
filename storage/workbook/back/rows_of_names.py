"""What the rows of “Articles” and “Entities” say, as changes."""

from __future__ import annotations

from dataclasses import replace

from annotation.changes import Change, add, change_set, remove
from annotation.edits import articles as article_edits
from annotation.edits import entities as entity_edits
from annotation.edits.articles import import_articles, make_article
from annotation.records import (
    Alias,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Mention,
    Progress,
    Stance,
    Status,
    new_id,
)
from storage.workbook.back.comparing import GoneRow, NewRow, RowEdit
from storage.workbook.back.desk import CellError, Desk, as_date


def edit_article(desk: Desk, row: RowEdit) -> None:
    """Take what a row says of an article and of how far its annotator is."""
    article_id, _, annotator_id = row.identity.partition(":")
    article = desk.article(article_id)
    edits = row.edits
    described = article_edits.describe(
        article,
        title=_filled(edits.get("title", article.title), "title", "An article needs a title."),
        source=edits.get("source", article.source),
        url=edits.get("url", article.url),
        published_on=as_date(edits["date"], "date") if "date" in edits else article.published_on,
        language=edits.get("language", article.language),
    )
    changes = list(described.changes)
    if "status" in edits:
        try:
            status = Status(edits["status"].strip() or Status.NEW)
        except ValueError:
            known = ", ".join(Status)
            raise CellError("status", f"“{edits['status']}” is no status. They are {known}.") from None
        recorded = desk.project.read(Progress, article_id=article_id, annotator_id=annotator_id)
        progress = recorded[0] if recorded else None
        changes += article_edits.set_status(article, annotator_id, progress, status).changes
    desk.take(change_set("", changes))


def add_article(desk: Desk, row: NewRow) -> None:
    """Bring in an article that people wrote into the sheet."""
    cells = row.cells
    text = _filled(cells.get("text", ""), "text", "A new article needs a text.").replace("\r\n", "\n")
    article = make_article(
        cells.get("title", "").strip() or text.strip().partition("\n")[0][:100],
        text,
        source=cells.get("source", ""),
        url=cells.get("url", ""),
        published_on=as_date(cells.get("date", ""), "date"),
        language=cells.get("language", ""),
    )
    known = desk.project.article_ids_by_sha256([article.sha256])
    changes, repeated = import_articles([article], known.keys())
    if repeated:
        raise CellError("text", "An article with this very text is in the project already.")
    desk.take(changes)


def refuse_to_remove_article(_desk: Desk, _row: GoneRow) -> None:
    """Say that an article is not removed this way: all that anybody did in it would go with it.

    Raises:
        CellError: always.
    """
    raise CellError("", "Articles are removed in Paksha only, as all annotations in them go with them.")


def edit_entity(desk: Desk, row: RowEdit) -> None:
    """Take what a row says of an entity."""
    entity = desk.names.find(Entity, row.identity)
    if entity is None:
        raise CellError("", "The entity was removed in the project since the export.")
    edits = row.edits
    aliases = [alias.surface for alias in desk.names.where(Alias, "entity_id", entity.id)]
    described = entity_edits.describe(
        desk.names,
        entity,
        name=_name(edits.get("name", entity.name)),
        label_id=desk.label(edits["label"], "label").id if "label" in edits else entity.label_id,
        code=edits.get("code", entity.code).strip(),
        note=edits.get("note", entity.note),
        aliases=edits["aliases"].split("\n") if "aliases" in edits else aliases,
    )
    members = _member_changes(desk, entity, edits["members"]) if "members" in edits else []
    desk.take(change_set("", [*described.changes, *members]))


def add_entity(desk: Desk, row: NewRow) -> None:
    """Add the entity of a new row."""
    cells = row.cells
    name = _name(cells.get("name", ""))
    if any(entity.name == name for entity in desk.names.all(Entity)):
        raise CellError("name", f"There is an entity “{name}” already.")
    label = desk.label(_filled(cells.get("label", ""), "label", "A new entity needs a label."), "label")
    entity = entity_edits.new_entity(name, label.id, code=cells.get("code", "").strip())
    entity = replace(entity, note=cells.get("note", ""))
    surfaces = dict.fromkeys(" ".join(surface.split()) for surface in cells.get("aliases", "").split("\n"))
    aliases = [
        add(Alias(id=new_id(), entity_id=entity.id, surface=surface)) for surface in surfaces if surface
    ]
    members = _member_changes(desk, entity, cells.get("members", ""))
    desk.take(change_set("", [add(entity), *aliases, *members]))


def remove_entity(desk: Desk, row: GoneRow) -> None:
    """Remove an entity whose row was deleted, with all that refers to it."""
    entity = desk.names.get(Entity, row.identity)
    project = desk.project
    stances = project.read(Stance, holder_id=entity.id)
    memberships = [
        *project.read(GroupMember, group_id=entity.id),
        *project.read(GroupMember, entity_id=entity.id),
    ]
    if project.read(Stance, claimed_by_id=entity.id):
        raise CellError("", f"“{entity.name}” is who claims a stance. Change “Claimed by” there first.")
    desk.take(
        entity_edits.remove_entity(
            entity,
            aliases=project.read(Alias, entity_id=entity.id),
            memberships=memberships,
            mentions=project.read(Mention, entity_id=entity.id),
            camps=project.read(Camp, target_id=entity.id),
            stances=stances,
            evidence=[piece for stance in stances for piece in project.read(Evidence, stance_id=stance.id)],
        )
    )


def _member_changes(desk: Desk, group: Entity, text: str) -> list[Change]:
    """Return the changes that make these the members of a group, a line each."""
    names = [line.strip() for line in text.split("\n") if line.strip()]
    wanted = dict.fromkeys(desk.entity(name, "members").id for name in names)
    changes: list[Change] = []
    for membership in desk.names.where(GroupMember, "group_id", group.id):
        if membership.entity_id in wanted:
            del wanted[membership.entity_id]
        else:
            changes.append(remove(membership))
    if group.id in wanted:
        raise CellError("members", f"“{group.name}” cannot belong to itself.")
    return [*changes, *(add(GroupMember(id=new_id(), group_id=group.id, entity_id=id_)) for id_ in wanted)]


def _name(text: str) -> str:
    return " ".join(_filled(text, "name", "An entity needs a name.").split())


def _filled(text: str, column: str, message: str) -> str:
    if not text.strip():
        raise CellError(column, message)
    return text
