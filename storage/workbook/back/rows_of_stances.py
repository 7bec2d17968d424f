"""What the rows of “Stances” and “Alliances” say, as changes: both are about the same records."""

from __future__ import annotations

import re

from annotation.changes import ChangeSet
from annotation.edits.alliances import (
    add_member,
    change_holder,
    move_members,
    new_camp,
    note_members,
    remove_members,
)
from annotation.edits.reasons import give_reason
from annotation.edits.stances import (
    add_evidence,
    camps_towards,
    record_stance,
    remove_evidence,
    remove_stances,
    set_claimant,
    towards_itself,
)
from annotation.records import Article, Camp, Entity, Evidence, Id, Polarity, Stance
from annotation.working_set import WorkingSet
from storage.workbook.back.comparing import GoneRow, NewRow, RowEdit
from storage.workbook.back.desk import CellError, Desk
from storage.workbook.titles import ids_by_title

_ITSELF = "An entity takes no stance towards itself."
_SPAN = re.compile(r"\s*(\d+)\s*[-–—]\s*(\d+)\s*")


def edit_stance(desk: Desk, row: RowEdit) -> None:
    """Take what a row of “Stances” says."""
    edits = row.edits
    if "holder" in edits:
        _set_holder(desk, row.identity, edits["holder"], "holder")
    if edits.keys() & {"polarity", "target"}:
        _set_side(desk, row.identity, edits.get("polarity"), edits.get("target"))
    if "claimed_by" in edits:
        stance, _, records = desk.stance(row.identity)
        name = edits["claimed_by"]
        claimant = desk.entity(name, "claimed_by") if name.strip() else None
        desk.take(set_claimant(records, stance, claimant), records)
    if "positions" in edits:
        _set_evidence(desk, row.identity, edits["positions"])
    if "note" in edits:
        _set_note(desk, row.identity, edits["note"])


def add_stance(desk: Desk, row: NewRow) -> None:
    """Record the stance of a new row of “Stances”."""
    cells = row.cells
    article = desk.article_named(cells.get("article_id", ""), cells.get("article", ""))
    annotator = desk.annotator(cells.get("annotator", ""), "annotator")
    for key in ("holder", "polarity", "target"):
        if not cells.get(key, "").strip():
            raise CellError(key, f"A new stance needs a {key}.")
    holder, target = desk.entity(cells["holder"], "holder"), desk.entity(cells["target"], "target")
    if holder.id == target.id:
        raise CellError("target", _ITSELF)
    claimed_by = cells.get("claimed_by", "")
    records = desk.layer(article.id, annotator.id)
    changes, stance_id = record_stance(
        records,
        article,
        annotator.id,
        holder,
        _polarity(cells["polarity"]),
        target,
        _spans(article, cells.get("positions", "")),
        desk.entity(claimed_by, "claimed_by") if claimed_by.strip() else None,
    )
    if not changes:
        raise CellError("", "The stance is recorded already.")
    desk.take(changes, records)
    if cells.get("note", ""):
        _set_note(desk, stance_id, cells["note"])


def remove_stance(desk: Desk, row: GoneRow) -> None:
    """Remove a stance whose row was deleted; one that the article states stays on record as removed."""
    stance, _, records = desk.stance(row.identity)
    if stance.camp_id is not None:
        desk.take(remove_stances(records, [stance]), records)


def edit_member(desk: Desk, row: RowEdit) -> None:
    """Take what a row of “Alliances” says."""
    edits = row.edits
    if "entity" in edits:
        _set_holder(desk, row.identity, edits["entity"], "entity")
    if "corrected" in edits:
        stance, article, records = desk.stance(row.identity)
        if not edits["corrected"].strip():
            desk.take(remove_members(records, [stance]), records)
        else:
            camp = _camp(desk, records, article, stance.annotator_id, edits["corrected"])
            stance, _, records = desk.stance(row.identity)
            _take(desk, records, move_members(records, [stance], camp), "corrected")
    if "reason" in edits:
        stance, _, records = desk.stance(row.identity)
        desk.take(give_reason(records, [stance], desk.reason(edits["reason"], "reason")), records)
    if "note" in edits:
        _set_note(desk, row.identity, edits["note"])


