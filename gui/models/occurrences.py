"""The places where something was found, with ticks, article by article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal
from typing_extensions import override

from annotation.describe import entity_name
from annotation.edits.tagging_all import Occurrence
from annotation.records import Id, Label, Mention
from annotation.working_set import WorkingSet
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip

PlaceRole = Qt.ItemDataRole.UserRole + 1
"""The `Place` of a row, None for the title of an article."""

TaggedRole = Qt.ItemDataRole.UserRole + 2
"""Says how a place is tagged already; empty if it is not. For a title: how many are ticked."""

LabelRole = Qt.ItemDataRole.UserRole + 3
"""The `Label` of the mention that `TaggedRole` speaks of, or None."""


@dataclass(frozen=True, slots=True)
class Place:
    """An occurrence, with what stands before and after it on one line."""

    occurrence: Occurrence
    before: str
    surface: str
    after: str


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with the places in it; `title` is None where it goes without saying."""

    title: str | None
    places: Sequence[Place]


class OccurrencesModel(QAbstractListModel):
    """Places under the titles of their articles. Those that meet no mention are ticked at first.

    A place that has the label already cannot be ticked.

    Signals:
        ticks_changed(): `ticked_count` may be another.
    """

    ticks_changed = Signal()

    def __init__(self, records: WorkingSet, label_id: Id, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self._label_id = label_id
        self._begin_anew()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._begin_anew()
        self.endResetModel()
        self.ticks_changed.emit()

    def append(self, articles: Iterable[FoundArticle]) -> None:
        """Show more places, below the others."""
        lines: list[int] = []
        for article in articles:
            first = len(self._places)
            if article.title is not None:
                lines.append(~len(self._titles))
                self._titles.append(article.title)
                self._firsts.append(first)
                self._title_rows.append(len(self._lines) + len(lines) - 1)
            lines += range(first, first + len(article.places))
            self._places += article.places
            for number, place in enumerate(article.places, first):
                if place.occurrence.mentions:
                    self._meeting.append(number)
                self._ticks.append(not place.occurrence.mentions)
        if lines:
            self.beginInsertRows(ROOT, len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()
            self.ticks_changed.emit()

    def set_label(self, label_id: Id) -> None:
        """Tag with another label; what has it already loses its tick."""
        self._label_id = label_id
        for number in self._meeting:
            if self._is_tagged(number):
                self._ticks[number] = False
        self._redraw()

    def toggle(self, rows: Iterable[int]) -> None:
        """Turn ticks round; of several rows, tick all unless they are already. A title means all below."""
        numbers: dict[int, None] = {}
        for row in rows:
            line = self._lines[row]
            numbers.update(dict.fromkeys(self._below(~line) if line < 0 else (line,)))
        self._tick([number for number in numbers if not self._is_tagged(number)])

    def toggle_all(self) -> None:
        """Tick every place that can be; when they are, none."""
        self._tick([number for number in range(len(self._places)) if not self._is_tagged(number)])

    def ticked(self) -> list[Occurrence]:
        """Return the places that are ticked, in their order."""
        return [place.occurrence for place, ticked in zip(self._places, self._ticks, strict=True) if ticked]

    def ticked_count(self) -> int:
        """Return how many places are ticked."""
        return self._ticks.count(True)

    def count(self) -> int:
        """Return how many places there are."""
        return len(self._places)

    def article_count(self) -> int:
        """Return how many articles have a title here."""
        return len(self._titles)

    def tagged_count(self) -> int:
        """Return how many places have the label already."""
        return sum(map(self._is_tagged, self._meeting))

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        line = self._lines[index.row()]
        if line < 0 or not self._is_tagged(line):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        return self._title_data(~line, role) if line < 0 else self._place_data(line, role)

    def _title_data(self, group: int, role: int) -> Any:
        title = one_line(self._titles[group])
        below = self._below(group)
        ticked = self._ticks.count(True, below.start, below.stop)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case Qt.ItemDataRole.CheckStateRole:
                if not ticked:
                    return Qt.CheckState.Unchecked
                return Qt.CheckState.Checked if ticked == len(below) else Qt.CheckState.PartiallyChecked
            case Qt.ItemDataRole.ToolTipRole:
                return tip(title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title}, {ticked:,} of {len(below):,} ticked"
            case _ if role == TaggedRole:
                return f"{ticked:,} of {len(below):,}"
            case _:
                return None

    def _place_data(self, number: int, role: int) -> Any:
        place = self._places[number]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return place.surface
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self._ticks[number] else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{place.before}{place.surface}{place.after}\n{self._tagged_words(place)}".strip())
            case Qt.ItemDataRole.AccessibleTextRole:
                said = (f"{place.before}{place.surface}{place.after}".strip(), self._tagged_words(place))
                return ", ".join(filter(None, said))
            case _ if role == PlaceRole:
                return place
            case _ if role == TaggedRole:
                return self._tagged_words(place)
            case _ if role == LabelRole:
                mention = self._told(place.occurrence)
                return self._records.find(Label, mention.label_id) if mention else None
            case _:
                return None

    def _tagged_words(self, place: Place) -> str:
        mention = self._told(place.occurrence)
        if mention is None:
            return ""
        label = self._records.find(Label, mention.label_id)
        name = entity_name(self._records, mention.entity_id) if mention.entity_id else ""
        how = "tagged" if _span(mention) == _span(place.occurrence) else "overlaps"
        return one_line(f"{how} {label.name if label else ''}{f' · {name}' if name else ''}")

    def _told(self, occurrence: Occurrence) -> Mention | None:
        """Return the mention that is told of: best one of just this span, with the label, or short."""
        return min(
            occurrence.mentions,
            key=lambda mention: (
                _span(mention) != _span(occurrence),
                mention.label_id != self._label_id,
                mention.end - mention.start,
            ),
            default=None,
        )

    def _is_tagged(self, number: int) -> bool:
        return self._places[number].occurrence.is_tagged(self._label_id)

    def _below(self, group: int) -> range:
        following = self._firsts[group + 1] if group + 1 < len(self._firsts) else len(self._places)
        return range(self._firsts[group], following)

    def _tick(self, numbers: Sequence[int]) -> None:
        state = not all(self._ticks[number] for number in numbers)
        for number in numbers:
            self._ticks[number] = state
        if len(numbers) == 1:
            self._redraw_place(numbers[0])
        else:
            self._redraw()

    def _redraw_place(self, number: int) -> None:
        group = bisect_right(self._firsts, number) - 1
        rows = [number]
        if group >= 0:
            rows = [number + group + 1, self._title_rows[group]]
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))
        self.ticks_changed.emit()

    def _redraw(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))
        self.ticks_changed.emit()

    def _begin_anew(self) -> None:
        self._places: list[Place] = []
        self._ticks = bytearray()
        self._meeting: list[int] = []  # the numbers of the places that meet a mention
        self._titles: list[str] = []
        self._firsts: list[int] = []  # for each title the number of the first place below
        self._title_rows: list[int] = []
        self._lines: list[int] = []  # for each row the number of a place, or the inverted one of a title


def _span(record: Mention | Occurrence) -> tuple[int, int]:
    return record.start, record.end
