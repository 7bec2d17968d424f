"""What the alliance panel shows: the camps of an article with their members, stated beside corrected.

Pure functions from records to plain data; nothing here draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from annotation.describe import camp_title, entity_name, written_span
from annotation.records import Article, Camp, Correction, Entity, Evidence, Id, Polarity, Reason, Stance
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.working_set import WorkingSet
from gui.widgets.plain_text import one_line

Span = tuple[int, int]
"""Start and end in code points, end-exclusive."""


class MemberState(Enum):
    """How a member stands in one column."""

    KEPT = auto()
    MOVED_HERE = auto()
    MOVED_AWAY = auto()
    REMOVED = auto()
    ADDED = auto()
    FOUND = auto()
    DOUBTFUL = auto()

    @property
    def stated(self) -> bool:
        """Whether the article puts the member into this column."""
        return self in (MemberState.KEPT, MemberState.MOVED_AWAY, MemberState.REMOVED)

    @property
    def gone(self) -> bool:
        """Whether the member is stated here and stands here no longer."""
        return self in (MemberState.MOVED_AWAY, MemberState.REMOVED)


@dataclass(frozen=True, slots=True)
class MemberView:
    """One line of a column.

    `key` is the id of the stance; of a found member its place in the text. `name` is empty where it is what
    is written anyway. `elsewhere` says which other camp the line points to, as in “opposes Maduro”, and
    `claimed_by` who says so where the article only reports it.
    """

    key: str
    state: MemberState
    written: str
    name: str = ""
    code: str = ""
    note: str = ""
    elsewhere: str = ""
    reason: str = ""
    claimed_by: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CampView:
    """One column. `camp_id` is None for a list that was found and waits for a decision.

    `note` is the camp's: of a found list, the members that the article counts and does not name.
    """

    key: str
    camp_id: Id | None
    polarity: Polarity
    target: str
    heading: str
    heading_span: Span | None
    members: tuple[MemberView, ...]
    note: str = ""

    @property
    def tentative(self) -> bool:
        """Whether the list was found and is not decided yet."""
        return self.camp_id is None

    @property
    def summary(self) -> str:
        """Stated against corrected in one line, as in “16 stated · 2 moved out · 1 added”."""
        count = self.counted()
        if self.tentative:
            parts = [(len(self.members), "found"), (count[MemberState.DOUBTFUL], "doubtful")]
        else:
            parts = [
                (self._stated(), "stated"),
                *((count[state], word) for state, word in _CORRECTED),
                (count[MemberState.DOUBTFUL], "to decide"),
            ]
        counts = " · ".join(f"{number} {word}" for number, word in parts if number) or "Nobody yet"
        return f"{counts} · {self.note}" if self.note else counts

    @property
    def difference(self) -> str:
        """What the members' states come to, in words: first of those stated here, then of those put here."""
        count = self.counted()
        if self.tentative:
            doubtful = count[MemberState.DOUBTFUL]
            return f"{len(self.members)} found" + (f", {doubtful} of them doubtful" if doubtful else "")
        here = [
            f"{count[state]} {word}"
            for state, word in ((MemberState.KEPT, "kept"), *_CORRECTED)
            if state.stated and count[state]
        ]
        put = [f"{count[state]} {word}" for state, word in _CORRECTED if not state.stated and count[state]]
        stated = f"{self._stated()} stated in the article: {', '.join(here)}" if here else "None stated"
        return "\n".join([stated, *([f"Not stated in this list: {', '.join(put)}"] if put else [])])

    def counted(self) -> Counter[MemberState]:
        """Count the members by how they stand here."""
        return Counter(member.state for member in self.members)

    def _stated(self) -> int:
        return sum(member.state.stated for member in self.members)


_CORRECTED = (
    (MemberState.MOVED_AWAY, "moved out"),
    (MemberState.REMOVED, "removed"),
    (MemberState.MOVED_HERE, "moved in"),
    (MemberState.ADDED, "added"),
)


def found_key(heading_start: int) -> str:
    """Return the key of the column of a found list whose heading starts there."""
    return f"found:{heading_start}"


