"""The list of articles as a model: kept current by change sets, never read anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QDate, QLocale, QObject, Qt
from typing_extensions import override

from annotation.changes import Change, ChangeSet
from annotation.records import Article, Camp, Id, Mention, Progress, Record, Stance, Status
from gui.models.languages import language_name
from gui.models.sorted_rows import Index, SortedRows
from gui.widgets.plain_text import one_line, tip
from storage.project import ArticleRow

RowRole = Qt.ItemDataRole.UserRole + 1
"""The `ArticleRow`."""

OpenRole = Qt.ItemDataRole.UserRole + 2
"""Whether the article is the open one."""

STATUS_SIGNS = {
    Status.NEW: "○",
    Status.IN_PROGRESS: "◐",
    Status.DONE: "✓",
    Status.REVIEWED: "✓✓",
    Status.DISPUTED: "!",
}
"""A sign for each status."""

MANY = 50
"""Articles touched at once from which the list is arranged anew instead of row by row."""

_COUNTED = {Mention: "mentions", Stance: "stances", Camp: "camps"}


class ArticleOrder(StrEnum):
    """By what articles are sorted, as a person reads it."""

    IMPORTED = "Imported"
    TITLE = "Title"
    DATE = "Date"
    STATUS = "Status"
    MENTIONS = "Mentions"


@dataclass(slots=True)
class _Difference:
    """What a change set means for one article."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    status: Status | None = None


class ArticlesModel(SortedRows[ArticleRow]):
    """The articles with one annotator's progress and counts."""

    def __init__(self, annotator_id: Id, rows: Iterable[ArticleRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._annotator_id = annotator_id
        self._order = ArticleOrder.IMPORTED
        self._places: dict[Id, int] = {}
        self._open: Id | None = None
        rows = list(rows)
        self._number(rows)
        self.set_items(rows)

    @override
    def id_of(self, item: ArticleRow) -> Id:
        return item.id

    @override
    def sort_key(self, item: ArticleRow) -> tuple[Any, ...]:
        match self._order:
            case ArticleOrder.IMPORTED:
                first: object = item.imported_at
            case ArticleOrder.TITLE:
                first = item.title.casefold()
            case ArticleOrder.DATE:
                first = item.published_on or date.min
            case ArticleOrder.STATUS:
                first = _STATUS_ORDER[item.status]
            case ArticleOrder.MENTIONS:
                first = item.mentions
        return first, self._places[item.id]

    @override
    def search_texts(self, item: ArticleRow) -> Iterable[str]:
        return item.title, item.source

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.item(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(row.title)
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join((one_line(row.title), about(row), progress(row))))
            case Qt.ItemDataRole.AccessibleTextRole:
                is_open = "open, " if row.id == self._open else ""
                return f"{one_line(row.title)}, {is_open}{about(row)}, {progress(row)}"
            case _ if role == RowRole:
                return row
            case _ if role == OpenRole:
                return row.id == self._open
            case _:
                return None

    @property
    def order(self) -> ArticleOrder:
        """By what the articles are sorted."""
        return self._order

    def set_order(self, order: ArticleOrder) -> None:
        """Sort by something else."""
        if order is not self._order:
            self._order = order
            self.rearrange()

    def set_open(self, article_id: Id | None) -> None:
        """Mark the article that is open."""
        before, self._open = self._open, article_id
        self.refresh(before)
        self.refresh(article_id)

    def follow(self, changes: ChangeSet) -> None:
        """Bring the rows up to date with what was applied."""
        if not changes.touches(Article, Progress, *_COUNTED):
            return
        rows: dict[Id, ArticleRow | None] = {}
        differences: dict[Id, _Difference] = defaultdict(_Difference)
        for change in changes.changes:
            if change.kind is Article:
                rows[change.record_id] = self._described(change)
            else:
                self._note(change, differences)
        for article_id, difference in differences.items():
            row = rows[article_id] if article_id in rows else self.find(article_id)
            if row is not None:
                rows[article_id] = _with(row, difference)
        self._take(rows)

    def _described(self, change: Change) -> ArticleRow | None:
        article = change.after
        if not isinstance(article, Article):
            return None
        row = self.find(article.id)
        return ArticleRow(
            id=article.id,
            title=article.title,
            source=article.source,
            language=article.language,
            published_on=article.published_on,
            imported_at=article.imported_at,
            characters=len(article.text),
            status=row.status if row else Status.NEW,
            mentions=row.mentions if row else 0,
            stances=row.stances if row else 0,
            camps=row.camps if row else 0,
        )

    def _note(self, change: Change, differences: dict[Id, _Difference]) -> None:
        record = change.record
        if not isinstance(record, Mention | Stance | Camp | Progress):
            return
        if record.annotator_id != self._annotator_id:
            return
        difference = differences[record.article_id]
        if isinstance(record, Progress):
            difference.status = record.status if change.after is not None else Status.NEW
        else:
            difference.counts[_COUNTED[type(record)]] += _counts(change.after) - _counts(change.before)

    def _take(self, rows: dict[Id, ArticleRow | None]) -> None:
        self._number(row for row in rows.values() if row is not None)
        if len(rows) >= MANY:
            kept = self._items | rows
            self.set_items(row for row in kept.values() if row is not None)
        else:
            for article_id, row in rows.items():
                if row is None:
                    self.drop(article_id)
                else:
                    self.put(row)
        for article_id, row in rows.items():
            if row is None:
                self._places.pop(article_id, None)

    def _number(self, rows: Iterable[ArticleRow]) -> None:
        """Remember the order in which articles came, to sort by where all else is equal."""
        following = max(self._places.values(), default=-1) + 1 if len(self._places) else 0
        for row in rows:
            if row.id not in self._places:
                self._places[row.id] = following
                following += 1


_STATUS_ORDER = {status: place for place, status in enumerate(Status)}


def about(row: ArticleRow) -> str:
    """Say date, source and language of an article, as far as they are known."""
    parts = (date_words(row.published_on), one_line(row.source), language_name(row.language))
    return " · ".join(part for part in parts if part)


def date_words(day: date | None) -> str:
    """Write a date as people read it; nothing where it is not known."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy") if day else ""


def status_words(row: ArticleRow) -> str:
    """Say the status with its sign."""
    return f"{STATUS_SIGNS[row.status]} {row.status.capitalize()}"


def count_words(row: ArticleRow) -> str:
    """Say what is annotated in an article; empty if nothing is."""
    counts = ((row.mentions, "mention"), (row.stances, "stance"), (row.camps, "list"))
    return " · ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts if number)


def progress(row: ArticleRow) -> str:
    """Say status and counts in words."""
    return ", ".join(part for part in (row.status.capitalize(), count_words(row)) if part)


def _counts(record: Record | None) -> bool:
    """Tell whether a record is counted: it is there, and no stance that was removed from its camp."""
    return record is not None and not (isinstance(record, Stance) and record.camp_id is None)


def _with(row: ArticleRow, difference: _Difference) -> ArticleRow:
    counts = difference.counts
    return replace(
        row,
        status=difference.status or row.status,
        mentions=row.mentions + counts["mentions"],
        stances=row.stances + counts["stances"],
        camps=row.camps + counts["camps"],
    )
