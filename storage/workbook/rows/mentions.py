"""The rows of the sheet “Mentions”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotation.mention_layer import MentionRow
from annotation.records import Article
from storage.workbook.rows.source import Source
from storage.workbook.sheets import Emphasis, Row

CONTEXT = 40
"""How much of the article stands beside a mention, in code points."""

_AT_ONCE = 500
_SHOWN = 1000
"""What is shown in bold of a mention, in code points: a longer one is whole in the column “Text” only."""


def mention_rows(source: Source, *, timed: bool = True) -> Iterator[Row]:
    """Yield a row for each mention, by article, annotator and place in the text; the times if `timed`."""
    for article, layers in source.busy_articles():
        for layer in layers:
            annotator = source.annotators[layer.annotator_id]
            mentions = source.mentions(article.id, layer)
            for start in range(0, len(mentions), _AT_ONCE):
                yield from _rows(source, article, annotator, mentions[start : start + _AT_ONCE], timed)


def _rows(
    source: Source, article: Article, annotator: str, mentions: Sequence[MentionRow], timed: bool
) -> Iterator[Row]:
    authorship = source.project.authorship([row[2] for row in mentions]) if timed else {}
    text = article.text
    for start, minus_end, mention_id, label_id, entity_id, note, origin in mentions:
        end = -minus_end
        written = text[start:end]
        left, before, right, after = left_context(text, start), "", right_context(text, end), ""
        if left:
            before = left + (" " if text[start - 1].isspace() else "")
        if right:
            after = (" " if text[end].isspace() else "") + right
        who = authorship.get(mention_id)
        yield (
            mention_id,
            article.title,
            annotator,
            source.labels[label_id],
            written,
            start,
            end,
            left,
            Emphasis(before, shortened(written), after),
            right,
            source.titles[entity_id] if entity_id else None,
            source.code(entity_id),
            note,
            origin,
            who.added_at if who else None,
            who.changed_at if who else None,
            article.id,
            entity_id,
        )


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


def shortened(written: str) -> str:
    """Return a mention on one line, as it is shown in its context."""
    if len(written) > _SHOWN:
        written = f"{written[: _SHOWN // 2]} … {written[-_SHOWN // 2 :]}"
    return " ".join(written.split()) if "\n" in written else written
