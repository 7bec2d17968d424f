"""The rows of the sheets “Stances” and “Alliances”, two views of the same records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotation.describe import Span, written_span
from annotation.records import Article, Camp, Evidence, Id, Stance
from annotation.working_set import WorkingSet
from storage.workbook.rows.source import Layer, Source
from storage.workbook.sheets import Row
from storage.workbook.titles import camp_titles, in_order


@dataclass(frozen=True, slots=True)
class _Sides:
    """The camps and stances of one annotator in one article.

    The stances stand by the camp where the article puts them (added ones: where they are, behind those), as
    the article lists them.
    """

    article: Article
    annotator: str
    records: WorkingSet
    camps: list[Camp]
    titles: dict[Id, str]
    stances: list[Stance]


def stance_rows(source: Source) -> Iterator[Row]:
    """Yield a row for each stance as the annotator sees it; removed members are not among them."""
    for sides, _ in _all_sides(source):
        article = sides.article
        for stance in sides.stances:
            camp = sides.records.find(Camp, stance.camp_id)
            if camp is None:
                continue
            pieces = sides.records.where(Evidence, "stance_id", stance.id)
            spans = sorted((piece.start, piece.end) for piece in pieces)
            yield (
                stance.id,
                article.title,
                article.published_on,
                sides.annotator,
                source.titles[stance.holder_id],
                source.code(stance.holder_id),
                str(camp.polarity),
                source.titles[camp.target_id] if camp.target_id else None,
                source.code(camp.target_id),
                source.titles[stance.claimed_by_id] if stance.claimed_by_id else None,
                "\n".join(" ".join(article.text[start:end].split()) for start, end in spans),
                "\n".join(f"{start}–{end}" for start, end in spans),
                stance.note,
                str(stance.origin),
                article.id,
            )


def alliance_rows(source: Source) -> Iterator[Row]:
    """Yield a row for each member of a camp, under the camp where the article puts it.

    The position, counted from 1, is the one that the article gives the member, wherever it is moved to. A
    camp without members has one row that says nothing but the camp.
    """
    for sides, layer in _all_sides(source):
        tagged = _tagged(source, sides.article.id, layer)
        peopled = {camp_id for stance in sides.stances for camp_id in (stance.stated_camp_id, stance.camp_id)}
        for stance in sides.stances:
            camp = sides.records.find(Camp, stance.stated_camp_id or stance.camp_id)
            if camp is not None:
                yield _member(source, sides, camp, stance, tagged.get(stance.holder_id, set()))
        for camp in sides.camps:
            if camp.id not in peopled:
                blank: Row = (None,) * 4
                stated = sides.titles[camp.id]
                yield (
                    None,
                    *_camp_cells(source, sides, camp),
                    *blank,
                    stated,
                    None,
                    None,
                    None,
                    camp.note,
                    str(camp.origin),
                    sides.article.id,
                )


def _member(source: Source, sides: _Sides, camp: Camp, stance: Stance, tagged: set[Span]) -> Row:
    written = written_span(sides.records, stance, tagged)
    return (
        stance.id,
        *_camp_cells(source, sides, camp),
        stance.position + 1,
        sides.article.text[slice(*written)] if written else None,
        source.titles[stance.holder_id],
        source.code(stance.holder_id),
        sides.titles.get(stance.stated_camp_id or ""),
        sides.titles.get(stance.camp_id or ""),
        str(stance.correction),
        source.reasons.get(stance.reason_id or ""),
        stance.note,
        str(stance.origin),
        sides.article.id,
    )


def _camp_cells(source: Source, sides: _Sides, camp: Camp) -> Row:
    heading = None
    if camp.heading_start is not None and camp.heading_end is not None:
        heading = sides.article.text[camp.heading_start : camp.heading_end]
    return (
        sides.article.title,
        sides.annotator,
        heading,
        source.titles[camp.target_id] if camp.target_id else None,
        str(camp.polarity),
    )


def _all_sides(source: Source) -> Iterator[tuple[_Sides, Layer]]:
    for article, layers in source.busy_articles():
        for layer in layers:
            if layer.camps:  # every stance is in one, or was
                yield _sides(source, article, layer), layer


def _sides(source: Source, article: Article, layer: Layer) -> _Sides:
    records = WorkingSet(source.project.layer(article.id, layer.annotator_id, mentions=False))
    camps = in_order(records.all(Camp))
    order = {camp.id: number for number, camp in enumerate(camps)}

    def place(stance: Stance) -> tuple[int, bool, int]:
        camp = order.get(stance.stated_camp_id or stance.camp_id or "", -1)
        return camp, stance.stated_camp_id is None, stance.position

    return _Sides(
        article,
        source.annotators[layer.annotator_id],
        records,
        camps,
        camp_titles(records.all(Camp), source.titles),
        sorted(records.all(Stance), key=place),
    )


def _tagged(source: Source, article_id: Id, layer: Layer) -> dict[Id, set[Span]]:
    """Return the spans of the mentions of each entity."""
    spans: dict[Id, set[Span]] = {}
    for start, minus_end, _, _, entity_id, *_ in source.mentions(article_id, layer):
        if entity_id is not None:
            spans.setdefault(entity_id, set()).add((start, -minus_end))
    return spans