def camp_view(records: WorkingSet, article: Article, camp: Camp, kept: Mapping[Id, MemberView]) -> CampView:
    """Return the column of a camp: first what the article states, in its order, then what was put there.

    Args:
        records: the records at hand.
        article: the article.
        camp: the camp.
        kept: lines of the column, by their stances, that are still right.
    """
    stated = sorted(records.where(Stance, "stated_camp_id", camp.id), key=lambda stance: stance.position)
    arrived = sorted(
        (stance for stance in records.where(Stance, "camp_id", camp.id) if stance.stated_camp_id != camp.id),
        key=lambda stance: (stance.stated_camp_id is None, stance.position),
    )
    heading = _heading(camp)
    return CampView(
        key=camp.id,
        camp_id=camp.id,
        polarity=camp.polarity,
        target=entity_name(records, camp.target_id),
        heading=_one_line(article, heading) if heading else "",
        heading_span=heading,
        members=tuple(
            kept.get(stance.id) or _member(records, article, camp, stance) for stance in [*stated, *arrived]
        ),
        note=camp.note,
    )


def found_view(article: Article, proposal: ProposedCamp) -> CampView:
    """Return the tentative column of a found list."""
    heading = (proposal.heading_start, proposal.heading_end)
    return CampView(
        key=found_key(proposal.heading_start),
        camp_id=None,
        polarity=proposal.polarity,
        target=proposal.target.name if proposal.target else "–",
        heading=_one_line(article, heading),
        heading_span=heading,
        members=tuple(map(found_member, proposal.members)),
        note=proposal.unnamed,
    )


def written_form(records: WorkingSet, article: Article, stance: Stance) -> str:
    """Return how the article writes a member, or the entity's name where it does not name it."""
    evidence = _spans(records.where(Evidence, "stance_id", stance.id))
    tagged = {span for span in evidence if stance.holder_id in _linked_at(records, span)}
    span = written_span(records, stance, tagged)
    return _one_line(article, span) if span else entity_name(records, stance.holder_id)


def found_member(name: ProposedName) -> MemberView:
    """Return the line of a found member."""
    return MemberView(
        key=f"{name.start}-{name.end}",
        state=MemberState.FOUND if name.certain else MemberState.DOUBTFUL,
        written=name.text,
        name=name.name if name.name != name.text else "",
        code=name.code,
        note=name.note,
        spans=((name.start, name.end),),
    )


def _member(records: WorkingSet, article: Article, camp: Camp, stance: Stance) -> MemberView:
    holder = records.find(Entity, stance.holder_id)
    written = written_form(records, article, stance)
    name = entity_name(records, stance.holder_id)
    state, other_id = _state(stance, camp)
    other = records.find(Camp, other_id)
    reason = records.find(Reason, stance.reason_id)
    claimant = records.find(Entity, stance.claimed_by_id)
    return MemberView(
        key=stance.id,
        state=state,
        written=written,
        name=name if name != written else "",
        code=holder.code if holder else "",
        note=stance.note,
        elsewhere=camp_title(records, other) if other else "",
        reason=reason.name if reason else "",
        claimed_by=claimant.name if claimant else "",
        spans=_spans(records.where(Evidence, "stance_id", stance.id)),
    )


def _state(stance: Stance, camp: Camp) -> tuple[MemberState, Id | None]:
    """Tell how a stance stands in the column of a camp, and which other camp its line points to."""
    match stance.correction:
        case Correction.KEPT:
            return MemberState.KEPT, None
        case Correction.REMOVED:
            return MemberState.REMOVED, None
        case Correction.ADDED:
            return MemberState.ADDED, None
        case Correction.MOVED if stance.camp_id == camp.id:
            return MemberState.MOVED_HERE, stance.stated_camp_id
        case Correction.MOVED:
            return MemberState.MOVED_AWAY, stance.camp_id


def _spans(evidence: Iterable[Evidence]) -> tuple[Span, ...]:
    return tuple(sorted((piece.start, piece.end) for piece in evidence))


def _linked_at(records: WorkingSet, span: Span) -> set[Id | None]:
    return {mention.entity_id for mention in records.mentions.at(*span)}


def _heading(camp: Camp) -> Span | None:
    if camp.heading_start is None or camp.heading_end is None:
        return None
    return camp.heading_start, camp.heading_end


def _one_line(article: Article, span: Span) -> str:
    return one_line(article.text[span[0] : span[1]])
