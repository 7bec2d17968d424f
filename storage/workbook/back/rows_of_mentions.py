"""What the rows of “Mentions” say, as changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set
from annotation.edits.mentions import remove_mentions
from annotation.records import Article, Entity, Mention, Origin, new_id
from annotation.text.graphemes import is_boundary
from storage.workbook.back.comparing import GoneRow, NewRow, RowEdit, Texts
from storage.workbook.back.desk import CellError, Desk, as_number

_MOST_PLACES = 1000
_NEAR = 200
"""How far from where it stood a mention whose text was written otherwise is looked for, in code points."""


def edit_mention(desk: Desk, row: RowEdit) -> None:
    """Take what a row says of a mention."""
    mention = desk.mention(row.identity)
    article = desk.article(mention.article_id)
    edits = row.edits
    after = mention
    if edits.keys() & {"text", "start", "end"}:
        start, end = _place(article, mention, edits)
        after = replace(after, start=start, end=end)
    if "label" in edits:
        after = replace(after, label_id=desk.label(edits["label"], "label").id)
    if "entity" in edits:
        after = replace(after, entity_id=_entity_id(desk, edits["entity"]))
    if "note" in edits:
        after = replace(after, note=edits["note"])
    desk.take(change_set("", [Change(mention, after)]))


def add_mention(desk: Desk, row: NewRow) -> None:
    """Tag what a new row says."""
    cells = row.cells
    article = desk.article_named(cells.get("article_id", ""), cells.get("article", ""))
    annotator = desk.annotator(cells.get("annotator", ""), "annotator")
    if not cells.get("label", "").strip():
        raise CellError("label", "A new mention needs a label.")
    label = desk.label(cells["label"], "label")
    start, end = _new_place(article, cells)
    there = desk.layer(article.id, annotator.id).mentions.at(start, end)
    if any(mention.label_id == label.id for mention in there):
        raise CellError("text", "It is tagged so already.")
    mention = Mention(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator.id,
        start=start,
        end=end,
        label_id=label.id,
        entity_id=_entity_id(desk, cells.get("entity", "")),
        note=cells.get("note", ""),
        origin=Origin.IMPORTED,
    )
    desk.take(ChangeSet("", (add(mention),)))


def remove_mention(desk: Desk, row: GoneRow) -> None:
    """Remove a mention whose row was deleted."""
    mention = desk.mention(row.identity)
    desk.take(remove_mentions(desk.article(mention.article_id), [mention]))


def _entity_id(desk: Desk, title: str) -> str | None:
    entity: Entity | None = desk.entity(title, "entity") if title.strip() else None
    return entity.id if entity else None


def _place(article: Article, mention: Mention, edits: Texts) -> tuple[int, int]:
    """Return where a mention goes: to the offsets that were written, or to where its new text stands near."""
    if "start" in edits or "end" in edits:
        start = as_number(edits["start"], "start") if "start" in edits else mention.start
        end = as_number(edits["end"], "end") if "end" in edits else mention.end
        _check(article, start, end, "start" if "start" in edits else "end")
        if "text" in edits and edits["text"] != article.text[start:end]:
            raise CellError(
                "text", f"At {start}–{end} stands “{article.text[start:end]}”. Write one of both."
            )
        return start, end
    text = edits["text"]
    if not text.strip():
        raise CellError("text", "The text is empty. Delete the row to remove the mention.")
    low, high = max(0, mention.start - _NEAR), mention.end + _NEAR
    places = list(_places(article, text, low, high))
    over = [place for place in places if place < mention.end and mention.start < place + len(text)]
    found = over or places
    if len(found) != 1:
        where = "stands nowhere" if not found else f"stands {len(found)} times"
        raise CellError("text", f"“{text}” {where} near the mention. Write its Start and End.")
    _check(article, found[0], found[0] + len(text), "text")
    return found[0], found[0] + len(text)


def _new_place(article: Article, cells: Texts) -> tuple[int, int]:
    text, start, end = (cells.get(key, "") for key in ("text", "start", "end"))
    if start.strip():
        first = as_number(start, "start")
        last = as_number(end, "end") if end.strip() else first + len(text)
        _check(article, first, last, "start")
        if text and article.text[first:last] != text:
            raise CellError("text", f"At {first}–{last} stands “{article.text[first:last]}”, not “{text}”.")
        return first, last
    if not text.strip():
        raise CellError("text", "A new mention needs its text, or Start and End.")
    places = list(_places(article, text, 0, len(article.text)))
    if len(places) != 1:
        where = (
            "does not stand in the article" if not places else f"stands {len(places)} times in the article"
        )
        raise CellError("text", f"“{text}” {where}. Write its Start and End.")
    _check(article, places[0], places[0] + len(text), "text")
    return places[0], places[0] + len(text)


def _places(article: Article, text: str, low: int, high: int) -> Iterator[int]:
    place = article.text.find(text, low, high)
    for _ in range(_MOST_PLACES):
        if place < 0:
            return
        yield place
        place = article.text.find(text, place + 1, high)


def _check(article: Article, start: int, end: int, column: str) -> None:
    if not 0 <= start < end <= len(article.text):
        raise CellError(
            column, f"{start}–{end} is not within the text, which has {len(article.text):,} characters."
        )
    if not (is_boundary(article.text, start) and is_boundary(article.text, end)):
        raise CellError(column, f"{start}–{end} cuts a letter in two. Move it by one.")
