"""Whatever is edited: each change fits what is stored, refers to what is there, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from annotation.changes import ChangeSet, reverse
from annotation.edits import alliances, doubtful, entities, mentions, regrouping, stances
from annotation.edits.articles import make_article, set_status
from annotation.edits.labels import edit_labels
from annotation.names.lookup import NameIndex
from annotation.records import (
    Alias,
    Annotator,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Label,
    Mention,
    Polarity,
    Progress,
    Record,
    Stance,
    Status,
    new_id,
)
from annotation.suggest.alliances import find_camps
from annotation.suggest.selection import read_selection
from annotation.working_set import WorkingSet

TEXT = (
    "रूस और चीन ने बाँध का समर्थन किया 🌊।\n"
    "मादुरो के समर्थन वाले देश- रूस, चीन, क्युबा\n"
    "मादुरो के विरोध वाले देश- अमेरिका, कनाडा, रूस, फूबार"
)
WORDS = ("रूस", "चीन", "क्युबा", "मादुरो", "बाँध", "अमेरिका", "🌊")
ARTICLE = make_article("बाँध", TEXT, language="hi")
ANNOTATOR = Annotator(id=new_id(), name="Asha")
LABELS = tuple(
    Label(id=new_id(), name=name, colour="#336699", key=str(position), position=position)
    for position, name in enumerate(("Person", "Country", "Group"))
)
PROPOSALS = find_camps(TEXT)

T = TypeVar("T")


class Desk:
    """What an annotator has before them; draws what to do with it, and follows what was done."""

    def __init__(self, data: st.DataObject) -> None:
        self.records = WorkingSet([ANNOTATOR, ARTICLE, *LABELS])
        self.names = NameIndex()
        self._data = data

    def one_of(self, choices: Sequence[T]) -> T:
        return self._data.draw(st.sampled_from(choices))

    def some_of(self, choices: Sequence[T]) -> list[T]:
        return self._data.draw(st.lists(st.sampled_from(choices), min_size=1, max_size=3, unique_by=id))

    def span(self) -> tuple[int, int]:
        start = self._data.draw(st.integers(0, len(TEXT) - 1))
        return start, self._data.draw(st.integers(start + 1, len(TEXT)))

    def word(self) -> tuple[int, int]:
        word = self.one_of(WORDS)
        starts = [start for start in range(len(TEXT)) if TEXT.startswith(word, start)]
        start = self.one_of(starts)
        return start, start + len(word)

    def entity(self) -> Entity:
        """One that is known, or a new one."""
        known = self.records.all(Entity)
        if known and self.one_of((True, True, False)):
            return self.one_of(known)
        return entities.new_entity(self.one_of(WORDS), self.one_of(self.records.all(Label)).id)

    def apply(self, changes: ChangeSet) -> None:
        """Follow a change set, looking at each change as the project would."""
        seen: set[str] = set()
        for change in changes.changes:
            assert change.record_id not in seen, "one edit changes a record twice"
            seen.add(change.record_id)
            assert self.records.find(change.kind, change.record_id) == change.before
            assert change.before != change.after
        self.records.apply(changes)
        for forget, sides in ((True, "before"), (False, "after")):
            for change in changes.changes:
                record = getattr(change, sides)
                if isinstance(record, Entity | Alias):
                    surface = record.name if isinstance(record, Entity) else record.surface
                    owner = record.id if isinstance(record, Entity) else record.entity_id
                    (self.names.discard if forget else self.names.add)(surface, owner)


def tag(desk: Desk) -> ChangeSet:
    label = desk.one_of(desk.records.all(Label))
    span = desk.one_of((desk.word, desk.span))()
    return mentions.tag(desk.records, desk.names, ARTICLE, ANNOTATOR.id, label, *span)[0]


def change_mention(desk: Desk) -> ChangeSet:
    mention = desk.one_of(desk.records.all(Mention))
    edits: tuple[Callable[[], ChangeSet], ...] = (
        lambda: mentions.relabel(ARTICLE, mention, desk.one_of(desk.records.all(Label))),
        lambda: mentions.resize(ARTICLE, mention, *desk.span()),
        lambda: mentions.note(ARTICLE, mention, desk.one_of(("", "a note"))),
        lambda: mentions.link(
            desk.records, ARTICLE, mention, desk.entity(), remember=desk.one_of((True, False))
        ),
        lambda: mentions.link(desk.records, ARTICLE, mention, None),
        lambda: mentions.remove_mentions(ARTICLE, desk.some_of(desk.records.all(Mention))),
    )
    return desk.one_of(edits)()


def accept_or_reject(desk: Desk) -> ChangeSet:
    pending = alliances.pending(desk.records, PROPOSALS)
    if not pending:
        return ChangeSet("", ())
    if desk.one_of((True, True, True, False)):
        chosen = desk.one_of((pending, pending[:1], pending[-1:]))
        certain = desk.one_of((True, False))
        return alliances.accept(desk.records, desk.names, ARTICLE, ANNOTATOR.id, chosen, only_certain=certain)
    return alliances.reject(ARTICLE, ANNOTATOR.id, pending[0])


def decide_doubtful(desk: Desk) -> ChangeSet:
    waiting = doubtful.undecided(desk.records, PROPOSALS)
    if not waiting:
        return ChangeSet("", ())
    chosen = [desk.one_of(waiting)]
    if desk.one_of((True, False)):
        return doubtful.reject_members(ARTICLE, ANNOTATOR.id, chosen)
    holder = desk.one_of((None, desk.entity()))
    return doubtful.accept_members(desk.records, desk.names, ARTICLE, ANNOTATOR.id, chosen, holder)


def regroup(desk: Desk) -> ChangeSet:
    """Make a list, split one, or put two together; see that nothing that was stated or recorded is lost."""
    records, polarity = desk.records, desk.one_of(tuple(Polarity))
    camps, members = records.all(Camp), records.all(Stance)
    choices = ["make"] + ["split"] * bool(members) + ["merge"] * (len(camps) > 1)
    match desk.one_of(choices):
        case "make":
            read = read_selection(TEXT, *desk.span())
            made, _ = regrouping.make_list(
                records,
                desk.names,
                ARTICLE,
                ANNOTATOR.id,
                desk.entity(),
                polarity,
                read.heading,
                read.members,
            )
            return made
        case "split":
            chosen = desk.some_of(members)
            changes, camp = regrouping.split_list(
                records, ARTICLE, ANNOTATOR.id, chosen, desk.entity(), polarity
            )
            after = followed(records, changes)
            assert {s.holder_id for s in chosen} == {
                s.holder_id for s in after.where(Stance, "camp_id", camp.id)
            }
            assert {s.id: s.stated_camp_id for s in chosen if s.stated_camp_id}.items() <= {
                s.id: s.stated_camp_id for s in after.all(Stance)
            }.items()
        case _:
            camp = desk.one_of(camps)
            into = desk.one_of([other for other in camps if other.id != camp.id])
            waiting = doubtful.undecided(records, PROPOSALS)
            changes = regrouping.merge_lists(records, camp, into, waiting)
            after = followed(records, changes)
            assert not after.where(Stance, "camp_id", camp.id)
            if regrouping.same_statement(camp, into):
                assert after.find(Camp, camp.id) is None
                assert sides(records, {camp.id: into.id}) == sides(after, {})
            stated = [s.id for s in records.all(Stance) if s.stated_camp_id]
            assert stated == [s.id for s in after.all(Stance) if s.stated_camp_id]
    assert said(records) == said(after)
    return changes


def followed(records: WorkingSet, changes: ChangeSet) -> WorkingSet:
    after = WorkingSet(records)
    after.apply(changes)
    return after


def said(records: WorkingSet) -> set[tuple[str, str | None, int, int]]:
    """Of whom what stretch of the article is evidence, and who claims it."""
    return {
        (stance.holder_id, stance.claimed_by_id, piece.start, piece.end)
        for stance in records.all(Stance)
        for piece in records.where(Evidence, "stance_id", stance.id)
    }


def sides(records: WorkingSet, renamed: dict[str, str]) -> set[tuple[str, str | None, str | None]]:
    """Who stands where, and who is no longer where the article has them; camps by another id if `renamed`."""
    found: set[tuple[str, str | None, str | None]] = set()
    for stance in records.all(Stance):
        camp_id = stance.camp_id and renamed.get(stance.camp_id, stance.camp_id)
        stated_id = stance.stated_camp_id and renamed.get(stance.stated_camp_id, stance.stated_camp_id)
        found.add((stance.holder_id, camp_id, stated_id if camp_id is None else None))
    return found


def change_camp(desk: Desk) -> ChangeSet:
    camp, polarity = desk.one_of(desk.records.all(Camp)), desk.one_of(tuple(Polarity))
    edits: tuple[Callable[[], ChangeSet], ...] = (
        lambda: alliances.set_camp(desk.records, camp, desk.one_of((desk.entity(), None)), polarity),
        lambda: alliances.remove_camp(desk.records, camp),
        lambda: alliances.add_member(
            desk.records, ARTICLE, ANNOTATOR.id, camp, desk.entity(), desk.one_of((None, desk.word()))
        ),
    )
    return desk.one_of(edits)()


def open_camp(desk: Desk) -> ChangeSet:
    heading = desk.one_of((None, desk.span()))
    polarity = desk.one_of(tuple(Polarity))
    return alliances.new_camp(desk.records, ARTICLE, ANNOTATOR.id, desk.entity(), polarity, heading)[0]


def correct_members(desk: Desk) -> ChangeSet:
    members = desk.some_of(desk.records.all(Stance))
    edits: tuple[Callable[[], ChangeSet], ...] = (
        lambda: alliances.move_members(desk.records, members, desk.one_of(desk.records.all(Camp))),
        lambda: alliances.remove_members(desk.records, members),
        lambda: alliances.restore_members(desk.records, members),
        lambda: alliances.change_holder(
            desk.records, ARTICLE, members[0], desk.entity(), desk.one_of(("", *WORDS))
        ),
        lambda: alliances.note_members(desk.records, [members[0]], desk.one_of(("", "27"))),
        lambda: stances.set_polarity(
            desk.records, ARTICLE, ANNOTATOR.id, members[0], desk.one_of(tuple(Polarity))
        ),
        lambda: stances.add_evidence(desk.records, ARTICLE, members[0], *desk.span()),
    )
    return desk.one_of(edits)()


def record_stance(desk: Desk) -> ChangeSet:
    holder, target = desk.entity(), desk.entity()
    if holder.id == target.id:
        return ChangeSet("", ())
    evidence = [desk.word() for _ in range(desk.one_of((0, 1, 2)))]
    polarity = desk.one_of(tuple(Polarity))
    recorded, stance_id = stances.record_stance(
        desk.records, ARTICLE, ANNOTATOR.id, holder, polarity, target, evidence
    )
    after = WorkingSet(desk.records)
    after.apply(recorded)
    camp = after.get(Camp, after.get(Stance, stance_id).camp_id or "")
    assert (camp.target_id, camp.polarity) == (target.id, polarity)
    return recorded


def change_entity(desk: Desk) -> ChangeSet:
    records, entity = desk.records, desk.one_of(desk.records.all(Entity))
    held = records.where(Stance, "holder_id", entity.id)
    if desk.one_of((True, False)):
        return entities.remove_entity(
            entity,
            aliases=records.where(Alias, "entity_id", entity.id),
            memberships=[m for m in records.all(GroupMember) if entity.id in (m.group_id, m.entity_id)],
            mentions=records.where(Mention, "entity_id", entity.id),
            camps=records.where(Camp, "target_id", entity.id),
            stances=held,
            evidence=[piece for stance in held for piece in records.where(Evidence, "stance_id", stance.id)],
        )
    return entities.describe(
        records,
        entity,
        name=desk.one_of(WORDS),
        label_id=desk.one_of(records.all(Label)).id,
        code=desk.one_of(("", entity.code)),
        note="",
        aliases=desk.some_of(WORDS),
    )


def change_labels(desk: Desk) -> ChangeSet:
    before = sorted(desk.records.all(Label), key=lambda label: label.position)
    used = {record.label_id for kind in (Mention, Entity) for record in desk.records.all(kind)}
    kept = [label for label in before if label.id in used]
    return edit_labels(before, kept[::-1] or before[::-1])


def mark(desk: Desk) -> ChangeSet:
    progress = next(iter(desk.records.all(Progress)), None)
    return set_status(ARTICLE, ANNOTATOR.id, progress, desk.one_of(tuple(Status)))


EDITS: tuple[tuple[Callable[[Desk], ChangeSet], type[Record]], ...] = (
    (tag, Label),
    (change_mention, Mention),
    (accept_or_reject, Label),
    (decide_doubtful, Camp),
    (regroup, Label),
    (open_camp, Label),
    (change_camp, Camp),
    (correct_members, Stance),
    (record_stance, Label),
    (change_entity, Entity),
    (change_labels, Label),
    (mark, Label),
)
"""What can be done, and the kind of record that must be there for it."""


@given(st.data())
def test_any_sequence_of_edits_is_taken_back_completely(data: st.DataObject) -> None:
    desk = Desk(data)
    before = contents(desk.records)
    done: list[ChangeSet] = []
    for _ in range(data.draw(st.integers(1, 12))):
        possible = [edit for edit, needed in EDITS if desk.records.count(needed)]
        changes = desk.one_of(possible)(desk)
        if changes:
            assert changes.title
        desk.apply(changes)
        assert_whole(desk.records)
        done.append(changes)
    for changes in reversed(done):
        desk.apply(reverse(changes))
    assert contents(desk.records) == before
    assert not any(desk.names.find(word) for word in WORDS)


def contents(records: WorkingSet) -> dict[str, Record]:
    return {record.id: record for record in records}


def assert_whole(records: WorkingSet) -> None:
    """Check that every record refers to what is there, and that the look-up tables agree with the records."""
    for mention in records.all(Mention):
        assert records.find(Label, mention.label_id)
        assert mention.entity_id is None or mention in records.where(Mention, "entity_id", mention.entity_id)
        assert mention.entity_id is None or records.find(Entity, mention.entity_id)
    for entity in records.all(Entity):
        assert records.find(Label, entity.label_id)
    for alias in records.all(Alias):
        assert alias.surface.strip()
        assert records.find(Entity, alias.entity_id)
    for camp in records.all(Camp):
        assert camp.target_id is None or records.find(Entity, camp.target_id)
    for stance in records.all(Stance):
        assert records.find(Entity, stance.holder_id)
        assert stance.camp_id or stance.stated_camp_id, "a stance that is nowhere"
        for camp_id in (stance.camp_id, stance.stated_camp_id):
            assert camp_id is None or records.find(Camp, camp_id)
        pieces = records.where(Evidence, "stance_id", stance.id)
        assert len({(piece.start, piece.end) for piece in pieces}) == len(pieces)
    for piece in records.all(Evidence):
        assert records.find(Stance, piece.stance_id)
