"""What one annotator has in one article, ready to be compared with what others have there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotation.records import Camp, Id, Mention, Polarity, Record, Stance, Status

FINISHED = frozenset({Status.DONE, Status.REVIEWED, Status.DISPUTED})
"""The statuses of an article in which an annotator has no more to do."""

Claim = tuple[Id, Id, "Id | None"]
"""Holder, target, and who claims it (None: the article itself says so)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The annotations of one annotator in one article.

    Attributes:
        article_id: the article.
        length: of its text, in code points.
        annotator_id: whose they are.
        mentions: in the order of the text.
        camps: by id.
        stances: all, removed members of lists too.
    """

    article_id: Id
    length: int
    annotator_id: Id
    mentions: tuple[Mention, ...] = ()
    camps: dict[Id, Camp]
    stances: tuple[Stance, ...] = ()

    def claims(self, *, listed: bool = False) -> dict[Claim, frozenset[Polarity]]:
        """Return the polarities that the annotator records for each holder and target.

        Args:
            listed: only what stands in an alliance list, that is in a camp with a heading.
        """
        found: dict[Claim, set[Polarity]] = {}
        for stance in self.stances:
            camp = self.camps.get(stance.camp_id or "")
            if camp is None or camp.target_id is None or (listed and camp.heading_start is None):
                continue
            claim = (stance.holder_id, camp.target_id, stance.claimed_by_id)
            found.setdefault(claim, set()).add(camp.polarity)
        return {claim: frozenset(polarities) for claim, polarities in found.items()}

    def camp_holders(self) -> dict[tuple[Id, Polarity], frozenset[Id]]:
        """Return who stands how towards whom: the holders for each target and polarity."""
        found: dict[tuple[Id, Polarity], set[Id]] = {}
        for stance in self.stances:
            camp = self.camps.get(stance.camp_id or "")
            if camp is not None and camp.target_id is not None:
                found.setdefault((camp.target_id, camp.polarity), set()).add(stance.holder_id)
        return {camp: frozenset(holders) for camp, holders in found.items()}


def make_layer(article_id: Id, length: int, annotator_id: Id, records: Iterable[Record]) -> Layer:
    """Return the layer that records make; those of other articles, annotators and kinds are passed over.

    Args:
        article_id: the article.
        length: of its text, in code points.
        annotator_id: whose layer.
        records: mentions, camps and stances, among others.
    """
    mentions: list[Mention] = []
    camps: dict[Id, Camp] = {}
    stances: list[Stance] = []
    for record in records:
        if isinstance(record, Mention | Camp | Stance) and (record.article_id, record.annotator_id) == (
            article_id,
            annotator_id,
        ):
            if isinstance(record, Mention):
                mentions.append(record)
            elif isinstance(record, Camp):
                camps[record.id] = record
            else:
                stances.append(record)
    return Layer(
        article_id=article_id,
        length=length,
        annotator_id=annotator_id,
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.id))),
        camps=camps,
        stances=tuple(stances),
    )
