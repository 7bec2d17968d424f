"""What the history panel shows: revisions as rows, read as they are looked at, and changes in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QObject, Qt
from typing_extensions import override

from annotation.changes import Change, ChangeSet
from annotation.describe import camp_title, entity_name
from annotation.edits.article_text import span_of
from annotation.edits.mentions import quote
from annotation.records import (
    Article,
    Camp,
    Comment,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Reason,
    Record,
    Stance,
)
from annotation.working_set import WorkingSet
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip
from gui.widgets.two_line_list import BelowRole, NewRole
from storage.project import Revision

PAGE = 200
"""How many revisions are read at once."""

Span = tuple[int, int]


class HistoryRows(QAbstractListModel):
    """Revisions, the newest first; further ones are read when the end comes into sight.

    Args:
        read: returns up to `PAGE` revisions before a number, or the newest.
        who: returns the name of an annotator.
        parent: owns the model.
    """

    def __init__(
        self,
        read: Callable[[int | None], list[Revision]],
        who: Callable[[Id], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._who = who
        self._revisions: list[Revision] = []
        self._more = False
        self.is_new: Callable[[Revision], bool] = lambda _: False

    def load(self) -> None:
        """Read anew, as after a change of what is wanted."""
        self.beginResetModel()
        self._revisions = self._read(None)
        self._more = len(self._revisions) == PAGE
        self.endResetModel()

    def revision(self, row: int) -> Revision | None:
        """Return the revision in a row."""
        return self._revisions[row] if 0 <= row < len(self._revisions) else None

    def row_of(self, number: int) -> int:
        """Return the row of a revision, or -1."""
        return next((row for row, one in enumerate(self._revisions) if one.number == number), -1)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._revisions)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more

    @override
    def fetchMore(self, parent: Index) -> None:
        further = self._read(self._revisions[-1].number)
        self._more = len(further) == PAGE
        if further:
            first = len(self._revisions)
            self.beginInsertRows(ROOT, first, first + len(further) - 1)
            self._revisions += further
            self.endInsertRows()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        revision = self.revision(index.row())
        if revision is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(revision)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{title_of(revision)}\n{self._who_and_when(revision)}")
            case Qt.ItemDataRole.AccessibleTextRole:
                new = ", new" if self.is_new(revision) else ""
                return f"{title_of(revision)}, {self._who_and_when(revision)}{new}"
            case _ if role == BelowRole:
                return self._who_and_when(revision)
            case _ if role == NewRole:
                return self.is_new(revision)
            case _:
                return None

    def _who_and_when(self, revision: Revision) -> str:
        return f"{one_line(self._who(revision.annotator_id))} · {moment_words(revision)}"


def title_of(revision: Revision) -> str:
    """Return what was done, in words."""
    how = "took back: " if revision.is_undo else "did again: " if revision.is_redo else ""
    return one_line(how + revision.title) or "changed something"


def moment_words(revision: Revision) -> str:
    """Return when it was done, as people read it where they are."""
    moment = QDateTime.fromSecsSinceEpoch(int(revision.at.timestamp()))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


class Subject(Enum):
    """What revisions are about, as the panel lets one choose."""

    ALL = ("All actions", ())
    MENTIONS = ("Mentions", (Mention,))
    STANCES = ("Lists and stances", (Camp, Stance, Evidence))
    NAMES = ("Entities, labels, reasons", (Entity, Label, Reason))
    ARTICLES = ("Articles", (Article,))
    COMMENTS = ("Comments", (Comment,))

    @property
    def words(self) -> str:
        """What it is called."""
        return self.value[0]

    @property
    def kinds(self) -> frozenset[type[Record]]:
        """The kinds of record that it covers; none for all."""
        return frozenset(self.value[1])


def places_of(changes: ChangeSet, stance_place: Callable[[Id], Id | None]) -> list[Id]:
    """Return the articles that changes concern, in their order."""
    places: dict[Id, None] = {}
    for change in changes.changes:
        record = change.record
        place = record.id if isinstance(record, Article) else getattr(record, "article_id", None)
        if isinstance(record, Evidence):
            place = stance_place(record.stance_id)
        if place is not None:
            places[place] = None
    return list(places)


def spans_of(records: WorkingSet, changes: ChangeSet) -> list[Span]:
    """Return where in the open article changes were made; of a stance, its evidence."""
    spans: dict[Span, None] = {}
    for change in changes.changes:
        record = change.record
        if isinstance(record, Stance):
            spans.update(((e.start, e.end), None) for e in records.where(Evidence, "stance_id", record.id))
        span = span_of(record)
        if span is not None:
            spans[span] = None
    return sorted(spans)


def in_words(records: WorkingSet, article: Article | None, changes: ChangeSet) -> Iterator[str]:
    """Yield a line for each record that was changed: what it is, and what was made of it."""
    for change in changes.changes:
        what = _subject(records, article, change.record)
        if change.before is None:
            yield f"+ {what}"
        elif change.after is None:
            yield f"− {what}"
        else:
            yield f"{what}: {'; '.join(_edits(records, change))}"


def _subject(records: WorkingSet, article: Article | None, record: Record) -> str:
    kind = type(record).__name__.lower()
    span = span_of(record)
    if isinstance(record, Stance):
        return f"stance of {entity_name(records, record.holder_id)}"
    if isinstance(record, Camp):
        return f"list “{camp_title(records, record)}”"
    if span is not None and article is not None and getattr(record, "article_id", article.id) == article.id:
        return f"{kind} “{quote(article, *span)}”"
    name = getattr(record, "name", "") or getattr(record, "title", "") or getattr(record, "surface", "")
    return f"{kind} “{one_line(name)}”" if name else kind


def _edits(records: WorkingSet, change: Change) -> Iterator[str]:
    for field in fields(change.record):
        before, after = getattr(change.before, field.name), getattr(change.after, field.name)
        if before != after and field.name not in ("sha256", "text"):
            name = field.name.removesuffix("_id").replace("_", " ")
            yield f"{name} {_value(records, before)} → {_value(records, after)}"
        elif before != after and field.name == "text":
            yield "text"


def _value(records: WorkingSet, value: object) -> str:
    if value in (None, ""):
        return "–"
    for kind in (Entity, Label, Reason):
        named = records.find(kind, str(value))
        if named is not None:
            return named.name
    camp = records.find(Camp, str(value))
    if camp is not None:
        return camp_title(records, camp)
    text = one_line(str(value))
    return text if len(text) <= 60 else f"{text[:59]}…"
