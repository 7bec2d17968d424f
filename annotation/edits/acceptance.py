"""What accepting adds to a project: camps, the stances of their members, mentions, entities and names."""

from __future__ import annotations

from dataclasses import replace

from annotation.changes import Change, add
from annotation.edits.linking import called, forget_alias, learn_alias, meant, name_key
from annotation.names.lookup import NameIndex
from annotation.records import (
    Article,
    Camp,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Origin,
    Polarity,
    ProposalKind,
    Rejection,
    Stance,
    new_id,
)
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.working_set import WorkingSet

Span = tuple[int, int]


class Acceptance:
    """Collects the changes of accepting; entities and mentions that it adds are found again."""

    def __init__(self, records: WorkingSet, names: NameIndex, article: Article, annotator_id: Id) -> None:
        self._records = records
        self._names = names
        self._article = article
        self._annotator_id = annotator_id
        self._new_entities: dict[str, Entity] = {}
        self._learned: set[tuple[Id, str]] = set()
        self._tagged: dict[Span, Mention] = {}
        self._became_stated: set[Id] = set()
        self._rejected = rejected_members(records)
        self.changes: list[Change] = []

    def found_list(self, proposal: ProposedCamp, *, only_certain: bool) -> None:
        """Record a found list with its members, but those that were turned down.

        One that is the target itself is left to be decided: nobody takes a stance towards themselves.
        """
        proposal = as_known(self._records, self._names, proposal)
        target = self._entity(proposal.target) if proposal.target else None
        heading = (proposal.heading_start, proposal.heading_end)
        camp = self.camp(target, proposal.polarity, heading, Origin.SUGGESTED, proposal.unnamed)
        if proposal.target and target:
            self._mention(proposal.target, target)
        for position, member in enumerate(proposal.members):
            rejected = (member.start, member.end) in self._rejected
            if rejected or (only_certain and not member.certain) or self._is(member, target):
                continue
            self.member(camp, member, position)

    def camp(
        self, target: Entity | None, polarity: Polarity, heading: Span | None, origin: Origin, note: str = ""
    ) -> Camp:
        """Open a camp; a target that the project lacks is added."""
        if target is not None:
            self._add(target)
        camp = Camp(
            id=new_id(),
            article_id=self._article.id,
            annotator_id=self._annotator_id,
            target_id=target.id if target else None,
            polarity=polarity,
            heading_start=heading[0] if heading else None,
            heading_end=heading[1] if heading else None,
            note=note,
            origin=origin,
        )
        self.changes.append(add(camp))
        return camp

    def member(self, camp: Camp, member: ProposedName, position: int, holder: Entity | None = None) -> Stance:
        """Record that the article states a member of a camp, with its name as evidence.

        Args:
            camp: the camp.
            member: the name as written.
            position: its place in the order of the list.
            holder: who it is, if a person said so; otherwise who it is taken for.
        """
        if holder is None:
            holder = self._entity(member)
        else:
            self._add(holder)
            self._correct(member, holder)
        changes, stance = self._stated(camp, holder, position, member.note)
        known = {(e.start, e.end) for e in self._records.where(Evidence, "stance_id", stance.id)}
        if (member.start, member.end) not in known:
            changes.append(
                add(Evidence(id=new_id(), stance_id=stance.id, start=member.start, end=member.end))
            )
        self.changes += changes
        self._mention(member, holder)
        return stance

    def _stated(self, camp: Camp, holder: Entity, position: int, note: str) -> tuple[list[Change], Stance]:
        """Return the stance that the article states; one that was added by hand becomes it."""
        for added in self._records.where(Stance, "camp_id", camp.id):
            by_hand = added.stated_camp_id is None and added.claimed_by_id is None
            if by_hand and added.holder_id == holder.id and added.id not in self._became_stated:
                self._became_stated.add(added.id)
                stance = replace(added, stated_camp_id=camp.id, position=position, note=added.note or note)
                return [Change(added, stance)], stance
        stance = Stance(
            id=new_id(),
            article_id=self._article.id,
            annotator_id=self._annotator_id,
            holder_id=holder.id,
            stated_camp_id=camp.id,
            camp_id=camp.id,
            position=position,
            note=note,
            origin=Origin.SUGGESTED,
        )
        return [add(stance)], stance

    def _is(self, member: ProposedName, entity: Entity | None) -> bool:
        """Tell whether a member is an entity; nothing is added for it."""
        if entity is None:
            return False
        label = label_called(self._records, member.label)
        known = meant(self._records, self._names, member.text, label.id)
        if known is not None:
            return known.id == entity.id
        if member.code:
            return member.code == entity.code
        return name_key(member.name) == name_key(entity.name)

    def _add(self, entity: Entity) -> None:
        known = self._records.find(Entity, entity.id) or entity in self._new_entities.values()
        if not known:
            self._new_entities[entity.id] = entity
            self.changes.append(add(entity))

    def _entity(self, proposed: ProposedName) -> Entity:
        """Find the entity by what is written, its code, then its name; add it if the project lacks it."""
        label = label_called(self._records, proposed.label)
        key = proposed.code or name_key(proposed.name)
        entity = meant(self._records, self._names, proposed.text, label.id) or self._new_entities.get(key)
        if entity is None and proposed.code:
            entity = next(iter(self._records.where(Entity, "code", proposed.code)), None)
        if entity is None and not self._names.find(proposed.text):
            entity = called(self._records, self._names, proposed.name, label.id)
        if entity is None:
            entity = Entity(id=new_id(), name=proposed.name, label_id=label.id, code=proposed.code)
            self._new_entities[key] = entity
            self.changes.append(add(entity))
        self._learn(entity, proposed.text)
        return entity

    def _correct(self, member: ProposedName, holder: Entity) -> None:
        """Let what is written mean the holder from now on, and no longer whom it was taken for."""
        if (holder.id, name_key(member.text)) in self._learned:
            return
        taken_for = meant(self._records, self._names, member.text, None)
        if taken_for is None and member.code:
            taken_for = next(iter(self._records.where(Entity, "code", member.code)), None)
        if taken_for is not None and taken_for.id != holder.id:
            self.changes += forget_alias(self._records, taken_for.id, member.text, self._article.language)
        self._learn(holder, member.text)

    def _learn(self, entity: Entity, surface: str) -> None:
        key = (entity.id, name_key(surface))
        if key not in self._learned:
            self._learned.add(key)
            self.changes += learn_alias(self._records, entity, surface, self._article.language)

    def _mention(self, proposed: ProposedName, entity: Entity) -> None:
        """Tag the name where it stands, or link the mention that is there already."""
        span = proposed.start, proposed.end
        there = self._tagged.get(span) or next(iter(self._records.mentions.at(*span)), None)
        if there is None:
            mention = Mention(
                id=new_id(),
                article_id=self._article.id,
                annotator_id=self._annotator_id,
                start=proposed.start,
                end=proposed.end,
                label_id=entity.label_id,
                entity_id=entity.id,
                origin=Origin.SUGGESTED,
            )
            self._tagged[span] = mention
            self.changes.append(add(mention))
        elif there.entity_id is None:
            linked = replace(there, entity_id=entity.id)
            self._tagged[span] = linked
            self.changes.append(Change(there, linked))