def add_listed(desk: Desk, row: NewRow) -> None:
    """Put the entity of a new row of “Alliances” into its camp."""
    cells = row.cells
    article = desk.article_named(cells.get("article_id", ""), cells.get("article", ""))
    annotator = desk.annotator(cells.get("annotator", ""), "annotator")
    name = cells.get("entity", "").strip() or cells.get("written", "").strip()
    if not name:
        raise CellError("entity", "A new member needs an entity.")
    title = cells.get("corrected", "").strip() or cells.get("stated", "").strip()
    if not title:
        raise CellError("corrected", "A new member needs a camp: write its title, as in “supports Maduro”.")
    holder = desk.entity(name, "entity")
    records = desk.layer(article.id, annotator.id)
    camp = _camp(desk, records, article, annotator.id, title)
    changes = add_member(records, article, annotator.id, camp, holder)
    if not changes:
        raise CellError("entity", f"“{name}” is in that camp already.")
    _take(desk, records, changes, "entity")
    added = next(change.record_id for change in changes.changes if change.kind is Stance)
    if cells.get("note", ""):
        _set_note(desk, added, cells["note"])


def _set_holder(desk: Desk, stance_id: Id, title: str, column: str) -> None:
    stance, article, records = desk.stance(stance_id)
    _take(desk, records, change_holder(records, article, stance, desk.entity(title, column)), column)


def _take(desk: Desk, records: WorkingSet, changes: ChangeSet, column: str) -> None:
    if towards_itself(records, changes.changes) is not None:
        raise CellError(column, _ITSELF)
    desk.take(changes, records)


def _set_note(desk: Desk, stance_id: Id, text: str) -> None:
    stance, _, records = desk.stance(stance_id)
    desk.take(note_members(records, [stance], text), records)


def _set_side(desk: Desk, stance_id: Id, polarity: str | None, target: str | None) -> None:
    """Put a stance into the camp of another polarity or target, which is opened if there is none."""
    stance, article, records = desk.stance(stance_id)
    camp = records.find(Camp, stance.camp_id)
    if camp is None:
        raise CellError(
            "polarity", "The member was removed from its list. Put it into a camp in “Alliances”."
        )
    entity = desk.entity(target, "target") if target is not None else records.find(Entity, camp.target_id)
    if entity is None:
        raise CellError("target", "The camp has no target. Write one.")
    if entity.id == stance.holder_id:
        raise CellError("target", _ITSELF)
    side = camp.polarity if polarity is None else _polarity(polarity)
    goal = _camp_towards(desk, records, article, stance.annotator_id, entity, side)
    desk.take(move_members(records, [stance], goal), records)


def _camp(desk: Desk, records: WorkingSet, article: Article, annotator_id: Id, title: str) -> Camp:
    """Return the camp with a title, which is opened if it says a polarity and an entity."""
    by_title = ids_by_title(desk.camp_titles(article.id, annotator_id))
    camp = records.find(Camp, by_title.get(title.strip()))
    if camp is not None:
        return camp
    polarity, _, target = title.strip().partition(" ")
    if polarity not in set(Polarity) or not target.strip():
        known = ", ".join(f"“{one}”" for one in by_title) or "none"
        raise CellError("corrected", f"There is no camp “{title.strip()}” in the article. It has {known}.")
    entity = desk.entity(target, "corrected")
    return _camp_towards(desk, records, article, annotator_id, entity, Polarity(polarity))


def _camp_towards(
    desk: Desk, records: WorkingSet, article: Article, annotator_id: Id, target: Entity, polarity: Polarity
) -> Camp:
    camps = camps_towards(records, target.id, polarity)
    if camps:
        return camps[0]
    opened, camp = new_camp(records, article, annotator_id, target, polarity)
    desk.take(opened, records)
    return camp


def _set_evidence(desk: Desk, stance_id: Id, text: str) -> None:
    stance, article, records = desk.stance(stance_id)
    wanted = dict.fromkeys(_spans(article, text))
    for piece in records.where(Evidence, "stance_id", stance.id):
        if (piece.start, piece.end) in wanted:
            del wanted[piece.start, piece.end]
        else:
            desk.take(remove_evidence(article, piece), records)
    for start, end in wanted:
        desk.take(add_evidence(records, article, stance, start, end), records)


def _spans(article: Article, text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        found = _SPAN.fullmatch(line)
        if found is None:
            raise CellError("positions", f"“{line.strip()}” is no place. Write start–end, as in 120–145.")
        start, end = int(found[1]), int(found[2])
        if not 0 <= start < end <= len(article.text):
            length = len(article.text)
            raise CellError(
                "positions", f"{start}–{end} is not within the text, which has {length:,} characters."
            )
        spans.append((start, end))
    return spans


def _polarity(text: str) -> Polarity:
    try:
        return Polarity(text.strip())
    except ValueError:
        known = ", ".join(Polarity)
        raise CellError("polarity", f"“{text.strip()}” is no polarity. They are {known}.") from None
