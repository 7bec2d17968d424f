"""The sheets of the workbook as plain rows, made from the records of a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from annotation.describe import Span, camp_title, written_span
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Id,
    Label,
    Mention,
    Progress,
    Reason,
    Stance,
    Status,
)
from annotation.working_set import WorkingSet
from storage.workbook.sheets import (
    ALLIANCE_COLUMNS,
    ARTICLE_COLUMNS,
    ENTITY_COLUMNS,
    MENTION_COLUMNS,
    STANCE_COLUMNS,
    Row,
    Sheet,
)

R = TypeVar("R", Mention, Camp, Stance)

CONTEXT = 40
"""How much of the article stands beside a mention, in code points."""


def workbook_sheets(records: WorkingSet) -> tuple[Sheet, ...]:
    """Make every sheet of the workbook.

    Args:
        records: all records of a project. A record whose article is missing is left out; any other record
            that is referred to and missing leaves its cells empty.
    """
    return (
        Sheet("Articles", ARTICLE_COLUMNS, article_rows(records)),
        Sheet("Mentions", MENTION_COLUMNS, mention_rows(records)),
        Sheet("Entities", ENTITY_COLUMNS, entity_rows(records)),
        Sheet("Stances", STANCE_COLUMNS, stance_rows(records)),
        Sheet("Alliances", ALLIANCE_COLUMNS, alliance_rows(records)),
    )


def article_rows(records: WorkingSet) -> list[Row]:
    """One row per article, in the order of import; counts are those of all annotators together."""
    mentions = _count(mention.article_id for mention in records.all(Mention))
    stances = _count(stance.article_id for stance in records.all(Stance) if stance.camp_id is not None)
    camps = _count(camp.article_id for camp in records.all(Camp))
    progress: dict[Id, list[Progress]] = defaultdict(list)
    for step in records.all(Progress):
        progress[step.article_id].append(step)
    return [
        (
            article.id,
            article.title,
            article.source,
            article.url,
            article.published_on,
            article.language,
            _status(records, progress[article.id]),
            len(article.text),
            mentions[article.id],
            stances[article.id],
            camps[article.id],
            article.text,
        )
        for article in records.all(Article)
    ]


def mention_rows(records: WorkingSet) -> list[Row]:
    """One row per mention, by article, annotator and place in the text."""
    rows: list[Row] = []
    for mention in sorted(records.all(Mention), key=_reading_order(records, _mention_place)):
        article = records.find(Article, mention.article_id)
        if article is None:
            continue
        label = records.find(Label, mention.label_id)
        entity = records.find(Entity, mention.entity_id)
        rows.append(
            (
                mention.id,
                article.title,
                _annotator(records, mention.annotator_id),
                label.name if label else None,
                article.text[mention.start : mention.end],
                mention.start,
                mention.end,
                left_context(article.text, mention.start),
                right_context(article.text, mention.end),
                entity.name if entity else None,
                entity.code if entity else None,
                mention.note,
                str(mention.origin),
                article.id,
                mention.entity_id,
            )
        )
    return rows


def entity_rows(records: WorkingSet) -> list[Row]:
    """One row per entity, in the order in which they were added."""
    rows: list[Row] = []
    for entity in records.all(Entity):
        label = records.find(Label, entity.label_id)
        members = [
            member.name
            for row in records.where(GroupMember, "group_id", entity.id)
            if (member := records.find(Entity, row.entity_id))
        ]
        mentions = records.where(Mention, "entity_id", entity.id)
        rows.append(
            (
                entity.id,
                entity.name,
                label.name if label else None,
                entity.code,
                "; ".join(alias.surface for alias in records.where(Alias, "entity_id", entity.id)),
                "; ".join(members),
                len(mentions),
                len({mention.article_id for mention in mentions}),
                entity.note,
            )
        )
    return rows


def stance_rows(records: WorkingSet) -> list[Row]:
    """One row per stance as the annotator sees it; members removed from a list are not among them."""
    rows: list[Row] = []
    for stance in _stances(records):
        article = records.find(Article, stance.article_id)
        camp = records.find(Camp, stance.camp_id)
        if article is None or camp is None:
            continue
        holder = records.find(Entity, stance.holder_id)
        target = records.find(Entity, camp.target_id)
        claimant = records.find(Entity, stance.claimed_by_id)
        evidence = sorted((e.start, e.end) for e in records.where(Evidence, "stance_id", stance.id))
        rows.append(
            (
                stance.id,
                article.title,
                _annotator(records, stance.annotator_id),
                holder.name if holder else None,
                holder.code if holder else None,
                str(camp.polarity),
                target.name if target else None,
                target.code if target else None,
                "\n".join(article.text[start:end] for start, end in evidence),
                "\n".join(f"{start}–{end}" for start, end in evidence),
                claimant.name if claimant else None,
                stance.note,
                str(stance.origin),
                article.id,
            )
        )
    return rows


def alliance_rows(records: WorkingSet) -> list[Row]:
    """One row per member of a camp, under the camp where the article puts it (added ones: where they are).

    The position, counted from 1, is the one that the article gives the member, wherever it is moved to.
    A camp without members has one row that says nothing but the camp.
    """
    rows: list[Row] = []
    stances = _stances(records)
    tagged = _tagged(records)
    peopled = {camp_id for stance in stances for camp_id in (stance.stated_camp_id, stance.camp_id)}
    for stance in stances:
        article = records.find(Article, stance.article_id)
        camp = records.find(Camp, stance.stated_camp_id) or records.find(Camp, stance.camp_id)
        if article is None or camp is None:
            continue
        holder = records.find(Entity, stance.holder_id)
        reason = records.find(Reason, stance.reason_id)
        mentions = tagged[stance.article_id, stance.annotator_id, stance.holder_id]
        written = written_span(records, stance, mentions)
        rows.append(
            (
                stance.id,
                *_camp_cells(records, article, camp),
                stance.position + 1,
                article.text[slice(*written)] if written else None,
                holder.name if holder else None,
                holder.code if holder else None,
                _camp_name(records, stance.stated_camp_id),
                _camp_name(records, stance.camp_id),
                str(stance.correction),
                reason.name if reason else None,
                stance.note,
                str(stance.origin),
                article.id,
            )
        )
    for camp in sorted(records.all(Camp), key=_reading_order(records, _camp_place)):
        article = records.find(Article, camp.article_id)
        if article is not None and camp.id not in peopled:
            blank: Row = (None,) * 8
            rows.append(
                (
                    None,
                    *_camp_cells(records, article, camp),
                    *blank,
                    camp.note,
                    str(camp.origin),
                    article.id,
                )
            )
    return rows


def left_context(text: str, start: int) -> str:
    """Return about `CONTEXT` code points before `start`, from a word's beginning, on one line."""
    context = text[max(0, start - CONTEXT) : start]
    if start > CONTEXT and not text[start - CONTEXT - 1].isspace():
        context = context.partition(" ")[2].strip() or context
    return " ".join(context.split())


