"""Lists made by hand, cut in two, or put together: where the program read the article's lists otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.describe import camp_title
from annotation.edits.acceptance import Acceptance
from annotation.edits.alliances import move_members, new_camp
from annotation.edits.doubtful import Undecided
from annotation.edits.joining import both_notes, settled
from annotation.edits.mentions import quote
from annotation.names.lookup import NameIndex
from annotation.records import (
    Article,
    Camp,
    Entity,
    Id,
    Origin,
    Polarity,
    ProposalKind,
    Rejection,
    Stance,
    new_id,
)
from annotation.suggest.proposals import ProposedName
from annotation.working_set import WorkingSet

Span = tuple[int, int]


def make_list(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    target: Entity,
    polarity: Polarity,
    heading: Span | None,
    members: Sequence[ProposedName],
) -> tuple[ChangeSet, Camp]:
    """Record a list that the program did not find: the camp, and what accepting a found one records.

    Args:
        records: the records at hand.
        names: the project's names and aliases.
        article: the article.
        annotator_id: whose list it is.
        target: towards whom; an unknown one is added.
        polarity: on which side.
        heading: the span of the heading in code points, if the article has one.
        members: whom it lists, in its order.
    """
    acceptance = Acceptance(records, names, article, annotator_id)
    camp = acceptance.camp(target, polarity, heading, Origin.TYPED)
    for position, member in enumerate(members):
        acceptance.member(camp, member, position)
    what = f"“{quote(article, *heading)}”" if heading else f"{polarity} {target.name}"
    return change_set(f"made the list {what}", acceptance.changes), camp


def split_list(
    records: WorkingSet,
    article: Article,
    annotator_id: Id,
    stances: Sequence[Stance],
    target: Entity,
    polarity: Polarity,
) -> tuple[ChangeSet, Camp]:
    """Put members of a list into a new camp. Where the article states them stays on record: they are moved.

    The new camp has no heading: the article's heading is that of the list that is left.
    """
    opened, camp = new_camp(records, article, annotator_id, target, polarity)
    moved = move_members(records, stances, camp)
    who = "one member" if len(stances) == 1 else f"{len(stances)} members"
    return ChangeSet(f"split {who} off to {polarity} {target.name}", (*opened.changes, *moved.changes)), camp


def same_statement(one: Camp, other: Camp) -> bool:
    """Say whether two camps state the same: one polarity towards one target, which both name."""
    return one.target_id is not None and (one.polarity, one.target_id) == (other.polarity, other.target_id)


def merge_lists(records: WorkingSet, camp: Camp, into: Camp, waiting: Iterable[Undecided] = ()) -> ChangeSet:
    """Put all members of a camp into another.

    Stated and corrected are kept apart for ever, so it matters what a merge says. Of two camps with the same
    polarity towards the same target it says nothing about anybody's side: it repairs how the article was
    read, one list taken for two. Then what the one states is what the other states: its members count as
    stated there, behind those that are there already, and a member that was moved between the two is kept
    again. The camp goes; the heading of the other stays and is the only one from then on, or it takes that of
    the camp if it has none. What was found under the heading that goes is not proposed again by itself.

    Camps that differ in polarity or target are two statements of the article, and merging them corrects where
    members stand: they are moved, what the article states stays, and so does the camp that states it. Who
    wants them to be one statement corrects polarity and target of the camp first.

    As where members are moved, one that was added by hand joins the same holder there (see `settled`).

    Args:
        records: the records at hand.
        camp: the camp whose members go.
        into: the camp that they come to.
        waiting: the members of lists that are not decided yet; their places are left to them.
    """
    title = f"merged {camp_title(records, camp)} into {camp_title(records, into)}"
    inside = records.where(Stance, "camp_id", camp.id)
    if not same_statement(camp, into):
        return ChangeSet(title, move_members(records, inside, into).changes if inside else ())
    there = _named_by(records, into)
    coming = _named_by(records, camp)
    taken = [stance.position for stance in there.values()]
    taken += [member.position for member in waiting if member.camp_id == into.id]
    behind = 1 + max(taken, default=-1)
    carried = [Change(stance, _carried(stance, camp, into, behind)) for stance in coming.values()]
    return change_set(title, [*settled(records, carried), *_headings(records, camp, into), remove(camp)])


def _named_by(records: WorkingSet, camp: Camp) -> dict[Id, Stance]:
    """Return the stances that are in a camp or stated there, by id."""
    fields = ("stated_camp_id", "camp_id")
    return {stance.id: stance for field in fields for stance in records.where(Stance, field, camp.id)}


def _carried(stance: Stance, camp: Camp, into: Camp, behind: int) -> Stance:
    """Return a stance that names one camp as one that names the other."""
    listed = (stance.stated_camp_id or stance.camp_id) == camp.id
    return replace(
        stance,
        stated_camp_id=into.id if stance.stated_camp_id == camp.id else stance.stated_camp_id,
        camp_id=into.id if stance.camp_id == camp.id else stance.camp_id,
        position=stance.position + behind if listed else stance.position,
    )


def _headings(records: WorkingSet, camp: Camp, into: Camp) -> list[Change]:
    """Return the changes that keep one heading and both notes of two camps that become one."""
    after = replace(into, note=both_notes(into.note, camp.note))
    if camp.heading_start is None or camp.heading_end is None:
        return [Change(into, after)]
    if into.heading_start is None:
        after = replace(
            after, heading_start=camp.heading_start, heading_end=camp.heading_end, origin=camp.origin
        )
        return [Change(into, after)]
    no_list = Rejection(
        id=new_id(),
        article_id=camp.article_id,
        annotator_id=camp.annotator_id,
        kind=ProposalKind.CAMP,
        start=camp.heading_start,
        end=camp.heading_end,
        proposed=camp_title(records, camp),
    )
    return [Change(into, after), add(no_list)]
