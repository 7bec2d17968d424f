"""Deciding between annotators: what is taken, rejected or made on one's own goes into the adjudicated layer.

A decision replaces an earlier one on the same item. Each is a change set, so that it can be undone and is in
the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.compare.differences import Item, StanceSaid, Work, sameness
from annotation.edits.mentions import quote
from annotation.records import (
    Annotator,
    Article,
    Camp,
    Evidence,
    Id,
    Label,
    Mention,
    Polarity,
    ProposalKind,
    Rejection,
    Role,
    Stance,
    new_id,
)

ADJUDICATED = "Decided"
"""The name of the adjudicated layer."""


def adjudicated_layer(annotators: Iterable[Annotator]) -> tuple[Annotator, list[Change]]:
    """Return to whom decisions belong, and what adds them to the project where they are not there yet."""
    found = next((one for one in annotators if one.role is Role.ADJUDICATED), None)
    if found is not None:
        return found, []
    made = Annotator(id=new_id(), name=ADJUDICATED, role=Role.ADJUDICATED)
    return made, [add(made)]


class Deciding:
    """Makes the change sets of decisions in one article.

    Args:
        article: the article.
        decided: the adjudicated layer of it as it is.
        owner: the adjudicated annotator.
        before: what has to be changed first, as when there is no such annotator yet.
    """

    def __init__(self, article: Article, decided: Work, owner: Annotator, before: Sequence[Change]) -> None:
        self._article = article
        self._decided = decided
        self._owner = owner
        self._before = tuple(before)

    def take(self, item: Item, annotator_id: Id, name: str) -> ChangeSet:
        """Decide that an annotator is right; whoever has nothing of the item is right that there is nothing.

        Args:
            item: what is decided.
            annotator_id: who is right.
            name: what they are called in the history.
        """
        option = item.options.get(annotator_id)
        if option is None:
            return self.reject(item)
        return self._made(
            f"took {name}’s {self._words(item)}", [*self._undone(item), *self._copied([item], [annotator_id])]
        )

    def reject(self, item: Item) -> ChangeSet:
        """Decide that nobody is right."""
        start, end = item.place or (0, 0)
        rejection = Rejection(
            id=new_id(),
            article_id=self._article.id,
            annotator_id=self._owner.id,
            kind=ProposalKind.STANCE if item.key.startswith("stance") else ProposalKind.MENTION,
            start=start,
            end=end,
            proposed=item.key,
        )
        return self._made(f"took nobody’s {self._words(item)}", [*self._undone(item), add(rejection)])

    def reopen(self, item: Item) -> ChangeSet:
        """Take the decision on an item back, so that it is open again."""
        return self._made(f"left {self._words(item)} open again", self._undone(item))

    def make_mention(
        self, item: Item | None, span: tuple[int, int], label: Label, entity_id: Id | None
    ) -> ChangeSet:
        """Decide on a mention of one's own, instead of what the annotators have or where they have none."""
        made = Mention(
            id=new_id(),
            article_id=self._article.id,
            annotator_id=self._owner.id,
            start=span[0],
            end=span[1],
            label_id=label.id,
            entity_id=entity_id,
        )
        undone = self._undone(item) if item is not None else []
        return self._made(f"decided that {quote(self._article, *span)} is {label.name}", [*undone, add(made)])

    def make_stance(self, item: Item, polarity: Polarity) -> ChangeSet:
        """Decide on a polarity of one's own for who stands towards whom; the evidence is that of all."""
        said = next(option for option in item.options.values() if isinstance(option, StanceSaid))
        model = said.stances[0]
        towards = said.camps[model.camp_id or model.stated_camp_id or ""]
        undone = self._undone(item)
        removed = {change.record_id for change in undone if change.after is None}
        camp = next(
            (
                one
                for one in self._decided.layer.camps.values()
                if (one.target_id, one.polarity) == (towards.target_id, polarity) and one.id not in removed
            ),
            None,
        )
        made: list[Change] = []
        if camp is None:
            camp = Camp(
                id=new_id(),
                article_id=self._article.id,
                annotator_id=self._owner.id,
                target_id=towards.target_id,
                polarity=polarity,
            )
            made.append(add(camp))
        stance = Stance(
            id=new_id(),
            article_id=self._article.id,
            annotator_id=self._owner.id,
            holder_id=model.holder_id,
            camp_id=camp.id,
            claimed_by_id=model.claimed_by_id,
        )
        spans = {
            span
            for option in item.options.values()
            if isinstance(option, StanceSaid)
            for span in option.spans()
        }
        pieces = [
            add(Evidence(id=new_id(), stance_id=stance.id, start=start, end=end))
            for start, end in sorted(spans)
        ]
        return self._made(f"decided that the stance is {polarity}", [*undone, *made, add(stance), *pieces])

    def take_agreed(self, items: Iterable[Item], number: int) -> ChangeSet:
        """Take everything undecided on which at least so many annotators have just the same."""
        agreed: list[Item] = []
        whose: list[Id] = []
        for item in items:
            agreeing = item.agreeing()
            if not item.is_decided and len(agreeing) >= number:
                agreed.append(item)
                whose.append(agreeing[0])
        what = "1 item" if len(agreed) == 1 else f"{len(agreed):,} items"
        title = f"took {what} on which at least {number} agree"
        return self._made(title, list(self._copied(agreed, whose)) if agreed else [])

    def _made(self, title: str, changes: Sequence[Change]) -> ChangeSet:
        return change_set(title, [*self._before, *changes] if changes else [])

    def _undone(self, item: Item) -> list[Change]:
        """Return what takes an earlier decision on the item away."""
        gone: list[Change] = [remove(one) for one in self._decided.rejections if one.proposed == item.key]
        if isinstance(item.decided, Mention):
            gone.append(remove(item.decided))
        elif isinstance(item.decided, StanceSaid):
            gone += [remove(piece) for piece in item.decided.evidence]
            gone += [remove(stance) for stance in item.decided.stances]
            gone += self._left_empty(item.decided.stances)
        return gone

    def _left_empty(self, leaving: Sequence[Stance]) -> Iterator[Change]:
        """Return what removes the camps in which nobody stands any more."""
        ids = {stance.id for stance in leaving}
        used = {
            camp
            for stance in self._decided.layer.stances
            if stance.id not in ids
            for camp in (stance.camp_id, stance.stated_camp_id)
        }
        touched = {camp for stance in leaving for camp in (stance.camp_id, stance.stated_camp_id)}
        for camp_id in touched - used:
            if camp_id is not None:
                yield remove(self._decided.layer.camps[camp_id])

    def _copied(self, items: Sequence[Item], whose: Sequence[Id]) -> Iterator[Change]:
        """Return what puts copies of the annotators' records into the adjudicated layer."""
        camps = {_camp_key(camp): camp for camp in self._decided.layer.camps.values()}
        for item, annotator_id in zip(items, whose, strict=True):
            option = item.options[annotator_id]
            if isinstance(option, Mention):
                yield add(replace(option, id=new_id(), annotator_id=self._owner.id))
            else:
                leaving = item.decided.stances if isinstance(item.decided, StanceSaid) else ()
                for change in self._left_empty(leaving):
                    camps.pop(_camp_key(change.record), None)
                yield from self._copied_stances(option, camps)

    def _copied_stances(self, said: StanceSaid, camps: dict[object, Camp]) -> Iterator[Change]:
        for stance in said.stances:
            ids: dict[Id | None, Id | None] = {None: None}
            for camp_id in (stance.stated_camp_id, stance.camp_id):
                if camp_id is None or camp_id in ids:
                    continue
                camp = said.camps[camp_id]
                ours = camps.get(_camp_key(camp))
                if ours is None:
                    ours = replace(camp, id=new_id(), annotator_id=self._owner.id)
                    camps[_camp_key(camp)] = ours
                    yield add(ours)
                ids[camp_id] = ours.id
            copy = replace(
                stance,
                id=new_id(),
                annotator_id=self._owner.id,
                stated_camp_id=ids[stance.stated_camp_id],
                camp_id=ids[stance.camp_id],
            )
            yield add(copy)
            for piece in said.evidence:
                if piece.stance_id == stance.id:
                    yield add(Evidence(id=new_id(), stance_id=copy.id, start=piece.start, end=piece.end))

    def _words(self, item: Item) -> str:
        if item.key.startswith("mention") and item.place is not None:
            return f"mention “{quote(self._article, *item.place)}”"
        return "stance"


def _camp_key(camp: object) -> object:
    assert isinstance(camp, Camp)
    return camp.target_id, camp.polarity, camp.heading_start, camp.heading_end


def same_decision(item: Item, annotator_id: Id) -> bool:
    """Tell whether what was decided on an item is what an annotator has."""
    option = item.options.get(annotator_id)
    if option is None or item.decided is None:
        return option is None and item.rejected
    return sameness(option) == sameness(item.decided)
