"""Correcting the text of an article: everybody's spans in it move along.

What the correction touches is put before the person first; the rest moves in silence. The text as it was
stays in the history.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from annotation.changes import Change, ChangeSet, change_set, remove
from annotation.checks.findings import span_of_subject, span_subject
from annotation.records import (
    Article,
    Camp,
    Dismissal,
    Evidence,
    Id,
    Mention,
    Record,
    Rejection,
    sha256_of,
)
from annotation.text.moves import Moves, Span

SpanRecord: TypeAlias = Mention | Evidence | Camp | Rejection | Dismissal
"""What stands at a place in a text: of a camp its heading, of a dismissal what was found there."""


@dataclass(frozen=True, slots=True)
class MovedSpan:
    """A record whose span the correction moves, changes or deletes.

    Attributes:
        record: as it is.
        before: its span in the text as it is.
        after: where it best goes in the corrected text; None when nothing is left of it.
    """

    record: SpanRecord
    before: Span
    after: Span | None


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """An article before and after a correction of its text.

    Attributes:
        before: the article as it is.
        after: the article as it will be.
        moved: what says the same as before at another place.
        touched: mentions, evidence and headings that say something else or nothing, in the order of the text.
    """

    before: Article
    after: Article
    moved: tuple[MovedSpan, ...]
    touched: tuple[MovedSpan, ...]


def span_of(record: Record) -> Span | None:
    """Return where a record stands in its article; None where it stands nowhere."""
    if isinstance(record, Mention | Evidence | Rejection):
        return record.start, record.end
    if isinstance(record, Camp) and record.heading_start is not None and record.heading_end is not None:
        return record.heading_start, record.heading_end
    return span_of_subject(record.subject) if isinstance(record, Dismissal) else None


def follow_text(article: Article, text: str, records: Iterable[Record]) -> CorrectedText:
    """Find out where everything in an article goes when its text becomes `text`.

    A suggestion that was turned down is not asked about, nor is a finding that was let stand: each goes where
    its words go, and with them.

    Args:
        article: as it is.
        text: the corrected text, with line ends normalised.
        records: every annotator's records in the article; those without a span are passed over.
    """
    moves = Moves(article.text, text)
    moved: list[MovedSpan] = []
    touched: list[MovedSpan] = []
    for record in records:
        before = span_of(record)
        if before is None:
            continue
        after = moves.span(*before)
        assert isinstance(record, SpanRecord)
        span = MovedSpan(record, before, after)
        if isinstance(record, Rejection | Dismissal) or (
            after and text[slice(*after)] == article.text[slice(*before)]
        ):
            if after != before:
                moved.append(span)
        else:
            touched.append(span)
    touched.sort(key=lambda span: span.before)
    after_it = replace(article, text=text, sha256=sha256_of(text))
    return CorrectedText(article, after_it, tuple(moved), tuple(touched))


def correct_text(corrected: CorrectedText, removed: Container[Id] = ()) -> ChangeSet:
    """Correct the text of an article and move everything in it.

    Args:
        corrected: what `follow_text` found out.
        removed: ids of touched records that shall go instead: the mention, the piece of evidence (its stance
            stays), the heading (its camp stays). Those of which nothing is left go anyway.
    """
    changes = [Change(corrected.before, corrected.after)]
    changes += _moves(corrected.moved, ())
    changes += _moves(corrected.touched, removed)
    return change_set(f"corrected the text of “{corrected.before.title}”", changes)


def _moves(spans: Sequence[MovedSpan], removed: Container[Id]) -> Iterable[Change]:
    for span in spans:
        record, after = span.record, span.after
        gone = after is None or record.id in removed
        start, end = (None, None) if after is None or gone else after
        if isinstance(record, Camp):
            yield Change(record, replace(record, heading_start=start, heading_end=end))
        elif start is None or end is None:
            yield remove(record)
        elif isinstance(record, Dismissal):
            yield Change(record, replace(record, subject=span_subject((start, end))))
        else:
            yield Change(record, replace(record, start=start, end=end))
