"""Annotators side by side in one article, in words and as spans, and what is decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from annotation.compare.differences import Item, Option, StanceSaid, Work, compare
from annotation.compare.layers import make_layer
from annotation.describe import camp_title, entity_name
from annotation.edits.adjudicating import Deciding, adjudicated_layer
from annotation.edits.mentions import quote
from annotation.records import (
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Record,
    Rejection,
    Role,
    Stance,
)
from gui.article.spans import Place, Span, SpanStyle, placed
from gui.models.sorted_rows import ROOT, Index
from gui.session import Session
from gui.widgets.two_line_list import BelowRole, NewRole

_COMPARED = (Mention, Camp, Stance)

DECIDED = "✓"
"""Stands before the name of what was decided, and in the list."""


class Show(StrEnum):
    """Which items are listed."""

    OPEN = "Open differences"
    DIFFERENCES = "All differences"
    AGREED = "Agreed, not taken yet"
    DECIDED = "Decided"
    ALL = "Everything"


class Comparison(QAbstractListModel):
    """The items of the open article, as the annotators have them who are chosen.

    Args:
        session: the session with the article; looking back, each is compared with themselves of then.
        parent: owns the model.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.blind = False
        self.show = Show.OPEN
        self.items: list[Item] = []
        self._rows: list[Item] = []
        self._works: dict[Id, Work] = {}
        self._decided: Work | None = None
        self.people: dict[Id, str] = {}
        self.chosen: list[Id] = []
        self.load()

    @property
    def article(self) -> Article:
        """The article."""
        assert self._session.article is not None
        return self._session.article

    @property
    def decidable(self) -> bool:
        """Whether anything can be decided: not where all can only be read, nor while one looks back."""
        return not self._session.read_only

    def load(self) -> None:
        """Read the work of everybody who has something in the article."""
        article, annotators = self.article, self._session.records.all(Annotator)
        owner, _ = adjudicated_layer(annotators)
        self._works = {}
        for annotator in annotators:
            records = self._session.project.layer(article.id, annotator.id)
            if annotator.role is not Role.ADJUDICATED and any(isinstance(one, _COMPARED) for one in records):
                self._works[annotator.id] = _work(article, annotator.id, annotator.id, records)
        self.people = {one.id: one.name for one in annotators if one.id in self._works}
        decided = self._session.project.layer(article.id, owner.id)
        self._decided = _work(article, owner.id, owner.id, decided)
        if self._session.past is not None:
            self._compare_with_then()
        kept = [one for one in self.chosen if one in self.people]
        self.chosen = kept if len(kept) > 1 else list(self.people)
        self._arrange()

    def choose(self, people: Sequence[Id]) -> None:
        """Compare these people."""
        self.chosen = [one for one in self.people if one in people]
        self._arrange()

    def set_show(self, show: Show) -> None:
        """List other items."""
        self.show = show
        self._arrange()

    def name(self, annotator_id: Id) -> str:
        """Return what an annotator is called, which in blind mode is a letter."""
        if self.blind:
            return chr(ord("A") + list(self.people).index(annotator_id) % 26)
        return self.people[annotator_id]

    def item(self, row: int) -> Item | None:
        """Return the item in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: str) -> int:
        """Return the row of an item by its key, or -1."""
        return next((row for row, item in enumerate(self._rows) if item.key == key), -1)

    def row_at(self, position: int) -> int:
        """Return the row of the first item at or after a place in the text, or the last."""
        for row, item in enumerate(self._rows):
            if item.place is not None and item.place[0] >= position:
                return row
        return len(self._rows) - 1

    def deciding(self) -> Deciding:
        """Return what makes decisions of the article as it is."""
        owner, before = adjudicated_layer(self._session.records.all(Annotator))
        assert self._decided is not None
        return Deciding(self.article, self._decided, owner, before)

    def summary(self) -> str:
        """Say what has been decided and what is left."""
        differing = [item for item in self.items if item.differences]
        decided = sum(item.is_decided for item in differing)
        agreed = sum(not item.differences and not item.is_decided for item in self.items)
        parts = [f"{decided:,} of {len(differing):,} differences decided"]
        if agreed:
            parts.append(f"{agreed:,} agreed and not taken yet")
        return " · ".join(parts)

    def progress(self) -> tuple[int, int]:
        """Return how many of all items are decided, and how many there are."""
        return sum(item.is_decided for item in self.items), len(self.items)

    def spans(self) -> list[Place]:
        """Return what is drawn: a group of lanes for what was decided, then one for each annotator."""
        places = [self._place(mention, f"{DECIDED} ", 0) for mention in self._decided_mentions()]
        for group, annotator in enumerate(self.chosen, 1):
            name = f"{self.name(annotator)}: "
            places += [self._place(one, name, group) for one in self._works[annotator].layer.mentions]
        return places

    def option_words(self, option: Option | None) -> str:
        """Say what an annotator has of an item."""
        records = self._session.records
        if option is None:
            return "nothing"
        if isinstance(option, Mention):
            label = records.find(Label, option.label_id)
            entity = f" · {entity_name(records, option.entity_id)}" if option.entity_id else ""
            return f"“{quote(self.article, option.start, option.end)}” {label.name if label else '–'}{entity}"
        said: list[str] = []
        for stance in option.stances:
            camp = option.camps.get(stance.camp_id or "")
            said.append(camp_title(records, camp) if camp else "removed from the list")
        pieces = f" · {len(option.evidence)} evidence" if option.evidence else ""
        return f"{', '.join(said)}{pieces}"

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row())
        if item is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                sign = f"{DECIDED} " if item.is_decided else ""
                return f"{sign}{self._title(item)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                state = "decided" if item.is_decided else "open"
                return f"{self._title(item)}, {self._below(item)}, {state}"
            case _ if role == BelowRole:
                return self._below(item)
            case _ if role == NewRole:
                return not item.is_decided
            case _:
                return None

    def _title(self, item: Item) -> str:
        option = next(iter(item.options.values()), item.decided)
        if isinstance(option, StanceSaid):
            entity = self._session.records.find(Entity, option.stances[0].holder_id)
            camp = option.camps.get(option.stances[0].camp_id or option.stances[0].stated_camp_id or "")
            target = entity_name(self._session.records, camp.target_id if camp else None)
            return f"{entity.name if entity else '–'} → {target}"
        if item.place is None:
            return "–"
        return f"“{quote(self.article, *item.place)}”"

    def _below(self, item: Item) -> str:
        if item.rejected:
            return "nobody is right"
        if item.is_decided:
            return self.option_words(item.decided)
        return ", ".join(item.differences) or "all agree"

    def _arrange(self) -> None:
        self.beginResetModel()
        self.items = compare([self._works[one] for one in self.chosen], self._decided)
        wanted = {
            Show.OPEN: lambda item: bool(item.differences) and not item.is_decided,
            Show.DIFFERENCES: lambda item: bool(item.differences),
            Show.AGREED: lambda item: not item.differences and not item.is_decided,
            Show.DECIDED: lambda item: item.is_decided,
            Show.ALL: lambda _: True,
        }[self.show]
        self._rows = [item for item in self.items if wanted(item)]
        self.endResetModel()

    def _compare_with_then(self) -> None:
        """While one looks back: oneself of then and oneself of now."""
        me, past = self._session.annotator, self._session.past
        assert past is not None
        then = f"{me.id} then"
        records = self._session.project.article_at(self.article.id, me.id, past)
        now = self._session.project.layer(self.article.id, me.id)
        self._works = {
            then: _work(self.article, me.id, then, records),
            me.id: _work(self.article, me.id, me.id, now),
        }
        self.people = {then: f"{me.name} then", me.id: f"{me.name} now"}
        self._decided = None

    def _decided_mentions(self) -> Sequence[Mention]:
        return self._decided.layer.mentions if self._decided else ()

    def _place(self, mention: Mention, before: str, group: int) -> Place:
        records = self._session.records
        label = records.find(Label, mention.label_id)
        entity = f" · {entity_name(records, mention.entity_id)}" if mention.entity_id else ""
        span = Span(
            id=f"{group} {mention.id}",
            start=mention.start,
            end=mention.end,
            colour=label.colour if label else "#808080",
            name=f"{before}{label.name if label else ''}{entity}",
            style=SpanStyle.OWN if group == 0 else SpanStyle.OTHER,
            group=group,
        )
        return placed(span)


def _work(article: Article, annotator_id: Id, called: Id, records: Sequence[Record]) -> Work:
    """Return the work of an annotator, under another id where two times of one person are compared."""
    layer = make_layer(article.id, len(article.text), annotator_id, records)
    return Work(
        layer=layer if called == annotator_id else replace(layer, annotator_id=called),
        evidence=[one for one in records if isinstance(one, Evidence)],
        rejections=[one for one in records if isinstance(one, Rejection)],
    )
