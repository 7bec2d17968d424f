"""The mentions of an article as light rows, made whole records only when somebody asks for one.

An article may have 100,000 mentions. Most of what is done with them (drawing a page, listing, counting,
walking) needs but a few of them, or only where they stand.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from annotation.records import Id, Mention, Origin

MentionRow: TypeAlias = tuple[int, int, Id, Id, "Id | None", str, str]
"""Start, minus end, id, label id, entity id, note, origin.

So rows compare in the order of the text: of two mentions that begin together the one around comes first. A
plain tuple, which the garbage collector soon leaves alone.
"""


class MentionLayer:
    """Mentions by id, by place, and by entity. Those loaded as rows are of one annotator in one article."""

    def __init__(self) -> None:
        self._article_id: Id = ""
        self._annotator_id: Id = ""
        self._rows: dict[Id, MentionRow] = {}
        self._whole: dict[Id, Mention] = {}
        self._in_order: list[MentionRow] | None = None
        self._by_entity: dict[Id | None, dict[Id, None]] | None = None

    def load(self, article_id: Id, annotator_id: Id, rows: Iterable[MentionRow]) -> None:
        """Hold these mentions and no others."""
        self._article_id, self._annotator_id = article_id, annotator_id
        self._rows = {row[2]: row for row in rows}
        self._whole = {}
        self._in_order = self._by_entity = None

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, mention_id: Id) -> MentionRow | None:
        """Return the row of a mention, or None."""
        return self._rows.get(mention_id)

    def find(self, mention_id: Id | None) -> Mention | None:
        """Return the mention with an id, or None."""
        if mention_id is None:
            return None
        whole = self._whole.get(mention_id)
        if whole is None and mention_id in self._rows:
            whole = self._whole[mention_id] = self._make(self._rows[mention_id])
        return whole

    def all(self) -> list[Mention]:
        """Return every mention, in the order in which they were added."""
        return [self._whole.get(mention_id) or self._make(row) for mention_id, row in self._rows.items()]

    def in_order(self) -> Sequence[MentionRow]:
        """Return the rows in the order of the text."""
        if self._in_order is None:
            self._in_order = sorted(self._rows.values())
        return self._in_order

    def at(self, start: int, end: int) -> list[Mention]:
        """Return the mentions with just this span, in code points."""
        order = self.in_order()
        place = bisect_left(order, (start, -end))
        found: list[Mention] = []
        while place < len(order) and order[place][:2] == (start, -end):
            found += filter(None, [self.find(order[place][2])])
            place += 1
        return found

    def of_entity(self, entity_id: Id | None) -> list[Mention]:
        """Return the mentions linked to an entity, or those linked to none."""
        return [whole for mention_id in self._linked(entity_id) if (whole := self.find(mention_id))]

    def count_of_entity(self, entity_id: Id | None) -> int:
        """Return how many mentions are linked to an entity, or to none."""
        return len(self._linked(entity_id))

    def counts_by_entity(self) -> dict[Id, int]:
        """Return the entities that are mentioned with how often each is."""
        return {
            entity_id: len(linked)
            for entity_id, linked in self._entities().items()
            if entity_id is not None and linked
        }

    def put(self, mention: Mention) -> None:
        """Take a mention in, or a new version of one."""
        before = self._rows.get(mention.id)
        self._take_out(before)
        row = _row(mention)
        self._rows[mention.id] = row
        self._whole[mention.id] = mention
        if self._in_order is not None:
            insort(self._in_order, row)
        if self._by_entity is not None:
            self._by_entity.setdefault(mention.entity_id, {})[mention.id] = None

    def drop(self, mention_id: Id) -> None:
        """Let go of a mention, if it is there."""
        self._take_out(self._rows.pop(mention_id, None))
        self._whole.pop(mention_id, None)

    def forget_order(self) -> None:
        """Expect many to be put and dropped; order and links are then made anew when they are asked for."""
        self._in_order = self._by_entity = None

    def put_all(self, mentions: Iterable[Mention]) -> None:
        """Take many mentions in at once."""
        for mention in mentions:
            self._rows[mention.id] = _row(mention)
            self._whole[mention.id] = mention
        self.forget_order()

    def _linked(self, entity_id: Id | None) -> dict[Id, None]:
        return self._entities().get(entity_id, {})

    def _entities(self) -> dict[Id | None, dict[Id, None]]:
        if self._by_entity is None:
            self._by_entity = {}
            for row in self._rows.values():
                self._by_entity.setdefault(row[4], {})[row[2]] = None
        return self._by_entity

    def _take_out(self, row: MentionRow | None) -> None:
        if row is None:
            return
        if self._in_order is not None:
            del self._in_order[bisect_left(self._in_order, row)]
        if self._by_entity is not None:
            del self._by_entity[row[4]][row[2]]

    def _make(self, row: MentionRow) -> Mention:
        start, minus_end, mention_id, label_id, entity_id, note, origin = row
        return Mention(
            id=mention_id,
            article_id=self._article_id,
            annotator_id=self._annotator_id,
            start=start,
            end=-minus_end,
            label_id=label_id,
            entity_id=entity_id,
            note=note,
            origin=Origin(origin),
        )


def _row(mention: Mention) -> MentionRow:
    return (
        mention.start,
        -mention.end,
        mention.id,
        mention.label_id,
        mention.entity_id,
        mention.note,
        mention.origin.value,
    )