def as_known(records: WorkingSet, names: NameIndex, proposal: ProposedCamp) -> ProposedCamp:
    """Return a found list with its names as the project knows them; these are certain, whatever was found."""
    target = proposal.target and name_as_known(records, names, proposal.target)
    members = tuple(name_as_known(records, names, member) for member in proposal.members)
    return replace(proposal, target=target, members=members)


def name_as_known(records: WorkingSet, names: NameIndex, proposed: ProposedName) -> ProposedName:
    """Return a proposed name as the project knows it, or as it is."""
    label = label_called(records, proposed.label)
    entity = meant(records, names, proposed.text, label.id)
    if entity is None:
        return proposed
    return replace(
        proposed,
        label=records.get(Label, entity.label_id).name,
        name=entity.name,
        code=entity.code,
        confidence=1.0,
        alternatives=(),
    )


def label_called(records: WorkingSet, name: str) -> Label:
    """Return the label that is called so, or else the project's first."""
    labels = records.all(Label)
    found = next((label for label in labels if label.name == name), None)
    return found or min(labels, key=lambda label: label.position)


def rejected_members(records: WorkingSet) -> set[Span]:
    """Return the spans of found members that were turned down, in code points."""
    return {
        (rejection.start, rejection.end)
        for rejection in records.all(Rejection)
        if rejection.kind is ProposalKind.STANCE
    }
