"""What several annotators have in one article side by side: where they agree, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotation.compare.layers import Claim, Layer
from annotation.records import Camp, Evidence, Id, Mention, Rejection, Stance

Span = tuple[int, int]


class Difference(StrEnum):
    """How annotators differ in one thing."""

    MISSING = "only some have it"
    BOUNDARIES = "boundaries differ"
    LABEL = "label differs"
    ENTITY = "entity differs"
    POLARITY = "polarity or camp differs"
    EVIDENCE = "evidence only"


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceSaid:
    """What an annotator says of a holder and a target: the stances with their camps and evidence."""

    stances: tuple[Stance, ...]
    camps: Mapping[Id, Camp]
    evidence: tuple[Evidence, ...]

    def polarities(self) -> frozenset[str]:
        """Return the polarities of the camps in which the holder stands now."""
        return frozenset(self.camps[one.camp_id].polarity for one in self.stances if one.camp_id)

    def meaning(self) -> tuple[object, ...]:
        """Return what is said apart from the evidence: the camps stated and corrected, whatever their ids."""

        def said(camp_id: Id | None) -> object:
            camp = self.camps.get(camp_id or "")
            return camp and (camp.polarity, camp.heading_start, camp.heading_end)

        return tuple(sorted(str((said(one.stated_camp_id), said(one.camp_id))) for one in self.stances))

    def spans(self) -> frozenset[Span]:
        """Return where the evidence is, in code points."""
        return frozenset((one.start, one.end) for one in self.evidence)


Option = Mention | StanceSaid
"""What one annotator has of an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing in an article that some annotators have: a mention, or who stands how towards whom.

    Attributes:
        key: names it, the same as long as the annotators' work stays as it is.
        place: where it stands in the text, in code points; None for a stance without evidence.
        options: what each annotator has, by annotator; who has nothing of it is not there.
        differences: how they differ; empty where all agree.
        decided: what was decided, or None.
        rejected: whether it was decided that nobody is right.
    """

    key: str
    place: Span | None
    options: Mapping[Id, Option]
    differences: tuple[Difference, ...]
    decided: Option | None = None
    rejected: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether something was decided of it."""
        return self.decided is not None or self.rejected

    def agreeing(self) -> tuple[Id, ...]:
        """Return the largest number of annotators who have just the same; of equals the first."""
        groups: dict[object, list[Id]] = {}
        for annotator, option in self.options.items():
            groups.setdefault(sameness(option), []).append(annotator)
        return tuple(max(groups.values(), key=len)) if groups else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A layer with the evidence of its stances, and what was rejected in it."""

    layer: Layer
    evidence: Sequence[Evidence] = ()
    rejections: Sequence[Rejection] = ()


def compare(works: Sequence[Work], decided: Work | None = None) -> list[Item]:
    """Lay the work of several annotators in one article side by side.

    Args:
        works: of each annotator who took part, in the order in which they are shown.
        decided: the adjudicated layer, if there is one.

    Returns:
        The items in the order of the text, mentions before stances at one place.
    """
    rejected = {one.proposed for one in decided.rejections} if decided else set[str]()
    items = [
        *_mention_items(works, decided, rejected),
        *_stance_items(works, decided, rejected),
    ]
    return sorted(items, key=lambda item: (item.place or (1 << 60, 0), item.key))


def sameness(option: Option) -> object:
    """Return what two options have to have in common to be the same decision."""
    if isinstance(option, Mention):
        return option.start, option.end, option.label_id, option.entity_id
    return option.meaning(), option.spans()


def _mention_items(works: Sequence[Work], decided: Work | None, rejected: set[str]) -> Iterable[Item]:
    """Group mentions: first those with just the same span, then by overlap, one of each annotator."""
    groups = _grouped([work.layer.mentions for work in works])
    final = list(decided.layer.mentions) if decided else []
    items: list[Item] = []
    for group in groups:
        mentions = [mention for mention in group if mention is not None]
        place = min(one.start for one in mentions), max(one.end for one in mentions)
        key = f"mention {place[0]}-{place[1]} {'+'.join(sorted({one.label_id for one in mentions}))}"
        chosen = _take_fitting(final, mentions, place)
        options = {
            work.layer.annotator_id: mention
            for work, mention in zip(works, group, strict=True)
            if mention is not None
        }
        differences = _mention_differences(mentions, len(works))
        item = Item(
            key=key,
            place=place,
            options=options,
            differences=differences,
            decided=chosen,
            rejected=chosen is None and key in rejected,
        )
        items.append(item)
    for own in final:  # what was decided on one's own, where nobody had anything
        key = f"mention {own.start}-{own.end} {own.label_id}"
        items.append(Item(key=key, place=(own.start, own.end), options={}, differences=(), decided=own))
    return items


def _grouped(layers: Sequence[Sequence[Mention]]) -> list[list[Mention | None]]:
    """Return groups of mentions that are meant for the same thing, at most one of each annotator.

    First those with just the same span, equal labels first; then each other one joins the group that it is
    likeliest meant for, or begins one.
    """
    groups: list[list[Mention | None]] = []
    by_span: dict[Span, list[list[Mention | None]]] = {}
    for place, layer in enumerate(layers):
        for mention in layer:
            here = by_span.setdefault((mention.start, mention.end), [])
            if not _join(mention, place, here):
                here.append(_new_group(mention, place, len(layers)))
    for here in by_span.values():
        groups += [group for group in here if _size(group) > 1]
    for here in by_span.values():
        for group in here:
            if _size(group) == 1:
                [(place, mention)] = [(place, one) for place, one in enumerate(group) if one is not None]
                if not _join(mention, place, groups):
                    groups.append(group)
    return groups


def _join(mention: Mention, place: int, groups: Sequence[list[Mention | None]]) -> bool:
    """Put a mention into the group that has something meant for the same, and nothing of its annotator."""
    best: tuple[tuple[bool, int, bool], list[Mention | None]] | None = None
    for group in groups:
        if group[place] is None:
            alike = [_likeness(mention, one) for one in group if one is not None and _alike(mention, one)]
            if alike and (best is None or max(alike) > best[0]):
                best = max(alike), group
    if best is None:
        return False
    best[1][place] = mention
    return True


def _new_group(mention: Mention, place: int, size: int) -> list[Mention | None]:
    group: list[Mention | None] = [None] * size
    group[place] = mention
    return group


def _size(group: Sequence[Mention | None]) -> int:
    return sum(one is not None for one in group)


def _alike(one: Mention, other: Mention) -> bool:
    """Tell whether two mentions may be meant for the same: nested ones with other labels are not."""
    overlap = _overlap(one, other)
    longer = max(one.end - one.start, other.end - other.start)
    return overlap > 0 and (one.label_id == other.label_id or 2 * overlap >= longer)


def _overlap(one: Mention, other: Mention) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _likeness(one: Mention, other: Mention) -> tuple[bool, int, bool]:
    """Return how likely two mentions are meant for the same thing."""
    return other.label_id == one.label_id, _overlap(one, other), other.entity_id == one.entity_id


def _mention_differences(mentions: Sequence[Mention], annotators: int) -> tuple[Difference, ...]:
    told: list[Difference] = []
    if len(mentions) < annotators:
        told.append(Difference.MISSING)
    if len({(one.start, one.end) for one in mentions}) > 1:
        told.append(Difference.BOUNDARIES)
    if len({one.label_id for one in mentions}) > 1:
        told.append(Difference.LABEL)
    if len({one.entity_id for one in mentions}) > 1:
        told.append(Difference.ENTITY)
    return tuple(told)


def _take_fitting(final: list[Mention], mentions: Sequence[Mention], place: Span) -> Mention | None:
    """Take the decided mention that belongs to a group out of those left, or none."""
    same = {(one.start, one.end, one.label_id) for one in mentions}
    fitting = [one for one in final if (one.start, one.end, one.label_id) in same]
    if not fitting:
        spans = {(one.start, one.end) for one in mentions}
        fitting = [one for one in final if (one.start, one.end) in spans]
    if not fitting:
        fitting = [one for one in final if one.start < place[1] and place[0] < one.end]
    if not fitting:
        return None
    final.remove(fitting[0])
    return fitting[0]


def _stance_items(works: Sequence[Work], decided: Work | None, rejected: set[str]) -> Iterable[Item]:
    said = [_said(work) for work in works]
    final = _said(decided) if decided else {}
    for claim in dict.fromkeys(claim for own in (*said, final) for claim in own):
        options = {
            work.layer.annotator_id: own[claim] for work, own in zip(works, said, strict=True) if claim in own
        }
        key = "stance " + " ".join(part or "–" for part in claim)
        chosen = final.get(claim)
        spans = sorted(span for one in (*options.values(), *filter(None, [chosen])) for span in one.spans())
        yield Item(
            key=key,
            place=spans[0] if spans else None,
            options=options,
            differences=_stance_differences(list(options.values()), len(works)) if options else (),
            decided=chosen,
            rejected=chosen is None and key in rejected,
        )


def _said(work: Work) -> dict[Claim, StanceSaid]:
    """Return what a layer says of each holder and target; whoever was removed from a list is told, too."""
    layer = work.layer
    by_claim: dict[Claim, list[Stance]] = {}
    for stance in layer.stances:
        camp = layer.camps.get(stance.camp_id or stance.stated_camp_id or "")
        if camp is not None and camp.target_id is not None:
            claim = (stance.holder_id, camp.target_id, stance.claimed_by_id)
            by_claim.setdefault(claim, []).append(stance)
    pieces: dict[Id, list[Evidence]] = {}
    for piece in work.evidence:
        pieces.setdefault(piece.stance_id, []).append(piece)
    return {
        claim: StanceSaid(
            stances=tuple(stances),
            camps=layer.camps,
            evidence=tuple(piece for stance in stances for piece in pieces.get(stance.id, ())),
        )
        for claim, stances in by_claim.items()
    }


def _stance_differences(said: Sequence[StanceSaid], annotators: int) -> tuple[Difference, ...]:
    told: list[Difference] = []
    if len(said) < annotators:
        told.append(Difference.MISSING)
    if len({one.meaning() for one in said}) > 1:
        told.append(Difference.POLARITY)
    elif len({one.spans() for one in said}) > 1:
        told.append(Difference.EVIDENCE)
    return tuple(told)