def right_context(text: str, end: int) -> str:
    """Return about `CONTEXT` code points after `end`, to a word's end, on one line."""
    context = text[end : end + CONTEXT]
    if end + CONTEXT < len(text) and not text[end + CONTEXT].isspace():
        context = context.rpartition(" ")[0].strip() or context
    return " ".join(context.split())


def _tagged(records: WorkingSet) -> dict[tuple[Id, Id, Id], set[Span]]:
    """Return the spans of the mentions of each entity, by article, annotator and entity."""
    spans: dict[tuple[Id, Id, Id], set[Span]] = defaultdict(set)
    for mention in records.all(Mention):
        if mention.entity_id is not None:
            owner = (mention.article_id, mention.annotator_id, mention.entity_id)
            spans[owner].add((mention.start, mention.end))
    return spans


def _count(keys: Iterable[Id]) -> dict[Id, int]:
    counts: dict[Id, int] = defaultdict(int)
    for key in keys:
        counts[key] += 1
    return counts


def _status(records: WorkingSet, steps: list[Progress]) -> str:
    """Say one status when all annotators agree, else who stands where."""
    if len({step.status for step in steps}) <= 1:
        return str(steps[0].status if steps else Status.NEW)
    return "; ".join(f"{_annotator(records, step.annotator_id)}: {step.status}" for step in steps)


def _annotator(records: WorkingSet, annotator_id: Id) -> str:
    annotator = records.find(Annotator, annotator_id)
    return annotator.name if annotator else ""


def _camp_name(records: WorkingSet, camp_id: Id | None) -> str | None:
    camp = records.find(Camp, camp_id)
    return camp_title(records, camp) if camp else None


def _camp_cells(records: WorkingSet, article: Article, camp: Camp) -> Row:
    target = records.find(Entity, camp.target_id)
    heading = None
    if camp.heading_start is not None and camp.heading_end is not None:
        heading = article.text[camp.heading_start : camp.heading_end]
    return (
        article.title,
        _annotator(records, camp.annotator_id),
        heading,
        target.name if target else None,
        str(camp.polarity),
    )


def _mention_place(mention: Mention) -> tuple[int, ...]:
    return mention.start, -mention.end


def _camp_place(camp: Camp) -> tuple[int, ...]:
    return (-1 if camp.heading_start is None else camp.heading_start), 0


def _reading_order(
    records: WorkingSet, place: Callable[[R], tuple[int, ...]]
) -> Callable[[R], tuple[int, int, tuple[int, ...]]]:
    """Return the key that sorts by article, annotator and place in the text."""
    articles = {article.id: number for number, article in enumerate(records.all(Article))}
    annotators = {annotator.id: number for number, annotator in enumerate(records.all(Annotator))}

    def key(record: R) -> tuple[int, int, tuple[int, ...]]:
        return articles.get(record.article_id, -1), annotators.get(record.annotator_id, -1), place(record)

    return key


def _stances(records: WorkingSet) -> list[Stance]:
    """Return the stances by article, annotator and camp, as the article lists them, added ones at the end."""
    camps = sorted(records.all(Camp), key=_reading_order(records, _camp_place))
    camp_order = {camp.id: number for number, camp in enumerate(camps)}

    def place(stance: Stance) -> tuple[int, ...]:
        camp = camp_order.get(stance.stated_camp_id or stance.camp_id or "", -1)
        return camp, stance.stated_camp_id is None, stance.position

    return sorted(records.all(Stance), key=_reading_order(records, place))
